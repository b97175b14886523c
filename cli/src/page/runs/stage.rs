//! How far a purchase is.

use crate::output::billed;
use crate::output::language::{Message, tr};
use crate::output::progress::status;
use std::sync::Arc;
use visual_host::{Done, Error, ErrorKind, Pending, Purchase, Task};

/// How far a purchase is, and what else there is to say.
#[derive(Clone, Default)]
pub struct State {
    /// Counts the changes.
    pub version: u64,
    pub stage: Stage,
    /// What came of a request to cancel.
    pub note: Option<Message>,
    /// When it ended, in seconds since 1970.
    pub ended: Option<u64>,
}

/// How far a purchase is.
#[derive(Clone, Default)]
pub enum Stage {
    #[default]
    Starting,
    /// It waits for its turn. Nothing was sent.
    Queued,
    /// It is on its way to the service.
    Submitting,
    /// It was accepted, and runs.
    Pending(Pending),
    Done(Arc<Done>),
    Failed(Arc<Error>),
    /// It still runs after the time for which a task is known.
    Late(Task),
}

impl Stage {
    /// Whether nothing follows.
    pub fn is_final(&self) -> bool {
        matches!(self, Stage::Done(_) | Stage::Failed(_) | Stage::Late(_))
    }

    /// The task, where there is one.
    pub fn task(&self) -> Option<&Task> {
        match self {
            Stage::Pending(pending) => Some(&pending.task),
            Stage::Done(done) => done.task.as_ref(),
            Stage::Failed(error) => error.task.as_ref(),
            Stage::Late(task) => Some(task),
            _ => None,
        }
    }

    /// Which of the steps it is at: 0 waiting, 1 sending, 2 running, 3 the end.
    pub fn step(&self) -> usize {
        match self {
            Stage::Starting | Stage::Queued => 0,
            Stage::Submitting => 1,
            Stage::Pending(_) | Stage::Late(_) => 2,
            Stage::Done(_) | Stage::Failed(_) => 3,
        }
    }

    /// Whether it can be cancelled at this moment.
    pub fn is_cancellable(&self) -> bool {
        matches!(self, Stage::Starting | Stage::Queued | Stage::Pending(_))
    }

    /// One sentence for people, which a screen reader says at each change.
    pub fn sentence(&self) -> String {
        match self {
            Stage::Starting => tr!("Starting", "正在开始"),
            Stage::Queued => tr!("Waiting for its turn", "等待提交"),
            Stage::Submitting => tr!("Sending", "正在提交"),
            Stage::Pending(pending) => match pending.status.as_deref() {
                None => tr!("Accepted", "已提交"),
                Some(word) => capitalized(&status(word)),
            },
            Stage::Done(_) => tr!("Done", "已完成"),
            Stage::Failed(error) => failure(error),
            Stage::Late(_) => tr!("Still running", "仍在运行"),
        }
    }

    /// What of it is billed.
    pub fn bill(&self, is_simulated: bool) -> String {
        if is_simulated {
            return billed::simulated();
        }
        match self {
            Stage::Pending(pending) => billed::of_pending(pending),
            Stage::Done(_) => billed::delivered(),
            Stage::Failed(error) => billed::of_failure(error),
            _ => tr!("billed: if it delivers a result", "计费：生成结果后计费"),
        }
    }
}

/// A failure in a few words.
fn failure(error: &Error) -> String {
    match (error.kind, error.purchase) {
        (ErrorKind::Moderated, _) => tr!("Refused by the content check", "未通过内容审核"),
        (ErrorKind::Cancelled, Purchase::NotMade) => tr!("Cancelled", "已取消"),
        (_, Purchase::Unknown) => tr!("The outcome is unknown", "购买结果未知"),
        (_, Purchase::Made) if billed::is_failed(error) => tr!("The task failed", "任务失败"),
        (_, Purchase::NotMade) => tr!("Not submitted", "未能提交"),
        _ => tr!("No result", "未取得结果"),
    }
}

/// A text whose first letter is a capital.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
