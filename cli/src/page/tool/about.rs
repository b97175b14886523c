//! What a tool is, beside its form.

use crate::output::language::{pick, tr};
use crate::output::price::{last_seen, of_tool};
use crate::output::progress::duration;
use crate::page::address;
use crate::page::status::status;
use maud::{Markup, html};
use std::time::Duration;
use visual_catalog::{Product, Status, Tool, successor};

/// Family, title and summary.
pub fn heading(tool: &Tool) -> Markup {
    let family = tool.family.title();
    html! {
        nav.crumbs aria-label=(pick("Where you are", "当前位置")) {
            a href="/" { (pick("Tools", "工具")) }
            span aria-hidden="true" { "/" }
            a href=(format!("/#{}", tool.family.name())) { (pick(family.en, family.zh)) }
        }
        div.heading {
            h1 { (pick(tool.title.en, tool.title.zh)) }
            @if let Some(name) = status(tool.status) { span.chip.warn { (name) } }
        }
        p.lead { (pick(tool.summary.en, tool.summary.zh)) }
        @if tool.status != Status::Current { (warning(tool)) }
    }
}

fn warning(tool: &Tool) -> Markup {
    let text = match tool.status {
        Status::Retiring => pick("Its shutdown is announced.", "该工具已宣布下线。"),
        Status::Unconfirmed => pick(
            "This tool is known from one source only: it may differ from its description.",
            "该工具仅有单一来源，实际情况可能与描述不符。",
        ),
        _ => pick(
            "An older tool; it is still offered.",
            "旧版工具，仍在提供。",
        ),
    };
    html! {
        p.note {
            (text) " "
            @if let Some(newer) = successor(tool.name) {
                a href=(address::of_tool(newer)) {
                    @let title = pick(newer.title.en, newer.title.zh);
                    (tr!("Use {title} instead", "建议改用 {title}"))
                }
            }
        }
    }
}

/// Facts on the tool.
pub fn aside(tool: &Tool) -> Markup {
    let wait = duration(Duration::from_millis(tool.usual_wait_ms().into()));
    let rows = [
        (pick("Makes", "产出"), product(tool)),
        (pick("Price", "价格"), of_tool(tool.name)),
        (pick("Waits up to", "通常等待上限"), wait),
        (pick("Links last", "链接有效期"), life(tool)),
        (pick("Facts seen", "信息核实"), last_seen(tool.name)),
    ];
    html! {
        aside.about aria-label=(pick("About this tool", "关于此工具")) {
            dl {
                @for (name, value) in rows { div { dt { (name) } dd { (value) } } }
                div { dt { (pick("Name", "名称")) } dd { code { (tool.alias) } } }
                div { dt { "req_key" } dd { code { (tool.req_key) } } }
            }
        }
    }
}

fn product(tool: &Tool) -> String {
    let many = tool.max_media.filter(|max| *max > 1);
    match (tool.product, tool.product.word(), many) {
        (Product::Report(_), "report", _) => tr!("facts", "数据"),
        (_, "video", _) => tr!("a video", "视频"),
        (_, "image", Some(max)) => tr!("up to {max} images", "最多 {max} 张图片"),
        (_, "image", None) if tool.max_media == Some(1) => tr!("one image", "1 张图片"),
        (_, "image", None) => tr!("images", "图片"),
        _ => tr!("whatever the service answers", "以服务返回为准"),
    }
}

fn life(tool: &Tool) -> String {
    let hours = tool.product.link_seconds() / 3600;
    tr!("{hours} h", "{hours} 小时")
}
