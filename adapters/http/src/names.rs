//! The names of cases, as the WIT spells them.

use crate::bindings::volcengine::visual::catalog::ToolStatus;
use crate::bindings::volcengine::visual::tasks::Cancellation;
use crate::bindings::volcengine::visual::types::{Advice, ErrorKind, MediaKind, Purchase};

/// Why a call failed.
pub fn kind(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidInput => "invalid-input",
        ErrorKind::Unsupported => "unsupported",
        ErrorKind::NoCredentials => "no-credentials",
        ErrorKind::RejectedCredentials => "rejected-credentials",
        ErrorKind::NotPermitted => "not-permitted",
        ErrorKind::ClockSkew => "clock-skew",
        ErrorKind::RateLimited => "rate-limited",
        ErrorKind::Moderated => "moderated",
        ErrorKind::RejectedMedia => "rejected-media",
        ErrorKind::TooLarge => "too-large",
        ErrorKind::TaskGone => "task-gone",
        ErrorKind::ExpiredLink => "expired-link",
        ErrorKind::ServiceFailed => "service-failed",
        ErrorKind::OutcomeUnknown => "outcome-unknown",
        ErrorKind::DeniedByHost => "denied-by-host",
        ErrorKind::Network => "network",
        ErrorKind::TimedOut => "timed-out",
        ErrorKind::LimitReached => "limit-reached",
        ErrorKind::BadReply => "bad-reply",
        ErrorKind::Internal => "internal",
    }
}

/// Who must act.
pub fn advice(advice: Advice) -> &'static str {
    match advice {
        Advice::FixInput => "fix-input",
        Advice::FixAccount => "fix-account",
        Advice::RepeatLater => "repeat-later",
        Advice::AskBeforeRepeating => "ask-before-repeating",
        Advice::CollectTask => "collect-task",
        Advice::Report => "report",
    }
}

/// Whether a task was accepted.
pub fn purchase(purchase: Purchase) -> &'static str {
    match purchase {
        Purchase::NotMade => "not-made",
        Purchase::Made => "made",
        Purchase::Unknown => "unknown",
    }
}

/// What a product is.
pub fn media(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Other => "other",
    }
}

/// Where a tool stands in the service's life.
pub fn status(status: ToolStatus) -> &'static str {
    match status {
        ToolStatus::Current => "current",
        ToolStatus::Legacy => "legacy",
        ToolStatus::Retiring => "retiring",
        ToolStatus::Unconfirmed => "unconfirmed",
    }
}

/// What became of a cancellation.
pub fn cancellation(cancellation: Cancellation) -> &'static str {
    match cancellation {
        Cancellation::Asked => "asked",
        Cancellation::Confirmed => "confirmed",
        Cancellation::NotCancellable => "not-cancellable",
        Cancellation::Done => "done",
    }
}
