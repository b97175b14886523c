//! What clients are told of a journal that cannot be used. The server's log says why.

use visual_host::{Advice, Error, ErrorKind};

/// The same error, without the place of the journal and what its operators could do.
pub fn for_clients(mut error: Error) -> Error {
    if error.kind == ErrorKind::Io && error.field.as_deref() == Some("journal") {
        error.message =
            "The journal is not available; nothing was bought. Repeat later.".to_owned();
        error.message_zh = "购买记录暂不可用，未购买，请稍后重试。".to_owned();
        error.advice = Advice::RepeatLater;
    }
    error
}
