//! What the journal says to an order, and what bounds the purchases of a tenant.

use super::entry::Entry;
use visual_catalog::{Currency, Money};

/// What is known of a purchase that is to be recorded.
pub(super) enum Claimed {
    /// It is new, and recorded.
    New,
    /// It is being bought by somebody else at this moment.
    Busy,
    /// It was bought, or may have been.
    Known(Box<Entry>),
    /// The key was used for other arguments.
    Other,
    /// So many purchases are all that is allowed, and they were made.
    Spent(u32),
    /// It may cost more than is allowed.
    Costly(CostRefusal),
}

/// What bounds the purchases of a tenant.
#[derive(Clone, Copy, Default)]
pub(crate) struct Caps {
    /// How many, in a day.
    pub(crate) calls: Option<u32>,
    /// What they may cost, in a day.
    pub(crate) cost: Option<Money>,
}

/// Why a purchase is not within a cost.
pub(crate) enum CostRefusal {
    /// No price of the tool is known.
    NoPrice,
    /// No source says how much it may cost.
    NoBound,
    /// Its price is in another currency.
    Currency(Currency),
    /// Together with what was spent, it may cost more.
    Exceeded {
        /// What was spent of late, or may have been.
        spent: Money,
        /// What it may cost.
        next: Money,
    },
}

/// What a purchase may cost, in the currency of a limit, or why no limit allows it.
pub(super) fn bound(entry: &Entry, limit: Money) -> Result<Money, CostRefusal> {
    let Some(currency) = entry.charge.currency else {
        return Err(CostRefusal::NoPrice);
    };
    if currency != limit.currency {
        return Err(CostRefusal::Currency(currency));
    }
    entry.charge.up_to().ok_or(CostRefusal::NoBound)
}

#[cfg(test)]
impl From<Option<u32>> for Caps {
    fn from(calls: Option<u32>) -> Caps {
        Caps { calls, cost: None }
    }
}
