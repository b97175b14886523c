//! What a file is, by its first bytes.

use volcengine_visual::media::sniff::mime_type;

/// The extension and media type of a file that begins with `head`.
pub fn sniff(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let mime_type = mime_type(head)?;
    let extension = match mime_type {
        "image/jpeg" => "jpg",
        other => other.rsplit('/').next()?,
    };
    Some((extension, mime_type))
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
