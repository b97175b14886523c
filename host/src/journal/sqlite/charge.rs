//! What a purchase costs, in the columns of a table.

use crate::journal::charge::Charge;
use rusqlite::Row;
use visual_catalog::{Currency, Quantity, Unit};

/// What a statement sets of a charge: its first seven parameters.
macro_rules! set_charge {
    () => {
        "unit = ?1, units_min = ?2, units_max = ?3, currency = ?4, amount_min = ?5, amount_max = ?6, priced_on = ?7"
    };
}
pub(super) use set_charge;

/// A charge as the columns of a table hold it.
pub(super) struct ChargeValues<'a> {
    pub(super) unit: Option<&'static str>,
    pub(super) units_min: Option<i64>,
    pub(super) units_max: Option<i64>,
    pub(super) currency: Option<&'static str>,
    pub(super) amount_min: Option<i64>,
    pub(super) amount_max: Option<i64>,
    pub(super) priced_on: Option<&'a str>,
}

impl<'a> ChargeValues<'a> {
    pub(super) fn new(charge: &'a Charge) -> ChargeValues<'a> {
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        ChargeValues {
            unit: charge.unit.map(Unit::word),
            units_min: charge.units.map(|(min, _)| whole(min.thousandths)),
            units_max: charge.units.map(|(_, max)| whole(max.thousandths)),
            currency: charge.currency.map(Currency::code),
            amount_min: charge.micros.map(|(min, _)| whole(min)),
            amount_max: charge.micros.map(|(_, max)| whole(max)),
            priced_on: charge.priced_on.as_deref(),
        }
    }
}

/// The charge in a row. A word of a newer program is as if it were not known.
pub(super) fn charge(row: &Row<'_>) -> rusqlite::Result<Charge> {
    let word = |name: &str| row.get::<_, Option<String>>(name);
    let number = |name: &str| -> rusqlite::Result<Option<u64>> {
        let number: Option<i64> = row.get(name)?;
        Ok(number.map(i64::unsigned_abs))
    };
    let units = number("units_min")?.zip(number("units_max")?);
    let quantity = |thousandths| Quantity { thousandths };
    Ok(Charge {
        unit: word("unit")?.and_then(|word| Unit::from_word(&word)),
        units: units.map(|(min, max)| (quantity(min), quantity(max))),
        currency: word("currency")?.and_then(|code| Currency::from_code(&code)),
        micros: number("amount_min")?.zip(number("amount_max")?),
        priced_on: word("priced_on")?
            .filter(|date| !date.is_empty())
            .map(Into::into),
    })
}
