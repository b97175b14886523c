//! Tasks over the wire, from submission to the end of their retention.

use crate::wire::client::{Client, start};
use crate::wire::quick::{QUERY, SUBMIT, VIDEO, quick};
use serde_json::{Value, json};
use volc_sim::{Config, Keys};

const PICTURE: &str = "high_aes_general_v30l_zt2i";

/// Tasks wait a minute and take a minute, by a clock that the test moves.
fn slow() -> Config {
    Config {
        queue_ms: 60_000,
        generate_ms: 60_000,
        ..Config::default()
    }
}

async fn submit(client: &Client, body: Value) -> String {
    let data = client.data(SUBMIT, body).await;
    data["task_id"].as_str().unwrap().to_owned()
}

async fn query(client: &Client, req_key: &str, task_id: &str) -> Value {
    let body = json!({"req_key": req_key, "task_id": task_id, "req_json": "{\"return_url\":true}"});
    client.data(QUERY, body).await
}

#[tokio::test]
async fn a_picture_from_queue_to_retention() {
    let (simulator, mut client) = start(slow()).await;
    let id = submit(
        &client,
        json!({"req_key": PICTURE, "prompt": "p", "width": 512, "height": 512}),
    )
    .await;
    let waiting = json!({
        "aigc_meta_tagged": false, "binary_data_base64": [], "image_urls": null,
        "status": "in_queue", "video_url": ""
    });
    assert_eq!(query(&client, PICTURE, &id).await, waiting);
    let mut pass = |seconds| {
        simulator.advance_clock(seconds);
        client.clock_offset += seconds;
        client.clone()
    };
    let status = |data: Value| data["status"].as_str().unwrap().to_owned();
    assert_eq!(status(query(&pass(61), PICTURE, &id).await), "generating");
    let later = pass(60);
    let done = query(&later, PICTURE, &id).await;
    assert_eq!(done["status"], "done");
    let link = done["image_urls"][0].as_str().unwrap();
    let file = later.get(link).await.unwrap();
    assert_eq!(
        (file.status, file.header("content-type")),
        (200, Some("image/jpeg"))
    );
    assert_eq!(
        status(query(&pass(12 * 3600), PICTURE, &id).await),
        "not_found"
    );
    let meter = simulator.meter();
    assert_eq!((meter.accepted, meter.queries, meter.downloads), (1, 4, 1));
    assert_eq!(meter.accepted_by_req_key[PICTURE], 1);
}

#[tokio::test]
async fn a_default_task_is_done_soon() {
    let (_simulator, client) = start(Config::default()).await;
    let id = submit(&client, json!({"req_key": VIDEO, "prompt": "p"})).await;
    for _ in 0..10_000 {
        let data = query(&client, VIDEO, &id).await;
        if data["status"] == "done" {
            let file = client
                .get(data["video_url"].as_str().unwrap())
                .await
                .unwrap();
            assert_eq!(file.header("content-type"), Some("video/mp4"));
            assert_eq!(&file.body[4..8], b"ftyp");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the task is never done");
}

#[tokio::test]
async fn a_handle_works_for_its_key_and_tool_only() {
    let other = Keys::generate();
    let config = Config {
        keys: vec![Keys::example(), other.clone()],
        ..slow()
    };
    let (_simulator, client) = start(config).await;
    let id = submit(&client, json!({"req_key": PICTURE, "prompt": "p"})).await;
    let stranger = Client {
        keys: other,
        ..client.clone()
    };
    let missing = json!({"status": "not_found"});
    assert_eq!(query(&stranger, PICTURE, &id).await, missing);
    assert_eq!(query(&client, "seededit_v3.0", &id).await, missing);
    assert_eq!(
        query(&client, PICTURE, "1234567890123456789").await,
        missing
    );
    assert_eq!(query(&client, PICTURE, &id).await["status"], "in_queue");
}

#[tokio::test]
async fn handles_are_decimal_text() {
    let (_simulator, client) = start(slow()).await;
    for (id, code) in [
        (json!("health_check_probe"), 50215),
        (json!("123456789012345678901"), 50215),
        (json!(7392616336519610409_u64), 50204),
        (json!(""), 50201),
        (Value::Null, 50201),
    ] {
        let body = json!({"req_key": PICTURE, "task_id": id});
        let reply = client.call("CVSync2AsyncGetResult", &body).await;
        assert_eq!(reply.verdict(), (400, code), "{id}");
        assert_eq!(reply.json()["data"], Value::Null);
    }
}

#[tokio::test]
async fn output_options_belong_to_the_query() {
    let (_simulator, client) = quick().await;
    let id = submit(
        &client,
        json!({
            "req_key": PICTURE, "prompt": "p", "width": 512, "height": 512,
            "return_url": true, "logo_info": {"add_logo": true}
        }),
    )
    .await;
    let ask = async |req_json: &str| {
        let body = json!({"req_key": PICTURE, "task_id": id, "req_json": req_json});
        client.call("CVSync2AsyncGetResult", &body).await
    };
    let plain = ask("").await.json();
    assert_eq!(plain["data"]["image_urls"], Value::Null);
    let plain_picture = plain["data"]["binary_data_base64"][0].clone();
    assert!(plain_picture.as_str().unwrap().starts_with("/9j/"));
    let marked = ask(r#"{"logo_info":{"add_logo":true}}"#).await.json();
    assert_ne!(marked["data"]["binary_data_base64"][0], plain_picture);
    let linked = ask(r#"{"return_url":true,"aigc_meta":{"producer_id":"x"}}"#).await;
    assert_eq!(linked.json()["data"]["aigc_meta_tagged"], true);
    assert_eq!(linked.json()["data"]["binary_data_base64"], Value::Null);
    assert_eq!(ask("{“return_url”：true}").await.verdict(), (400, 50200));
    let again = ask("{}").await.json();
    assert_eq!(again["data"]["binary_data_base64"][0], plain_picture);
}

#[tokio::test]
async fn a_failed_task_answers_with_its_code() {
    let (simulator, client) = quick().await;
    for (req_key, prompt, verdict) in [
        (PICTURE, "[moderate-output]", (400, 50511)),
        (VIDEO, "[moderate-output]", (400, 50516)),
        (VIDEO, "[fail-50215]", (400, 50215)),
        (VIDEO, "[fail-50500]", (500, 50500)),
    ] {
        let id = submit(&client, json!({"req_key": req_key, "prompt": prompt})).await;
        let body = json!({"req_key": req_key, "task_id": id});
        let reply = client.call("CVSync2AsyncGetResult", &body).await;
        assert_eq!(reply.verdict(), verdict);
        assert_eq!(reply.json()["data"], Value::Null);
    }
    assert_eq!(simulator.meter().accepted, 4);
}

#[tokio::test]
async fn a_task_can_be_cancelled_while_it_is_queued() {
    let (simulator, mut client) = start(slow()).await;
    let early = submit(&client, json!({"req_key": VIDEO, "prompt": "p"})).await;
    let late = submit(&client, json!({"req_key": VIDEO, "prompt": "p"})).await;
    let cancel = async |client: &Client, id: &str| {
        let body = json!({"req_key": VIDEO, "task_id": id});
        client.call("CVCancelTask", &body).await
    };
    let reply = cancel(&client, &early).await;
    assert_eq!(reply.verdict(), (200, 10000));
    assert_eq!(reply.json()["data"], json!({}));
    assert_eq!(query(&client, VIDEO, &early).await["status"], "not_found");
    simulator.advance_clock(61);
    client.clock_offset = 61;
    assert_eq!(cancel(&client, &late).await.verdict(), (400, 50200));
    assert_eq!(cancel(&client, "1").await.verdict(), (400, 50215));
    assert_eq!(simulator.meter().cancelled, 1);
}
