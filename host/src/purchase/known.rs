//! What is told of an order that is not bought now: it was before, or it must not be.

use crate::error::refusal;
use crate::journal::{Entry, State};
use crate::types::{Advice, ErrorKind, Purchase};
use crate::{Error, JournalError};
use visual_shared_journal::Refusal;
use volcengine_visual::call::MAX_BODY;

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
    let ended = matches!(entry.state, State::Done | State::Failed);
    Refusal::without_task(&entry.idempotency_key, ended).into()
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
    let texts = visual_shared_journal::no_time(tool);
    let mut error = refusal(ErrorKind::TimedOut, "", texts.into());
    error.advice = Advice::RepeatLater;
    error
}

impl From<Refusal> for Error {
    fn from(told: Refusal) -> Error {
        let kind = ErrorKind::ALL
            .iter()
            .find(|kind| kind.as_str() == told.kind);
        let advice = Advice::ALL
            .iter()
            .find(|advice| advice.as_str() == told.advice);
        let purchase = Purchase::ALL
            .iter()
            .find(|made| made.as_str() == told.purchase);
        let mut error = refusal(
            kind.copied().unwrap_or(ErrorKind::Internal),
            told.field,
            (told.message, told.message_zh),
        );
        error.advice = advice.copied().unwrap_or(error.advice);
        error.purchase = purchase.copied().unwrap_or(error.purchase);
        error
    }
}

impl From<JournalError> for Error {
    fn from(error: JournalError) -> Error {
        if !error.busy {
            let reason = &error.reason;
            tracing::warn!(target: "visual_host::journal", reason, "the journal refuses a purchase");
        }
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
