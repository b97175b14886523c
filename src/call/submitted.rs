//! The jobs that an instance has submitted: what the service refuses of such a task is its
//! input.

use crate::types::{Error, Outcome};

/// How many are remembered. An instance that buys more forgets the oldest.
pub const MAX: usize = 64;

/// The service's ids of the latest jobs, the last one first.
#[derive(Debug, Default)]
pub struct Submitted(Vec<String>);

impl Submitted {
    /// None yet.
    pub const fn new() -> Submitted {
        Submitted(Vec::new())
    }

    /// Whether this job is among them.
    pub fn has(&self, id: &str) -> bool {
        self.0.iter().any(|known| known == id)
    }

    /// Remembers the job that a submission has left to ask for.
    pub fn keep(&mut self, result: &Result<Outcome, Error>) {
        let task = match result {
            Ok(Outcome::Pending(pending)) => Some(&pending.task),
            Ok(Outcome::Done(_)) => None,
            Err(error) => error.task.as_ref(),
        };
        if let Some(task) = task.filter(|task| !self.has(&task.id)) {
            self.0.truncate(MAX - 1);
            self.0.insert(0, task.id.clone());
        }
    }
}
