//! Text that is handed on without being copied.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

/// A text, or a part of one that others may hold too.
#[derive(Clone, Default)]
pub struct SharedText {
    whole: Arc<String>,
    part: Range<usize>,
}

impl SharedText {
    /// The same as `part`, which is shared where it lies in this text.
    pub fn share(&self, part: &str) -> SharedText {
        let whole = self.whole.as_bytes().as_ptr_range();
        let range = part.as_bytes().as_ptr_range();
        if range.start < whole.start || range.end > whole.end {
            return part.into();
        }
        let start = range.start.addr() - whole.start.addr();
        SharedText {
            whole: self.whole.clone(),
            part: start..start + part.len(),
        }
    }
}

impl Deref for SharedText {
    type Target = str;

    fn deref(&self) -> &str {
        self.whole.get(self.part.clone()).unwrap_or_default()
    }
}

impl From<String> for SharedText {
    fn from(text: String) -> SharedText {
        SharedText {
            part: 0..text.len(),
            whole: text.into(),
        }
    }
}

impl From<&str> for SharedText {
    fn from(text: &str) -> SharedText {
        text.to_owned().into()
    }
}

impl From<&String> for SharedText {
    fn from(text: &String) -> SharedText {
        text.as_str().into()
    }
}

impl PartialEq for SharedText {
    fn eq(&self, other: &SharedText) -> bool {
        **self == **other
    }
}

impl Eq for SharedText {}

impl fmt::Debug for SharedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::SharedText;

    #[test]
    fn a_part_is_not_copied_and_another_text_is() {
        let whole = SharedText::from("{\"base64\":\"QUJD\"}");
        let part = whole.get(11..15).unwrap();
        let shared = whole.share(part);
        assert_eq!((&*shared, shared.as_ptr()), ("QUJD", part.as_ptr()));
        let inner = shared.share(shared.get(1..).unwrap());
        assert_eq!(
            (&*inner, inner.as_ptr()),
            ("UJD", part.get(1..).unwrap().as_ptr())
        );
        let other = "QUJD".to_owned();
        let copied = whole.share(&other);
        assert_eq!(copied, shared);
        assert_ne!(copied.as_ptr(), other.as_ptr());
        assert_eq!(&*whole.share(""), "");
    }
}
