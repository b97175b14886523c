//! The one film that every video tool delivers.

/// An MP4 that every browser plays; `media/README.md` tells how it was made.
pub(crate) const CLIP: &[u8] = include_bytes!("../media/clip.mp4");

#[cfg(test)]
mod tests {
    use super::CLIP;

    fn position(word: &[u8]) -> Option<usize> {
        CLIP.windows(word.len()).position(|window| window == word)
    }

    #[test]
    fn small_and_ready_to_play_while_it_loads() {
        assert!(CLIP.len() < 20_000);
        assert_eq!(&CLIP[4..8], b"ftyp");
        assert!(position(b"moov").unwrap() < position(b"mdat").unwrap());
        assert!(position(b"avc1").is_some());
    }
}
