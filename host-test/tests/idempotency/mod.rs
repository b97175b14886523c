//! One order is bought once: fault F14, the journal, and budgets.

mod accounts;
mod budget;
mod dropped;
mod once;
mod queued;
mod slow;
mod typed;
mod unsure;

use host_test::Rig;
use visual_host::types::{Options, Outcome};
use visual_host::{EntryState, Error, Journal, Request, VisualHost};
use volc_sim::What;

const GENERAL: &str = "general-3.0";
/// A tool whose answer is the product.
const PROCESS: &str = "jimeng-2.1";
const CAT: &str = r#"{"prompt":"a cat"}"#;

/// Orders with an idempotency key, and waits for so long.
async fn order(host: &VisualHost, key: &str, wait: &Options) -> Result<Outcome, Error> {
    let order = host
        .order(Request::new(GENERAL, CAT))
        .idempotency_key(key)
        .options(wait.clone());
    order.outcome().await
}

/// The service's "too many".
fn busy(code: i64) -> What {
    What::business(429, code, "no")
}

/// A host with a journal of its own, as after a restart.
fn restarted(rig: &Rig, place: &std::path::Path) -> VisualHost {
    rig.host.with_journal(Journal::open(place).unwrap())
}

/// The identifier of the outcome's task.
fn id(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Pending(pending) => pending.task.id.clone(),
        Outcome::Done(done) => done.task.as_ref().expect("a task").id.clone(),
    }
}

/// The states of everything in a host's journal.
fn states(host: &VisualHost) -> Vec<EntryState> {
    let entries = host.journal().entries().unwrap();
    entries.into_iter().map(|entry| entry.state).collect()
}
