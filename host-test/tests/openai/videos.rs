//! Videos: created, asked for, downloaded, cancelled.

use super::{Serving, form, place, repetition, submitted};
use host_test::image_file::png;
use serde_json::{Value, json};
use volc_sim::Held;

const VIDEOS: &str = "/v1/videos";

fn video(prompt: &str) -> Value {
    json!({ "model": "jimeng-video-3.0", "prompt": prompt, "seconds": "5", "size": "1280x720" })
}

#[tokio::test]
async fn a_video_is_created_and_downloaded() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    simulator.hold_tasks(Held::InQueue);
    let created = serving.post(VIDEOS, &video("waves")).await;
    let told = created.json();
    assert_eq!(
        (created.status, &told["status"]),
        (200, &json!("queued")),
        "{told}"
    );
    assert_eq!(
        (&told["object"], &told["progress"]),
        (&json!("video"), &json!(0))
    );
    assert_eq!(
        (&told["seconds"], &told["size"]),
        (&json!("5"), &json!("1280x720"))
    );
    let id = told["id"].as_str().expect("an id").to_owned();
    assert!(
        id.starts_with("vt1.") && told["visual"]["task"] == id,
        "{told}"
    );
    let path = format!("{VIDEOS}/{id}");

    let early = serving.get(&format!("{path}/content")).await;
    assert_eq!(early.status, 422, "{}", early.text());
    simulator.hold_tasks(Held::Generating);
    let running = serving.get(&path).await;
    assert_eq!(
        running.json()["status"],
        "in_progress",
        "{}",
        running.text()
    );
    assert!(running.header("openai-poll-after-ms").is_some());
    simulator.release_tasks();
    let done = loop {
        let done = serving.get(&path).await.json();
        if done["status"] == "completed" {
            break done;
        }
        assert_ne!(done["status"], "failed", "{done}");
    };
    assert_eq!(
        (&done["progress"], &done["error"]),
        (&json!(100), &Value::Null)
    );
    assert!(done["expires_at"].is_u64(), "{done}");
    let content = serving.get(&format!("{path}/content")).await;
    assert_eq!(
        (content.status, content.header("content-type")),
        (200, Some("video/mp4"))
    );
    assert_eq!(&content.response.body()[4..8], b"ftyp");
    let other = serving
        .get(&format!("{path}/content?variant=thumbnail"))
        .await;
    other.assert_error(400, Some("variant"), "invalid-input");
    // What is done is nobody's to delete.
    let deleted = serving.delete(&path).await;
    assert_eq!(deleted.status, 422, "{}", deleted.text());
    let body = submitted(&simulator);
    assert_eq!(
        (&body["frames"], &body["aspect_ratio"]),
        (&json!(121), &json!("16:9"))
    );
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_video_is_made_once_however_often_it_is_asked_for() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let first = serving.post(VIDEOS, &video("waves")).await.json();
    let second = serving
        .send(repetition(VIDEOS, &video("waves"), 1))
        .await
        .json();
    assert_eq!(first["id"], second["id"], "{second}");
    assert_eq!(simulator.meter().accepted, 1);
    let picture = png(512, 512);
    let texts = [
        ("model", "jimeng-video-3.0-first"),
        ("prompt", "it moves"),
        ("seed", "7"),
    ];
    let made = serving
        .send(form(VIDEOS, &texts, &[("input_reference", &picture)]))
        .await;
    assert_eq!(made.status, 200, "{}", made.text());
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn a_video_that_failed_says_why() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let refused = serving.post(VIDEOS, &video("[moderate-text]")).await;
    refused.assert_error(400, None, "content_policy_violation");
    let created = serving
        .post(VIDEOS, &video("[moderate-output]"))
        .await
        .json();
    let id = created["id"].as_str().expect("an id");
    let failed = loop {
        let video = serving.get(&format!("{VIDEOS}/{id}")).await;
        assert_eq!(video.status, 200, "{}", video.text());
        let video = video.json();
        if video["status"] != "queued" && video["status"] != "in_progress" {
            break video;
        }
    };
    assert_eq!(failed["status"], "failed", "{failed}");
    assert_eq!(failed["error"]["code"], "moderation_blocked");
    assert_eq!(failed["error"]["kind"], "moderated");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_queued_video_is_cancelled_by_deleting_it() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    simulator.hold_tasks(Held::InQueue);
    let created = serving.post(VIDEOS, &video("waves")).await.json();
    let id = created["id"].as_str().expect("an id");
    let deleted = serving.delete(&format!("{VIDEOS}/{id}")).await.json();
    assert_eq!(
        (&deleted["deleted"], &deleted["id"]),
        (&json!(true), &json!(id)),
        "{deleted}"
    );
    simulator.hold_tasks(Held::Generating);
    let created = serving.post(VIDEOS, &video("wind")).await.json();
    let id = created["id"].as_str().expect("an id");
    let deleted = serving.delete(&format!("{VIDEOS}/{id}")).await;
    deleted.assert_error(422, None, "unsupported");

    for id in ["vt1.damaged", "video_123", "%2e%2e", &"a".repeat(3000)] {
        let unknown = serving.get(&format!("{VIDEOS}/{id}")).await;
        unknown.assert_error(404, Some("video_id"), "not_found");
    }
}

#[tokio::test]
async fn durations_and_shapes_are_the_tools() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    for (name, value) in [
        ("seconds", json!("4")),
        ("size", json!("1x9")),
        ("model", json!("general-3.0")),
        ("n", json!(1)),
    ] {
        let mut wanted = video("waves");
        wanted[name] = value;
        let answer = serving.post(VIDEOS, &wanted).await;
        answer.assert_error(400, Some(name), "invalid-input");
    }
    assert!(simulator.requests().is_empty());
}
