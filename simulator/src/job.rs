//! What a job will make, decided when it is accepted.

use crate::bill;
use crate::check;
use crate::dice;
use crate::fields::{Fields, given};
use crate::images::{Input, differ};
use crate::picture::Sketch;
use crate::plays::Act;
use crate::tools::{Drawing, Format, Outcome, Tool};
use crate::triggers;
use crate::units::Units;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// An accepted job.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Job {
    /// The code that it ends with, if it fails.
    pub(crate) failure: Option<i64>,
    /// The pictures to draw; none for a video or a report.
    pub(crate) pictures: Vec<Sketch>,
    /// Parameters that an answer with the result repeats.
    pub(crate) echo: Fields,
    /// What fills the marks `$seconds` and `$input_seconds`.
    pub(crate) seconds: [u64; 2],
    /// What the result costs.
    pub(crate) units: Units,
    /// The step of a short play that it is.
    pub(crate) act: Option<Act>,
}

impl Job {
    /// Decides from parameters that have been checked. A seed of -1, or none, becomes an unforeseen one.
    pub(crate) fn plan(tool: &Tool, body: &Fields, inputs: &[Input]) -> Job {
        let prompt = prompt(tool, body);
        let seed = given(body, "seed")
            .and_then(Value::as_i64)
            .or(tool.usual_seed)
            .filter(|seed| *seed >= 0)
            .unwrap_or_else(|| i64::from(dice::unforeseen_u64() as u32 >> 1));
        let pictures = match &tool.result {
            Outcome::Video | Outcome::Text { .. } | Outcome::Play { .. } => Vec::new(),
            Outcome::Picture(drawing) => {
                let asked = asked(tool, drawing, (body, inputs));
                let (width, height) = delivered(asked, drawing, body);
                let count = how_many(prompt, drawing, (body, inputs.len()));
                let jpeg = drawing.jpeg_when.as_ref().is_some_and(|w| w.holds(body));
                let sketch = |number: u32| Sketch {
                    scene: scene(&tool.req_key, prompt, seed) ^ u64::from(number),
                    backdrop: backdrop(tool, body, inputs),
                    width,
                    height,
                    format: if jpeg { Format::Jpeg } else { drawing.format },
                    figure: drawing.figure,
                };
                (0..count).map(sketch).collect()
            }
        };
        let unlike = tool.images.as_ref().is_some_and(|r| differ(r, inputs));
        let failure = triggers::failed(prompt, pictures.is_empty());
        let job = Job {
            units: bill::units(tool, body, pictures.len()),
            seconds: [bill::seconds(tool, body), bill::input_seconds(body)],
            pictures,
            echo: echo(tool, body, seed),
            ..Job::default()
        };
        job.failing(failure.or(unlike.then_some(50215)))
    }

    /// The same job, ending with this code unless it has one already; what fails is not billed.
    pub(crate) fn failing(self, code: Option<i64>) -> Job {
        let failure = self.failure.or(code);
        Job {
            units: failure.map_or(self.units, |_| Units::default()),
            failure,
            ..self
        }
    }

    /// The same job as a step of a short play, which has a bill of its own.
    pub(crate) fn acting(self, act: Act) -> Job {
        Job {
            units: self.failure.map_or(act.units(), |_| Units::default()),
            act: Some(act),
            ..self
        }
    }
}

/// What the job is told in words.
pub(crate) fn prompt<'a>(tool: &Tool, body: &'a Fields) -> &'a str {
    let others = [
        "custom_prompt",
        "image_edit_prompt",
        "edit_prompt",
        "positive_prompt",
        "user_prompt",
        "text",
        "product_name",
        "visual_style",
    ];
    let others = others.into_iter().filter(|name| tool.declares(name));
    std::iter::once("prompt")
        .chain(others)
        .find_map(|name| given(body, name)?.as_str())
        .unwrap_or_default()
}

/// One picture, unless the request asks for more and the tool makes more.
fn how_many(prompt: &str, drawing: &Drawing, (body, inputs): (&Fields, usize)) -> u32 {
    if drawing.two_when.as_ref().is_some_and(|w| w.holds(body)) {
        return 2;
    }
    let single = given(body, "force_single").and_then(Value::as_bool) == Some(true);
    let inputs = u32::try_from(inputs).unwrap_or(u32::MAX);
    let room = if single {
        1
    } else {
        drawing.max.saturating_sub(inputs).max(1)
    };
    triggers::pictures(prompt).clamp(1, room)
}

/// Width and height that the request asks for, or those of requests that name none.
fn asked(tool: &Tool, drawing: &Drawing, (body, inputs): (&Fields, &[Input])) -> (u32, u32) {
    let square = drawing.square_when.as_ref();
    let square = square.filter(|square| square.when.holds(body));
    let input = inputs.first().filter(|_| drawing.as_input);
    let (width, height) = input
        .and_then(Input::size)
        .or(square.map(|square| (square.side, square.side)))
        .unwrap_or((drawing.width, drawing.height));
    let side = |name: &str| {
        let side = given(body, name)
            .filter(|_| tool.declares(name))?
            .as_u64()?;
        Some(u32::try_from(side).unwrap_or(u32::MAX))
    };
    match &tool.size {
        Some(sizing) => sizing.delivered(body).unwrap_or((width, height)),
        None => (
            side("width").unwrap_or(width),
            side("height").unwrap_or(height),
        ),
    }
}

/// Super-resolution doubles only sizes within the narrower of the two documented ranges, since the wider one would give
/// pictures of 4096 pixels that nothing describes.
fn delivered(asked: (u32, u32), drawing: &Drawing, body: &Fields) -> (u32, u32) {
    let (width, height) = (u64::from(asked.0), u64::from(asked.1));
    let longer = width.max(height).max(1);
    let times = |factor: u64, part: u64| drawable((width * factor / part, height * factor / part));
    if let Some(long_side) = drawing.long_side {
        let twice = drawing.long_side_doubled_when.as_ref();
        let twice = twice.is_some_and(|when| when.holds(body));
        let long_side = u64::from(long_side);
        return times(if twice { long_side * 2 } else { long_side }, longer);
    }
    let double = drawing.doubled.as_ref().is_some_and(|rule| {
        let said = given(body, &rule.by).and_then(Value::as_bool);
        said.unwrap_or(!rule.usually_off) && longer <= u64::from(rule.unless_side_over)
    });
    times(if double { 2 } else { 1 }, 1)
}

/// The longest side of the largest documented square.
const LONGEST: u64 = 8192;

/// Sizes that would fill the memory, or that no file can have, lose what is over that square.
fn drawable((width, height): (u64, u64)) -> (u32, u32) {
    let fits = width.max(height) <= u64::from(u16::MAX) && width * height <= LONGEST * LONGEST;
    let side = |side: u64| {
        let side = if fits { side } else { side.min(LONGEST) };
        u32::try_from(side.max(1)).unwrap_or(1)
    };
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
    if tool.declares("seed") {
        echo.insert("seed".to_owned(), seed.into());
    }
    echo
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offer;
    use serde_json::json;

    fn sketch(req_key: &str, body: Value) -> Sketch {
        let tool = offer::find(req_key).unwrap();
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
        let tool = offer::find("jimeng_i2i_seed3_tilesr_cvtob").unwrap();
        let Outcome::Picture(drawing) = &tool.result else {
            panic!("it makes pictures");
        };
        let size = |asked, body: Value| delivered(asked, drawing, body.as_object().unwrap());
        assert_eq!(size((1000, 500), json!({})), (4096, 2048));
        assert_eq!(size((1000, 500), json!({"resolution": "4k"})), (4096, 2048));
        assert_eq!(size((3, 4), json!({"resolution": "8k"})), (6144, 8192));
    }

    #[test]
    fn sizes_of_the_older_tools() {
        let by_version = |body: Value| size("high_aes", body);
        assert_eq!(
            by_version(json!({"model_version": "general_v1.3"})),
            (512, 512)
        );
        assert_eq!(
            by_version(json!({"model_version": "anime_v1.3"})),
            (1024, 1024)
        );
        let v14 = "high_aes_general_v14";
        assert_eq!(size(v14, json!({"width": 300, "height": 200})), (300, 200));
        assert_eq!(size(v14, json!({"use_sr": true})), (1024, 1024));
        assert_eq!(size("high_aes_i2i", json!({})), (512, 512));
        let single = "seed3l_single_ip";
        let huge = json!({"width": 4_294_967_296_u64, "height": 1});
        assert_eq!(size(single, huge), (8192, 1));
        let long = json!({"width": 16384, "height": 1024});
        assert_eq!(size(single, long), (16384, 1024));
    }

    #[test]
    fn fields_that_change_the_file() {
        let sketch = |body: Value| sketch("lens_lqir", body).format;
        assert_eq!(sketch(json!({})), Format::Png);
        assert_eq!(sketch(json!({"result_format": 1})), Format::Jpeg);
        let count = |only_mask: i64| {
            let body = json!({ "only_mask": only_mask });
            let tool = offer::find("saliency_seg").unwrap();
            Job::plan(tool, body.as_object().unwrap(), &[])
                .pictures
                .len()
        };
        assert_eq!((count(3), count(4)), (1, 2));
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
