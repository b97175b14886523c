//! Every fault, over the wire.

use crate::wire::client::raw_exchange;
use crate::wire::quick::{QUERY, SUBMIT, VIDEO, job, link, quick};
use serde_json::json;
use std::io::ErrorKind;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use volc_sim::{Fault, Target, What};

#[tokio::test]
async fn answers_in_place_of_the_work() {
    let (simulator, client) = quick().await;
    let html = What::answer(502, "text/html", "<h1>Bad Gateway</h1>");
    simulator.inject(Fault::once(Target::AnySubmit, html));
    let reply = client.call(SUBMIT, &job()).await;
    assert_eq!(
        (reply.status, reply.header("content-type")),
        (502, Some("text/html"))
    );

    let busy = What::reply(429, &[("Retry-After", "5")], "");
    simulator.inject(Fault::once(Target::Any, busy));
    let reply = client.call(SUBMIT, &job()).await;
    assert_eq!(
        (reply.status, reply.header("retry-after")),
        (429, Some("5"))
    );

    let business = What::business(200, 50500, "Internal Error");
    simulator.inject(Fault::once(Target::Action("CVSync2".to_owned()), business));
    assert_eq!(client.call(SUBMIT, &job()).await.verdict(), (200, 50500));

    let gateway = What::gateway(503, None, "ServiceUnavailableTemp", "later");
    simulator.inject(Fault::once(Target::AnySubmit, gateway));
    let reply = client.call(SUBMIT, &job()).await;
    assert_eq!(reply.refusal(), (503, "ServiceUnavailableTemp".to_owned()));

    assert_eq!(simulator.meter().accepted, 0);
    assert_eq!(client.call(SUBMIT, &job()).await.verdict(), (200, 10000));
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_status_word_for_every_query_until_it_is_cleared() {
    let (simulator, client) = quick().await;
    let reply = client.call(SUBMIT, &job()).await.json();
    let asking = json!({"req_key": VIDEO, "task_id": reply["data"]["task_id"]});
    let word = What::TaskStatus("processing".to_owned());
    simulator.inject(Fault::always(Target::AnyQuery, word));
    for _ in 0..2 {
        let reply = client.call(QUERY, &asking).await;
        assert_eq!(reply.json()["data"], json!({"status": "processing"}));
    }
    simulator.clear_faults();
    let reply = client.call(QUERY, &asking).await;
    assert_eq!(reply.json()["data"]["status"], "done");
}

#[tokio::test]
async fn a_reset_comes_before_the_work() {
    let (simulator, client) = quick().await;
    simulator.inject(Fault::once(Target::AnySubmit, What::Reset));
    let fault = client.try_call(SUBMIT, &job()).await.err().unwrap();
    assert_eq!(fault.kind(), ErrorKind::ConnectionReset);
    assert_eq!(
        (simulator.meter().accepted, simulator.requests().len()),
        (0, 1)
    );
}

#[tokio::test]
async fn a_reply_cut_short_comes_after_the_work() {
    let (simulator, client) = quick().await;
    for bytes in [0, 1, 20, 200] {
        simulator.inject(Fault::once(Target::AnySubmit, What::CloseAfter(bytes)));
        let fault = client.try_call(SUBMIT, &job()).await.err().unwrap();
        assert_eq!(fault.kind(), ErrorKind::UnexpectedEof, "{bytes}");
    }
    assert_eq!(simulator.meter().accepted, 4);
    assert!(simulator.requests().iter().all(|seen| seen.accepted));
}

#[tokio::test]
async fn a_reply_that_never_comes() {
    let (simulator, client) = quick().await;
    simulator.inject(Fault::once(Target::AnySubmit, What::Hang));
    let body = job();
    let accepted = async {
        while simulator.meter().accepted == 0 {
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    tokio::select! {
        reply = client.try_call(SUBMIT, &body) => panic!("{:?}", reply.map(|reply| reply.status)),
        () = accepted => {}
    }
}

#[tokio::test]
async fn late_and_dripping_replies_are_whole() {
    let (simulator, client) = quick().await;
    simulator.inject(Fault::once(Target::AnySubmit, What::Delay(20)));
    let drip = What::Drip {
        bytes: 50,
        every_ms: 1,
    };
    simulator.inject(Fault::once(Target::AnySubmit, drip));
    for _ in 0..2 {
        assert_eq!(client.call(SUBMIT, &job()).await.verdict(), (200, 10000));
    }
}

#[tokio::test]
async fn downloads_have_faults_of_their_own() {
    let (simulator, client) = quick().await;
    let link = link(&client).await;
    simulator.inject(Fault::once(Target::Download, What::CloseAfter(5000)));
    assert!(client.get(&link).await.is_err());
    assert_eq!(client.get(&link).await.unwrap().status, 200);
}

#[tokio::test]
async fn raw_bytes_and_endless_ones() {
    let (simulator, client) = quick().await;
    let host = client.endpoint.trim_start_matches("http://");
    let request = b"GET /?Action=CVGetResult HTTP/1.1\r\nhost: x\r\n\r\n";
    let lie = b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{}".to_vec();
    simulator.inject(Fault::once(Target::AnyQuery, What::Raw(lie.clone())));
    assert_eq!(raw_exchange(host, request).await.unwrap(), lie);

    let head = b"HTTP/1.1 200 OK\r\n\r\n".to_vec();
    simulator.inject(Fault::once(
        Target::AnyQuery,
        What::Endless(head, b"endless ".to_vec()),
    ));
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut plenty = vec![0; 3_000_000];
    stream.read_exact(&mut plenty).await.unwrap();
    assert!(plenty.starts_with(b"HTTP/1.1 200 OK\r\n\r\nendless endless "));
}

#[tokio::test]
async fn a_request_can_be_cut_off() {
    let (simulator, client) = quick().await;
    simulator.inject(Fault::once(Target::Any, What::ResetRequestAfter(30)));
    assert!(client.try_call(SUBMIT, &job()).await.is_err());
    assert_eq!(simulator.requests().len(), 0);
    assert_eq!(client.call(SUBMIT, &job()).await.verdict(), (200, 10000));
}

#[tokio::test]
async fn connections_are_kept_alive() {
    let (_simulator, client) = quick().await;
    let host = client.endpoint.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.unwrap();
    for _ in 0..3 {
        stream
            .write_all(b"GET /none HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let mut buffer = vec![0; 1000];
        let count = stream.read(&mut buffer).await.unwrap();
        assert!(buffer[..count].starts_with(b"HTTP/1.1 404"));
    }
}
