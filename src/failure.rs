//! From a failed exchange to the error that the caller sees: who must act, and
//! whether a job may have been bought.

use crate::protocol::envelope::{Failure, Hints};
use crate::protocol::{codes, time};
use crate::types::{Advice, Error, ErrorKind, Purchase, Task};

/// What a request was for, which decides what its failure may have cost.
#[derive(Clone, Copy, Debug)]
pub enum Stage<'a> {
    /// It buys: a submission, or `CVProcess`.
    Submit,
    /// It asks about a job that was bought already.
    Query(&'a Task),
    /// It buys nothing, and there is no job.
    Probe,
}

/// A request without a whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What happened, as a kind: `network`, `timed-out`, `denied-by-host`,
    /// `too-large` or `internal`.
    pub kind: ErrorKind,
    /// Whether it is certain that nothing of the request reached the service.
    pub nothing_left: bool,
    /// What happened, for people.
    pub what: String,
}

impl Stage<'_> {
    fn purchase(self, proven_refusal: bool) -> Purchase {
        match self {
            Stage::Query(_) => Purchase::Made,
            Stage::Probe => Purchase::NotMade,
            Stage::Submit if proven_refusal => Purchase::NotMade,
            Stage::Submit => Purchase::Unknown,
        }
    }

    fn task(self) -> Option<Task> {
        match self {
            Stage::Query(task) => Some(task.clone()),
            _ => None,
        }
    }

    /// A repetition buys again only where this request would have bought.
    pub fn advice(self, advice: Advice) -> Advice {
        match (self, advice) {
            (Stage::Query(_), Advice::AskBeforeRepeating | Advice::RepeatLater) => {
                Advice::CollectTask
            }
            (Stage::Probe, Advice::AskBeforeRepeating) => Advice::RepeatLater,
            _ => advice,
        }
    }

    /// An error that proves nothing: with the job, and what may have been bought.
    pub fn error(self, kind: ErrorKind, advice: Advice, [en, zh]: [&str; 2]) -> Error {
        Error {
            purchase: self.purchase(false),
            task: self.task(),
            ..Error::before_sending(kind, advice, [en, zh])
        }
    }

    /// The error of a failure that the service named.
    pub fn failed(self, failure: Failure, hints: &Hints) -> Error {
        let code = codes::find(&failure.code);
        let unproven = !code.refusal && code.kind == ErrorKind::ServiceFailed;
        let kind = match (self, unproven) {
            (Stage::Submit, true) => ErrorKind::OutcomeUnknown,
            // The job is there, so the output options that a query sends were at fault, or its input.
            _ => code.kind,
        };
        let advice = match kind {
            // Moderation of the product is final for a task: asking again tells the same.
            ErrorKind::Moderated => code.advice,
            _ => self.advice(code.advice),
        };
        let said = said(&failure);
        let offset = hints
            .clock_offset_s
            .filter(|_| code.kind == ErrorKind::ClockSkew);
        let [off_en, off_zh] = offset.map(offset_words).unwrap_or_default();
        let en = format!("{}{off_en} {said}", code.en);
        let zh = format!("{}{off_zh}{said}", code.zh);
        Error {
            field: code.field.map(str::to_string),
            code: Some(failure.code),
            request_id: failure.request_id,
            retry_after_ms: hints.retry_after_ms,
            purchase: self.purchase(code.refusal),
            ..self.error(kind, advice, [&en, &zh])
        }
    }

    /// The error of an answer that is no envelope.
    pub fn unreadable(self, what: &str, request_id: Option<String>) -> Error {
        let kind = match self {
            Stage::Submit => ErrorKind::OutcomeUnknown,
            _ => ErrorKind::BadReply,
        };
        let en = format!("The answer was not one that the service documents: {what}");
        let zh = format!("服务的应答不符合其文档：{what}");
        Error {
            request_id,
            ..self.error(kind, self.advice(Advice::AskBeforeRepeating), [&en, &zh])
        }
    }

    /// The error of a request without a whole answer.
    pub fn broken(self, broken: &Broken) -> Error {
        let what = &broken.what;
        if broken.kind == ErrorKind::DeniedByHost {
            let en = format!("The host's policy refused the connection: {what}");
            let zh = format!("宿主的网络策略拒绝了连接：{what}");
            let error = self.error(broken.kind, self.advice(Advice::FixAccount), [&en, &zh]);
            return Error {
                purchase: self.purchase(true),
                field: Some("endpoint".into()),
                ..error
            };
        }
        if broken.nothing_left || !matches!(self, Stage::Submit) {
            let en = format!("The service could not be reached: {what}");
            let zh = format!("无法连接服务：{what}");
            return Error {
                purchase: self.purchase(broken.nothing_left),
                ..self.error(broken.kind, self.advice(Advice::RepeatLater), [&en, &zh])
            };
        }
        let en =
            format!("No whole answer came, so the job may have been accepted and billed: {what}");
        let zh = format!("未收到完整应答，任务可能已被受理并计费：{what}");
        self.error(
            ErrorKind::OutcomeUnknown,
            Advice::AskBeforeRepeating,
            [&en, &zh],
        )
    }

    /// An error before this request was sent: it keeps what was bought earlier.
    pub fn unsent(self, error: Error) -> Error {
        Error {
            purchase: self.purchase(true),
            task: self.task(),
            ..error
        }
    }

    /// The error of a job that ended without a product: the service no longer
    /// has it, or calls it failed.
    pub fn ended(self, word: &str, kind: ErrorKind) -> Error {
        let en =
            format!("The job ended without a product (`{word}`); results are kept for 12 hours");
        let zh = format!("任务已结束且没有结果（`{word}`）；结果保留 12 小时");
        Error {
            code: Some(word.to_string()),
            ..self.error(kind, Advice::AskBeforeRepeating, [&en, &zh])
        }
    }
}

/// A sentence on how far this machine's clock is off.
fn offset_words(offset: i64) -> [String; 2] {
    let [en, zh] = time::offset(offset);
    [format!(" This one is {en}."), format!("本机{zh}。")]
}

fn said(failure: &Failure) -> String {
    match failure.text.as_str() {
        "" => format!("(code {})", failure.code),
        text => format!("(code {}: {text})", failure.code),
    }
}
