//! What the head of an image tells: its type, its size, how it is turned.
//! Nothing is decoded, so a small file that claims to be huge costs nothing.

use base64_simd::STANDARD;
use imagesize::blob_size;

use super::base64_text::standard;
use crate::input::arguments::Picture;
use crate::protocol::sniff;

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageInfo {
    /// The media type, by the first bytes.
    pub mime_type: &'static str,
    /// The width in pixels, as stored.
    pub width: u64,
    /// The height in pixels, as stored.
    pub height: u64,
}

/// Why there is nothing to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeError {
    /// The first bytes are of no image that is known.
    Unknown,
    /// The type is known, and the size cannot be read.
    Damaged(&'static str),
}

/// Looks at the head of a file.
pub fn image_info(bytes: &[u8]) -> Result<ImageInfo, ProbeError> {
    let mime_type = sniff::mime_type(bytes).filter(|kind| kind.starts_with("image/"));
    let mime_type = mime_type.ok_or(ProbeError::Unknown)?;
    let size = blob_size(bytes).map_err(|_| ProbeError::Damaged(mime_type))?;
    Ok(ImageInfo {
        mime_type,
        width: size.width as u64,
        height: size.height as u64,
    })
}

/// How many characters of base64 hold the segments before a JPEG's image.
const HEAD: usize = 128 * 1024;

/// Looks at the head of a file in standard base64.
pub fn image_info_of_base64(text: &str) -> Result<ImageInfo, ProbeError> {
    let head = text.get(..HEAD).map(|head| STANDARD.decode_to_vec(head));
    match head.map(|head| image_info(&head.unwrap_or_default())) {
        // The largest of several is what counts there.
        Some(Ok(seen)) if seen.mime_type != "image/heic" => Ok(seen),
        _ => image_info(&STANDARD.decode_to_vec(text).unwrap_or_default()),
    }
}

/// The width and height of a file as it is stored and as it is shown, where its
/// head can be seen.
pub fn sizes(picture: &Picture) -> Option<[(u64, u64); 2]> {
    let seen = match picture {
        Picture::Url(_) => return None,
        Picture::Bytes(bytes) => image_info(bytes),
        Picture::Base64(text) => image_info_of_base64(&standard(text).ok()?),
    };
    let ImageInfo { width, height, .. } = seen.ok()?;
    let shown = match orientation_of(picture) {
        Some(5..=8) => (height, width),
        _ => (width, height),
    };
    Some([(width, height), shown])
}

/// How an image says that it is to be turned, where its head can be seen.
pub fn orientation_of(picture: &Picture) -> Option<u16> {
    match picture {
        Picture::Url(_) => None,
        Picture::Bytes(bytes) => orientation(bytes),
        Picture::Base64(text) => {
            let decoded = |text: &str| STANDARD.decode_to_vec(text).ok();
            let head = text.get(..HEAD).and_then(decoded);
            let head = head.or_else(|| {
                let text = standard(text).ok()?;
                decoded(text.get(..HEAD).unwrap_or(&text))
            });
            orientation(&head?)
        }
    }
}

/// How a JPEG says that it is to be turned: 1 is upright, 2 to 8 are not.
pub fn orientation(jpeg: &[u8]) -> Option<u16> {
    let mut rest = jpeg.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, high, low, after @ ..] = rest else {
            return None;
        };
        let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2)?;
        let content = after.get(..length)?;
        match (*marker, content.strip_prefix(b"Exif\0\0")) {
            (0xe1, Some(tiff)) => return exif_orientation(tiff),
            // The image itself begins.
            (0xda, _) => return None,
            _ => rest = after.get(length..)?,
        }
    }
}

/// The tag 0x0112 of the first directory of a TIFF head.
fn exif_orientation(tiff: &[u8]) -> Option<u16> {
    const ORIENTATION: u16 = 0x0112;
    const ENTRY: usize = 12;
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let bytes: [u8; 2] = *tiff.get(at..)?.first_chunk()?;
        Some(match little {
            true => u16::from_le_bytes(bytes),
            false => u16::from_be_bytes(bytes),
        })
    };
    let long = |at: usize| {
        let bytes: [u8; 4] = *tiff.get(at..)?.first_chunk()?;
        let value = match little {
            true => u32::from_le_bytes(bytes),
            false => u32::from_be_bytes(bytes),
        };
        usize::try_from(value).ok()
    };
    let directory = long(4)?;
    let count = usize::from(short(directory)?);
    let entries = (0..count).map(|index| directory.checked_add(2 + index * ENTRY));
    let mut entries = entries.flatten();
    let entry = entries.find(|entry| short(*entry) == Some(ORIENTATION))?;
    short(entry.checked_add(8)?).filter(|value| (1..=8).contains(value))
}
