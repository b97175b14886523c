//! What is told of an order that is not bought now: it was before, or it must not be.

use crate::error::refusal;
use crate::journal::{Entry, State};
use crate::types::{Advice, ErrorKind, Purchase};
use crate::{Error, JournalError};
use volcengine_visual::call::MAX_BODY;

/// The longest idempotency key, in characters.
const MAX_KEY: usize = 255;

/// Refuses an idempotency key that identifies nothing, or cannot be shown.
pub(super) fn check_key(key: &str) -> Result<(), Error> {
    let length = key.chars().count();
    let (en, zh) = if key.trim().is_empty() {
        ("is empty".to_owned(), "为空".to_owned())
    } else if key.chars().any(char::is_control) {
        let en = "contains a control character, such as a line break";
        (en.to_owned(), "含有控制字符（如换行）".to_owned())
    } else if length > MAX_KEY {
        (
            format!("has {length} characters; at most {MAX_KEY} are allowed"),
            format!("有 {length} 个字符，最多 {MAX_KEY} 个"),
        )
    } else {
        return Ok(());
    };
    let texts = (format!("the idempotency key {en}"), format!("幂等键{zh}"));
    Err(Error::refused(
        ErrorKind::InvalidInput,
        "idempotency-key",
        texts,
    ))
}

/// What arguments may have, in bytes: room for white space beside the body of a
/// request.
const MAX_ARGUMENTS: usize = MAX_BODY / 2 * 3;

/// Refuses arguments that no request can hold, and for which the component may
/// not have the memory.
pub(super) fn check_size(size: usize) -> Result<(), Error> {
    if size <= MAX_ARGUMENTS {
        return Ok(());
    }
    let texts = (
        format!(
            "`arguments` would make a request of about {size} bytes; at most {MAX_BODY} are allowed. Pass URLs instead of files"
        ),
        format!("`arguments` 使请求体达到约 {size} 字节，上限为 {MAX_BODY} 字节，请以链接代替文件"),
    );
    Err(Error::refused(ErrorKind::InvalidInput, "arguments", texts))
}

/// An order without a task that could be asked for.
pub(super) fn without_task(entry: &Entry) -> Error {
    let key = &entry.idempotency_key;
    let (kind, purchase, en, zh) = match entry.state {
        State::Done | State::Failed => (
            ErrorKind::TaskGone,
            Purchase::Made,
            format!(
                "The idempotency key `{key}` was already used. This tool returns its result directly, and the journal does not keep results. Use another key to buy again."
            ),
            format!(
                "幂等键 `{key}` 已使用过。该工具直接返回结果，购买记录中不保存结果。如需再次购买，请换用新的幂等键。"
            ),
        ),
        _ => (
            ErrorKind::OutcomeUnknown,
            Purchase::Unknown,
            format!(
                "A request with the idempotency key `{key}` may have been billed. Check your bill, then clear it to retry: `visual task forget {key}`"
            ),
            format!(
                "使用幂等键 `{key}` 的请求可能已计费。请先核对账单，再清除该记录后重试：`visual task forget {key}`"
            ),
        ),
    };
    let mut error = refusal(kind, "idempotency-key", (en, zh));
    error.purchase = purchase;
    error.advice = Advice::AskBeforeRepeating;
    error
}

/// A task that this host cannot read, or has no room for now.
pub(super) fn unread(key: &str, text: &str) -> Error {
    let texts = (
        format!(
            "The idempotency key `{key}` was already used, and its task cannot be queried here: {text}"
        ),
        format!("幂等键 `{key}` 已使用过，但此处无法查询其任务：{text}"),
    );
    let mut error = refusal(ErrorKind::LimitReached, "idempotency-key", texts);
    error.purchase = Purchase::Made;
    error.advice = Advice::CollectTask;
    error
}

/// An idempotency key that was used for another order.
pub(super) fn other_arguments(key: &str) -> Error {
    let texts = (
        format!("The idempotency key `{key}` was already used with different arguments"),
        format!("幂等键 `{key}` 已用于其他参数"),
    );
    Error::refused(ErrorKind::InvalidInput, "idempotency-key", texts)
}

/// An order whose product another call has received while this one waited.
pub(super) fn just_delivered(key: &str) -> Error {
    let texts = (
        format!(
            "The result of `{key}` was just delivered to another process. This tool returns its result directly, and the journal does not keep results"
        ),
        format!("`{key}` 的结果刚刚已交付给另一进程。该工具直接返回结果，购买记录中不保存结果"),
    );
    let mut error = refusal(ErrorKind::TaskGone, "idempotency-key", texts);
    error.purchase = Purchase::Made;
    error.advice = Advice::AskBeforeRepeating;
    error
}

/// An order that somebody else is buying.
pub(super) fn busy(key: &str) -> Error {
    let texts = (
        format!(
            "Another process is submitting the idempotency key `{key}` and has no response yet"
        ),
        format!("另一进程正在提交幂等键 `{key}`，尚未收到响应"),
    );
    let mut error = refusal(ErrorKind::OutcomeUnknown, "idempotency-key", texts);
    error.purchase = Purchase::Unknown;
    error.advice = Advice::RepeatLater;
    error
}

/// Time ran out before the keys were there.
pub(super) fn no_keys() -> Error {
    let texts = (
        "The keys were not provided in time. Check the program that provides them".to_owned(),
        "未能在给定时间内取得密钥，请检查提供密钥的程序".to_owned(),
    );
    let mut error = refusal(ErrorKind::TimedOut, "", texts);
    error.advice = Advice::FixAccount;
    error
}

/// Time ran out before it was sent.
pub(super) fn no_time(tool: &str) -> Error {
    let texts = (
        format!(
            "Nothing was sent: other tasks of {tool} are queued or running, and too little time was left"
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
            format!("nothing was bought: {error}"),
            format!("未购买：{}", error.message_zh()),
        );
        let mut told = refusal(ErrorKind::Io, "journal", texts);
        told.advice = match error.busy {
            true => Advice::RepeatLater,
            false => Advice::FixAccount,
        };
        told
    }
}
