//! A turn to submit, which the database gives: the service lets in so many at once and a second,
//! whichever server they come from.

use super::database::{now_ms, sleep};
use super::journal::Journal;
use crate::bindings::volcengine::visual::types::{Error, ErrorKind, Outcome, Purchase};
use serde_json::Value;
use std::rc::Rc;
use visual_http_api::json::{Object, list};
use visual_shared_journal::{Refusal, Row};

/// The pause before it is looked again, where the database names none, in milliseconds.
const LOOK_MS: u64 = 500;

/// A turn, or a wait for one. Dropping it gives it back.
pub struct Turn {
    journal: Rc<Journal>,
    /// What the database knows it by.
    claim: String,
    /// What is asked for, without its end.
    request: Object,
    standing: Standing,
    /// Whether an acceptance teaches anything.
    teaches: bool,
    /// What came of it and is not told yet.
    reports: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Nowhere,
    /// It waits, or nothing was sent in its turn.
    Waits,
    /// A task may have been submitted.
    Used,
}

impl Turn {
    /// A turn of this entry, which lasts so long at most. The tool's facts say where learning
    /// begins.
    pub fn new(journal: Rc<Journal>, entry: &Row, (facts, lease_ms): (&Value, u64)) -> Turn {
        let mut request = Object::default()
            .text("claim", &entry.owner)
            .text("quota", &journal.quota(&entry.tool))
            .text("tenant", &entry.tenant)
            .number("lease_ms", lease_ms);
        for limit in ["concurrency", "per_second"] {
            if let Some(number) = facts.get(limit).and_then(Value::as_u64) {
                request = request.number(limit, number);
            }
        }
        Turn {
            journal,
            claim: entry.owner.clone(),
            request,
            standing: Standing::Nowhere,
            teaches: false,
            reports: Vec::new(),
        }
    }

    /// Takes a turn that is there at this moment.
    pub fn take(&mut self) -> Result<bool, Refusal> {
        let has_turn = self.look(false)?.is_none();
        if !has_turn {
            self.standing = Standing::Nowhere;
        }
        Ok(has_turn)
    }

    /// Waits for a turn, until this moment.
    pub fn wait(&mut self, end_ms: u64, tool: &str) -> Result<(), Refusal> {
        while let Some(pause) = self.look(true)? {
            if now_ms().saturating_add(pause) >= end_ms {
                return Err(Refusal::no_turn(tool));
            }
            sleep(pause);
        }
        Ok(())
    }

    /// Gives it back, unused.
    pub fn give_back(&mut self) {
        self.end();
        self.standing = Standing::Nowhere;
    }

    /// The request leaves.
    pub fn used(&mut self) {
        self.standing = Standing::Used;
    }

    /// What the service said to it. It is told at once if the task is waited for, else with the
    /// end of the turn.
    pub fn answered(&mut self, answer: &Result<Outcome, Error>, waits: bool) {
        match answer {
            Ok(_) if self.teaches => {
                self.report("accepted", None);
                if waits {
                    self.tell();
                }
            }
            Err(error)
                if error.kind == ErrorKind::RateLimited && error.purchase == Purchase::NotMade =>
            {
                let what = match error.code.as_deref() {
                    Some("50430") => "too-many-at-once",
                    _ => "too-many-a-second",
                };
                self.report(what, error.retry_after_ms);
                self.standing = Standing::Waits;
            }
            _ => {}
        }
    }

    /// Returns when to look again, unless it has its turn.
    fn look(&mut self, waits: bool) -> Result<Option<u64>, Refusal> {
        self.standing = Standing::Waits;
        let waits = if waits { "true" } else { "false" };
        let request = self.request.clone().json("waits", waits).end();
        let told = self
            .journal
            .enter(&request)
            .map_err(Refusal::journal_away)?;
        let told: Value = serde_json::from_str(&told).unwrap_or_default();
        let is = |name: &str| told.get(name).and_then(Value::as_bool) == Some(true);
        self.teaches = is("tell");
        let again = told.get("again_ms").and_then(Value::as_u64);
        Ok((!is("turn")).then_some(again.unwrap_or(LOOK_MS)))
    }

    fn report(&mut self, what: &str, retry_after_ms: Option<u32>) {
        let report = Object::default()
            .text("claim", &self.claim)
            .text("what", what);
        let report = match retry_after_ms {
            Some(time) => report.number("retry_after_ms", time.into()),
            None => report,
        };
        self.reports.push(report.end());
    }

    fn tell(&mut self) {
        let reports = list(std::mem::take(&mut self.reports));
        self.journal.report(&reports);
    }

    fn end(&mut self) {
        match self.standing {
            Standing::Nowhere => return,
            Standing::Waits => self.report("unused", None),
            Standing::Used => self.report("ended", None),
        }
        self.tell();
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.end();
    }
}
