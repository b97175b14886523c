//! What can go wrong, in the component's own shape where a caller sees it.

use crate::Usage;
use crate::types::{Advice, Error, ErrorKind, Purchase, Task};

/// A fault of the host, or of a component in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// The bytes are no component.
    #[error("this file is no WebAssembly component: {0}")]
    NotAComponent(String),
    /// The component wants something that this host does not offer.
    #[error("the component imports `{name}`, which this host does not offer{hint}")]
    UnknownImport {
        /// The import.
        name: String,
        /// What to do about it; empty or beginning with a colon.
        hint: &'static str,
    },
    /// The component does not have the shape of this host's contract.
    #[error("the component does not fit this host: {0}")]
    Incompatible(String),
    /// The engine could not be set up.
    #[error("the WebAssembly engine could not be set up: {0}")]
    Engine(String),
    /// TLS could not be set up.
    #[error("TLS could not be set up: {0}")]
    Tls(String),
    /// A call took longer than the host allows.
    #[error("the call reached the host's time limit of {0} s")]
    TimeLimit(u64),
    /// The time that its caller gave it ran out.
    #[error("no whole answer came within the time that the caller gave")]
    Deadline,
    /// A call needed more memory than the host allows.
    #[error("the call reached the host's memory limit of {0} bytes")]
    MemoryLimit(usize),
    /// More was to pass between host and component than the host allows.
    #[error("the call reached the host's limit of {0} on what passes between host and component")]
    TransferLimit(usize),
    /// The component, or a call of it, used more than the host allows.
    #[error("the component reached the host's limit of {1} {0}")]
    Limit(Usage, u64),
    /// The component takes too long to compile.
    #[error("the component was not compiled within the host's limit of {0} s")]
    CompileLimit(u64),
    /// A limit under which nothing could run.
    #[error("`limits.{0}` is 0, and nothing could run: it must be at least 1")]
    ZeroLimit(&'static str),
    /// The component stopped by a fault of its own.
    #[error("the component stopped by a fault of its own: {0}")]
    Trap(String),
}

impl HostError {
    pub(crate) fn limit(usage: Usage, max: usize) -> HostError {
        HostError::Limit(usage, max as u64)
    }
}

/// A call that failed: always the component's error record, whoever wrote it.
#[derive(Debug, Clone)]
pub struct CallError {
    /// The error, with texts for people in both languages.
    pub error: Box<Error>,
    /// How many requests the call handed to the network.
    pub requests: u32,
    /// The host's own fault, if the record was made from one.
    pub host: Option<HostError>,
}

impl CallError {
    /// A refusal before anything was sent. `field` may be empty; `texts` are
    /// English and Chinese.
    pub fn refused(kind: ErrorKind, field: &str, texts: (String, String)) -> CallError {
        refusal(kind, field, texts).into()
    }

    /// Whether nothing left this machine, and nothing can have been bought.
    pub fn refused_before_sending(&self) -> bool {
        self.requests == 0 && self.error.purchase == Purchase::NotMade
    }
}

impl std::fmt::Display for CallError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.error.message)
    }
}

impl std::error::Error for CallError {}

impl From<Error> for CallError {
    fn from(error: Error) -> CallError {
        CallError {
            error: Box::new(error),
            requests: 0,
            host: None,
        }
    }
}

/// An error that was found before anything was sent. `texts` are English and
/// Chinese.
pub(crate) fn refusal(kind: ErrorKind, field: &str, texts: (String, String)) -> Error {
    let advice = match kind {
        ErrorKind::NoCredentials | ErrorKind::RejectedCredentials => Advice::FixAccount,
        _ => Advice::FixInput,
    };
    Error {
        kind,
        advice,
        message: texts.0,
        message_zh: texts.1,
        field: (!field.is_empty()).then(|| field.to_owned()),
        code: None,
        request_id: None,
        retry_after_ms: None,
        purchase: Purchase::NotMade,
        task: None,
    }
}

/// The maximum of purchases is reached.
pub(crate) fn spent(max: Option<u32>) -> Error {
    let max = max.unwrap_or_default();
    refusal(
        ErrorKind::LimitReached,
        "max-calls",
        (
            format!("{max} purchases are all that `max-calls` allows, and they were made"),
            format!("`max-calls` 只允许 {max} 次购买，已全部用完"),
        ),
    )
}

/// The record of a host's fault. `task` is the job that the call was about; `sent`
/// tells whether a request that may have bought one was sent whole.
pub(crate) fn host_fault(fault: &HostError, task: Option<&Task>, sent: bool) -> Error {
    let (purchase, advice) = match (task, sent) {
        (Some(_), _) => (Purchase::Made, Advice::CollectTask),
        (None, false) if *fault == HostError::Deadline => (Purchase::NotMade, Advice::RepeatLater),
        (None, false) => (Purchase::NotMade, Advice::Report),
        (None, true) => (Purchase::Unknown, Advice::AskBeforeRepeating),
    };
    let limit_zh;
    let (kind, reason) = match fault {
        HostError::Deadline if purchase == Purchase::Unknown => (
            ErrorKind::OutcomeUnknown,
            "在调用方给定的时间内没有收到完整的应答，任务可能已被受理并计费",
        ),
        HostError::Deadline => (ErrorKind::TimedOut, "调用方给定的时间已用完"),
        HostError::TimeLimit(_) => (ErrorKind::LimitReached, "调用达到了宿主的时间限制"),
        HostError::MemoryLimit(_) => (ErrorKind::LimitReached, "调用达到了宿主的内存限制"),
        HostError::TransferLimit(_) => (
            ErrorKind::LimitReached,
            "调用达到了宿主与组件之间的数据传递限制",
        ),
        HostError::Limit(usage, max) => {
            limit_zh = format!("组件达到了宿主的限制：{} {max}", usage.words()[1]);
            (ErrorKind::LimitReached, limit_zh.as_str())
        }
        HostError::CompileLimit(_) => (ErrorKind::LimitReached, "组件编译超过了宿主的时间限制"),
        HostError::ZeroLimit(_) => (ErrorKind::InvalidInput, "宿主的限制为 0，无法运行"),
        HostError::Trap(_) => (ErrorKind::Internal, "组件因自身故障而停止"),
        HostError::Tls(_) => (ErrorKind::Internal, "无法初始化 TLS"),
        HostError::Engine(_) => (ErrorKind::Internal, "无法启动 WebAssembly 引擎"),
        _ => (ErrorKind::Unsupported, "组件文件与此宿主不相容"),
    };
    Error {
        kind,
        advice,
        message: fault.to_string(),
        message_zh: reason.to_owned(),
        field: None,
        code: None,
        request_id: None,
        retry_after_ms: None,
        purchase,
        task: task.cloned(),
    }
}

impl From<HostError> for CallError {
    fn from(fault: HostError) -> CallError {
        CallError {
            error: Box::new(host_fault(&fault, None, false)),
            requests: 0,
            host: Some(fault),
        }
    }
}
