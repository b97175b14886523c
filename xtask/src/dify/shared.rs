//! The parameters that tools share, by the names that the plugin "Volcengine AI" had for them
//! (docs/from-dify.md).

use visual_catalog::{Product, Tool};

use super::parameter::{Input, Parameter};
use super::{labels, output};
use crate::bilingual::Bilingual;

/// How long a call may wait in all, in seconds: Dify ends one after 600.
const MAX_WAIT: u32 = 540;

/// Those that a tool takes.
pub fn parameters(tool: &Tool) -> Vec<Parameter> {
    let has_media = match tool.product {
        Product::Report(report) => !report.videos.is_empty() || !report.images.is_empty(),
        _ => true,
    };
    let mut all = Vec::new();
    if has_media {
        all.push(return_url());
    }
    if tool.actions.query().is_some() {
        all.push(wait_seconds());
    }
    all.push(idempotency_key());
    if tool.output.watermark {
        all.extend(output::watermark());
    }
    if tool.output.label {
        all.extend(output::label());
    }
    all
}

/// What makes the same inputs another purchase.
pub fn idempotency_key() -> Parameter {
    Parameter::shared(
        "idempotency_key",
        Bilingual::new("Idempotency key", "幂等键"),
        Bilingual::new(
            "The same inputs are not bought again while an earlier purchase of them is pending or unknown. Another text here buys them anew.",
            "相同输入的上一次购买尚未完成或结果未知时，不会再次购买；在此填写不同的文本则重新购买。",
        ),
        Input::Text,
    )
}

/// Links in place of files.
pub fn return_url() -> Parameter {
    Parameter::shared(
        "return_url",
        Bilingual::new("Return a link", "返回链接"),
        Bilingual::new(
            "Yes: the result is a link of the service, which expires. Otherwise it is a file, up to 30 MiB.",
            "选“是”时返回服务给出的有时效的链接；否则返回文件（最大 30 MiB）。",
        ),
        labels::switch(),
    )
}

/// How long to wait for a task.
pub fn wait_seconds() -> Parameter {
    Parameter::shared(
        "wait_seconds",
        Bilingual::new("Seconds to wait", "等待秒数"),
        Bilingual::new(
            format!(
                "Maximum time to wait for the result. What is not ready then is collected with the tool \"Collect a task\". 0: submit only. Default: {MAX_WAIT}."
            ),
            format!(
                "等待结果的最长时间；届时未完成的任务可用“查询任务结果”工具取回。0 表示仅提交。默认：{MAX_WAIT}。"
            ),
        ),
        Input::Number(Some("0".to_owned()), Some(MAX_WAIT.to_string()), true),
    )
}
