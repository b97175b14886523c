//! A purchase that the journal alone knows: another process makes it, its outcome is unknown, or
//! its result was handed over.

use super::super::address::of_run;
use crate::output::language::{pick, tr};
use crate::save::saved::minute;
use maud::{Markup, html};
use visual_catalog::find;
use visual_host::{Entry, EntryState};

pub fn page(entry: &Entry) -> Markup {
    let title = find(&entry.tool).map_or(entry.tool.as_str(), |tool| {
        pick(tool.title.en, tool.title.zh)
    });
    html! {
        nav.crumbs aria-label=(pick("Where you are", "当前位置")) {
            a href="/runs" { (pick("Purchases", "购买记录")) }
        }
        section.run id="run" data-final="true" {
            h1 { (title) }
            p { (minute(entry.since.try_into().unwrap_or_default())) " · " code { (entry.idempotency_key) } }
            div.alert[entry.state == EntryState::Unknown] {
                p { (explained(entry.state)) }
                @if entry.state == EntryState::Unknown { (clearing(&entry.idempotency_key)) }
            }
        }
    }
}

/// What a state means, and what to do.
pub fn explained(state: EntryState) -> String {
    match state {
        EntryState::Unknown => tr!(
            "Nobody knows whether this was bought: no whole response came. Look at your bill in the console. If nothing was billed, clear it here and try again.",
            "未收到完整响应，无法得知是否已购买。请到控制台核对账单；若未计费，可在此清除后重试。"
        ),
        EntryState::Queued | EntryState::Sending => tr!(
            "Another process is at work on it at this moment.",
            "另一进程正在处理。"
        ),
        EntryState::Pending => tr!(
            "It was bought, and the task runs. Open it to collect the result; that costs nothing more.",
            "已购买，任务进行中。打开即可领取结果，不会重复计费。"
        ),
        EntryState::Done => tr!(
            "Its result was handed over. This tool returns results directly, and they are not kept.",
            "结果已交付。该工具直接返回结果，不再保留。"
        ),
        EntryState::Failed => tr!("The task failed; nothing is billed.", "任务失败，不计费。"),
        _ => String::new(),
    }
}

/// The button that clears a purchase whose outcome is unknown.
pub fn clearing(key: &str) -> Markup {
    html! {
        form method="post" action=(format!("{}/forget", of_run(key))) {
            button.quiet type="submit" { (pick("It was not billed: clear it", "确认未计费，清除记录")) }
        }
    }
}
