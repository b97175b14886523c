//! One argument of a tool, whatever it is; objects and lists of objects hold others.

use super::place::Place;
use super::{control, picture, size};
use crate::output::language::{pick, tr};
use maud::{Markup, html};
use visual_catalog::{Kind, Record, snake};

/// A field with everything around it.
pub fn field(place: Place<'_>) -> Markup {
    match place.field.kind {
        Kind::Record(record) => self::record(place, record),
        Kind::Records(record, min, max) => records(place, record, (min, max)),
        Kind::Size(rule) => size::size(place, rule),
        Kind::Image(rule) => picture::picture(place, rule, 1),
        Kind::Images(rule, _, max) => picture::picture(place, rule, max),
        _ => control::field(place),
    }
}

/// How many items a form shows at most.
const MAX_ITEMS: usize = 20;

fn record(place: Place<'_>, record: &'static Record) -> Markup {
    html! {
        fieldset.group id=(place.id()) data-field=(place.path) aria-describedby=(place.described()) {
            legend { (place.label_text()) }
            (place.hint())
            (place.trouble())
            (members(place, record, place.path))
        }
    }
}

fn members(place: Place<'_>, record: &'static Record, path: &str) -> Markup {
    html! {
        @for member in record.fields {
            @let path = format!("{path}.{}", snake(member.name));
            (field(Place { form: place.form, field: member, path: &path }))
        }
    }
}

fn records(place: Place<'_>, record: &'static Record, (min, max): (usize, usize)) -> Markup {
    let max = max.min(MAX_ITEMS);
    let asked = place.form.rows(place.path);
    let count = place
        .form
        .entered
        .items(place.path)
        .max(min)
        .max(asked)
        .clamp(1, max);
    html! {
        fieldset.group id=(place.id()) data-field=(place.path) aria-describedby=(place.described()) {
            legend { (place.label_text()) }
            (place.hint())
            (place.trouble())
            @for item in 0..count {
                @let number = item + 1;
                fieldset.item {
                    legend { (tr!("Item {number}", "第 {number} 项")) }
                    (members(place, record, &format!("{}.{item}", place.path)))
                }
            }
            @if count < max {
                button.quiet type="submit" name="_add" value=(format!("{}:{}", place.path, count + 1)) formnovalidate {
                    (pick("Add an item", "添加一项"))
                }
            }
        }
    }
}
