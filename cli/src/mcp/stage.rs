//! How far a call is, and that clients are told.

use crate::output::language::{Message, message};
use rmcp::model::{ProgressNotificationParam, ProgressToken};
use rmcp::{Peer, RoleServer};
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};
use visual_host::{Pending, Progress};

/// How long a client hears nothing at most: some give up after a minute without progress.
const REPEAT: Duration = Duration::from_secs(5);

/// How far a call is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Stage {
    /// Nothing was sent.
    #[default]
    Queued,
    /// The request is on its way, and may be billed.
    Submitting,
    /// It was accepted: the task, and the service's word on it.
    Running(Pending),
    /// The service could not be asked about the task, if there is one.
    Unanswered(Option<Pending>),
}

impl Stage {
    /// Goes on with a step of a purchase or of a task.
    pub fn advance(&mut self, step: Progress<'_>) {
        *self = match step {
            Progress::Queued => Stage::Queued,
            Progress::Pending(pending) => Stage::Running(pending.clone()),
            Progress::Unanswered { .. } => Stage::Unanswered(self.pending().cloned()),
            // What is not known may have been sent.
            _ => Stage::Submitting,
        };
    }

    /// What was accepted.
    pub fn pending(&self) -> Option<&Pending> {
        match self {
            Stage::Running(pending) => Some(pending),
            Stage::Unanswered(pending) => pending.as_ref(),
            _ => None,
        }
    }

    /// In words.
    pub fn message(&self) -> Message {
        match self {
            Stage::Queued => message!(
                "waiting for a free slot (not submitted yet)",
                "等待空闲名额（尚未提交）"
            ),
            Stage::Submitting => message!("submitting", "正在提交"),
            Stage::Running(pending) => {
                let task = &pending.task;
                match &pending.status {
                    None => message!("submitted: {task}", "已提交：{task}"),
                    Some(status) => message!("{status}: {task}", "{status}：{task}"),
                }
            }
            Stage::Unanswered(_) => message!(
                "no answer from the service; asking again",
                "服务无响应，正在重试"
            ),
        }
    }
}

/// A client that asked to be told.
pub struct Listener {
    pub peer: Peer<RoleServer>,
    pub token: ProgressToken,
    pub is_chinese: bool,
}

impl Listener {
    /// Tells each stage, and that it lasts, until it is dropped. The progress is the time, since
    /// nobody knows the total.
    pub async fn follow(self, mut stage: watch::Receiver<Stage>) {
        let began = Instant::now();
        loop {
            let text = stage
                .borrow_and_update()
                .message()
                .in_language(self.is_chinese);
            let progress = began.elapsed().as_secs_f64();
            let told = ProgressNotificationParam::new(self.token.clone(), progress);
            // One that cannot be told may still get the result.
            _ = self.peer.notify_progress(told.with_message(text)).await;
            tokio::select! {
                () = sleep(REPEAT) => {}
                changed = stage.changed() => if changed.is_err() {
                    std::future::pending::<()>().await;
                },
            }
        }
    }
}
