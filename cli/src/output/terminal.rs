//! Standard output and standard error. All that the program prints goes through
//! here, so that no text of a service, a component or a file reaches a terminal
//! with characters that it acts on, or begins a line of its own.

use crate::output::closed;
use crate::output::language::tr;
use crate::output::wrapping::hanging;
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

/// Standard output for lines of JSON that a program reads: too many to be held in memory.
pub fn json_lines() -> io::BufWriter<io::Stdout> {
    io::BufWriter::new(io::stdout())
}

/// Prints lines on standard error. That nobody reads them is no error.
pub fn tell_lines<T: AsRef<str>>(lines: &[T]) {
    _ = write_told(lines);
}

/// Prints lines on standard error; where nobody reads there, on standard output.
pub fn tell_or_print<T: AsRef<str>>(lines: &[T]) {
    let told = open(closed::is_err()).and_then(|()| write_told(lines));
    if told.is_err() {
        _ = print_lines(lines);
    }
}

/// Prints `note: TEXT` on standard error.
pub fn note(text: &str) {
    tell_lines(&[noted(text)]);
}

/// A line that notes something.
pub fn noted(text: &str) -> String {
    tr!("note: {text}", "注意：{text}")
}

/// A line that warns of something.
pub fn warning(text: &str) -> String {
    tr!("warning: {text}", "警告：{text}")
}

/// Prints `warning: TEXT` on standard error.
pub fn warn(text: &str) {
    tell_lines(&[warning(text)]);
}

/// Whether standard output is a terminal.
pub fn is_out() -> bool {
    io::stdout().is_terminal()
}

/// Whether standard error is a terminal.
pub fn is_err() -> bool {
    io::stderr().is_terminal()
}

/// The columns of standard output: as `COLUMNS` says, else those of the terminal,
/// where it is one.
pub fn columns() -> Option<usize> {
    columns_set().or_else(|| {
        let size = terminal_size::terminal_size_of(io::stdout());
        size.map(|(width, _)| width.0.into())
    })
}

/// The same of standard error.
fn err_columns() -> Option<usize> {
    columns_set().or_else(|| {
        let size = terminal_size::terminal_size_of(io::stderr());
        size.map(|(width, _)| width.0.into())
    })
}

fn columns_set() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

/// The least columns that a message is broken to.
const MIN_COLUMNS: usize = 40;

/// A message in lines that fit so many columns. Others, such as a task, stay whole.
fn fitted(line: &str, columns: Option<usize>) -> Vec<String> {
    let is_message = |(beginnings, _): &(&[&str], u8)| {
        beginnings
            .iter()
            .any(|beginning| line.starts_with(beginning))
    };
    match columns {
        Some(columns) if COLOURS.iter().any(is_message) => hanging(line, columns.max(MIN_COLUMNS)),
        _ => vec![line.to_owned()],
    }
}

/// Whether what is told is coloured: on a terminal that has colours, unless
/// `NO_COLOR` is set.
fn has_colours() -> bool {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    is_err() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}

/// What lines begin with, and the colour of each: red, yellow, green, blue, none.
const COLOURS: &[(&[&str], u8)] = &[
    (&["error: ", "错误："], 31),
    (&["warning: ", "警告："], 33),
    (&["hint: ", "提示："], 32),
    (&["note: ", "注意："], 34),
    (&["billed: ", "计费："], 0),
];

/// A line that is clean, with its beginning coloured.
fn coloured(line: &str) -> String {
    for (beginnings, colour) in COLOURS {
        for beginning in *beginnings {
            if let Some(rest) = line.strip_prefix(beginning).filter(|_| *colour > 0) {
                return format!("\u{1b}[1;{colour}m{beginning}\u{1b}[0m{rest}");
            }
        }
    }
    line.to_owned()
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

fn write_told<T: AsRef<str>>(lines: &[T]) -> io::Result<()> {
    let style = match has_colours() {
        true => coloured,
        false => str::to_owned,
    };
    let columns = err_columns();
    let lines = lines.iter().flat_map(|line| fitted(line.as_ref(), columns));
    write_styled(io::stderr().lock(), &lines.collect::<Vec<_>>(), style)
}

fn write_lines<T: AsRef<str>>(to: impl Write, lines: &[T]) -> io::Result<()> {
    write_styled(to, lines, str::to_owned)
}

/// Writes lines; `style` gets them clean.
fn write_styled<T: AsRef<str>>(
    mut to: impl Write,
    lines: &[T],
    style: fn(&str) -> String,
) -> io::Result<()> {
    let mut text = String::new();
    for line in lines {
        text.push_str(&style(&escape_hidden(line.as_ref())));
        text.push('\n');
    }
    // At once, so that the lines of two processes do not mix.
    to.write_all(text.as_bytes())?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_fit_and_tasks_stay_whole() {
        let line = "error: the service does not have this task, and says no more of it";
        let lines = fitted(line, Some(40));
        assert!(
            lines.len() == 2 && lines.concat().contains("  "),
            "{lines:?}"
        );
        assert!(lines.iter().all(|line| line.len() <= 40), "{lines:?}");
        assert_eq!(fitted(line, None), [line]);
        let task = "task: ".to_owned() + &"v".repeat(100);
        assert_eq!(fitted(&task, Some(40)), [task.as_str()]);
    }
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

    #[test]
    fn only_our_own_beginnings_are_coloured() {
        let line = |text| coloured(&escape_hidden(text));
        assert_eq!(line("error: a"), "\u{1b}[1;31merror: \u{1b}[0ma");
        assert_eq!(line("提示：甲"), "\u{1b}[1;32m提示：\u{1b}[0m甲");
        assert_eq!(line("\u{1b}[2Jerror: a"), "\\u001b[2Jerror: a");
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
