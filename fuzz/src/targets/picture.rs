//! A file: its head is looked at, and nothing is decoded. A bomb would show as memory,
//! a loop as time.

use crate::memory::counted;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use volcengine_visual::input::arguments::Picture;
use volcengine_visual::input::picture::{image_info, orientation, orientation_of};

/// Looking at any file takes less memory than this, in bytes.
const MOST: usize = 64 * 1024;

/// One input.
pub fn run(data: &[u8]) {
    let (seen, held) = counted(|| image_info(data));
    assert!(held < MOST, "{held} bytes were held");
    if let (Some(head), Ok(look)) = (data.strip_prefix(b"\x89PNG\r\n\x1a\n"), seen) {
        let side = |at: usize| {
            head.get(at..)?
                .first_chunk()
                .map(|side| u32::from_be_bytes(*side))
        };
        let sides = [look.width, look.height].map(u32::try_from).map(Result::ok);
        assert_eq!((look.mime_type, sides), ("image/png", [side(8), side(12)]));
    }

    let (turned, held) = counted(|| orientation(data));
    assert_eq!(held, 0);
    assert!(turned.is_none_or(|turned| (1..=8).contains(&turned)));
    let text = Picture::Base64(STANDARD.encode(data).into());
    assert_eq!(
        orientation_of(&text),
        turned,
        "the text's head says the same"
    );
}
