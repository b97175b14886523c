//! The two tools that stand for none of the service.

use super::declared::Declared;
use super::parameter::{Input, Parameter};
use super::{labels, output, shared};
use crate::bilingual::Bilingual;

/// Their names. Their Python is written by hand.
pub const OWN: [&str; 2] = ["collect_task", "any_tool"];

/// Both tools.
pub fn declared() -> [Declared; 2] {
    [collect_task(), any_tool()]
}

fn collect_task() -> Declared {
    let text = Bilingual::new(
        "A task's text, as a call that did not wait for its end returned it.",
        "任务文本，由未等到结果的调用返回。",
    );
    let task = Parameter::shared("task", Bilingual::new("Task", "任务"), text, Input::Text);
    Declared {
        name: OWN[0].to_owned(),
        title: Bilingual::new("Collect a task", "查询任务结果"),
        text: Bilingual::new(
            "Waits for a task that was submitted before, and returns its result. Never billed.",
            "等待此前提交的任务并返回结果，不产生费用。",
        ),
        for_models:
            "Waits for a task that another tool submitted, and returns its result. Never billed."
                .to_owned(),
        parameters: vec![
            task.asked(
                "The variable `task` of the call that submitted it: a text that begins with vt1.",
            ),
            shared::return_url(),
            shared::wait_seconds(),
        ],
    }
}

fn any_tool() -> Declared {
    // Two, since neither serves all: models are not given settings, and a list that is no setting
    // has a type that they refuse.
    let tool = Parameter::shared(
        "tool",
        Bilingual::new("Tool", "工具"),
        Bilingual::new(
            "A tool that has no node of its own, from the list.",
            "从列表中选择没有独立节点的工具。",
        ),
        Input::DynamicSelect,
    );
    let name = Parameter::shared(
        "tool_name",
        Bilingual::new("Tool by name", "工具名称"),
        Bilingual::new(
            "The tool's name, where the list does not serve: from a variable, or where it stays empty.",
            "工具名称，在无法使用列表时填写：来自变量，或列表为空时。",
        ),
        Input::Text,
    );
    let name = name.asked("The tool's name, in kebab case.");
    let name = Parameter {
        required: false,
        ..name
    };
    let arguments = Parameter::shared(
        "arguments",
        Bilingual::new("Arguments", "参数"),
        Bilingual::new(
            "A JSON object with the tool's arguments, by the service's names. Images are public addresses.",
            "JSON 对象，参数名与服务一致；图片须为公网地址。",
        ),
        Input::Text,
    );
    let accept = Parameter::shared(
        "accept_unconfirmed",
        Bilingual::new("Accept unconfirmed", "确认使用未经核实的工具"),
        Bilingual::new(
            "Yes for tools that are known from one source only and may differ from their description.",
            "仅有单一来源的工具须选“是”，实际情况可能与描述不符。",
        ),
        labels::switch(),
    );
    let asked = [
        tool,
        name,
        arguments.asked("A JSON object with the tool's arguments."),
    ];
    let shared = [
        accept,
        shared::return_url(),
        shared::wait_seconds(),
        shared::idempotency_key(),
    ];
    let parameters = asked.into_iter().chain(shared).chain(output::watermark());
    Declared {
        parameters: parameters.collect(),
        name: OWN[1].to_owned(),
        title: Bilingual::new("Any other tool", "其他工具"),
        text: Bilingual::new(
            "Calls a tool that has no node of its own, with arguments in JSON.",
            "以 JSON 参数调用没有独立节点的工具。",
        ),
        for_models: "Calls a tool of the catalogue that has no function of its own, with its arguments as a JSON object.".to_owned(),
    }
}
