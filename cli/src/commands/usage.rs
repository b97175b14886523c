//! `visual task list --usage`.

use crate::account::Account;
use crate::journal::{existing, unusable};
use crate::output::failure::Failure;
use crate::output::language::{pick, tr};
use crate::output::price::unit_name;
use crate::output::report::Report;
use serde_json::json;
use std::path::Path;
use visual_host::{Credentials, DailyUsage, UsageAmount};

/// How much of an account's tag is shown.
const TAG: usize = 8;

/// What was bought, by day and account.
pub async fn usage(journal: Option<&Path>) -> Result<Report, Failure> {
    let journal = existing(journal)?;
    let days = journal.usage().map_err(unusable)?;
    let own = own_account().await.map(|name| journal.account_tag(&name));
    let lines = match days.is_empty() {
        true => vec![tr!("the journal is empty", "购买记录为空")],
        false => {
            let days = days.iter();
            let mut lines: Vec<_> = days.map(|day| line(day, own.as_deref())).collect();
            lines.push(tr!(
                "days are in UTC; amounts are estimates, and your console has the last word",
                "日期为 UTC；金额为估算，以控制台账单为准"
            ));
            lines
        }
    };
    Ok(Report::done(
        json!({ "usage": days, "account": own }),
        lines,
    ))
}

/// The account of the environment, if it has one.
async fn own_account() -> Option<String> {
    let credentials = Account::choose(None).ok()?.credentials;
    let keys = credentials.get().await.ok()?;
    Some(credentials.account(&keys))
}

/// A day of an account.
fn line(usage: &DailyUsage, own: Option<&str>) -> String {
    let account = match usage.account.get(..TAG) {
        _ if own == Some(&usage.account) => tr!("this account", "当前账号"),
        Some(tag) => tr!("account {tag}", "账号 {tag}"),
        None => tr!("unknown account", "未知账号"),
    };
    let (day, calls) = (&usage.day, usage.calls);
    let mut parts = vec![tr!("{calls} calls", "{calls} 次调用")];
    let counts = [
        (usage.open, pick("still open", "未完成")),
        (usage.unknown, pick("perhaps not made", "结果未知")),
        (
            usage.without_price,
            pick("without a known cost", "费用未知"),
        ),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if !counts.is_empty() {
        let counts = counts.join(pick(", ", "，"));
        parts.push(tr!("of which {counts}", "其中 {counts}"));
    }
    parts.extend(usage.units.iter().map(|units| {
        let unit = unit_name(units.unit);
        let number = match units.min == units.max {
            true => units.max.to_string(),
            false => format!("{}-{}", units.min, units.max),
        };
        format!("{number} {unit}")
    }));
    parts.extend(usage.amounts.iter().map(amount));
    let parts = parts.join(pick("; ", "；"));
    tr!("{day}  {account}  {parts}", "{day}  {account}  {parts}")
}

fn amount(amount: &UsageAmount) -> String {
    let dates = amount.prices_seen.join(pick(", ", "、"));
    let (min, max) = (amount.min.decimal(), amount.max);
    match amount.min == amount.max {
        true => tr!(
            "about {max} by prices seen on {dates}",
            "约 {max}，按 {dates} 所见价格"
        ),
        false => tr!(
            "about {min} to {max} by prices seen on {dates}",
            "约 {min} 至 {max}，按 {dates} 所见价格"
        ),
    }
}
