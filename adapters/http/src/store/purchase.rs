//! A purchase: recorded, made, and recorded again.

use super::database::{now_ms, sleep};
use super::journal::Journal;
use super::refusal;
use crate::bindings::volcengine::visual::types::{Error, Outcome, Pending, Purchase, Warning};
use crate::bindings::volcengine::visual::{catalog, tasks};
use crate::order::{Bought, Order};
use crate::problem;
use visual_http_api::Reply;
use visual_shared_journal::{Claimed, KNOWN, Refusal, Row, unrecorded};

/// How long the component lets a submission take, in milliseconds, beside 32 bytes of its body in
/// each.
const SUBMISSION_MS: u64 = 60_000;

/// How much longer a purchase is this server's, to write down what came of it.
const MARGIN_MS: u64 = 30_000;

/// The pause before another purchase of the same key is asked after, at first and at most, in
/// milliseconds.
const LOOKS_MS: (u64, u64) = (100, 1_000);

/// Buys what the key stands for, unless it has bought it before: then the answer is its task.
pub fn buy(
    order: &Order<'_>,
    submit: impl FnOnce() -> Result<Outcome, Error>,
) -> Result<Bought, Reply> {
    let refused = |told: Refusal| refusal::reply(&told, order.key);
    order
        .key
        .map_or(Ok(()), Refusal::check_key)
        .map_err(refused)?;
    let tool = catalog::describe(order.tool).map_err(|error| problem::not_found(&error))?;
    let journal = Journal::open().map_err(refused)?;
    let entry = journal.entry(order, &tool.info.name);
    let limit_ms = limit_ms(order, &tool.facts);
    let answer = match begin(&journal, &entry, limit_ms).map_err(refused)? {
        Some(known) => Ok(Outcome::Pending(self::known(&known).map_err(refused)?)),
        None => settle(&journal, &entry, submit()),
    };
    let key = Some(entry.idempotency_key);
    Ok(Bought { answer, key })
}

/// How long the request that buys may take, in milliseconds.
fn limit_ms(order: &Order<'_>, facts: &str) -> u64 {
    let facts: serde_json::Value = serde_json::from_str(facts).unwrap_or_default();
    let has_tasks = facts.get("tasks").and_then(serde_json::Value::as_bool);
    let usual = facts
        .get("usual_wait_ms")
        .and_then(serde_json::Value::as_u64);
    match (has_tasks, usual) {
        (Some(false), Some(usual)) => usual,
        _ => SUBMISSION_MS + order.arguments.len() as u64 / 32,
    }
}

/// Records an order, or finds what it has bought before. Another purchase of the same key is
/// waited for.
fn begin(journal: &Journal, entry: &Row, limit_ms: u64) -> Result<Option<Row>, Refusal> {
    let key = &entry.idempotency_key;
    let end = now_ms() + limit_ms;
    let (mut pause, max_pause) = LOOKS_MS;
    let mut was_busy = false;
    loop {
        let claimed = journal.claim(entry, limit_ms + MARGIN_MS);
        let claimed = claimed.map_err(|why| {
            journal.withdraw(entry);
            Refusal::journal_away(why)
        })?;
        match claimed {
            Claimed::New => return Ok(None),
            Claimed::Known { entry }
                if was_busy && entry.state == "done" && entry.task.is_none() =>
            {
                return Err(Refusal::just_delivered(key));
            }
            Claimed::Known { entry } => return Ok(Some(*entry)),
            Claimed::Busy { .. } if now_ms() + pause < end => {
                sleep(pause);
                (was_busy, pause) = (true, (pause * 2).min(max_pause));
            }
            Claimed::Busy { .. } => return Err(Refusal::busy(key)),
            Claimed::Other => return Err(Refusal::other_arguments(key)),
            Claimed::Account => return Err(Refusal::account()),
            Claimed::Calls | Claimed::Cost { .. } => {
                return Err(Refusal::journal_away(
                    "it has a limit that was not asked for",
                ));
            }
        }
    }
}

/// The task of an order that was bought before.
fn known(entry: &Row) -> Result<Pending, Refusal> {
    let Some(text) = &entry.task else {
        return Err(entry.without_task());
    };
    let task = tasks::parse(text);
    let task = task.map_err(|_| Refusal::unread(&entry.idempotency_key, text))?;
    Ok(Pending {
        task,
        status: None,
        request_id: None,
        warnings: vec![warning(KNOWN.map(str::to_owned))],
    })
}

/// Writes down what came of a request. What cannot be written down is unknown to who asks next.
fn settle(
    journal: &Journal,
    entry: &Row,
    mut answer: Result<Outcome, Error>,
) -> Result<Outcome, Error> {
    let entry = entry.clone();
    let settled = match &answer {
        Ok(Outcome::Pending(Pending { task, .. })) => Row {
            state: "pending".to_owned(),
            task: Some(tasks::format(task)),
            job: Some(journal.job(task)),
            ..entry
        },
        Ok(Outcome::Done(_)) => Row {
            state: "done".to_owned(),
            ..entry
        },
        Err(error) => {
            let state = match error.purchase {
                Purchase::NotMade => "",
                Purchase::Made => "failed",
                Purchase::Unknown => "unknown",
            };
            Row {
                state: state.to_owned(),
                ..entry.possibly_charged()
            }
        }
    };
    if let Err(why) = journal.settle(&settled) {
        let warnings = match &mut answer {
            Ok(Outcome::Pending(pending)) => &mut pending.warnings,
            Ok(Outcome::Done(done)) => &mut done.warnings,
            Err(_) => return answer,
        };
        warnings.push(warning(unrecorded([&why, &why])));
    }
    answer
}

fn warning([message, message_zh]: [String; 2]) -> Warning {
    Warning {
        message,
        message_zh,
    }
}
