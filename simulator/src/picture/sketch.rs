//! What a picture is drawn from.

use crate::tools::Format;

/// Everything a picture is drawn from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sketch {
    /// Colours and light, and the land too where there is no backdrop.
    pub(crate) scene: u64,
    /// The input picture, if any: it decides the land, so that edits of one picture resemble each other.
    pub(crate) backdrop: Option<u64>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) format: Format,
    /// Somebody stands in front.
    pub(crate) figure: bool,
}
