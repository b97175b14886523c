//! Base64 that arrives in pieces, decoded as it arrives.

use base64_simd::STANDARD;

/// A text that is no standard base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotBase64;

/// Incremental decoder of a base64 file.
#[derive(Debug, Default)]
pub struct Decoder {
    bytes: Vec<u8>,
    /// The largest file that can still come.
    max: usize,
    /// The beginning of a group of four, until its end arrives.
    group: [u8; 4],
    held: usize,
    /// Padding has come: nothing may follow.
    ended: bool,
    damaged: bool,
    starved: bool,
}

impl Decoder {
    /// A decoder of a text of `expected` characters, or 0, and never of more
    /// than `max`.
    pub fn with_room_for(expected: usize, max: usize) -> Decoder {
        let mut bytes = Vec::new();
        // A length that was announced may be a lie: then room is made as it is needed.
        let _ = bytes.try_reserve_exact(expected / 4 * 3);
        Decoder {
            bytes,
            max: max / 4 * 3,
            ..Decoder::default()
        }
    }

    /// Whether there was too little memory for the file.
    pub fn is_starved(&self) -> bool {
        self.starved
    }

    /// Takes the next piece of the text.
    pub fn push(&mut self, piece: &[u8]) {
        let missing = if self.held == 0 { 0 } else { 4 - self.held };
        let (head, rest) = piece.split_at_checked(missing).unwrap_or((piece, &[]));
        self.hold(head);
        let (groups, tail) = rest.split_at_checked(rest.len() & !3).unwrap_or_default();
        self.decode(groups);
        self.hold(tail);
    }

    /// The whole file.
    pub fn finish(mut self) -> Result<Vec<u8>, NotBase64> {
        if self.held > 0 {
            // A single character is left over: padding would make it no group.
            self.damaged |= self.held == 1;
            let missing = 4 - self.held;
            self.hold(b"===".get(..missing).unwrap_or_default());
        }
        if self.damaged {
            return Err(NotBase64);
        }
        self.bytes.shrink_to_fit();
        Ok(self.bytes)
    }

    fn hold(&mut self, characters: &[u8]) {
        for character in characters {
            if let Some(place) = self.group.get_mut(self.held) {
                *place = *character;
            }
            self.held += 1;
        }
        if self.held == 4 {
            self.held = 0;
            let group = self.group;
            self.decode(&group);
        }
    }

    fn decode(&mut self, groups: &[u8]) {
        if groups.is_empty() || self.damaged || self.starved {
            return;
        }
        if self.ended {
            self.damaged = true;
            return;
        }
        self.ended = groups.ends_with(b"=");
        self.starved = !self.make_room(groups.len() / 4 * 3);
        if self.starved {
            return;
        }
        let decoded = STANDARD.decode_append(groups, &mut self.bytes);
        self.damaged = decoded.is_err();
    }
}

impl Decoder {
    /// Where nothing was announced, room grows in three steps only: a file that
    /// moves is held twice, and the room that it leaves is of no use to it.
    /// False where there is no memory for it.
    fn make_room(&mut self, more: usize) -> bool {
        const STEPS: [usize; 2] = [2 << 20, 8 << 20];
        let needed = self.bytes.len() + more;
        if needed <= self.bytes.capacity() {
            return true;
        }
        let step = STEPS.into_iter().find(|step| *step >= needed);
        let room = step.unwrap_or(self.max).max(needed);
        let length = self.bytes.len();
        self.bytes.try_reserve_exact(room - length).is_ok()
            || self.bytes.try_reserve(needed - length).is_ok()
            || self.bytes.try_reserve_exact(needed - length).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoder, NotBase64};

    fn decode(text: &str, piece: usize) -> Result<Vec<u8>, NotBase64> {
        let mut decoder = Decoder::with_room_for(text.len(), text.len());
        for piece in text.as_bytes().chunks(piece) {
            decoder.push(piece);
        }
        decoder.finish()
    }

    #[test]
    fn pieces_of_any_size_are_one_file() {
        for (text, file) in [
            ("", &b""[..]),
            ("QQ==", b"A"),
            ("QQ", b"A"),
            ("QUI=", b"AB"),
            ("QUI", b"AB"),
            ("QUJD", b"ABC"),
            ("+/+/QUJDREVGRw==", b"\xfb\xff\xbfABCDEFG"),
        ] {
            for piece in 1..=8 {
                assert_eq!(
                    decode(text, piece).as_deref(),
                    Ok(file),
                    "{text} by {piece}"
                );
            }
        }
    }

    #[test]
    fn the_rest_is_refused() {
        for text in [
            "Q", "QUJDQ", "QQ==QQ==", "Q===", "QU-_", "QU D", "QR==", "====",
        ] {
            for piece in 1..=8 {
                assert_eq!(decode(text, piece), Err(NotBase64), "{text} by {piece}");
            }
        }
    }
}
