//! A journal in PostgreSQL. Its rules are functions of the database: every operation is one
//! statement, which is one transaction, and can be sent again when its answer is lost.

mod address;
mod check;
mod database;
mod fault;
mod health;
mod link;
mod member;
mod obstacles;
mod row;
mod schema;
mod session;
mod transfer;
mod writes;

pub(super) use check::{check, migrate};
pub(crate) use database::{Database, DatabaseClient};
pub(super) use transfer::{export, import};

use super::backend::{Backend, JobEnd, PATIENCE, Ticket, Wait};
use super::claim::{Caps, Claimed, CostRefusal, bound};
use super::entry::{Entry, Outcome, State};
use super::log::Committed;
use super::purchases::Purchases;
use super::random::random;
use super::store::{Result, StoreError};
use crate::clock;
use database::FAREWELL;
use row::{Kept, entry, row};
use serde::de::DeserializeOwned;
use serde_json::json;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use visual_catalog::Money;
use visual_shared_journal::{Claim, Claimed as Answer, OTHER_ACCOUNT, Row, sql};
use writes::Writes;

/// How long what this process has written itself is waited for before something is read.
const OWN_WRITES: Duration = Duration::from_secs(1);

pub(super) struct Postgres {
    pub(super) database: Database,
    place: String,
    turns: Arc<Semaphore>,
    writes: Arc<Writes>,
}

/// Opens a journal, or says at which place that failed.
pub(super) fn open(text: &str) -> std::result::Result<Postgres, (String, StoreError)> {
    let password = std::env::var("PGPASSWORD").ok();
    let address = address::parse(text, password);
    let address = address.map_err(|error| ("postgres://".to_owned(), error))?;
    let place = address.place.clone();
    match Database::open(address) {
        Err(error) => Err((place, error)),
        Ok(database) => Ok(Postgres {
            database,
            place,
            turns: Arc::new(Semaphore::new(link::CONNECTIONS)),
            writes: Arc::default(),
        }),
    }
}

impl Postgres {
    fn ask(&self, statement: &'static str, values: &[&str], wait: Wait) -> Result<Vec<String>> {
        let end = wait.end.unwrap_or_else(|| Instant::now() + PATIENCE);
        let left = end.saturating_duration_since(Instant::now());
        self.database.ask_blocking(statement, values, left)
    }

    /// The only row of an answer.
    fn ask_one<T: DeserializeOwned>(
        &self,
        statement: &'static str,
        values: &[&str],
        wait: Wait,
    ) -> Result<T> {
        let rows = self.ask(statement, values, wait)?;
        read(rows.first().map(String::as_str).unwrap_or_default())
    }

    /// What was written by this process is there when it is read.
    fn after_own_writes(&self, wait: Wait) {
        self.writes.wait_for_all(own_end(wait));
    }

    /// Writes down what came of a purchase, as soon as that can be.
    fn write(&self, (entry, state): &Outcome) -> Ticket {
        // A claim that was sent twice may be recorded once more after its removal.
        let twice = state.is_none();
        let ticket = self.writes.open(&entry.idempotency_key);
        let outcome = json!([row(entry, *state)]).to_string();
        let link = self.database.link().clone();
        let writes = self.writes.clone();
        let write = writes::write(writes, link, (ticket, outcome), twice);
        drop(self.database.spawn(write));
        ticket
    }
}

impl Backend for Postgres {
    fn place(&self) -> String {
        self.place.clone()
    }

    fn outlives_process(&self) -> bool {
        true
    }

    fn is_up(&self) -> bool {
        self.database.link().health.is_up()
    }

    fn refusal(&self) -> Option<StoreError> {
        self.database.link().health.refusal()
    }

    fn pending_writes(&self) -> usize {
        self.writes.count()
    }

    fn wall(&self) -> i64 {
        clock::unix().cast_signed()
    }

    fn owner(&self) -> String {
        format!("{}.{}", self.database.member(), hex::encode(random::<8>()))
    }

    fn turns(&self) -> Option<&Arc<Semaphore>> {
        Some(&self.turns)
    }

    fn begin(&self, new: &Entry, caps: Caps, wait: Wait) -> Result<Committed<Claimed>> {
        self.writes
            .wait_for_key(&new.idempotency_key, own_end(wait));
        let entry = row(new, Some(new.state));
        let bound = caps.cost.map(|limit| bound(new, limit));
        let claim = Claim {
            entry: &entry,
            access_key: &new.marks.access_key,
            account: &new.marks.account,
            lease_ms: None,
            max_calls: caps.calls,
            max_spent: caps.cost.map(|limit| limit.micros),
            currency: caps.cost.map(|limit| limit.currency.code()),
        };
        let claim = json!(claim).to_string();
        let answer = self.ask_one(sql::CLAIM, &[&claim], wait);
        let answer: Answer = answer.inspect_err(|error| {
            if error.sent {
                // It may be there, and nothing was bought.
                self.write(&(new.clone(), None));
            }
        })?;
        committed(match answer {
            Answer::New => Claimed::New,
            Answer::Busy { .. } => Claimed::Busy,
            Answer::Known { entry } => Claimed::Known(Box::new(self::entry(*entry))),
            Answer::Other => Claimed::Other,
            Answer::Calls => Claimed::Spent(caps.calls.unwrap_or_default()),
            Answer::Cost { spent } => Claimed::Costly(costly(bound, caps, spent)),
            Answer::Account => return Err(other_account()),
        })
    }

    fn advance(&self, entry: &Entry, state: State, wait: Wait) -> Result<Committed<usize>> {
        let outcome = json!([row(entry, Some(state))]).to_string();
        let found: Vec<usize> = self.ask_one(sql::SETTLE, &[&outcome], wait)?;
        committed(found.iter().sum())
    }

    fn note(&self, outcome: Outcome) -> Ticket {
        self.write(&outcome)
    }

    fn save(&self, ticket: Ticket, _: bool, wait: Wait) -> Result<Committed<()>> {
        let patience = Instant::now() + PATIENCE;
        let end = wait.end.map_or(patience, |end| end.min(patience));
        committed(self.writes.wait(ticket, end)?)
    }

    fn end_job(&self, end: &JobEnd<'_>, wait: Wait) -> Result<Committed<()>> {
        let rows: Vec<Row> = self.ask_one(sql::OF_JOB, &[end.tenant, end.job], wait)?;
        let charged = rows.into_iter().map(entry).filter_map(end.charged);
        let ended: Vec<Row> = charged.map(|entry| row(&entry, Some(end.state))).collect();
        if !ended.is_empty() {
            self.ask(sql::END_JOB, &[&json!(ended).to_string()], wait)?;
        }
        committed(())
    }

    fn has_job(&self, tenant: &str, job: &str, wait: Wait) -> Result<Committed<bool>> {
        let rows: Vec<Row> = self.ask_one(sql::OF_JOB, &[tenant, job], wait)?;
        committed(!rows.is_empty())
    }

    fn entries(&self, tenant: &str, wait: Wait) -> Result<Vec<Entry>> {
        self.after_own_writes(wait);
        let rows = self.ask(sql::ENTRIES, &[tenant], wait)?;
        rows.iter().map(|text| Ok(entry(read(text)?))).collect()
    }

    fn of_key(&self, tenant: &str, prefix: &str, wait: Wait) -> Result<Vec<Entry>> {
        self.after_own_writes(wait);
        let rows = self.ask(sql::OF_KEY, &[tenant, prefix], wait)?;
        rows.iter().map(|text| Ok(entry(read(text)?))).collect()
    }

    fn archived(&self, tenant: &str, wait: Wait) -> Result<Vec<Purchases>> {
        let rows = self.ask(sql::ARCHIVED, &[tenant], wait)?;
        let kept = |text: &String| read::<Kept>(text).map(Purchases::from);
        rows.iter().map(kept).collect()
    }

    fn forget(&self, tenant: &str, key: &str, wait: Wait) -> Result<usize> {
        self.after_own_writes(wait);
        self.ask_one(sql::FORGET, &[tenant, key], wait)
    }

    fn forget_entry(&self, entry: &Entry, wait: Wait) -> Result<usize> {
        self.after_own_writes(wait);
        let request = json!(row(entry, None)).to_string();
        self.ask_one(sql::FORGET_ENTRY, &[&request], wait)
    }
}

impl Drop for Postgres {
    /// What came of purchases is written before the process leaves, if the database answers.
    fn drop(&mut self) {
        self.writes.wait_for_all(Instant::now() + FAREWELL);
    }
}

/// Until when what this process has written is waited for.
fn own_end(wait: Wait) -> Instant {
    let end = Instant::now() + OWN_WRITES;
    wait.end.map_or(end, |last| end.min(last))
}

/// Why a purchase is not within a cost, where so much was spent.
fn costly(
    bound: Option<std::result::Result<Money, CostRefusal>>,
    caps: Caps,
    spent: u64,
) -> CostRefusal {
    match bound.zip(caps.cost) {
        Some((Err(refusal), _)) => refusal,
        None => CostRefusal::NoBound,
        Some((Ok(next), limit)) => CostRefusal::Exceeded {
            spent: Money {
                micros: spent,
                currency: limit.currency,
            },
            next,
        },
    }
}

/// What PostgreSQL has answered is on its disk.
fn committed<T>(value: T) -> Result<Committed<T>> {
    Ok(Committed { value, mark: None })
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    let unreadable = |error| StoreError {
        sent: true,
        ..StoreError::new(
            format!("the database's answer cannot be read: {error}"),
            format!("数据库的回复无法解析：{error}"),
        )
    };
    serde_json::from_str(text).map_err(unreadable)
}

/// One access key with two names of its account.
fn other_account() -> StoreError {
    let [en, zh] = OTHER_ACCOUNT;
    StoreError::new(en, zh)
}
