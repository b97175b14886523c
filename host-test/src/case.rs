//! Conformance cases: a call, the requests that it must make, and its outcome.
//! `cases/TOOL.json` holds those of a tool by name; under `service` it may hold
//! the row by which the simulator learns a tool that it does not know.

use crate::calls::Calls;
use std::{fmt, fs};

use serde_json::{Map, Value, json};
use visual_host::Side;
use visual_host::types::{Error, MediaContent, Options, Outcome};

use crate::{Rig, options, place, product};
use volc_sim::Config;

/// Stands for the identifier of the task that the simulator gave out.
const TASK: &str = "<task>";

/// A case of `cases/TOOL.json`.
pub struct Case {
    /// The tool.
    pub tool: String,
    /// Its name in the file.
    pub name: String,
    /// The arguments as `invoke` takes them.
    pub arguments: Value,
    /// The options, if any.
    pub options: Option<Options>,
    /// What the simulator is told of the tool.
    service: Option<Value>,
    requests: Vec<Value>,
    outcome: Value,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.tool, self.name)
    }
}

/// The member of a file that is no case.
const SERVICE: &str = "service";

impl Case {
    /// Every case of every tool.
    pub fn all() -> Vec<Case> {
        let mut tools: Vec<String> = fs::read_dir(place::cases())
            .expect("cases")
            .map(|entry| entry.expect("an entry").file_name())
            .map(|file| {
                let file = file.into_string().expect("a plain name");
                file.strip_suffix(".json")
                    .expect("cases are JSON")
                    .to_owned()
            })
            .collect();
        tools.sort();
        tools.iter().flat_map(|tool| Case::of_tool(tool)).collect()
    }

    /// The cases of a tool.
    pub fn of_tool(tool: &str) -> Vec<Case> {
        let path = place::cases().join(format!("{tool}.json"));
        let shown = path.display();
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let mut cases: Map<String, Value> =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{shown}: {error}"));
        let service = cases.remove(SERVICE);
        let read = |(name, value): (String, Value)| Case::read(tool, name, &value);
        let cases = cases.into_iter().map(read);
        cases
            .map(|case| Case {
                service: service.clone(),
                ..case
            })
            .collect()
    }

    /// The case of a tool with this name.
    pub fn named(tool: &str, name: &str) -> Case {
        let mut cases = Case::of_tool(tool).into_iter();
        cases
            .find(|case| case.name == name)
            .unwrap_or_else(|| panic!("{tool} has no case `{name}`"))
    }

    /// Reads a case. Every member must be known.
    fn read(tool: &str, name: String, value: &Value) -> Case {
        let expect = &value["expect"];
        only(value, &["arguments", "options", "expect"]);
        only(expect, &["requests", "outcome"]);
        Case {
            tool: tool.to_owned(),
            name,
            arguments: value["arguments"].clone(),
            options: value.get("options").map(options::read),
            service: None,
            requests: expect["requests"].as_array().expect("requests").clone(),
            outcome: expect["outcome"].clone(),
        }
    }

    /// Whether its file tells the simulator of the tool.
    pub fn brings_its_service(&self) -> bool {
        self.service.is_some()
    }

    /// The first side that has the tool.
    pub fn side(&self) -> Side {
        let tool = visual_catalog::find(&self.tool).expect("a tool");
        let mut sides = Side::ALL.into_iter();
        sides.find(|side| tool.is_on(*side)).expect("a side")
    }

    /// A simulator that knows the tool, and a host on its side.
    pub async fn rig(&self) -> Rig {
        let rig = Rig::with(Config {
            tools: self.service.iter().cloned().collect(),
            unconfirmed: true,
            example_play: true,
            ..Config::default()
        })
        .await;
        Rig {
            host: rig.host_on(self.side()),
            ..rig
        }
    }

    /// Makes the call through `invoke`, and judges it.
    pub async fn run(&self) {
        let rig = self.rig().await;
        let arguments = self.arguments.to_string();
        let options = self.options.as_ref();
        let answer = rig.host.invoke(&self.tool, &arguments, options).await;
        self.judge(&rig, answer).await;
    }

    /// Judges the answer of the one call that was made in `rig`.
    pub async fn judge(&self, rig: &Rig, answer: Result<Outcome, Error>) {
        let task = match (&answer, self.outcome.get("done")) {
            (Ok(Outcome::Done(done)), Some(_)) => done.task.as_ref(),
            (Err(error), None) => error.task.as_ref(),
            (other, _) => panic!("expected {}, and got {other:?}", self.outcome),
        };
        self.judge_calls(rig, task.map(|task| task.id.as_str()));
        match &answer {
            Ok(outcome) => self.judge_done(rig, outcome).await,
            Err(error) => judge_error(&self.outcome["error"], error),
        }
        let bought = u64::from(answer.is_ok() || self.outcome["error"]["purchase"] == "made");
        assert_eq!(rig.meter().accepted, bought, "what was bought");
    }

    /// Whether the requests are those that the case names; `task` is the
    /// identifier of the task that the service gave out.
    pub fn judge_calls(&self, rig: &Rig, task: Option<&str>) {
        let mut seen = Vec::new();
        for call in rig.calls() {
            let body: Value = serde_json::from_slice(&call.body).expect("a body of JSON");
            let version = call
                .query
                .split('&')
                .find_map(|p| p.strip_prefix("Version="));
            assert_eq!((call.method.as_str(), call.path.as_str()), ("POST", "/"));
            seen.push(json!({ "action": call.action, "version": version, "body": opened(body) }));
        }
        let wanted = self.requests.iter().map(|request| {
            only(request, &["action", "version", "body"]);
            let mut request = request.clone();
            let body = &mut request["body"];
            if body.get("task_id").is_some_and(|id| id == TASK) {
                body["task_id"] = json!(task.expect("a task"));
            }
            *body = opened(body.take());
            request
        });
        let wanted: Vec<Value> = wanted.collect();
        assert_eq!(Value::from(seen), Value::from(wanted), "the requests");
    }

    async fn judge_done(&self, rig: &Rig, outcome: &Outcome) {
        let Outcome::Done(done) = outcome else {
            panic!("not done: {outcome:?}");
        };
        let wanted = &self.outcome["done"];
        only(wanted, &["media", "details"]);
        assert_eq!(done.warnings, []);
        assert!(!done.request_id.is_empty());
        let tool = done.task.as_ref().map(|task| task.tool.as_str());
        let has_tasks = self.requests.len() > 1;
        assert_eq!(tool, has_tasks.then_some(self.tool.as_str()));
        if let Some(details) = wanted.get("details") {
            let found: Value = serde_json::from_str(&done.details).expect("details of JSON");
            for (name, value) in details.as_object().expect("details") {
                assert_eq!(&found[name], value, "{name} of the details");
            }
        }
        let mut found = Vec::new();
        for media in &done.media {
            let file = product::look(&rig.host, media).await;
            assert_eq!(
                file.mime_type, media.mime_type,
                "the type of the file itself"
            );
            let content = match &media.content {
                MediaContent::Url(_) => "url",
                MediaContent::Bytes(_) => "bytes",
                MediaContent::Base64(_) => "base64",
            };
            assert_eq!(media.expires_at.is_some(), content == "url");
            let mut entry = json!({
                "kind": media.kind,
                "mime_type": media.mime_type,
                "content": content,
            });
            if let Some((width, height)) = file.size {
                entry["width"] = json!(width);
                entry["height"] = json!(height);
            }
            found.push(entry);
        }
        let wanted = wanted["media"].as_array().expect("media");
        assert_eq!(found.len(), wanted.len(), "{found:?}");
        // A case names what is certain: the rest may be anything.
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(wanted.get("kind").is_some() && wanted.get("content").is_some());
            for (name, value) in wanted.as_object().expect("a product") {
                assert_eq!(&found[name], value, "{name} of {found}");
            }
        }
    }
}

fn judge_error(wanted: &Value, error: &Error) {
    let told = serde_json::json!({ "error": error });
    let told = told["error"].as_object().expect("an error");
    for (name, value) in wanted.as_object().expect("an expected error") {
        match value.as_array() {
            // Parts that the text must have.
            Some(parts) => {
                let text = told[name].as_str().expect("a text");
                for part in parts {
                    let part = part.as_str().expect("a part");
                    assert!(text.contains(part), "`{part}` is not in {name}: {text}");
                }
            }
            None => assert_eq!(told.get(name).unwrap_or(&Value::Null), value, "{name}"),
        }
    }
    for name in ["kind", "purchase", "message", "message_zh"] {
        assert!(wanted.get(name).is_some(), "the case must expect {name}");
    }
}

/// A body whose `req_json`, JSON in a text, is compared as JSON.
fn opened(mut body: Value) -> Value {
    if let Some(text) = body.get("req_json") {
        let text = text.as_str().expect("`req_json` is a text");
        let inner: Map<String, Value> = serde_json::from_str(text).expect("an object in the text");
        body["req_json"] = json!({ "text of": inner });
    }
    body
}

fn only(value: &Value, names: &[&str]) {
    let object = value.as_object().expect("an object");
    let unknown: Vec<_> = object
        .keys()
        .filter(|name| !names.contains(&name.as_str()))
        .collect();
    assert!(unknown.is_empty(), "unknown members: {unknown:?}");
}
