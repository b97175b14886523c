//! The journal: who buys, and what is written of a purchase.

use super::database::{ask, ask_once};
use super::{output, refusal};
use crate::bindings::volcengine::visual::signer::{self, Identity};
use crate::bindings::volcengine::visual::types::Task;
use crate::bindings::wasi::clocks::wall_clock;
use crate::order::Order;
use std::slice;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use visual_catalog::Side;
use visual_shared_journal::canonical::{of_json, of_order};
use visual_shared_journal::{About, Claim, Claimed, Refusal, Row, Seal, sql};

/// How long the database is asked while it does not answer, in milliseconds.
pub const PATIENCE_MS: u64 = 5_000;

/// The same for what nobody has to know.
const REPORT_MS: u64 = 1_000;

/// The one tenant of this server, as of a `visual serve` with one account.
const TENANT: &str = "";

/// A day, in seconds: how long an entry is kept after its end.
const KEEP_S: i64 = 24 * 3600;

/// What is the same for all requests of an instance.
struct Opened {
    seal: Seal,
    /// What no other instance is called.
    name: String,
    next: AtomicU64,
}

/// The journal, for an account.
pub struct Journal {
    opened: &'static Opened,
    identity: Identity,
}

impl Journal {
    /// The journal, for the account whose keys are set now.
    pub fn open() -> Result<Journal, Refusal> {
        static OPENED: OnceLock<Opened> = OnceLock::new();
        let identity = signer::identify().map_err(refusal::without_keys)?;
        let opened = match OPENED.get() {
            Some(opened) => opened,
            None => {
                let opened = about()?;
                OPENED.get_or_init(|| opened)
            }
        };
        Ok(Journal { opened, identity })
    }

    /// An order as it is recorded, of a tool by its own name.
    pub fn entry(&self, order: &Order<'_>, tool: &str) -> Row {
        let seal = &self.opened.seal;
        let number = self.opened.next.fetch_add(1, Ordering::Relaxed);
        // No name of a member, since it has no point.
        let owner = format!("{}-{number}", self.opened.name);
        // Who gave no key cannot ask again.
        let fingerprint = order.key.map(|_| {
            let output = order.output.as_ref().map(output::json);
            let output = output.as_deref().unwrap_or("null");
            seal.arguments(&of_order(of_json(order.arguments), output))
        });
        let fingerprint = fingerprint.unwrap_or_default();
        Row {
            idempotency_key: order.key.unwrap_or(&owner).to_owned(),
            scope: seal.scope(TENANT, self.account(), tool),
            key_scope: seal.scope(TENANT, &self.identity.access_key_id, tool),
            tenant: self.tenant(),
            payer: seal.payer(TENANT, self.account()),
            tool: tool.to_owned(),
            state: "sending".to_owned(),
            json_fingerprint: fingerprint.clone(),
            fingerprint,
            owner,
            named: order.key.is_some(),
            since: i64::try_from(wall_clock::now().seconds).unwrap_or_default(),
            keep: KEEP_S,
            ..Row::default()
        }
    }

    /// Records a purchase before it is made, or says what became of it.
    pub fn claim(&self, entry: &Row, lease_ms: u64) -> Result<Claimed, String> {
        let seal = &self.opened.seal;
        let claim = Claim {
            entry,
            access_key: &seal.access_key(&self.identity.access_key_id),
            account: &seal.account(self.account()),
            lease_ms: Some(lease_ms),
            max_calls: None,
            max_spent: None,
            currency: None,
        };
        let said = ask(sql::CLAIM, &[&claim.to_json()], PATIENCE_MS)?;
        serde_json::from_str(&said).map_err(|error| error.to_string())
    }

    /// Writes down what came of a purchase; without a state, that it is as if it had not been
    /// ordered.
    pub fn settle(&self, entry: &Row) -> Result<(), String> {
        self.write(entry).map(drop)
    }

    /// Writes down that a purchase which has waited leaves now, if it is this one's still.
    pub fn leaves(&self, entry: &Row) -> Result<(), String> {
        match self.write(entry)?.as_str() {
            "[1]" => Ok(()),
            _ => Err("another process has taken this purchase over".to_owned()),
        }
    }

    fn write(&self, entry: &Row) -> Result<String, String> {
        let entries = Row::list(slice::from_ref(entry));
        ask(sql::SETTLE, &[&entries], PATIENCE_MS)
    }

    /// The same, tried once: the database did not answer before.
    pub fn withdraw(&self, entry: &Row) {
        let entry = Row {
            state: String::new(),
            ..entry.clone()
        };
        // Otherwise it is unknown once its lease has ended.
        let _ = ask_once(sql::SETTLE, &[&Row::list(&[entry])]);
    }

    /// What has limits of its own: the account and a tool.
    pub fn quota(&self, tool: &str) -> String {
        self.opened.seal.quota(self.account(), tool)
    }

    /// Asks for a turn.
    pub fn enter(&self, request: &str) -> Result<String, String> {
        ask(sql::ENTER, &[request], PATIENCE_MS)
    }

    /// Says what came of turns. What is not told ends with its lease.
    pub fn report(&self, reports: &str) {
        let _ = ask(sql::REPORT, &[reports], REPORT_MS);
    }

    /// The entries of a task.
    pub fn of_job(&self, job: &str, limit_ms: u64) -> Result<Vec<Row>, String> {
        let rows = ask(sql::OF_JOB, &[&self.tenant(), job], limit_ms)?;
        serde_json::from_str(&rows).map_err(|error| error.to_string())
    }

    /// Writes down how a task ended.
    pub fn end_job(&self, entries: &[Row], limit_ms: u64) -> Result<(), String> {
        ask(sql::END_JOB, &[&Row::list(entries)], limit_ms).map(drop)
    }

    /// Whether an entry is this account's.
    pub fn is_own(&self, entry: &Row) -> bool {
        let scope = |account: &str| self.opened.seal.scope(TENANT, account, &entry.tool);
        let own = [self.account(), &self.identity.access_key_id].map(scope);
        own.contains(&entry.scope) || own.contains(&entry.key_scope)
    }

    /// What a task is found by.
    pub fn job(&self, task: &Task) -> String {
        let side = self.identity.region.as_deref().map(Side::of_region);
        let endpoint = self.identity.endpoint.as_deref();
        let service = side.unwrap_or_default().service(endpoint);
        self.opened.seal.job(&task.tool, &task.id, &service)
    }

    fn tenant(&self) -> String {
        self.opened.seal.tenant(TENANT)
    }

    /// The account's name, which is its access key id, as of keys without a name.
    fn account(&self) -> &str {
        &self.identity.access_key_id
    }
}

/// What the journal says of itself.
fn about() -> Result<Opened, Refusal> {
    let told = match ask_once(sql::ABOUT, &[]) {
        Ok(told) => told,
        Err(_) if ask_once(sql::EXISTS, &[]).is_ok_and(|name| name.is_empty()) => {
            return Err(Refusal::no_tables());
        }
        Err(_) => ask(sql::ABOUT, &[], PATIENCE_MS).map_err(Refusal::journal_away)?,
    };
    let About {
        version,
        salt,
        name,
    } = serde_json::from_str(&told).unwrap_or_default();
    if version != sql::VERSION {
        return Err(Refusal::other_version(version));
    }
    let Some(seal) = Seal::from_hex(&salt).filter(|_| !name.is_empty()) else {
        return Err(Refusal::journal_away("it has no salt"));
    };
    Ok(Opened {
        seal,
        name,
        next: AtomicU64::new(0),
    })
}
