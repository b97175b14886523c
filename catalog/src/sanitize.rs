//! Text from elsewhere, made safe to show.

use std::borrow::Cow;
use std::fmt::Write as _;

/// A text with every character that does not show, or that a terminal acts on,
/// written as `\uXXXX` (UTF-16, as in JSON). Inside a JSON text it stays the
/// same JSON.
pub fn escape_hidden(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if !is_hidden(c) {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    Cow::Owned(escaped)
}

/// The beginning of a text from elsewhere, for people: on one line, without
/// characters that do not show, cut on a character boundary.
pub fn excerpt(text: &str, max: usize) -> String {
    cut(clean(text, max + 1), max)
}

/// So many characters at most, with a mark where there were more.
pub fn cut(mut text: String, max: usize) -> String {
    if text.len() > max
        && let Some((end, _)) = text.char_indices().nth(max)
    {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The beginning of a text, on one line and without characters that do not
/// show. What separated lines or columns is one blank.
pub fn clean(text: &str, max: usize) -> String {
    if text.len() <= max && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.to_owned();
    }
    let mut clean = String::new();
    let (mut left, mut apart) = (max, false);
    for c in text.chars() {
        if left == 0 {
            break;
        }
        if !is_hidden(c) {
            if std::mem::take(&mut apart) {
                clean.push(' ');
            }
            clean.push(c);
            left -= 1;
        } else if matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            apart = !clean.is_empty();
        }
    }
    clean
}

/// Control characters, those that reorder the text around them, and those
/// that take no room (`Default_Ignorable_Code_Point` in Unicode).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
            | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{escape_hidden, excerpt};

    #[test]
    fn hidden_characters_are_written_out() {
        assert_eq!(escape_hidden("一只猫 a\\b"), "一只猫 a\\b");
        assert_eq!(
            escape_hidden("a\n\u{1b}[31m\u{9b}\u{202e}\u{e0041}b"),
            "a\\u000a\\u001b[31m\\u009b\\u202e\\udb40\\udc41b"
        );
    }

    #[test]
    fn cuts_on_a_character_and_hides_controls() {
        assert_eq!(excerpt("一只猫在窗台上", 3), "一只猫…");
        assert_eq!(
            excerpt("\r\na\u{1b}[31m\r\n\t\u{202e}b\u{200b}c", 20),
            "a[31m bc"
        );
        assert_eq!(excerpt("abc", 3), "abc");
        assert_eq!(excerpt("abc\u{200b}\u{e0041}\n", 3), "abc");
        assert_eq!(excerpt("a  b", 9), "a  b");
    }
}
