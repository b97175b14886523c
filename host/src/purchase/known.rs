//! What is told of an order that is not bought now: it was before, or it must not be.

use crate::error::refusal;
use crate::journal::{Entry, State};
use crate::types::{Advice, ErrorKind, Purchase};
use crate::{Error, JournalError};

/// An order without a task that could be asked for.
pub(super) fn without_task(entry: &Entry) -> Error {
    let intent = &entry.intent;
    let (kind, purchase, en, zh) = match entry.state {
        State::Done | State::Failed => (
            ErrorKind::TaskGone,
            Purchase::Made,
            format!(
                "The intent `{intent}` was bought before, by a tool without tasks, and its product is not kept; to buy another, use another key"
            ),
            format!(
                "意图 `{intent}` 已购买过，该工具没有任务，结果不保留；如需再次购买，请换用新的意图"
            ),
        ),
        _ => (
            ErrorKind::OutcomeUnknown,
            Purchase::Unknown,
            format!(
                "The intent `{intent}` was sent before, and nobody knows whether it was bought; to buy it all the same, forget it first: `visual task forget {intent}`"
            ),
            format!(
                "意图 `{intent}` 此前已发送，无法得知是否已购买；若仍要购买，请先执行 `visual task forget {intent}`"
            ),
        ),
    };
    let mut error = refusal(kind, "intent", (en, zh));
    error.purchase = purchase;
    error.advice = Advice::AskBeforeRepeating;
    error
}

/// A task that this host cannot read, or has no room for now.
pub(super) fn unread(intent: &str, text: &str) -> Error {
    let texts = (
        format!(
            "The intent `{intent}` was bought before, and its job cannot be asked for here: its task is {text}"
        ),
        format!("意图 `{intent}` 已购买过，但此处无法查询其任务：{text}"),
    );
    let mut error = refusal(ErrorKind::LimitReached, "intent", texts);
    error.purchase = Purchase::Made;
    error.advice = Advice::CollectTask;
    error
}

/// An idempotency key that was used for another order.
pub(super) fn other_arguments(intent: &str) -> Error {
    let texts = (
        format!("`intent` {intent} was used for other arguments: one key is one purchase"),
        format!("`intent` {intent} 已用于其他参数：一个意图只对应一次购买"),
    );
    Error::refused(ErrorKind::InvalidInput, "intent", texts)
}

/// An order that somebody else is buying.
pub(super) fn busy(intent: &str) -> Error {
    let texts = (
        format!(
            "The intent `{intent}` is being bought at this moment, by another call that is not answered yet"
        ),
        format!("意图 `{intent}` 正由另一次调用购买，尚未得到应答"),
    );
    let mut error = refusal(ErrorKind::OutcomeUnknown, "intent", texts);
    error.purchase = Purchase::Unknown;
    error.advice = Advice::RepeatLater;
    error
}

/// Time ran out before the keys were there.
pub(super) fn no_keys() -> Error {
    let texts = (
        "The keys were not handed over in time: see to what provides them".to_owned(),
        "未能在给定时间内取得密钥：请检查提供密钥的程序".to_owned(),
    );
    let mut error = refusal(ErrorKind::TimedOut, "", texts);
    error.advice = Advice::FixAccount;
    error
}

/// Time ran out before it was sent.
pub(super) fn no_time(tool: &str) -> Error {
    let texts = (
        format!(
            "Nothing was sent: jobs of {tool} wait or run already, and there was too little time left for this one"
        ),
        format!("尚未发送：{tool} 已有任务在排队或运行，剩余时间不足以提交本次任务"),
    );
    let mut error = refusal(ErrorKind::TimedOut, "", texts);
    error.advice = Advice::RepeatLater;
    error
}

impl From<JournalError> for Error {
    fn from(error: JournalError) -> Error {
        let texts = (
            format!("Nothing was bought, since it could not be written down: {error}"),
            "无法写入日志，因此没有购买".to_owned(),
        );
        let mut told = refusal(ErrorKind::Internal, "journal", texts);
        told.advice = match error.busy {
            true => Advice::RepeatLater,
            false => Advice::FixAccount,
        };
        told
    }
}
