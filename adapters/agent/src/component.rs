//! The functions, each by the tool that it stands for.

use serde_json::{Map, Value};

use crate::bindings::Guest;
use crate::bindings::volcengine::visual::catalog::{self, ToolInfo, ToolStatus};
use crate::call::{self, Wait};
use crate::functions::{self, Function};
use crate::models::{self, Model};
use crate::text;

/// The component, as its bindings ask for it.
pub struct Agent;

#[cfg(target_arch = "wasm32")]
#[allow(unsafe_code)]
mod exported {
    crate::bindings::export!(Agent with_types_in crate::bindings);

    use super::Agent;
}

impl Guest for Agent {
    fn generate_image(
        prompt: String,
        width: Option<u32>,
        height: Option<u32>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let given = given([
            ("prompt", Some(prompt.into())),
            ("width", width.map(Value::from)),
            ("height", height.map(Value::from)),
        ]);
        order("generate-image", given, wait_seconds)
    }

    fn edit_image(
        images: Vec<String>,
        prompt: String,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let given = given([
            ("images", Some(images.into())),
            ("prompt", Some(prompt.into())),
        ]);
        order("edit-image", given, wait_seconds)
    }

    fn portrait_photo(
        image_url: String,
        prompt: Option<String>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let given = given([
            ("image_url", Some(image_url.into())),
            ("prompt", prompt.map(Value::from)),
        ]);
        order("portrait-photo", given, wait_seconds)
    }

    fn restyle_image(image: String, style: String) -> Result<String, String> {
        let given = given([("image", Some(image.into())), ("style", Some(style.into()))]);
        order("restyle-image", given, None)
    }

    fn upscale_image(
        image: String,
        resolution: Option<String>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let given = given([
            ("image", Some(image.into())),
            ("resolution", resolution.map(Value::from)),
        ]);
        order("upscale-image", given, wait_seconds)
    }

    fn inpaint_image(
        image: String,
        mask: String,
        prompt: String,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let given = given([
            ("image", Some(image.into())),
            ("mask", Some(mask.into())),
            ("prompt", Some(prompt.into())),
        ]);
        order("inpaint-image", given, wait_seconds)
    }

    fn generate_video(
        prompt: String,
        aspect_ratio: Option<String>,
        seconds: Option<u32>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let given = given([
            ("prompt", Some(prompt.into())),
            ("aspect_ratio", aspect_ratio.map(Value::from)),
            ("seconds", seconds.map(Value::from)),
        ]);
        order("generate-video", given, wait_seconds)
    }

    fn animate_image(
        image: String,
        prompt: Option<String>,
        seconds: Option<u32>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let given = given([
            ("image", Some(image.into())),
            ("prompt", prompt.map(Value::from)),
            ("seconds", seconds.map(Value::from)),
        ]);
        order("animate-image", given, wait_seconds)
    }

    fn talking_photo(
        image_url: String,
        audio_url: String,
        prompt: Option<String>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let given = given([
            ("image_url", Some(image_url.into())),
            ("audio_url", Some(audio_url.into())),
            ("prompt", prompt.map(Value::from)),
        ]);
        order("talking-photo", given, wait_seconds)
    }

    fn task_status(task: String, wait_seconds: Option<u32>) -> Result<String, String> {
        call::status(&task, Wait::seconds(wait_seconds.unwrap_or(0)))
    }

    fn task_cancel(task: String) -> Result<String, String> {
        call::cancel(&task)
    }

    fn list_models(about: Option<String>) -> Result<String, String> {
        let models = current();
        let Some(about) = about.filter(|about| !about.is_empty()) else {
            return Ok(models::families(&models));
        };
        match models::of_family(&models, &about) {
            Some(lines) => Ok(lines),
            None => Ok(catalog::describe(&about).map_err(call::failure)?.schema),
        }
    }

    fn run_model(
        model: String,
        arguments_json: String,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let wait = Wait::seconds(wait_seconds.unwrap_or(0));
        call::run(&model, &arguments_json, wait)
    }
}

/// Calls the tool that a function orders with these arguments.
fn order(
    name: &str,
    given: Map<String, Value>,
    wait_seconds: Option<u32>,
) -> Result<String, String> {
    let Some(function) = Function::named(name) else {
        return Err(text::refused(name));
    };
    // Only one asks for the list of tools.
    let styles = match function.tool {
        functions::Ordered::Style => {
            let models = current();
            let names = models.iter().map(|model| (&*model.family, &*model.alias));
            functions::styles(names)
        }
        functions::Ordered::Tool(_) => Vec::new(),
    };
    let call = function.call(&given, &styles);
    let call = call.map_err(|[english, _]| text::refused(&english))?;
    let wait = Wait::seconds(wait_seconds.unwrap_or(function.wait_seconds));
    call::run(&call.tool, &call.arguments.to_string(), wait)
}

/// The tools that are offered and described by their vendor.
fn current() -> Vec<Model> {
    let tools = catalog::list_tools().into_iter();
    let tools = tools.filter(|tool| tool.status == ToolStatus::Current);
    let model = |tool: ToolInfo| Model {
        alias: tool.alias,
        family: tool.family,
        summary: tool.summary,
    };
    tools.map(model).collect()
}

/// An object of the arguments that were given.
fn given<const N: usize>(members: [(&str, Option<Value>); N]) -> Map<String, Value> {
    let given = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    given.collect()
}
