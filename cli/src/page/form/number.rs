//! Numbers: a slider with a number where there is a range, else a number.

use super::place::{Place, default_text};
use crate::output::language::{pick, tr};
use maud::{Markup, html};
use visual_catalog::Span;

/// How many steps a slider has at most.
const STEPS: f64 = 100.0;
/// The widest range of whole numbers that a slider is of use for.
const WIDE: i64 = 100_000;

/// A slider.
struct Slider {
    min: f64,
    max: f64,
    step: f64,
}

pub fn whole(place: Place<'_>, (min, max): (i32, i32)) -> Markup {
    let width = i64::from(max) - i64::from(min);
    let slider = (min > i32::MIN && (1..=WIDE).contains(&width)).then(|| Slider {
        min: min.into(),
        max: max.into(),
        step: (width as f64 / 1000.0).ceil().max(1.0),
    });
    let bounds = slider.as_ref().map(|slider| (slider.min, slider.max));
    numbered(place, slider, ("1", bounds))
}

pub fn float(place: Place<'_>, span: &Span) -> Markup {
    let is_bounded = span.min.is_finite() && span.max.is_finite();
    let slider = is_bounded.then(|| {
        let step = nice((span.max - span.min) / STEPS);
        Slider {
            min: if span.above {
                span.min + step
            } else {
                span.min
            },
            max: if span.below {
                span.max - step
            } else {
                span.max
            },
            step,
        }
    });
    numbered(
        place,
        slider,
        ("any", is_bounded.then_some((span.min, span.max))),
    )
}

/// A step of people: 1, 2 or 5 with zeros.
fn nice(step: f64) -> f64 {
    let power = 10_f64.powf(step.max(1e-6).log10().floor());
    let digit = step / power;
    let digit = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|nice| digit <= nice + 1e-9);
    let nice = digit.unwrap_or(10.0) * power;
    // Free of the digits that a product of fractions has.
    (nice * 1e9).round() / 1e9
}

/// A number with its step and bounds. An excluded bound is the host's to refuse.
fn numbered(
    place: Place<'_>,
    slider: Option<Slider>,
    (step, bounds): (&str, Option<(f64, f64)>),
) -> Markup {
    let default = default_text(place.field);
    let shown = place.form.entered.text(place.path).map(str::to_owned);
    let label = place.label();
    html! {
        div.amount {
            @if let Some(slider) = slider {
                input.slider type="range" hidden data-for=(place.id()) min=(slider.min) max=(slider.max)
                    step=(slider.step) value=(shown.clone().or(default.clone()).unwrap_or_else(|| slider.min.to_string()))
                    aria-label=(tr!("{label}, slider", "{label}，滑块"));
            }
            input type="number" id=(place.id()) name=(place.path) value=(shown.unwrap_or_default()) step=(step)
                min=[bounds.map(|(min, _)| min)] max=[bounds.map(|(_, max)| max)]
                placeholder=[default] required[place.field.required]
                aria-describedby=(place.described()) aria-invalid=[place.invalid()];
        }
    }
}

/// A seed, with a button that rolls one.
pub fn seed(place: Place<'_>) -> Markup {
    let default = default_text(place.field);
    html! {
        div.amount {
            input type="number" id=(place.id()) name=(place.path) value=(place.text()) step="1" placeholder=[default]
                aria-describedby=(place.described()) aria-invalid=[place.invalid()];
            button.quiet.dice type="button" hidden data-dice=(place.id()) { (pick("Random", "随机")) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nice;

    #[test]
    fn steps_are_round() {
        for (step, expected) in [
            (0.1, 0.1),
            (0.03, 0.05),
            (0.009, 0.01),
            (1.5, 2.0),
            (60.0, 100.0),
        ] {
            assert_eq!(nice(step), expected, "{step}");
        }
    }
}
