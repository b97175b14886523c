//! What each function orders: the one table of the component and of the
//! program's MCP server.

use serde_json::{Map, Value, json};

/// A function that orders a tool.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// What it orders.
    pub tool: Ordered,
    /// How long it waits for the result where the caller does not say, in
    /// seconds. 0: what takes long, which is not waited for.
    pub wait_seconds: u32,
    /// Its parameters, besides how long to wait.
    pub parameters: &'static [Parameter],
    /// Whether the tool is told to make one image only.
    force_single: bool,
}

/// The tool that a function orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ordered {
    /// The tool with this alias.
    Tool(&'static str),
    /// The tool of a style, which is an argument.
    Style,
}

/// A parameter, and what the tool gets of it.
#[derive(Debug)]
pub struct Parameter {
    /// Its name, as in JSON.
    pub name: &'static str,
    /// The tool's own argument.
    pub field: &'static str,
    /// How it is passed on.
    pub form: Form,
}

/// How a parameter is passed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is.
    Same,
    /// An image by its address, or by its content in base64.
    Image,
    /// A list of those.
    Images,
    /// A side of the size.
    Side,
    /// Seconds, as a number of frames.
    Frames,
    /// The name of a style, which chooses the tool.
    Style,
}

/// A tool with its arguments.
#[derive(Debug, PartialEq)]
pub struct ToolCall {
    /// Its alias.
    pub tool: String,
    /// Its arguments.
    pub arguments: Value,
}

/// Why arguments are refused, in English and Chinese.
pub type Refusal = [String; 2];

const fn parameter(name: &'static str, field: &'static str, form: Form) -> Parameter {
    Parameter { name, field, form }
}

const fn same(name: &'static str) -> Parameter {
    parameter(name, name, Form::Same)
}

const PROMPT: Parameter = same("prompt");
const IMAGE: Parameter = parameter("image", "image", Form::Image);
const SECONDS: Parameter = parameter("seconds", "frames", Form::Frames);

const fn function(
    name: &'static str,
    tool: &'static str,
    wait_seconds: u32,
    parameters: &'static [Parameter],
) -> Function {
    Function {
        name,
        tool: Ordered::Tool(tool),
        wait_seconds,
        parameters,
        force_single: false,
    }
}

/// What images usually take.
const IMAGE_SECONDS: u32 = 30;

const IMAGES: &str = "jimeng-4.6";
const VIDEO: &str = "jimeng-video-3.0-pro";

/// The functions that order a tool, in the order of `wit/agent.wit`.
pub static FUNCTIONS: &[Function] = &[
    Function {
        force_single: true,
        ..function(
            "generate-image",
            IMAGES,
            IMAGE_SECONDS,
            &[
                PROMPT,
                parameter("width", "size", Form::Side),
                parameter("height", "size", Form::Side),
            ],
        )
    },
    Function {
        force_single: true,
        ..function(
            "edit-image",
            IMAGES,
            IMAGE_SECONDS,
            &[parameter("images", "images", Form::Images), PROMPT],
        )
    },
    function(
        "portrait-photo",
        "portrait",
        IMAGE_SECONDS,
        &[parameter("image_url", "image_input", Form::Same), PROMPT],
    ),
    Function {
        tool: Ordered::Style,
        ..function(
            "restyle-image",
            "",
            IMAGE_SECONDS,
            &[IMAGE, parameter("style", "style", Form::Style)],
        )
    },
    function(
        "upscale-image",
        "jimeng-upscale",
        IMAGE_SECONDS,
        &[IMAGE, same("resolution")],
    ),
    function(
        "inpaint-image",
        "jimeng-inpaint",
        IMAGE_SECONDS,
        &[IMAGE, parameter("mask", "mask", Form::Image), PROMPT],
    ),
    function(
        "generate-video",
        VIDEO,
        0,
        &[PROMPT, same("aspect_ratio"), SECONDS],
    ),
    function("animate-image", VIDEO, 0, &[IMAGE, PROMPT, SECONDS]),
    function(
        "talking-photo",
        "omnihuman-1.5",
        0,
        &[same("image_url"), same("audio_url"), PROMPT],
    ),
];

impl Function {
    /// The function of this name.
    pub fn named(name: &str) -> Option<&'static Function> {
        FUNCTIONS.iter().find(|function| function.name == name)
    }

    /// What it orders with these arguments. `styles` are the names of the styles
    /// that there are.
    pub fn call(&self, given: &Map<String, Value>, styles: &[String]) -> Result<ToolCall, Refusal> {
        let mut arguments = Map::new();
        let mut tool = match self.tool {
            Ordered::Tool(alias) => alias.to_owned(),
            Ordered::Style => String::new(),
        };
        for parameter in self.parameters {
            let value = given.get(parameter.name).filter(|value| !value.is_null());
            let passed = match (parameter.form, value) {
                (Form::Side, _) => size(given)?,
                (Form::Frames, value) => Some(frames(value)?),
                (_, None) => None,
                (Form::Same, Some(value)) => Some(value.clone()),
                (Form::Image, Some(value)) => Some(image(value)),
                // The tool itself makes one from the text alone.
                (Form::Images, Some(Value::Array(list))) if list.is_empty() => {
                    return Err(no_images(parameter.name));
                }
                (Form::Images, Some(Value::Array(list))) => Some(list.iter().map(image).collect()),
                (Form::Images, Some(other)) => Some(other.clone()),
                (Form::Style, Some(style)) => {
                    tool = style_tool(style.as_str().unwrap_or_default(), styles)?;
                    None
                }
            };
            if let Some(passed) = passed {
                arguments.insert(parameter.field.to_owned(), passed);
            }
        }
        if tool.is_empty() {
            style_tool("", styles)?;
        }
        if self.force_single {
            arguments.insert("force_single".to_owned(), true.into());
        }
        Ok(ToolCall {
            tool,
            arguments: arguments.into(),
        })
    }
}

fn no_images(name: &str) -> Refusal {
    [
        format!("`{name}` needs one image at least"),
        format!("`{name}` 至少需要一张图片"),
    ]
}

/// The size, whose sides are given both or neither.
fn size(given: &Map<String, Value>) -> Result<Option<Value>, Refusal> {
    let side = |name| given.get(name).filter(|value| !value.is_null());
    match (side("width"), side("height")) {
        (Some(width), Some(height)) => Ok(Some(json!({ "width": width, "height": height }))),
        (None, None) => Ok(None),
        _ => Err([
            "`width` and `height` are given both or neither".to_owned(),
            "`width` 与 `height` 须同时给出或同时省略".to_owned(),
        ]),
    }
}

/// An image by its address, or by its content. What is no text is refused by
/// the tool.
fn image(value: &Value) -> Value {
    let Some(text) = value.as_str() else {
        return value.clone();
    };
    match is_address(text) {
        true => json!({ "url": text }),
        false => json!({ "base64": text }),
    }
}

/// Whether a text is an address, and not a file in base64.
pub fn is_address(text: &str) -> bool {
    let starts_http = text
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("http"));
    starts_http && text.contains("://")
}

/// The seconds that a video may have.
pub const VIDEO_SECONDS: [u64; 2] = [5, 10];

/// The number of frames of a video of so many seconds, 5 if nothing is said.
fn frames(seconds: Option<&Value>) -> Result<Value, Refusal> {
    let Some(seconds) = seconds else {
        return Ok(121.into());
    };
    match seconds.as_u64() {
        Some(5) => Ok(121.into()),
        Some(10) => Ok(241.into()),
        _ => Err([
            format!("a video has 5 or 10 seconds, not {seconds}"),
            format!("视频时长只能为 5 秒或 10 秒，实际为 {seconds}"),
        ]),
    }
}

/// What the aliases of styles begin with.
const STYLE: &str = "style-";

/// The names of the styles among tools, given by family and alias.
pub fn styles<'a>(tools: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let known = tools.filter_map(|(family, alias)| {
        let name = alias.strip_prefix(STYLE)?;
        // This one takes a text as well.
        (family == "style" && name != "by-prompt").then(|| name.to_owned())
    });
    known.collect()
}

fn style_tool(style: &str, styles: &[String]) -> Result<String, Refusal> {
    if styles.iter().any(|known| known == style) {
        return Ok(format!("{STYLE}{style}"));
    }
    let known = styles.join(", ");
    Err([
        format!("{style:?} is no style: use one of {known}"),
        format!("没有名为 {style:?} 的风格，可选：{known}"),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(function: &str, given: Value) -> Result<Value, Refusal> {
        let given = given.as_object().unwrap().clone();
        let function = Function::named(function).unwrap();
        Ok(function.call(&given, &["clay".to_owned()])?.arguments)
    }

    #[test]
    fn an_image_is_an_address_or_a_file() {
        for address in ["https://a.example/b.png", "HTTP://a.example/b.png"] {
            assert_eq!(image(&address.into()), json!({ "url": address }));
        }
        for file in [
            "iVBORw0KGgo=",
            "data:image/png;base64,iVBORw0KGgo=",
            "httpA",
            "",
        ] {
            assert_eq!(image(&file.into()), json!({ "base64": file }));
        }
        assert_eq!(image(&json!(7)), json!(7));
    }

    #[test]
    fn what_is_absent_is_not_sent() {
        let sent = arguments(
            "upscale-image",
            json!({ "image": "AAAA", "resolution": null }),
        );
        assert_eq!(sent, Ok(json!({ "image": { "base64": "AAAA" } })));
    }

    #[test]
    fn a_video_has_five_or_ten_seconds() {
        assert_eq!(frames(None), Ok(json!(121)));
        assert_eq!(frames(Some(&json!(10))), Ok(json!(241)));
        for seconds in [json!(7), json!("5"), json!(-5)] {
            let [error, _] = frames(Some(&seconds)).unwrap_err();
            assert!(error.contains(&format!("not {seconds}")), "{error}");
        }
    }

    #[test]
    fn an_edit_needs_an_image() {
        let given = json!({ "prompt": "a hat", "images": [] });
        assert!(arguments("edit-image", given).is_err());
    }

    #[test]
    fn sides_come_in_pairs() {
        let given = json!({ "prompt": "a cat", "width": 2048, "height": 1024 });
        let sent = arguments("generate-image", given).unwrap();
        assert_eq!(sent["size"], json!({ "width": 2048, "height": 1024 }));
        assert!(arguments("generate-image", json!({ "prompt": "a cat", "width": 1 })).is_err());
    }

    #[test]
    fn a_style_chooses_its_tool() {
        let function = Function::named("restyle-image").unwrap();
        let styles = styles([("style", "style-clay"), ("style", "style-by-prompt")].into_iter());
        assert_eq!(styles, ["clay"]);
        let given = |style: Value| json!({ "image": "AAAA", "style": style });
        let call = |style| function.call(given(style).as_object().unwrap(), &styles);
        assert_eq!(call("clay".into()).unwrap().tool, "style-clay");
        for style in ["by-prompt".into(), Value::Null, json!(1)] {
            let [error, _] = call(style).unwrap_err();
            assert!(error.contains("one of clay"), "{error}");
        }
    }
}
