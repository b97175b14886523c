//! What no client should send: it is answered, and the next request works.

use host_test::mcp::{McpClient, text};
use host_test::program::Shell;
use serde_json::{Value, json};

const IMAGE: &str = "https://files.example.com/cat.png";

#[tokio::test]
async fn wrong_arguments_are_refused_in_words_that_a_model_can_act_on() {
    let (simulator, shell) = Shell::simulated().await;
    let mut client = McpClient::ready(&shell, "").await;
    let cases = [
        ("generate-image", json!({}), "`prompt`"),
        ("generate-image", json!({ "prompt": "" }), "`prompt`"),
        ("generate-image", json!({ "prompt": 7 }), "`prompt`"),
        (
            "generate-image",
            json!({ "prompt": "a".repeat(801) }),
            "800",
        ),
        (
            "generate-image",
            json!({ "prompt": "a cat", "width": 1024 }),
            "both or neither",
        ),
        (
            "generate-image",
            json!({ "prompt": "a cat", "width": "1", "height": "2" }),
            "must be",
        ),
        (
            "generate-image",
            json!({ "promt": "a cat" }),
            "did you mean `prompt`?",
        ),
        (
            "generate-image",
            json!({ "prompt": "a cat", "wait_seconds": -1 }),
            "`wait_seconds`",
        ),
        (
            "generate-image",
            json!({ "prompt": "a cat", "idempotency_key": "" }),
            "idempotency",
        ),
        (
            "edit-image",
            json!({ "prompt": "a hat" }),
            "`images` is required",
        ),
        (
            "animate-image",
            json!({ "prompt": "a hat" }),
            "`image` is required",
        ),
        (
            "edit-image",
            json!({ "images": [], "prompt": "a hat" }),
            "`images`",
        ),
        (
            "edit-image",
            json!({ "images": [7], "prompt": "a hat" }),
            "images",
        ),
        ("portrait-photo", json!({}), "`image_url`"),
        (
            "portrait-photo",
            json!({ "image_url": "not a url" }),
            "`image_url`",
        ),
        (
            "restyle-image",
            json!({ "image": IMAGE, "style": "x" }),
            "one of disney, ",
        ),
        (
            "restyle-image",
            json!({ "image": IMAGE }),
            "`style` is required",
        ),
        (
            "upscale-image",
            json!({ "image": "not base64!" }),
            "`image`",
        ),
        (
            "upscale-image",
            json!({ "image": IMAGE, "resolution": "16k" }),
            "`resolution`",
        ),
        (
            "generate-video",
            json!({ "prompt": "a cat", "seconds": 7 }),
            "5 or 10",
        ),
        ("task-status", json!({ "task": "vt1.damaged" }), "task"),
        ("task-status", json!({}), "`task` is required"),
        (
            "task-cancel",
            json!({ "task": 7 }),
            "`task` must be a string",
        ),
        ("list-models", json!({ "about": "unknown" }), "unknown"),
        (
            "list-models",
            json!({ "abuot": "video" }),
            "`abuot` is unknown; known are: about",
        ),
        (
            "run-model",
            json!({ "model": "unknown", "arguments_json": "{}" }),
            "`model` `unknown`",
        ),
        (
            "run-model",
            json!({ "model": "general-3.0", "arguments_json": "{" }),
            "`arguments_json` is not valid JSON",
        ),
        (
            "run-model",
            json!({ "model": "general-3.0", "arguments_json": "[]" }),
            "object",
        ),
        (
            "run-model",
            json!({ "model": "general-3.0" }),
            "`arguments_json` is required",
        ),
    ];
    for (tool, arguments, expected) in cases {
        let result = client.call(tool, arguments.clone()).await;
        assert_eq!(result["isError"], true, "{tool} {arguments}: {result}");
        let told = text(&result);
        assert!(
            told.starts_with("FAILED: ") && told.contains(expected),
            "{tool} {arguments}: {told}"
        );
        assert!(
            told.contains("\nBilled: no\nNext: correct the arguments"),
            "{tool}: {told}"
        );
    }
    assert_eq!(simulator.meter().accepted, 0);
    let result = client
        .call("generate-image", json!({ "prompt": "[moderate-text]" }))
        .await;
    assert!(text(&result).contains("\nBilled: no\nNext: "), "{result}");
}

#[tokio::test]
async fn errors_are_in_the_language_of_the_locale() {
    let (_simulator, shell) = Shell::simulated().await;
    let shell = shell.set("LC_ALL", "zh_CN.UTF-8");
    let mut client = McpClient::ready(&shell, "").await;
    let result = client.call("generate-image", json!({ "prompt": "" })).await;
    let told = text(&result);
    assert!(
        told.starts_with("失败：") && told.contains("\n计费：否\n下一步："),
        "{told}"
    );
    let pending = json!({ "prompt": "a cat", "wait_seconds": 0 });
    let result = client.call("generate-image", pending).await;
    let next = result["structuredContent"]["pending"]["next"].as_str();
    assert!(next.is_some_and(|next| next.contains("task-status") && next.contains('请')));
}

#[tokio::test]
async fn what_is_no_request_is_answered_and_the_next_request_works() {
    let (_simulator, shell) = Shell::simulated().await;
    let mut client = McpClient::ready(&shell, "").await;
    let long = json!({
        "jsonrpc": "2.0", "id": "long", "method": "tools/call",
        "params": { "name": "upscale-image", "arguments": { "image": "A".repeat(17 << 20) } },
    });
    let lines = [
        (
            r#"{"jsonrpc":"2.0","id":"half","method":"tools/ca"#.to_owned(),
            json!("half"),
            -32700,
        ),
        ("not JSON".to_owned(), Value::Null, -32700),
        ("[]".to_owned(), Value::Null, -32600),
        (
            r#"{"jsonrpc":"1.0","id":"old","method":"ping"}"#.to_owned(),
            json!("old"),
            -32600,
        ),
        (long.to_string(), json!("long"), -32600),
    ];
    for (line, id, code) in lines {
        client.write(&line).await;
        let answer = client.next().await;
        assert_eq!(
            (&answer["id"], &answer["error"]["code"]),
            (&id, &json!(code)),
            "{answer}"
        );
        let pong = client.request("ping", json!({})).await;
        assert!(pong["result"].is_object(), "{pong}");
    }
    let unknown = json!({ "name": "genrate-image", "arguments": {} });
    let requests = [
        (
            "tools/call",
            unknown,
            -32602,
            "Did you mean generate-image?",
        ),
        (
            "tools/call",
            json!({ "arguments": {} }),
            -32602,
            "tools/call",
        ),
        (
            "tools/call",
            json!({ "name": "list-models", "arguments": "x" }),
            -32602,
            "tools/call",
        ),
        ("no/such/method", json!({}), -32601, "no/such/method"),
        (
            "resources/read",
            json!({ "uri": "file:///etc/passwd" }),
            -32601,
            "",
        ),
        ("tasks/get", json!({ "taskId": "x" }), -32021, ""),
    ];
    for (method, parameters, code, expected) in requests {
        let answer = client.request(method, parameters).await;
        assert_eq!(answer["error"]["code"], code, "{method}: {answer}");
        let message = answer["error"]["message"].as_str().expect("a message");
        assert!(message.contains(expected), "{method}: {answer}");
    }
    let result = client
        .call("generate-image", json!({ "prompt": "a cat" }))
        .await;
    assert_eq!(result["isError"], false, "{result}");
}
