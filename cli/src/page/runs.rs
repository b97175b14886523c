//! Purchases of the page. Each goes on in the background, whether or not a browser looks at it,
//! and is known by its idempotency key.

mod stage;

pub use stage::{Stage, State, capitalized};

use crate::output::language::{Message, message};
use crate::page::entered::Entered;
use crate::serve::purchase::{self, Purchase};
use crate::serve::tenant::Tenant;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch;
use visual_catalog::{Tool, find};
use visual_host::types::Cancellation;
use visual_host::{Done, Entry, Error, Outcome, Pending, Progress, Task};

/// How many purchases are remembered; those that ended go first.
const MAX_RUNS: usize = 500;
/// As long as the service knows a task.
const WAIT: Duration = Duration::from_secs(12 * 3600);

/// A purchase, or the collection of one that was made before.
pub struct Run {
    pub key: String,
    pub tool: &'static Tool,
    /// What was entered, where this process knows it.
    pub entered: Option<Entered>,
    /// When it began, in seconds since 1970.
    pub began: u64,
    tenant: String,
    purchase: Option<Purchase>,
    state: watch::Sender<State>,
}

/// The purchases of all tenants, the oldest first.
#[derive(Default)]
pub struct Runs(Mutex<VecDeque<Arc<Run>>>);

impl Runs {
    /// The purchase of a tenant with this key.
    pub fn get(&self, tenant: &Tenant, key: &str) -> Option<Arc<Run>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = all.iter();
        all.find(|run| run.is_of(tenant, key)).cloned()
    }

    /// Follows what was bought in the background. Two purchases of one key are one.
    pub fn follow(&self, tenant: &Arc<Tenant>, run: Run) -> Arc<Run> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.iter().find(|known| known.is_of(tenant, &run.key)) {
            return known.clone();
        }
        let run = Arc::new(run);
        all.push_back(run.clone());
        if all.len() > MAX_RUNS {
            let ended = all.iter().position(|run| run.state().stage.is_final());
            ended.map(|index| all.remove(index));
        }
        if let Some(purchase) = run.purchase.clone() {
            tokio::spawn(run.clone().follow(tenant.clone(), purchase));
        }
        run
    }

    /// Collects what was bought before, as the journal has it.
    pub fn collect(&self, tenant: &Arc<Tenant>, entry: &Entry) -> Option<Arc<Run>> {
        let task: Task = entry.task.as_deref()?.parse().ok()?;
        let began = entry.since.try_into().unwrap_or_default();
        let key = entry.idempotency_key.clone();
        let run = Run {
            began,
            ..Run::new(tenant, find(&entry.tool)?, key)
        };
        let run = self.follow(tenant, run);
        if run.state().version == 0 && run.purchase.is_none() {
            run.become_stage(Stage::Pending(task.clone().into()));
            tokio::spawn(run.clone().wait_for(tenant.clone(), task.into()));
        }
        Some(run)
    }

    /// Forgets a purchase, so that its key can be used again.
    pub fn remove(&self, tenant: &Tenant, key: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|run| !run.is_of(tenant, key));
    }
}

impl Run {
    /// A run of which nothing is known yet.
    fn new(tenant: &Tenant, tool: &'static Tool, key: String) -> Run {
        Run {
            key,
            tool,
            entered: None,
            began: now(),
            tenant: tenant.name.clone(),
            purchase: None,
            state: watch::Sender::new(State::default()),
        }
    }

    /// A purchase that began.
    pub fn bought(
        tenant: &Tenant,
        (tool, key): (&'static Tool, String),
        (entered, purchase): (Entered, Purchase),
    ) -> Run {
        Run {
            entered: Some(entered),
            purchase: Some(purchase),
            ..Run::new(tenant, tool, key)
        }
    }

    fn is_of(&self, tenant: &Tenant, key: &str) -> bool {
        self.tenant == tenant.name && self.key == key
    }

    /// How far it is.
    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Waits until it is further than this version of its state.
    pub async fn after(&self, version: u64) -> State {
        let mut state = self.state.subscribe();
        let later = state.wait_for(|state| state.version > version).await;
        later.map_or_else(|_| self.state(), |state| state.clone())
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        self.state.send_modify(|state| {
            change(state);
            state.version += 1;
            if state.stage.is_final() && state.ended.is_none() {
                state.ended = Some(now());
            }
        });
    }

    fn become_stage(&self, stage: Stage) {
        self.change(|state| state.stage = stage);
    }

    async fn follow(self: Arc<Self>, tenant: Arc<Tenant>, purchase: Purchase) {
        let mut stages = purchase.stages();
        while stages.changed().await.is_ok() {
            let stage = stages.borrow_and_update().clone();
            match stage {
                purchase::Stage::Ended(Ok(Outcome::Pending(pending))) => {
                    return self.wait_for(tenant, pending).await;
                }
                purchase::Stage::Ended(result) => return self.end(result),
                purchase::Stage::Queued => self.become_stage(Stage::Queued),
                purchase::Stage::Submitting => self.become_stage(Stage::Submitting),
                purchase::Stage::Running(pending) => self.become_stage(Stage::Pending(pending)),
            }
        }
    }

    async fn wait_for(self: Arc<Self>, tenant: Arc<Tenant>, pending: Pending) {
        let handle = tenant.host.task(pending);
        let handle = handle.on_progress(|progress| {
            if let Progress::Pending(pending) = progress {
                self.become_stage(Stage::Pending(pending.clone()));
            }
        });
        self.end(handle.outcome(WAIT).await);
    }

    fn end(&self, result: Result<Outcome, Error>) {
        self.become_stage(match result {
            Ok(Outcome::Done(done)) => Stage::Done(Arc::new(done)),
            Ok(Outcome::Pending(pending)) => Stage::Late(pending.task),
            Err(error) => Stage::Failed(Arc::new(error)),
        });
    }

    /// Cancels it: what was not sent is not bought, what runs is cancelled at the service if
    /// that still can.
    pub async fn cancel(&self, tenant: &Tenant) {
        let state = self.state();
        if matches!(state.stage, Stage::Starting | Stage::Queued) {
            if let Some(purchase) = &self.purchase {
                purchase.give_up();
                self.after(state.version).await;
            }
            return;
        }
        let Stage::Pending(pending) = state.stage else {
            return;
        };
        let note = match tenant.host.task(pending).cancel().await {
            Ok(answer) => cancellation(answer),
            Err(error) => Message::new(&error.message, &error.message_zh),
        };
        self.change(|state| state.note = Some(note));
    }

    /// The result, once it is there.
    pub fn done(&self) -> Option<Arc<Done>> {
        match self.state().stage {
            Stage::Done(done) => Some(done),
            _ => None,
        }
    }
}

fn cancellation(answer: Cancellation) -> Message {
    match answer {
        Cancellation::Confirmed => {
            message!("The service has cancelled the task.", "服务已取消该任务。")
        }
        Cancellation::Asked => message!(
            "The service took the request to cancel; whether the task stops is not known.",
            "服务已收到取消请求，任务是否停止尚不可知。"
        ),
        Cancellation::Done => {
            message!("The task was already finished.", "任务已完成，无法取消。")
        }
        _ => message!(
            "The task is running already, and the service cancels queued tasks only.",
            "任务已在执行，服务仅支持取消排队中的任务。"
        ),
    }
}

/// The time, in seconds since 1970.
pub fn now() -> u64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH);
    time.unwrap_or_default().as_secs()
}
