//! A tool's name, a line break, its arguments as JSON: they are refused with the name
//! of a field, or make a request that is this tool's.

use crate::ask::min;
use crate::{is_clean, text_line, tool};
use serde_json::{Map, Value};
use visual_catalog::{Kind, Tool};
use volcengine_visual::call;
use volcengine_visual::call::flow::{Event, Now, Step};

fn keys(tool: &Tool) -> impl Iterator<Item = &'static str> {
    let choices = tool.fields.iter().filter(|field| field.wire == "req_key");
    let chosen = choices.flat_map(|field| match field.kind {
        Kind::Choice(choices) => choices.cases,
        _ => &[],
    });
    chosen.map(|(_, wire, _)| *wire).chain([tool.req_key])
}

fn check(tool: &'static Tool, json: &str) {
    let mut flow = match call::invoke(tool.name, json, None) {
        Ok(flow) => flow,
        Err(fault) => {
            assert!(
                !fault.field.is_empty() && is_clean(&fault.field),
                "{fault:?}"
            );
            assert!(is_clean(&fault.en) && is_clean(&fault.zh), "{fault:?}");
            return;
        }
    };
    let Step::Send(ask) = flow.step(
        Event::Begin,
        Now {
            unix: 0,
            ms: 0,
            noise: 0,
        },
    ) else {
        panic!("the first step is not to send");
    };
    assert_eq!((ask.action, ask.version), (tool.actions.submit(), None));
    let body: Value = serde_json::from_str(&ask.body.text()).expect("the body is JSON");
    assert!(keys(tool).any(|key| body["req_key"] == key), "{body}");
    // A member that is there twice would be lost here.
    assert_eq!(body.to_string().len(), ask.body.len(), "{body}");
}

/// One input.
pub fn run(data: &[u8]) {
    let (name, json) = text_line(data);
    let (tool, json) = (tool(&name), String::from_utf8_lossy(json));
    check(tool, &json);
    // With all that is required, so that the rest is looked at too.
    if let Ok(given) = serde_json::from_str::<Map<String, Value>>(&json) {
        let mut whole = min(tool);
        whole.extend(given);
        check(tool, &Value::from(whole).to_string());
    }
}
