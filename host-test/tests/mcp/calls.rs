//! Every curated tool is called, and tools of the catalogue.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use host_test::mcp::{McpClient, text};
use host_test::program::Shell;
use serde_json::{Value, json};

const IMAGE: &str = "https://files.example.com/cat.png";

#[tokio::test]
async fn every_curated_tool_is_called_and_its_result_fits_its_schema() {
    let (simulator, shell) = Shell::simulated().await;
    let mut client = McpClient::ready(&shell, "").await;
    let mut called = BTreeSet::new();
    let calls = [
        (
            "generate-image",
            json!({ "prompt": "a cat", "width": 2048, "height": 1024 }),
            "done",
        ),
        (
            "edit-image",
            json!({ "images": [IMAGE], "prompt": "a hat", "wait_seconds": 0 }),
            "pending",
        ),
        ("portrait-photo", json!({ "image_url": IMAGE }), "done"),
        (
            "restyle-image",
            json!({ "image": IMAGE, "style": "clay" }),
            "done",
        ),
        (
            "upscale-image",
            json!({ "image": IMAGE, "resolution": "8k" }),
            "done",
        ),
        (
            "inpaint-image",
            json!({ "image": IMAGE, "mask": IMAGE, "prompt": "a hat" }),
            "done",
        ),
        (
            "generate-video",
            json!({ "prompt": "a cat", "aspect_ratio": "16:9", "seconds": 10 }),
            "pending",
        ),
        (
            "animate-image",
            json!({ "image": IMAGE, "wait_seconds": 60 }),
            "done",
        ),
        (
            "talking-photo",
            json!({ "image_url": IMAGE, "audio_url": "https://files.example.com/a.mp3" }),
            "pending",
        ),
        (
            "run-model",
            json!({ "model": "general-3.0", "arguments_json": r#"{"prompt":"a cat"}"# }),
            "pending",
        ),
        (
            "run-model",
            json!({ "model": "general-3.0", "arguments_json": { "prompt": "a dog" } }),
            "pending",
        ),
    ];
    let bought = calls.len();
    let mut task = Value::Null;
    for (tool, arguments, member) in calls {
        let result = client.call(tool, arguments).await;
        called.insert(tool);
        let answer = &result["structuredContent"][member];
        assert!(answer.is_object(), "{tool}: {result}");
        let told: Value = serde_json::from_str(text(&result)).expect("JSON");
        assert_eq!(told, result["structuredContent"]);
        if tool == "generate-video" {
            task = answer["task"].clone();
        }
    }
    assert_eq!(simulator.meter().accepted, bought as u64);
    let result = client
        .call("task-status", json!({ "task": task, "wait_seconds": 60 }))
        .await;
    let done = &result["structuredContent"]["done"];
    assert_eq!(done["media"][0]["kind"], "video", "{result}");
    let url = &done["media"][0]["url"];
    assert_eq!(
        &result["content"][1]["uri"], url,
        "a link, for clients that follow it"
    );
    let result = client.call("task-cancel", json!({ "task": task })).await;
    assert_eq!(result["structuredContent"]["cancellation"], "done");
    assert!(text(&result).starts_with("Not cancelled: "), "{result}");
    let families = client.call("list-models", json!({})).await;
    assert!(text(&families).contains("video: "), "{families}");
    let video = client
        .call("list-models", json!({ "about": "video" }))
        .await;
    assert!(text(&video).contains("jimeng-video-3.0-pro: "), "{video}");
    let about = client
        .call("list-models", json!({ "about": "general-3.0" }))
        .await;
    let about: Value = serde_json::from_str(text(&about)).expect("a schema");
    assert!(about["properties"]["prompt"].is_object(), "{about}");
    called.extend(["task-status", "task-cancel", "list-models"]);
    let listed = client
        .tools
        .iter()
        .map(|tool| tool["name"].as_str().expect("a name"));
    assert_eq!(called, listed.collect(), "every tool is called here");
    assert_eq!(simulator.meter().accepted, bought as u64);
}

#[tokio::test]
async fn an_image_comes_as_content_that_a_model_can_look_at() {
    let (_simulator, shell) = Shell::simulated().await;
    let mut client = McpClient::ready(&shell, "").await;
    let result = client
        .call("generate-image", json!({ "prompt": "a cat" }))
        .await;
    // It is large, so that what the model sees is smaller, beside the link of the whole.
    let (image, link) = (&result["content"][1], &result["content"][2]);
    assert_eq!(image["mimeType"], "image/jpeg", "{result}");
    let seen = STANDARD
        .decode(image["data"].as_str().expect("base64"))
        .expect("base64");
    let sides = imagesize::blob_size(&seen).expect("a picture");
    assert!(sides.width.max(sides.height) == 1024, "{sides:?}");
    assert_eq!(
        link["uri"],
        result["structuredContent"]["done"]["media"][0]["url"]
    );
    let small = json!({ "prompt": "a cat", "width": 1024, "height": 1024 });
    let result = client.call("generate-image", small).await;
    let content = result["content"].as_array().expect("content");
    assert!(
        content.len() == 2 && content[1]["mimeType"] == "image/png",
        "{result}"
    );
    // A tool without links delivers the file itself.
    let inline = json!({
        "model": "style-by-prompt",
        "arguments_json": json!({ "image": IMAGE }).to_string(),
    });
    let result = client.call("run-model", inline).await;
    assert!(
        result["content"][1]["data"]
            .as_str()
            .is_some_and(|data| data.len() > 1000)
    );
    let described = &result["structuredContent"]["done"]["media"][0];
    assert!(
        described["bytes"].is_u64() && described["url"].is_null(),
        "{described}"
    );
}

#[tokio::test]
async fn tools_of_the_catalogue_take_their_own_arguments() {
    let (simulator, shell) = Shell::simulated().await;
    let mut client = McpClient::ready(&shell, "--tools text-to-image,jimeng-video-3.0-pro").await;
    let general = client.tools.iter().find(|tool| {
        tool["name"]
            .as_str()
            .is_some_and(|name| name.contains("general-v30"))
    });
    let general = general.expect("general-3.0")["name"]
        .as_str()
        .expect("a name")
        .to_owned();
    let arguments = json!({ "prompt": "a cat", "width": 1024, "height": 768 });
    let result = client.call(&general, arguments).await;
    let media = &result["structuredContent"]["done"]["media"];
    assert_eq!(media.as_array().map(Vec::len), Some(1), "{result}");
    // By its alias too, and with its own refusals.
    let result = client
        .call("general-3.0", json!({ "prompt": "a cat", "promt": 1 }))
        .await;
    assert!(
        text(&result).starts_with("FAILED: ") && text(&result).contains("promt"),
        "{result}"
    );
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_key_buys_once_and_a_limit_holds() {
    let (simulator, shell) = Shell::simulated().await;
    let mut client = McpClient::ready(&shell, "--max-calls 2").await;
    let call = json!({ "prompt": "a cat", "idempotency_key": "issue-7" });
    let first = client.call("generate-image", call.clone()).await;
    let again = client.call("generate-image", call.clone()).await;
    let task = |result: &Value| result["structuredContent"]["done"]["task"].clone();
    assert!(
        task(&first).is_string() && task(&first) == task(&again),
        "{again}"
    );
    assert_eq!(simulator.meter().accepted, 1);
    drop(client);
    // It is in the journal.
    let mut client = McpClient::ready(&shell, "--max-calls 2").await;
    let again = client.call("generate-image", call).await;
    assert_eq!(task(&first), task(&again));
    let other = json!({ "prompt": "a dog", "idempotency_key": "issue-7" });
    let refused = client.call("generate-image", other).await;
    assert!(text(&refused).contains("different arguments"), "{refused}");
    let _second = client
        .call("generate-image", json!({ "prompt": "a dog" }))
        .await;
    let third = client
        .call("generate-image", json!({ "prompt": "a cow" }))
        .await;
    assert_eq!(third["isError"], true);
    assert!(text(&third).contains("Billed: no"), "{third}");
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn without_an_account_a_simulator_answers() {
    let shell = Shell::new();
    let mut client = McpClient::ready(&shell, "--simulate").await;
    let result = client
        .call("generate-image", json!({ "prompt": "a cat" }))
        .await;
    assert_eq!(result["content"][1]["type"], "image", "{result}");
    client.close();
    let (exit, told) = client.ended().await;
    assert_eq!((exit, told.as_str()), (Some(0), ""));
    let ran = shell.run("mcp").await;
    assert!(ran.exit == 2 && ran.out.is_empty(), "{ran:?}");
    assert!(ran.err.contains("VOLC_ACCESSKEY"), "{ran:?}");
}
