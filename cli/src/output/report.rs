//! What a command prints when it worked.

use crate::output::language::tr;
use crate::output::layout;
use crate::output::terminal;
use serde_json::Value;
use std::io;
use visual_host::io_error_zh;

/// The exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    Refused = 2,
    Pending = 3,
    Interrupted = 130,
}

/// A result in both forms.
pub struct Report {
    /// The one object of `--json`.
    pub json: Value,
    /// For people, on standard output, line by line.
    pub lines: Vec<String>,
    /// For people, on standard error, where `lines` are printed.
    pub asides: Vec<String>,
    /// For people, on standard error, in either form.
    pub notes: Vec<String>,
    /// What went wrong, in lines, on standard error in either form.
    pub errors: Vec<String>,
    pub exit: Exit,
}

impl Report {
    /// A command that did what it was asked.
    pub fn done(json: Value, lines: Vec<String>) -> Report {
        Report {
            json,
            lines,
            asides: Vec::new(),
            notes: Vec::new(),
            errors: Vec::new(),
            exit: Exit::Done,
        }
    }

    /// The same, of sentences that are broken to the terminal's width.
    pub fn prose(json: Value, sentences: &[String]) -> Report {
        let lines = sentences
            .iter()
            .flat_map(|line| layout::hanging(line, layout::width()));
        Report::done(json, lines.collect())
    }

    /// A command that has printed all it had to say.
    pub fn silent() -> Report {
        Report::done(Value::Null, Vec::new())
    }

    /// Prints the report, and gives the exit status.
    pub fn print(&self, as_json: bool) -> Exit {
        for note in &self.notes {
            terminal::note(note);
        }
        terminal::tell_lines(&self.errors);
        let json = [self.json.to_string()];
        let is_json = as_json && !self.json.is_null();
        let lines = match is_json {
            true => &json,
            false => self.lines.as_slice(),
        };
        let exit = match self.is_of_job() {
            true => deliver_or_tell(lines, self.exit),
            false => deliver(lines, self.exit),
        };
        if !is_json {
            terminal::tell_lines(&self.asides);
        }
        exit
    }

    /// Whether it may name a task, or hold what was paid for.
    fn is_of_job(&self) -> bool {
        let members = ["done", "pending", "error", "raw"];
        members.iter().any(|name| self.json.get(name).is_some())
    }
}

/// Prints the result of a command on standard output, and gives its exit
/// status: that it cannot be written there is an error.
pub fn deliver(lines: &[String], exit: Exit) -> Exit {
    let Err(error) = terminal::print_lines(lines) else {
        return exit;
    };
    unwritten(&error)
}

/// The same for what may name a task or be a product: what cannot be written
/// on standard output is printed on standard error instead.
pub fn deliver_or_tell(lines: &[String], exit: Exit) -> Exit {
    let Err(error) = terminal::print_lines(lines) else {
        return exit;
    };
    let failed = unwritten(&error);
    terminal::tell_lines(lines);
    failed
}

/// Says that standard output cannot be written.
pub fn unwritten(error: &io::Error) -> Exit {
    let zh = io_error_zh(error);
    terminal::tell_lines(&[tr!(
        "error: standard output cannot be written: {error}",
        "错误：无法写入标准输出：{zh}"
    )]);
    Exit::Failed
}
