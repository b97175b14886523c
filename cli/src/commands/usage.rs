//! `visual task list --usage`.

use crate::account::Account;
use crate::journal::{existing, unusable};
use crate::output::failure::Failure;
use crate::output::language::{pick, tr};
use crate::output::layout::{self, columns, wrap};
use crate::output::price::{quantity, unit_name};
use crate::output::report::Report;
use serde_json::json;
use visual_host::{Credentials, DailyUsage, JournalAddress, UsageAmount, UsageUnmeasured};

/// How much of an account's tag is shown.
const TAG: usize = 8;
/// What the lines below a day begin with.
const INDENT: &str = "            ";

/// What was bought, by day and account.
pub async fn usage(journal: Option<&JournalAddress>) -> Result<Report, Failure> {
    let journal = existing(journal)?;
    let days = journal.usage().map_err(unusable)?;
    let own = own_account().await.map(|name| journal.account_tag(&name));
    let lines = match days.is_empty() {
        true => vec![tr!("the journal is empty", "购买记录为空")],
        false => {
            let days = days.iter().flat_map(|day| lines(day, own.as_deref()));
            let end = tr!(
                "days are in UTC; amounts are estimates, and your console has the last word",
                "日期为 UTC；金额为估算，以控制台账单为准"
            );
            days.chain(layout::hanging(&end, layout::width())).collect()
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

/// A day of an account: one line, or several where the terminal is narrower than that.
fn lines(usage: &DailyUsage, own: Option<&str>) -> Vec<String> {
    let account = match usage.account.get(..TAG) {
        _ if own == Some(&usage.account) => tr!("this account", "当前账号"),
        Some(tag) => tr!("account {tag}", "账号 {tag}"),
        None => tr!("unknown account", "未知账号"),
    };
    let (day, calls) = (&usage.day, usage.calls);
    let s = if calls == 1 { "" } else { "s" };
    let calls = tr!("{calls} call{s}", "{calls} 次调用");
    let mut parts = Vec::new();
    let counts = [
        (usage.open, pick("still open", "次未完成")),
        (usage.unknown, pick("perhaps not made", "次结果未知")),
        (usage.without_price, pick("of unknown cost", "次费用未知")),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if !counts.is_empty() {
        let counts = counts.join(pick(", ", "，"));
        parts.push(tr!("of which {counts}", "其中 {counts}"));
    }
    let units = usage.units.iter();
    let units = units.filter(|units| units.max.thousandths > 0);
    parts.extend(units.map(|units| quantity((units.min, units.max), units.unit)));
    parts.extend(usage.unmeasured.iter().map(unmeasured));
    parts.extend(usage.amounts.iter().map(amount));
    let first = format!("{day}  {account}  {calls}");
    let all = [std::slice::from_ref(&first), &parts].concat();
    let line = all.join(pick("; ", "；"));
    let width = layout::width();
    match columns(&line) <= width {
        true => vec![line],
        false => {
            let below = parts
                .iter()
                .flat_map(|part| wrap(part, width - INDENT.len()));
            let below = below.map(|line| format!("{INDENT}{line}"));
            std::iter::once(first).chain(below).collect()
        }
    }
}

fn unmeasured(of_price: &UsageUnmeasured) -> String {
    let (calls, per_unit) = (of_price.calls, of_price.per_unit);
    let unit = unit_name(of_price.unit);
    let s = if calls == 1 { "" } else { "s" };
    tr!(
        "{calls} video{s} of unknown length at {per_unit} per {unit}",
        "{calls} 个时长未知的视频，每{unit} {per_unit}"
    )
}

fn amount(amount: &UsageAmount) -> String {
    let dates = amount.prices_seen.join(pick(", ", "、"));
    let (min, max) = (amount.min.decimal(), amount.max);
    match amount.min == amount.max {
        true => tr!(
            "about {max} by prices seen on {dates}",
            "约 {max}（按 {dates} 的公开价格）"
        ),
        false => tr!(
            "about {min} to {max} by prices seen on {dates}",
            "约 {min} 至 {max}（按 {dates} 的公开价格）"
        ),
    }
}
