//! The widths that texts are laid out in.

use crate::output::terminal;
pub use crate::output::wrapping::{
    columns, cut, entries, glued, hanging, joined, padded, unglued, wrap,
};

/// The width of lines that go to no terminal.
const UNLIMITED: usize = usize::MAX;
/// A terminal narrower than this is treated as this wide.
const MIN_WIDTH: usize = 40;
/// The width of help texts that go to no terminal.
const USUAL: usize = 80;
/// Prose is not wider than this, however wide the terminal.
const MAX_PROSE: usize = 100;

/// The width of standard output, in columns; unlimited where it is no terminal.
pub fn width() -> usize {
    terminal::columns().map_or(UNLIMITED, |columns| columns.max(MIN_WIDTH))
}

/// The width of prose on standard output.
pub fn prose_width() -> usize {
    width().min(MAX_PROSE)
}

/// The width of help texts.
pub fn help_width() -> usize {
    terminal::columns().map_or(USUAL, |columns| columns.clamp(MIN_WIDTH, MAX_PROSE))
}

/// A word of a command, as a shell takes it.
pub fn quoted(text: &str) -> String {
    match text.contains([
        ' ', '\'', '"', '$', '\\', '`', '&', ';', '|', '<', '>', '(', ')', '*', '?', '#', '!',
    ]) {
        true => format!("'{}'", text.replace('\'', r"'\''")),
        false => text.to_owned(),
    }
}
