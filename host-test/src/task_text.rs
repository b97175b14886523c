//! The text form of a task, written and read inside of the component.

use visual_host::types::{Error, Task};
use wasmtime::component::Val;

use crate::honest::Honest;
use crate::stock::{Instance, Keys};
use crate::values::{self, read_task};

/// Writes a task as text.
pub async fn format(task: &Task) -> String {
    match call("format", values::task(task)).await {
        Val::String(text) => text,
        other => panic!("no text: {other:?}"),
    }
}

/// Reads the text form of a task.
pub async fn parse(text: &str) -> Result<Task, Error> {
    let answer = call("parse", Val::String(text.to_owned())).await;
    values::result(answer, read_task)
}

async fn call(function: &str, argument: Val) -> Val {
    let instance = Instance::start(Honest, Keys::new("", ""));
    let mut instance = instance.await.expect("an instance");
    let arguments = [argument];
    let answer = instance.call("tasks", function, &arguments);
    answer.await.expect("the call does not trap")
}
