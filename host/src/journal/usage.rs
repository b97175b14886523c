//! What was bought, by account, day and tool: from the entries, and from what the store
//! keeps of those that are gone.

use super::entry::DAY_S;
use super::error::JournalError;
use super::handle::Journal;
use super::purchases::{Purchases, sum};
use serde::{Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use visual_catalog::{Currency, Money, Quantity, Unit};

/// What a tenant bought with one account on one day (UTC). Amounts are estimates by the
/// prices of the dates that they name: the account's bill has the last word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DailyUsage {
    /// The day, as `2026-06-22`.
    pub day: String,
    /// Stands for the account: [`Journal::account_tag`] of its name, or empty where the
    /// entry is older than this record.
    pub account: String,
    /// Purchases that were made, or may have been.
    pub calls: u64,
    /// Those of them that may not have been made: their amounts begin at 0.
    pub unknown: u64,
    /// Those of them that still run, likewise.
    pub open: u64,
    /// Those of them without an amount: no price is known, or no bound of it. A task that
    /// failed is not billed, and is none of them.
    pub without_price: u64,
    /// What was counted, by unit.
    pub units: Vec<UsageUnits>,
    /// Those of them whose price is known, and nothing bounds how much was made.
    pub unmeasured: Vec<UsageUnmeasured>,
    /// The amounts, by currency and by the date of their price.
    pub amounts: Vec<UsageAmount>,
    /// The calls of each tool.
    pub tools: BTreeMap<String, u64>,
}

/// A number of units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UsageUnits {
    /// `image`, `second`, `credit` or `charge`.
    #[serde(serialize_with = "word")]
    pub unit: Unit,
    /// The minimum.
    #[serde(serialize_with = "decimal")]
    pub min: Quantity,
    /// The maximum.
    #[serde(serialize_with = "decimal")]
    pub max: Quantity,
}

/// Calls of which no length is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UsageUnmeasured {
    /// How many.
    pub calls: u64,
    /// What is counted: `second`.
    #[serde(serialize_with = "word")]
    pub unit: Unit,
    /// The currency of the price.
    #[serde(serialize_with = "code")]
    pub currency: Currency,
    /// The price of a unit, as it is known now.
    #[serde(serialize_with = "amount")]
    pub per_unit: Money,
}

/// An amount of money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UsageAmount {
    /// The currency.
    #[serde(serialize_with = "code")]
    pub currency: Currency,
    /// The minimum.
    #[serde(serialize_with = "amount")]
    pub min: Money,
    /// The maximum.
    #[serde(serialize_with = "amount")]
    pub max: Money,
    /// The dates on which the prices were seen.
    pub prices_seen: Vec<String>,
}

fn word<S: Serializer>(unit: &Unit, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(unit.word())
}

fn code<S: Serializer>(currency: &Currency, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(currency.code())
}

fn decimal<S: Serializer>(units: &Quantity, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(units)
}

fn amount<S: Serializer>(money: &Money, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&money.decimal())
}

impl Journal {
    /// What this tenant bought, by day and account, the latest day first. What is
    /// unknown or still runs counts as possibly bought.
    pub fn usage(&self) -> Result<Vec<DailyUsage>, JournalError> {
        let entries = self.entries()?;
        let tenant = self.shared.seal.tenant(&self.tenant);
        let archived = self.backend().archived(&tenant, self.wait);
        let mut purchases = archived.map_err(|error| self.error(error))?;
        purchases.extend(entries.iter().filter_map(Purchases::of_entry));
        let mut days: BTreeMap<(i64, String), Sums> = BTreeMap::new();
        for of_kind in purchases {
            let key = (-of_kind.day, of_kind.payer.clone());
            days.entry(key).or_default().add(of_kind);
        }
        let finished =
            |((day, account), sums): ((i64, String), Sums)| sums.usage(date(-day), account);
        Ok(days.into_iter().map(finished).collect())
    }

    /// What stands for an account of this tenant in [`DailyUsage`]: a salted hash of its
    /// name, or of its access key id where it has none.
    pub fn account_tag(&self, account: &str) -> String {
        self.shared.seal.payer(&self.tenant, account)
    }
}

/// What is summed up of one account and day.
#[derive(Default)]
struct Sums {
    calls: u64,
    unknown: u64,
    open: u64,
    without_price: u64,
    units: BTreeMap<Unit, (Quantity, Quantity)>,
    /// Calls by unit and price of a unit.
    unmeasured: BTreeMap<(Unit, Currency, u64), u64>,
    micros: BTreeMap<Currency, (u64, u64, BTreeSet<String>)>,
    tools: BTreeMap<String, u64>,
}

impl Sums {
    fn add(&mut self, other: Purchases) {
        self.calls += other.calls;
        self.unknown += other.unknown;
        self.open += other.open;
        let charge = other.charge;
        if charge.currency.is_some()
            && charge.micros.is_none()
            && let Some(price) = visual_catalog::price(&other.tool)
        {
            let Money { micros, currency } = price.per_unit;
            let key = (price.unit, currency, micros);
            *self.unmeasured.entry(key).or_default() += other.calls;
        }
        *self.tools.entry(other.tool).or_default() += other.calls;
        if let Some((unit, (min, max))) = charge.unit.zip(charge.units) {
            let units = self.units.entry(unit).or_default();
            *units = (sum(units.0, min), sum(units.1, max));
        }
        // A task that failed is not billed, whatever its price.
        if charge.currency.is_none() && charge.micros == Some((0, 0)) {
            return;
        }
        let Some((currency, (min, max))) = charge.currency.zip(charge.micros) else {
            self.without_price += other.calls;
            return;
        };
        let (from, up_to, seen) = self.micros.entry(currency).or_default();
        *from = from.saturating_add(min);
        *up_to = up_to.saturating_add(max);
        seen.extend(charge.priced_on.map(String::from));
    }

    fn usage(self, day: String, account: String) -> DailyUsage {
        let units = self.units.into_iter();
        let units = units.map(|(unit, (min, max))| UsageUnits { unit, min, max });
        let unmeasured = self.unmeasured.into_iter();
        let unmeasured = unmeasured.map(|((unit, currency, micros), calls)| UsageUnmeasured {
            calls,
            unit,
            currency,
            per_unit: Money { micros, currency },
        });
        let amounts = self.micros.into_iter();
        let amounts = amounts.map(|(currency, (min, max, seen))| {
            let money = |micros| Money { micros, currency };
            UsageAmount {
                currency,
                min: money(min),
                max: money(max),
                prices_seen: seen.into_iter().collect(),
            }
        });
        DailyUsage {
            day,
            account,
            calls: self.calls,
            unknown: self.unknown,
            open: self.open,
            without_price: self.without_price,
            units: units.collect(),
            unmeasured: unmeasured.collect(),
            amounts: amounts.collect(),
            tools: self.tools,
        }
    }
}

/// A day since 1970 as a date.
fn date(day: i64) -> String {
    let seconds = u64::try_from(day.saturating_mul(DAY_S)).unwrap_or(0);
    let date = volcengine_visual::protocol::time::x_date(seconds);
    let part = |from: usize, to: usize| date.get(from..to).unwrap_or_default();
    format!("{}-{}-{}", part(0, 4), part(4, 6), part(6, 8))
}
