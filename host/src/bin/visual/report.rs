//! What a command prints when it worked.

use serde_json::Value;
use visual_host::types::{Advice, Purchase};

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
    /// For people, on standard output.
    pub text: String,
    /// For people, on standard error, in either form.
    pub notes: Vec<String>,
    pub exit: Exit,
}

impl Report {
    /// A command that did what it was asked.
    pub fn done(json: Value, text: String) -> Report {
        Report {
            json,
            text,
            notes: Vec::new(),
            exit: Exit::Done,
        }
    }

    /// A command that has printed all it had to say.
    pub fn silent() -> Report {
        Report::done(Value::Null, String::new())
    }

    /// Prints the report, and gives the exit status.
    pub fn print(&self, as_json: bool) -> Exit {
        for note in &self.notes {
            eprintln!("note: {note}");
        }
        match as_json && !self.json.is_null() {
            true => print_json(&self.json),
            false => print_text(&self.text),
        }
        self.exit
    }
}

/// Prints one JSON object on one line.
pub fn print_json(value: &Value) {
    print_text(&value.to_string());
}

/// Prints a line. A reader that went away is no reason to fail.
pub fn print_text(text: &str) {
    use std::io::Write;
    if !text.is_empty() {
        _ = writeln!(std::io::stdout(), "{text}");
    }
}

/// Who must act.
pub fn advice_line(advice: Advice) -> &'static str {
    match advice {
        Advice::FixInput => "you: change the arguments",
        Advice::FixAccount => {
            "you: change the account (keys, permissions, purchases) or the settings that lead to it"
        }
        Advice::RepeatLater => "you: try again later, it may then succeed",
        Advice::AskBeforeRepeating => {
            "you: decide whether to repeat this, it may be billed a second time"
        }
        Advice::CollectTask => "you: collect the job with `visual task wait TASK`",
        Advice::Report => "you: report this to the authors",
    }
}

/// What happened to the account.
pub fn bought_line(purchase: Purchase) -> &'static str {
    match purchase {
        Purchase::NotMade => "bought: no",
        Purchase::Made => "bought: yes",
        Purchase::Unknown => "bought: unknown",
    }
}
