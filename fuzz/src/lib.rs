//! What the targets share: how one input holds several things. Inputs are lines
//! of text wherever they can be, so that corpora are read and written by hand.

pub mod memory;
pub mod reading;
pub mod script;
pub mod targets;
pub mod witness;

#[path = "../../tests/common/ask.rs"]
pub mod ask;

use visual_catalog::{Tool, find, tools};

/// The first line of an input, and what follows.
pub fn line(data: &[u8]) -> (&[u8], &[u8]) {
    match data.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&data[..end], &data[end + 1..]),
        None => (data, &[]),
    }
}

/// The first line as text, and what follows.
pub fn text_line(data: &[u8]) -> (String, &[u8]) {
    let (first, rest) = line(data);
    (String::from_utf8_lossy(first).into_owned(), rest)
}

/// `data` in pieces as long as the characters of `sizes` say, again and again: the
/// digits mean themselves, the other characters longer pieces.
pub fn pieces<'a>(sizes: &[u8], mut data: &'a [u8]) -> Vec<&'a [u8]> {
    let size = |character: &u8| usize::from(*character % b'0');
    let mut pieces = Vec::new();
    if sizes.iter().any(|character| size(character) > 0) {
        for character in sizes.iter().cycle() {
            let (piece, rest) = data.split_at(size(character).min(data.len()));
            pieces.push(piece);
            data = rest;
            if data.is_empty() {
                break;
            }
        }
    }
    pieces.push(data);
    pieces
}

/// The tool of this name; any other text means some tool too.
pub fn tool(name: &str) -> &'static Tool {
    let number: usize = name.bytes().map(usize::from).sum();
    let some = || tools().nth(number % tools().count());
    find(name).or_else(some).expect("there are tools")
}

/// Whether a text can be shown: it does not leave its line, nor change colours.
pub fn is_clean(text: &str) -> bool {
    !text.chars().any(char::is_control)
}
