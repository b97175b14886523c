//! The functions, each by the tool that it stands for.

use serde_json::{Value, json};

use crate::bindings::Guest;
use crate::call::{self, Wait};
use crate::{models, text};

/// The component, as its bindings ask for it.
pub struct Agent;

const IMAGES: &str = "jimeng-4.6";
const PORTRAIT: &str = "portrait";
const UPSCALE: &str = "jimeng-upscale";
const INPAINT: &str = "jimeng-inpaint";
const VIDEO: &str = "jimeng-video-3.0-pro";
const TALKING: &str = "omnihuman-1.5";

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
        let size = match (width, height) {
            (Some(width), Some(height)) => Some(json!({ "width": width, "height": height })),
            (None, None) => None,
            _ => {
                return Err(text::refused(
                    "`width` and `height` are given both or neither",
                ));
            }
        };
        let arguments = given([
            ("prompt", Some(prompt.into())),
            ("size", size),
            ("force_single", Some(true.into())),
        ]);
        call::run(IMAGES, &arguments, Wait::image(wait_seconds))
    }

    fn edit_image(
        images: Vec<String>,
        prompt: String,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let images: Vec<Value> = images.into_iter().map(image).collect();
        let arguments = json!({ "prompt": prompt, "images": images, "force_single": true });
        call::run(IMAGES, &arguments, Wait::image(wait_seconds))
    }

    fn portrait_photo(
        image_url: String,
        prompt: Option<String>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let arguments = given([
            ("image_input", Some(image_url.into())),
            ("prompt", prompt.map(Value::from)),
        ]);
        call::run(PORTRAIT, &arguments, Wait::image(wait_seconds))
    }

    fn restyle_image(picture: String, style: String) -> Result<String, String> {
        let arguments = json!({ "image": image(picture) });
        call::run(&models::of_style(&style)?, &arguments, Wait::image(None))
    }

    fn upscale_image(
        picture: String,
        resolution: Option<String>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let arguments = given([
            ("image", Some(image(picture))),
            ("resolution", resolution.map(Value::from)),
        ]);
        call::run(UPSCALE, &arguments, Wait::image(wait_seconds))
    }

    fn inpaint_image(
        picture: String,
        mask: String,
        prompt: String,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let arguments = json!({ "image": image(picture), "mask": image(mask), "prompt": prompt });
        call::run(INPAINT, &arguments, Wait::image(wait_seconds))
    }

    fn generate_video(
        prompt: String,
        aspect_ratio: Option<String>,
        seconds: Option<u32>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let arguments = given([
            ("prompt", Some(prompt.into())),
            ("aspect_ratio", aspect_ratio.map(Value::from)),
            ("frames", frames(seconds)?),
        ]);
        call::run(VIDEO, &arguments, Wait::task(wait_seconds))
    }

    fn animate_image(
        picture: String,
        prompt: Option<String>,
        seconds: Option<u32>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let arguments = given([
            ("image", Some(image(picture))),
            ("prompt", prompt.map(Value::from)),
            ("frames", frames(seconds)?),
        ]);
        call::run(VIDEO, &arguments, Wait::task(wait_seconds))
    }

    fn talking_photo(
        image_url: String,
        audio_url: String,
        prompt: Option<String>,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        let arguments = given([
            ("image_url", Some(image_url.into())),
            ("audio_url", Some(audio_url.into())),
            ("prompt", prompt.map(Value::from)),
        ]);
        call::run(TALKING, &arguments, Wait::task(wait_seconds))
    }

    fn task_status(task: String, wait_seconds: Option<u32>) -> Result<String, String> {
        call::status(&task, Wait::task(wait_seconds))
    }

    fn task_cancel(task: String) -> Result<String, String> {
        call::cancel(&task)
    }

    fn list_models(about: Option<String>) -> Result<String, String> {
        models::list(about.as_deref())
    }

    fn run_model(
        model: String,
        arguments_json: String,
        wait_seconds: Option<u32>,
    ) -> Result<String, String> {
        call::run_json(&model, &arguments_json, Wait::task(wait_seconds))
    }
}

/// An object of the arguments that were given.
fn given<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    let given = members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(given.collect())
}

/// An image by its address, or by its content.
fn image(text: String) -> Value {
    let is_address = text
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("http"));
    match is_address && text.contains("://") {
        true => json!({ "url": text }),
        false => json!({ "base64": text }),
    }
}

/// The number of frames of a video of so many seconds, 5 if nothing is said.
fn frames(seconds: Option<u32>) -> Result<Option<Value>, String> {
    match seconds.unwrap_or(5) {
        5 => Ok(Some(121.into())),
        10 => Ok(Some(241.into())),
        other => Err(text::refused(&format!(
            "a video has 5 or 10 seconds, not {other}"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_an_address_or_a_file() {
        for address in ["https://a.example/b.png", "HTTP://a.example/b.png"] {
            assert_eq!(image(address.to_owned()), json!({ "url": address }));
        }
        for file in [
            "iVBORw0KGgo=",
            "data:image/png;base64,iVBORw0KGgo=",
            "httpA",
            "",
        ] {
            assert_eq!(image(file.to_owned()), json!({ "base64": file }));
        }
    }

    #[test]
    fn what_is_absent_is_not_sent() {
        let arguments = given([("a", None), ("b", Some(json!(1)))]);
        assert_eq!(arguments, json!({ "b": 1 }));
    }

    #[test]
    fn a_video_has_five_or_ten_seconds() {
        assert_eq!(frames(None), Ok(Some(json!(121))));
        assert_eq!(frames(Some(10)), Ok(Some(json!(241))));
        let error = frames(Some(7)).unwrap_err();
        assert!(
            error.contains("not 7") && error.contains("Billed: no"),
            "{error}"
        );
    }
}
