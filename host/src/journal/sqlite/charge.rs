//! What a purchase costs, in the columns of a table.

use crate::journal::charge::Charge;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Row, ToSql};
use visual_catalog::{Currency, Quantity, Unit};

/// What a statement sets of a charge: its first seven parameters, in the order of
/// [`ChargeValues`].
macro_rules! set_charge {
    () => {
        "unit = ?1, units_min = ?2, units_max = ?3, currency = ?4, amount_min = ?5, amount_max = ?6, priced_on = ?7"
    };
}
pub(super) use set_charge;

/// A charge as the columns of a table hold it.
pub(super) struct ChargeValues<'a>([Value<'a>; 7]);

type Value<'a> = ToSqlOutput<'a>;

impl<'a> ChargeValues<'a> {
    pub(super) fn new(charge: &'a Charge) -> ChargeValues<'a> {
        let text = |text: Option<&'a str>| text.map_or(NULL, Value::from);
        let number = |number: Option<u64>| {
            let whole = |number| i64::try_from(number).unwrap_or(i64::MAX);
            number.map_or(NULL, |number| Value::from(whole(number)))
        };
        let (units, micros) = (charge.units, charge.micros);
        ChargeValues([
            text(charge.unit.map(Unit::word)),
            number(units.map(|(min, _)| min.thousandths)),
            number(units.map(|(_, max)| max.thousandths)),
            text(charge.currency.map(Currency::code)),
            number(micros.map(|(min, _)| min)),
            number(micros.map(|(_, max)| max)),
            text(charge.priced_on.as_deref()),
        ])
    }

    /// The first seven parameters of a statement, and the others after them.
    pub(super) fn and<'b>(&'b self, others: &[&'b dyn ToSql]) -> Vec<&'b dyn ToSql> {
        let values = self.0.iter().map(|value| value as &dyn ToSql);
        values.chain(others.iter().copied()).collect()
    }
}

const NULL: Value<'static> = Value::Owned(rusqlite::types::Value::Null);

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
