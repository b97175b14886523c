//! Why a download failed, and the error that the caller sees.

use crate::call::retry::Cause;
use crate::download::link::Denial;
use crate::errors::{stage::Stage, transport_error::TransportError};
use crate::types::{Advice, Error, ErrorKind};

/// How many redirects are followed.
pub const MAX_REDIRECTS: u32 = 3;

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadError {
    /// The link has expired: the HTTP status.
    Expired(u16),
    /// Another HTTP status, and `Retry-After` in milliseconds.
    Status(u16, Option<u32>),
    /// The link is not allowed.
    Denied(Denial),
    /// More than [`MAX_REDIRECTS`] redirects.
    TooManyRedirects,
    /// The file exceeds this limit, in bytes.
    TooLarge(u64),
    /// Bytes read, and the `Content-Length` that they do not match.
    LengthMismatch(u64, u64),
    /// A retry found another file.
    Changed,
    /// The file has no bytes.
    Empty,
    /// The response is a web page of this media type.
    Page(String),
    /// The content coding is unknown, or the compressed data is damaged.
    Encoding,
    /// The connection failed.
    Transport(TransportError),
}

impl From<Denial> for DownloadError {
    fn from(denial: Denial) -> DownloadError {
        DownloadError::Denied(denial)
    }
}

impl From<TransportError> for DownloadError {
    fn from(broken: TransportError) -> DownloadError {
        DownloadError::Transport(broken)
    }
}

impl DownloadError {
    /// Whether a retry of the same link may succeed.
    pub fn is_retryable(&self) -> bool {
        match self {
            DownloadError::Transport(broken) => Cause::Transport(broken).is_retryable(false),
            DownloadError::Status(status, _) => Cause::Status(*status).is_retryable(false),
            DownloadError::LengthMismatch(read, announced) => read < announced,
            _ => false,
        }
    }

    /// `Retry-After`, in milliseconds.
    pub fn retry_after_ms(&self) -> Option<u32> {
        match self {
            DownloadError::Status(_, retry_after_ms) => *retry_after_ms,
            _ => None,
        }
    }

    /// The error for the caller; `stage` adds the task, if there is one.
    pub fn error(&self, stage: Stage<'_>) -> Error {
        let (kind, advice, en, zh) = match self {
            DownloadError::Denied(denial) => return denied(denial, stage),
            DownloadError::Transport(broken) => return transport(broken, stage),
            DownloadError::Expired(status) => (
                ErrorKind::ExpiredLink,
                Advice::CollectTask,
                format!(
                    "The link has expired (HTTP {status}); query the task again to get a new one."
                ),
                format!("链接已过期（HTTP {status}），请重新查询任务以获取新链接。"),
            ),
            DownloadError::Status(status, _) => (
                ErrorKind::ServiceFailed,
                Advice::RepeatLater,
                format!("The link's server responded with HTTP {status}."),
                format!("链接所在的服务器返回 HTTP {status}。"),
            ),
            DownloadError::TooManyRedirects => (
                ErrorKind::BadReply,
                Advice::RepeatLater,
                format!("The link redirects more than {MAX_REDIRECTS} times."),
                format!("链接重定向超过 {MAX_REDIRECTS} 次。"),
            ),
            DownloadError::TooLarge(max) => (
                ErrorKind::TooLarge,
                Advice::FixInput,
                format!("The file is larger than `max-bytes` ({max} bytes)."),
                format!("文件超过 `max-bytes`（{max} 字节）。"),
            ),
            DownloadError::LengthMismatch(read, announced) => (
                ErrorKind::Network,
                Advice::RepeatLater,
                format!("The file ended after {read} bytes; {announced} were expected."),
                format!("文件在 {read} 字节处结束，应为 {announced} 字节。"),
            ),
            DownloadError::Changed => (
                ErrorKind::BadReply,
                Advice::RepeatLater,
                "The connection broke, and the link then returned a different file.".to_string(),
                "连接中断后，该链接返回了不同的文件。".to_string(),
            ),
            DownloadError::Empty => (
                ErrorKind::BadReply,
                Advice::RepeatLater,
                "The file behind the link is empty.".to_string(),
                "链接对应的文件为空。".to_string(),
            ),
            DownloadError::Page(kind) => (
                ErrorKind::BadReply,
                Advice::RepeatLater,
                format!("The link returned a web page ({kind}) instead of a file."),
                format!("链接返回的是网页（{kind}），不是文件。"),
            ),
            DownloadError::Encoding => (
                ErrorKind::BadReply,
                Advice::Report,
                "The file has a content coding that is not supported, or its compressed data is damaged."
                    .to_string(),
                "文件的内容编码不受支持，或压缩数据已损坏。".to_string(),
            ),
        };
        let error = Error {
            retry_after_ms: self.retry_after_ms(),
            ..stage.error(kind, stage.advice(advice), [&en, &zh])
        };
        match self {
            DownloadError::TooLarge(_) => error.with_field("max-bytes"),
            DownloadError::Expired(status) | DownloadError::Status(status, _) => Error {
                code: Some(format!("HTTP-{status}")),
                ..error
            },
            _ => error,
        }
    }
}

/// The address that failed is the link's, not the endpoint.
fn transport(broken: &TransportError, stage: Stage<'_>) -> Error {
    let denied = broken.kind == ErrorKind::DeniedByHost;
    Error {
        field: denied.then(|| "link-hosts".to_string()),
        ..stage.transport_error(broken)
    }
}

fn denied(denial: &Denial, stage: Stage<'_>) -> Error {
    let (kind, field, en, zh) = match denial {
        Denial::Malformed => (
            ErrorKind::InvalidInput,
            "link",
            "`link` is not a valid https link.".to_string(),
            "`link` 不是有效的 https 链接。".to_string(),
        ),
        Denial::Insecure => (
            ErrorKind::DeniedByHost,
            "link",
            "The link is not https; it was not followed.".to_string(),
            "该链接不是 https，未访问。".to_string(),
        ),
        Denial::Loopback => (
            ErrorKind::DeniedByHost,
            "endpoint",
            "The link points to this machine, but the endpoint does not.".to_string(),
            "链接指向本机，而服务地址不是本机。".to_string(),
        ),
        Denial::Unlisted(host) => (
            ErrorKind::DeniedByHost,
            "link-hosts",
            format!("`{host}` is not an allowed host of result links; add it to `link-hosts`."),
            format!("`{host}` 不在允许的结果链接域名中，请将其加入 `link-hosts`。"),
        ),
    };
    stage
        .error(kind, Advice::FixInput, [&en, &zh])
        .with_field(field)
}
