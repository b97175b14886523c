//! The words of the contract's enums, as the WIT spells them.

use crate::catalog::ToolStatus;
use crate::tasks::Cancellation;
use crate::types::{Advice, Delivery, ErrorKind, MediaKind, Purchase};
use crate::types::{WatermarkLanguage, WatermarkPosition};

/// The word of an error kind.
pub fn error_kind(kind: ErrorKind) -> &'static str {
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
        ErrorKind::Cancelled => "cancelled",
        ErrorKind::Internal => "internal",
    }
}

/// The word of an advice.
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

/// The word of a purchase.
pub fn purchase(purchase: Purchase) -> &'static str {
    match purchase {
        Purchase::NotMade => "not-made",
        Purchase::Made => "made",
        Purchase::Unknown => "unknown",
    }
}

/// The word of a delivery.
pub fn delivery(delivery: Delivery) -> &'static str {
    match delivery {
        Delivery::Url => "url",
        Delivery::Bytes => "bytes",
        Delivery::Base64 => "base64",
    }
}

/// The word of a watermark's corner.
pub fn position(position: WatermarkPosition) -> &'static str {
    match position {
        WatermarkPosition::BottomRight => "bottom-right",
        WatermarkPosition::BottomLeft => "bottom-left",
        WatermarkPosition::TopLeft => "top-left",
        WatermarkPosition::TopRight => "top-right",
    }
}

/// The word of a watermark's language.
pub fn language(language: WatermarkLanguage) -> &'static str {
    match language {
        WatermarkLanguage::Chinese => "chinese",
        WatermarkLanguage::English => "english",
    }
}

/// The word of a kind of media.
pub fn media_kind(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "image",
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
        MediaKind::Other => "other",
    }
}

/// The word of a tool's status.
pub fn tool_status(status: ToolStatus) -> &'static str {
    match status {
        ToolStatus::Current => "current",
        ToolStatus::Legacy => "legacy",
        ToolStatus::Retiring => "retiring",
        ToolStatus::Unconfirmed => "unconfirmed",
    }
}

/// The word of a cancellation.
pub fn cancellation(cancellation: Cancellation) -> &'static str {
    match cancellation {
        Cancellation::Asked => "asked",
        Cancellation::Confirmed => "confirmed",
        Cancellation::Done => "done",
        Cancellation::NotCancellable => "not-cancellable",
    }
}
