//! The one text form of a task: `vt1.` and the task as JSON in URL-safe
//! base64, then eight hexadecimal digits that guard against damage.

use base64_simd::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

use crate::call::target::Target;
use crate::errors::fault::Fault;
use crate::protocol::json_writer::{ObjectWriter, number};
use crate::protocol::string_to_sign::hash;
use crate::types::{
    AigcLabel, Delivery, OutputOptions, Task, Watermark, WatermarkLanguage, WatermarkPosition,
};
use visual_catalog::json_text;

const VERSION: &str = "vt1";
/// What a text begins with.
const BEGIN: &str = "vt1.";
const MAX_ID: usize = 128;

const DELIVERIES: &[(&str, Delivery)] = &[
    ("url", Delivery::Url),
    ("bytes", Delivery::Bytes),
    ("base64", Delivery::Base64),
];
const POSITIONS: &[(&str, WatermarkPosition)] = &[
    ("bottom-right", WatermarkPosition::BottomRight),
    ("bottom-left", WatermarkPosition::BottomLeft),
    ("top-left", WatermarkPosition::TopLeft),
    ("top-right", WatermarkPosition::TopRight),
];
const LANGUAGES: &[(&str, WatermarkLanguage)] = &[
    ("chinese", WatermarkLanguage::Chinese),
    ("english", WatermarkLanguage::English),
];

/// Writes a task as text.
pub fn format(task: &Task) -> String {
    let mut json = ObjectWriter::default();
    json.text("tool", &task.tool);
    json.text("id", &task.id);
    json.plain("at", task.submitted_at);
    if let Some(output) = &task.output {
        json.json("output", &write_output(output));
    }
    let body = URL_SAFE_NO_PAD.encode_to_string(json.finish());
    let guard = guard(&body);
    format!("{VERSION}.{body}.{guard}")
}

/// How many pieces of a text are tried: the lines that a terminal broke it into.
const MAX_PIECES: usize = 64;

/// Reads a task from text. It may stand behind a label, in quotes, be broken
/// into lines, and be followed by other words.
pub fn parse(text: &str) -> Result<Task, Fault> {
    let is_own = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let begins = text.match_indices(BEGIN).find_map(|(at, _)| {
        let (before, from) = text.split_at_checked(at)?;
        (!before.ends_with(is_own)).then_some(from)
    });
    let mut joined = String::new();
    for piece in begins
        .unwrap_or_default()
        .split_whitespace()
        .take(MAX_PIECES)
    {
        joined.push_str(piece);
        let bare = joined.trim_end_matches(|c| !is_own(c));
        if is_undamaged(bare) {
            return parse_bare(bare);
        }
    }
    parse_bare(begins.unwrap_or(text))
}

fn is_undamaged(text: &str) -> bool {
    let body = text.strip_prefix(BEGIN);
    let parts = body.and_then(|rest| rest.split_once('.'));
    parts.is_some_and(|(body, given)| given == guard(body))
}

fn parse_bare(text: &str) -> Result<Task, Fault> {
    let mut parts = text.trim().split('.');
    let (version, body, given) = (parts.next(), parts.next(), parts.next());
    match (version, body, given, parts.next()) {
        (Some(VERSION), Some(body), Some(given), None) if given == guard(body) => {
            read_task(body).ok_or_else(|| damaged("is not a task", "不是任务"))
        }
        (Some(VERSION), ..) => Err(damaged(
            "is damaged; copy all of it, from `vt1.` to the last digit",
            "不完整或已损坏，请从 `vt1.` 复制到最后一位",
        )),
        _ => Err(damaged(
            "is not a task: expected `vt1....`. The service's own task_id also needs the name of its tool",
            "不是任务：应为 `vt1.…`；使用服务端的 task_id 时还须给出工具名",
        )),
    }
    .and_then(|task| check(&task).map(|_| task))
}

/// Checks that a task names a tool with tasks, and an identifier.
pub fn check(task: &Task) -> Result<Target, Fault> {
    let target = Target::of_task(&task.tool).ok_or_else(|| {
        let shown = visual_catalog::sanitize::excerpt(&task.tool, 40);
        damaged(
            &format!("names the tool `{shown}`, which is not in the catalogue"),
            &format!("对应的工具 `{shown}` 不存在"),
        )
    })?;
    if target.actions.query().is_none() {
        let name = &target.name;
        return Err(damaged(
            &format!("names {name}, which has no tasks"),
            &format!("对应的工具 {name} 不使用任务"),
        ));
    }
    if is_id(&task.id) {
        return Ok(target);
    }
    Err(damaged("has an invalid task id", "的任务 ID 无效"))
}

/// Whether the service could have given this identifier.
pub fn is_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    id.bytes().all(plain) && (1..=MAX_ID).contains(&id.len())
}

fn damaged(en: &str, zh: &str) -> Fault {
    Fault::new("task", en, zh)
}

fn guard(body: &str) -> String {
    hash(body.as_bytes())
        .get(..8)
        .unwrap_or_default()
        .to_string()
}

fn write_output(output: &OutputOptions) -> String {
    let mut json = ObjectWriter::default();
    word_of(&mut json, "delivery", output.delivery, DELIVERIES);
    if let Some(watermark) = &output.watermark {
        json.json("watermark", &write_watermark(watermark));
    }
    if let Some(label) = &output.label {
        json.json("label", &write_label(label));
    }
    json.finish()
}

fn write_watermark(watermark: &Watermark) -> String {
    let mut json = ObjectWriter::default();
    optional(&mut json, "text", watermark.text.as_deref());
    word_of(&mut json, "position", watermark.position, POSITIONS);
    word_of(&mut json, "language", watermark.language, LANGUAGES);
    if let Some(opacity) = watermark.opacity {
        json.json("opacity", &number(opacity));
    }
    json.finish()
}

fn write_label(label: &AigcLabel) -> String {
    let mut json = ObjectWriter::default();
    optional(
        &mut json,
        "content_producer",
        label.content_producer.as_deref(),
    );
    json.text("producer_id", &label.producer_id);
    optional(
        &mut json,
        "content_propagator",
        label.content_propagator.as_deref(),
    );
    optional(&mut json, "propagate_id", label.propagate_id.as_deref());
    json.finish()
}

fn optional(json: &mut ObjectWriter, name: &str, text: Option<&str>) {
    if let Some(text) = text {
        json.text(name, text);
    }
}

fn word_of<T: PartialEq>(
    json: &mut ObjectWriter,
    name: &str,
    value: Option<T>,
    words: &[(&str, T)],
) {
    let word = words
        .iter()
        .find(|(_, known)| Some(known) == value.as_ref());
    optional(json, name, word.map(|(word, _)| *word));
}

fn read_task(body: &str) -> Option<Task> {
    let bytes = URL_SAFE_NO_PAD.decode_to_vec(body).ok()?;
    let json: Value = json_text::parse(str::from_utf8(&bytes).ok()?).ok()?;
    let json = json.as_object()?;
    Some(Task {
        tool: text(json, "tool")?,
        id: text(json, "id")?,
        submitted_at: json.get("at")?.as_u64()?,
        output: member(json, "output").map(read_output),
    })
}

fn read_output(json: &Map<String, Value>) -> OutputOptions {
    OutputOptions {
        delivery: value_of(json, "delivery", DELIVERIES),
        watermark: member(json, "watermark").map(|json| Watermark {
            text: text(json, "text"),
            position: value_of(json, "position", POSITIONS),
            language: value_of(json, "language", LANGUAGES),
            opacity: json.get("opacity").and_then(Value::as_f64),
        }),
        label: member(json, "label").map(|json| AigcLabel {
            content_producer: text(json, "content_producer"),
            producer_id: text(json, "producer_id").unwrap_or_default(),
            content_propagator: text(json, "content_propagator"),
            propagate_id: text(json, "propagate_id"),
        }),
    }
}

fn member<'a>(json: &'a Map<String, Value>, name: &str) -> Option<&'a Map<String, Value>> {
    json.get(name)?.as_object()
}

fn text(json: &Map<String, Value>, name: &str) -> Option<String> {
    json.get(name)?.as_str().map(str::to_string)
}

fn value_of<T: Copy>(json: &Map<String, Value>, name: &str, words: &[(&str, T)]) -> Option<T> {
    let word = json.get(name)?.as_str()?;
    let known = words.iter().find(|(known, _)| *known == word);
    known.map(|(_, value)| *value)
}
