//! Where a tool is documented, in words. The catalogue has addresses, and English words where
//! there is none.

use crate::output::language::zh;

/// Phrases of the catalogue, longer ones before their parts.
const PHRASES: &[(&str, &str)] = &[
    ("the vendor's SDKs for Java and Go", "官方 Java 与 Go SDK"),
    ("the vendor's SDKs", "官方 SDK"),
    ("the vendor's SDK", "官方 SDK"),
    ("a digest of the vendor's page", "官方文档的摘要"),
    ("copies of the vendor's page", "官方文档的副本"),
    ("one independent client", "一个独立客户端"),
    ("an independent client", "一个独立客户端"),
    ("independent clients", "独立客户端"),
    ("the client library ", "客户端库 "),
    ("the plugin ", "插件 "),
    ("lists in user interfaces alone", "仅见于用户界面的列表"),
    (", as one project cites it", "（据一个项目引用）"),
    (", by ", "，据"),
    (" alone", "（仅此一处）"),
    (" and ", " 与 "),
    (", ", "、"),
];

/// A source in the terminal's language.
pub fn source(text: &str) -> String {
    match zh() {
        true => in_chinese(text),
        false => text.to_owned(),
    }
}

fn in_chinese(text: &str) -> String {
    let translated = PHRASES.iter();
    let text = translated.fold(text.to_owned(), |text, (en, chinese)| {
        text.replace(en, chinese)
    });
    spaced(&text)
}

/// A list with a space around `与` beside a Latin word, and none beside a Chinese one.
fn spaced(text: &str) -> String {
    let space = |beside: Option<char>| match beside.is_some_and(|c| c.is_ascii()) {
        true => " ",
        false => "",
    };
    let mut parts = text.split(" 与 ").peekable();
    let mut all = String::new();
    while let Some(part) = parts.next() {
        all.push_str(part);
        if let Some(next) = parts.peek() {
            all.push_str(space(part.chars().next_back()));
            all.push('与');
            all.push_str(space(next.chars().next()));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::in_chinese;

    /// Words that stay: names and addresses.
    fn is_name(word: &str) -> bool {
        let known = ["SDK", "Java", "Go", "volcengine_ai"];
        word.starts_with("https://") || word.contains(['/', '.']) || known.contains(&word)
    }

    #[test]
    fn every_source_of_the_catalogue_has_chinese_words() {
        for tool in visual_catalog::tools() {
            let text = in_chinese(tool.source);
            let wide = |c: char| !c.is_ascii() || c.is_whitespace();
            let words = text.split(wide).filter(|word| !word.is_empty());
            let english: Vec<_> = words.filter(|word| !is_name(word)).collect();
            assert_eq!(english, [""; 0], "{text}");
        }
    }
}
