//! What came of a call, as a language model and a program read it.

use crate::mcp::content;
use crate::mcp::root::Root;
use crate::output::language::pick_in;
use crate::save::destination::Destination;
use crate::save::name::Target;
use crate::save::saving::{Product, stem};
use rmcp::model::{CallToolResult, ContentBlock};
use serde_json::{Map, Value, json};
use std::path::Path;
use visual_agent::words;
use visual_host::types::{Cancellation, Warning};
use visual_host::{Done, Media, MediaContent, Outcome, Pending};

/// How a result is told.
pub struct Telling<'a> {
    pub is_chinese: bool,
    /// Whether the client's protocol has links as content.
    pub links: bool,
    /// Where results are saved, below a root.
    pub save_to: Option<(&'a Root, &'a Path)>,
}

impl Telling<'_> {
    /// The result of a call that did not fail.
    pub async fn outcome(&self, outcome: &Outcome) -> CallToolResult {
        match outcome {
            Outcome::Done(done) => self.done(done).await,
            Outcome::Pending(pending) => structured(self.pending(pending), Vec::new()),
        }
    }

    async fn done(&self, done: &Done) -> CallToolResult {
        let mut warnings = self.warnings(&done.warnings);
        let mut media: Vec<Value> = done.media.iter().map(described).collect();
        if let Some((root, place)) = self.save_to {
            warnings.extend(save(done, &mut media, (root, place)).await);
        }
        let mut members = Map::new();
        members.insert("media".to_owned(), media.into());
        if let Some(report) = done.report_json().filter(Value::is_object) {
            members.insert("report".to_owned(), report);
        } else {
            let details = done.details_json();
            let is_empty = details.is_null() || details == json!({});
            insert(&mut members, "details", (!is_empty).then_some(details));
        }
        let task = done.task.as_ref().map(|task| json!(task.to_string()));
        insert(&mut members, "task", task);
        insert(&mut members, "warnings", list(warnings));
        let blocks = content::blocks(&done.media, self.links).await;
        structured(json!({ "done": members }), blocks)
    }

    fn pending(&self, pending: &Pending) -> Value {
        let mut members = Map::new();
        members.insert("task".to_owned(), json!(pending.task.to_string()));
        insert(
            &mut members,
            "status",
            pending.status.clone().map(Value::from),
        );
        let [en, zh] = words::PENDING;
        members.insert("next".to_owned(), json!(pick_in(self.is_chinese, en, zh)));
        insert(
            &mut members,
            "warnings",
            list(self.warnings(&pending.warnings)),
        );
        json!({ "pending": members })
    }

    fn warnings(&self, warnings: &[Warning]) -> Vec<String> {
        let text = |warning: &Warning| {
            pick_in(self.is_chinese, &warning.message, &warning.message_zh).clone()
        };
        warnings.iter().map(text).collect()
    }
}

/// The result of a cancellation, in words and as one word.
pub fn cancellation(answer: Cancellation, is_chinese: bool) -> CallToolResult {
    let [en, zh] = match answer {
        Cancellation::Asked => [
            "The service was asked to cancel the task.",
            "已请求取消任务。",
        ],
        Cancellation::Confirmed => ["The task is cancelled.", "任务已取消。"],
        Cancellation::Done => [
            "Not cancelled: the task has finished. Get its result with task-status.",
            "未取消：任务已结束，可用 task-status 获取结果。",
        ],
        _ => [
            "Not cancelled: the task is running, and only queued ones can be cancelled.",
            "未取消：任务已在运行，只能取消排队中的任务。",
        ],
    };
    let text = if is_chinese { zh } else { en };
    let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
    result.structured_content = Some(json!({ "cancellation": answer }));
    result
}

/// A text.
pub fn text(text: String) -> CallToolResult {
    CallToolResult::success(vec![ContentBlock::text(text)])
}

/// JSON, for clients that read it and as text for others, before other content.
fn structured(value: Value, blocks: Vec<ContentBlock>) -> CallToolResult {
    let text = ContentBlock::text(value.to_string());
    let mut result = CallToolResult::success(std::iter::once(text).chain(blocks).collect());
    result.structured_content = Some(value);
    result
}

fn described(media: &Media) -> Value {
    let mut described = json!({ "kind": media.kind, "mime_type": media.mime_type });
    match &media.content {
        MediaContent::Url(url) => described["url"] = json!(url),
        MediaContent::Bytes(bytes) => described["bytes"] = json!(bytes.len()),
        MediaContent::Base64(text) => described["bytes"] = json!(text.len() / 4 * 3),
    }
    if let Some(end) = media.expires_at {
        described["expires_at"] = json!(end);
    }
    described
}

/// Saves each of the media, and names its file. What could not be saved is told.
async fn save(done: &Done, media: &mut [Value], (root, place): (&Root, &Path)) -> Vec<String> {
    let target = Target::new(place);
    let destination = Destination::new(Some(&target), false);
    let (stem, several) = (stem(done), done.media.len() > 1);
    let mut told = Vec::new();
    for (index, (one, described)) in done.media.iter().zip(media).enumerate() {
        let product = Product {
            media: one,
            stem: &stem,
            number: several.then_some(index + 1),
        };
        match product.put(&destination).await {
            Ok((file, damage)) => {
                described["file"] = json!(root.shown(&file.path));
                described["mime_type"] = json!(file.mime_type);
                described["bytes"] = json!(file.bytes);
                told.extend(damage.map(|damage| damage.line()));
            }
            Err(problem) => told.push(problem.line()),
        }
    }
    told
}

fn insert(members: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        members.insert(name.to_owned(), value);
    }
}

fn list(texts: Vec<String>) -> Option<Value> {
    (!texts.is_empty()).then(|| texts.into())
}
