//! Text in columns, in which a Chinese character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Takes the place of a blank at which no line may break.
const GLUE: char = '\u{a0}';

/// The text, with blanks inside short brackets at which no line breaks.
pub fn glued(text: &str) -> String {
    let mut rest = 0;
    let glue = |(at, character): (usize, char)| {
        if character == '[' {
            rest = short_bracket(text.get(at..).unwrap_or_default());
        }
        let inside = rest > 0;
        rest = rest.saturating_sub(character.len_utf8());
        match character {
            ' ' if inside => GLUE,
            other => other,
        }
    };
    text.char_indices().map(glue).collect()
}

/// The text with its blanks again.
pub fn unglued(text: &str) -> String {
    text.replace(GLUE, " ")
}

/// The bytes of a short bracket that a text begins with; 0 for a long one.
fn short_bracket(text: &str) -> usize {
    // Brackets of more columns are broken.
    let (close, max) = match text.starts_with('[') {
        true => (']', 32),
        false => ('）', 16),
    };
    let end = text.find(close).map_or(0, |end| end + close.len_utf8());
    match text.get(..end) {
        Some(bracket) if columns(bracket) <= max && !bracket.contains('\n') => end,
        _ => 0,
    }
}

/// The bytes of a command in backticks that a text begins with: it is copied whole. 0 for
/// anything else.
fn command(text: &str) -> usize {
    let inside = text.strip_prefix('`').unwrap_or_default();
    match inside.split_once('`') {
        Some((command, _)) if command.starts_with("visual ") => command.len() + 2,
        _ => 0,
    }
}

/// The columns that a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// The text, with blanks up to so many columns.
pub fn padded(text: &str, to: usize) -> String {
    let blanks = to.saturating_sub(columns(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// The text cut to so many columns, with a mark where something is missing.
pub fn cut(text: &str, to: usize) -> String {
    if columns(text) <= to {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut left = to.saturating_sub(1);
    for character in text.chars() {
        let Some(rest) = left.checked_sub(character.width().unwrap_or(0)) else {
            break;
        };
        left = rest;
        kept.push(character);
    }
    kept.push('…');
    kept
}

/// The text in lines of at most so many columns. Words stay whole where they
/// fit; Chinese breaks between any two characters, but not before punctuation.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let fits = columns(&line) + columns(piece.trim_end()) <= width;
        if !fits && !line.trim_end().is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(if line.is_empty() {
            piece.trim_start()
        } else {
            piece
        });
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The text in pieces between which a line may break; blanks stay at their ends.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    // Where the last short bracket or command ends.
    let mut whole = 0;
    // Whether it is a list of values, which stay whole.
    let mut is_list = false;
    for (at, character) in text.char_indices() {
        let is_inside = at < whole;
        let rest = || text.get(at..).unwrap_or_default();
        match character {
            '`' if !is_inside => whole = at + command(rest()),
            '[' | '（' => whole = whole.max(at + short_bracket(rest())),
            _ => {}
        }
        let is_break = !is_inside
            && before.is_some_and(|before| {
                let blank = before == ' ' && character != ' ';
                let wide = is_wide(before) || is_wide(character);
                let wide = wide && (!is_list || is_closing(before));
                blank || (wide && character != ' ' && !is_closing(character) && !is_opening(before))
            });
        match character {
            '[' => is_list = true,
            ']' => is_list = false,
            _ => {}
        }
        if is_break && let Some(piece) = text.get(start..at) {
            pieces.push(piece);
            start = at;
        }
        before = Some(character);
    }
    pieces.extend(text.get(start..));
    pieces
}

/// A text in lines of at most so many columns, of which the further ones are indented.
pub fn hanging(text: &str, width: usize) -> Vec<String> {
    const INDENT: &str = "  ";
    if columns(text) <= width {
        return vec![text.to_owned()];
    }
    let lines = wrap(text, width.saturating_sub(INDENT.len()));
    let indented = lines.into_iter().enumerate().map(|(at, line)| match at {
        0 => line,
        _ => format!("{INDENT}{line}"),
    });
    indented.collect()
}

/// Parts of a command in lines of at most so many columns. The first line has room behind
/// `start`, whose width is given; the further ones are indented.
pub fn joined(parts: &[String], start: usize, width: usize) -> String {
    const INDENT: &str = "        ";
    let mut text = String::new();
    let mut at = start;
    for part in parts {
        let wide = columns(part);
        if text.is_empty() {
            at += wide;
        } else if at + 1 + wide <= width {
            text.push(' ');
            at += 1 + wide;
        } else {
            text.push('\n');
            text.push_str(INDENT);
            at = INDENT.len() + wide;
        }
        text.push_str(part);
    }
    text
}

fn is_wide(character: char) -> bool {
    character.width() == Some(2)
}

fn is_closing(character: char) -> bool {
    "，。、；：？！）】》”’…,.;:?!)]".contains(character)
}

fn is_opening(character: char) -> bool {
    "（【《“‘([".contains(character)
}

/// Two columns: names, and what is said of each, wrapped beside them.
pub fn entries(rows: &[(String, Vec<String>)], width: usize) -> Vec<String> {
    const INDENT: usize = 2;
    /// The widest name that text still stands beside.
    const MAX_NAME: usize = 30;
    let names = rows.iter().map(|(name, _)| columns(name));
    let name_width = names.filter(|name| *name <= MAX_NAME).max().unwrap_or(0);
    let left = INDENT + name_width + 2;
    let mut lines = Vec::new();
    for (name, paragraphs) in rows {
        let wrapped = paragraphs
            .iter()
            .flat_map(|text| wrap(text, width.saturating_sub(left).max(20)));
        let mut wrapped = wrapped.peekable();
        let beside = match columns(name) <= name_width {
            true => wrapped.next().unwrap_or_default(),
            false => String::new(),
        };
        let first = format!(
            "{}{}  {beside}",
            " ".repeat(INDENT),
            padded(name, name_width)
        );
        lines.push(first.trim_end().to_owned());
        lines.extend(wrapped.map(|line| format!("{}{line}", " ".repeat(left))));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_nothing_is_lost() {
        for text in [
            "A cat on a mat, with a very-long-word-that-does-not-fit-at-all and more.",
            "文生图，支持中文。提示词最长八百个字符，超过后服务可能忽略。",
        ] {
            let lines = wrap(text, 20);
            assert!(lines.len() > 2, "{lines:?}");
            let letters = |text: &str| text.replace(' ', "");
            assert_eq!(letters(&lines.concat()), letters(text));
            let long = |line: &&String| columns(line) > 20;
            assert!(lines.iter().filter(long).count() <= 1, "{lines:?}");
            assert!(lines.iter().all(|line| !line.starts_with(is_closing)));
        }
        assert_eq!(wrap("one line", usize::MAX), ["one line"]);
        assert_eq!(wrap("", 10), [""; 0]);
    }

    #[test]
    fn short_brackets_stay_whole() {
        let lines = wrap("强度，越大越贴近提示词。[默认：0.5]", 28);
        assert_eq!(lines, ["强度，越大越贴近提示词。", "[默认：0.5]"]);
        let text = "Days to keep it [default: 1]";
        assert_eq!(wrap(text, 24), ["Days to keep it", "[default: 1]"]);
        assert!(!glued(text).ends_with(": 1]"));
        assert_eq!(unglued(&glued(text)), text);
        assert_eq!(wrap("视频生成（未确认）", 14), ["视频生成", "（未确认）"]);
    }

    #[test]
    fn commands_and_values_stay_whole() {
        let lines = wrap("try `visual task wait vt1.a` now", 16);
        assert_eq!(lines, ["try", "`visual task wait vt1.a`", "now"]);
        let lines = wrap("风格。[可选值：动画、半厚涂、写实、油画]", 24);
        assert_eq!(lines, ["风格。[可选值：动画、", "半厚涂、写实、油画]"]);
    }

    #[test]
    fn further_lines_are_indented() {
        assert_eq!(hanging("one two three", 9), ["one two", "  three"]);
        assert_eq!(hanging("one two", 7), ["one two"]);
        let parts = ["tool", "--a <TEXT>", "--b <TEXT>"].map(str::to_owned);
        assert_eq!(joined(&parts, 0, 26), "tool --a <TEXT> --b <TEXT>");
        assert_eq!(joined(&parts, 1, 26), "tool --a <TEXT>\n        --b <TEXT>");
    }

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(padded("图", 4), "图  ");
        assert_eq!(cut("文生图", 5), "文生…");
        assert_eq!(cut("文生图", 6), "文生图");
    }

    #[test]
    fn text_stands_beside_its_name() {
        let row = |name: &str, text: &str| (name.to_owned(), vec![text.to_owned()]);
        let long = "--a-flag-with-a-name-that-is-much-too-long";
        let rows = [
            row("-a", "one two three"),
            row("-bc", "four"),
            row(long, "five"),
        ];
        assert_eq!(
            entries(&rows, 27),
            [
                "  -a   one two three",
                "  -bc  four",
                &format!("  {long}"),
                "       five"
            ]
        );
    }
}
