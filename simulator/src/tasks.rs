//! Tasks from submission to the end of their retention.

use crate::dice;
use crate::job::Job;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Who asks, and for what: a handle works only for the key and the `req_key` that made it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner<'a> {
    pub(crate) access_key_id: &'a str,
    pub(crate) req_key: &'a str,
}

/// When the stages of a new task end.
#[derive(Clone, Copy)]
pub(crate) struct Schedule {
    pub(crate) now_ms: i64,
    /// The part of the queue that is called `processing`.
    pub(crate) processing_ms: u64,
    pub(crate) queue_ms: u64,
    pub(crate) generate_ms: u64,
    pub(crate) keep_seconds: u64,
}

/// The stage in which tasks are held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// `in_queue`.
    InQueue,
    /// `generating`.
    Generating,
}

/// Where a task stands.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Stage {
    NotFound,
    Processing,
    InQueue,
    Generating,
    Done(Box<Job>),
}

struct Task {
    access_key_id: String,
    req_key: String,
    queued_ms: i64,
    starts_ms: i64,
    done_ms: i64,
    gone_ms: i64,
    cancelled: bool,
    job: Job,
}

#[derive(Default)]
struct Table {
    held: Option<Held>,
    by_id: HashMap<String, Task>,
    /// Ids of tasks that may still be running, for the concurrency limit.
    running: Vec<String>,
}

/// Every task.
#[derive(Default)]
pub(crate) struct Tasks {
    table: Mutex<Table>,
    is_held: watch::Sender<bool>,
}

impl Tasks {
    /// Takes a job on, and returns the id of its task; `None` when the limit of running jobs is reached.
    pub(crate) fn accept(
        &self,
        owner: Owner<'_>,
        job: Job,
        (when, limit): (Schedule, Option<u32>),
    ) -> Option<String> {
        let mut table = self.table();
        let Table {
            held,
            by_id,
            running,
        } = &mut *table;
        by_id.retain(|_, task| task.gone_ms > when.now_ms);
        let runs = |task: &Task| task.runs(when.now_ms, *held);
        running.retain(|id| by_id.get(id).is_some_and(runs));
        let of_owner = running
            .iter()
            .filter(|id| by_id.get(*id).is_some_and(|task| task.is_of(owner)))
            .count();
        if limit.is_some_and(|limit| of_owner >= limit as usize) {
            return None;
        }
        let later = |from: i64, ms: u64| from.saturating_add(i64::try_from(ms).unwrap_or(i64::MAX));
        let starts_ms = later(when.now_ms, when.queue_ms);
        // At least 19 digits, as the service's ids have.
        let id = (dice::unforeseen_u64() | 1 << 62).to_string();
        by_id.insert(
            id.clone(),
            Task {
                access_key_id: owner.access_key_id.to_owned(),
                req_key: owner.req_key.to_owned(),
                // A clock may go back before the task was there.
                queued_ms: match when.processing_ms {
                    0 => i64::MIN,
                    processing_ms => later(when.now_ms, processing_ms),
                },
                starts_ms,
                done_ms: later(starts_ms, when.generate_ms),
                gone_ms: later(when.now_ms, when.keep_seconds.saturating_mul(1000)),
                cancelled: false,
                job,
            },
        );
        running.push(id.clone());
        Some(id)
    }

    /// Where the task stands; another's task is `NotFound`.
    pub(crate) fn stage(&self, id: &str, owner: Owner<'_>, now_ms: i64) -> Stage {
        let table = self.table();
        match table.by_id.get(id) {
            Some(task) if task.is_of(owner) => task.stage(now_ms, table.held),
            _ => Stage::NotFound,
        }
    }

    /// Takes a queued task back; says where the task stood.
    pub(crate) fn cancel(&self, id: &str, owner: Owner<'_>, now_ms: i64) -> Stage {
        let mut table = self.table();
        let held = table.held;
        let Some(task) = table.by_id.get_mut(id).filter(|task| task.is_of(owner)) else {
            return Stage::NotFound;
        };
        let stage = task.stage(now_ms, held);
        task.cancelled |= matches!(stage, Stage::Processing | Stage::InQueue);
        stage
    }

    /// What the task is to make; another's task is not found.
    pub(crate) fn job(&self, id: &str, owner: Owner<'_>) -> Option<Job> {
        let table = self.table();
        let task = table.by_id.get(id).filter(|task| task.is_of(owner))?;
        Some(task.job.clone())
    }

    /// Whether the task has come to its end; one that is no longer kept has.
    pub(crate) fn has_ended(&self, id: &str, now_ms: i64) -> bool {
        let table = self.table();
        let task = table.by_id.get(id);
        task.is_none_or(|task| !task.cancelled && !task.runs(now_ms, table.held))
    }

    /// Keeps all tasks in one stage.
    pub(crate) fn hold(&self, held: Held) {
        self.table().held = Some(held);
        self.is_held.send_replace(true);
    }

    /// Finishes all tasks, if they were held.
    pub(crate) fn release(&self) {
        let mut table = self.table();
        if table.held.take().is_some() {
            for task in table.by_id.values_mut() {
                (task.starts_ms, task.done_ms) = (i64::MIN, i64::MIN);
            }
        }
        self.is_held.send_replace(false);
    }

    /// Returns when tasks are not held, or no longer.
    pub(crate) async fn released(&self) {
        let mut is_held = self.is_held.subscribe();
        _ = is_held.wait_for(|held| !held).await;
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Task {
    fn is_of(&self, owner: Owner<'_>) -> bool {
        self.access_key_id == owner.access_key_id && self.req_key == owner.req_key
    }

    fn runs(&self, now_ms: i64, held: Option<Held>) -> bool {
        !self.cancelled && (held.is_some() || now_ms < self.done_ms)
    }

    fn stage(&self, now_ms: i64, held: Option<Held>) -> Stage {
        if self.cancelled || now_ms >= self.gone_ms {
            Stage::NotFound
        } else if let Some(held) = held {
            match held {
                Held::InQueue => Stage::InQueue,
                Held::Generating => Stage::Generating,
            }
        } else if now_ms < self.queued_ms {
            Stage::Processing
        } else if now_ms < self.starts_ms {
            Stage::InQueue
        } else if now_ms < self.done_ms {
            Stage::Generating
        } else {
            Stage::Done(Box::new(self.job.clone()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWNER: Owner<'static> = Owner {
        access_key_id: "ak",
        req_key: "tool",
    };

    fn at(now_ms: i64) -> Schedule {
        Schedule {
            now_ms,
            processing_ms: 0,
            queue_ms: 50,
            generate_ms: 150,
            keep_seconds: 10,
        }
    }

    fn job() -> Job {
        Job {
            failure: Some(50215),
            ..Job::default()
        }
    }

    #[test]
    fn a_task_goes_through_its_stages_and_away() {
        let tasks = Tasks::default();
        let id = tasks.accept(OWNER, job(), (at(0), None)).unwrap();
        assert!((19..=20).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_digit()));
        let stage = |now| tasks.stage(&id, OWNER, now);
        assert_eq!(stage(49), Stage::InQueue);
        assert_eq!(stage(50), Stage::Generating);
        assert_eq!(stage(200), Stage::Done(Box::new(job())));
        assert_eq!(stage(9_999), Stage::Done(Box::new(job())));
        assert_eq!(stage(10_000), Stage::NotFound);
    }

    #[test]
    fn some_tasks_are_processing_before_they_are_in_the_queue() {
        let tasks = Tasks::default();
        let when = Schedule {
            processing_ms: 20,
            ..at(0)
        };
        let accept = || tasks.accept(OWNER, job(), (when, None)).unwrap();
        let (id, other) = (accept(), accept());
        let stage = |now| tasks.stage(&id, OWNER, now);
        assert_eq!((stage(19), stage(20)), (Stage::Processing, Stage::InQueue));
        assert_eq!(tasks.cancel(&other, OWNER, 19), Stage::Processing);
        assert_eq!(tasks.stage(&other, OWNER, 19), Stage::NotFound);
    }

    #[test]
    fn a_handle_belongs_to_key_and_tool() {
        let tasks = Tasks::default();
        let id = tasks.accept(OWNER, job(), (at(0), None)).unwrap();
        let other_key = Owner {
            access_key_id: "other",
            ..OWNER
        };
        let other_tool = Owner {
            req_key: "other",
            ..OWNER
        };
        for owner in [other_key, other_tool] {
            assert_eq!(tasks.stage(&id, owner, 0), Stage::NotFound);
            assert_eq!(tasks.cancel(&id, owner, 0), Stage::NotFound);
        }
        assert_eq!(tasks.stage(&id, OWNER, 0), Stage::InQueue);
    }

    #[test]
    fn only_a_queued_task_can_be_taken_back() {
        let tasks = Tasks::default();
        let early = tasks.accept(OWNER, job(), (at(0), None)).unwrap();
        assert_eq!(tasks.cancel(&early, OWNER, 49), Stage::InQueue);
        assert_eq!(tasks.stage(&early, OWNER, 49), Stage::NotFound);
        let late = tasks.accept(OWNER, job(), (at(0), None)).unwrap();
        assert_eq!(tasks.cancel(&late, OWNER, 50), Stage::Generating);
        assert_eq!(tasks.stage(&late, OWNER, 50), Stage::Generating);
    }

    #[test]
    fn held_tasks_stay_until_they_are_released() {
        let tasks = Tasks::default();
        let id = tasks.accept(OWNER, job(), (at(0), None)).unwrap();
        let stage = |now| tasks.stage(&id, OWNER, now);
        tasks.hold(Held::InQueue);
        assert_eq!((stage(0), stage(9_999)), (Stage::InQueue, Stage::InQueue));
        tasks.hold(Held::Generating);
        assert_eq!(stage(0), Stage::Generating);
        assert_eq!(tasks.cancel(&id, OWNER, 0), Stage::Generating);
        assert!(tasks.accept(OWNER, job(), (at(9_000), Some(1))).is_none());
        tasks.release();
        assert_eq!(stage(0), Stage::Done(Box::new(job())));
        let later = tasks.accept(OWNER, job(), (at(0), Some(1))).unwrap();
        assert_eq!(tasks.stage(&later, OWNER, 0), Stage::InQueue);
    }

    #[test]
    fn running_jobs_are_limited_per_owner() {
        let tasks = Tasks::default();
        let ask = |now| tasks.accept(OWNER, job(), (at(now), Some(1)));
        assert!(ask(0).is_some());
        assert!(ask(199).is_none());
        let other = Owner {
            access_key_id: "other",
            ..OWNER
        };
        assert!(tasks.accept(other, job(), (at(1), Some(1))).is_some());
        let second = ask(200).unwrap();
        tasks.cancel(&second, OWNER, 201);
        assert!(ask(202).is_some());
    }
}
