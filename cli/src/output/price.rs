//! What a call costs, in words: never exact, and with the date of the price.

use crate::output::language::{pick, tr};
use visual_catalog::{Count, Price, Quantity, Seen, Text, Unit, alias, price};
use visual_host::Quote;

/// The cost of a call, in one line.
pub fn cost(quote: &Quote) -> String {
    let Some((range, price)) = quote.amount.as_ref().zip(price(&quote.tool)) else {
        let tool = alias(&quote.tool);
        return tr!("no price is known for {tool}", "{tool} 的价格未知");
    };
    let by = seen(price.seen);
    let (min, currency) = (range.min.decimal(), range.min.currency);
    match range.max {
        Some(max) if max.micros == 0 => {
            let date = price.seen.date;
            tr!("not billed, as seen on {date}", "不计费（{date} 查阅）")
        }
        Some(max) if max == range.min => tr!("about {max}, {by}", "约 {max}（{by}）"),
        Some(max) if range.min.micros == 0 => {
            tr!("up to about {max}, {by}", "最多约 {max}（{by}）")
        }
        Some(max) => {
            let max = max.decimal();
            tr!(
                "about {min} to {max} {currency}, {by}",
                "约 {min} 至 {max} {currency}（{by}）"
            )
        }
        None => {
            let per = per_unit(price);
            tr!(
                "about {per}, {by}; the length of the result is not known",
                "{per}（{by}），结果时长未知"
            )
        }
    }
}

/// What of a call is billed, in one line.
pub fn basis(price: Option<&Price>) -> String {
    match price.map(|price| price.count) {
        Some(Count::Free) => tr!(
            "by what the vendor's page says; your bill has the last word",
            "以官方页面为准，最终以控制台账单为准"
        ),
        Some(Count::Agent { .. }) => tr!(
            "an estimate: the videos given and the one returned are billed, by their length; your bill has the last word",
            "此为估算：输入的视频与返回的视频均按时长计费，以控制台账单为准"
        ),
        _ => tr!(
            "an estimate: only returned results are billed; your bill has the last word",
            "此为估算：仅对返回的结果计费，以控制台账单为准"
        ),
    }
}

/// A quantity of a unit, such as `3 images`.
pub fn quantity(range: (Quantity, Quantity), unit: Unit) -> String {
    let (min, max) = range;
    let number = match min == max {
        true => max.to_string(),
        false => tr!("{min} to {max}", "{min} 至 {max}"),
    };
    let name = unit_name(unit);
    let s = if max.thousandths == 1000 { "" } else { "s" };
    tr!("{number} {name}{s}", "{number} {name}")
}

/// The price of a unit, such as `0.22 CNY per image`.
pub fn per_unit(price: &Price) -> String {
    let (amount, unit) = (price.per_unit, unit_name(price.unit));
    match price.count {
        Count::Free => tr!("not billed", "不计费"),
        Count::Agent { credits, .. } => tr!(
            "{amount} per {unit}, {credits} {unit}s per second of the videos given and returned",
            "每{unit} {amount}，输入与输出视频每秒 {credits} {unit}"
        ),
        _ => tr!("{amount} per {unit}", "每{unit} {amount}"),
    }
}

/// The price of a tool, with its date.
pub fn of_tool(tool: &str) -> String {
    match price(tool) {
        None => tr!("unknown", "未知"),
        Some(price) => {
            let (per, by) = (per_unit(price), seen(price.seen));
            let date = price.seen.date;
            match price.count {
                Count::Free => tr!("{per}, as seen on {date}", "{per}（{date} 查阅）"),
                _ => tr!("{per}, {by}", "{per}（{by}）"),
            }
        }
    }
}

/// By which price, such as `by the price seen on 2026-06-22`.
fn seen(seen: Seen) -> String {
    let date = seen.date;
    match seen.dated {
        true => tr!("by the price seen on {date}", "{date} 的公开价格"),
        false => tr!(
            "by the price in an undated source read on {date}",
            "{date} 查阅，原文未注明日期"
        ),
    }
}

/// When the facts of a tool were last seen, and how.
pub fn last_seen(tool: &str) -> String {
    let Some(seen) = visual_catalog::seen(tool) else {
        return tr!("unknown", "未知");
    };
    let (date, how) = (seen.date, in_language(seen.how.title()));
    match seen.dated {
        true => tr!("{date} ({how})", "{date}（{how}）"),
        false => tr!(
            "read on {date} in an undated source ({how})",
            "{date} 查阅，原文未注明日期（{how}）"
        ),
    }
}

/// The name of a unit.
pub fn unit_name(unit: Unit) -> &'static str {
    in_language(unit.title())
}

fn in_language(text: Text) -> &'static str {
    pick(text.en, text.zh)
}
