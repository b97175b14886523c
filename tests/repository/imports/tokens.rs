//! The tokens of a Rust file: words, `::`, string literals with a leading `"`, and single characters.
//! Comments, lifetimes, numbers and characters in quotes are left out.

/// The tokens of `text`, without the items under `#[cfg(test)]`.
pub fn of_program(text: &str) -> Vec<String> {
    without_tests(&of_file(text))
}

/// All tokens of `text`.
pub fn of_file(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = at(i);
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            i = end_of_comment(&chars, i);
        } else if let Some((start, hashes)) = raw_string(&chars, i) {
            let end = end_of_raw(&chars, start, hashes);
            found.push("\"".to_owned());
            i = end;
        } else if c == '"' || (c == 'b' || c == 'c') && at(i + 1) == '"' {
            let start = if c == '"' { i + 1 } else { i + 2 };
            i = start;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            let text: String = chars[start..i.min(chars.len())].iter().collect();
            found.push(format!("\"{text}"));
            i += 1;
        } else if c == '\'' {
            i = end_of_quote(&chars, i);
        } else if c.is_ascii_digit() {
            while at(i).is_alphanumeric() || at(i) == '_' {
                i += 1;
            }
        } else if c.is_alphabetic() || c == '_' {
            let start = i;
            while at(i).is_alphanumeric() || at(i) == '_' {
                i += 1;
            }
            found.push(chars[start..i].iter().collect());
        } else if c == ':' && at(i + 1) == ':' {
            found.push("::".to_owned());
            i += 2;
        } else {
            if !c.is_whitespace() {
                found.push(c.to_string());
            }
            i += 1;
        }
    }
    found
}

fn end_of_comment(chars: &[char], start: usize) -> usize {
    let (mut i, mut depth) = (start, 0);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (i, depth) = (i + 2, depth + 1),
            ('*', Some('/')) => (i, depth) = (i + 2, depth - 1),
            _ => i += 1,
        }
        if depth == 0 {
            break;
        }
    }
    i
}

/// Where the text of a raw string that begins at `i` starts, and its number of `#`.
fn raw_string(chars: &[char], i: usize) -> Option<(usize, usize)> {
    let word_before = i > 0 && (chars[i - 1].is_alphanumeric() || chars[i - 1] == '_');
    let mut at = i;
    if matches!(chars[at], 'b' | 'c') {
        at += 1;
    }
    if word_before || chars.get(at) != Some(&'r') {
        return None;
    }
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    let quote = at + 1 + hashes;
    (chars.get(quote) == Some(&'"')).then_some((quote + 1, hashes))
}

fn end_of_raw(chars: &[char], start: usize, hashes: usize) -> usize {
    let closes = |i: usize| {
        chars[i] == '"'
            && chars.len() > i + hashes
            && chars[i + 1..=i + hashes].iter().all(|c| *c == '#')
    };
    let end = (start..chars.len()).find(|i| closes(*i));
    end.map_or(chars.len(), |end| end + 1 + hashes)
}

/// The end of a character in quotes, or of a lifetime, that begins at `i`.
fn end_of_quote(chars: &[char], i: usize) -> usize {
    match (chars.get(i + 1), chars.get(i + 2)) {
        (Some('\\'), _) => {
            let mut end = i + 3;
            while end < chars.len() && chars[end] != '\'' {
                end += 1;
            }
            end + 1
        }
        (Some(_), Some('\'')) => i + 3,
        _ => {
            let mut end = i + 1;
            while end < chars.len() && (chars[end].is_alphanumeric() || chars[end] == '_') {
                end += 1;
            }
            end
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
