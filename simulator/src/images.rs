//! Input pictures: the pair `image_urls` / `binary_data_base64`.

use crate::BothImageForms;
use crate::check;
use crate::envelope::Refusal;
use crate::fields::{self, Fields, given};
use crate::tools::{Alike, Images};
use base64::Engine;
use serde_json::Value;

/// A picture that was handed in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Input {
    Url(String),
    Bytes(Vec<u8>),
}

/// Sides of a result that is as large as its input.
const SIDES: std::ops::RangeInclusive<u32> = 16..=4096;

impl Input {
    /// Width and height, where they can be read and are of a usual order.
    pub(crate) fn size(&self) -> Option<(u32, u32)> {
        self.sides()
            .filter(|(width, height)| SIDES.contains(width) && SIDES.contains(height))
    }

    /// Width and height, where they can be read from the head of the file.
    fn sides(&self) -> Option<(u32, u32)> {
        let Input::Bytes(bytes) = self else {
            return None;
        };
        let size = if bytes.starts_with(b"\x89PNG") {
            let side = |at: usize| Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?));
            (side(16)?, side(20)?)
        } else {
            jpeg_size(bytes.get(2..)?)?
        };
        Some(size)
    }
}

/// Goes from segment to segment until the one that begins a frame.
fn jpeg_size(mut segments: &[u8]) -> Option<(u32, u32)> {
    loop {
        let [0xFF, marker, high, low, rest @ ..] = segments else {
            return None;
        };
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            let side = |at: usize| {
                Some(u32::from(u16::from_be_bytes(
                    *rest.get(at..)?.first_chunk()?,
                )))
            };
            return Some((side(3)?, side(1)?));
        }
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        segments = rest.get(length.checked_sub(2)?..)?;
    }
}

/// The input pictures in their order. An empty list counts as absent, since clients send one next to the other.
pub(crate) fn read(
    rules: &Images,
    body: &Fields,
    both: BothImageForms,
) -> Result<Vec<Input>, Refusal> {
    let mut urls = match &rules.url_field {
        Some(name) => text(body, name)?,
        None => strings(body, "image_urls")?,
    };
    let mut bytes = strings(body, "binary_data_base64")?;
    if rules.urls_only && !bytes.is_empty() {
        let rule = "is not supported, image_urls is";
        return Err(fields::out_of_range("binary_data_base64", rule));
    }
    if !urls.is_empty() && !bytes.is_empty() {
        match both {
            BothImageForms::Refuse => {
                let name = rules.url_field.as_deref().unwrap_or("image_urls");
                let rule = format!("and {name} are both given");
                return Err(fields::out_of_range("binary_data_base64", rule));
            }
            BothImageForms::PreferUrls => bytes.clear(),
            BothImageForms::PreferBytes => urls.clear(),
        }
    }
    let count = urls.len() + bytes.len();
    if count == 0 && rules.required {
        return Err(Refusal::code(50206));
    }
    if count > 0 && !(rules.min..=rules.max).contains(&count) {
        let rule = format!("takes {} to {}, not {count}", rules.min, rules.max);
        return Err(fields::out_of_range("number of images", rule));
    }
    let urls = urls.into_iter().map(|url| {
        check::media_url(url)?;
        Ok(Input::Url(url.to_owned()))
    });
    let bytes = bytes.into_iter().map(|text| decode(text, rules));
    urls.chain(bytes).collect()
}

fn strings<'a>(body: &'a Fields, name: &str) -> Result<Vec<&'a str>, Refusal> {
    let Some(value) = given(body, name) else {
        return Ok(Vec::new());
    };
    value
        .as_array()
        .and_then(|items| items.iter().map(Value::as_str).collect())
        .ok_or_else(|| fields::wrong_type(name, "a list of strings"))
}

/// At most one text.
fn text<'a>(body: &'a Fields, name: &str) -> Result<Vec<&'a str>, Refusal> {
    let text = given(body, name).map(|value| {
        value
            .as_str()
            .ok_or_else(|| fields::wrong_type(name, "a string"))
    });
    Ok(text.transpose()?.into_iter().collect())
}

/// Whether pictures that should be of the same ratio or size are not, as far as their heads can be read. Ratios may
/// differ by a hundredth.
pub(crate) fn differ(rules: &Images, inputs: &[Input]) -> bool {
    let sizes: Vec<(u32, u32)> = inputs.iter().filter_map(Input::sides).collect();
    let ratio = |(width, height): (u32, u32)| f64::from(width) / f64::from(height.max(1));
    sizes.windows(2).any(|pair| match rules.alike {
        None => false,
        Some(Alike::Size) => pair[0] != pair[1],
        Some(Alike::Ratio) => (ratio(pair[0]) / ratio(pair[1]) - 1.0).abs() > 0.01,
    })
}

fn decode(text: &str, rules: &Images) -> Result<Input, Refusal> {
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(text)
        .map_err(|_| Refusal::code(50207))?;
    let known = bytes.starts_with(b"\xFF\xD8\xFF") || bytes.starts_with(b"\x89PNG\r\n\x1A\n");
    if !known {
        return Err(Refusal::code(50207));
    }
    let heavy = rules.max_bytes.is_some_and(|max| bytes.len() > max);
    let input = Input::Bytes(bytes);
    if heavy || input.sides().is_some_and(|size| !fits(rules, size)) {
        return Err(Refusal::code(50205));
    }
    Ok(input)
}

fn fits(rules: &Images, (width, height): (u32, u32)) -> bool {
    let (short, long) = (width.min(height), width.max(height));
    rules
        .sides
        .is_none_or(|[min, max]| short >= min && long <= max)
        && rules
            .max_ratio
            .is_none_or(|max| long <= short.saturating_mul(max))
}

#[cfg(test)]
#[path = "images_tests.rs"]
mod tests;
