//! What every host is asked.

use serde_json::{Value, json};

/// A call that takes one request.
pub fn quick() -> (&'static str, Value) {
    (
        "one request",
        invoke("jimeng-2.1", json!({ "prompt": "a cat" })),
    )
}

/// All cases by name; `link` leads to a large file.
pub fn all(link: &str) -> Vec<(&'static str, Value)> {
    let image = "https://files.example.com/cat.png";
    let prompt = |text: &str| json!({ "prompt": text });
    let general = |arguments| invoke("general-3.0", arguments);
    let submit = |tool, arguments| with(invoke(tool, arguments), "wait_ms", json!(0));
    let delivered = |delivery: &str| with(general(prompt("a cat")), "delivery", json!(delivery));
    vec![
        quick(),
        ("a task", general(prompt("a cat"))),
        (
            "a size",
            general(json!({ "prompt": "a cat", "width": 512, "height": 768 })),
        ),
        (
            "by its name",
            invoke("high-aes-general-v30l-zt2i", prompt("a cat")),
        ),
        ("several pictures", invoke("jimeng-4.0", prompt("a cat"))),
        (
            "an edit",
            invoke("seededit-3.0", json!({ "prompt": "a hat", "image": image })),
        ),
        (
            "a portrait",
            invoke("portrait", json!({ "image_input": image })),
        ),
        ("a style", invoke("style-clay", json!({ "image": image }))),
        (
            "an upscale",
            invoke("jimeng-upscale", json!({ "image": image })),
        ),
        (
            "a file without a link",
            invoke("style-by-prompt", json!({ "image": image })),
        ),
        (
            "a report",
            invoke("score-picture", json!({ "image": image })),
        ),
        ("as base64", delivered("base64")),
        ("as bytes", delivered("bytes")),
        (
            "too large for bytes",
            with(delivered("bytes"), "max_inline", json!(10)),
        ),
        ("picture submitted", submit("general-3.0", prompt("a cat"))),
        (
            "video submitted",
            submit("jimeng-video-3.0", prompt("a cat")),
        ),
        (
            "talking photo submitted",
            submit(
                "omnihuman-1.5",
                json!({ "image_url": image, "audio_url": "https://files.example.com/a.mp3" }),
            ),
        ),
        (
            "moderated later, submitted",
            submit("general-3.0", prompt("[moderate-output]")),
        ),
        (
            "no waiting without tasks",
            submit("jimeng-2.1", prompt("a cat")),
        ),
        ("moderated text", general(prompt("[moderate-text]"))),
        ("moderated result", general(prompt("[moderate-output]"))),
        ("not permitted", general(prompt("[refuse-50400]"))),
        ("failed at the service", general(prompt("[fail-50215]"))),
        ("unknown tool", invoke("unknown", json!({}))),
        ("missing argument", general(json!({}))),
        (
            "unknown argument",
            general(json!({ "prompt": "a cat", "colour": "red" })),
        ),
        (
            "out of range",
            general(json!({ "prompt": "a cat", "width": 5 })),
        ),
        ("wrong type", general(json!({ "prompt": 5 }))),
        (
            "private address",
            invoke(
                "seededit-3.0",
                json!({ "prompt": "x", "image": "http://10.0.0.1/a" }),
            ),
        ),
        (
            "no JSON",
            json!({ "invoke": "general-3.0", "arguments": "{" }),
        ),
        (
            "damaged task",
            json!({ "wait": "vt1.damaged", "wait_ms": 0 }),
        ),
        ("download of 5 MiB", json!({ "download": link })),
    ]
}

fn invoke(tool: &str, arguments: Value) -> Value {
    json!({ "invoke": tool, "arguments": arguments.to_string() })
}

fn with(mut request: Value, name: &str, value: Value) -> Value {
    request[name] = value;
    request
}
