//! From a failed exchange to the error that the caller sees: who must act, and
//! whether a job may have been bought.

use crate::errors::service_codes as codes;
use crate::errors::side_notes;
use crate::errors::transport_codes::{self, Proof};
use crate::errors::transport_error::TransportError;
use crate::errors::unexpected_reply;
use crate::protocol::reply::envelope::{Failure, Hints};
use crate::protocol::reply::unexpected::UnexpectedReply;
use crate::protocol::time;
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
        let of_side = side_notes::find(hints.side, code.code);
        let verdict = of_side.and_then(|row| row.verdict);
        let verdict = verdict.filter(|_| !matches!(self, Stage::Query(_)));
        let (means, act) = verdict.unwrap_or((code.kind, code.advice));
        let unproven = !code.refusal && code.kind == ErrorKind::ServiceFailed;
        let kind = match (self, unproven) {
            (Stage::Submit, true) => ErrorKind::OutcomeUnknown,
            (Stage::Query(task), _) if code.code == REFUSED_TASK && is_old(task, hints.now) => {
                ErrorKind::TaskGone
            }
            // The job is there, so the output options that a query sends were at fault, or its input.
            _ => means,
        };
        let asked = code.asked.filter(|_| matches!(self, Stage::Query(_)));
        let [means_en, means_zh] = asked.unwrap_or([code.en, code.zh]);
        let advice = match kind {
            // Moderation of the product is final for a task: asking again tells the same.
            ErrorKind::Moderated => code.advice,
            ErrorKind::TaskGone => Advice::AskBeforeRepeating,
            _ => self.advice(act),
        };
        let [said_en, said_zh] = said(&failure);
        let offset = hints
            .clock_offset_s
            .filter(|_| code.kind == ErrorKind::ClockSkew);
        let [off_en, off_zh] = offset.map(offset_words).unwrap_or_default();
        let [bill_en, bill_zh] = match (self, code.refusal) {
            (Stage::Submit, false) => UNPROVEN,
            (Stage::Query(_), _) if ends_job(kind) => NOT_CHARGED,
            _ => ["", ""],
        };
        let [note_en, note_zh] = of_side.map_or(["", ""], |row| row.note);
        let en = format!("{means_en}{note_en}{off_en}{bill_en} {said_en}");
        let zh = format!("{means_zh}{note_zh}{off_zh}{bill_zh}{said_zh}");
        Error {
            field: code.field.map(str::to_string),
            code: Some(failure.code),
            request_id: failure.request_id,
            retry_after_ms: hints.retry_after_ms,
            purchase: self.purchase(code.refusal),
            ..self.error(kind, advice, [&en, &zh])
        }
    }

    /// The error of a reply that is not what the service documents.
    pub fn unexpected(self, reply: &UnexpectedReply, request_id: Option<String>) -> Error {
        let [en, zh] = unexpected_reply::describe(reply);
        let status = reply.status;
        let kind = match self {
            Stage::Submit => ErrorKind::OutcomeUnknown,
            _ => ErrorKind::BadReply,
        };
        let row = status.and_then(unexpected_reply::status);
        let advice = match (self, row) {
            (Stage::Probe, Some(row)) => row.advice,
            _ => self.advice(Advice::AskBeforeRepeating),
        };
        let [hint_en, hint_zh] = row.map_or(["", ""], |row| [row.en, row.zh]);
        let [lost_en, lost_zh] = match self {
            Stage::Submit => UNPROVEN,
            _ => ["", ""],
        };
        let lead = "Unexpected response from the service: ";
        let en = [lead, &en, ". ", hint_en, lost_en].concat();
        let zh = ["服务返回了意外的响应：", &zh, "。", hint_zh, lost_zh].concat();
        Error {
            code: status.map(|status| format!("HTTP-{status}")),
            request_id,
            ..self.error(kind, advice, [en.trim_end(), &zh])
        }
    }

    /// The error of a request without a complete response.
    pub fn transport_error(self, cause: &TransportError) -> Error {
        let row = transport_codes::find(cause.code);
        let denied = cause.kind == ErrorKind::DeniedByHost;
        let lost = matches!(self, Stage::Submit) && cause.request_sent;
        let [lead_en, lead_zh] = match (lost, denied, cause.request_sent) {
            (true, ..) => [
                "No complete response was received, so the task may have been accepted and billed",
                "未收到完整的响应，任务可能已被接收并计费",
            ],
            (_, true, _) => [
                "The host's network policy refused the connection",
                "宿主的网络策略拒绝了连接",
            ],
            (.., false) if row.proof == Proof::Nobody => [
                "The request was not sent completely, so nothing was bought",
                "请求未完整发出，未产生计费调用",
            ],
            (.., false) => ["Cannot connect to the service", "无法连接服务"],
            (.., true) => ["No complete response was received", "未收到完整的响应"],
        };
        let en = format!("{lead_en}: {} (code {})", cause.what, cause.code);
        let zh = format!("{lead_zh}：{}（错误码 {}）", row.zh, cause.code);
        let (kind, advice) = match lost {
            true => (ErrorKind::OutcomeUnknown, Advice::AskBeforeRepeating),
            false => (cause.kind, row.advice),
        };
        Error {
            code: Some(cause.code.to_string()),
            field: row.field.filter(|_| !lost).map(str::to_string),
            purchase: self.purchase(!cause.request_sent),
            ..self.error(kind, self.advice(advice), [&en, &zh])
        }
    }

    /// An error before this request was sent: it keeps what was bought earlier.
    pub fn unsent(self, error: Error) -> Error {
        Error {
            advice: self.advice(error.advice),
            purchase: self.purchase(true),
            task: self.task(),
            ..error
        }
    }

    /// The error of a job that ended without a product: the service no longer
    /// has it, or calls it failed.
    pub fn ended(self, word: &str, kind: ErrorKind) -> Error {
        let [en, zh] = match kind {
            ErrorKind::TaskGone => [
                "The service does not have this task. It keeps results for 12 hours; the task may also belong to another account or endpoint. Check this before you buy again.",
                "服务中没有该任务：结果只保留 12 小时，任务也可能属于其他账号或服务地址。重新提交前请先核对。",
            ],
            _ => [
                "The task failed and has no result. The service charges only for results.",
                "任务执行失败，未生成结果。服务仅对成功生成的结果计费。",
            ],
        };
        let en = format!("{en} (status {word})");
        let zh = format!("{zh}（状态 {word}）");
        Error {
            code: Some(word.to_string()),
            ..self.error(kind, Advice::AskBeforeRepeating, [&en, &zh])
        }
    }
}

/// The code that the service gives for a task that it does not know as one, or
/// no longer.
pub const REFUSED_TASK: &str = "50215";

/// Leaves causes out of the English and Chinese message of an error with this code, of a
/// job that the same caller has submitted and the service still keeps: neither its age nor
/// its id nor its account is at fault.
pub fn of_own_task(code: Option<&str>, [en, zh]: [&mut String; 2]) {
    let row = codes::find(code.unwrap_or_default());
    if let Some([asked_en, asked_zh]) = row.asked.filter(|_| row.code == REFUSED_TASK) {
        *en = en.replace(asked_en, row.en);
        *zh = zh.replace(asked_zh, row.zh);
    }
}

/// How long the service keeps a task, in seconds.
const KEPT_S: u64 = 12 * 3600;

/// Whether the service no longer keeps a task.
fn is_old(task: &Task, now: u64) -> bool {
    now.saturating_sub(task.submitted_at) >= KEPT_S
}

/// Whether an error of this kind, in response to a query, is the end of the job.
const fn ends_job(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::Moderated | ErrorKind::RejectedMedia)
}

/// What follows the failure of a job that was accepted.
const NOT_CHARGED: [&str; 2] = [
    " The service charges only for results.",
    "服务仅对成功生成的结果计费。",
];
/// What follows a failed purchase that may have succeeded all the same.
const UNPROVEN: [&str; 2] = [
    " The task may still have been accepted and billed.",
    "任务仍可能已被接收并计费。",
];

/// A sentence on how far this machine's clock is off.
fn offset_words(offset: i64) -> [String; 2] {
    let [en, zh] = time::offset(offset);
    [format!(" This one is {en}."), format!("本机{zh}。")]
}

fn said(failure: &Failure) -> [String; 2] {
    let code = &failure.code;
    match failure.text.as_str() {
        "" => [format!("(code {code})"), format!("（错误码 {code}）")],
        text => [
            format!("(code {code}: {text})"),
            format!("（错误码 {code}：{text}）"),
        ],
    }
}
