//! A failed call, as a language model reads it.

use crate::mcp::selection::Kind;
use crate::output::language::Message;
use crate::output::typed::as_typed;
use rmcp::model::{CallToolResult, ContentBlock};
use visual_agent::functions::Parameter;
use visual_agent::words;
use visual_host::{Advice, Error, Purchase};

/// What failed, whether it was billed, and what to do, as the result of a call.
pub fn result(error: &Error, is_chinese: bool) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(text(error, is_chinese))])
}

fn text(error: &Error, is_chinese: bool) -> String {
    let pick = |[en, zh]: [&'static str; 2]| if is_chinese { zh } else { en };
    let message = match is_chinese {
        true => &error.message_zh,
        false => &error.message,
    };
    let mut lines = vec![
        format!("{}{message}", pick(["FAILED: ", "失败："])),
        format!("{}{}", pick(["Billed: ", "计费："]), pick(billed(error))),
    ];
    let mut next = format!("{}{}", pick(["Next: ", "下一步："]), pick(next(error)));
    if let Some(ms) = error.retry_after_ms {
        let seconds = ms.div_ceil(1000);
        next += &Message::new(
            format!(", after {seconds} s"),
            format!("，等待 {seconds} 秒"),
        )
        .in_language(is_chinese);
    }
    lines.push(next);
    let task = error.task.as_ref().map(ToString::to_string);
    let facts = [
        (["At fault: ", "相关参数："], &error.field),
        (["Task: ", "任务："], &task),
        (["Code: ", "错误码："], &error.code),
        (["Request id: ", "请求 ID："], &error.request_id),
    ];
    for (name, value) in facts {
        lines.extend(value.as_ref().map(|value| format!("{}{value}", pick(name))));
    }
    lines.join("\n")
}

fn billed(error: &Error) -> [&'static str; 2] {
    match crate::output::billed::is_failed(error) {
        true => words::billed(Purchase::NotMade.as_str()),
        false => words::billed(error.purchase.as_str()),
    }
}

fn next(error: &Error) -> [&'static str; 2] {
    // A task that failed costs nothing, and would fail again.
    match error.advice == Advice::AskBeforeRepeating && crate::output::billed::is_failed(error) {
        true => words::next(Advice::FixInput.as_str()),
        false => words::next(error.advice.as_str()),
    }
}

/// The error with arguments named as those of the tool that was called.
pub fn naming_arguments(kind: Kind, mut error: Error) -> Error {
    let name = |field: &str| name(kind, field);
    let quoted = |field: &str| name(field).map(|names| format!("`{names}`"));
    let (en, zh) = (
        as_typed(&error.message, quoted),
        as_typed(&error.message_zh, quoted),
    );
    (error.message, error.message_zh) = (en, zh);
    if let Some(field) = error.field.as_deref().and_then(name) {
        error.field = Some(field.replace('`', ""));
    }
    error
}

/// The argument that a field came from; of several, each.
fn name(kind: Kind, field: &str) -> Option<String> {
    let names: Vec<&str> = match (kind, field) {
        (Kind::Function(function), _) => {
            // Some messages have the name as in the WIT.
            let field = field.replace('-', "_");
            let of_field = |parameter: &&Parameter| parameter.field == field;
            let parameters = function.parameters.iter().filter(of_field);
            parameters.map(|parameter| parameter.name).collect()
        }
        (Kind::RunModel, "tool") => vec!["model"],
        (Kind::RunModel, "arguments") => vec!["arguments_json"],
        (Kind::ListModels, "tool") => vec!["about"],
        _ => Vec::new(),
    };
    (!names.is_empty()).then(|| names.join("`, `"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mcp::selection::Selection;
    use visual_host::ErrorKind;

    fn refused() -> Error {
        let texts = (
            "`image_input` is required".to_owned(),
            "`image_input` 是必填项".to_owned(),
        );
        Error::refused(ErrorKind::InvalidInput, "image_input", texts)
    }

    #[test]
    fn it_says_what_was_billed_and_what_to_do_in_both_languages() {
        let error = refused();
        let en = text(&error, false);
        assert_eq!(
            en,
            "FAILED: `image_input` is required\nBilled: no\nNext: correct the arguments and call again\nAt fault: image_input"
        );
        let zh = text(&error, true);
        assert!(
            zh.starts_with("失败：`image_input` 是必填项\n计费：否\n下一步："),
            "{zh}"
        );
    }

    #[test]
    fn fields_are_named_as_parameters() {
        let portrait = Selection::curated().named("portrait-photo").unwrap();
        let error = naming_arguments(portrait, refused());
        assert_eq!(error.message, "`image_url` is required");
        assert_eq!(error.field.as_deref(), Some("image_url"));
    }
}
