//! The beginning of a call: everything that is checked before anything is sent.

use crate::call::flow::Flow;
use crate::call::output;
use crate::call::target::{CustomCall, Target};
use crate::call::task_text;
use crate::errors::fault::Fault;
use crate::input::arguments::{Arguments, Picture};
use crate::input::picture::orientation_of;
use crate::input::{body, check, json as json_arguments};
use crate::protocol::json_writer::ObjectWriter;
use crate::protocol::request::{ApiRequest, QUERY_TIMEOUT_MS};
use crate::protocol::shared_text::SharedText;
use crate::types::{Options, Task, Warning};
use visual_catalog::sanitize::excerpt;
use visual_catalog::{CANCEL, Field, Tool, find, nearest, tools};

/// Starts a call with arguments from the typed functions.
pub fn start(arguments: Arguments, options: Option<Options>) -> Result<Flow, Fault> {
    check::check(&arguments)?;
    let target = Target::from(arguments.tool);
    check_options(&target, options.as_ref())?;
    let warnings = rotated(&arguments);
    let body = body::write(arguments)?;
    check_length(&body)?;
    Ok(Flow::submit(target, body, options).with_warnings(warnings))
}

/// The largest body of a request (`docs/service-api.md#transport` and code 50213).
pub const MAX_BODY: usize = 10 * 1024 * 1024;

fn check_length(body: &ObjectWriter) -> Result<(), Fault> {
    let length = body.len();
    if length <= MAX_BODY {
        return Ok(());
    }
    Err(Fault::new(
        "arguments",
        format!(
            "would make a request of {length} bytes; at most {MAX_BODY} are allowed. Pass URLs instead of files"
        ),
        format!("使请求体达到 {length} 字节，上限为 {MAX_BODY} 字节，请以链接代替文件"),
    ))
}

/// Warns of images with an EXIF orientation: whether the service applies it is not
/// documented.
fn rotated(arguments: &Arguments) -> Vec<Warning> {
    let warn = |(field, picture): (&Field, &Picture)| {
        let orientation = orientation_of(picture).filter(|orientation| *orientation > 1)?;
        let name = field.name;
        Some(Warning {
            message: format!(
                "`{name}` is stored rotated (EXIF orientation {orientation}); the service may not correct this."
            ),
            message_zh: format!(
                "`{name}` 带有旋转信息（EXIF 方向 {orientation}），服务可能不会自动转正。"
            ),
        })
    };
    arguments.pictures().filter_map(warn).collect()
}

/// Starts a call with a tool's name and arguments in JSON.
pub fn invoke(
    name: &str,
    json: impl Into<SharedText>,
    options: Option<Options>,
) -> Result<Flow, Fault> {
    start(json_arguments::read(tool(name)?, json)?, options)
}

/// Starts a call of a key that the catalogue does not list, with the body as
/// the service takes it.
pub fn custom(call: CustomCall<'_>, json: &str, options: Option<Options>) -> Result<Flow, Fault> {
    let target = Target::custom(call)?;
    check_options(&target, options.as_ref())?;
    let mut body = ObjectWriter::default();
    body.text("req_key", call.req_key);
    for (name, value) in json_arguments::object("body-json", json)? {
        check::check_unreserved("body-json", &name)?;
        body.json(&name, &value.to_string());
    }
    check_length(&body)?;
    Ok(Flow::submit(target, body, options))
}

/// Starts to collect a job.
pub fn collect(task: Task, wait_ms: Option<u32>) -> Result<Flow, Fault> {
    let target = task_text::check(&task)?;
    if let Some(options) = &task.output {
        output::check(&target, options)?;
    }
    Ok(Flow::collect(target, task, wait_ms))
}

/// The question that cancels a job.
pub fn cancel(task: &Task) -> Result<ApiRequest, Fault> {
    let target = task_text::check(task)?;
    let body = ObjectWriter::about_task(&target.req_key, &task.id);
    Ok(ApiRequest {
        action: CANCEL,
        version: target.version,
        tool: target.tool,
        body: body.finish_body(),
        timeout_ms: QUERY_TIMEOUT_MS,
        min_ms: 0,
        clock_offset_s: 0,
    })
}

/// The tool with this name, alias or `req_key`.
pub fn tool(name: &str) -> Result<&'static Tool, Fault> {
    find(name).ok_or_else(|| {
        let shown = excerpt(name, 60);
        let names = tools().flat_map(|tool| [tool.name, tool.alias, tool.req_key]);
        let (en, zh) = match nearest(name, names) {
            Some(near) => (
                format!("; did you mean `{near}`?"),
                format!("，是否指 `{near}`？"),
            ),
            None => (String::new(), String::new()),
        };
        Fault::new(
            "tool",
            format!("`{shown}` is not in the catalogue{en}"),
            format!("`{shown}` 不存在{zh}"),
        )
    })
}

fn check_options(target: &Target, options: Option<&Options>) -> Result<(), Fault> {
    let Some(options) = options else {
        return Ok(());
    };
    if target.actions.query().is_none() && options.wait_ms == Some(0) {
        let name = visual_catalog::alias(&target.name);
        return Err(Fault::new(
            "wait-ms",
            format!("must not be 0: {name} has no tasks and returns its result directly"),
            format!("不能为 0：{name} 不使用任务，会直接返回结果"),
        ));
    }
    match &options.output {
        Some(output) => output::check(target, output),
        None => Ok(()),
    }
}
