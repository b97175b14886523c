//! Purchases of one kind, as a store sums them up.

use super::charge::Charge;
use super::entry::{DAY_S, Entry, State};
use visual_catalog::Quantity;

/// Purchases with the same account, day, tool, and price.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Purchases {
    /// A salted hash of the account.
    pub(super) payer: String,
    /// Days since 1970, UTC.
    pub(super) day: i64,
    pub(super) tool: String,
    pub(super) calls: u64,
    /// Those that may not have been made.
    pub(super) unknown: u64,
    /// Those that still run.
    pub(super) open: u64,
    /// All of them together.
    pub(super) charge: Charge,
}

impl Purchases {
    /// What an entry counts for; nothing where nothing was bought.
    pub(super) fn of_entry(entry: &Entry) -> Option<Purchases> {
        let (unknown, open, charge) = match entry.state {
            State::Queued => return None,
            State::Unknown => (1, 0, entry.charge.possible()),
            State::Sending | State::Pending => (0, 1, entry.charge.possible()),
            State::Done | State::Failed => (0, 0, entry.charge.clone()),
        };
        Some(Purchases {
            payer: entry.payer.clone(),
            day: entry.since.div_euclid(DAY_S),
            tool: entry.tool.clone(),
            calls: 1,
            unknown,
            open,
            charge,
        })
    }

    /// Whether others can be added to these.
    pub(super) fn is_like(&self, other: &Purchases) -> bool {
        let (one, two) = (&self.charge, &other.charge);
        (&self.payer, self.day, &self.tool) == (&other.payer, other.day, &other.tool)
            && (one.unit, one.currency) == (two.unit, two.currency)
            && one.priced_on == two.priced_on
            && one.units.is_some() == two.units.is_some()
            && one.micros.is_some() == two.micros.is_some()
    }

    /// Adds others of the same kind.
    pub(super) fn add(&mut self, other: &Purchases) {
        self.calls += other.calls;
        self.unknown += other.unknown;
        self.open += other.open;
        let charge = &mut self.charge;
        if let Some(((min, max), (a, b))) = charge.units.zip(other.charge.units) {
            charge.units = Some((sum(min, a), sum(max, b)));
        }
        if let Some(((min, max), (a, b))) = charge.micros.zip(other.charge.micros) {
            charge.micros = Some((min.saturating_add(a), max.saturating_add(b)));
        }
    }
}

/// Two numbers of units together.
pub(super) fn sum(one: Quantity, other: Quantity) -> Quantity {
    Quantity {
        thousandths: one.thousandths.saturating_add(other.thousandths),
    }
}
