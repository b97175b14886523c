//! Results of tasks, kept for a moment, so that a file in pieces asks the service once.

use super::tenant::Tenant;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use visual_host::{Done, Error, Outcome, Task};

/// How long a result is kept: links last longer.
const KEPT: Duration = Duration::from_secs(300);

/// The most results that are kept.
const MAX_RESULTS: usize = 256;

type Kept = HashMap<(String, String), (Instant, Arc<Done>)>;

/// The latest results, by tenant and text of the task.
#[derive(Default)]
pub struct Results(Mutex<Kept>);

impl Results {
    /// The result of a task; none while it runs.
    pub async fn find(&self, tenant: &Tenant, task: Task) -> Result<Option<Arc<Done>>, Error> {
        let key = (tenant.name.clone(), task.to_string());
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept()
            .get(&key)
            .filter(|(since, _)| since.elapsed() < KEPT)
            .cloned();
        if let Some((_, done)) = known {
            return Ok(Some(done));
        }
        let Outcome::Done(done) = tenant.host.task(task).status().await? else {
            return Ok(None);
        };
        let done = Arc::new(done);
        // What came inline may be large.
        if done.media.iter().all(|media| media.url().is_some()) {
            let mut kept = kept();
            kept.retain(|_, (since, _)| since.elapsed() < KEPT);
            if kept.len() < MAX_RESULTS {
                kept.insert(key, (Instant::now(), done.clone()));
            }
        }
        Ok(Some(done))
    }
}
