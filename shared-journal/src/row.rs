//! A purchase as the database, an export and every member write it.

use serde::{Deserialize, Serialize};

/// One entry of the journal. Accounts and arguments are in it by salted hashes only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// The caller's key, or a random one.
    pub idempotency_key: String,
    /// A hash of tenant, account and tool.
    pub scope: String,
    /// The same with the access key id in the account's place.
    pub key_scope: String,
    /// A hash of the tenant.
    pub tenant: String,
    /// A hash of tenant and account.
    pub payer: String,
    /// The tool's name, or the service's key.
    pub tool: String,
    /// `queued`, `sending`, `unknown`, `pending`, `done` or `failed`; empty in an outcome that is
    /// as if the purchase had not been ordered.
    pub state: String,
    /// A hash of the arguments in canonical form; empty where nobody can ask again.
    pub fingerprint: String,
    /// A hash of the arguments as JSON, for members that do not know the tools' fields; or empty.
    pub json_fingerprint: String,
    /// The claim: whose purchase it is while it is under way.
    pub owner: String,
    /// Counts what its claim has written of it: what arrives late changes nothing.
    pub step: i64,
    /// Whether the key is the caller's.
    pub named: bool,
    /// The text form of its task.
    pub task: Option<String>,
    /// What its task is found by.
    pub job: Option<String>,
    /// When it was recorded, in seconds since 1970.
    pub since: i64,
    /// When it ended, in seconds since 1970.
    pub ended: Option<i64>,
    /// When it ended, by the journal's own time.
    pub ended_at: Option<i64>,
    /// From when on it counts for the limits of a day, by the journal's own time.
    pub budget_at: i64,
    /// For how many seconds it is kept after its end.
    pub keep: i64,
    /// What it costs: `image`, `second`, `credit` or `charge`.
    pub unit: Option<String>,
    /// In thousandths.
    pub units_min: Option<i64>,
    /// In thousandths.
    pub units_max: Option<i64>,
    /// `CNY` or `USD`.
    pub currency: Option<String>,
    /// In millionths.
    pub amount_min: Option<i64>,
    /// In millionths.
    pub amount_max: Option<i64>,
    /// The date of the price.
    pub priced_on: Option<String>,
}

impl Row {
    /// Rows, as the database takes them.
    pub fn list(rows: &[Row]) -> String {
        serde_json::to_string(rows).unwrap_or_default()
    }
}

impl Claim<'_> {
    /// The claim, as the database takes it.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What the database says of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct About {
    /// The version of the tables.
    pub version: usize,
    /// The salt of every hash, in hexadecimal digits.
    pub salt: String,
    /// A random name, which no other answer has.
    pub name: String,
}

/// A purchase that is to be recorded before it is made.
#[derive(Clone, Debug, Serialize)]
pub struct Claim<'a> {
    /// What is bought. Its `owner` is this claim's alone.
    pub entry: &'a Row,
    /// A hash of the access key id.
    pub access_key: &'a str,
    /// A hash of the account's name.
    pub account: &'a str,
    /// For how long it is at work, where no member's lease says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lease_ms: Option<u64>,
    /// How many purchases its tenant may make in a day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_calls: Option<u32>,
    /// What they may cost, in millionths of `currency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_spent: Option<u64>,
    /// The currency of that limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<&'a str>,
}

/// What the journal says to a claim.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "said", rename_all = "kebab-case")]
pub enum Claimed {
    /// It is recorded: buy it.
    New,
    /// It is being bought at this moment.
    Busy {
        /// As it is recorded.
        entry: Box<Row>,
    },
    /// It was bought, or may have been.
    Known {
        /// As it is recorded.
        entry: Box<Row>,
    },
    /// The key was used for other arguments.
    Other,
    /// The tenant has made as many purchases as it may in a day.
    Calls,
    /// It may cost more than the tenant may spend in a day, or nobody knows how much.
    Cost {
        /// What was spent, in millionths.
        spent: u64,
    },
    /// The access key is another account's.
    Account,
}
