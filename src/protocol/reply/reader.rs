//! Reads an answer while it arrives. Files in base64 are decoded on the way and
//! left out of the text, so that a file is never held twice, and never as a tree
//! of JSON.
//!
//! This is no parser of JSON: it knows strings, and after the name of the member
//! that holds files the brackets of a list. Whether the rest is JSON is found out
//! by the parser that reads the text that is left.

use memchr::memchr2;

use super::base64_stream::{Decoder, NotBase64};

/// The member of an answer that holds files.
const FILES: &[u8] = b"binary_data_base64";
/// The largest answer that is read, in bytes.
pub const MAX_REPLY: usize = 64 * 1024 * 1024;
/// The most of it that may be something other than files.
const MAX_TEXT: usize = 4 * 1024 * 1024;
/// What is kept of a string that goes beyond that.
const MAX_LONG_TEXT: usize = 64 * 1024;

/// What stands for a character that base64 does not have.
const NO_BASE64: u8 = b'?';

/// One file of an answer.
pub type File = Result<Vec<u8>, NotBase64>;

/// Why an answer is not read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// It is more than anyone can want.
    TooLarge,
    /// No memory is left for it.
    OutOfMemory,
}

/// Room beyond the bytes of a piece, for the mark of a string that was cut.
const MARGIN: usize = 16;

/// Incremental reply reader.
#[derive(Debug, Default)]
pub struct ReplyReader {
    text: Vec<u8>,
    files: Vec<File>,
    /// The bytes that are still to come, as far as was announced.
    left: usize,
    read: usize,
    /// A file did not get the memory that it needs.
    starved: bool,
    place: Place,
    after: After,
    decoder: Decoder,
}

/// What the next byte belongs to.
#[derive(Clone, Copy, Debug, Default)]
enum Place {
    #[default]
    Between,
    /// A string that began at this place of the text.
    Text(usize),
    /// The character after a backslash in it.
    Escaped(usize),
    /// What is not kept of a string.
    Rest,
    /// The character after a backslash in it.
    EscapedRest,
    File,
    /// The character after a backslash in a file.
    EscapedFile,
    /// So many hexadecimal digits of `\uXXXX`, and their value.
    Unicode(u8, u32),
}

/// What came before, as far as it tells where files are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum After {
    #[default]
    Anything,
    Name,
    Colon,
    Bracket,
}

impl ReplyReader {
    /// A reader of an answer whose length was announced, or 0.
    pub fn new(announced: usize) -> ReplyReader {
        ReplyReader {
            left: announced.min(MAX_REPLY),
            ..ReplyReader::default()
        }
    }

    /// Takes the next piece of the answer.
    pub fn push(&mut self, mut piece: &[u8]) -> Result<(), Stopped> {
        self.read += piece.len();
        let room = self.text.try_reserve(piece.len() + MARGIN);
        room.map_err(|_| Stopped::OutOfMemory)?;
        while !piece.is_empty() {
            let used = match self.place {
                Place::Between => self.between(piece),
                Place::Text(start) => self.text(start, piece),
                Place::Rest => self.rest(piece),
                Place::File => self.file(piece),
                _ => self.escaped(piece),
            };
            self.left = self.left.saturating_sub(used);
            piece = piece.get(used..).unwrap_or_default();
        }
        if self.starved || self.decoder.is_starved() {
            return Err(Stopped::OutOfMemory);
        }
        match self.read > MAX_REPLY || self.text.len() > MAX_TEXT {
            true => Err(Stopped::TooLarge),
            false => Ok(()),
        }
    }

    /// The text without its files, and the files in their order. One that has
    /// not ended is not among them.
    pub fn finish(self) -> (Vec<u8>, Vec<File>) {
        (self.text, self.files)
    }

    /// Up to the next string, its quote included.
    fn between(&mut self, piece: &[u8]) -> usize {
        for (index, byte) in piece.iter().enumerate() {
            self.text.push(*byte);
            self.after = match (byte, self.after) {
                (b'"', After::Colon | After::Bracket) => {
                    self.place = Place::File;
                    let max = MAX_REPLY.saturating_sub(self.text.len());
                    self.decoder = Decoder::with_room_for(self.left, max);
                    return index + 1;
                }
                (b'"', _) => {
                    self.place = Place::Text(self.text.len());
                    return index + 1;
                }
                (b' ' | b'\t' | b'\r' | b'\n', after) => after,
                (b':', After::Name) => After::Colon,
                (b'[', After::Colon) => After::Bracket,
                (b']' | b'[' | b'{', _) => After::Anything,
                (_, After::Bracket) => After::Bracket,
                _ => After::Anything,
            };
        }
        piece.len()
    }

    fn text(&mut self, start: usize, piece: &[u8]) -> usize {
        let end = memchr2(b'"', b'\\', piece);
        let content = piece.get(..end.unwrap_or(piece.len())).unwrap_or_default();
        self.text.extend_from_slice(content);
        if self.text.len() > MAX_TEXT {
            self.shorten(start);
            return content.len();
        }
        match end.and_then(|at| piece.get(at)) {
            None => {}
            Some(b'\\') => {
                self.text.push(b'\\');
                self.place = Place::Escaped(start);
            }
            Some(_) => {
                self.after = match self.text.get(start..) == Some(FILES) {
                    true => After::Name,
                    false => After::Anything,
                };
                self.text.push(b'"');
                self.place = Place::Between;
            }
        }
        content.len() + usize::from(end.is_some())
    }

    /// Keeps the beginning of the string that began at `start`: a service that
    /// says too much is still understood.
    fn shorten(&mut self, start: usize) {
        let content = self.text.get(start..).unwrap_or_default();
        let kept = whole_characters(content, MAX_LONG_TEXT);
        self.text.truncate(start + kept);
        self.text.extend_from_slice("…".as_bytes());
        self.place = Place::Rest;
    }

    fn rest(&mut self, piece: &[u8]) -> usize {
        let Some(end) = memchr2(b'"', b'\\', piece) else {
            return piece.len();
        };
        if piece.get(end) == Some(&b'"') {
            self.text.push(b'"');
            self.after = After::Anything;
            self.place = Place::Between;
        } else {
            self.place = Place::EscapedRest;
        }
        end + 1
    }

    fn file(&mut self, piece: &[u8]) -> usize {
        let end = memchr2(b'"', b'\\', piece);
        let content = piece.get(..end.unwrap_or(piece.len())).unwrap_or_default();
        self.decoder.push(content);
        match end.and_then(|at| piece.get(at)) {
            Some(b'"') => self.end_file(),
            Some(_) => self.place = Place::EscapedFile,
            None => {}
        }
        content.len() + usize::from(end.is_some())
    }

    fn end_file(&mut self) {
        let decoder = std::mem::take(&mut self.decoder);
        self.starved |= decoder.is_starved() || self.files.try_reserve(1).is_err();
        if self.starved {
            self.place = Place::Between;
            return;
        }
        let file = decoder.finish();
        // An empty text is how the service says that there is none.
        if file != Ok(Vec::new()) {
            self.files.push(file);
        }
        self.text.push(b'"');
        self.place = Place::Between;
        if self.after == After::Colon {
            self.after = After::Anything;
        }
    }

    /// One character of an escape.
    fn escaped(&mut self, piece: &[u8]) -> usize {
        let Some(byte) = piece.first() else { return 0 };
        self.place = match (self.place, byte) {
            (Place::Escaped(start), _) => {
                self.text.push(*byte);
                Place::Text(start)
            }
            (Place::EscapedRest, _) => Place::Rest,
            (Place::EscapedFile, b'u') => Place::Unicode(0, 0),
            // Some writers break long texts into lines.
            (Place::EscapedFile, b'n' | b'r') => Place::File,
            (Place::EscapedFile, b'/') => self.unescaped(b'/'),
            (Place::EscapedFile, _) => self.unescaped(NO_BASE64),
            (Place::Unicode(count, value), _) => {
                let digit = char::from(*byte).to_digit(16).unwrap_or(0xffff);
                match (count, value * 16 + digit) {
                    (3, value) => self.unescaped(u8::try_from(value).unwrap_or(NO_BASE64)),
                    (_, value) => Place::Unicode(count + 1, value & 0xffff),
                }
            }
            (place, _) => place,
        };
        1
    }

    fn unescaped(&mut self, byte: u8) -> Place {
        self.decoder.push(&[byte]);
        Place::File
    }
}

/// How many bytes of a string's content, as JSON writes it, are whole
/// characters within so many bytes.
fn whole_characters(content: &[u8], max: usize) -> usize {
    let mut kept = 0;
    loop {
        let rest = content.get(kept..).unwrap_or_default();
        let length = match rest {
            [] => return kept,
            // Two of these are one character.
            [
                b'\\',
                b'u',
                b'd' | b'D',
                b'8' | b'9' | b'a' | b'b' | b'A' | b'B',
                ..,
            ] => 12,
            [b'\\', b'u', ..] => 6,
            [b'\\', ..] => 2,
            [first, ..] => (first.leading_ones() as usize).clamp(1, 4),
        };
        if kept + length > max.min(content.len()) {
            return kept;
        }
        kept += length;
    }
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
