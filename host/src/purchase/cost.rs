//! What is told of an order that is not within a maximum cost.

use crate::Error;
use crate::error::refusal;
use crate::journal::CostRefusal;
use crate::types::ErrorKind;
use visual_catalog::{Currency, Money};

/// The field of the limit.
const FIELD: &str = "max-cost";

/// Nothing was sent: it may cost more than `limit`, or nobody knows what it costs.
pub(super) fn refused(tool: &str, limit: Option<Money>, why: CostRefusal) -> Error {
    let limit = limit.unwrap_or(Money::cny(0));
    let tool = visual_catalog::alias(tool);
    let texts = match why {
        CostRefusal::NoPrice => (
            format!(
                "`{FIELD}` needs the price of the tool, and none is known for {tool}. Limit the number of purchases with `max-calls`"
            ),
            format!(
                "`{FIELD}` 需要工具的价格，而 {tool} 的价格未知。可改用 `max-calls` 限制购买次数"
            ),
        ),
        CostRefusal::NoBound => (
            format!(
                "`{FIELD}` needs a maximum of what a call may cost, and none is known for {tool}. Limit the number of purchases with `max-calls`"
            ),
            format!(
                "`{FIELD}` 需要单次调用的费用上限，而 {tool} 的费用上限未知。可改用 `max-calls` 限制购买次数"
            ),
        ),
        CostRefusal::Currency(currency) => other_currency(tool, limit, currency),
        CostRefusal::Exceeded { spent, next } => return exceeded(limit, spent, next),
    };
    refusal(ErrorKind::InvalidInput, FIELD, texts)
}

fn other_currency(tool: &str, limit: Money, currency: Currency) -> (String, String) {
    let of_limit = limit.currency;
    (
        format!(
            "`{FIELD}` is in {of_limit}, and the price of {tool} is in {currency}: amounts of two currencies are not added. Give `{FIELD}` in {currency}"
        ),
        format!(
            "`{FIELD}` 以 {of_limit} 计，而 {tool} 以 {currency} 计价，两种货币不相加。请以 {currency} 给出 `{FIELD}`"
        ),
    )
}

fn exceeded(limit: Money, spent: Money, next: Money) -> Error {
    if next.micros > limit.micros {
        let texts = (
            format!(
                "one call may cost up to about {next}, more than {limit} (`{FIELD}`), so none is ever made"
            ),
            format!("单次调用最多约 {next}，高于上限 {limit}（`{FIELD}`），因此不会执行"),
        );
        return refusal(ErrorKind::LimitReached, FIELD, texts);
    }
    let texts = (
        format!(
            "this call may cost up to about {next}; with about {spent} spent in the last 24 h that exceeds {limit} (`{FIELD}`)"
        ),
        format!(
            "本次调用最多约 {next}，加上过去 24 小时已用的约 {spent}，超过上限 {limit}（`{FIELD}`）"
        ),
    );
    refusal(ErrorKind::LimitReached, FIELD, texts)
}
