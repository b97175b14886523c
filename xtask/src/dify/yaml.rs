//! YAML, as far as Dify's files need it: blocks of maps and lists, one scalar a line.

/// A value.
pub enum Yaml {
    /// A text.
    Text(String),
    /// A number or a truth value, as YAML writes it.
    Plain(String),
    /// A list.
    List(Vec<Yaml>),
    /// Members in their order.
    Map(Vec<(&'static str, Yaml)>),
    /// A list of texts in groups, each below a comment.
    Groups(Vec<(String, Vec<String>)>),
}

impl Yaml {
    /// A text.
    pub fn text(text: impl Into<String>) -> Yaml {
        Yaml::Text(text.into())
    }

    /// A file: the comment, then the value.
    pub fn file(&self, comment: &str) -> String {
        let mut out = format!("# {comment}\n");
        self.write(&mut out, 0);
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        let indent = " ".repeat(depth);
        match self {
            Yaml::Text(text) => *out += &format!("{}\n", scalar(text)),
            Yaml::Plain(word) => *out += &format!("{word}\n"),
            Yaml::List(items) => {
                for item in items {
                    *out += &format!("{indent}- ");
                    let mut text = String::new();
                    item.write(&mut text, depth + 2);
                    *out += text.trim_start_matches(' ');
                }
            }
            Yaml::Map(members) => {
                for (name, value) in members {
                    member(out, depth, (name, value));
                }
            }
            Yaml::Groups(groups) => {
                for (comment, texts) in groups {
                    *out += &format!("{indent}# {comment}\n");
                    for text in texts {
                        *out += &format!("{indent}- {}\n", scalar(text));
                    }
                }
            }
        }
    }
}

/// A member of a map. What is no scalar begins on the next line.
fn member(out: &mut String, depth: usize, (name, value): (&str, &Yaml)) {
    let indent = " ".repeat(depth);
    match value {
        Yaml::Text(_) | Yaml::Plain(_) => {
            *out += &format!("{indent}{name}: ");
            value.write(out, 0);
        }
        _ => {
            *out += &format!("{indent}{name}:\n");
            value.write(out, depth + 2);
        }
    }
}

/// A text, in quotes unless it is safe without.
fn scalar(text: &str) -> String {
    match is_plain(text) {
        true => text.to_owned(),
        // A string of JSON is one of YAML.
        false => serde_json::Value::from(text).to_string(),
    }
}

/// Whether YAML reads the bare text as the same text, whatever its version.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let is_safe = |c: char| c.is_alphanumeric() || " _.,;/()+=-。，；、：（）“”×".contains(c);
    text.starts_with(char::is_alphabetic)
        && text.chars().all(is_safe)
        && !text.ends_with(' ')
        && !WORDS.contains(&text.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_blocks() {
        let value = Yaml::Map(vec![
            ("name", Yaml::text("a b")),
            ("min", Yaml::Plain("-1".into())),
            (
                "options",
                Yaml::List(vec![
                    Yaml::Map(vec![("value", Yaml::text("16:9")), ("on", Yaml::text("x"))]),
                    Yaml::text("no"),
                ]),
            ),
            (
                "tools",
                Yaml::Groups(vec![("Videos".into(), vec!["a.yaml".into()])]),
            ),
        ]);
        let expected = "\
            # Head\n\
            name: a b\n\
            min: -1\n\
            options:\n  \
              - value: \"16:9\"\n    \
                on: x\n  \
              - \"no\"\n\
            tools:\n  \
              # Videos\n  \
              - a.yaml\n";
        assert_eq!(value.file("Head"), expected);
    }

    #[test]
    fn what_yaml_would_read_otherwise_is_quoted() {
        for text in [
            "", "1", "1.5", "Yes", "a: b", "- a", "a #b", "a ", "\"", "a\nb", "~",
        ] {
            assert!(scalar(text).starts_with('"'), "{text}");
        }
        for text in ["a", "图片。", "A prompt, and more."] {
            assert_eq!(scalar(text), text);
        }
    }
}
