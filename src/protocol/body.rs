//! The body of a request.

use std::borrow::Cow;

use super::shared_text::SharedText;

/// The JSON of a request, in pieces, so that a large file is neither copied to
/// be sent nor to be hashed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Body {
    pieces: Vec<SharedText>,
}

impl From<Vec<SharedText>> for Body {
    fn from(pieces: Vec<SharedText>) -> Body {
        Body { pieces }
    }
}

impl From<String> for Body {
    fn from(text: String) -> Body {
        Body {
            pieces: vec![text.into()],
        }
    }
}

impl Body {
    /// Its bytes, piece by piece.
    pub fn pieces(&self) -> Vec<&[u8]> {
        self.pieces.iter().map(|piece| piece.as_bytes()).collect()
    }

    /// Its length in bytes.
    pub fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// Whether it has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of it.
    pub fn text(&self) -> Cow<'_, str> {
        match self.pieces.as_slice() {
            [one] => Cow::Borrowed(one),
            pieces => Cow::Owned(pieces.iter().map(|piece| &**piece).collect()),
        }
    }
}
