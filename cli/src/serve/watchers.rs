//! Tasks that are watched: each is polled once, however many clients watch it.

use super::tenant::Tenant;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use visual_host::{Error, Outcome, Pending, Progress, Task};

/// How long a task is watched at most: the service forgets it sooner.
const MAX_WATCH: Duration = Duration::from_secs(48 * 3600);

/// What is known of a task.
#[derive(Clone, Debug)]
pub enum Seen {
    /// The service was not asked yet, or said that it runs.
    Pending(Pending),
    Ended(Result<Outcome, Error>),
}

type Open = HashMap<(String, String), Arc<watch::Sender<Seen>>>;

/// The tasks that are watched, by tenant and text.
#[derive(Clone, Default)]
pub struct Watchers(Arc<Mutex<Open>>);

impl Watchers {
    /// Watches a task until it has ended, or nobody is left who wants to know.
    pub fn watch(
        &self,
        tenant: &Arc<Tenant>,
        task: Task,
        shutdown: &CancellationToken,
    ) -> watch::Receiver<Seen> {
        let key = (tenant.name.clone(), task.to_string());
        let mut open = self.open();
        if let Some(sender) = open.get(&key) {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(Seen::Pending(task.into()));
        let sender = Arc::new(sender);
        open.insert(key.clone(), sender.clone());
        let (watchers, tenant) = (self.clone(), tenant.clone());
        let shutdown = shutdown.clone();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = follow(&tenant, &sender) => break,
                    () = shutdown.cancelled() => break,
                    () = sender.closed() => {}
                }
                if watchers.forget(&key, &sender) {
                    return;
                }
            }
            watchers.open().remove(&key);
        });
        receiver
    }

    /// How many tasks are watched.
    pub fn count(&self) -> usize {
        self.open().len()
    }

    /// Stops to watch a task, unless somebody has come meanwhile.
    fn forget(&self, key: &(String, String), sender: &watch::Sender<Seen>) -> bool {
        let mut open = self.open();
        let is_alone = sender.receiver_count() == 0;
        if is_alone {
            open.remove(key);
        }
        is_alone
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Polls a task until it has ended.
async fn follow(tenant: &Tenant, sender: &watch::Sender<Seen>) {
    let pending = match &*sender.borrow() {
        Seen::Pending(pending) => pending.clone(),
        Seen::Ended(_) => return,
    };
    let tell = |progress: Progress<'_>| match progress {
        Progress::Pending(pending) => {
            sender.send_modify(|seen| *seen = Seen::Pending(pending.clone()))
        }
        Progress::Unanswered { why, .. } => sender.send_modify(|seen| {
            if let Seen::Pending(pending) = seen {
                pending.warnings.retain(|warning| warning != why);
                pending.warnings.push(why.clone());
            }
        }),
        _ => {}
    };
    let waiting = tenant.host.task(pending).on_progress(tell);
    let ended = waiting.outcome(MAX_WATCH).await;
    sender.send_replace(Seen::Ended(ended));
}
