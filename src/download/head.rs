//! A download without its I/O: how answers to a link are read, and what is said
//! when there is no file.

use crate::call::retry::Cause;
use crate::download::link::Denial;
use crate::errors::{stage::Stage, transport_error::TransportError};
use crate::protocol::reply::body::is_understood;
use crate::types::{Advice, Error, ErrorKind};

/// How many redirects are followed.
pub const MAX_REDIRECTS: u32 = 3;
/// The largest file when nobody says.
pub const MAX_BYTES: u64 = 1 << 30;
/// The most bytes of one read.
pub const MAX_READ: u32 = 256 * 1024;

/// What the head of an answer to a link means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The file follows.
    File,
    /// It is elsewhere.
    Redirect(String),
    /// There is no file.
    Failed(DownloadError),
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DownloadError {
    /// The link has ended.
    Expired(u16),
    /// The server answers in another way, and may say in how many milliseconds
    /// to come again.
    Status(u16, Option<u32>),
    /// The link must not be followed.
    Denied(Denial),
    /// It leads on and on.
    TooManyHops,
    /// The file is larger than wanted: the limit.
    TooLarge(u64),
    /// The file ended early or late: bytes read, and bytes announced.
    OfOtherLength(u64, u64),
    /// Asked for once more, it is another file.
    Changed,
    /// The file has no bytes.
    Empty,
    /// The answer is no file: its type.
    Page(String),
    /// The answer is packed in a way that is not understood, or its packing is
    /// damaged.
    Packed,
    /// The connection failed.
    Transport(TransportError),
}

/// The head of an answer to a link.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The HTTP status.
    pub status: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The length that was announced.
    pub length: Option<u64>,
    /// The media type as the server says.
    pub content_type: Option<String>,
    /// How the body is packed.
    pub encoding: Option<String>,
    /// How long the server asks to be left alone, in milliseconds.
    pub retry_after_ms: Option<u32>,
}

impl Head {
    /// What it means, where at most `max` bytes are wanted.
    pub fn verdict(&self, max: u64) -> Verdict {
        let strange = |coding: &String| !is_understood(coding);
        let trouble = match (self.status, &self.location, self.length) {
            (301 | 302 | 303 | 307 | 308, Some(location), _) => {
                return Verdict::Redirect(location.clone());
            }
            (403 | 404 | 410, ..) => DownloadError::Expired(self.status),
            (200, _, Some(0)) => DownloadError::Empty,
            (200, _, Some(length)) if length > max => DownloadError::TooLarge(max),
            (200, ..) if self.encoding.as_ref().is_some_and(strange) => DownloadError::Packed,
            (200, ..) => return Verdict::File,
            _ => DownloadError::Status(self.status, self.retry_after_ms),
        };
        Verdict::Failed(trouble)
    }

    /// Whether the file is packed by gzip.
    pub fn is_packed(&self) -> bool {
        let coding = self.encoding.as_deref().unwrap_or_default();
        !matches!(coding, "" | "identity")
    }

    /// The media type of a file that begins so; an error where a page of text
    /// came in the place of a file.
    pub fn mime_type(&self, beginning: &[u8]) -> Result<String, DownloadError> {
        if let Some(known) = crate::protocol::sniff::mime_type(beginning) {
            return Ok(known.to_string());
        }
        let said = self.content_type.as_deref().unwrap_or_default();
        let said = said.split(';').next().unwrap_or_default().trim();
        let said = visual_catalog::sanitize::excerpt(&said.to_ascii_lowercase(), 60);
        let page = said.starts_with("text/") || said.ends_with("json") || said.ends_with("xml");
        // No picture, video or sound begins so.
        let markup = matches!(beginning.trim_ascii_start().first(), Some(b'<' | b'{'));
        match said.as_str() {
            _ if page || markup => Err(DownloadError::Page(said)),
            "" => Ok("application/octet-stream".to_string()),
            _ => Ok(said),
        }
    }
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
    /// Whether the same link may do better when it is asked again.
    pub fn is_retryable(&self) -> bool {
        match self {
            DownloadError::Transport(broken) => Cause::Transport(broken).is_retryable(false),
            DownloadError::Status(status, _) => Cause::Status(*status).is_retryable(false),
            DownloadError::OfOtherLength(read, announced) => read < announced,
            _ => false,
        }
    }

    /// How long the server asks to be left alone, in milliseconds.
    pub fn retry_after_ms(&self) -> Option<u32> {
        match self {
            DownloadError::Status(_, retry_after_ms) => *retry_after_ms,
            _ => None,
        }
    }

    /// The error that the caller sees. `stage` knows the job, if there is one.
    pub fn error(&self, stage: Stage<'_>) -> Error {
        let (kind, advice, en, zh) = match self {
            DownloadError::Denied(denial) => return denied(denial, stage),
            DownloadError::Transport(broken) => return cut_off(broken, stage),
            DownloadError::Expired(status) => (
                ErrorKind::ExpiredLink,
                Advice::CollectTask,
                format!(
                    "The link has ended (HTTP {status}): ask for the job again, it gives a fresh one"
                ),
                format!("链接已失效（HTTP {status}）：请重新查询任务以获取新链接"),
            ),
            DownloadError::Status(status, _) => (
                ErrorKind::ServiceFailed,
                Advice::RepeatLater,
                format!("The server of the link answered HTTP {status}"),
                format!("链接服务器返回 HTTP {status}"),
            ),
            DownloadError::TooManyHops => (
                ErrorKind::BadReply,
                Advice::RepeatLater,
                format!("The link leads on more than {MAX_REDIRECTS} times"),
                format!("链接重定向超过 {MAX_REDIRECTS} 次"),
            ),
            DownloadError::TooLarge(max) => (
                ErrorKind::TooLarge,
                Advice::FixInput,
                format!("The file is larger than `max-bytes`, which is {max}"),
                format!("文件超过 `max-bytes`（{max} 字节）"),
            ),
            DownloadError::OfOtherLength(read, announced) => (
                ErrorKind::Network,
                Advice::RepeatLater,
                format!("The file ended after {read} bytes; {announced} were announced"),
                format!("文件在 {read} 字节后结束，而声明为 {announced} 字节"),
            ),
            DownloadError::Changed => (
                ErrorKind::BadReply,
                Advice::RepeatLater,
                "The line broke, and the link then led to another file".to_string(),
                "连接中断后，链接返回的已是另一个文件".to_string(),
            ),
            DownloadError::Empty => (
                ErrorKind::BadReply,
                Advice::RepeatLater,
                "The link leads to a file of 0 bytes".to_string(),
                "链接指向 0 字节的文件".to_string(),
            ),
            DownloadError::Page(kind) => (
                ErrorKind::BadReply,
                Advice::RepeatLater,
                format!("The link leads to a page ({kind}) instead of a file"),
                format!("链接返回的是页面（{kind}）而不是文件"),
            ),
            DownloadError::Packed => (
                ErrorKind::BadReply,
                Advice::Report,
                "The file came compressed, which was not asked for, in a way that cannot be undone"
                    .to_string(),
                "文件被压缩传输，而请求并未要求压缩，且无法解压".to_string(),
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
fn cut_off(broken: &TransportError, stage: Stage<'_>) -> Error {
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
            "`link` is no address of the shape `https://HOST/PATH`".to_string(),
            "`link` 不是 `https://主机/路径` 形式的地址".to_string(),
        ),
        Denial::Insecure => (
            ErrorKind::DeniedByHost,
            "link",
            "The link is not https: it is not followed".to_string(),
            "链接不是 https，不予访问".to_string(),
        ),
        Denial::Loopback => (
            ErrorKind::DeniedByHost,
            "endpoint",
            "The link leads to this machine itself, and the endpoint does not".to_string(),
            "链接指向本机，而服务地址并非本机".to_string(),
        ),
        Denial::Unlisted(host) => (
            ErrorKind::DeniedByHost,
            "link-hosts",
            format!("`{host}` is not among the hosts of result links: add it to `link-hosts`"),
            format!("`{host}` 不在结果链接的主机列表中：请将其加入 `link-hosts`"),
        ),
    };
    stage
        .error(kind, Advice::FixInput, [&en, &zh])
        .with_field(field)
}
