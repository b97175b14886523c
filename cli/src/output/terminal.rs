//! Standard output and standard error. All that the program prints goes through
//! here, so that no text of a service, a component or a file reaches a terminal
//! with characters that it acts on, or begins a line of its own.

use crate::output::closed;
use serde_json::Value;
use std::io::{self, IsTerminal, Write};
use visual_catalog::sanitize::escape_hidden;

/// Prints lines on standard output.
pub fn print_lines<T: AsRef<str>>(lines: &[T]) -> io::Result<()> {
    open(closed::is_out())?;
    write_lines(io::stdout().lock(), lines)
}

/// Prints one JSON object on one line of standard output.
pub fn print_json(value: &Value) -> io::Result<()> {
    print_lines(&[value.to_string()])
}

/// Prints a script of the program's own on standard output, as it is.
pub fn print_script(script: &[u8]) -> io::Result<()> {
    open(closed::is_out())?;
    let mut out = io::stdout().lock();
    out.write_all(script)?;
    out.flush()
}

/// Prints lines on standard error. That nobody reads them is no error.
pub fn tell_lines<T: AsRef<str>>(lines: &[T]) {
    _ = write_lines(io::stderr().lock(), lines);
}

/// Prints lines on standard error; where nobody reads there, on standard output.
pub fn tell_or_print<T: AsRef<str>>(lines: &[T]) {
    let told = open(closed::is_err()).and_then(|()| write_lines(io::stderr().lock(), lines));
    if told.is_err() {
        _ = print_lines(lines);
    }
}

/// Prints `note: TEXT` on standard error.
pub fn note(text: &str) {
    tell_lines(&[format!("note: {text}")]);
}

/// Prints `warning: TEXT` on standard error.
pub fn warn(text: &str) {
    tell_lines(&[format!("warning: {text}")]);
}

/// Whether standard output is a terminal.
pub fn is_out() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard error is a terminal.
pub fn is_err() -> bool {
    io::stderr().is_terminal()
}

/// JSON for people, over several lines.
pub fn pretty(value: &Value) -> Vec<String> {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

fn open(is_closed: bool) -> io::Result<()> {
    match is_closed {
        true => Err(io::Error::other("it is closed")),
        false => Ok(()),
    }
}

fn write_lines<T: AsRef<str>>(mut to: impl Write, lines: &[T]) -> io::Result<()> {
    let mut text = String::new();
    for line in lines {
        text.push_str(&escape_hidden(line.as_ref()));
        text.push('\n');
    }
    // At once, so that the lines of two processes do not mix.
    to.write_all(text.as_bytes())?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::path::Path;

    fn written(lines: &[&str]) -> String {
        let mut bytes = Vec::new();
        write_lines(&mut bytes, lines).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_line_stays_one_line() {
        assert_eq!(
            written(&["a\nbilled: no", "\u{1b}[2Jb"]),
            "a\\u000abilled: no\n\\u001b[2Jb\n"
        );
        assert_eq!(written(&[]), "");
    }

    #[test]
    fn json_means_the_same_afterwards() {
        let value = json!({"a\u{202e}": "\u{0}\n\u{7f}\u{9b}\u{200b}\u{e0041}"});
        let line = written(&[&value.to_string()]);
        assert!(
            !line
                .trim_end()
                .chars()
                .any(|c| !c.is_ascii() || c.is_control())
        );
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
        assert_eq!(pretty(&value).len(), 3);
    }

    /// Nothing else writes: what it wrote would not be cleaned.
    #[test]
    fn nothing_is_printed_elsewhere() {
        let mut left = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let writers = ["print!(", "println!(", "dbg!(", "stdout()", "stderr()"];
        let mut seen = 0;
        while let Some(path) = left.pop() {
            if path.is_dir() {
                let entries = std::fs::read_dir(path).unwrap();
                left.extend(entries.map(|entry| entry.unwrap().path()));
                continue;
            }
            if path.ends_with("terminal.rs") {
                continue;
            }
            seen += 1;
            let text = std::fs::read_to_string(&path).unwrap();
            let writer = writers.iter().find(|writer| text.contains(*writer));
            assert_eq!(writer, None, "{}", path.display());
        }
        assert!(seen > 20, "{seen}");
    }
}
