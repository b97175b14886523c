//! The page of a purchase: how far it is, its results, and what was asked.

mod advice;
pub mod recorded;
mod result;
mod snippets;

use super::address;
use super::arguments;
use super::known::{Known, find};
use super::query::parameter;
use super::reply::see_other;
use super::runs::{Run, Stage, State, capitalized, now};
use super::shell::Frame;
use super::visit::Visit;
use crate::output::failure::line;
use crate::output::language::{pick, tr};
use crate::output::typed::as_typed;
use crate::page::verdict::label;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use std::time::Duration;
use visual_catalog::Tool;
use visual_host::{Advice, Error, Purchase};

/// How long a script waits for a change before it asks again.
const POLL: Duration = Duration::from_secs(20);

/// `GET /runs/{key}`.
pub async fn show(visit: Visit, Path(key): Path<String>) -> Response {
    match find(&visit, &key).await {
        Some(Known::Run(run)) => {
            let state = run.state();
            visit.page(StatusCode::OK, || Frame {
                title: title(&run, &state),
                menu: "/runs",
                reloads: !state.stage.is_final(),
                ..Frame::new(page(&visit, &run, &state))
            })
        }
        Some(Known::Entry(entry)) => visit.page(StatusCode::OK, || Frame {
            title: visual_catalog::alias(&entry.tool).to_owned(),
            menu: "/runs",
            reloads: entry.state.is_under_way(),
            ..Frame::new(recorded::page(&entry))
        }),
        None => {
            visit.not_found(|| tr!("This purchase is not known here", "此处没有这次购买的记录"))
        }
    }
}

/// `GET /runs/{key}/part?since=N`: what changes, once it has changed.
pub async fn part(visit: Visit, Path(key): Path<String>) -> Response {
    let Some(run) = visit.memory.runs.get(&visit.tenant, &key) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let since = parameter(&visit.query, "since").and_then(|since| since.parse().ok());
    let state = match since {
        Some(since) => {
            let later = tokio::time::timeout(POLL, run.after(since));
            tokio::select! {
                state = later => state.unwrap_or_else(|_| run.state()),
                () = visit.server.shutdown.cancelled() => run.state(),
            }
        }
        None => run.state(),
    };
    visit.part(|| moving(&visit, &run, &state))
}

/// `POST /runs/{key}/cancel`.
pub async fn cancel(visit: Visit, Path(key): Path<String>) -> Response {
    if let Some(run) = visit.memory.runs.get(&visit.tenant, &key) {
        run.cancel(&visit.tenant).await;
    }
    see_other(&address::of_run(&key))
}

/// `POST /runs/{key}/forget`: clears a purchase whose outcome is unknown.
pub async fn forget(visit: Visit, Path(key): Path<String>) -> Response {
    let journal = visit.tenant.host.journal().clone();
    let forgotten = key.clone();
    let result = tokio::task::spawn_blocking(move || journal.forget(&forgotten)).await;
    match result {
        Ok(Ok(_)) => {
            visit.memory.runs.remove(&visit.tenant, &key);
            see_other("/runs")
        }
        _ => visit.page(StatusCode::INTERNAL_SERVER_ERROR, || {
            let text = tr!("The journal cannot be written", "无法写入购买记录");
            Frame {
                title: text.clone(),
                menu: "/runs",
                ..Frame::new(super::shell::nothing(&text))
            }
        }),
    }
}

fn title(run: &Run, state: &State) -> String {
    let name = tool_title(run.tool);
    format!("{} · {name}", state.stage.sentence())
}

fn tool_title(tool: &Tool) -> &'static str {
    pick(tool.title.en, tool.title.zh)
}

fn page(visit: &Visit, run: &Run, state: &State) -> Markup {
    let tool = run.tool;
    let again = format!("{}?again={}", address::of_tool(tool), run.key);
    let asked = run
        .entered
        .as_ref()
        .map(|entered| arguments::shown(tool, entered, &visit.files()));
    html! {
        nav.crumbs aria-label=(pick("Where you are", "当前位置")) {
            a href="/runs" { (pick("Purchases", "购买记录")) }
            span aria-hidden="true" { "/" }
            a href=(address::of_tool(tool)) { (tool_title(tool)) }
        }
        p.visually-hidden role="status" id="live" {}
        (moving(visit, run, state))
        section.asked {
            div.row {
                h2 { (pick("What was asked", "请求内容")) }
                @if run.entered.is_some() { a.button href=(again) { (pick("Change and make another", "修改并再次生成")) } }
                @else { a.button href=(address::of_tool(tool)) { (pick("Make another", "再次生成")) } }
            }
            @if let Some(asked) = &asked {
                (snippets::arguments(tool, asked))
                (snippets::copies(tool, asked))
            } @else {
                p.hint { (pick("This server does not know what was asked: it was started after that.", "服务器在此之后重新启动，不再保留请求内容。")) }
            }
        }
    }
}

/// What changes while it runs.
fn moving(visit: &Visit, run: &Run, state: &State) -> Markup {
    let stage = &state.stage;
    let is_final = stage.is_final();
    let end = state.ended.unwrap_or_else(now);
    let seconds = end.saturating_sub(run.began);
    html! {
        section.run id="run" data-version=(state.version) data-final=(is_final) data-part=(format!("{}/part", address::of_run(&run.key)))
            data-title=(title(run, state)) data-said=(stage.sentence()) aria-busy=(!is_final) {
            div.row {
                h1 { (tool_title(run.tool)) }
                @if stage.is_cancellable() {
                    form method="post" action=(format!("{}/cancel", address::of_run(&run.key))) {
                        button.quiet type="submit" { (pick("Cancel", "取消")) }
                    }
                }
            }
            p.stage.(mood(stage)) {
                span.dot aria-hidden="true" {}
                strong { (stage.sentence()) }
                " "
                span.elapsed data-began=(run.began) data-running[!is_final] {
                    (crate::output::progress::duration(Duration::from_secs(seconds)))
                }
            }
            @if !is_final { (steps(stage)) }
            @if let Some(note) = &state.note { p.note { (pick(&note.en, &note.zh)) } }
            @match stage {
                Stage::Done(done) => (result::result(run, done)),
                Stage::Failed(error) => (failed(run, error)),
                Stage::Late(_) => p.note { (pick("The task was waited for as long as the service keeps it.", "已等待至服务保留任务的时限。")) },
                _ => {}
            }
            p.bill {
                (capitalized(&stage.bill(visit.server.simulated)))
                @if let Some(task) = stage.task() {
                    " · " span { (pick("task", "任务")) " " code.task { (task) } }
                }
            }
        }
    }
}

fn mood(stage: &Stage) -> &'static str {
    match stage {
        Stage::Done(_) => "good",
        Stage::Failed(_) => "bad",
        Stage::Late(_) => "open",
        _ => "running",
    }
}

fn steps(stage: &Stage) -> Markup {
    let names = [
        pick("Queued", "排队"),
        pick("Sent", "提交"),
        pick("Running", "执行"),
        pick("Result", "结果"),
    ];
    let now = stage.step();
    html! {
        ol.steps {
            @for (index, name) in names.into_iter().enumerate() {
                li.past[index < now] aria-current=[(index == now).then_some("step")] { (name) }
            }
        }
    }
}

/// What went wrong, what to do, and whether it was billed.
fn failed(run: &Run, error: &Error) -> Markup {
    let typed = |name: &str| label(run.tool, name);
    let said = as_typed(&line(error), typed);
    let said = said
        .split_once([':', '：'])
        .map_or(said.as_str(), |(_, said)| said.trim());
    let advice = advice::advice(error);
    let again = format!("{}?again={}", address::of_tool(run.tool), run.key);
    html! {
        div.alert {
            p { (capitalized(said)) }
            @if let Some(advice) = advice { p { (capitalized(&advice)) } }
            @if error.code.is_some() || error.request_id.is_some() {
                p.facts {
                    @if let Some(code) = &error.code { (pick("code", "错误码")) " " code { (code) } " " }
                    @if let Some(id) = &error.request_id { (pick("request", "请求 ID")) " " code { (id) } }
                }
            }
            div.buttons {
                @if run.entered.is_some() && error.advice != Advice::CollectTask && error.purchase != Purchase::Unknown {
                    a.button.primary href=(again) { (pick("Change it and try again", "修改后重试")) }
                }
                @if error.purchase == Purchase::Unknown { (recorded::clearing(&run.key)) }
            }
        }
    }
}
