//! Texts in both languages.

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

/// Short for a [`Text`] constant.
pub const fn text(en: &'static str, zh: &'static str) -> Text {
    Text { en, zh }
}
