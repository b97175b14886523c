//! `--fit`: a picture that is larger than the tool takes, or of another type,
//! is scaled and written anew. What was done is said; without the flag nothing
//! is changed.

use crate::failure::Failure;
use crate::schema::{Field, Limits};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader};
use serde_json::{Map, Value, json};
use std::io::Cursor;

/// The qualities of JPEG that are tried, the best first.
const QUALITIES: [u8; 4] = [92, 85, 75, 60];
/// The memory of a decoded picture, in bytes: about 90 million pixels.
const MAX_DECODED: u64 = 256 << 20;
/// How much smaller a picture becomes when no quality is enough.
const SHRINK: f64 = 0.8;

/// Makes every picture among the arguments fit its field; returns what was done.
pub fn fit(arguments: &mut Map<String, Value>, fields: &[Field]) -> Result<Vec<String>, Failure> {
    let mut notes = Vec::new();
    for field in fields {
        let Some(value) = arguments.get_mut(&field.name) else {
            continue;
        };
        let pictures = match value {
            Value::Array(list) => list.iter_mut().collect(),
            single => vec![single],
        };
        for picture in pictures {
            notes.extend(fit_one(field, picture)?);
        }
    }
    Ok(notes)
}

fn fit_one(field: &Field, picture: &mut Value) -> Result<Option<String>, Failure> {
    let file = picture["base64"]
        .as_str()
        .and_then(|text| STANDARD.decode(text).ok());
    let (Some(limits), Some(file)) = (&field.limits, file) else {
        return Ok(None);
    };
    let refused = |error: image::ImageError| {
        let message = format!("{}: --fit cannot read this picture: {error}", field.name);
        Failure::input(
            &field.name,
            &message,
            &format!("{}：--fit 无法读取该图片", field.name),
        )
    };
    let Some(made) = smaller(&file, limits).map_err(refused)? else {
        return Ok(None);
    };
    let note = format!(
        "{}: {} bytes became a JPEG of {} x {} pixels and {} bytes, to fit the tool",
        field.name,
        file.len(),
        made.width,
        made.height,
        made.bytes.len()
    );
    *picture = json!({ "base64": STANDARD.encode(made.bytes) });
    Ok(Some(note))
}

/// A picture that was written anew.
struct Made {
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

/// The picture within the limits; `None` where it is already.
fn smaller(file: &[u8], limits: &Limits) -> image::ImageResult<Option<Made>> {
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    let kind = reader.format().map(|format| format.to_mime_type());
    let known = limits.types.is_empty()
        || kind.is_some_and(|kind| limits.types.iter().any(|known| known == kind));
    let mut decoder = reader.into_decoder()?;
    let mut room = image::Limits::default();
    room.max_alloc = Some(MAX_DECODED);
    room.reserve(decoder.total_bytes())?;
    decoder.set_limits(room)?;
    let (width, height) = decoder.dimensions();
    let scale = scale(limits, (width, height));
    let light = limits.bytes.is_none_or(|most| file.len() as u64 <= most);
    if known && light && scale >= 1.0 {
        return Ok(None);
    }
    let turned = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(turned);
    let mut image = scaled(&image, scale);
    loop {
        for quality in QUALITIES {
            let bytes = jpeg(&image, quality)?;
            let tiny = image.width().min(image.height()) < 64;
            if tiny || limits.bytes.is_none_or(|most| bytes.len() as u64 <= most) {
                return Ok(Some(Made {
                    bytes,
                    width: image.width(),
                    height: image.height(),
                }));
            }
        }
        image = scaled(&image, SHRINK);
    }
}

/// By how much the sides must shrink; at least 1 where they need not.
fn scale(limits: &Limits, (width, height): (u32, u32)) -> f64 {
    let Some([most_long, most_short]) = limits.most else {
        return 1.0;
    };
    let by = |most: u64, side: u32| most as f64 / f64::from(side.max(1));
    by(most_long, width.max(height)).min(by(most_short, width.min(height)))
}

fn scaled(image: &DynamicImage, scale: f64) -> DynamicImage {
    if scale >= 1.0 {
        return image.clone();
    }
    let side = |side: u32| ((f64::from(side) * scale) as u32).max(1);
    image.resize(
        side(image.width()),
        side(image.height()),
        FilterType::Lanczos3,
    )
}

fn jpeg(image: &DynamicImage, quality: u8) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    image.to_rgb8().write_with_encoder(encoder)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(bytes: Option<u64>, most: Option<[u64; 2]>) -> Limits {
        Limits {
            types: vec!["image/jpeg".to_owned(), "image/png".to_owned()],
            bytes,
            most,
        }
    }

    /// Noise, which no encoder makes small.
    fn noise(width: u32, height: u32) -> DynamicImage {
        let mut chance = 1_u32;
        let mut next = || {
            chance = chance.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (chance >> 24) as u8
        };
        let mut image = image::RgbImage::new(width, height);
        for pixel in image.pixels_mut() {
            pixel.0 = [next(), next(), next()];
        }
        DynamicImage::ImageRgb8(image)
    }

    fn written(image: &DynamicImage, format: image::ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    #[test]
    fn what_fits_is_left_alone() {
        let file = written(&noise(64, 48), image::ImageFormat::Png);
        let roomy = limits(Some(1 << 20), Some([4096, 4096]));
        assert!(smaller(&file, &roomy).unwrap().is_none());
    }

    #[test]
    fn sides_bytes_and_type_are_made_to_fit() {
        let png = written(&noise(600, 300), image::ImageFormat::Png);
        let made = smaller(&png, &limits(None, Some([400, 400])))
            .unwrap()
            .unwrap();
        assert_eq!((made.width, made.height), (400, 200));

        let made = smaller(&png, &limits(Some(60_000), None)).unwrap().unwrap();
        assert!(made.bytes.len() <= 60_000, "{}", made.bytes.len());
        assert_eq!(made.width, made.height * 2);

        let gif = written(&noise(20, 10), image::ImageFormat::Gif);
        let made = smaller(&gif, &limits(None, None)).unwrap().unwrap();
        assert!(made.bytes.starts_with(b"\xff\xd8\xff"));
        assert!(smaller(b"no picture at all", &limits(None, None)).is_err());
    }

    /// A few bytes that claim to be a huge picture.
    #[test]
    fn what_does_not_fit_into_memory_is_not_decoded() {
        let gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;";
        let mut png = written(&noise(2, 2), image::ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 0, 0x7f, 0xff, 0, 0, 0x7f, 0xff]);
        let crc = crc32(&png[12..29]);
        png[29..33].copy_from_slice(&crc.to_be_bytes());
        for file in [&gif[..], &png] {
            let limits = limits(Some(10), None);
            let error = smaller(file, &limits).err().unwrap().to_string();
            assert!(error.contains("Memory limit exceeded"), "{error}");
        }
    }

    /// The checksum of PNG's chunks.
    fn crc32(bytes: &[u8]) -> u32 {
        let bit = |crc: u32, _| (crc >> 1) ^ (0xedb8_8320 & 0_u32.wrapping_sub(crc & 1));
        let byte = |crc: u32, byte: &u8| (0..8).fold(crc ^ u32::from(*byte), bit);
        !bytes.iter().fold(!0, byte)
    }
}
