//! Prompts that no other job has, of different lengths and scripts.

/// A way to write a prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// A few words in English.
    Short,
    /// A paragraph in Chinese.
    Chinese,
    /// Emoji, words from right to left, combining marks, quotes.
    Mixed,
    /// As long as a prompt may be.
    Long,
}

impl Script {
    /// All of them.
    pub const ALL: [Script; 4] = [Script::Short, Script::Chinese, Script::Mixed, Script::Long];

    /// The prompt of this number. All of one script are equally long.
    pub fn prompt(self, number: usize) -> String {
        let text = match self {
            Script::Short => "a cat ".to_owned(),
            Script::Chinese => "窗台上的猫看着雨，远处是群山。".repeat(8),
            Script::Mixed => "😀👨‍👩‍👧 قطة חתול e\u{301} \"q\" \\ ".repeat(2),
            Script::Long => "a cat on a windowsill, ".repeat(34),
        };
        format!("{text}{}", mark(number))
    }
}

/// What tells the prompts of one script apart.
pub fn mark(number: usize) -> String {
    format!("#{number:06}")
}
