//! The limits of a field in words, as the documentation of `wit/` has them.

use visual_catalog::{ImageRule, Kind, MANY, SizeRule, Span};

/// The limits of a kind, a sentence each.
pub fn limits(kind: Kind) -> Vec<String> {
    match kind {
        Kind::Text(Some(max)) => vec![format!("At most {max} characters.")],
        Kind::Known([]) => Vec::new(),
        Kind::Known(known) => {
            let commas = known.iter().any(|value| value.contains(','));
            let separator = if commas { "; " } else { ", " };
            vec![format!("Known values: {}.", known.join(separator))]
        }
        Kind::Links(min, max) => count("addresses", min, max),
        Kind::Joined(_, min, max) => count("addresses", min, max),
        Kind::Int32(min, max) => whole(
            (min > i32::MIN).then_some(min.into()),
            (max < i32::MAX).then_some(max.into()),
        ),
        Kind::Seed => whole(Some(-1), None),
        Kind::OneOf(known) => {
            let known: Vec<String> = known.iter().map(i32::to_string).collect();
            vec![format!("One of {}.", known.join(", "))]
        }
        Kind::Ints(items) => vec![format!("Exactly {items} numbers.")],
        Kind::Float(span) => float(span),
        Kind::Size(rule) => size(rule),
        Kind::Image(rule) => picture(rule),
        Kind::Images(rule, min, max) => {
            let mut parts = count("pictures", min, max);
            parts.extend(picture(rule));
            parts
        }
        Kind::Records(_, min, max) => count("items", min, max),
        _ => Vec::new(),
    }
}

fn count(what: &str, min: usize, max: usize) -> Vec<String> {
    match (min, max) {
        (0, MANY) => Vec::new(),
        (0, max) => vec![format!("At most {max} {what}.")],
        (min, MANY) => vec![format!("At least {min} {what}.")],
        (min, max) if min == max => vec![format!("Exactly {min} {what}.")],
        (min, max) => vec![format!("From {min} to {max} {what}.")],
    }
}

fn whole(min: Option<i64>, max: Option<i64>) -> Vec<String> {
    match (min, max) {
        (Some(min), Some(max)) => vec![format!("From {min} to {max}.")],
        (Some(min), None) => vec![format!("At least {min}.")],
        (None, Some(max)) => vec![format!("At most {max}.")],
        (None, None) => Vec::new(),
    }
}

fn float(span: &Span) -> Vec<String> {
    let (min, max) = (span.min, span.max);
    if !min.is_finite() {
        return Vec::new();
    }
    vec![match (span.above, span.below) {
        (true, _) => format!("Above {min}, at most {max}."),
        (_, true) => format!("At least {min}, below {max}."),
        _ => format!("From {min} to {max}."),
    }]
}

fn size(rule: &SizeRule) -> Vec<String> {
    let sides = rule
        .sides
        .map(|(min, max)| format!("Each side from {min} to {max}."));
    let area = rule
        .area
        .map(|(min, max)| format!("From {min} to {max} pixels in all."));
    let ratio = rule
        .ratio
        .map(|ratio| format!("The long side at most {ratio} times the short one."));
    [sides, area, ratio].into_iter().flatten().collect()
}

fn picture(rule: &ImageRule) -> Vec<String> {
    let types = (!rule.types.is_empty()).then(|| {
        let names = rule
            .types
            .iter()
            .map(|name| name.trim_start_matches("image/"));
        let names: Vec<String> = names.map(str::to_uppercase).collect();
        format!("{}.", names.join(" or "))
    });
    let megabytes = |bytes: u32| (f64::from(bytes) / 1024.0 / 1024.0 * 10.0).round() / 10.0;
    let bytes = rule
        .bytes
        .map(|bytes| format!("At most {} MB.", megabytes(bytes)));
    let sides = |(long, short): (u32, u32)| match long == short {
        true => format!("{long} pixels a side"),
        false => format!("{long} by {short} pixels"),
    };
    let min = rule.min.map(|min| format!("At least {}.", sides(min)));
    let max = rule.max.map(|max| format!("At most {}.", sides(max)));
    let ratio = rule
        .ratio
        .map(|ratio| format!("The long side at most {ratio} times the short one."));
    [types, bytes, min, max, ratio]
        .into_iter()
        .flatten()
        .collect()
}
