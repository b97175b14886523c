//! Images as pixels, within what memory there is for them.

use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use image::{DynamicImage, ImageDecoder, ImageError};
use visual_host::io_error_zh;

/// The memory of a decoded image, in bytes: about 90 million pixels.
const MAX_DECODED: u64 = 256 << 20;

/// The image itself, if there is room for it.
pub fn decoded(mut decoder: impl ImageDecoder) -> image::ImageResult<DynamicImage> {
    let mut room = image::Limits::default();
    room.max_alloc = Some(MAX_DECODED);
    room.reserve(decoder.total_bytes())?;
    decoder.set_limits(room)?;
    DynamicImage::from_decoder(decoder)
}

/// An image that cannot be decoded.
pub fn undecoded(name: &str, file: &[u8], error: &ImageError) -> Failure {
    let zh = words_zh(error);
    let message = message!(
        "`{name}`: cannot decode this image: {error}",
        "`{name}`：无法解码该图片：{zh}"
    );
    let failure = Failure::input(name, message);
    match file.get(4..8) == Some(b"ftyp") {
        true => failure.with_hint(tr!(
            "HEIC and AVIF are not supported; export the image as JPEG",
            "不支持 HEIC 与 AVIF，请先导出为 JPEG"
        )),
        false => failure,
    }
}

/// Why an image cannot be decoded, in Chinese.
fn words_zh(error: &ImageError) -> String {
    let text = match error {
        ImageError::Decoding(_) => "文件已损坏，或不是图片",
        ImageError::Unsupported(_) => "不支持的图片格式，或不是图片",
        ImageError::Limits(_) => "图片过大",
        ImageError::IoError(error) => return io_error_zh(error),
        _ => "图片处理失败",
    };
    text.to_owned()
}
