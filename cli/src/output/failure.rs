//! How the program fails: one error record, its task as text, an exit status.

use crate::output::language::{Message, message, pick, tr};
use crate::output::layout::quoted;
use crate::output::report::{Exit, deliver_or_tell};
use crate::output::terminal;
use crate::output::typed::as_typed;
use crate::output::{billed, hint};
use serde_json::{Value, json};
use visual_host::{Advice, Error, ErrorKind, HostError, JournalAddress, Purchase};

/// The command that was called.
pub struct Invoked {
    /// As its help is asked for, such as `visual run TOOL`.
    pub name: String,
    /// Whether it can buy.
    pub buys: bool,
    /// Whether it prints JSON.
    pub json: bool,
}

/// A command that failed.
#[derive(Debug)]
pub struct Failure {
    pub error: Error,
    /// What to do, in the terminal's language; else what the error's advice says.
    pub hint: Option<String>,
    pub exit: Exit,
}

impl Failure {
    /// Invalid input, found before anything was sent.
    pub fn input(field: &str, message: Message) -> Failure {
        Failure::refused(ErrorKind::InvalidInput, field, message)
    }

    /// A refusal of another kind.
    pub fn refused(kind: ErrorKind, field: &str, message: Message) -> Failure {
        Error::refused(kind, field, message.pair()).into()
    }

    /// A failure of the machine, such as a port in use.
    pub fn machine(message: Message) -> Failure {
        let mut failure = Failure::refused(ErrorKind::Io, "", message);
        failure.exit = Exit::Failed;
        failure
    }

    /// The same, with what to do about it.
    pub fn with_hint(mut self, hint: String) -> Failure {
        self.hint = Some(hint);
        self
    }

    /// The same, with arguments named as they are typed.
    pub fn naming(mut self, typed: impl Fn(&str) -> Option<Message>) -> Failure {
        let error = &mut *self.error;
        error.message = as_typed(&error.message, |name| Some(typed(name)?.en));
        error.message_zh = as_typed(&error.message_zh, |name| Some(typed(name)?.zh));
        self
    }

    /// Prints the failure of a command, and gives the exit status.
    pub fn print(&self, command: &Invoked) -> Exit {
        if command.json {
            return deliver_or_tell(&[self.json().to_string()], self.exit);
        }
        // It may name a task.
        terminal::tell_or_print(&self.lines(command));
        self.exit
    }

    /// The same of a call with image files that were given as they are. What the service
    /// refuses of an image and its mask, no change of their sizes repairs.
    pub fn about_files(mut self, has_mask: bool) -> Failure {
        let kind = self.error.kind;
        let is_refused = self.error.purchase == Purchase::NotMade
            && !(has_mask && kind == ErrorKind::RejectedMedia);
        if matches!(kind, ErrorKind::RejectedMedia | ErrorKind::TooLarge) && is_refused
            || self.error.field.as_deref() == Some("arguments")
        {
            self.hint = Some(tr!(
                "--fit resizes image files, or converts them to JPEG or PNG",
                "可用 --fit 缩放图片文件，或转换为 JPEG 或 PNG"
            ));
        }
        self
    }

    /// The same of a purchase that is unknown, with the command that clears it from the journal
    /// where it is `listed`.
    pub fn clearing(mut self, journal: Option<&JournalAddress>, listed: bool) -> Failure {
        let error = &self.error;
        let is_unknown =
            error.advice == Advice::AskBeforeRepeating && error.purchase == Purchase::Unknown;
        if let Some(key) = error.idempotency_key.as_deref()
            && is_unknown
            && listed
            && error.field.as_deref() != Some("idempotency-key")
        {
            let key = quoted(key);
            let journal = journal.map(|place| quoted(&place.to_string()));
            let journal = journal.map(|place| format!(" --journal {place}"));
            let journal = journal.unwrap_or_default();
            self.hint = Some(tr!(
                "check the console; if nothing was billed, clear the purchase and run it again: visual task forget {key}{journal}",
                "请到控制台核对；若未计费，可清除该次购买后重新运行：visual task forget {key}{journal}"
            ));
        }
        self
    }

    /// The failure as the program's JSON object.
    pub fn json(&self) -> Value {
        json!({ "error": self.error })
    }

    fn lines(&self, command: &Invoked) -> Vec<String> {
        let error = &self.error;
        let mut lines = vec![line(error)];
        let task = error.task.as_ref().map(ToString::to_string);
        let hint = self.hint.clone();
        let hint = hint.or_else(|| hint::for_error(error, &command.name));
        lines.extend(hint.map(|hint| tr!("hint: {hint}", "提示：{hint}")));
        let details = [
            (pick("code: ", "错误码："), &error.code),
            (pick("request: ", "请求 ID："), &error.request_id),
            (pick("task: ", "任务："), &task),
        ];
        for (name, value) in details {
            lines.extend(value.as_ref().map(|value| format!("{name}{value}")));
        }
        // Of a command that cannot buy, nobody asks what it cost.
        if command.buys || error.purchase != Purchase::NotMade {
            lines.push(billed::of_failure(error));
        }
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
        let exit = match refused {
            true => Exit::Refused,
            false if is_in_flight(&error) => Exit::Pending,
            false => Exit::Failed,
        };
        Failure {
            exit,
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

/// Whether another process is submitting the same idempotency key.
fn is_in_flight(error: &Error) -> bool {
    error.kind == ErrorKind::OutcomeUnknown
        && error.advice == Advice::RepeatLater
        && error.field.as_deref() == Some("idempotency-key")
}

/// The message of an error, in the terminal's language.
pub fn line(error: &Error) -> String {
    let text = one_line(pick(&error.message, &error.message_zh));
    let text = uncapitalized(&without_os_code(&text));
    tr!("error: {text}", "错误：{text}")
}

/// A text without the number that the standard library puts behind an error of the system.
fn without_os_code(text: &str) -> String {
    let Some((before, rest)) = text.split_once(" (os error ") else {
        return text.to_owned();
    };
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    format!("{before}{after}")
}

/// A sentence that follows a colon: its first word is in lower case, unless it is a name.
pub fn uncapitalized(text: &str) -> String {
    const WORDS: &[&str] = &[
        "A",
        "An",
        "Cannot",
        "Files",
        "No",
        "Of",
        "The",
        "There",
        "This",
        "Too",
        "Unexpected",
    ];
    let first = text.split(' ').next().unwrap_or_default();
    match WORDS.contains(&first) {
        true => {
            let mut letters = text.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
        false => text.to_owned(),
    }
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
    let interrupted = message!("interrupted", "已中断");
    let mut failure = Failure::refused(ErrorKind::Cancelled, "", interrupted);
    failure.exit = Exit::Interrupted;
    if sent {
        failure.error.purchase = Purchase::Unknown;
        failure.error.advice = Advice::AskBeforeRepeating;
        failure.hint = listed.then(|| {
            tr!(
                "`visual task list` shows it until you clear it with `visual task forget`",
                "可用 `visual task list` 查看，并用 `visual task forget` 清除"
            )
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
    fn sentences_go_on_after_a_colon() {
        assert_eq!(
            uncapitalized("The link has expired."),
            "the link has expired."
        );
        for name in [
            "VOLC_ENDPOINT is not usable",
            "`a` is required",
            "IDCard is",
            "",
        ] {
            assert_eq!(uncapitalized(name), name);
        }
    }

    #[test]
    fn numbers_of_the_system_are_left_out() {
        let error = std::io::Error::from_raw_os_error(2);
        let text = without_os_code(&format!("a: {error}, and more"));
        assert!(
            text.starts_with("a: ") && text.ends_with(", and more"),
            "{text}"
        );
        assert!(!text.contains("os error"), "{text}");
        assert_eq!(without_os_code("plain"), "plain");
    }

    #[test]
    fn host_faults_map_by_their_cause() {
        let bad_file = HostError::NotAComponent("it is empty".to_owned());
        assert_eq!(Failure::from(bad_file).exit, Exit::Refused);
        let trap = HostError::Trap("unreachable".to_owned());
        assert_eq!(Failure::from(trap).exit, Exit::Failed);
    }

    #[test]
    fn people_see_the_error_a_hint_and_the_bill() {
        let invoked = |name: &str, buys| Invoked {
            name: name.to_owned(),
            buys,
            json: false,
        };
        let failure = Failure::input("prompt", Message::new("prompt: too long", "过长"));
        let lines = failure.lines(&invoked("visual run general-3.0", true));
        assert_eq!(
            lines,
            [
                "error: prompt: too long",
                "hint: see `visual run general-3.0 --help`",
                "billed: no"
            ]
        );
        let lines = failure.lines(&invoked("visual tools", false));
        assert_eq!(lines.len(), 2, "{lines:?}");
    }
}
