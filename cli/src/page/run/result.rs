//! Results: large, several side by side, with what one does with them.

use super::super::address::{file_name, of_media, of_tool};
use super::super::runs::Run;
use crate::output::language::{pick, tr};
use maud::{Markup, html};
use serde_json::Value;
use visual_catalog::{Product, find, snake};
use visual_host::types::MediaKind;
use visual_host::{Done, Media};

pub fn result(run: &Run, done: &Done) -> Markup {
    let count = done.media.len();
    html! {
        @for warning in &done.warnings { p.note { (pick(&warning.message, &warning.message_zh)) } }
        @if count > 0 {
            div.results.many[count > 1] {
                @for (index, media) in done.media.iter().enumerate() { (figure(run, done, (index, media))) }
            }
        }
        (facts(run, done))
    }
}

fn figure(run: &Run, done: &Done, (index, media): (usize, &Media)) -> Markup {
    let address = of_media(&run.key, done, index);
    let number = index + 1;
    let name = prompt(run).unwrap_or_else(|| tr!("Result {number}", "结果 {number}"));
    html! {
        figure {
            @match media.kind {
                MediaKind::Video => {
                    video controls playsinline preload="metadata" src=(address) aria-label=(name) {}
                }
                MediaKind::Audio => { audio controls preload="metadata" src=(address) aria-label=(name) {} }
                MediaKind::Image => {
                    a href=(address) target="_blank" { img src=(address) alt=(name); }
                }
                _ => { p { a href=(address) { (name) } } }
            }
            figcaption {
                div.buttons {
                    a.button href=(address) download=(file_name(&run.key, index, &media.mime_type)) { (pick("Download", "下载")) }
                    @if let Some(link) = media.url() {
                        button.quiet type="button" hidden data-copy=(link) { (pick("Copy link", "复制链接")) }
                    }
                    @if media.kind == MediaKind::Image { (next(run, index)) }
                }
                @if let Some(until) = media.expires_at {
                    p.life {
                        (pick("The link lasts until ", "链接有效期至 "))
                        time data-until=(until) { (crate::save::saved::minute(until)) }
                        span.left {}
                    }
                }
            }
        }
    }
}

/// What one does with an image next.
fn next(run: &Run, index: usize) -> Markup {
    let tools = [
        ("seededit-3.0", pick("Edit", "编辑")),
        ("jimeng-video-3.0-first", pick("Animate", "生成视频")),
        ("jimeng-upscale", pick("Enlarge", "放大")),
    ];
    html! {
        @for (alias, name) in tools {
            @if let Some(tool) = find(alias) {
                a.button.quiet href=(format!("{}?from={}:{index}", of_tool(tool), run.key)) { (name) }
            }
        }
    }
}

fn prompt(run: &Run) -> Option<String> {
    let entered = run.entered.as_ref()?;
    let names = ["prompt", "custom_prompt", "image_edit_prompt", "text"];
    let text = names.into_iter().find_map(|name| entered.text(name))?;
    Some(text.chars().take(200).collect())
}

/// What a tool answers besides media, or in place of it.
fn facts(run: &Run, done: &Done) -> Markup {
    let Product::Report(report) = run.tool.product else {
        return html! {};
    };
    let Some(Value::Object(values)) = done.report_json() else {
        return html! { pre.details { (done.details) } };
    };
    html! {
        dl.facts-table {
            @for field in report.fields {
                @if let Some(value) = values.get(&snake(field.name)) {
                    @let [en, zh] = field.label();
                    div {
                        dt { (pick(en, zh)) }
                        dd {
                            @match value {
                                Value::String(text) => (text),
                                Value::Object(_) | Value::Array(_) => pre { (format!("{value:#}")) },
                                other => (other),
                            }
                        }
                    }
                }
            }
        }
    }
}
