//! What is wrong with an argument: the field, and a sentence in each language.

/// One fault in what the caller gave. Nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The argument, option or setting at fault, in kebab case.
    pub field: String,
    /// What is wrong, with limit and value, in English.
    pub en: String,
    /// The same in Chinese.
    pub zh: String,
    /// Whether the tool cannot do it at all, rather than not in this way.
    pub unsupported: bool,
}

impl Fault {
    /// A value that is outside its limits.
    pub fn new(field: &str, en: impl Into<String>, zh: impl Into<String>) -> Fault {
        Fault {
            field: field.into(),
            en: en.into(),
            zh: zh.into(),
            unsupported: false,
        }
    }

    /// Something that the tool cannot do at all.
    pub fn unsupported(field: &str, en: impl Into<String>, zh: impl Into<String>) -> Fault {
        Fault {
            unsupported: true,
            ..Fault::new(field, en, zh)
        }
    }

    /// The same fault, of a member of `field`.
    pub fn inside(self, field: &str) -> Fault {
        Fault {
            field: format!("{field}.{}", self.field),
            ..self
        }
    }

    /// A required argument that is not there.
    pub fn missing(field: &str) -> Fault {
        Fault::new(
            field,
            "is required, and is missing or empty",
            "为必填项，缺失或为空",
        )
    }
}

/// The beginning of a caller's text, for an error message: on one line,
/// without control characters, cut on a character boundary.
pub fn excerpt(text: &str, most: usize) -> String {
    let clean: String = text.chars().filter(|c| !is_hidden(*c)).take(most).collect();
    if text.chars().nth(most).is_some() {
        clean + "…"
    } else {
        clean
    }
}

/// Control characters, and those that reorder the text around them.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn cuts_on_a_character_and_hides_controls() {
        assert_eq!(excerpt("一只猫在窗台上", 3), "一只猫…");
        assert_eq!(excerpt("a\u{1b}[31m\r\nb", 20), "a[31mb");
        assert_eq!(excerpt("abc", 3), "abc");
    }
}
