//! What can go wrong, in the component's own shape where a caller sees it.

use crate::host_error::HostError;
use crate::types::{Advice, Done, Error, ErrorInfo, ErrorKind, Outcome, Purchase, Task};
use volcengine_visual::errors::fault::Fault;

impl Error {
    /// A refusal before anything was sent. `field` may be empty; `texts` are
    /// English and Chinese.
    pub fn refused(kind: ErrorKind, field: &str, texts: (String, String)) -> Error {
        refusal(kind, field, texts)
    }

    /// The same error of a call that made so many requests.
    pub(crate) fn after(mut self, requests: u32, host: Option<HostError>) -> Error {
        self.requests = requests;
        self.host = host;
        self
    }
}

/// An error that was found before anything was sent. `texts` are English and
/// Chinese.
pub(crate) fn refusal(kind: ErrorKind, field: &str, texts: (String, String)) -> Error {
    let advice = match kind {
        ErrorKind::NoCredentials | ErrorKind::RejectedCredentials => Advice::FixAccount,
        _ => Advice::FixInput,
    };
    let info = ErrorInfo {
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
        idempotency_key: None,
        requests: 0,
        host: None,
    };
    info.into()
}

/// The maximum of purchases is reached.
pub(crate) fn spent(max: Option<u32>) -> Error {
    let max = max.unwrap_or_default();
    let texts = match max {
        0 => (
            "`max-calls` is 0, so nothing is ever bought".to_owned(),
            "`max-calls` 为 0，不允许任何购买".to_owned(),
        ),
        _ => {
            let s = if max == 1 { "" } else { "s" };
            (
                format!("the limit of {max} purchase{s} by `max-calls` is reached"),
                format!("已达到 `max-calls` 设定的 {max} 次调用上限"),
            )
        }
    };
    refusal(ErrorKind::LimitReached, "max-calls", texts)
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
            "未在给定时间内收到完整的响应，任务可能已被接收并计费",
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
        _ => (ErrorKind::Unsupported, "组件文件无法在此程序中使用"),
    };
    let info = ErrorInfo {
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
        idempotency_key: None,
        requests: 0,
        host: None,
    };
    info.into()
}

/// The product of a job that is done; one that runs on is an error with its task.
pub(crate) fn done(outcome: Outcome) -> Result<Done, Error> {
    let pending = match outcome {
        Outcome::Done(done) => return Ok(done),
        Outcome::Pending(pending) => pending,
    };
    let texts = (
        "The task was submitted and is still running: the time to wait is up".to_owned(),
        "任务已提交，仍在运行：等待时间已用完".to_owned(),
    );
    let mut error = refusal(ErrorKind::Pending, "", texts);
    error.advice = Advice::CollectTask;
    error.purchase = Purchase::Made;
    error.request_id = pending.request_id;
    error.task = Some(pending.task);
    Err(error)
}

/// A product where a task was expected.
pub(crate) fn without_task() -> Error {
    let texts = (
        "The tool returned its product at once, without a task".to_owned(),
        "该工具直接返回了结果，没有任务".to_owned(),
    );
    let mut error = refusal(ErrorKind::Internal, "", texts);
    error.advice = Advice::Report;
    error.purchase = Purchase::Made;
    error
}

impl From<HostError> for Error {
    fn from(fault: HostError) -> Error {
        host_fault(&fault, None, false).after(0, Some(fault))
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Error {
        volcengine_visual::types::Error::from(fault).into()
    }
}
