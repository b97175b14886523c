//! What a test holds, over the wire. The clock plays no part: everything else would happen at once.

use crate::wire::client::{Client, Kept};
use crate::wire::quick::{QUERY, SUBMIT, VIDEO, job, quick};
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;
use volc_sim::{Fault, Gate, Held, Target, What};

async fn status(client: &Client, id: &str) -> String {
    let body = json!({"req_key": VIDEO, "task_id": id});
    let reply = client.call(QUERY, &body).await;
    let status = reply.json()["data"]["status"].clone();
    status.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_job_stays_in_its_stage_until_it_is_released() {
    let (simulator, client) = quick().await;
    simulator.hold_tasks(Held::InQueue);
    let reply = client.call(SUBMIT, &job()).await;
    let id = reply.json()["data"]["task_id"].as_str().unwrap().to_owned();
    assert_eq!(status(&client, &id).await, "in_queue");
    simulator.hold_tasks(Held::Generating);
    assert_eq!(status(&client, &id).await, "generating");
    simulator.release_tasks();
    assert_eq!(status(&client, &id).await, "done");
}

#[tokio::test]
async fn a_result_is_held_like_a_task() {
    let (simulator, client) = quick().await;
    simulator.hold_tasks(Held::Generating);
    let body = json!({"req_key": "jimeng_high_aes_general_v21_L", "prompt": "p"});
    let mut call = std::pin::pin!(client.call("CVProcess", &body));
    let test = async {
        simulator.arrived(&Target::AnySubmit, 1).await;
        while simulator.meter().accepted == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        reply = &mut call => panic!("{:?}", reply.verdict()),
        () = test => simulator.release_tasks(),
    }
    assert_eq!(call.await.verdict(), (200, 10000));
}

#[tokio::test]
async fn a_reply_is_held_after_the_work_and_a_request_before_it() {
    for (held, what) in [
        (1, What::Hold as fn(Gate) -> What),
        (0, What::HoldBefore as fn(Gate) -> What),
    ] {
        let (simulator, client) = quick().await;
        let gate = Gate::new();
        simulator.inject(Fault::always(Target::AnySubmit, what(gate.clone())));
        let body = job();
        let mut call = std::pin::pin!(client.call(SUBMIT, &body));
        tokio::select! {
            reply = &mut call => panic!("{:?}", reply.verdict()),
            () = gate.reached(1) => {}
        }
        assert_eq!(simulator.requests().len(), 1);
        assert_eq!(simulator.meter().accepted, held);
        gate.open();
        assert_eq!(call.await.verdict(), (200, 10000));
        assert_eq!(simulator.meter().accepted, 1);
    }
}

/// Whatever is injected while a request is held befalls it.
#[tokio::test]
async fn a_held_request_meets_the_next_fault() {
    let (simulator, client) = quick().await;
    let gate = Gate::new();
    let hold = What::HoldBefore(gate.clone());
    simulator.inject(Fault::once(Target::AnySubmit, hold));
    let body = job();
    let call = client.call(SUBMIT, &body);
    let test = async {
        gate.reached(1).await;
        let status = What::TaskStatus("odd".to_owned());
        simulator.inject(Fault::once(Target::AnySubmit, status));
        gate.open();
    };
    let (reply, ()) = tokio::join!(call, test);
    assert_eq!(reply.json()["data"]["status"], "odd");
    assert_eq!(simulator.meter().accepted, 0);
}

#[tokio::test]
async fn the_rest_of_a_reply_is_held() {
    for bytes in [0, 12, 150] {
        let (simulator, client) = quick().await;
        let gate = Gate::new();
        let hold = What::HoldAfter(bytes, gate.clone());
        simulator.inject(Fault::once(Target::AnySubmit, hold));
        let mut line = Kept::open(client.host()).await.unwrap();
        let request = client.request(SUBMIT, &job());
        line.0.write_all(&request).await.unwrap();
        gate.reached(1).await;
        let mut reply = vec![0; bytes];
        line.0.read_exact(&mut reply).await.unwrap();
        let more = timeout(Duration::from_millis(20), line.0.read_u8()).await;
        assert!(more.is_err(), "{bytes}");
        gate.open();
        let (rest, end) = line.rest().await;
        end.unwrap();
        reply.extend(rest);
        let reply = String::from_utf8(reply).unwrap();
        assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
        assert!(reply.contains("\"code\":10000"), "{reply}");
        assert!(reply.ends_with('}'), "{reply}");
    }
}
