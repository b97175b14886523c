//! The functions for language models: what hosts show of them, and that JSON
//! alone calls them.

use std::collections::BTreeSet;

use host_test::honest::Honest;
use host_test::stock::Instance;
use host_test::{Rig, place};
use serde_json::{Value, json};
use wasmtime::Engine;
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, Type, Val};

const COMPONENT: &str = "visual-agent.wasm";

/// The most that the schemas of all functions take, in bytes.
const MAX_SCHEMA: usize = 12 * 1024;

/// The functions of the component, by name.
fn functions() -> Vec<(String, ComponentFunc)> {
    let engine = Engine::default();
    let component = Component::new(&engine, place::read(COMPONENT)).expect("a component");
    let exports = component.component_type();
    let exports = exports.exports(&engine).map(|(name, item)| match item.ty {
        ComponentItem::ComponentFunc(function) => (name.to_owned(), function),
        other => panic!("{name} is no function: {other:?}"),
    });
    exports.collect()
}

/// A type as JSON hosts show it: `docs/hosts.md` has the rules.
fn schema(ty: &Type) -> Value {
    match ty {
        Type::String => json!({ "type": "string" }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::U32 => json!({ "type": "number" }),
        Type::List(list) => json!({ "type": "array", "items": schema(&list.ty()) }),
        Type::Option(option) => json!({ "anyOf": [{ "type": "null" }, schema(&option.ty())] }),
        Type::Result(result) => {
            let case = |name: &str, ty: Option<Type>| {
                let ty = ty.as_ref().map_or(json!({ "type": "null" }), schema);
                json!({ "type": "object", "properties": { name: ty }, "required": [name] })
            };
            json!({ "oneOf": [case("ok", result.ok()), case("err", result.err())] })
        }
        other => panic!("JSON hosts map this badly: {other:?}"),
    }
}

/// A function as JSON hosts list it, its documentation aside. Every parameter
/// is required: one that is absent is `null`.
fn tool(name: &str, function: &ComponentFunc) -> Value {
    let names: Vec<&str> = function.params().map(|(name, _)| name).collect();
    let properties: serde_json::Map<String, Value> = function
        .params()
        .map(|(name, ty)| (name.to_owned(), schema(&ty)))
        .collect();
    let result = function.results().next().expect("a result");
    json!({
        "name": name,
        "inputSchema": { "type": "object", "properties": properties, "required": names },
        "outputSchema": {
            "type": "object",
            "properties": { "result": schema(&result) },
            "required": ["result"],
        },
    })
}

#[test]
fn all_tools_fit_into_few_kilobytes_of_schema() {
    let functions = functions();
    assert_eq!(functions.len(), 13);
    let mut size = 0;
    for (name, function) in &functions {
        assert!(name.len() <= 64, "{name} is too long for some hosts");
        size += tool(name, function).to_string().len();
    }
    println!("{size} bytes of JSON schema for {} tools", functions.len());
    assert!(size <= MAX_SCHEMA, "{size} bytes of JSON schema");
}

/// A JSON value as a parameter of this type.
fn val(ty: &Type, json: &Value) -> Val {
    match (ty, json) {
        (Type::String, Value::String(text)) => Val::String(text.clone()),
        (Type::U32, Value::Number(number)) => {
            let number = number
                .as_u64()
                .and_then(|number| u32::try_from(number).ok());
            Val::U32(number.expect("32 bits"))
        }
        (Type::Option(_), Value::Null) => Val::Option(None),
        (Type::Option(option), some) => Val::Option(Some(Box::new(val(&option.ty(), some)))),
        (Type::List(list), Value::Array(items)) => {
            Val::List(items.iter().map(|item| val(&list.ty(), item)).collect())
        }
        other => panic!("{other:?} does not fit"),
    }
}

/// A host that calls the functions with JSON.
struct Agent {
    functions: Vec<(String, ComponentFunc)>,
    variables: Vec<(&'static str, String)>,
    called: BTreeSet<String>,
}

impl Agent {
    fn new(variables: Vec<(&'static str, String)>) -> Agent {
        Agent {
            functions: functions(),
            variables,
            called: BTreeSet::new(),
        }
    }

    fn in_rig(rig: &Rig) -> Agent {
        Agent::new(vec![
            ("VOLC_ACCESSKEY", rig.keys.access_key_id.clone()),
            ("VOLC_SECRETKEY", rig.keys.secret_access_key.clone()),
            (
                "VOLC_SESSION_TOKEN",
                rig.keys.session_token.clone().unwrap_or_default(),
            ),
            ("VOLC_ENDPOINT", rig.simulator.endpoint()),
        ])
    }

    /// Calls a function in an instance of its own. What is not given is `null`.
    async fn call(&mut self, name: &str, given: Value) -> Result<String, String> {
        let known = self.functions.iter().find(|(known, _)| known == name);
        let (_, function) = known.expect("a function");
        let names: BTreeSet<&str> = function.params().map(|(name, _)| name).collect();
        for name in given.as_object().expect("an object").keys() {
            assert!(names.contains(name.as_str()), "{name} is no parameter");
        }
        let arguments: Vec<Val> = function
            .params()
            .map(|(name, ty)| val(&ty, &given[name]))
            .collect();
        self.called.insert(name.to_owned());
        let variables: Vec<(&str, &str)> = self
            .variables
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let instance = Instance::with_environment(COMPONENT, Honest, &variables).await;
        let answer = instance
            .expect("an instance")
            .call_root(name, &arguments)
            .await;
        let text = |value: Option<Box<Val>>| match value.as_deref() {
            Some(Val::String(text)) => text.clone(),
            other => panic!("no text: {other:?}"),
        };
        match answer.expect("no trap") {
            Val::Result(result) => result.map(text).map_err(text),
            other => panic!("no result: {other:?}"),
        }
    }

    /// The one member of a JSON object that a function returns.
    async fn member(&mut self, name: &str, given: Value, member: &str) -> Value {
        let text = self.call(name, given).await.expect("no failure");
        let mut json: Value = serde_json::from_str(&text).expect("JSON");
        assert!(!json[member].is_null(), "{text}");
        json[member].take()
    }
}

#[tokio::test]
async fn every_tool_is_called_with_json() {
    const IMAGE: &str = "https://files.example.com/cat.png";
    let rig = Rig::start().await;
    let mut agent = Agent::in_rig(&rig);

    // Images come after a short wait, as links.
    let done = agent
        .member(
            "generate-image",
            json!({ "prompt": "a cat", "width": 2048, "height": 1024 }),
            "done",
        )
        .await;
    let image = &done["media"][0];
    assert_eq!(image["kind"], "image");
    assert!(
        image["url"]
            .as_str()
            .is_some_and(|url| url.starts_with("http")),
        "{image}"
    );
    assert!(image["expires_at"].is_u64(), "{image}");

    // Without waiting each is a task.
    let at_once = [
        (
            "edit-image",
            json!({ "images": [IMAGE], "prompt": "a hat", "wait-seconds": 0 }),
        ),
        (
            "portrait-photo",
            json!({ "image-url": IMAGE, "wait-seconds": 0 }),
        ),
        (
            "upscale-image",
            json!({ "image": IMAGE, "resolution": "8k", "wait-seconds": 0 }),
        ),
        (
            "inpaint-image",
            json!({ "image": IMAGE, "mask": IMAGE, "prompt": "a hat", "wait-seconds": 0 }),
        ),
        (
            "talking-photo",
            json!({ "image-url": IMAGE, "audio-url": "https://files.example.com/a.mp3" }),
        ),
        (
            "run-model",
            json!({ "model": "general-3.0", "arguments-json": r#"{"prompt":"a cat"}"# }),
        ),
    ];
    for (name, given) in at_once {
        let pending = agent.member(name, given, "pending").await;
        let task = pending["task"].as_str().expect("a task");
        assert!(task.starts_with("vt1."), "{task}");
    }

    // A video is a task, and the task leads to the video.
    let given = json!({ "prompt": "a cat", "aspect-ratio": "16:9", "seconds": 10 });
    let pending = agent.member("generate-video", given, "pending").await;
    let given = json!({ "task": pending["task"], "wait-seconds": 60 });
    let done = agent.member("task-status", given, "done").await;
    assert_eq!(done["media"][0]["kind"], "video", "{done}");

    let pending = agent
        .member("animate-image", json!({ "image": IMAGE }), "pending")
        .await;
    let word = agent
        .call("task-cancel", json!({ "task": pending["task"] }))
        .await;
    let word = word.expect("an answer");
    assert!(
        ["asked", "confirmed", "not-cancellable", "done"].contains(&&*word),
        "{word}"
    );

    // A tool without tasks returns its image.
    let given = json!({ "image": IMAGE, "style": "clay" });
    let done = agent.member("restyle-image", given, "done").await;
    assert_eq!(done["media"][0]["kind"], "image", "{done}");

    let families = agent.call("list-models", json!({})).await.expect("a list");
    assert!(
        families.contains("video: ") && families.len() < 3000,
        "{families}"
    );
    let video = agent
        .call("list-models", json!({ "about": "video" }))
        .await
        .expect("a list");
    assert!(video.contains("jimeng-video-3.0-pro: "), "{video}");
    let about = agent
        .call("list-models", json!({ "about": "general-3.0" }))
        .await;
    let about: Value = serde_json::from_str(&about.expect("a schema")).expect("JSON");
    assert!(about["properties"]["prompt"].is_object(), "{about}");

    assert_eq!(rig.meter().accepted, 10);
    let all: BTreeSet<String> = agent
        .functions
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    assert_eq!(agent.called, all, "every function is called here");
}

#[tokio::test]
async fn a_failure_says_what_failed_what_is_billed_and_what_to_do() {
    let rig = Rig::start().await;
    let mut agent = Agent::in_rig(&rig);
    let refused = "\nBilled: no\nNext: correct the arguments";
    let cases = [
        ("generate-image", json!({ "prompt": "" }), refused),
        (
            "generate-image",
            json!({ "prompt": "a cat", "width": 1024 }),
            refused,
        ),
        (
            "generate-image",
            json!({ "prompt": "[moderate-text]" }),
            "\nBilled: no\nNext: ",
        ),
        (
            "restyle-image",
            json!({ "image": "https://a.example/b", "style": "x" }),
            "one of disney, ",
        ),
        ("upscale-image", json!({ "image": "not base64!" }), refused),
        (
            "generate-video",
            json!({ "prompt": "a cat", "seconds": 7 }),
            refused,
        ),
        ("task-status", json!({ "task": "vt1.damaged" }), refused),
        ("task-cancel", json!({ "task": "" }), refused),
        ("list-models", json!({ "about": "unknown" }), refused),
        (
            "run-model",
            json!({ "model": "unknown", "arguments-json": "{}" }),
            refused,
        ),
        (
            "run-model",
            json!({ "model": "general-3.0", "arguments-json": "{" }),
            refused,
        ),
        (
            "run-model",
            json!({ "model": "general-3.0", "arguments-json": "[]" }),
            refused,
        ),
    ];
    for (name, given, wanted) in cases {
        let text = agent.call(name, given).await.expect_err("a failure");
        assert!(
            text.starts_with("FAILED: ") && text.contains(wanted),
            "{name}: {text}"
        );
    }
    assert_eq!(rig.meter().accepted, 0);

    let mut stranger = Agent::new(vec![("PATH", "/bin".to_owned())]);
    let text = stranger
        .call("generate-image", json!({ "prompt": "a cat" }))
        .await;
    let text = text.expect_err("no keys");
    assert!(text.contains("VOLC_ACCESSKEY and VOLC_SECRETKEY"), "{text}");
    assert!(text.contains("\nBilled: no\nNext: tell the user"), "{text}");
}

/// What a model without links returns is paid for, and is not withheld.
#[tokio::test]
async fn a_file_without_a_link_comes_as_base64() {
    let rig = Rig::start().await;
    let given = json!({
        "model": "style-by-prompt",
        "arguments-json": r#"{"image":"https://files.example.com/cat.png"}"#,
    });
    let done = Agent::in_rig(&rig).member("run-model", given, "done").await;
    let file = done["media"][0]["base64"].as_str().expect("a file");
    assert!(file.starts_with("iVBORw0KGgo") && file.len() > 1000);
}
