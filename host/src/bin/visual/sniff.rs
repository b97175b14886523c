//! What a file is, by its first bytes.

/// How many bytes are enough.
pub const HEAD: usize = 16;

/// The extension and media type of a file that begins with `head`.
pub fn sniff(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let at = |offset: usize, magic: &[u8]| {
        head.get(offset..)
            .is_some_and(|rest| rest.starts_with(magic))
    };
    if at(0, b"\xff\xd8\xff") {
        Some(("jpg", "image/jpeg"))
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Some(("png", "image/png"))
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Some(("webp", "image/webp"))
    } else if at(0, b"GIF8") {
        Some(("gif", "image/gif"))
    } else if at(0, b"BM") {
        Some(("bmp", "image/bmp"))
    } else if at(4, b"ftyp") {
        Some(("mp4", "video/mp4"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magic_bytes_decide() {
        let extension = |head: &[u8]| sniff(head).map(|(extension, _)| extension);
        assert_eq!(extension(b"\xff\xd8\xff\xe0..JFIF"), Some("jpg"));
        assert_eq!(extension(b"\x89PNG\r\n\x1a\n"), Some("png"));
        assert_eq!(extension(b"RIFF\0\0\0\0WEBPVP8 "), Some("webp"));
        assert_eq!(extension(b"GIF89a"), Some("gif"));
        assert_eq!(extension(b"BM\0\0"), Some("bmp"));
        assert_eq!(extension(b"\0\0\0\x18ftypisom"), Some("mp4"));
        assert_eq!(extension(b"<html>"), None);
        assert_eq!(extension(b""), None);
    }
}
