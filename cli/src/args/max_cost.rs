//! `--max-cost`.

use crate::output::failure::Failure;
use crate::output::language::{Message, message};
use visual_host::{Money, MoneyError};

/// The amount of `--max-cost`: in CNY, unless it names another currency.
pub fn amount(text: Option<&str>) -> Result<Option<Money>, Failure> {
    let Some(text) = text else { return Ok(None) };
    match text.parse() {
        Ok(money) => Ok(Some(money)),
        Err(error) => Err(Failure::input("max-cost", refusal(text, &error))),
    }
}

fn refusal(text: &str, error: &MoneyError) -> Message {
    match error {
        MoneyError::Negative => message!(
            "--max-cost is `{text}`; the minimum is 0",
            "--max-cost 的值为 `{text}`，最小为 0"
        ),
        MoneyError::Decimals => message!(
            "--max-cost is `{text}`; at most 6 decimals are allowed",
            "--max-cost 的值为 `{text}`，最多 6 位小数"
        ),
        MoneyError::TooLarge => message!(
            "--max-cost is `{text}`; the maximum is 1000000000",
            "--max-cost 的值为 `{text}`，最大为 1000000000"
        ),
        MoneyError::Currency(code) => message!(
            "--max-cost: unknown currency `{code}`; use CNY or USD",
            "--max-cost：未知货币 `{code}`，请用 CNY 或 USD"
        ),
        MoneyError::NotANumber => message!(
            "--max-cost is `{text}`; it must be an amount such as 12.50",
            "--max-cost 的值为 `{text}`，应为金额，例如 12.50"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_amount_is_refused_with_field_value_and_limit() {
        assert_eq!(amount(None).unwrap(), None);
        assert_eq!(amount(Some("3")).unwrap(), Some("3 CNY".parse().unwrap()));
        for (text, limit) in [
            ("-1", "minimum is 0"),
            ("NaN", "such as 12.50"),
            ("0.1234567", "6 decimals"),
            ("1e12", "such as 12.50"),
            ("2000000000", "1000000000"),
            ("5 EUR", "`EUR`; use CNY or USD"),
        ] {
            let error = amount(Some(text)).unwrap_err().error;
            assert_eq!(error.field.as_deref(), Some("max-cost"));
            assert!(error.message.contains(limit), "{}", error.message);
        }
    }
}
