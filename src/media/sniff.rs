//! The media type of a file by its first bytes, or of a link by its address.

use crate::types::MediaKind;

/// The media type that the first bytes show.
pub fn mime_type(bytes: &[u8]) -> Option<&'static str> {
    let is =
        |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|b| b.starts_with(magic));
    let types: [(usize, &[u8], &str); 6] = [
        (0, b"\xff\xd8\xff", "image/jpeg"),
        (0, b"\x89PNG\r\n\x1a\n", "image/png"),
        (0, b"GIF8", "image/gif"),
        (0, b"BM", "image/bmp"),
        (8, b"WEBP", "image/webp"),
        (4, b"ftyp", "video/mp4"),
    ];
    let found = types.iter().find(|(offset, magic, _)| is(*offset, magic));
    found.map(|(.., mime)| *mime)
}

/// The media type that a link's address shows, else the usual one of its kind.
pub fn mime_type_of_link(link: &str, kind: MediaKind) -> &'static str {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    match (ending, kind) {
        (Some("jpg" | "jpeg"), _) => "image/jpeg",
        (Some("png"), _) => "image/png",
        (Some("webp"), _) => "image/webp",
        (Some("mp4"), _) | (_, MediaKind::Video) => "video/mp4",
        _ => "image/*",
    }
}

/// When a link ends, in seconds since 1970, as its address says: `x-expires`
/// for images, the second part of the path, in hexadecimal, for videos (§4.1).
pub fn link_end(link: &str) -> Option<u64> {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let named = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("x-expires="));
    if let Some(seconds) = named {
        return seconds.parse().ok();
    }
    let part = path.split('/').nth(4).filter(|part| part.len() == 8)?;
    u64::from_str_radix(part, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::{link_end, mime_type, mime_type_of_link};
    use crate::types::MediaKind;

    #[test]
    fn by_bytes() {
        for (bytes, expected) in [
            (&b"\xff\xd8\xff\xe0\0\x10JFIF"[..], Some("image/jpeg")),
            (b"\x89PNG\r\n\x1a\n\0\0", Some("image/png")),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"GIF89a", Some("image/gif")),
            (b"BM\0\0", Some("image/bmp")),
            (b"\0\0\0\x20ftypisom", Some("video/mp4")),
            (b"", None),
            (b"\xff\xd8", None),
            (b"<html>", None),
        ] {
            assert_eq!(mime_type(bytes), expected);
        }
    }

    #[test]
    fn by_address() {
        let image = "https://p3-aiop-sign.byteimg.com/tos-cn-i-x/a~tplv-x-image.image?rk3s=1&x-expires=1735787045&x-signature=s";
        assert_eq!(mime_type_of_link(image, MediaKind::Image), "image/*");
        assert_eq!(link_end(image), Some(1_735_787_045));
        let video = "https://v26-vvecloud.yangyi08.com/0123abcd/67760265/video/tos/cn/x/?mime_type=video_mp4";
        assert_eq!(mime_type_of_link(video, MediaKind::Video), "video/mp4");
        assert_eq!(link_end(video), Some(0x6776_0265));
        assert_eq!(
            mime_type_of_link("http://h/a.png?x", MediaKind::Image),
            "image/png"
        );
        assert_eq!(link_end("http://h/a.png"), None);
    }
}
