//! A failed call.

use super::Task;
use crate::host_error::HostError;
use crate::words::words;
use serde::Serialize;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::time::Duration;

words! {
    /// What kind of failure it is, which decides what to do now. Treat kinds
    /// that you do not know as [`Internal`](ErrorKind::Internal).
    #[non_exhaustive]
    ErrorKind {
        /// An argument or option is wrong; nothing was sent.
        InvalidInput = "invalid-input",
        /// The tool cannot do what was asked of it.
        Unsupported = "unsupported",
        /// The host has no credentials.
        NoCredentials = "no-credentials",
        /// The service does not accept the access key, its secret or its token.
        RejectedCredentials = "rejected-credentials",
        /// The key is valid, but may not use this service or this tool.
        NotPermitted = "not-permitted",
        /// This machine's clock and the service's differ too much.
        ClockSkew = "clock-skew",
        /// Too many requests or jobs at once.
        RateLimited = "rate-limited",
        /// The service's content rules stopped the job.
        Moderated = "moderated",
        /// The service could not use a picture, video or sound that was given.
        RejectedMedia = "rejected-media",
        /// A request or reply exceeds a size limit.
        TooLarge = "too-large",
        /// The service does not know the task, or no longer.
        TaskGone = "task-gone",
        /// A result link has expired.
        ExpiredLink = "expired-link",
        /// The service failed.
        ServiceFailed = "service-failed",
        /// The job may have been accepted and billed: no whole reply came.
        OutcomeUnknown = "outcome-unknown",
        /// The host's policy refused the connection.
        DeniedByHost = "denied-by-host",
        /// The connection failed.
        Network = "network",
        /// Time ran out before anything can have been bought.
        TimedOut = "timed-out",
        /// The job was accepted and is still running: the time to wait ran out.
        /// [`ErrorInfo::task`] holds the job.
        Pending = "pending",
        /// A limit that the caller or the host set was reached.
        LimitReached = "limit-reached",
        /// A file or a port of this machine cannot be used.
        Io = "io",
        /// The reply was not one that the service documents.
        BadReply = "bad-reply",
        /// The call was cancelled.
        Cancelled = "cancelled",
        /// A fault of the component or of this crate.
        Internal = "internal",
    }
}

words! {
    /// What to do about a failure.
    #[non_exhaustive]
    Advice {
        /// Change the arguments.
        FixInput = "fix-input",
        /// Change keys, permissions or purchases in the account, or the
        /// settings that lead to it (endpoint, clock, network).
        FixAccount = "fix-account",
        /// Retry later; it may then succeed.
        RepeatLater = "repeat-later",
        /// A retry may be billed twice: let a person decide.
        AskBeforeRepeating = "ask-before-repeating",
        /// The task was accepted; query it with the `task` of this error.
        CollectTask = "collect-task",
        /// Report it to the authors of the component.
        Report = "report",
    }
}

words! {
    /// Whether the service may have accepted a job. It charges only for what it
    /// delivers: a job that was accepted and failed costs nothing. There is no
    /// fourth case.
    Purchase {
        /// Certainly not: nothing is charged.
        NotMade = "not-made",
        /// Certainly: what it delivers is charged.
        Made = "made",
        /// It cannot be known from here.
        Unknown = "unknown",
    }
}

/// A failed call. Its fields are those of [`ErrorInfo`]: `error.kind`,
/// `error.purchase`, `error.task`.
#[derive(Clone, Debug)]
pub struct Error(Box<ErrorInfo>);

/// What is known of a failure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ErrorInfo {
    /// What kind of failure it is.
    pub kind: ErrorKind,
    /// What to do about it.
    pub advice: Advice,
    /// One sentence in English, for people only: do not parse it.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// The argument, option or setting at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What names the failure, for programs and searches: the service's own
    /// code, such as `50412` or `SignatureDoesNotMatch`, or the name of a
    /// failure of the connection, such as `DNS-error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The service's identifier of the request, for its support.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// How long the service asked to wait, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u32>,
    /// Whether a job was accepted, by this call or before it.
    pub purchase: Purchase,
    /// The key of a purchase that is unknown, also where the host has made it:
    /// [`Journal::forget`](crate::Journal::forget) clears it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idempotency_key: Option<String>,
    /// The job, whenever one was accepted. Keep it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// How many requests the call handed to the network.
    #[serde(skip)]
    pub requests: u32,
    /// The host's own fault, if that is the cause.
    #[serde(skip)]
    pub host: Option<HostError>,
}

impl Error {
    /// Whether nothing left this machine, and nothing can have been bought.
    pub fn refused_before_sending(&self) -> bool {
        self.requests == 0 && self.purchase == Purchase::NotMade
    }

    /// What is known of the failure, to keep.
    pub fn into_info(self) -> ErrorInfo {
        *self.0
    }

    /// How long the service asked to wait before a retry.
    pub fn retry_after(&self) -> Option<Duration> {
        let time = self.retry_after_ms?;
        Some(Duration::from_millis(time.into()))
    }
}

impl Deref for Error {
    type Target = ErrorInfo;

    fn deref(&self) -> &ErrorInfo {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut ErrorInfo {
        &mut self.0
    }
}

impl From<ErrorInfo> for Error {
    fn from(info: ErrorInfo) -> Error {
        Error(Box::new(info))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The source is the host's own fault, if that is the cause.
impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let host = self.host.as_ref()?;
        Some(host)
    }
}

impl Serialize for Error {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
