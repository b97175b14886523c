//! Entries as the database has them.

use crate::journal::charge::Charge;
use crate::journal::entry::{Entry, Marks, State};
use crate::journal::purchases::Purchases;
use serde::Deserialize;
use visual_catalog::{Currency, Quantity, Unit};
use visual_shared_journal::Row;

/// An entry in a state; without one it is as if it had not been ordered.
pub(super) fn row(entry: &Entry, state: Option<State>) -> Row {
    let charge = &entry.charge;
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    Row {
        idempotency_key: entry.idempotency_key.clone(),
        scope: entry.scope.clone(),
        key_scope: entry.key_scope.clone(),
        tenant: entry.tenant.clone(),
        payer: entry.payer.clone(),
        tool: entry.tool.clone(),
        state: state
            .map(|state| state.as_str().to_owned())
            .unwrap_or_default(),
        fingerprint: entry.fingerprint.clone(),
        json_fingerprint: entry.marks.json_fingerprint.clone(),
        owner: entry.owner.clone(),
        step: entry.marks.step,
        named: entry.named,
        task: entry.task.clone(),
        job: entry.job.clone(),
        since: entry.since,
        ended: entry.ended,
        ended_at: entry.ended_at,
        budget_at: 0,
        keep: entry.keep_s,
        unit: charge.unit.map(|unit| unit.word().to_owned()),
        units_min: charge.units.map(|(min, _)| number(min.thousandths)),
        units_max: charge.units.map(|(_, max)| number(max.thousandths)),
        currency: charge.currency.map(|currency| currency.code().to_owned()),
        amount_min: charge.micros.map(|(min, _)| number(min)),
        amount_max: charge.micros.map(|(_, max)| number(max)),
        priced_on: charge.priced_on.as_deref().map(ToOwned::to_owned),
    }
}

/// The entry of a row.
pub(super) fn entry(row: Row) -> Entry {
    let mut states = State::ALL.iter().copied();
    let state = states.find(|state| state.as_str() == row.state);
    let charge = Columns {
        unit: row.unit,
        units_min: row.units_min,
        units_max: row.units_max,
        currency: row.currency,
        amount_min: row.amount_min,
        amount_max: row.amount_max,
        priced_on: row.priced_on,
    };
    Entry {
        idempotency_key: row.idempotency_key,
        tool: row.tool,
        // A newer program's word: it may have been bought.
        state: state.unwrap_or(State::Unknown),
        task: row.task,
        job: row.job,
        since: row.since,
        ended: row.ended,
        tenant: row.tenant,
        scope: row.scope,
        key_scope: row.key_scope,
        fingerprint: row.fingerprint,
        keep_s: row.keep,
        ended_at: row.ended_at,
        owner: row.owner,
        named: row.named,
        payer: row.payer,
        charge: charge.charge(),
        marks: Marks {
            json_fingerprint: row.json_fingerprint,
            step: row.step,
            ..Marks::default()
        },
    }
}

/// What is kept of purchases whose entries are gone.
#[derive(Deserialize)]
pub(super) struct Kept {
    payer: String,
    day: i64,
    tool: String,
    calls: u64,
    unknown: u64,
    #[serde(flatten)]
    charge: Columns,
}

impl From<Kept> for Purchases {
    fn from(kept: Kept) -> Purchases {
        Purchases {
            payer: kept.payer,
            day: kept.day,
            tool: kept.tool,
            calls: kept.calls,
            unknown: kept.unknown,
            open: 0,
            charge: kept.charge.charge(),
        }
    }
}

/// What a purchase costs, as a row has it.
#[derive(Deserialize)]
struct Columns {
    unit: Option<String>,
    units_min: Option<i64>,
    units_max: Option<i64>,
    currency: Option<String>,
    amount_min: Option<i64>,
    amount_max: Option<i64>,
    priced_on: Option<String>,
}

impl Columns {
    /// A word of a newer program is as if it were not known.
    fn charge(self) -> Charge {
        let number = |number: Option<i64>| number.map(i64::unsigned_abs);
        let units = number(self.units_min).zip(number(self.units_max));
        let quantity = |thousandths| Quantity { thousandths };
        Charge {
            unit: self.unit.and_then(|word| Unit::from_word(&word)),
            units: units.map(|(min, max)| (quantity(min), quantity(max))),
            currency: self.currency.and_then(|code| Currency::from_code(&code)),
            micros: number(self.amount_min).zip(number(self.amount_max)),
            priced_on: self
                .priced_on
                .filter(|date| !date.is_empty())
                .map(Into::into),
        }
    }
}
