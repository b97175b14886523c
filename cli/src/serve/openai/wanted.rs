//! What a request wants: a tool, its arguments, and the form of the answer.

use super::body::Body;
use super::error::Refusal;
use super::mapping::{Mapping, refused, shown};
use super::models;
use serde_json::Value;
use visual_catalog::{Product, Tool};

/// What a client sent its request to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Generations,
    Edits,
    Videos,
}

impl Route {
    pub const fn path(self) -> &'static str {
        match self {
            Route::Generations => "images/generations",
            Route::Edits => "images/edits",
            Route::Videos => "videos",
        }
    }

    /// The member that holds pictures.
    const fn picture(self) -> &'static str {
        match self {
            Route::Generations | Route::Edits => "image",
            Route::Videos => "input_reference",
        }
    }
}

/// How pictures come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As links, where the tool has them.
    Any,
    Url,
    Base64,
}

/// What is wanted.
pub struct Wanted {
    pub mapping: Mapping,
    pub format: Format,
    pub stream: bool,
    /// As the client said it.
    pub size: Option<String>,
    pub prompt: Option<String>,
    pub seconds: Option<u64>,
}

impl Wanted {
    /// Takes a body as what a tool is asked for.
    pub fn new(route: Route, mut body: Body) -> Result<Wanted, Refusal> {
        let tool = tool(route, body.members.remove("model"))?;
        let text = |name: &str| {
            let value = body.members.get(name)?;
            value.as_str().map(str::to_owned)
        };
        let (size, prompt) = (text("size"), text("prompt"));
        let mut mapping = Mapping::new(tool, body.members, body.is_form);
        mapping.prompt()?;
        mapping.size()?;
        mapping.pictures(route.picture(), body.files)?;
        let mut wanted = Wanted {
            mapping,
            format: Format::Any,
            stream: false,
            size,
            prompt,
            seconds: None,
        };
        match route {
            Route::Videos => wanted.seconds = wanted.mapping.seconds()?,
            Route::Generations | Route::Edits => {
                wanted.mapping.count()?;
                wanted.form()?;
            }
        }
        Ok(wanted)
    }

    /// `response_format`, `stream` and `partial_images`.
    fn form(&mut self) -> Result<(), Refusal> {
        let tool = self.mapping.tool;
        let format = self.mapping.take("response_format");
        self.format = match format.as_ref().map(|format| format.as_str()) {
            None => Format::Any,
            Some(Some("b64_json")) => Format::Base64,
            Some(Some("url")) if matches!(tool.product, Product::Images) && !tool.output.link => {
                let alias = tool.alias;
                return Err(refused(
                    "response_format",
                    format!("`response_format`: {alias} has no links; use `b64_json`"),
                    format!("`response_format`：{alias} 不提供链接，请用 `b64_json`"),
                ));
            }
            Some(Some("url")) => Format::Url,
            Some(_) => {
                return Err(refused(
                    "response_format",
                    "`response_format` must be `url` or `b64_json`".to_owned(),
                    "`response_format` 应为 `url` 或 `b64_json`".to_owned(),
                ));
            }
        };
        self.stream = match self.mapping.take("stream") {
            None => false,
            Some(Value::Bool(stream)) => stream,
            Some(_) => {
                return Err(refused(
                    "stream",
                    "`stream` must be true or false".to_owned(),
                    "`stream` 应为 true 或 false".to_owned(),
                ));
            }
        };
        // There are none to send, which OpenAI's interface allows for.
        let partial = self.mapping.take("partial_images");
        match partial.as_ref().map(shown).as_deref() {
            None | Some("0" | "1" | "2" | "3") => Ok(()),
            Some(other) => Err(refused(
                "partial_images",
                format!("`partial_images` must be 0 to 3; got {other}"),
                format!("`partial_images` 应为 0 到 3，实际为 {other}"),
            )),
        }
    }

    /// An error of the purchase, by the client's own names.
    pub fn refusal(&self, error: &visual_host::Error) -> Refusal {
        let param = self.mapping.param(error.field.as_deref());
        Refusal::of_purchase(error, param.as_deref())
    }
}

/// The tool that a model is, if it makes what the route is for.
fn tool(route: Route, model: Option<Value>) -> Result<&'static Tool, Refusal> {
    let model = match model {
        Some(Value::String(model)) if !model.is_empty() => model,
        Some(other) if !other.is_null() && other != "" => {
            return Err(refused(
                "model",
                "`model` must be a string".to_owned(),
                "`model` 应为字符串".to_owned(),
            ));
        }
        _ => {
            return Err(refused(
                "model",
                "`model` is required: a tool's alias or name, as GET /v1/models lists them"
                    .to_owned(),
                "`model` 必填：工具的别名或名称，见 GET /v1/models".to_owned(),
            ));
        }
    };
    let tool = models::find(&model)?;
    let makes = models::makes(tool);
    let is_here = match route {
        Route::Generations | Route::Edits => makes == Some(models::Makes::Images),
        Route::Videos => makes == Some(models::Makes::Videos),
    };
    if is_here {
        return Ok(tool);
    }
    let alias = tool.alias;
    let (en, zh) = match makes {
        Some(models::Makes::Images) => (
            format!("{alias} makes images: POST /v1/images/generations"),
            format!("{alias} 生成图片：POST /v1/images/generations"),
        ),
        Some(models::Makes::Videos) => (
            format!("{alias} makes videos: POST /v1/videos"),
            format!("{alias} 生成视频：POST /v1/videos"),
        ),
        None => (
            format!("{alias} makes neither images nor videos: POST /v1/tools/{alias}"),
            format!("{alias} 不生成图片或视频：POST /v1/tools/{alias}"),
        ),
    };
    Err(refused("model", en, zh))
}

#[cfg(test)]
#[path = "wanted_tests.rs"]
mod tests;
