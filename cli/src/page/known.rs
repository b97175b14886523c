//! Purchases, wherever they are known.

use super::runs::Run;
use super::visit::Visit;
use std::sync::Arc;
use visual_host::{Entry, EntryState};

/// A purchase as far as this server knows it.
pub enum Known {
    Run(Arc<Run>),
    /// The journal alone knows it, and there is nothing to collect.
    Entry(Box<Entry>),
}

/// Finds a purchase: one of this process, else one of the journal, whose task is then collected.
pub async fn find(visit: &Visit, key: &str) -> Option<Known> {
    if let Some(run) = visit.memory.runs.get(&visit.tenant, key) {
        return Some(Known::Run(run));
    }
    let (journal, start) = (visit.tenant.host.journal().clone(), key.to_owned());
    let entries = tokio::task::spawn_blocking(move || journal.entries_of_key(&start)).await;
    let entries = entries.ok()?.unwrap_or_default();
    let entry = entries
        .into_iter()
        .find(|entry| entry.idempotency_key == key)?;
    let is_collectable = matches!(entry.state, EntryState::Pending | EntryState::Done);
    let run = is_collectable.then(|| visit.memory.runs.collect(&visit.tenant, &entry));
    Some(match run.flatten() {
        Some(run) => Known::Run(run),
        None => Known::Entry(Box::new(entry)),
    })
}
