//! A look at saved images, in the terminal itself.

use crate::output::terminal;
use std::path::Path;

#[cfg(not(feature = "pictures"))]
pub fn show(_: &Path) -> Result<(), String> {
    Err("built without image support".to_owned())
}

/// The most columns of an image.
#[cfg(feature = "pictures")]
const WIDEST: u32 = 64;

/// Whether there is a terminal to show images in.
pub fn possible() -> bool {
    terminal::is_out()
}

/// Asking the terminal itself would wait for a response, and some never give one.
#[cfg(feature = "pictures")]
fn is_kitty() -> bool {
    let set = |name| std::env::var(name).is_ok_and(|value| !value.is_empty());
    set("KITTY_WINDOW_ID") || std::env::var("TERM").is_ok_and(|term| term == "xterm-kitty")
}

/// Shows an image with what the terminal has for it: its own graphics, or
/// coloured blocks.
#[cfg(feature = "pictures")]
pub fn show(path: &Path) -> Result<(), String> {
    let picture = image::ImageReader::open(path)
        .and_then(image::ImageReader::with_guessed_format)
        .map_err(|error| error.to_string())?
        .decode()
        .map_err(|error| error.to_string())?;
    let config = viuer::Config {
        absolute_offset: false,
        width: Some(WIDEST),
        use_kitty: is_kitty(),
        ..viuer::Config::default()
    };
    let shown = viuer::print(&picture, &config);
    shown.map(|_| ()).map_err(|error| error.to_string())
}
