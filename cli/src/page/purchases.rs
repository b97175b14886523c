//! The journal: what is open or unknown first, and what to do about it.

use super::address::of_run;
use super::shell::Frame;
use super::visit::Visit;
use crate::commands::task_list::state_name;
use crate::output::language::{pick, tr};
use crate::page::run::recorded::{clearing, explained};
use crate::save::saved::minute;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use visual_catalog::find;
use visual_host::{Entry, EntryState};

/// The most purchases on a page, the newest first.
const MAX_ROWS: usize = 200;

/// `GET /runs`.
pub async fn list(visit: Visit) -> Response {
    let journal = visit.tenant.host.journal().clone();
    let read = tokio::task::spawn_blocking(move || journal.entries()).await;
    let entries = read.ok().and_then(Result::ok);
    visit.page(StatusCode::OK, || Frame {
        title: tr!("Purchases", "购买记录"),
        menu: "/runs",
        ..Frame::new(match entries {
            Some(entries) => page(entries),
            None => super::shell::nothing(pick("The journal cannot be read", "无法读取购买记录")),
        })
    })
}

/// The page of these purchases.
pub fn page(mut entries: Vec<Entry>) -> Markup {
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.since));
    let (open, ended): (Vec<_>, Vec<_>) = entries.iter().partition(|entry| entry.state.is_open());
    let (unknown, open): (Vec<_>, Vec<_>) = open
        .into_iter()
        .partition(|entry| entry.state == EntryState::Unknown);
    html! {
        h1 { (pick("Purchases", "购买记录")) }
        @if entries.is_empty() {
            section.empty {
                p { (pick("Nothing was bought yet.", "尚无购买记录。")) }
                p { a.button.primary href="/" { (pick("Choose a tool", "选择工具")) } }
            }
        }
        (group(pick("Unknown: needs a decision", "结果未知：需要处理"), &unknown))
        (group(pick("Open", "进行中"), &open))
        (group(pick("Finished", "已结束"), &ended))
    }
}

fn group(title: &str, entries: &[&Entry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            section.purchases {
                h2 { (title) }
                ul { @for entry in entries.iter().take(MAX_ROWS) { (row(entry)) } }
            }
        }
    }
}

fn row(entry: &Entry) -> Markup {
    let tool = find(&entry.tool);
    let title = tool.map_or(entry.tool.as_str(), |tool| {
        pick(tool.title.en, tool.title.zh)
    });
    let is_told = matches!(entry.state, EntryState::Unknown | EntryState::Pending);
    html! {
        li.purchase {
            span.chip.(entry.state.as_str()) { (state_name(&entry.state)) }
            div.about {
                a href=(of_run(&entry.idempotency_key)) { (title) }
                p.facts {
                    time { (minute(entry.since.try_into().unwrap_or_default())) }
                    " · " code { (entry.idempotency_key) }
                }
                @if is_told { p.hint { (explained(entry.state)) } }
            }
            @if entry.state == EntryState::Unknown { (clearing(&entry.idempotency_key)) }
        }
    }
}
