//! Masks: OpenAI marks what is repainted by transparency, the service by white.

use std::borrow::Cow;

/// A mask as the service takes it. One without transparency is that already; what is no picture
/// stays as it is, to be refused by the tool.
pub fn in_our_form(file: &[u8]) -> Cow<'_, [u8]> {
    #[cfg(feature = "pictures")]
    if let Some(mask) = from_transparency(file) {
        return Cow::Owned(mask);
    }
    Cow::Borrowed(file)
}

/// The most pixels of a mask that is changed: the largest that tools take.
#[cfg(feature = "pictures")]
const MAX_PIXELS: u64 = 4096 * 4096;

/// White where the picture is transparent, black elsewhere, as PNG.
#[cfg(feature = "pictures")]
fn from_transparency(file: &[u8]) -> Option<Vec<u8>> {
    use crate::images::decode::decoded;
    use image::{GrayImage, ImageDecoder, ImageFormat, ImageReader, Luma};
    use std::io::Cursor;

    let reader = ImageReader::new(Cursor::new(file)).with_guessed_format();
    let decoder = reader.ok()?.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if !decoder.color_type().has_alpha() || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return None;
    }
    let picture = decoded(decoder).ok()?.into_rgba8();
    let is_transparent = |alpha: u8| alpha < 128;
    if !picture.pixels().any(|pixel| is_transparent(pixel.0[3])) {
        return None;
    }
    let mut mask = GrayImage::new(picture.width(), picture.height());
    for (to, from) in mask.pixels_mut().zip(picture.pixels()) {
        *to = Luma([if is_transparent(from.0[3]) { 255 } else { 0 }]);
    }
    let mut png = Vec::new();
    mask.write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
        .ok()?;
    Some(png)
}

#[cfg(all(test, feature = "pictures"))]
mod tests {
    use super::*;
    use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgba, RgbaImage};
    use std::io::Cursor;

    fn png(picture: impl Into<DynamicImage>) -> Vec<u8> {
        let mut png = Vec::new();
        let picture: DynamicImage = picture.into();
        picture
            .write_to(&mut Cursor::new(&mut png), ImageFormat::Png)
            .unwrap();
        png
    }

    #[test]
    fn transparency_becomes_white() {
        let mut picture = RgbaImage::from_pixel(2, 1, Rgba([9, 9, 9, 255]));
        picture.put_pixel(1, 0, Rgba([9, 9, 9, 0]));
        let file = png(picture);
        let mask = image::load_from_memory(&in_our_form(&file))
            .unwrap()
            .into_luma8();
        assert_eq!(mask.dimensions(), (2, 1));
        assert_eq!([mask[(0, 0)].0, mask[(1, 0)].0], [[0], [255]]);
    }

    #[test]
    fn other_masks_stay() {
        let gray = png(GrayImage::from_pixel(2, 2, Luma([255])));
        let opaque = png(RgbaImage::from_pixel(2, 2, Rgba([255; 4])));
        for file in [&gray[..], &opaque[..], b"no picture"] {
            assert_eq!(&*in_our_form(file), file);
        }
    }
}
