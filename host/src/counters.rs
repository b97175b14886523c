//! Counters behind the `metrics` facade. Without a recorder they cost nothing.

use crate::types::{Error, Outcome, Purchase};
use metrics::{counter, gauge};
use visual_catalog::find;
#[cfg(feature = "postgres")]
use {metrics::histogram, std::time::Duration};

/// An order ended.
pub(crate) fn order(tool: &str, answer: &Result<Outcome, Error>) {
    // One name for a tool, whatever it was called; names that callers make up have one too.
    let tool = find(tool).map_or("other", |tool| tool.name);
    counter!("visual_orders_total", "tool" => tool, "outcome" => word(answer)).increment(1);
}

/// A request that buys was made.
pub(crate) fn submission(answer: &Result<Outcome, Error>) {
    let purchase = answer.as_ref().err().map_or(Purchase::Made, |e| e.purchase);
    counter!("visual_submissions_total", "purchase" => purchase.as_str()).increment(1);
}

/// An order is submitted again, after a refusal or because nothing was sent.
pub(crate) fn retry(reason: &'static str) {
    counter!("visual_retries_total", "reason" => reason).increment(1);
}

/// An instance is there, or is gone.
pub(crate) fn instances(change: f64) {
    gauge!("visual_instances").increment(change);
}

/// The memory of all instances has changed by so many bytes.
pub(crate) fn memory(change: f64) {
    gauge!("visual_memory_bytes").increment(change);
}

/// A call has an instance: a new one, or one that rested.
pub(crate) fn instance(source: &'static str) {
    counter!("visual_instances_total", "source" => source).increment(1);
}

/// The state of a job was asked for.
pub(crate) fn poll(answer: &Result<Outcome, Error>) {
    counter!("visual_polls_total", "outcome" => word(answer)).increment(1);
}

/// A link was followed; how many bytes came.
pub(crate) fn download(outcome: &'static str, bytes: u64) {
    counter!("visual_downloads_total", "outcome" => outcome).increment(1);
    counter!("visual_downloaded_bytes_total").increment(bytes);
}

/// The journal's database was sent a statement, and so long after its first try there was a
/// result: `ok`, `failed` or `retried`.
#[cfg(feature = "postgres")]
pub(crate) fn statement(name: &'static str, result: &'static str, time: Duration) {
    let labels = [("statement", name), ("result", result)];
    counter!("visual_journal_statements_total", &labels).increment(1);
    if result != "retried" {
        histogram!("visual_journal_seconds", "statement" => name).record(time);
    }
}

/// Whether the journal in a database takes purchases.
#[cfg(feature = "postgres")]
pub(crate) fn database(answers: bool) {
    gauge!("visual_journal_up").set(f64::from(u8::from(answers)));
}

/// How many processes share the journal.
#[cfg(feature = "postgres")]
pub(crate) fn members(count: u32) {
    gauge!("visual_fleet_members").set(f64::from(count));
}

/// `done`, `pending`, or the kind of the error.
fn word(answer: &Result<Outcome, Error>) -> &'static str {
    match answer {
        Ok(Outcome::Done(_)) => "done",
        Ok(Outcome::Pending(_)) => "pending",
        Err(error) => error.kind.as_str(),
    }
}
