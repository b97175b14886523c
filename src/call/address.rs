//! What the URL of a result link tells.

use crate::types::MediaKind;

/// The end of the year 9999: whatever claims to be later is no time.
const NO_YEAR: u64 = 253_402_300_800;

/// The media type by the extension of a URL, else the usual one of its kind.
pub fn mime_type(link: &str, kind: MediaKind) -> &'static str {
    let end = link.bytes().position(|byte| matches!(byte, b'?' | b'#'));
    let path = end.and_then(|end| link.get(..end)).unwrap_or(link);
    let ending = path.rsplit_once('.').map(|(_, ending)| ending);
    match (ending, kind) {
        (Some("jpg" | "jpeg"), _) => "image/jpeg",
        (Some("png"), _) => "image/png",
        (Some("webp"), _) => "image/webp",
        (Some("mp4"), _) | (_, MediaKind::Video) => "video/mp4",
        _ => "image/*",
    }
}

/// When a link expires, in Unix seconds, as its URL says: a parameter
/// for images; the second part of the path, in hexadecimal, for videos.
pub fn link_end(link: &str) -> Option<u64> {
    let (path, query) = link.split_once('?').unwrap_or((link, ""));
    let named = query.split('&').find_map(|pair| {
        let expires = pair.strip_prefix("x-expires=");
        expires.or_else(|| pair.strip_prefix("X-Everphoto-Expires="))
    });
    if let Some(seconds) = named {
        return seconds.parse().ok().filter(|end| *end < NO_YEAR);
    }
    let part = path.split('/').nth(4).filter(|part| part.len() == 8)?;
    u64::from_str_radix(part, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::{link_end, mime_type};
    use crate::types::MediaKind;

    #[test]
    fn captured_addresses_are_understood() {
        let image = "https://p3-aiop-sign.byteimg.com/tos-cn-i-x/a~tplv-x-image.image?rk3s=1&x-expires=1735787045&x-signature=s";
        assert_eq!(mime_type(image, MediaKind::Image), "image/*");
        assert_eq!(link_end(image), Some(1_735_787_045));
        for host in ["v26-vvecloud.yangyi08.com", "v26-aiop.aigc-cloud.com"] {
            let video =
                format!("https://{host}/0123abcd/67760265/video/tos/cn/x/?mime_type=video_mp4");
            assert_eq!(mime_type(&video, MediaKind::Video), "video/mp4");
            assert_eq!(link_end(&video), Some(0x6776_0265));
        }
        let family = "https://everphoto-media.jianying.com/origin/1?X-Everphoto-Expires=1784000000&X-Everphoto-Sum=s";
        assert_eq!(link_end(family), Some(1_784_000_000));
        assert_eq!(mime_type("http://h/a.png?x", MediaKind::Image), "image/png");
        for none in [
            "",
            "?x-expires=",
            "?x-expires=x",
            "?x-expires=18446744073709551615",
        ] {
            assert_eq!(link_end(&format!("http://h/a.png{none}")), None, "{none}");
        }
    }
}
