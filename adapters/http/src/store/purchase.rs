//! A purchase: recorded, made, and recorded again.

use super::database::{now_ms, sleep};
use super::journal::Journal;
use super::refusal;
use super::turn::Turn;
use crate::bindings::volcengine::visual::types::{self, Error, Outcome, Pending, Warning};
use crate::bindings::volcengine::visual::{catalog, tasks};
use crate::order::{Bought, Order};
use crate::problem;
use serde_json::Value;
use std::rc::Rc;
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
) -> Result<Bought<Turn>, Reply> {
    let refused = |told: Refusal| refusal::reply(&told, order.key);
    order
        .key
        .map_or(Ok(()), Refusal::check_key)
        .map_err(refused)?;
    let tool = catalog::describe(order.tool).map_err(|error| problem::not_found(&error))?;
    let facts = serde_json::from_str(&tool.facts).unwrap_or_default();
    let journal = Rc::new(Journal::open().map_err(refused)?);
    let limit_ms = limit_ms(order, &facts);
    let entry = journal.entry(order, &tool.info.name);
    let lease_ms = limit_ms + u64::from(order.wait_ms) + MARGIN_MS;
    let mut purchase = Purchase {
        turn: Turn::new(journal.clone(), &entry, (&facts, lease_ms)),
        journal,
        entry,
        limit_ms,
    };
    let answer = match purchase.begin().map_err(refused)? {
        Some(known) => Ok(Outcome::Pending(self::known(&known).map_err(refused)?)),
        None => {
            purchase.turn.used();
            let answer = settle(&purchase.journal, &purchase.entry, submit());
            purchase.turn.answered(&answer, order.wait_ms > 0);
            answer
        }
    };
    Ok(Bought {
        answer,
        key: Some(purchase.entry.idempotency_key),
        turn: purchase.turn,
    })
}

/// How long the request that buys may take, in milliseconds.
fn limit_ms(order: &Order<'_>, facts: &Value) -> u64 {
    let has_tasks = facts.get("tasks").and_then(Value::as_bool);
    let usual = facts.get("usual_wait_ms").and_then(Value::as_u64);
    match (has_tasks, usual) {
        (Some(false), Some(usual)) => usual,
        _ => SUBMISSION_MS + order.arguments.len() as u64 / 32,
    }
}

/// A purchase that was not made yet.
struct Purchase {
    journal: Rc<Journal>,
    entry: Row,
    turn: Turn,
    /// How long its turn, or another purchase of the same key, is waited for, and how long its
    /// request may take, in milliseconds.
    limit_ms: u64,
}

impl Purchase {
    /// Records an order whose turn it is, or finds what it has bought before.
    fn begin(&mut self) -> Result<Option<Row>, Refusal> {
        let end = now_ms() + self.limit_ms;
        let mut waits = !self.turn.take()?;
        let (mut pause, max_pause) = LOOKS_MS;
        let mut was_busy = false;
        loop {
            // What waits and is given up is as if it had not been ordered.
            self.entry.state = if waits { "queued" } else { "sending" }.to_owned();
            let key = &self.entry.idempotency_key;
            match self.claim()? {
                Claimed::New if waits => return self.leave(end).map(|()| None),
                Claimed::New => return Ok(None),
                Claimed::Known { entry } => {
                    self.turn.give_back();
                    let is_delivered = entry.state == "done" && entry.task.is_none();
                    return match was_busy && is_delivered {
                        true => Err(Refusal::just_delivered(key)),
                        false => Ok(Some(*entry)),
                    };
                }
                Claimed::Busy { .. } if now_ms() + pause < end => {
                    self.turn.give_back();
                    sleep(pause);
                    (waits, was_busy) = (true, true);
                    pause = (pause * 2).min(max_pause);
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

    fn claim(&self) -> Result<Claimed, Refusal> {
        // Its turn, and its request.
        let lease_ms = 2 * self.limit_ms + MARGIN_MS;
        let claimed = self.journal.claim(&self.entry, lease_ms);
        claimed.map_err(|why| {
            self.journal.withdraw(&self.entry);
            Refusal::journal_away(why)
        })
    }

    /// Waits for the turn of a purchase that is recorded.
    fn leave(&mut self, end_ms: u64) -> Result<(), Refusal> {
        let turn = self.turn.wait(end_ms, &self.entry.tool);
        let left = turn.and_then(|()| {
            self.entry.state = "sending".to_owned();
            self.entry.step += 1;
            let left = self.journal.leaves(&self.entry);
            left.map_err(Refusal::journal_away)
        });
        left.inspect_err(|_| self.journal.withdraw(&self.entry))
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
    let entry = Row {
        step: entry.step + 1,
        ..entry.clone()
    };
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
                types::Purchase::NotMade => "",
                types::Purchase::Made => "failed",
                types::Purchase::Unknown => "unknown",
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
