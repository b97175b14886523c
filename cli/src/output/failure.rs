//! How the program fails: one error record, its task as text, an exit status.

use crate::output::report::{Exit, advice_line, bought_line, deliver_or_tell};
use crate::output::terminal;
use serde_json::{Value, json};
use visual_host::{Error, ErrorKind, HostError, Proxy, Purchase};

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
        let mut failure = Failure::refused(ErrorKind::Internal, "", (&message, message_zh));
        failure.exit = Exit::Failed;
        failure
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
        let mut lines = vec![
            format!("error: {}", one_line(&error.message)),
            format!("错误：{}", one_line(&error.message_zh)),
            advice_line(error.advice).to_owned(),
        ];
        let hint = self.hint.iter().flat_map(|hint| hint.lines());
        lines.extend(hint.map(str::to_owned));
        let task = error.task.as_ref().map(ToString::to_string);
        let details = [
            ("field", &error.field),
            ("code", &error.code),
            ("request", &error.request_id),
            ("task", &task),
        ];
        for (name, value) in details {
            lines.extend(value.as_ref().map(|value| format!("{name}: {value}")));
        }
        lines.push(bought_line(error.purchase).to_owned());
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
            hint: proxy_hint(&error, || matches!(Proxy::from_env(), Ok(Some(_)))),
            error,
        }
    }
}

impl From<HostError> for Failure {
    fn from(error: HostError) -> Failure {
        Error::from(error).into()
    }
}

/// What to look at where a name was not found: networks with a proxy often
/// resolve no public names.
fn proxy_hint(error: &Error, is_set: impl Fn() -> bool) -> Option<String> {
    let code = error.code.as_deref();
    code.filter(|code| matches!(*code, "DNS-error" | "DNS-timeout"))?;
    let hint = match is_set() {
        true => "hint: a proxy is set, but not for this host (see NO_PROXY)",
        false => "hint: no proxy is set; if this network needs one, set HTTPS_PROXY",
    };
    Some(hint.to_owned())
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
        ErrorKind::Internal | ErrorKind::TimedOut | ErrorKind::Network
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
        failure.hint = listed
            .then(|| "`visual task list` shows it until you `visual task forget` it".to_owned());
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
    fn a_name_that_is_not_found_leads_to_the_proxy() {
        let mut error = Error::refused(ErrorKind::Network, "", Default::default());
        let hint = |error: &Error, is_set| proxy_hint(error, || is_set).unwrap_or_default();
        assert_eq!(hint(&error, false), "");
        for code in ["DNS-error", "DNS-timeout"] {
            error.code = Some(code.to_owned());
            assert!(hint(&error, false).contains("no proxy is set"));
            assert!(hint(&error, true).contains("NO_PROXY"));
        }
    }

    #[test]
    fn people_see_both_languages_and_the_bill() {
        let lines = Failure::input("prompt", "too long", "过长").lines();
        assert_eq!(lines.first().unwrap(), "error: too long");
        assert_eq!(lines.get(1).unwrap(), "错误：过长");
        assert_eq!(lines.last().unwrap(), "billed: no");
    }
}
