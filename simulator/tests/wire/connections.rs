//! Connections that end where no client expects it.

use crate::wire::client::{Client, Kept, raw_exchange, staying};
use crate::wire::quick::{QUERY, SUBMIT, VIDEO, quick};
use serde_json::{Value, json};
use std::io::ErrorKind;
use tokio::io::AsyncWriteExt;
use tokio::task::JoinSet;
use volc_sim::{Cut, End, Fault, Target, What};

const NOWHERE: &[u8] = b"GET /x HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";

/// Good for a submission and for a query.
fn body() -> Value {
    json!({"req_key": VIDEO, "prompt": "p", "task_id": "1"})
}

impl Client {
    async fn open(&self) -> Kept {
        Kept::open(self.host()).await.unwrap()
    }

    /// A call on a connection that stays open.
    async fn on(&self, kept: &mut Kept, action: &str) -> Result<i64, ErrorKind> {
        let reply = async {
            kept.send(&self.request(action, &body())).await?;
            kept.reply().await
        };
        let reply = reply.await.map_err(|fault| fault.kind())?;
        Ok(reply.verdict().1)
    }
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_a_while() {
    let (simulator, client) = quick().await;
    let (mut used, mut fresh) = (client.open().await, client.open().await);
    for ms in [0, 30] {
        simulator.clear_faults();
        simulator.inject(Fault::always(Target::Any, What::CloseIdleAfter(ms)));
        assert_eq!(client.on(&mut used, QUERY).await, Ok(10000));
        let (bytes, end) = used.rest().await;
        assert!(bytes.is_empty() && end.is_ok(), "{end:?}");
        used = client.open().await;
    }
    // This one was idle all the time, and has not served a request.
    assert_eq!(client.on(&mut fresh, QUERY).await, Ok(10000));
    assert!(fresh.rest().await.1.is_ok());
    assert_eq!(simulator.requests().len(), 3);
}

#[tokio::test]
async fn an_idle_connection_that_is_closed_uses_the_fault_up() {
    let (simulator, client) = quick().await;
    simulator.inject(Fault::once(Target::Any, What::CloseIdleAfter(0)));
    let (mut first, mut second) = (client.open().await, client.open().await);
    assert_eq!(client.on(&mut first, QUERY).await, Ok(10000));
    assert!(first.rest().await.1.is_ok());
    for _ in 0..3 {
        assert_eq!(client.on(&mut second, QUERY).await, Ok(10000));
    }
}

#[tokio::test]
async fn a_connection_is_reset_when_it_is_used_again() {
    let (simulator, client) = quick().await;
    simulator.inject(Fault::once(Target::Any, What::ResetReused));
    let mut kept = client.open().await;
    assert_eq!(client.on(&mut kept, QUERY).await, Ok(10000));
    // The first byte is enough.
    kept.0.write_all(b"P").await.unwrap();
    let fault = kept.rest().await.1.unwrap_err();
    assert_eq!(fault.kind(), ErrorKind::ConnectionReset);
    let mut kept = client.open().await;
    for _ in 0..3 {
        assert_eq!(client.on(&mut kept, QUERY).await, Ok(10000));
    }
    assert_eq!(simulator.requests().len(), 4);
}

#[tokio::test]
async fn only_submits_on_used_connections_are_reset() {
    let (simulator, client) = quick().await;
    simulator.inject(Fault::always(Target::AnySubmit, What::ResetReused));
    let mut kept = client.open().await;
    for _ in 0..2 {
        assert_eq!(client.on(&mut kept, QUERY).await, Ok(10000));
    }
    let reset = Err(ErrorKind::ConnectionReset);
    assert_eq!(client.on(&mut kept, SUBMIT).await, reset);
    assert_eq!(simulator.meter().accepted, 0);
    let mut kept = client.open().await;
    assert_eq!(client.on(&mut kept, SUBMIT).await, Ok(10000));
    assert_eq!(client.on(&mut kept, SUBMIT).await, reset);
    let seen = simulator.requests();
    assert_eq!((simulator.meter().accepted, seen.len()), (1, 3));
}

#[tokio::test]
async fn a_request_can_be_cut_at_every_byte_either_way() {
    let (simulator, client) = quick().await;
    let request = client.request(SUBMIT, &body());
    for after in 0..request.len() {
        for cut in [Cut::close(after), Cut::reset(after)] {
            simulator.inject(Fault::once(Target::AnySubmit, What::CutRequest(cut)));
            let mut kept = client.open().await;
            kept.0.write_all(&request).await.unwrap();
            let (bytes, end) = kept.rest().await;
            assert!(
                bytes.is_empty(),
                "{cut:?} {}",
                String::from_utf8_lossy(&bytes)
            );
            match cut.end {
                End::Close => end.unwrap(),
                End::Reset => assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset),
            }
        }
    }
    assert!(simulator.requests().is_empty());
    // Where no byte comes after those that are let in, there is nothing to cut.
    let whole = What::CutRequest(Cut::reset(request.len()));
    simulator.inject(Fault::once(Target::AnySubmit, whole));
    for accepted in [1, 2] {
        assert!(raw_exchange(client.host(), &request).await.is_ok());
        assert_eq!(simulator.meter().accepted, accepted);
    }
}

#[tokio::test]
async fn a_new_connection_can_be_reset_at_every_byte() {
    let (simulator, client) = quick().await;
    let request = client.request(SUBMIT, &body());
    for after in 0..=request.len() {
        simulator.inject(Fault::once(Target::Any, What::ResetRequestAfter(after)));
        let mut kept = client.open().await;
        if kept.0.write_all(&request).await.is_err() {
            // The reset may come first only where nothing is let in.
            assert_eq!(after, 0);
            continue;
        }
        let (bytes, end) = kept.rest().await;
        let end = end.unwrap_err().kind();
        assert_eq!((bytes.len(), end), (0, ErrorKind::ConnectionReset));
    }
    assert_eq!(simulator.meter().accepted, 0);
    assert!(simulator.requests().is_empty());
}

#[tokio::test]
async fn a_body_that_is_still_coming_can_be_cut() {
    let (simulator, client) = quick().await;
    let body = json!({"req_key": VIDEO, "prompt": "p".repeat(5_000_000)});
    let request = client.request(SUBMIT, &body);
    simulator.inject(Fault::once(
        Target::AnySubmit,
        What::CutRequest(Cut::close(3_000_000)),
    ));
    let mut kept = client.open().await;
    kept.0.write_all(&request).await.unwrap();
    assert!(kept.rest().await.1.is_ok());
    simulator.inject(Fault::once(
        Target::AnySubmit,
        What::CutRequest(Cut::reset(3_000_000)),
    ));
    let mut kept = client.open().await;
    let sent = kept.0.write_all(&request).await;
    assert!(sent.is_err() || kept.rest().await.1.is_err());
    assert!(simulator.requests().is_empty());
}

#[tokio::test]
async fn one_request_of_one_connection_can_be_cut() {
    let (simulator, client) = quick().await;
    let cut = What::CutRequest(Cut {
        request: Some(2),
        connection: Some(2),
        ..Cut::close(40)
    });
    simulator.inject(Fault::always(Target::Any, cut));
    for (connection, answered) in [(1, 3), (2, 1), (3, 3)] {
        let mut kept = client.open().await;
        for _ in 0..answered {
            let answer = client.on(&mut kept, QUERY).await;
            assert_eq!(answer, Ok(10000), "connection {connection}");
        }
        if connection == 2 {
            let end = client.on(&mut kept, QUERY).await;
            assert_eq!(end, Err(ErrorKind::UnexpectedEof));
        }
    }
    assert_eq!(simulator.requests().len(), 7);
}

#[tokio::test]
async fn downloads_can_be_cut_while_calls_are_spared() {
    let (simulator, client) = quick().await;
    let cut = What::CutRequest(Cut::reset(3));
    simulator.inject(Fault::always(Target::Download, cut));
    let link = format!("{}/media/x.mp4", client.endpoint);
    let fault = client.get(&link).await.err().unwrap();
    assert_eq!(fault.kind(), ErrorKind::ConnectionReset);
    assert_eq!(client.call(SUBMIT, &body()).await.verdict(), (200, 10000));
    simulator.clear_faults();
    assert_eq!(client.get(&link).await.unwrap().status, 404);
}

#[tokio::test]
async fn a_request_in_small_pieces_is_read_as_one() {
    let (simulator, client) = quick().await;
    // A target that has to be looked for in the first line, and is not found.
    simulator.inject(Fault::always(Target::Download, What::ResetReused));
    let mut kept = client.open().await;
    for _ in 0..2 {
        for byte in staying(&client.request(SUBMIT, &body())) {
            kept.0.write_all(&[byte]).await.unwrap();
        }
        assert_eq!(kept.reply().await.unwrap().verdict(), (200, 10000));
    }
    assert_eq!(simulator.requests()[1].connection, 1);
}

#[tokio::test]
async fn a_reply_can_be_cut_at_every_byte_either_way() {
    const BYTES: usize = 250;
    let (simulator, client) = quick().await;
    for (what, end) in [
        (What::CloseAfter as fn(usize) -> What, None),
        (What::ResetAfter, Some(ErrorKind::ConnectionReset)),
    ] {
        let mut calls = JoinSet::new();
        for after in 0..=BYTES {
            simulator.inject(Fault::once(Target::AnySubmit, what(after)));
            let client = client.clone();
            calls.spawn(async move {
                let mut kept = client.open().await;
                kept.send(&client.request(SUBMIT, &body())).await.unwrap();
                let (bytes, end) = kept.rest().await;
                (bytes.len(), end.err().map(|fault| fault.kind()))
            });
        }
        let mut ends = calls.join_all().await;
        ends.sort_by_key(|(bytes, _)| *bytes);
        let expected: Vec<_> = (0..=BYTES).map(|bytes| (bytes, end)).collect();
        assert_eq!(ends, expected);
    }
    assert_eq!(simulator.meter().accepted, 2 * (BYTES as u64 + 1));
}

#[tokio::test]
async fn a_connection_can_end_with_the_last_byte_of_its_reply() {
    let (simulator, client) = quick().await;
    let mut kept = client.open().await;
    kept.send(NOWHERE).await.unwrap();
    let reply = kept.reply().await.unwrap();
    let length = reply.head.len() + 4 + reply.body.len();
    for (what, end) in [
        (What::CloseAfter(length), None),
        (What::ResetAfter(length), Some(ErrorKind::ConnectionReset)),
    ] {
        simulator.inject(Fault::once(Target::Any, what));
        let mut kept = client.open().await;
        kept.send(NOWHERE).await.unwrap();
        assert_eq!(kept.reply().await.unwrap().status, 404);
        assert_eq!(kept.rest().await.1.err().map(|fault| fault.kind()), end);
    }
}
