//! The links that the report of a step names, wherever they are in it, and
//! what of the step is not done (`docs/service-api.md#pippit-agents`).

use serde_json::{Map, Value};

use crate::download::link::INTERNAL_HOST;
use crate::types::Warning;
use visual_catalog::Report;
use visual_catalog::sanitize::excerpt;

/// The state of what is done.
const DONE: i64 = 3;

/// What was found in a report.
#[derive(Debug, Default)]
pub struct Materials {
    /// Links to videos.
    pub videos: Vec<String>,
    /// Links to images.
    pub images: Vec<String>,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// Finds the links that a report names, except those of what is not done.
pub fn find(resp_data: &Value, report: &Report) -> Materials {
    let mut walk = Walk {
        report,
        found: Materials::default(),
        undone: Vec::new(),
        missing: 0,
    };
    walk.value(resp_data);
    walk.finish()
}

struct Walk<'a> {
    report: &'a Report,
    found: Materials,
    /// Shots that are not done, with their state in words of both languages.
    undone: Vec<[String; 2]>,
    /// How many images were not made.
    missing: i64,
}

impl Walk<'_> {
    fn value(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.value(item)),
            Value::Object(object) => self.object(object),
            _ => {}
        }
    }

    fn object(&mut self, object: &Map<String, Value>) {
        let is_done = state(object).is_none_or(|state| state == DONE);
        for (name, value) in object {
            let is = |names: &[&str]| names.contains(&name.as_str());
            match value {
                Value::String(link) if is_done && !link.is_empty() => {
                    if is(self.report.videos) {
                        self.found.videos.push(link.clone());
                    } else if is(self.report.images) {
                        self.found.images.push(link.clone());
                    }
                }
                Value::Object(shots) if name == "ShotStatusMap" => self.shots(shots),
                _ => self.value(value),
            }
        }
        let count = |name: &str| object.get(name).and_then(Value::as_i64);
        let counts = (
            count("ExpectRenderImageCount"),
            count("ActualRenderImageCount"),
        );
        if let (Some(expected), Some(made)) = counts {
            self.missing = self
                .missing
                .saturating_add(expected.saturating_sub(made).max(0));
        }
    }

    fn shots(&mut self, shots: &Map<String, Value>) {
        for (name, shot) in shots {
            let state = shot.as_object().and_then(state).unwrap_or_default();
            if state != DONE {
                let (en, zh) = match state {
                    4 => ("failed", "失败"),
                    5 => ("rejected by moderation", "未通过审核"),
                    _ => ("not done", "未完成"),
                };
                let name = excerpt(name, 40);
                self.undone
                    .push([format!("{name} {en}"), format!("{name} {zh}")]);
            }
        }
    }

    fn finish(self) -> Materials {
        let mut found = self.found;
        if !self.undone.is_empty() {
            let (en, zh): (Vec<String>, Vec<String>) =
                self.undone.into_iter().map(|[en, zh]| (en, zh)).unzip();
            let (en, zh) = (en.join(", "), zh.join("、"));
            found.warnings.push(Warning {
                message: format!("Not all shots are done ({en}): the episode cannot be composed."),
                message_zh: format!("部分分镜未完成（{zh}），该集无法合成。"),
            });
        }
        if self.missing > 0 {
            let count = self.missing;
            found.warnings.push(Warning {
                message: format!("{count} images were not made, most often because they did not pass moderation; they cannot be made again."),
                message_zh: format!("有 {count} 张图片未生成，多因未通过审核；无法重新生成。"),
            });
        }
        let is_internal = |link: &String| link.starts_with(&format!("https://{INTERNAL_HOST}/"));
        if found.videos.iter().any(is_internal) {
            found.warnings.push(Warning {
                message: format!("Some links lead to {INTERNAL_HOST}, an internal name of the service that may not open elsewhere."),
                message_zh: format!("部分链接指向服务的内部域名 {INTERNAL_HOST}，在外部可能无法打开。"),
            });
        }
        found
    }
}

/// The state of a shot.
fn state(object: &Map<String, Value>) -> Option<i64> {
    object.get("Status").and_then(Value::as_i64)
}

#[cfg(test)]
#[path = "materials_tests.rs"]
mod tests;
