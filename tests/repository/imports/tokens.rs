//! The tokens of a Rust file: words, `::`, string literals with a leading `"`, and single characters.
//! Comments, lifetimes, numbers and characters in quotes are left out.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens of `text`, without the items under `#[cfg(test)]`.
pub fn of_program(text: &str) -> Vec<String> {
    without_tests(&of_file(text))
}

/// All tokens of `text`.
pub fn of_file(text: &str) -> Vec<String> {
    let stream: TokenStream = text.parse().expect("it is Rust");
    let mut found = Vec::new();
    add(&mut found, stream);
    found
}

fn add(found: &mut Vec<String>, stream: TokenStream) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Ident(word) => found.push(word.to_string().replace("r#", "")),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let text = text.trim_start_matches(['b', 'c']);
                if text.starts_with('"') {
                    found.push(text[..text.len() - 1].to_owned());
                } else if text.starts_with('r') {
                    found.push("\"".to_owned());
                }
            }
            // A lifetime.
            TokenTree::Punct(mark) if mark.as_char() == '\'' => _ = trees.next(),
            TokenTree::Punct(mark) => match (mark.as_char(), mark.spacing()) {
                (':', Spacing::Joint) => {
                    found.push("::".to_owned());
                    trees.next();
                }
                (other, _) => found.push(other.to_string()),
            },
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Parenthesis | Delimiter::None => ("(", ")"),
                };
                found.push(open.to_owned());
                add(found, group.stream());
                found.push(close.to_owned());
            }
        }
    }
}

fn without_tests(tokens: &[String]) -> Vec<String> {
    let test = ["#", "[", "cfg", "(", "test", ")", "]"];
    let also = ["#", "[", "cfg", "(", "all", "(", "test"];
    let mut kept = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let here = &tokens[i..tokens.len().min(i + test.len())];
        if here == test || here == also {
            i = end_of_item(tokens, i);
        } else {
            kept.push(tokens[i].clone());
            i += 1;
        }
    }
    kept
}

/// Past the attributes at `i` and the item that they are of.
fn end_of_item(tokens: &[String], mut i: usize) -> usize {
    while tokens.get(i).is_some_and(|token| token == "#") {
        i = end_of_group(tokens, i + 1);
    }
    let ends_with_block = |word: &String| {
        matches!(
            word.as_str(),
            "mod" | "fn" | "impl" | "struct" | "enum" | "trait" | "macro_rules"
        )
    };
    let head = &tokens[i..tokens.len().min(i + 8)];
    let block = head.iter().any(ends_with_block) && !head.iter().any(|word| word == "use");
    while let Some(token) = tokens.get(i) {
        match token.as_str() {
            ";" => return i + 1,
            "{" if block => return end_of_group(tokens, i),
            "{" | "(" | "[" => i = end_of_group(tokens, i),
            _ => i += 1,
        }
    }
    i
}

/// Past the group whose opening bracket is at `i`.
pub fn end_of_group(tokens: &[String], i: usize) -> usize {
    let mut depth = 0;
    for (place, token) in tokens.iter().enumerate().skip(i) {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return place + 1;
        }
    }
    tokens.len()
}
