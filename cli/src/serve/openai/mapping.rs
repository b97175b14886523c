//! What OpenAI's words are in those of a tool.

use super::error::Refusal;
use serde_json::{Map, Value, json};
use visual_catalog::sanitize::excerpt;
use visual_catalog::{Choices, Field, Kind, Tool, snake, video_seconds};
use visual_host::{Error, ErrorKind};

/// Fields that take a prompt under another name.
const PROMPTS: [&str; 2] = ["custom-prompt", "positive-prompt"];

/// Fields that take the shape of a product.
const SHAPES: [&str; 3] = ["aspect-ratio", "ratio", "video-ratio"];

/// How far the ratio of a size may be from that of a shape: 1088 lines are called 1080 too.
const TOLERANCE: f64 = 0.02;

/// The most characters that an error shows of what a client sent.
pub const MAX_SHOWN: usize = 40;

/// Members that are about the caller, not the product.
const OF_THE_CALLER: [&str; 2] = ["user", "safety_identifier"];

/// Members of OpenAI's that leave the choice to the model by `auto`.
const CHOICES: [&str; 7] = [
    "background",
    "complexity",
    "input_fidelity",
    "moderation",
    "output_format",
    "quality",
    "style",
];

/// The arguments of a tool, as they are made of a request.
pub struct Mapping {
    pub tool: &'static Tool,
    pub arguments: Map<String, Value>,
    /// Fields that the client called otherwise, and how.
    renamed: Vec<(&'static str, &'static str)>,
}

/// A member that a tool does not take, or not so; in English and Chinese.
pub fn refused(param: &str, en: String, zh: String) -> Refusal {
    let error = Error::refused(ErrorKind::InvalidInput, param, (en, zh));
    Refusal::of_purchase(&error, None)
}

impl Mapping {
    /// Members whose meaning is the tool's already. Those of a form are texts.
    pub fn new(tool: &'static Tool, members: Map<String, Value>, is_form: bool) -> Mapping {
        let mut mapping = Mapping {
            tool,
            arguments: members,
            renamed: Vec::new(),
        };
        if is_form {
            let fields = tool.fields.iter();
            let find = |name: &str| fields.clone().find(|field| field.name == kebab(name));
            for (name, value) in &mut mapping.arguments {
                *value = typed(find(name).map(|field| field.kind), value.take());
            }
        }
        for name in OF_THE_CALLER {
            mapping.arguments.remove(name);
        }
        for name in CHOICES {
            if mapping
                .arguments
                .get(name)
                .is_some_and(|value| value == "auto")
            {
                mapping.arguments.remove(name);
            }
        }
        mapping
    }

    /// The tool's field of this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.tool.fields.iter().find(|field| field.name == name)
    }

    /// Takes a member away. `null` is none.
    pub fn take(&mut self, name: &str) -> Option<Value> {
        self.arguments.remove(name).filter(|value| !value.is_null())
    }

    /// Whether a field is given already, in either spelling.
    pub fn has(&self, name: &str) -> bool {
        self.arguments.keys().any(|given| kebab(given) == name)
    }

    /// Gives a field a value, which the client gave under another name.
    pub fn set(&mut self, field: &'static str, param: &'static str, value: Value) {
        self.arguments.insert(field.to_owned(), value);
        self.renamed.push((field, param));
    }

    /// What the client calls a field that an error is about.
    pub fn param(&self, field: Option<&str>) -> Option<String> {
        let field = kebab(field?);
        let mut renamed = self.renamed.iter();
        let found = renamed.find(|(name, _)| field.starts_with(name));
        match found {
            _ if field == "tool" => Some("model".to_owned()),
            Some((_, param)) => Some((*param).to_owned()),
            None => self.field(&field).map(|field| snake(field.name)),
        }
    }

    /// `prompt`. An empty one is none where the tool can do without.
    pub fn prompt(&mut self) -> Result<(), Refusal> {
        let is_empty = self
            .arguments
            .get("prompt")
            .is_some_and(|prompt| prompt == "");
        if let Some(field) = self.field("prompt") {
            if is_empty && !field.required {
                self.take("prompt");
            }
            return Ok(());
        }
        let Some(prompt) = self.take("prompt") else {
            return Ok(());
        };
        match PROMPTS.into_iter().find(|name| self.field(name).is_some()) {
            Some(field) => {
                self.set(field, "prompt", prompt);
                Ok(())
            }
            None if is_empty => Ok(()),
            None => Err(self.takes_none("prompt", "prompt", "提示词")),
        }
    }

    /// `size`, as a size, as two sides, or as a shape.
    pub fn size(&mut self) -> Result<(), Refusal> {
        let Some(size) = self.take("size") else {
            return Ok(());
        };
        let Value::String(text) = size else {
            // The tool's own form, or a value that it refuses.
            self.arguments.insert("size".to_owned(), size);
            return Ok(());
        };
        if text.is_empty() || text == "auto" {
            return Ok(());
        }
        let given = excerpt(&text, MAX_SHOWN);
        let Some((width, height)) = sides(&text) else {
            return Err(refused(
                "size",
                format!("`size` must be WIDTHxHEIGHT, such as 1024x1024; got `{given}`"),
                format!("`size` 应为 宽x高，例如 1024x1024，实际为 `{given}`"),
            ));
        };
        let is_int =
            |name: &str| matches!(self.field(name), Some(f) if matches!(f.kind, Kind::Int32(..)));
        if self.field("size").is_some_and(|field| field.kind.is_size()) {
            let size = json!({ "width": width, "height": height });
            self.arguments.insert("size".to_owned(), size);
            return Ok(());
        }
        if is_int("width") && is_int("height") {
            self.set("width", "size", json!(width));
            self.set("height", "size", json!(height));
            return Ok(());
        }
        let shape = SHAPES
            .into_iter()
            .find_map(|name| match self.field(name)?.kind {
                Kind::Choice(choices) => Some((name, choices)),
                _ => None,
            });
        match shape {
            Some((field, choices)) => {
                let ratio = f64::from(width) / f64::from(height);
                let case =
                    nearest_shape(choices, ratio).ok_or_else(|| no_shape(&given, choices))?;
                self.set(field, "size", json!(case));
                Ok(())
            }
            None => Err(self.takes_none("size", "size", "尺寸")),
        }
    }

    /// `n`. One is what a call makes, unless the tool makes sets: then it is asked for one.
    pub fn count(&mut self) -> Result<(), Refusal> {
        let given = self.take("n");
        let text = given.as_ref().map(shown);
        let count = match &text {
            None => Some(1),
            Some(text) => text.parse().ok().filter(|count| *count >= 1_u32),
        };
        let text = text.unwrap_or_default();
        let Some(count) = count else {
            return Err(refused(
                "n",
                format!("`n` must be a whole number from 1 on; got {text}"),
                format!("`n` 必须是不小于 1 的整数，实际为 {text}"),
            ));
        };
        let makes_sets = self.field("force-single").is_some();
        if count == 1 {
            if makes_sets && !self.has("force-single") {
                self.set("force-single", "n", json!(true));
            }
            let is_set = self.arguments.iter().any(|(name, value)| {
                kebab(name) == "force-single" && matches!(shown(value).as_str(), "false")
            });
            if given.is_some() && makes_sets && is_set {
                return Err(refused(
                    "n",
                    "`n` is 1, and `force_single` false allows more: leave one of them out"
                        .to_owned(),
                    "`n` 为 1，而 `force_single` 为 false 允许多张：只能保留其一".to_owned(),
                ));
            }
            return Ok(());
        }
        let alias = self.tool.alias;
        let (en, zh) = match self.tool.max_media {
            Some(1) => (
                format!("`n` is {count}, and {alias} makes one image per call"),
                format!("`n` 为 {count}，而 {alias} 每次只生成一张图片"),
            ),
            Some(max) if count > max => (
                format!("`n` is {count}, and {alias} makes at most {max} images per call"),
                format!("`n` 为 {count}，而 {alias} 每次最多生成 {max} 张图片"),
            ),
            _ if makes_sets => (
                format!(
                    "{alias} takes no number of images: ask for {count} in the prompt, with `force_single` false and without `n`"
                ),
                format!(
                    "{alias} 没有张数参数：请在提示词中说明 {count} 张，并将 `force_single` 设为 false、不传 `n`"
                ),
            ),
            _ => return Err(self.takes_none("n", "number of images", "张数")),
        };
        Err(refused("n", en, zh))
    }

    /// `seconds` of a video.
    pub fn seconds(&mut self) -> Result<Option<u64>, Refusal> {
        let Some(given) = self.take("seconds") else {
            return Ok(None);
        };
        let known = match self.field("frames").map(|field| field.kind) {
            Some(Kind::OneOf(known)) => known,
            _ => return Err(self.takes_none("seconds", "duration", "时长")),
        };
        if self.has("frames") {
            return Err(refused(
                "seconds",
                "`seconds` and `frames` are two words for one length: give one of them".to_owned(),
                "`seconds` 与 `frames` 都表示时长，只能填写其一".to_owned(),
            ));
        }
        let text = shown(&given);
        let lasts = |frames: &&i32| u64::try_from(**frames).map(video_seconds).ok();
        let frames = known
            .iter()
            .find(|frames| lasts(frames).is_some_and(|seconds| text == seconds.to_string()));
        let Some(frames) = frames else {
            let all = known.iter().filter_map(|frames| lasts(&frames));
            let all: Vec<_> = all.map(|seconds| seconds.to_string()).collect();
            let alias = self.tool.alias;
            return Err(refused(
                "seconds",
                format!(
                    "{alias} makes videos of {} seconds; got {text}",
                    all.join(" or ")
                ),
                format!(
                    "{alias} 的视频时长为 {} 秒，实际为 {text}",
                    all.join(" 或 ")
                ),
            ));
        };
        self.set("frames", "seconds", json!(frames));
        Ok(lasts(&frames))
    }

    fn takes_none(&self, param: &str, what: &str, what_zh: &str) -> Refusal {
        let alias = self.tool.alias;
        refused(
            param,
            format!("`{param}`: {alias} takes no {what}"),
            format!("`{param}`：{alias} 不支持指定{what_zh}"),
        )
    }
}

/// A value as an error shows it: its text, or its JSON, and the beginning of it where it is long.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => excerpt(text, MAX_SHOWN),
        other => excerpt(&other.to_string(), MAX_SHOWN),
    }
}

/// A name of ours in the catalogue's spelling.
pub fn kebab(name: &str) -> String {
    name.replace('_', "-")
}

/// The text of a form as its field takes it; what is not so stays a text.
fn typed(kind: Option<Kind>, value: Value) -> Value {
    let Value::String(text) = value else {
        return value;
    };
    let is_text = matches!(
        kind,
        Some(Kind::Text(_) | Kind::Known(_) | Kind::Link | Kind::Choice(_))
    );
    let read = match is_text {
        true => None,
        // Numbers, truths, objects and lists are JSON; sizes and names of files are not.
        false => serde_json::from_str(&text).ok(),
    };
    match (read, kind) {
        (Some(read), Some(_)) => read,
        // What is no field is one of OpenAI's, or `accept_unconfirmed`.
        (Some(read @ Value::Bool(_)), None) => read,
        _ => Value::String(text),
    }
}

/// The sides of `1024x768`.
fn sides(text: &str) -> Option<(u32, u32)> {
    let (width, height) = text.split_once(['x', 'X', '×', '*'])?;
    let side = |text: &str| text.trim().parse().ok().filter(|side| *side > 0_u32);
    Some((side(width)?, side(height)?))
}

/// The shape of this ratio of width to height.
fn nearest_shape(choices: &'static Choices, ratio: f64) -> Option<&'static str> {
    let difference = |wire: &str| {
        let (width, height) = wire.split_once(':')?;
        let own = width.parse::<f64>().ok()? / height.parse::<f64>().ok()?;
        Some((ratio / own - 1.0).abs())
    };
    let shapes = choices.cases.iter().map(|(_, wire, _)| *wire);
    let near = shapes.filter_map(|wire| Some((wire, difference(wire)?)));
    let near = near.filter(|(_, difference)| *difference < TOLERANCE);
    near.min_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(wire, _)| wire)
}

fn no_shape(size: &str, choices: &'static Choices) -> Refusal {
    let known: Vec<_> = choices.cases.iter().map(|(_, wire, _)| *wire).collect();
    refused(
        "size",
        format!("`size` {size} has none of the shapes {}", known.join(", ")),
        format!("`size` {size} 不属于以下画幅：{}", known.join("、")),
    )
}

#[cfg(test)]
#[path = "mapping_tests.rs"]
mod tests;
