//! Images that are made and edited.

use super::{EDITS, GENERATIONS, Serving, cat, form, place, repetition, submitted};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use host_test::image_file::png;
use serde_json::{Value, json};
use visual_host::Task;
use volc_sim::{Held, Target};

/// The bytes of the first image.
fn file(told: &Value) -> Vec<u8> {
    let base64 = told["data"][0]["b64_json"].as_str();
    BASE64_STANDARD
        .decode(base64.expect("a file"))
        .expect("base64")
}

#[tokio::test]
async fn an_image_comes_as_a_link_or_as_a_file() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let answer = serving.post(GENERATIONS, &cat("a cat")).await;
    let told = answer.json();
    assert_eq!(answer.status, 200, "{told}");
    let url = told["data"][0]["url"].as_str().expect("a link");
    assert!(url.starts_with(&simulator.endpoint()), "{url}");
    assert!(told["created"].is_u64() && told["data"][0]["visual"]["expires_at"].is_u64());
    let task: Task = told["visual"]["task"].as_str().unwrap().parse().unwrap();
    assert_eq!(task.tool, "high-aes-general-v30l-zt2i");
    assert_eq!(answer.header("cache-control"), Some("no-store"));

    let mut wanted = cat("a cat");
    wanted["response_format"] = json!("b64_json");
    wanted["seed"] = json!(7);
    let told = serving.post(GENERATIONS, &wanted).await.json();
    assert!(file(&told).starts_with(b"\xff\xd8\xff"), "{told}");
    assert_eq!(told["output_format"], "jpeg");
    assert_eq!(told["size"], "512x512");
    let sent = submitted(&simulator);
    assert_eq!(
        (&sent["width"], &sent["height"], &sent["seed"]),
        (&json!(512), &json!(512), &json!(7))
    );
    assert_eq!(simulator.meter().accepted, 2);

    // A tool without tasks, whose results have no links.
    let style = json!({
        "model": "style-by-prompt", "prompt": "", "image": "https://files.example.com/cat.png",
    });
    let told = serving.post(EDITS, &style).await.json();
    assert!(file(&told).len() > 1000, "{told}");
    assert_eq!(told["visual"]["task"], Value::Null);
}

#[tokio::test]
async fn files_are_edited_within_their_masks() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let picture = png(64, 64);
    let texts = [
        ("model", "seededit-3.0"),
        ("prompt", "a hat"),
        ("seed", "7"),
        ("scale", "0.25"),
        ("response_format", "b64_json"),
    ];
    let answer = serving
        .send(form(EDITS, &texts, &[("image", &picture)]))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(!file(&answer.json()).is_empty());
    let sent = submitted(&simulator);
    assert_eq!((&sent["seed"], &sent["scale"]), (&json!(7), &json!(0.25)));
    assert_eq!(
        sent["binary_data_base64"][0],
        BASE64_STANDARD.encode(&picture)
    );

    let texts = [("model", "jimeng-inpaint"), ("prompt", "a hat")];
    let files = [("image[]", &picture[..]), ("mask", &picture[..])];
    let answer = serving.send(form(EDITS, &texts, &files)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let sent = submitted(&simulator);
    assert_eq!(sent["binary_data_base64"].as_array().map(Vec::len), Some(2));

    let small = png(32, 32);
    let files = [("image", &picture[..]), ("mask", &small[..])];
    let answer = serving.send(form(EDITS, &texts, &files)).await;
    answer.assert_error(400, Some("mask"), "invalid-input");
    let files = [("image", &b"no picture"[..]), ("mask", &small[..])];
    let answer = serving.send(form(EDITS, &texts, &files)).await;
    answer.assert_error(400, Some("image"), "invalid-input");
    assert_eq!(simulator.meter().accepted, 2);
}

/// The events of a stream, by type and data.
fn events(text: &str) -> Vec<(String, Value)> {
    let event = |block: &str| {
        let kind = block
            .lines()
            .find_map(|line| line.strip_prefix("event: "))?;
        let data = block.lines().find_map(|line| line.strip_prefix("data: "))?;
        Some((kind.to_owned(), serde_json::from_str(data).expect("JSON")))
    };
    text.split("\n\n").filter_map(event).collect()
}

#[tokio::test]
async fn a_stream_stays_open_until_its_image_is_there() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    simulator.hold_tasks(Held::Generating);
    let mut wanted = cat("a cat");
    wanted["stream"] = json!(true);
    wanted["partial_images"] = json!(2);
    let answer = serving.post(GENERATIONS, &wanted);
    let release = async {
        simulator.arrived(&Target::AnyQuery, 1).await;
        simulator.release_tasks();
    };
    let (answer, ()) = tokio::join!(answer, release);
    assert_eq!(answer.header("content-type"), Some("text/event-stream"));
    let text = answer.text();
    assert!(text.starts_with(": waiting\n\n"), "{text:.200}");
    let events = events(&text);
    let [(kind, event)] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert_eq!(
        (kind.as_str(), &event["type"]),
        ("image_generation.completed", &json!(kind))
    );
    assert!(
        event["b64_json"]
            .as_str()
            .is_some_and(|file| file.starts_with("/9j/"))
    );
    assert!(event["visual"]["task"].is_string());

    // A job that fails after the stream has begun ends it with an error.
    wanted["prompt"] = json!("[moderate-output]");
    let answer = serving.post(GENERATIONS, &wanted).await;
    let failed = self::events(&answer.text());
    assert_eq!((answer.status, failed[0].0.as_str()), (200, "error"));
    assert_eq!(failed[0].1["error"]["code"], "content_policy_violation");
    assert_eq!(failed[0].1["error"]["purchase"], "made");
    // One that is refused at once has a status.
    wanted["prompt"] = json!("[moderate-text]");
    let answer = serving.post(GENERATIONS, &wanted).await;
    answer.assert_error(400, None, "content_policy_violation");
}

#[tokio::test]
async fn a_client_that_leaves_cuts_nothing() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    simulator.hold_tasks(Held::Generating);
    let gone = serving
        .leave(repetition(GENERATIONS, &cat("a cat"), 0))
        .await;
    simulator.arrived(&Target::AnySubmit, 1).await;
    drop(gone);
    simulator.release_tasks();
    // The server has asked for it until it was done, and written that down.
    simulator.arrived(&Target::AnyQuery, 1).await;
    let next = serving
        .send(repetition(GENERATIONS, &cat("a cat"), 1))
        .await;
    assert_eq!(next.status, 200, "{}", next.text());
    assert_eq!(simulator.meter().accepted, 1);
}
