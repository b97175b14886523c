//! A text in both languages, made when the program runs.

use visual_catalog::Text;

/// English and Chinese.
#[derive(Clone, Debug, Default)]
pub struct Bilingual {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Bilingual {
    /// From the two texts.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// Appends sentences: with a space in English, without one in Chinese.
    pub fn push(&mut self, more: &Bilingual) {
        if !self.en.is_empty() && !more.en.is_empty() {
            self.en.push(' ');
        }
        self.en += &more.en;
        self.zh += &more.zh;
    }
}

impl From<Text> for Bilingual {
    fn from(text: Text) -> Self {
        Self::new(text.en, text.zh)
    }
}
