//! Numbers of units.

use crate::money::Money;
use std::fmt;

/// A number of units, in thousandths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity {
    /// Thousandths of a unit.
    pub thousandths: u64,
}

impl Quantity {
    /// Whole units.
    pub const fn whole(units: u64) -> Quantity {
        Quantity {
            thousandths: units.saturating_mul(1000),
        }
    }

    /// A number of units as a service writes it, rounded up to a thousandth;
    /// nothing for what cannot be a quantity.
    pub fn from_f64(units: f64) -> Option<Quantity> {
        let thousandths = (units * 1000.0).ceil();
        (0.0..1e15).contains(&thousandths).then_some(Quantity {
            thousandths: thousandths as u64,
        })
    }

    /// So many times this.
    pub const fn times(self, factor: u64) -> Quantity {
        Quantity {
            thousandths: self.thousandths.saturating_mul(factor),
        }
    }

    /// What this many units cost, rounded up to a millionth.
    pub fn at(self, per_unit: Money) -> Money {
        let micros = u128::from(self.thousandths) * u128::from(per_unit.micros);
        Money {
            micros: u64::try_from(micros.div_ceil(1000)).unwrap_or(u64::MAX),
            ..per_unit
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = format!("{:03}", self.thousandths % 1000);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        write!(f, "{}{point}{fraction}", self.thousandths / 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_never_negative_and_never_wrap() {
        assert_eq!(Quantity::from_f64(-1.0), None);
        assert_eq!(Quantity::from_f64(f64::NAN), None);
        assert_eq!(Quantity::from_f64(f64::INFINITY), None);
        let max = Quantity::whole(u64::MAX).at(Money::cny(u64::MAX));
        assert_eq!(max.micros, u64::MAX);
    }
}
