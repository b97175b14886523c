//! The first page: all tools by family, with search.

use super::address::of_tool;
use super::shell::Frame;
use super::status::status;
use super::visit::Visit;
use crate::output::language::{pick, tr};
use crate::output::price::per_unit;
use crate::page::form::takes_mask;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use visual_catalog::{Family, Product, Status, Text, Tool, find, price, text, tools};

/// Where to begin: what one wants, and the tool for it.
const STARTS: [(Text, &str, &str); 6] = [
    (text("Make an image", "生成图片"), "jimeng-4.0", "image"),
    (text("Edit an image", "编辑图片"), "seededit-3.0", "edit"),
    (text("Repaint a part", "局部重绘"), "jimeng-inpaint", "mask"),
    (
        text("Make a video", "生成视频"),
        "jimeng-video-3.0-pro",
        "video",
    ),
    (
        text("Enlarge an image", "放大图片"),
        "jimeng-upscale",
        "upscale",
    ),
    (
        text("Make a portrait speak", "让人像说话"),
        "omnihuman-1.5",
        "speak",
    ),
];

pub async fn home(visit: Visit) -> Response {
    let search = super::query::parameter(&visit.query, "q").unwrap_or_default();
    let allowed: Vec<_> = tools().filter(|tool| visit.tenant.allows(tool)).collect();
    visit.page(StatusCode::OK, || Frame {
        title: tr!("Tools", "工具"),
        menu: "/",
        ..Frame::new(page(&allowed, search.trim()))
    })
}

/// The page of these tools, of which those are shown that have every word of the search.
pub fn page(allowed: &[&'static Tool], search: &str) -> Markup {
    let words: Vec<_> = search.split_whitespace().map(str::to_lowercase).collect();
    let is_found = |tool: &&&'static Tool| {
        let text = words_of(tool);
        words.iter().all(|word| text.contains(word))
    };
    let found: Vec<_> = allowed.iter().filter(is_found).copied().collect();
    let is_searched = !words.is_empty();
    let count_of_all = allowed.len();
    let placeholder = tr!(
        "Search {count_of_all} tools: poster, 换脸, upscale …",
        "搜索 {count_of_all} 个工具：海报、换脸、超分……"
    );
    html! {
        section.hero {
            h1 { (pick("What do you want to make?", "想制作什么？")) }
            form.search role="search" action="/" method="get" {
                label.visually-hidden for="search" { (pick("Search tools", "搜索工具")) }
                input type="search" id="search" name="q" value=(search) autocomplete="off"
                    placeholder=(placeholder);
                button type="submit" { (pick("Search", "搜索")) }
            }
            @if !is_searched { (starts(allowed)) }
        }
        p.found role="status" id="found" {
            @if is_searched { (count(found.len())) }
        }
        @if !is_searched { (families(allowed)) }
        @for family in Family::ALL { (self::family(*family, &found, is_searched)) }
        @if found.is_empty() {
            section.empty { p { (pick("No tool has all of these words.", "没有工具包含全部关键词。")) } }
        }
    }
}

fn count(number: usize) -> String {
    match number {
        1 => tr!("1 tool", "1 个工具"),
        number => tr!("{number} tools", "{number} 个工具"),
    }
}

/// What a search looks through.
fn words_of(tool: &Tool) -> String {
    let family = tool.family.title();
    let text = [
        tool.title.en,
        tool.title.zh,
        tool.summary.en,
        tool.summary.zh,
        tool.alias,
        tool.name,
        tool.req_key,
        tool.family.name(),
        family.en,
        family.zh,
    ];
    text.join(" ").to_lowercase()
}

fn starts(allowed: &[&'static Tool]) -> Markup {
    let offered = STARTS.iter().filter_map(|(title, alias, icon)| {
        let tool = find(alias)?;
        let is_allowed = allowed.iter().any(|known| known.name == tool.name);
        is_allowed.then_some((title, tool, icon))
    });
    html! {
        ul.starts {
            @for (title, tool, icon) in offered {
                li {
                    a href=(of_tool(tool)) {
                        (super::icon::icon(icon))
                        span.what { (pick(title.en, title.zh)) }
                        span.alias { (tool.alias) }
                    }
                }
            }
        }
    }
}

fn families(allowed: &[&'static Tool]) -> Markup {
    html! {
        nav.families aria-label=(pick("Families", "分类")) {
            @for family in Family::ALL {
                @let count = allowed.iter().filter(|tool| tool.family == *family).count();
                @if count > 0 {
                    a href=(format!("#{}", family.name())) {
                        (pick(family.title().en, family.title().zh)) " " span.number { (count) }
                    }
                }
            }
        }
    }
}

fn family(family: Family, found: &[&'static Tool], is_searched: bool) -> Markup {
    let all: Vec<_> = found
        .iter()
        .filter(|tool| tool.family == family)
        .copied()
        .collect();
    let (new, old): (Vec<_>, Vec<_>) = all.iter().partition(|tool| is_new(tool));
    let older = old.len();
    let (title, doc) = (family.title(), family.doc());
    html! {
        @if !all.is_empty() {
            section.family id=(family.name()) aria-labelledby=(format!("{}-title", family.name())) {
                h2 id=(format!("{}-title", family.name())) { (pick(title.en, title.zh)) }
                p.doc { (pick(doc.en, doc.zh)) }
                @if !new.is_empty() { ul.cards { @for tool in new { (card(tool)) } } }
                @if older > 0 {
                    details open[is_searched] {
                        summary { (tr!("Older and unconfirmed tools ({older})", "旧版及未核实的工具（{older}）")) }
                        ul.cards { @for tool in old { (card(tool)) } }
                    }
                }
            }
        }
    }
}

/// Whether a tool is what one would take today.
fn is_new(tool: &Tool) -> bool {
    tool.status == Status::Current
}

fn card(tool: &'static Tool) -> Markup {
    html! {
        li.card data-words=(words_of(tool)) {
            h3 { a href=(of_tool(tool)) { (pick(tool.title.en, tool.title.zh)) } }
            p { (pick(tool.summary.en, tool.summary.zh)) }
            p.facts {
                code { (tool.alias) }
                @if takes_mask(tool) { span.chip { (pick("mask", "蒙版")) } }
                @if let Some(name) = product(tool) { span.chip { (name) } }
                @if let Some(name) = status(tool.status) { span.chip.warn { (name) } }
                @if let Some(price) = price(tool.name) { span.price { (per_unit(price)) } }
            }
        }
    }
}

/// What a tool makes, where it is no image.
fn product(tool: &Tool) -> Option<&'static str> {
    match (tool.product, tool.product.word()) {
        (Product::Report(_), "report") => Some(pick("facts", "数据")),
        (_, "video") => Some(pick("video", "视频")),
        _ => None,
    }
}
