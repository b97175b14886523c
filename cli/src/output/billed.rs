//! Whether a task is billed, in words. The service charges only for results.

use crate::output::language::tr;
use visual_host::{EntryState, Error, ErrorKind, Pending, Purchase};

/// Of a result that was handed over.
pub fn delivered() -> String {
    tr!("billed: yes", "计费：是")
}

/// Of a task that runs on.
fn open() -> String {
    tr!("billed: if it delivers a result", "计费：生成结果后计费")
}

/// Of a task of a simulator inside this command.
pub fn simulated() -> String {
    tr!("billed: no (a simulator)", "计费：否（模拟器）")
}

/// Of a pending task. One that was not found may not exist.
pub fn of_pending(pending: &Pending) -> String {
    match pending.status.as_deref() {
        Some("not_found") => tr!(
            "billed: unknown (the service does not find the task: it may be too new, or cancelled)",
            "计费：未知（服务未查到该任务：可能刚刚提交，或已取消）"
        ),
        _ => open(),
    }
}

/// Of a purchase that an earlier call made, and that is still told as pending.
pub fn before(state: EntryState) -> String {
    match state {
        EntryState::Done => tr!(
            "billed: by an earlier call (nothing new was bought)",
            "计费：之前的调用已计费（未重复计费）"
        ),
        EntryState::Failed => tr!("billed: no (the task failed)", "计费：否（任务执行失败）"),
        _ => tr!(
            "billed: if it delivers a result, once (nothing new was bought)",
            "计费：生成结果后计费一次（未重复计费）"
        ),
    }
}

/// Whether a task was accepted and failed: it costs nothing.
pub fn is_failed(error: &Error) -> bool {
    error.purchase == Purchase::Made
        && (matches!(error.kind, ErrorKind::Moderated | ErrorKind::RejectedMedia)
            || error.code.as_deref() == Some("failed"))
}

/// Of a call that failed.
pub fn of_failure(error: &Error) -> String {
    let failed = is_failed(error);
    match error.purchase {
        Purchase::NotMade => tr!("billed: no", "计费：否"),
        Purchase::Unknown if error.kind == ErrorKind::TaskGone => tr!(
            "billed: unknown (the service does not know the task)",
            "计费：未知（服务中没有该任务）"
        ),
        Purchase::Made if failed => {
            tr!("billed: no (the task failed)", "计费：否（任务执行失败）")
        }
        Purchase::Made if error.kind == ErrorKind::TaskGone => tr!(
            "billed: if it delivered a result",
            "计费：已生成结果的会计费"
        ),
        Purchase::Made if error.task.is_none() => tr!(
            "billed: unknown (the task was accepted)",
            "计费：未知（任务已被接收）"
        ),
        Purchase::Made => open(),
        _ => tr!(
            "billed: unknown (the task may have been accepted)",
            "计费：未知（任务可能已被接收）"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_is_billed_for_its_result() {
        let line = |kind, purchase| {
            let mut error = Error::refused(kind, "", Default::default());
            error.purchase = purchase;
            of_failure(&error)
        };
        use ErrorKind::{BadReply, Moderated, Network, TaskGone};
        assert_eq!(line(Moderated, Purchase::NotMade), "billed: no");
        assert_eq!(
            line(Moderated, Purchase::Made),
            "billed: no (the task failed)"
        );
        assert!(line(Network, Purchase::Unknown).contains("may have been accepted"));
        assert!(!line(TaskGone, Purchase::Unknown).contains("accepted"));
        assert!(line(BadReply, Purchase::Made).starts_with("billed: unknown"));
    }
}
