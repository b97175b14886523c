//! Picture files, with the hidden AIGC label where one is wanted.

use super::canvas::Canvas;

/// The keyword under which a PNG carries the label.
const KEYWORD: &str = "AIGC";

/// A PNG file; the label goes into an `iTXt` chunk.
///
/// # Panics
/// Never: memory does not refuse bytes, and the sizes agree.
pub(crate) fn png(canvas: &Canvas, label: Option<&str>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, canvas.width as u32, canvas.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Up);
    if let Some(label) = label {
        let added = encoder.add_itxt_chunk(KEYWORD.to_owned(), label.to_owned());
        added.expect("the keyword is valid");
    }
    let mut writer = encoder.write_header().expect("memory takes a header");
    writer
        .write_image_data(&canvas.pixels)
        .expect("the canvas has as many pixels as its size says");
    writer.finish().expect("memory takes the end");
    file
}

/// A JPEG file; the label goes into a comment right after the start.
///
/// # Panics
/// When a side is over 65535 pixels, which no tool offers.
pub(crate) fn jpeg(canvas: &Canvas, label: Option<&str>) -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut file, 88);
    let (width, height) = (canvas.width as u16, canvas.height as u16);
    encoder
        .encode(&canvas.pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .expect("the canvas has as many pixels as its size says");
    if let Some(label) = label {
        let length = u16::try_from(label.len() + 2).expect("a label is a few kilobytes at most");
        let mut comment = vec![0xFF, 0xFE];
        comment.extend(length.to_be_bytes());
        comment.extend(label.as_bytes());
        file.splice(2..2, comment);
    }
    file
}
