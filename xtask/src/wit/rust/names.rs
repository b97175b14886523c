//! Names of the catalogue in Rust's spelling, and texts in Markdown.

/// Words that Rust has for itself.
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "box", "const", "crate", "dyn", "enum", "extern", "fn", "for", "impl",
    "in", "let", "loop", "match", "mod", "move", "pub", "ref", "self", "static", "struct", "super",
    "trait", "type", "unsafe", "use", "where", "yield",
];

/// `use-pre-llm` as the name of a function or variable.
pub fn identifier(name: &str) -> String {
    let snake = name.replace('-', "_");
    match KEYWORDS.contains(&snake.as_str()) {
        true => format!("r#{snake}"),
        false => snake,
    }
}

/// `general-3.0-1080p` as the name of a type: `General30_1080p`.
pub fn upper_camel(name: &str) -> String {
    let mut out = String::new();
    for word in name.split('-') {
        let word = word.replace('.', "");
        let mut letters = word.chars();
        let Some(first) = letters.next() else {
            continue;
        };
        if first.is_ascii_digit() && out.ends_with(|last: char| last.is_ascii_digit()) {
            out.push('_');
        }
        out.push(first.to_ascii_uppercase());
        out.push_str(letters.as_str());
    }
    out
}

/// A text in which brackets and addresses mean what they say to rustdoc.
pub fn markdown(text: &str) -> String {
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index > 0 {
            out.push('`');
        }
        match index % 2 {
            0 => out.push_str(&prose(part)),
            _ => out.push_str(part),
        }
    }
    out
}

fn prose(text: &str) -> String {
    let mut out = String::new();
    for (index, word) in text.split(' ').enumerate() {
        if index > 0 {
            out.push(' ');
        }
        if word.starts_with("http://") || word.starts_with("https://") {
            let bare = word.trim_end_matches([',', '.', ';', ')']);
            let rest = &word[bare.len()..];
            out += &format!("<{bare}>{rest}");
            continue;
        }
        for letter in word.chars() {
            if matches!(letter, '[' | ']' | '<' | '>' | '*' | '_') {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_rusts() {
        assert_eq!(identifier("use-pre-llm"), "use_pre_llm");
        assert_eq!(identifier("type"), "r#type");
        assert_eq!(upper_camel("general-3.0"), "General30");
        assert_eq!(upper_camel("jimeng-video-3.0-1080p"), "JimengVideo30_1080p");
        assert_eq!(upper_camel("ratio-w16h9"), "RatioW16h9");
    }

    #[test]
    fn rustdoc_reads_a_text_as_it_stands() {
        assert_eq!(
            markdown("a [conflict] of `a[0]`, see https://a.example/b."),
            "a \\[conflict\\] of `a[0]`, see <https://a.example/b>."
        );
    }
}
