//! How the program fails: one error record, its task as text, an exit status.

use crate::output::report::{Exit, deliver_or_tell};
use crate::output::terminal;
use crate::output::{billed, hint};
use serde_json::{Value, json};
use visual_host::{Error, ErrorKind, HostError, Purchase};

/// A command that failed.
#[derive(Debug)]
pub struct Failure {
    pub error: Error,
    /// What helps a person further.
    pub hint: Option<String>,
    pub exit: Exit,
}

impl Failure {
    /// A fault in what the user gave, found before anything was sent.
    pub fn input(field: &str, message: &str, message_zh: &str) -> Failure {
        Failure::refused(ErrorKind::InvalidInput, field, (message, message_zh))
    }

    /// A command line that cannot be understood, and how it is written.
    pub fn usage(text: &str, usage: &str) -> Failure {
        let mut failure = Failure::input("", text, "命令行参数有误");
        failure.hint = (!usage.is_empty()).then(|| usage.to_owned());
        failure
    }

    /// A refusal of another kind; the texts are English and Chinese.
    pub fn refused(kind: ErrorKind, field: &str, texts: (&str, &str)) -> Failure {
        let texts = (texts.0.to_owned(), texts.1.to_owned());
        Error::refused(kind, field, texts).into()
    }

    /// A fault of the machine, such as a port that is taken.
    pub fn machine(message: String, message_zh: &str) -> Failure {
        let mut failure = Failure::refused(ErrorKind::Io, "", (&message, message_zh));
        failure.exit = Exit::Failed;
        failure
    }

    /// The same, with what is at fault named as it is typed.
    pub fn naming(mut self, as_typed: impl Fn(&str) -> Option<String>) -> Failure {
        let error = &mut *self.error;
        if let Some(field) = &error.field
            && let Some(typed) = as_typed(field)
        {
            for message in [&mut error.message, &mut error.message_zh] {
                *message = message.replacen(&format!("`{field}`"), &typed, 1);
            }
        }
        self
    }

    /// The same of a call with image files that were given as they are.
    pub fn about_files(mut self) -> Failure {
        let kind = self.error.kind;
        let is_refused = self.error.purchase == Purchase::NotMade;
        if matches!(kind, ErrorKind::RejectedMedia | ErrorKind::TooLarge) && is_refused
            || self.error.field.as_deref() == Some("arguments")
        {
            let hint = "hint: --fit resizes image files, or converts them to JPEG or PNG";
            self.hint = Some(hint.to_owned());
        }
        self
    }

    /// The failure as the program's JSON object.
    pub fn json(&self) -> Value {
        json!({ "error": self.error })
    }

    /// Prints the failure, and gives the exit status.
    pub fn print(&self, as_json: bool) -> Exit {
        if as_json {
            return deliver_or_tell(&[self.json().to_string()], self.exit);
        }
        // It may name a task.
        terminal::tell_or_print(&self.lines());
        self.exit
    }

    fn lines(&self) -> Vec<String> {
        let error = &self.error;
        let mut lines = lines(error).to_vec();
        let task = error.task.as_ref().map(ToString::to_string);
        let hint = self
            .hint
            .clone()
            .or_else(|| hint::for_error(error, task.as_deref()));
        lines.extend(hint.iter().flat_map(|hint| hint.lines()).map(str::to_owned));
        // Most messages name it.
        let is_named = |field: &String| error.message.contains(field.as_str());
        let field = error.field.clone().filter(|field| !is_named(field));
        let details = [
            ("field", &field),
            ("code", &error.code),
            ("request", &error.request_id),
            ("task", &task),
        ];
        for (name, value) in details {
            lines.extend(value.as_ref().map(|value| format!("{name}: {value}")));
        }
        lines.push(billed::of_failure(error).to_owned());
        lines
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let own_file = matches!(
            error.host,
            None | Some(
                HostError::NotAComponent(_)
                    | HostError::UnknownImport { .. }
                    | HostError::Incompatible(_)
            )
        );
        let refused = error.refused_before_sending() && own_file && local(error.kind);
        Failure {
            exit: if refused { Exit::Refused } else { Exit::Failed },
            hint: None,
            error,
        }
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Failure {
        Error::from(error).into()
    }
}

/// The message of an error in both languages, a line each.
pub fn lines(error: &Error) -> [String; 2] {
    [
        format!("error: {}", one_line(&error.message)),
        format!("错误：{}", one_line(&error.message_zh)),
    ]
}

/// A text over several lines, such as those of a parser or an engine, in one.
fn one_line(text: &str) -> String {
    let lines = text.split(['\n', '\r', '\t']).map(str::trim);
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// Kinds that the user's own side can cause before anything is sent.
fn local(kind: ErrorKind) -> bool {
    !matches!(
        kind,
        ErrorKind::Internal | ErrorKind::Io | ErrorKind::TimedOut | ErrorKind::Network
    )
}

/// The failure of a call that the user broke off. `listed` says whether there
/// is a journal to find it in.
pub fn interrupted(sent: bool, listed: bool) -> Failure {
    let texts = ("interrupted", "已中断");
    let mut failure = Failure::refused(ErrorKind::Cancelled, "", texts);
    failure.exit = Exit::Interrupted;
    if sent {
        failure.error.purchase = Purchase::Unknown;
        failure.error.advice = visual_host::Advice::AskBeforeRepeating;
        failure.hint = listed.then(|| {
            "hint: `visual task list` shows it until you `visual task forget` it".to_owned()
        });
    }
    failure
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exit(kind: ErrorKind, purchase: Purchase, requests: u32) -> Exit {
        let mut error = Error::refused(kind, "f", (String::new(), String::new()));
        error.purchase = purchase;
        error.requests = requests;
        Failure::from(error).exit
    }

    #[test]
    fn refused_means_that_nothing_was_sent() {
        use ErrorKind::*;
        use Purchase::*;
        for kind in [
            InvalidInput,
            Unsupported,
            NoCredentials,
            RejectedCredentials,
            DeniedByHost,
        ] {
            assert_eq!(exit(kind, NotMade, 0), Exit::Refused);
            assert_eq!(exit(kind, NotMade, 1), Exit::Failed);
        }
        assert_eq!(exit(Internal, NotMade, 0), Exit::Failed);
        assert_eq!(exit(Network, NotMade, 0), Exit::Failed);
        assert_eq!(exit(OutcomeUnknown, Unknown, 1), Exit::Failed);
        assert_eq!(exit(TaskGone, Made, 1), Exit::Failed);
        assert_eq!(interrupted(true, true).exit, Exit::Interrupted);
    }

    #[test]
    fn host_faults_map_by_their_cause() {
        let bad_file = HostError::NotAComponent("it is empty".to_owned());
        assert_eq!(Failure::from(bad_file).exit, Exit::Refused);
        let trap = HostError::Trap("unreachable".to_owned());
        assert_eq!(Failure::from(trap).exit, Exit::Failed);
    }

    #[test]
    fn people_see_both_languages_and_the_bill() {
        let lines = Failure::input("prompt", "too long", "过长").lines();
        assert_eq!(lines.first().unwrap(), "error: too long");
        assert_eq!(lines.get(1).unwrap(), "错误：过长");
        assert_eq!(lines.last().unwrap(), "billed: no");
    }
}
