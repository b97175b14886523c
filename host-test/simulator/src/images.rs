//! Input pictures: the pair `image_urls` / `binary_data_base64`.

use crate::BothImageForms;
use crate::check::{self, Fields, given};
use crate::envelope::Refusal;
use crate::tools::Images;
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
    /// Width and height, where they can be read from the head of the file and are of a usual order.
    pub(crate) fn size(&self) -> Option<(u32, u32)> {
        let Input::Bytes(bytes) = self else {
            return None;
        };
        let size = if bytes.starts_with(b"\x89PNG") {
            let side = |at: usize| Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?));
            (side(16)?, side(20)?)
        } else {
            jpeg_size(bytes.get(2..)?)?
        };
        (SIDES.contains(&size.0) && SIDES.contains(&size.1)).then_some(size)
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
    let mut urls = strings(body, "image_urls")?;
    let mut bytes = strings(body, "binary_data_base64")?;
    if !urls.is_empty() && !bytes.is_empty() {
        match both {
            BothImageForms::Refuse => {
                return Err(Refusal::new(
                    50200,
                    "invalid parameter: image_urls and binary_data_base64 are both given",
                ));
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
        return Err(check::out_of_range("number of images", rule));
    }
    let urls = urls.into_iter().map(|url| {
        check::media_url(url)?;
        Ok(Input::Url(url.to_owned()))
    });
    let bytes = bytes.into_iter().map(|text| decode(text, rules.max_bytes));
    urls.chain(bytes).collect()
}

fn strings<'a>(body: &'a Fields, name: &str) -> Result<Vec<&'a str>, Refusal> {
    let Some(value) = given(body, name) else {
        return Ok(Vec::new());
    };
    value
        .as_array()
        .and_then(|items| items.iter().map(Value::as_str).collect())
        .ok_or_else(|| check::wrong_type(name, "a list of strings"))
}

fn decode(text: &str, max_bytes: Option<usize>) -> Result<Input, Refusal> {
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(text)
        .map_err(|_| Refusal::code(50207))?;
    let known = bytes.starts_with(b"\xFF\xD8\xFF") || bytes.starts_with(b"\x89PNG\r\n\x1A\n");
    if !known {
        return Err(Refusal::code(50207));
    }
    if max_bytes.is_some_and(|max| bytes.len() > max) {
        return Err(Refusal::code(50205));
    }
    Ok(Input::Bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools;
    use serde_json::json;

    const PNG: &str = "iVBORw0KGgo=";

    fn verdict_with(body: Value, both: BothImageForms) -> i64 {
        let tool = tools::find("seededit_v3.0").unwrap();
        let rules = tool.images.as_ref().unwrap();
        read(rules, body.as_object().unwrap(), both)
            .map_or_else(|refusal| refusal.code, |images| images.len() as i64)
    }

    fn verdict(body: Value) -> i64 {
        verdict_with(body, BothImageForms::Refuse)
    }

    #[test]
    fn exactly_one_picture_in_one_form() {
        let url = "https://example.com/a.png";
        assert_eq!(verdict(json!({"image_urls": [url]})), 1);
        assert_eq!(verdict(json!({"binary_data_base64": [PNG]})), 1);
        assert_eq!(
            verdict(json!({"image_urls": [], "binary_data_base64": [PNG]})),
            1
        );
        assert_eq!(verdict(json!({})), 50206);
        assert_eq!(verdict(json!({"image_urls": []})), 50206);
        assert_eq!(verdict(json!({"image_urls": [url, url]})), 50200);
        assert_eq!(verdict(json!({"image_urls": url})), 50204);
        assert_eq!(verdict(json!({"image_urls": [1]})), 50204);
        let both = json!({"image_urls": [url], "binary_data_base64": [PNG]});
        assert_eq!(verdict(both.clone()), 50200);
        assert_eq!(verdict_with(both.clone(), BothImageForms::PreferUrls), 1);
        assert_eq!(verdict_with(both, BothImageForms::PreferBytes), 1);
    }

    #[test]
    fn sizes_come_from_the_head_of_the_file() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x90\0\0\x01\x2c".to_vec();
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x11\x08\x01\x2c\x01\x90\x03".to_vec();
        for file in [png, jpeg] {
            assert_eq!(Input::Bytes(file.clone()).size(), Some((400, 300)));
            for end in 0..file.len() - 1 {
                assert_eq!(Input::Bytes(file[..end].to_vec()).size(), None);
            }
        }
    }

    #[test]
    fn bytes_must_be_a_picture() {
        for text in [
            "not base64!",
            "",
            "aGVsbG8=",
            "data:image/png;base64,iVBORw0KGgo=",
            "iVBORw0KGgo",
            "UklGRgAAAABXRUJQ",
        ] {
            assert_eq!(
                verdict(json!({"binary_data_base64": [text]})),
                50207,
                "{text}"
            );
        }
        assert_eq!(verdict(json!({"binary_data_base64": ["/9j/4AAQ"]})), 1);
    }
}
