//! An image and its mask, which mark each other's pixels: what is done to the image is
//! done to the mask too, without new shades between its own.

use crate::args::schema::ImageLimits;
use crate::images::decode::{decoded, undecoded};
use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, ImageResult};
use serde_json::{Map, Value, json};
use std::io::Cursor;

/// The arguments of a tool that takes a mask.
const IMAGE: &str = "image";
pub const MASK: &str = "mask";

/// What an image and a mask of the same size were before anything was changed.
pub struct Masked {
    image: Value,
    /// How the mask is turned when the image is.
    turn: Orientation,
}

/// The two files, where the arguments have them and they are of the same size.
pub fn masked(arguments: &Map<String, Value>) -> Option<Masked> {
    let image = head(&file(arguments, IMAGE)?).ok()?;
    let mask = head(&file(arguments, MASK)?).ok()?;
    let turn = match (image.shown() == mask.shown(), image.size == mask.size) {
        (true, _) => mask.orientation,
        (false, true) => image.orientation,
        (false, false) => return None,
    };
    let image = arguments.get(IMAGE)?.clone();
    Some(Masked { image, turn })
}

impl Masked {
    /// Makes the mask of the size that its image has now; returns what was done.
    pub fn follow(
        &self,
        arguments: &mut Map<String, Value>,
        limits: &ImageLimits,
        fit: bool,
    ) -> Result<Option<String>, Failure> {
        let Some((image, given)) = file(arguments, IMAGE).zip(file(arguments, MASK)) else {
            return Ok(None);
        };
        let is_changed = arguments.get(IMAGE) != Some(&self.image);
        let refused = |error| undecoded(MASK, &given, &error);
        let (image, mask) = (head(&image), head(&given).map_err(refused)?);
        let (width, height) = image.map_err(refused)?.size;
        let max = limits.bytes.filter(|_| fit).unwrap_or(u64::MAX);
        let is_known = |kind: &str| limits.types.iter().any(|known| known == kind);
        let fits = !fit
            || given.len() as u64 <= max
                && mask
                    .format
                    .is_some_and(|format| is_known(format.to_mime_type()));
        if fits && !is_changed {
            return Ok(None);
        }
        let turn = match is_changed {
            true => self.turn,
            false => Orientation::NoTransforms,
        };
        let bytes = png(&given, turn, (width, height)).map_err(refused)?;
        let (before, after) = (given.len(), bytes.len());
        if after as u64 > max {
            let message = message!(
                "`{MASK}` has {after} bytes as PNG of {width} x {height} pixels; at most {max} are allowed",
                "`{MASK}` 转换为 {width}×{height} 像素的 PNG 后为 {after} 字节，最多允许 {max} 字节"
            );
            return Err(Failure::input(MASK, message).with_hint(tr!(
                "use a smaller image and mask",
                "请使用更小的图片与蒙版"
            )));
        }
        arguments.insert(MASK.to_owned(), json!({ "base64": STANDARD.encode(bytes) }));
        Ok(Some(tr!(
            "`{MASK}`: converted {before} bytes to PNG, {width}x{height} pixels as its image, {after} bytes",
            "`{MASK}`：已将 {before} 字节转换为 PNG，与图片同为 {width}x{height} 像素，{after} 字节"
        )))
    }
}

/// A mask as a PNG of such a size. Each pixel is one of the old ones.
fn png(file: &[u8], turn: Orientation, (width, height): (u32, u32)) -> ImageResult<Vec<u8>> {
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    let mut mask = decoded(reader.into_decoder()?)?;
    mask.apply_orientation(turn);
    if (mask.width(), mask.height()) != (width, height) {
        mask = mask.resize_exact(width, height, FilterType::Nearest);
    }
    // What is marked may be the transparency.
    if !mask.color().has_alpha() {
        mask = DynamicImage::ImageLuma8(mask.into_luma8());
    }
    let mut bytes = Cursor::new(Vec::new());
    mask.write_to(&mut bytes, ImageFormat::Png)?;
    Ok(bytes.into_inner())
}

/// What the head of a file tells.
struct Head {
    format: Option<ImageFormat>,
    size: (u32, u32),
    orientation: Orientation,
}

impl Head {
    fn shown(&self) -> (u32, u32) {
        let (width, height) = self.size;
        match self.orientation {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => (height, width),
            _ => (width, height),
        }
    }
}

fn head(file: &[u8]) -> ImageResult<Head> {
    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format()?;
    let format = reader.format();
    let mut decoder = reader.into_decoder()?;
    Ok(Head {
        format,
        size: decoder.dimensions(),
        orientation: decoder.orientation()?,
    })
}

fn file(arguments: &Map<String, Value>, name: &str) -> Option<Vec<u8>> {
    STANDARD
        .decode(arguments.get(name)?["base64"].as_str()?)
        .ok()
}
