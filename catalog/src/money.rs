//! Amounts of money, in whole millionths: sums of them are exact.

use std::fmt;
use std::str::FromStr;

/// Millionths of a unit of a currency.
const MICROS: u64 = 1_000_000;
/// Decimals of an amount.
const DECIMALS: usize = 6;
/// The largest amount that is read from a text, in whole units.
const MAX_UNITS: u64 = 1_000_000_000;

/// A currency in which the service has prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Currency {
    /// Chinese yuan: Volcengine.
    Cny,
    /// US dollar: BytePlus.
    Usd,
}

impl Currency {
    /// Every currency.
    pub const ALL: &'static [Currency] = &[Currency::Cny, Currency::Usd];

    /// Its code of three letters.
    pub const fn code(self) -> &'static str {
        match self {
            Currency::Cny => "CNY",
            Currency::Usd => "USD",
        }
    }

    /// The currency with this code.
    pub fn from_code(code: &str) -> Option<Currency> {
        let mut all = Currency::ALL.iter().copied();
        all.find(|currency| currency.code().eq_ignore_ascii_case(code))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// Millionths of a unit.
    pub micros: u64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// An amount in millionths of a yuan.
    pub const fn cny(micros: u64) -> Money {
        Money {
            micros,
            currency: Currency::Cny,
        }
    }

    /// An amount in millionths of a dollar.
    pub const fn usd(micros: u64) -> Money {
        Money {
            micros,
            currency: Currency::Usd,
        }
    }

    /// The number alone, with two decimals at least: `0.22`, `0.0325`.
    pub fn decimal(&self) -> String {
        let fraction = format!("{:0DECIMALS$}", self.micros % MICROS);
        let digits = fraction.trim_end_matches('0').len().max(2);
        let fraction = fraction.get(..digits).unwrap_or(&fraction);
        format!("{}.{fraction}", self.micros / MICROS)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}

/// Why a text is no amount of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// It has no digits, or others beside them.
    NotANumber,
    /// It is below zero.
    Negative,
    /// It has more than six decimals.
    Decimals,
    /// It is above 1,000,000,000.
    TooLarge,
    /// This is no currency of the service.
    Currency(String),
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MoneyError::NotANumber => f.write_str("it is not a decimal number, such as 12.50"),
            MoneyError::Negative => f.write_str("it is below 0"),
            MoneyError::Decimals => write!(f, "it has more than {DECIMALS} decimals"),
            MoneyError::TooLarge => write!(f, "it is above {MAX_UNITS}"),
            MoneyError::Currency(code) => {
                write!(f, "`{code}` is no currency of the service: CNY or USD")
            }
        }
    }
}

impl std::error::Error for MoneyError {}

/// A decimal number, and a currency behind it; CNY if there is none: `12.50`,
/// `3 USD`.
impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Money, MoneyError> {
        let text = text.trim();
        let number = text.trim_end_matches(|c: char| c.is_alphabetic());
        let code = text.get(number.len()..).unwrap_or_default();
        let number = number.trim_end();
        if number.is_empty() || number == "-" {
            return Err(MoneyError::NotANumber);
        }
        let currency = match code {
            "" => Currency::Cny,
            code => Currency::from_code(code).ok_or_else(|| MoneyError::Currency(code.into()))?,
        };
        let (digits, is_negative) = match number.strip_prefix('-') {
            Some(digits) => (digits, true),
            None => (number, false),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !are_digits(whole) || !are_digits(fraction) {
            return Err(MoneyError::NotANumber);
        }
        if is_negative {
            return Err(MoneyError::Negative);
        }
        if fraction.len() > DECIMALS {
            return Err(MoneyError::Decimals);
        }
        let whole: u64 = whole.parse().map_err(|_| MoneyError::TooLarge)?;
        let fraction: u64 = format!("{fraction:0<DECIMALS$}").parse().unwrap_or(0);
        if whole > MAX_UNITS || (whole == MAX_UNITS && fraction > 0) {
            return Err(MoneyError::TooLarge);
        }
        Ok(Money {
            micros: whole * MICROS + fraction,
            currency,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_and_written_as_decimals() {
        for (text, micros, currency, written) in [
            ("12", 12_000_000, Currency::Cny, "12.00 CNY"),
            ("0.22", 220_000, Currency::Cny, "0.22 CNY"),
            (" 0.0325 cny", 32_500, Currency::Cny, "0.0325 CNY"),
            ("3.5USD", 3_500_000, Currency::Usd, "3.50 USD"),
            ("0", 0, Currency::Cny, "0.00 CNY"),
            ("0.000001", 1, Currency::Cny, "0.000001 CNY"),
            (
                "1000000000",
                1_000_000_000_000_000,
                Currency::Cny,
                "1000000000.00 CNY",
            ),
        ] {
            let money: Money = text.parse().unwrap();
            assert_eq!(money, Money { micros, currency }, "{text}");
            assert_eq!(money.to_string(), written);
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_its_reason() {
        use MoneyError::*;
        for (text, error) in [
            ("", NotANumber),
            ("NaN", NotANumber),
            ("inf", NotANumber),
            ("1e3", NotANumber),
            ("1,5", NotANumber),
            ("1.", NotANumber),
            (".5", NotANumber),
            ("+1", NotANumber),
            ("-", NotANumber),
            ("-1", Negative),
            ("-0.5 CNY", Negative),
            ("1.0000001", Decimals),
            ("1000000000.1", TooLarge),
            ("99999999999999999999", TooLarge),
            ("5 EUR", Currency("EUR".to_owned())),
            ("5 元", Currency("元".to_owned())),
        ] {
            assert_eq!(text.parse::<Money>(), Err(error), "{text}");
        }
    }
}
