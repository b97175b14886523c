//! The form of a tool, made from the catalogue.

mod control;
mod field;
mod given;
mod number;
mod picture;
mod place;
mod size;

pub use given::Form;
pub use picture::thumb;

use crate::output::language::{pick, tr};
use crate::page::entered::{ADD, KEY, WATERMARK, WATERMARK_TEXT};
use maud::{Markup, html};
use place::Place;
use visual_catalog::schema::ACCEPT;
use visual_catalog::{Field, Kind, Status, Tool, snake};

/// How many optional arguments are always seen.
const SEEN: usize = 4;

impl Form<'_> {
    /// Whether something was entered for a field, or is wrong with it.
    fn concerns(&self, field: &Field) -> bool {
        let name = snake(field.name);
        let inside = format!("{name}.");
        self.entered.text(&name).is_some()
            || self.entered.has_any(&inside)
            || self
                .entered
                .text(ADD)
                .is_some_and(|add| add.starts_with(&name))
            || self
                .verdict
                .fields
                .keys()
                .any(|at| *at == name || at.starts_with(&inside))
    }

    /// The arguments that are always seen, and the others.
    fn parts(&self) -> (Vec<&'static Field>, Vec<&'static Field>) {
        let is_main = |field: &&'static Field| {
            field.required
                || field.kind.is_image()
                || field.kind.is_size()
                || matches!(field.name, "width" | "height")
                || field.name.ends_with("prompt") && field.name != "negative-prompt"
        };
        let all = self.tool.fields.iter();
        let (required, optional): (Vec<_>, Vec<_>) = all.partition(|field| field.required);
        let (mut main, mut more): (Vec<_>, Vec<_>) = optional.into_iter().partition(is_main);
        let room = SEEN.saturating_sub(main.len()).min(more.len());
        if more.len() <= room + 1 {
            main.append(&mut more);
        } else {
            let mut left = room;
            let (first, others) = more.into_iter().partition(|field: &&'static Field| {
                let is_seen = left > 0 && field.kind.record().is_none();
                left -= usize::from(is_seen);
                is_seen
            });
            more = others;
            main.extend::<Vec<&'static Field>>(first);
        }
        let all = required.into_iter().chain(main).collect();
        (all, more)
    }

    /// Everything in the form but its buttons.
    pub fn controls(&self) -> Markup {
        let (main, more) = self.parts();
        let is_open = more.iter().any(|field| self.concerns(field)) || self.concerns_options();
        let count = more.len();
        html! {
            input type="hidden" name=(KEY) value=(self.key) autocomplete="off";
            @for field in main { (self.field(field)) }
            @if self.tool.status == Status::Unconfirmed { (self.acceptance()) }
            details.more open[is_open] {
                summary {
                    @if count > 0 { (tr!("More options ({count})", "更多选项（{count}）")) } @else { (pick("More options", "更多选项")) }
                }
                @for field in more { (self.field(field)) }
                @if self.tool.output.watermark { (self.watermark()) }
                (self.extra())
            }
        }
    }

    fn concerns_options(&self) -> bool {
        let given = [WATERMARK, WATERMARK_TEXT, "extra"]
            .iter()
            .any(|name| self.entered.text(name).is_some());
        given || self.verdict.fields.contains_key("extra")
    }

    /// Width and height, where they are two arguments, and what both of them may be.
    fn sides(&self) -> Option<([&'static Field; 2], (i32, i32))> {
        let find = |name: &str| self.tool.fields.iter().find(|field| field.name == name);
        let (width, height) = (find("width")?, find("height")?);
        match (width.kind, height.kind) {
            (Kind::Int32(min, max), Kind::Int32(low, high)) => {
                Some(([width, height], (min.max(low), max.min(high))))
            }
            _ => None,
        }
    }

    fn field(&self, field: &'static Field) -> Markup {
        if let Some(([width, height], limits)) = self.sides() {
            let place = |field: &'static Field| Place {
                form: self,
                field,
                path: field.name,
            };
            match field.name {
                "width" => return size::pair([place(width), place(height)], limits),
                "height" => return html! {},
                _ => {}
            }
        }
        field::field(Place {
            form: self,
            field,
            path: &snake(field.name),
        })
    }

    /// A tool that one source alone knows is bought by those who accept that.
    fn acceptance(&self) -> Markup {
        let name = snake(ACCEPT);
        let error = self.verdict.fields.get(&name);
        let id = format!("f-{name}");
        html! {
            div.field.check data-field=(name) {
                input type="checkbox" id=(id) name=(name) value="true" checked[self.entered.text(&name).is_some()]
                    aria-describedby=(format!("{id}-error")) aria-invalid=[error.map(|_| "true")];
                label for=(id) {
                    (pick(
                        "I know that this tool is known from one source only and may differ from its description",
                        "我了解该工具仅有单一来源，实际情况可能与描述不符",
                    ))
                }
                p.error id=(format!("{id}-error")) data-error=(name) hidden[error.is_none()] { @if let Some(error) = error { (error) } }
            }
        }
    }

    fn watermark(&self) -> Markup {
        html! {
            div.field.check {
                input type="checkbox" id="f-watermark" name=(WATERMARK) value="on" checked[self.entered.text(WATERMARK).is_some()];
                label for="f-watermark" { (pick("Draw a visible watermark", "添加可见水印")) }
            }
            div.field {
                label for="f-watermark-text" { (pick("Text of the watermark", "水印文字")) }
                input type="text" id="f-watermark-text" name=(WATERMARK_TEXT) value=(self.entered.text(WATERMARK_TEXT).unwrap_or_default())
                    placeholder=(pick("the service's own", "服务的默认文字")) autocomplete="off";
            }
        }
    }

    fn extra(&self) -> Markup {
        let error = self.verdict.fields.get("extra");
        html! {
            div.field {
                label for="f-extra" { (pick("Extra fields, as JSON", "附加字段（JSON）")) }
                textarea id="f-extra" name="extra" rows="2" aria-describedby="f-extra-hint f-extra-error" aria-invalid=[error.map(|_| "true")] {
                    "\n" (self.entered.text("extra").unwrap_or_default())
                }
                p.hint id="f-extra-hint" {
                    (pick("Fields that the service added later, sent as they are.", "服务后来新增的字段，原样发送。"))
                }
                p.error id="f-extra-error" data-error="extra" hidden[error.is_none()] { @if let Some(error) = error { (error) } }
            }
        }
    }
}

/// Whether a tool takes a mask that can be drawn.
pub fn takes_mask(tool: &Tool) -> bool {
    let has = |name: &str| {
        tool.fields
            .iter()
            .any(|field| field.name == name && matches!(field.kind, Kind::Image(_)))
    };
    has("mask") && has("image")
}
