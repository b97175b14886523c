//! What a job will make, decided when it is accepted.

use crate::check::{self, Fields, given};
use crate::dice;
use crate::images::{Input, differ};
use crate::picture::Sketch;
use crate::tools::{Doubled, Outcome, Tool};
use crate::triggers;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// An accepted job.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Job {
    /// The code that it ends with, if it fails.
    pub(crate) failure: Option<i64>,
    /// The pictures to draw; none for a video or a report.
    pub(crate) pictures: Vec<Sketch>,
    /// Parameters that CVProcess repeats in its answer.
    pub(crate) echo: Fields,
}

impl Job {
    /// Decides from parameters that have been checked. A seed of -1, or none, becomes an unforeseen one.
    pub(crate) fn plan(tool: &Tool, body: &Fields, inputs: &[Input]) -> Job {
        let prompt = prompt(body);
        let seed = given(body, "seed")
            .and_then(Value::as_i64)
            .or(tool.usual_seed)
            .filter(|seed| *seed >= 0)
            .unwrap_or_else(|| i64::from(dice::unforeseen_u64() as u32 >> 1));
        let pictures = match &tool.result {
            Outcome::Video | Outcome::Text { .. } => Vec::new(),
            Outcome::Picture {
                format,
                width,
                height,
                doubled,
                as_input,
                figure,
                most,
                enlarged,
            } => {
                let input = as_input.then(|| inputs.first()?.size()).flatten();
                let (usual_width, usual_height) = input.unwrap_or((*width, *height));
                let asked = match &tool.size {
                    Some(sizing) => sizing
                        .delivered(body)
                        .unwrap_or((usual_width, usual_height)),
                    None => (
                        side(body, "width").unwrap_or(usual_width),
                        side(body, "height").unwrap_or(usual_height),
                    ),
                };
                let asked = if *enlarged {
                    enlarge(asked, body)
                } else {
                    asked
                };
                let (width, height) = delivered(asked, doubled.as_ref(), body);
                let count = how_many(body, *most, inputs.len());
                let sketch = |number: u32| Sketch {
                    scene: scene(&tool.req_key, prompt, seed) ^ u64::from(number),
                    backdrop: backdrop(tool, body, inputs),
                    width,
                    height,
                    format: *format,
                    figure: *figure,
                };
                (0..count).map(sketch).collect()
            }
        };
        let unlike = tool.images.as_ref().is_some_and(|r| differ(r, inputs));
        let failure = triggers::failed(prompt, pictures.is_empty());
        Job {
            failure: failure.or(unlike.then_some(50215)),
            pictures,
            echo: echo(tool, body, seed),
        }
    }
}

/// What the job is told in words.
pub(crate) fn prompt(body: &Fields) -> &str {
    let names = [
        "prompt",
        "custom_prompt",
        "image_edit_prompt",
        "edit_prompt",
    ];
    let text = |name| given(body, name).and_then(Value::as_str);
    names.into_iter().find_map(text).unwrap_or_default()
}

/// One picture, unless the prompt asks for more and the tool makes more.
fn how_many(body: &Fields, most: u32, inputs: usize) -> u32 {
    let single = given(body, "force_single").and_then(Value::as_bool) == Some(true);
    let room = most.saturating_sub(u32::try_from(inputs).unwrap_or(u32::MAX));
    let room = if single { 1 } else { room.max(1) };
    triggers::pictures(prompt(body)).clamp(1, room)
}

fn side(body: &Fields, name: &str) -> Option<u32> {
    given(body, name)?.as_u64()?.try_into().ok()
}

/// Super-resolution is on unless switched off, and doubles only sizes within the narrower of the two documented ranges,
/// since the wider one would give pictures of 4096 pixels that nothing describes.
fn delivered(asked: (u32, u32), rule: Option<&Doubled>, body: &Fields) -> (u32, u32) {
    let double = rule.is_some_and(|rule| {
        let on = given(body, &rule.by)
            .and_then(Value::as_bool)
            .unwrap_or(true);
        on && asked.0.max(asked.1) <= rule.unless_side_over
    });
    if double {
        (asked.0 * 2, asked.1 * 2)
    } else {
        asked
    }
}

fn enlarge((width, height): (u32, u32), body: &Fields) -> (u32, u32) {
    let eight = given(body, "resolution").and_then(Value::as_str) == Some("8k");
    let longest = if eight { 8192 } else { 4096 };
    let side = |side: u32| (side * longest / width.max(height)).max(1);
    (side(width), side(height))
}

/// The number a scene is drawn from: equal for equal tool, prompt and seed.
fn scene(req_key: &str, prompt: &str, seed: i64) -> u64 {
    number(&[req_key.as_bytes(), prompt.as_bytes(), &seed.to_le_bytes()])
}

/// The number that an input picture lends to the scene.
fn backdrop(tool: &Tool, body: &Fields, inputs: &[Input]) -> Option<u64> {
    let address = check::addresses(&tool.fields, body).into_iter().next();
    let from_inputs = inputs.first().map(|input| match input {
        Input::Url(url) => number(&[url.as_bytes()]),
        Input::Bytes(bytes) => number(&[bytes]),
    });
    from_inputs.or_else(|| address.map(|url| number(&[url.as_bytes()])))
}

fn number(parts: &[&[u8]]) -> u64 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

fn echo(tool: &Tool, body: &Fields, seed: i64) -> Fields {
    let mut echo: Fields = tool
        .fields
        .iter()
        .filter_map(|field| {
            let value = given(body, &field.name)?;
            Some((field.name.clone(), value.clone()))
        })
        .collect();
    echo.insert("seed".to_owned(), seed.into());
    echo
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools;
    use serde_json::json;

    fn sketch(req_key: &str, body: Value) -> Sketch {
        let tool = tools::find(req_key).unwrap();
        let body = body.as_object().unwrap();
        Job::plan(tool, body, &[]).pictures.remove(0)
    }

    fn size(req_key: &str, body: Value) -> (u32, u32) {
        let sketch = sketch(req_key, body);
        (sketch.width, sketch.height)
    }

    #[test]
    fn sizes() {
        let v30 = "high_aes_general_v30l_zt2i";
        assert_eq!(size(v30, json!({})), (1328, 1328));
        assert_eq!(
            size(v30, json!({"width": 1664, "height": 936})),
            (1664, 936)
        );
        let v21 = "jimeng_high_aes_general_v21_L";
        assert_eq!(size(v21, json!({})), (1024, 1024));
        assert_eq!(size(v21, json!({"use_sr": false})), (512, 512));
        assert_eq!(size(v21, json!({"width": 768, "height": 256})), (1536, 512));
        assert_eq!(size(v21, json!({"width": 769, "height": 256})), (769, 256));
    }

    #[test]
    fn enlarged_sizes() {
        let no_fields = Fields::new();
        assert_eq!(enlarge((1000, 500), &no_fields), (4096, 2048));
        let eight = json!({"resolution": "8k"});
        assert_eq!(enlarge((3, 4), eight.as_object().unwrap()), (6144, 8192));
    }

    #[test]
    fn a_scene_repeats_only_with_the_same_seed() {
        let scene = |seed: i64| sketch("seededit_v3.0", json!({"prompt": "p", "seed": seed})).scene;
        assert_eq!(scene(7), scene(7));
        assert_ne!(scene(7), scene(8));
        assert_ne!(scene(-1), scene(-1));
        let unnamed = |req_key| sketch(req_key, json!({"prompt": "p"})).scene;
        let usual = "jimeng_image2image_dream_inpaint";
        assert_eq!(unnamed(usual), unnamed(usual));
        assert_ne!(unnamed("seededit_v3.0"), unnamed("seededit_v3.0"));
    }
}
