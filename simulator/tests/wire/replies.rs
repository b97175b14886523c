//! Replies that are not what they seem, whether the work was done or not.

use crate::wire::client::{Client, Kept, raw_exchange};
use crate::wire::quick::{QUERY, SUBMIT, VIDEO, job, link, quick};
use serde_json::{Value, json};
use std::io::ErrorKind;
use std::time::Duration;
use tokio::time::timeout;
use volc_sim::{Fault, Target, What};

impl Client {
    async fn sent(&self, request: &[u8]) -> Kept {
        let mut kept = Kept::open(self.host()).await.unwrap();
        kept.send(request).await.unwrap();
        kept
    }

    fn download(&self, link: &str) -> Vec<u8> {
        let path = link.strip_prefix(&self.endpoint).unwrap();
        format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").into_bytes()
    }
}

#[tokio::test]
async fn more_is_announced_than_comes() {
    let (simulator, client) = quick().await;
    simulator.inject(Fault::once(Target::AnySubmit, What::WrongLength(7)));
    let mut kept = client.sent(&client.request(SUBMIT, &job())).await;
    let fault = kept.reply().await.err().unwrap();
    assert_eq!(fault.kind(), ErrorKind::UnexpectedEof);
    assert_eq!(simulator.meter().accepted, 1);

    let link = link(&client).await;
    let file = client.get(&link).await.unwrap().body;
    simulator.inject(Fault::once(Target::Download, What::WrongLength(1)));
    let mut kept = client.sent(&client.download(&link)).await;
    let (bytes, end) = kept.rest().await;
    assert!(end.is_ok() && bytes.ends_with(&file));
    let announced = format!("Content-Length: {}\r\n", file.len() + 1);
    assert!(String::from_utf8_lossy(&bytes).contains(&announced));
    assert_eq!(simulator.meter().downloads, 2);
}

#[tokio::test]
async fn less_is_announced_than_comes() {
    let (simulator, client) = quick().await;
    for by in [-10, i64::MIN] {
        simulator.inject(Fault::once(Target::AnySubmit, What::WrongLength(by)));
        let request = client.request(SUBMIT, &job());
        let mut kept = client.sent(&request).await;
        let short = kept.reply().await.unwrap();
        assert_eq!(short.body.is_empty(), by == i64::MIN);
        // The connection stays, and what is left over comes before the next reply.
        kept.send(&request).await.unwrap();
        let next = kept.reply().await.unwrap();
        let left_over = next.head.split("HTTP/1.1").next().unwrap();
        let both = [short.body.as_slice(), left_over.as_bytes()].concat();
        let reply: Value = serde_json::from_slice(&both).unwrap();
        assert_eq!(reply["code"], 10000);
        assert_eq!(next.json()["code"], 10000);
    }
    assert_eq!(simulator.meter().accepted, 4);

    let link = link(&client).await;
    let file = client.get(&link).await.unwrap().body;
    simulator.inject(Fault::once(Target::Download, What::WrongLength(-1)));
    let mut kept = client.sent(&client.download(&link)).await;
    assert_eq!(kept.reply().await.unwrap().body, file[..file.len() - 1]);

    simulator.inject(Fault::once(Target::Download, What::WrongLength(5)));
    let head = [b"HEAD", &client.download(&link)["GET".len()..]].concat();
    let bytes = raw_exchange(client.host(), &head).await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let announced = format!("Content-Length: {}\r\n", file.len() + 5);
    assert!(text.contains(&announced) && text.ends_with("\r\n\r\n"));
}

#[tokio::test]
async fn a_length_can_be_wrong_in_place_of_the_work() {
    let (simulator, client) = quick().await;
    let reply = |length: &str| What::reply(200, &[("content-length", length)], b"{}{}");
    for (length, expected) in [("2", Some(2)), ("4", Some(4)), ("9", None)] {
        simulator.inject(Fault::once(Target::AnySubmit, reply(length)));
        let mut kept = client.sent(&client.request(SUBMIT, &job())).await;
        let came = kept.reply().await.ok().map(|reply| reply.body.len());
        assert_eq!(came, expected, "{length}");
    }
    simulator.inject(Fault::once(Target::AnySubmit, reply("-1")));
    let mut kept = client.sent(&client.request(SUBMIT, &job())).await;
    let (bytes, end) = kept.rest().await;
    assert!(end.is_ok() && bytes.ends_with(b"{}{}"));
    assert_eq!(simulator.meter().accepted, 0);
}

#[tokio::test]
async fn any_answer_can_come_after_the_work() {
    let (simulator, client) = quick().await;
    let after = |what| Fault::once(Target::AnySubmit, What::AfterWork(Box::new(what)));
    simulator.inject(after(What::answer(
        504,
        "text/html",
        "<h1>Gateway Time-out</h1>",
    )));
    assert_eq!(client.call(SUBMIT, &job()).await.status, 504);
    simulator.inject(after(What::business(500, 50500, "Internal Error")));
    assert_eq!(client.call(SUBMIT, &job()).await.verdict(), (500, 50500));
    simulator.inject(after(What::Reset));
    let fault = client.try_call(SUBMIT, &job()).await.err().unwrap();
    assert_eq!(fault.kind(), ErrorKind::ConnectionReset);
    let seen = simulator.requests();
    assert!(seen.iter().all(|seen| seen.accepted));
    let answers: Vec<_> = seen.iter().map(|seen| (seen.status, seen.code)).collect();
    assert_eq!(answers, [(504, 0), (500, 50500), (0, 0)]);
    assert_eq!(simulator.meter().accepted, 3);
}

#[tokio::test]
async fn a_whole_reply_with_half_a_body() {
    let (simulator, client) = quick().await;
    for bytes in [0, 1, 30] {
        simulator.inject(Fault::once(Target::AnySubmit, What::CutBody(bytes)));
        let reply = client.call(SUBMIT, &job()).await;
        assert_eq!((reply.status, reply.body.len()), (200, bytes));
    }
    assert_eq!(simulator.meter().accepted, 3);
}

#[tokio::test]
async fn a_reply_that_stops() {
    let (simulator, client) = quick().await;
    for (number, bytes) in [0, 100].into_iter().enumerate() {
        simulator.inject(Fault::once(Target::AnySubmit, What::StallAfter(bytes)));
        let mut kept = client.sent(&client.request(SUBMIT, &job())).await;
        while simulator.meter().accepted <= number as u64 {
            tokio::task::yield_now().await;
        }
        let mut start = vec![0; bytes];
        tokio::io::AsyncReadExt::read_exact(&mut kept.0, &mut start)
            .await
            .unwrap();
        let more = timeout(Duration::from_millis(100), kept.rest()).await;
        assert!(more.is_err());
    }
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn the_data_of_a_task_can_be_anything() {
    let (simulator, client) = quick().await;
    for data in [
        json!({}),
        json!(null),
        json!([]),
        json!({"status": null}),
        json!({"status": 7}),
        json!({"status": "failed", "video_url": ["x"]}),
    ] {
        let what = What::TaskData(data.clone());
        simulator.inject(Fault::once(Target::AnyQuery, what));
        let asking = json!({"req_key": VIDEO, "task_id": "1"});
        let reply = client.call(QUERY, &asking).await;
        assert_eq!(reply.verdict(), (200, 10000));
        assert_eq!(reply.json()["data"], data);
    }
}

#[tokio::test]
async fn every_answer_tells_the_time_of_the_simulator() {
    let (simulator, mut client) = quick().await;
    let link = link(&client).await;
    simulator.advance_clock(-7200);
    client.clock_offset = -7200;
    simulator.inject(Fault::once(Target::AnyQuery, What::TaskData(json!({}))));
    let replies = [
        client.call(SUBMIT, &job()).await,
        client.call(QUERY, &job()).await,
        client.call("CVNothing", &job()).await,
        client.get(&link).await.unwrap(),
        client
            .get(&format!("{}/none", client.endpoint))
            .await
            .unwrap(),
    ];
    for reply in replies {
        let dates: Vec<_> = reply.head.lines().filter(|l| is_date(l)).collect();
        assert_eq!(dates.len(), 1, "{}", reply.head);
        let there = httpdate::parse_http_date(reply.header("date").unwrap()).unwrap();
        let behind = std::time::SystemTime::now().duration_since(there).unwrap();
        assert!((7190..7300).contains(&behind.as_secs()));
    }
}

fn is_date(line: &str) -> bool {
    line.to_lowercase().starts_with("date:")
}

#[tokio::test]
async fn a_date_can_be_wrong_or_missing() {
    let (simulator, client) = quick().await;
    for date in [None, Some("Thu, 01 Jan 1970 00:00:00 GMT"), Some("soon")] {
        let what = What::Date(date.map(str::to_owned));
        simulator.inject(Fault::once(Target::AnySubmit, what));
        let reply = client.call(SUBMIT, &job()).await;
        assert_eq!(reply.header("date"), date);
        assert_eq!(reply.verdict(), (200, 10000));
    }
    assert_eq!(simulator.meter().accepted, 3);
}
