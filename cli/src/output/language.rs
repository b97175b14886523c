//! The language of the terminal, and texts in both languages.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether texts for people are in Chinese; English otherwise.
static CHINESE: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// The language of the work that this thread does at the moment, if it has one of its own.
    static SCOPED: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Does something in a language of its own, such as that of a request.
pub fn in_language<T>(is_chinese: bool, work: impl FnOnce() -> T) -> T {
    struct Before(Option<bool>);
    impl Drop for Before {
        fn drop(&mut self) {
            SCOPED.set(self.0);
        }
    }
    let _before = Before(SCOPED.replace(Some(is_chinese)));
    work()
}

/// Chooses the language: that of `--lang`, else that of the locale.
pub fn choose(flag: Option<&str>, variable: impl Fn(&str) -> Option<String>) {
    CHINESE.store(is_chinese(flag, variable), Ordering::Relaxed);
}

fn is_chinese(flag: Option<&str>, variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = || {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter();
        set.filter_map(variable).find(|value| !value.is_empty())
    };
    match flag {
        Some("zh") => true,
        Some("en") => false,
        _ => locale().is_some_and(|locale| locale.to_ascii_lowercase().starts_with("zh")),
    }
}

/// Whether texts are in Chinese.
pub fn zh() -> bool {
    SCOPED
        .get()
        .unwrap_or_else(|| CHINESE.load(Ordering::Relaxed))
}

/// The one of two texts that is in the terminal's language.
pub fn pick<T>(en: T, in_chinese: T) -> T {
    pick_in(zh(), en, in_chinese)
}

/// The one of two texts in this language.
pub fn pick_in<T>(is_chinese: bool, en: T, in_chinese: T) -> T {
    if is_chinese { in_chinese } else { en }
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub en: String,
    pub zh: String,
}

impl Message {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Message {
        Message {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// The same text in both languages, such as a flag.
    pub fn same(text: impl Into<String>) -> Message {
        let text = text.into();
        Message::new(text.clone(), text)
    }

    /// The text in one of them.
    pub fn in_language(self, is_chinese: bool) -> String {
        pick_in(is_chinese, self.en, self.zh)
    }

    /// Both texts, as the library takes them.
    pub fn pair(self) -> (String, String) {
        (self.en, self.zh)
    }
}

impl From<visual_catalog::Text> for Message {
    fn from(text: visual_catalog::Text) -> Message {
        Message::new(text.en, text.zh)
    }
}

/// A [`Message`], from an English and a Chinese format.
macro_rules! message {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::output::language::Message::new(format!($en), format!($zh))
    };
}

/// A text in the terminal's language, from an English and a Chinese format.
macro_rules! tr {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::output::language::pick(format!($en), format!($zh))
    };
}

pub(crate) use {message, tr};

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(flag: Option<&str>, locale: &[(&str, &str)]) -> bool {
        is_chinese(flag, |name| {
            let found = locale.iter().find(|(known, _)| *known == name)?;
            Some(found.1.to_owned())
        })
    }

    #[test]
    fn the_locale_decides_unless_the_flag_does() {
        assert!(!chosen(None, &[]));
        assert!(chosen(None, &[("LANG", "zh_CN.UTF-8")]));
        assert!(chosen(None, &[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW")]));
        assert!(!chosen(None, &[("LC_ALL", "C"), ("LANG", "zh_CN.UTF-8")]));
        assert!(!chosen(Some("en"), &[("LANG", "zh_CN.UTF-8")]));
        assert!(chosen(Some("zh"), &[("LANG", "en_US.UTF-8")]));
    }
}
