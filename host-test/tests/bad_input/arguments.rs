//! Arguments and options.

use host_test::calls::Calls;
use host_test::{Rig, options, rig};
use serde_json::{Value, json};

const GENERAL: &str = "high-aes-general-v30l-zt2i";
const PROCESS: &str = "jimeng-high-aes-general-v21-l";
const PORTRAIT: &str = "i2i-portrait-photo";
const EDIT: &str = "seededit-v30";
const FILM: &str = "jimeng-vgfm-t2v-l20";
const LINK: &str = "https://example.com/a.png";

/// A call that is refused: what is asked, and how the refusal is told.
struct Refusal {
    tool: &'static str,
    arguments: Value,
    options: Value,
    kind: &'static str,
    field: &'static str,
    /// A part of the message.
    says: &'static str,
}

fn refusal(
    tool: &'static str,
    arguments: Value,
    field: &'static str,
    says: &'static str,
) -> Refusal {
    Refusal {
        tool,
        arguments,
        options: json!({}),
        kind: "invalid-input",
        field,
        says,
    }
}

impl Refusal {
    fn with(self, options: Value) -> Refusal {
        Refusal { options, ..self }
    }

    fn unsupported(self) -> Refusal {
        Refusal {
            kind: "unsupported",
            ..self
        }
    }
}

async fn check(refusals: Vec<Refusal>) {
    let rig = Rig::start().await;
    for refusal in refusals {
        // A text is taken as it is, since not all that is given is JSON.
        let arguments = match &refusal.arguments {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let shown: String = arguments.chars().take(120).collect();
        let about = format!("{} {shown} {}", refusal.tool, refusal.options);
        let options = options::read(&refusal.options);
        let answer = rig.host.invoke(refusal.tool, &arguments, Some(&options));
        let error = rig::failure(answer.await);
        let told = (
            error.kind.as_str(),
            error.field.as_deref().unwrap_or_default(),
        );
        assert_eq!(told, (refusal.kind, refusal.field), "{about}: {error}");
        let message = &error.message;
        assert!(message.contains(refusal.says), "{about}: {message}");
        assert!(!error.message_zh.is_ascii(), "{about}");
        assert!(message.chars().count() < 400, "{about}: {message}");
        assert!(error.refused_before_sending(), "{about}: {error:?}");
        assert!(error.host.is_none(), "{about}: {error:?}");
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn tools_that_are_not_there() {
    let cat = || json!({ "prompt": "a cat" });
    check(vec![
        refusal("", cat(), "tool", "not in the catalogue"),
        refusal("general-3.1", cat(), "tool", "did you mean `general-3.0`?"),
        refusal("../../etc/passwd", cat(), "tool", "not in the catalogue"),
        refusal("\u{1b}[31m\r\nx", cat(), "tool", "`[31m x`"),
    ])
    .await;
}

#[tokio::test]
async fn arguments_that_are_no_json_object() {
    let deep = "[".repeat(100_000);
    check(vec![
        refusal(GENERAL, json!(""), "arguments", "not valid JSON"),
        refusal(GENERAL, json!("{"), "arguments", "not valid JSON"),
        refusal(
            GENERAL,
            json!("{\"prompt\":\"a\"} x"),
            "arguments",
            "not valid JSON",
        ),
        refusal(
            GENERAL,
            json!("{\"prompt\":\"\\ud800\"}"),
            "arguments",
            "not valid JSON",
        ),
        refusal(
            GENERAL,
            json!("{\"prompt\":\"a\",\"scale\":NaN}"),
            "arguments",
            "not valid JSON",
        ),
        refusal(GENERAL, json!(deep), "arguments", "not valid JSON"),
        refusal(GENERAL, json!([1]), "arguments", "got an array"),
        refusal(GENERAL, json!(null), "arguments", "got null"),
    ])
    .await;
}

#[tokio::test]
async fn prompts() {
    let missing = "required";
    check(vec![
        refusal(GENERAL, json!({}), "prompt", missing),
        refusal(GENERAL, json!({ "prompt": "" }), "prompt", missing),
        refusal(
            GENERAL,
            json!({ "prompt": " \u{3000}\n" }),
            "prompt",
            missing,
        ),
        refusal(GENERAL, json!({ "prompt": null }), "prompt", missing),
        refusal(
            GENERAL,
            json!({ "prompt": 7 }),
            "prompt",
            "must be a string",
        ),
        refusal(EDIT, json!({ "image": LINK }), "prompt", missing),
        // Counted in characters: 150 are taken, however many bytes they have.
        refusal(FILM, json!({ "prompt": "猫".repeat(151) }), "prompt", "151"),
        refusal(
            FILM,
            json!({ "prompt": "x".repeat(1_000_000) }),
            "prompt",
            "1000000",
        ),
    ])
    .await;
}

#[tokio::test]
async fn values_out_of_range() {
    let general = |name: &str, value: Value, field, says| {
        let arguments = json!({ "prompt": "a cat", name: value });
        refusal(GENERAL, arguments, field, says)
    };
    let portrait = |name: &str, value: Value, field, says| {
        let arguments = json!({ "image_input": LINK, name: value });
        refusal(PORTRAIT, arguments, field, says)
    };
    check(vec![
        general("width", json!(511), "width", "from 512 to 2048, got 511"),
        general("width", json!(2049), "width", "got 2049"),
        general("height", json!(i64::MAX), "height", "from 512 to 2048"),
        general("height", json!(1e300), "height", "must be a whole number"),
        general("width", json!(512.5), "width", "must be a whole number"),
        general("width", json!("512"), "width", "must be a whole number"),
        general("scale", json!(0.99), "scale", "got 0.99"),
        general("scale", json!(10.01), "scale", "got 10.01"),
        general("seed", json!(-2), "seed", "-2"),
        general("use_pre_llm", json!("yes"), "use-pre-llm", "true or false"),
        portrait("gpen", json!(1.5), "gpen", "got 1.5"),
        portrait("skin", json!(-0.1), "skin", "got -0.1"),
        portrait("gen_mode", json!("best"), "gen-mode", "creative, reference"),
        refusal(
            PROCESS,
            json!({ "prompt": "a", "width": 255 }),
            "width",
            "from 256",
        ),
        refusal(
            EDIT,
            json!({ "image": LINK, "prompt": "a", "scale": 1.1 }),
            "scale",
            "1.1",
        ),
        refusal(
            FILM,
            json!({ "prompt": "a", "aspect_ratio": "2:1" }),
            "aspect-ratio",
            "21:9",
        ),
    ])
    .await;
}

#[tokio::test]
async fn names_that_are_not_the_tools() {
    let with = |name: &str, value: Value| json!({ "prompt": "a cat", name: value });
    check(vec![
        refusal(
            GENERAL,
            with("promt", json!("x")),
            "promt",
            "did you mean `prompt`?",
        ),
        refusal(
            GENERAL,
            with("req_key", json!("x")),
            "req_key",
            "not an argument",
        ),
        refusal(
            GENERAL,
            with("extra", json!("[1]")),
            "extra",
            "must be a JSON object",
        ),
        refusal(
            GENERAL,
            with("extra", json!({ "seed": 1 })),
            "extra",
            "`seed`",
        ),
        refusal(
            GENERAL,
            with("extra", json!({ "req_key": "other" })),
            "extra",
            "`req_key`",
        ),
        refusal(
            "seededit-v30",
            json!({ "prompt": "a", "image": "https://example.com/a.jpg", "extra": { "image_urls": [] } }),
            "extra",
            "`image_urls`",
        ),
    ])
    .await;
}

#[tokio::test]
async fn pictures() {
    let edit = |image: Value, says| {
        let arguments = json!({ "image": image, "prompt": "snow" });
        refusal(EDIT, arguments, "image", says)
    };
    check(vec![
        refusal(EDIT, json!({ "prompt": "snow" }), "image", "required"),
        edit(json!(null), "required"),
        edit(json!(""), "required"),
        edit(json!({}), "must be a URL"),
        edit(json!([LINK]), "must be a URL"),
        edit(json!({ "url": LINK, "base64": "iVBORw0KGgo=" }), "not both"),
        edit(json!({ "base64": "" }), "required"),
        edit(json!({ "base64": "not base64!" }), "base64"),
        edit(json!({ "base64": "iVBORw0KGgo=" }), "truncated"),
        edit(
            json!({ "base64": "PHN2ZyB4bWxucz0naHR0cCc+" }),
            "not a supported image",
        ),
        edit(
            json!({ "base64": "data:text/html;base64,iVBORw0KGgo=" }),
            "data:",
        ),
        edit(json!("cat.png"), "http"),
        edit(json!("file:///etc/passwd"), "http"),
        edit(json!("https://"), "host"),
        edit(json!("https://user:secret@example.com/a.png"), "host"),
        edit(json!("https://example.com/a b.png"), "white space"),
        edit(json!("https://example.com/\r\nx: y"), "white space"),
        edit(json!(format!("{LINK}?{}", "x".repeat(10_000))), "bytes"),
        refusal(
            PORTRAIT,
            json!({ "image_input": "person.jpg" }),
            "image-input",
            "http",
        ),
        refusal(
            PORTRAIT,
            json!({ "image_input": { "base64": "iVBORw0KGgo=" } }),
            "image-input",
            "URL",
        ),
    ])
    .await;
}

#[tokio::test]
async fn options_that_a_tool_does_not_have() {
    let cat = || json!({ "prompt": "a cat" });
    let output = |output: Value| json!({ "output": output });
    let long = "长".repeat(257);
    check(vec![
        refusal(PROCESS, cat(), "wait-ms", "no tasks").with(json!({ "wait_ms": 0 })),
        refusal(FILM, cat(), "watermark", "videos take none")
            .with(output(json!({ "watermark": {} })))
            .unsupported(),
        refusal(GENERAL, cat(), "opacity", "got 1.5")
            .with(output(json!({ "watermark": { "opacity": 1.5 } }))),
        refusal(GENERAL, cat(), "producer-id", "required").with(output(json!({ "label": {} }))),
        refusal(FILM, cat(), "content-propagator", "required")
            .with(output(json!({ "label": { "producer_id": "p" } }))),
        refusal(FILM, cat(), "propagate-id", "257").with(output(json!({ "label": {
            "producer_id": "p", "content_propagator": "c", "propagate_id": long,
        } }))),
    ])
    .await;
}
