//! Answers and links as the service was seen to write them.

use crate::wire::client::{Client, start};
use serde_json::{Value, json};
use volc_sim::Config;

const PICTURE: &str = "jimeng_t2i_v40";
const VIDEO: &str = "jimeng_t2v_v30";
const PIPPIT: &str = "pippit_iv2v_v20_cvtob";

/// Tasks wait a minute and take a minute, by a clock that the test moves.
fn slow() -> Config {
    Config {
        queue_ms: 60_000,
        generate_ms: 60_000,
        unconfirmed: true,
        captured_links: true,
        ..Config::default()
    }
}

async fn submit(client: &Client, req_key: &str) -> String {
    let body = json!({ "req_key": req_key, "prompt": "p" });
    let reply = client.call("CVSync2AsyncSubmitTask", &body).await.json();
    assert_eq!(reply["status"], 10000);
    reply["data"]["task_id"].as_str().unwrap().to_owned()
}

async fn query(client: &Client, (req_key, id): (&str, &str), options: &str) -> Value {
    let body = json!({ "req_key": req_key, "task_id": id, "req_json": options });
    let reply = client.call("CVSync2AsyncGetResult", &body).await.json();
    assert_eq!(reply["status"], 10000);
    reply["data"].clone()
}

#[tokio::test]
async fn one_shape_for_pictures_and_videos_while_they_wait() {
    let (simulator, mut client) = start(slow()).await;
    let picture = submit(&client, PICTURE).await;
    let video = submit(&client, VIDEO).await;
    let pippit = submit(&client, PIPPIT).await;
    let waiting = |status: &str| {
        json!({
            "aigc_meta_tagged": false, "binary_data_base64": [], "image_urls": null,
            "status": status, "video_url": ""
        })
    };
    for (key, id, status) in [
        (PICTURE, &picture, "in_queue"),
        (VIDEO, &video, "in_queue"),
        (PIPPIT, &pippit, "processing"),
    ] {
        assert_eq!(
            query(&client, (key, id), "{}").await,
            waiting(status),
            "{key}"
        );
    }
    simulator.advance_clock(31);
    client.clock_offset += 31;
    assert_eq!(
        query(&client, (PIPPIT, &pippit), "{}").await,
        waiting("in_queue")
    );

    simulator.advance_clock(100);
    client.clock_offset += 100;
    let linked = r#"{"return_url":true}"#;
    let done = query(&client, (PICTURE, &picture), linked).await;
    assert_eq!(
        (&done["binary_data_base64"], &done["video_url"]),
        (&Value::Null, &json!(""))
    );
    let files = query(&client, (PICTURE, &picture), "{}").await;
    assert!(files["binary_data_base64"][0].is_string() && files["image_urls"].is_null());
    let film = query(&client, (VIDEO, &video), "{}").await;
    assert!(film["image_urls"].is_null() && film["binary_data_base64"].is_null());

    for (link, part, kind) in [
        (&done["image_urls"][0], "/tos-cn-i-vuqhorh59i/", "image/png"),
        (
            &film["video_url"],
            "/video/tos/cn/tos-cn-v-242bcc/",
            "video/mp4",
        ),
    ] {
        let link = link.as_str().unwrap();
        assert!(link.contains(part), "{link}");
        let file = client.get(link).await.unwrap();
        assert_eq!(
            (file.status, file.header("content-type")),
            (200, Some(kind))
        );
    }
    assert_eq!(simulator.meter().downloads, 2);
}

#[tokio::test]
async fn links_are_written_as_the_service_writes_json() {
    let (_simulator, client) = start(Config {
        generate_ms: 0,
        ..slow()
    })
    .await;
    let body = json!({
        "req_key": "high_aes_general_v30l_zt2i", "prompt": "<p> & q", "return_url": true
    });
    let reply = client.call("CVProcess", &body).await;
    let text = String::from_utf8(reply.body.clone()).unwrap();
    assert!(
        text.contains("\\u0026x-signature=") && !text.contains(['&', '<', '>']),
        "{text}"
    );
    assert_eq!(reply.json()["data"]["prompt"], "<p> & q");
    assert_eq!(reply.json()["data"]["binary_data_base64"], json!([]));
}

#[tokio::test]
async fn some_failures_have_data() {
    let (_simulator, client) = start(slow()).await;
    for (code, status) in [(50501, 100_202), (50500, 0)] {
        let body = json!({ "req_key": VIDEO, "prompt": format!("[refuse-{code}]") });
        let reply = client.call("CVSync2AsyncSubmitTask", &body).await;
        assert_eq!(reply.verdict(), (500, code));
        let data = &reply.json()["data"];
        let told = data["algorithm_base_resp"]["status_code"].as_i64();
        assert_eq!(
            (told.unwrap_or(0), data.is_null()),
            (status, status == 0),
            "{data}"
        );
    }
}

#[tokio::test]
async fn links_can_name_the_hosts_of_the_service() {
    let config = Config {
        video_link_base: Some("https://v26-aiop.aigc-cloud.com".to_owned()),
        queue_ms: 0,
        generate_ms: 0,
        ..slow()
    };
    let (_simulator, client) = start(config).await;
    let id = submit(&client, VIDEO).await;
    let done = query(&client, (VIDEO, &id), "{}").await;
    let link = done["video_url"].as_str().unwrap();
    let path = link
        .strip_prefix("https://v26-aiop.aigc-cloud.com")
        .unwrap();
    let file = client.get(&format!("{}{path}", client.endpoint)).await;
    assert_eq!(file.unwrap().status, 200);
}
