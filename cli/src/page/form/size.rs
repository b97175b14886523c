//! Width and height, with presets of the usual ratios that the tool takes.

use super::place::{Place, default_text};
use crate::output::language::{pick, tr};
use crate::page::entered::RATIO;
use maud::{Markup, html};
use visual_catalog::{SizeRule, Text, text};

/// The usual ratios.
const RATIOS: [(i64, i64); 8] = [
    (1, 1),
    (4, 3),
    (3, 4),
    (3, 2),
    (2, 3),
    (16, 9),
    (9, 16),
    (21, 9),
];
/// Sides are multiples of this.
const GRID: f64 = 8.0;
/// The area of a preset where the tool states none: that of 1024 by 1024 pixels.
const USUAL_AREA: i64 = 1 << 20;

/// The size of a preset.
#[derive(Debug, PartialEq, Eq)]
struct Preset {
    ratio: (i64, i64),
    width: i64,
    height: i64,
}

/// The presets that a rule allows, with about the area of the default.
fn presets(rule: &SizeRule, default: Option<(i64, i64)>) -> Vec<Preset> {
    let area = default.map(|(width, height)| width * height);
    let area = area.or(rule.area.map(|(min, max)| (min * 4).min(max)));
    let area = area.unwrap_or(USUAL_AREA) as f64;
    let preset = |ratio: (i64, i64)| {
        let by = ratio.0 as f64 / ratio.1 as f64;
        let rounded = |side: f64| ((side / GRID).round() * GRID) as i64;
        let preset = Preset {
            ratio,
            width: rounded((area * by).sqrt()),
            height: rounded((area / by).sqrt()),
        };
        allows(rule, &preset).then_some(preset)
    };
    RATIOS.into_iter().filter_map(preset).collect()
}

fn allows(rule: &SizeRule, preset: &Preset) -> bool {
    let (width, height) = (preset.width, preset.height);
    let (long, short) = (width.max(height), width.min(height));
    let sides = rule
        .sides
        .is_none_or(|(min, max)| i64::from(min) <= short && long <= i64::from(max));
    let area = rule
        .area
        .is_none_or(|(min, max)| (min..=max).contains(&(width * height)));
    let ratio = rule.ratio.is_none_or(|ratio| long <= ratio * short);
    sides && area && ratio
}

/// Width and height as one argument.
pub fn size(place: Place<'_>, rule: &SizeRule) -> Markup {
    let default = default_text(place.field);
    let default = default.as_deref().and_then(|text| text.split_once(" × "));
    let (width, height) = default.unzip();
    let sides = [("width", width), ("height", height)].map(|(name, default)| Side {
        label: if name == "width" { WIDTH } else { HEIGHT },
        path: format!("{}.{name}", place.path),
        default: default.map(str::to_owned),
        place,
    });
    let presets = presets(rule, area_of(&sides));
    html! {
        fieldset.field.size id=(place.id()) data-field=(place.path) aria-describedby=(place.described()) {
            legend { (place.label_text()) }
            (choice(&place, &format!("{}.preset", place.path), &presets))
            (both(&sides))
            (hint(place, rule))
            (place.trouble())
        }
    }
}

/// Width and height as two arguments.
pub fn pair([width, height]: [Place<'_>; 2], (min, max): (i32, i32)) -> Markup {
    let sides = [Side::new(width, WIDTH), Side::new(height, HEIGHT)];
    let rule = SizeRule {
        sides: Some((min, max)),
        area: None,
        ratio: None,
    };
    let presets = presets(&rule, area_of(&sides));
    html! {
        fieldset.field.size data-field=(RATIO) {
            legend { (pick("Size", "尺寸")) }
            (choice(&width, RATIO, &presets))
            (both(&sides))
            @for place in [width, height] {
                (place.hint())
                (place.trouble())
            }
        }
    }
}

const WIDTH: Text = text("Width", "宽度");
const HEIGHT: Text = text("Height", "高度");

/// One side of a size.
struct Side<'a> {
    label: Text,
    path: String,
    default: Option<String>,
    place: Place<'a>,
}

impl<'a> Side<'a> {
    /// A side that is an argument of its own.
    fn new(place: Place<'a>, label: Text) -> Side<'a> {
        Side {
            label,
            path: place.path.to_owned(),
            default: default_text(place.field),
            place,
        }
    }
}

fn area_of(sides: &[Side<'_>; 2]) -> Option<(i64, i64)> {
    let [width, height] = sides
        .each_ref()
        .map(|side| side.default.as_ref()?.parse().ok());
    width.zip(height)
}

fn choice(place: &Place<'_>, name: &str, presets: &[Preset]) -> Markup {
    let chosen = place.form.entered.text(name).unwrap_or_default();
    let none = format!("f-{name}-none");
    html! {
        @if !presets.is_empty() {
            div.segments.ratios {
                input type="radio" id=(none) name=(name) value="" checked[chosen.is_empty()];
                label for=(none) { (pick("Default", "默认")) }
                @for preset in presets { (self::preset(name, preset, chosen)) }
            }
        }
    }
}

fn both(sides: &[Side<'_>; 2]) -> Markup {
    let [width, height] = sides;
    html! {
        div.sides {
            (side(width))
            span aria-hidden="true" { "×" }
            (side(height))
        }
    }
}

fn side(side: &Side<'_>) -> Markup {
    let text = side.place.form.entered.text(&side.path).unwrap_or_default();
    let label = pick(side.label.en, side.label.zh);
    html! {
        input type="number" id=(format!("f-{}", side.path)) name=(side.path) value=(text) min="1" step="1"
            placeholder=(side.default.as_deref().unwrap_or(label)) aria-label=(label)
            aria-describedby=(side.place.described()) aria-invalid=[side.place.invalid()] data-side;
    }
}

fn preset(name: &str, preset: &Preset, chosen: &str) -> Markup {
    let Preset {
        ratio: (wide, high),
        width,
        height,
    } = preset;
    let value = format!("{width}x{height}");
    let id = format!("f-{name}-{value}");
    // A small picture of the ratio, 16 by 16 at most.
    let scale = 16.0 / (*wide.max(high) as f64);
    let (w, h) = (*wide as f64 * scale, *high as f64 * scale);
    html! {
        input type="radio" id=(id) name=(name) value=(value) checked[value == chosen];
        label for=(id) title=(format!("{width} × {height}")) {
            svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" {
                rect x=(9.0 - w / 2.0) y=(9.0 - h / 2.0) width=(w) height=(h) rx="2" fill="none" stroke="currentColor" stroke-width="1.5" {}
            }
            (wide) ":" (high)
            span.visually-hidden { (tr!(", {width} by {height} pixels", "，{width} × {height} 像素")) }
        }
    }
}

fn hint(place: Place<'_>, rule: &SizeRule) -> Markup {
    let mut limits = Vec::new();
    if let Some((min, max)) = rule.sides {
        limits.push(tr!(
            "Each side {min} to {max} pixels.",
            "每边 {min} 至 {max} 像素。"
        ));
    }
    if let Some((min, max)) = rule.area {
        let side = |area: i64| (area as f64).sqrt().round();
        let (min, max) = (side(min), side(max));
        limits.push(tr!(
            "In all from {min} × {min} to {max} × {max} pixels.",
            "总像素数 {min} × {min} 至 {max} × {max}。"
        ));
    }
    if let Some(ratio) = rule.ratio {
        limits.push(tr!("Ratio at most {ratio}:1.", "长宽比不超过 {ratio}:1。"));
    }
    place.hint_with(&limits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use visual_catalog::{Kind, tools};

    #[test]
    fn every_preset_is_within_the_limits_of_its_tool() {
        let mut seen = 0;
        for field in tools().flat_map(|tool| tool.fields) {
            let Kind::Size(rule) = field.kind else {
                continue;
            };
            let all = presets(rule, None);
            assert!(all.iter().all(|preset| allows(rule, preset)));
            assert!(all.len() >= 4, "{all:?}");
            seen += 1;
        }
        assert!(seen >= 3, "{seen}");
    }

    #[test]
    fn presets_have_the_area_of_the_default() {
        let rule = SizeRule {
            sides: Some((512, 2048)),
            area: None,
            ratio: Some(3),
        };
        let all = presets(&rule, Some((1328, 1328)));
        assert_eq!((all[0].width, all[0].height), (1328, 1328));
        assert!(
            all.iter()
                .all(|preset| (preset.width * preset.height - 1328 * 1328).abs() < 20_000)
        );
    }
}
