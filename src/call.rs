//! The beginning of a call: everything that is checked before anything is sent.

use crate::arguments::Arguments;
use crate::catalog::{CANCEL, Pair, Tool, find, nearest};
use crate::fault::{Fault, excerpt};
use crate::flow::Flow;
use crate::protocol::output;
use crate::protocol::request::{Ask, QUERY_WITHIN_MS};
use crate::types::{Options, Task};
use crate::{body, check, json_arguments, task_text};

/// Starts a call with arguments from the typed functions.
pub fn start(arguments: &Arguments, options: Option<Options>) -> Result<Flow, Fault> {
    check::check(arguments)?;
    if let Some(options) = &options {
        check_options(arguments.tool, options)?;
    }
    let body = body::write(arguments)?;
    Ok(Flow::submit(arguments.tool, body, options))
}

/// Starts a call with a tool's name and arguments in JSON.
pub fn invoke(name: &str, json: &str, options: Option<Options>) -> Result<Flow, Fault> {
    start(&json_arguments::read(tool(name)?, json)?, options)
}

/// Starts to collect a job.
pub fn collect(task: Task, wait_ms: Option<u32>) -> Result<Flow, Fault> {
    task_text::check(&task)?;
    let tool = tool(&task.tool)?;
    if let Some(options) = &task.output {
        output::check(tool, options)?;
    }
    Ok(Flow::collect(tool, task, wait_ms))
}

/// The question that cancels a job.
pub fn cancel(task: &Task) -> Result<Ask, Fault> {
    task_text::check(task)?;
    let body = body::ObjectWriter::about_task(tool(&task.tool)?.req_key, &task.id);
    let (action, version) = CANCEL;
    Ok(Ask {
        action,
        version,
        body: body.finish(),
        within_ms: QUERY_WITHIN_MS,
    })
}

/// The tool with this name, alias or `req_key`.
pub fn tool(name: &str) -> Result<&'static Tool, Fault> {
    find(name).ok_or_else(|| {
        let shown = excerpt(name, 60);
        let names = crate::catalog::TOOLS
            .iter()
            .flat_map(|tool| [tool.name, tool.alias, tool.req_key]);
        let (en, zh) = match nearest(name, names) {
            Some(near) => (
                format!("; did you mean `{near}`?"),
                format!("，是否指 `{near}`？"),
            ),
            None => (String::new(), String::new()),
        };
        Fault::new(
            "tool",
            format!("`{shown}` is not in this catalogue{en}"),
            format!("`{shown}` 不在目录中{zh}"),
        )
    })
}

fn check_options(tool: &Tool, options: &Options) -> Result<(), Fault> {
    if tool.pair == Pair::Process && options.wait_ms == Some(0) {
        return Err(Fault::new(
            "wait-ms",
            format!(
                "0 means submit only, and {} has no tasks: it answers with the picture",
                tool.name
            ),
            format!("为 0 表示只提交，而 {} 没有任务：它直接返回结果", tool.name),
        ));
    }
    match &options.output {
        Some(output) => output::check(tool, output),
        None => Ok(()),
    }
}
