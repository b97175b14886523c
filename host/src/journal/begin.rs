//! The beginning of a purchase.

use super::entry::{DAY_S, Entry};
use super::error::JournalError;
use super::handle::Journal;
use super::log::Committed;
use super::sending::Sending;
use super::store::{self, Disk, OnBusy, Store};
use visual_catalog::{Currency, Money};

/// What the journal says to an order.
pub(crate) enum Begun {
    /// It is new, and recorded: buy it.
    New(Sending),
    /// It is being bought by somebody else at this moment.
    Busy,
    /// It was bought, or may have been.
    Known(Entry),
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

impl Journal {
    /// Records a purchase before it is made, or says what became of it. `caps`
    /// bound the tenant's purchases of the last day.
    pub(crate) fn begin(
        &self,
        entry: &Entry,
        caps: impl Into<Caps>,
    ) -> Result<Committed<Begun>, JournalError> {
        let caps = caps.into();
        let owner = &self.shared.owner;
        if !owner.has_lock() {
            if self.on_busy == OnBusy::Fail {
                return Err(self.busy());
            }
            // First, so that nobody finds an entry of a process that seems dead.
            owner.acquire_lock().map_err(|error| self.failed(error))?;
        }
        let Committed { value, mark } = self.transact(Disk::Now, |shared, store| {
            let now = shared.now(store)?;
            // Nobody knows a key that was made for this order.
            let known = match entry.named {
                true => store.find(entry)?,
                false => Vec::new(),
            };
            for known in known {
                if known.has_expired(&now) {
                    continue;
                }
                if let Some(known) = shared.settled(store, known)? {
                    return Ok(Some(met(entry, known)));
                }
            }
            let since = now.estimated - DAY_S;
            if let Some(max) = caps.calls
                && store.purchases(&entry.tenant, since)? >= max
            {
                return Ok(Some(Begun::Spent(max)));
            }
            if let Some(limit) = caps.cost
                && let Some(refusal) = beyond(store, entry, (limit, since))?
            {
                return Ok(Some(Begun::Costly(refusal)));
            }
            // Only who records a purchase drops what was kept for long enough.
            shared.clear(store, &now)?;
            store.insert(entry, &now)?;
            Ok(None)
        })?;
        let new = || Sending::new(self.with_waiting(true), entry.clone());
        let value = value.unwrap_or_else(|| Begun::New(new()));
        Ok(Committed { value, mark })
    }
}

/// Why a purchase is beyond a limit on what a tenant spends since a moment.
fn beyond(
    store: &dyn Store,
    entry: &Entry,
    (limit, since): (Money, i64),
) -> store::Result<Option<CostRefusal>> {
    let Some(currency) = entry.charge.currency else {
        return Ok(Some(CostRefusal::NoPrice));
    };
    if currency != limit.currency {
        return Ok(Some(CostRefusal::Currency(currency)));
    }
    let Some(next) = entry.charge.up_to() else {
        return Ok(Some(CostRefusal::NoBound));
    };
    let spent = Money {
        micros: store.spent(&entry.tenant, since, currency)?,
        currency,
    };
    let is_within = spent.micros.saturating_add(next.micros) <= limit.micros;
    Ok((!is_within).then_some(CostRefusal::Exceeded { spent, next }))
}

#[cfg(test)]
impl From<Option<u32>> for Caps {
    fn from(calls: Option<u32>) -> Caps {
        Caps { calls, cost: None }
    }
}

/// The answer to this order where its key is known already.
fn met(entry: &Entry, known: Entry) -> Begun {
    if known.fingerprint != entry.fingerprint {
        Begun::Other
    } else if known.state.is_under_way() {
        Begun::Busy
    } else {
        Begun::Known(known)
    }
}
