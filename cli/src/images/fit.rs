//! `--fit` scales and re-encodes images that are too large or of a type that the
//! tool does not take. `--upright` applies the EXIF orientation. Each change is
//! reported; without the flags nothing is changed.

use crate::args::schema::{Field, ImageLimits};
use crate::images::decode::{decoded, undecoded};
use crate::images::mask;
use crate::output::failure::Failure;
use crate::output::language::{pick, tr};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Rgb, RgbImage};
use serde_json::{Map, Value, json};
use std::io::Cursor;

/// The qualities of JPEG that are tried, the best first.
const QUALITIES: [u8; 4] = [92, 85, 75, 60];
/// How much smaller an image becomes when no quality is enough.
const SHRINK: f64 = 0.8;
/// What the images of a call may have together, in bytes: the service takes
/// bodies of 10 MiB, and base64 adds a third.
const MAX_TOGETHER: u64 = (10 * 1024 - 64) * 1024 / 4 * 3;
/// What is taken where the tool's page names no types.
const USUAL_TYPES: [&str; 2] = ["image/jpeg", "image/png"];

/// What is done to images.
#[derive(Clone, Copy)]
pub struct Changes {
    /// Make them fit the tool.
    pub fit: bool,
    /// Turn them as their EXIF data says.
    pub upright: bool,
}

/// Changes the images among the arguments; returns what was done.
pub fn change(
    arguments: &mut Map<String, Value>,
    fields: &[Field],
    changes: Changes,
) -> Result<Vec<String>, Failure> {
    let mut pictures = Vec::new();
    for field in fields.iter().filter(|field| field.is_picture()) {
        match arguments.get(&field.name) {
            Some(Value::Array(list)) => {
                pictures.extend((0..list.len()).map(|index| (field, Some(index))));
            }
            Some(_) => pictures.push((field, None)),
            None => {}
        }
    }
    let share = MAX_TOGETHER / (pictures.len() as u64).max(1);
    let mut notes = Vec::new();
    let masked = mask::masked(arguments);
    for (field, index) in pictures {
        if masked.is_some() && field.name == mask::MASK {
            continue;
        }
        let given = arguments.get_mut(&field.name);
        let picture = match index {
            Some(index) => given.and_then(|list| list.get_mut(index)),
            None => given,
        };
        if let Some(picture) = picture {
            let limits = limits(field, share);
            notes.extend(change_one((field, &limits), picture, changes)?);
        }
    }
    if let Some(masked) = masked
        && let Some(field) = fields.iter().find(|field| field.name == mask::MASK)
    {
        notes.extend(masked.follow(arguments, &limits(field, share), changes.fit)?);
    }
    Ok(notes)
}

/// The limits of a field, with what holds for all where its page states none.
fn limits(field: &Field, share: u64) -> ImageLimits {
    let stated = field.limits.as_ref();
    let types = stated
        .map(|limits| limits.types.clone())
        .unwrap_or_default();
    ImageLimits {
        types: match types.is_empty() {
            true => USUAL_TYPES.map(str::to_owned).to_vec(),
            false => types,
        },
        bytes: Some(
            stated
                .and_then(|limits| limits.bytes)
                .map_or(share, |max| max.min(share)),
        ),
        max: stated.and_then(|limits| limits.max),
    }
}

fn change_one(
    (field, limits): (&Field, &ImageLimits),
    picture: &mut Value,
    changes: Changes,
) -> Result<Option<String>, Failure> {
    let file = picture["base64"]
        .as_str()
        .and_then(|text| STANDARD.decode(text).ok());
    let Some(file) = file else {
        return Ok(None);
    };
    let name = &field.name;
    let made = changed(&file, limits, changes).map_err(|error| undecoded(name, &file, &error))?;
    let Some(made) = made else {
        return Ok(None);
    };
    let (kind, width, height) = (made.kind, made.image.width(), made.image.height());
    let turned = match made.turned {
        true => pick(", rotated upright", "，已旋转为正向"),
        false => "",
    };
    let opaque = match made.opaque {
        true => pick(", transparency removed", "，已去除透明度"),
        false => "",
    };
    let (before, after) = (file.len(), made.bytes.len());
    let note = tr!(
        "`{name}`: converted {before} bytes to {kind}, {width}x{height} pixels, {after} bytes{turned}{opaque}",
        "`{name}`：已将 {before} 字节转换为 {kind}，{width}x{height} 像素，{after} 字节{turned}{opaque}"
    );
    *picture = json!({ "base64": STANDARD.encode(made.bytes) });
    Ok(Some(note))
}

/// An image that was encoded again.
struct Made {
    bytes: Vec<u8>,
    image: DynamicImage,
    kind: &'static str,
    /// It was stored turned.
    turned: bool,
    /// Its transparency is lost.
    opaque: bool,
}

/// The image within the limits; `None` where nothing is to be done.
fn changed(
    file: &[u8],
    limits: &ImageLimits,
    changes: Changes,
) -> image::ImageResult<Option<Made>> {
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    let kind = reader.format().map(|format| format.to_mime_type());
    let known = kind.is_some_and(|kind| limits.types.iter().any(|known| known == kind));
    let mut decoder = reader.into_decoder()?;
    let scale = scale(limits, decoder.dimensions());
    let light = limits.bytes.is_none_or(|max| file.len() as u64 <= max);
    let orientation = decoder.orientation()?;
    let turned = orientation != Orientation::NoTransforms;
    let fits = !changes.fit || (known && light && scale >= 1.0);
    if fits && !(changes.upright && turned) {
        return Ok(None);
    }
    let mut image = decoded(decoder)?;
    image.apply_orientation(orientation);
    if changes.fit && scale < 1.0 {
        image = scaled(&image, scale);
    }
    let max = limits.bytes.filter(|_| changes.fit);
    let mut made = encoded(image, max, limits)?;
    made.turned = turned;
    Ok(Some(made))
}

/// The image as a file of at most so many bytes: a PNG where it is partly
/// transparent and that fits, else a JPEG.
fn encoded(
    mut image: DynamicImage,
    max: Option<u64>,
    limits: &ImageLimits,
) -> image::ImageResult<Made> {
    let fits = |bytes: &[u8]| max.is_none_or(|max| bytes.len() as u64 <= max);
    let takes = |kind: &str| limits.types.iter().any(|known| known == kind);
    let transparent = is_transparent(&image);
    let made = |bytes, image, kind| Made {
        bytes,
        image,
        kind,
        turned: false,
        opaque: transparent && kind == "JPEG",
    };
    if (transparent && takes("image/png")) || !takes("image/jpeg") {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, ImageFormat::Png)?;
        let bytes = bytes.into_inner();
        if fits(&bytes) || !takes("image/jpeg") {
            return Ok(made(bytes, image, "PNG"));
        }
    }
    if transparent {
        image = on_white(&image);
    }
    loop {
        for quality in QUALITIES {
            let bytes = jpeg(&image, quality)?;
            let tiny = image.width().min(image.height()) < 64;
            if tiny || fits(&bytes) {
                return Ok(made(bytes, image, "JPEG"));
            }
        }
        image = scaled(&image, SHRINK);
    }
}

fn is_transparent(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX)
}

/// The image on white paper.
fn on_white(image: &DynamicImage) -> DynamicImage {
    let image = image.to_rgba8();
    let mut paper = RgbImage::new(image.width(), image.height());
    for (from, to) in image.pixels().zip(paper.pixels_mut()) {
        let [red, green, blue, alpha] = from.0.map(u32::from);
        let mix = |colour: u32| ((colour * alpha + 255 * (255 - alpha)) / 255) as u8;
        *to = Rgb([mix(red), mix(green), mix(blue)]);
    }
    DynamicImage::ImageRgb8(paper)
}

/// By how much the sides must shrink; at least 1 where they need not.
fn scale(limits: &ImageLimits, (width, height): (u32, u32)) -> f64 {
    let Some([max_long, max_short]) = limits.max else {
        return 1.0;
    };
    let by = |max: u64, side: u32| max as f64 / f64::from(side.max(1));
    by(max_long, width.max(height)).min(by(max_short, width.min(height)))
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
#[path = "fit_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "mask_tests.rs"]
mod mask_tests;
