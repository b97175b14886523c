//! The limits of a field in words, as the documentation of `wit/` has them.

use visual_catalog::{ImageRule, Kind, MANY, SizeRule, Span};

/// The limits of a kind, a sentence each.
pub fn limits(kind: Kind) -> Vec<String> {
    match kind {
        Kind::Text(Some(most)) => vec![format!("At most {most} characters.")],
        Kind::Known([]) => Vec::new(),
        Kind::Known(known) => vec![format!("Known values: {}.", known.join(", "))],
        Kind::Links(least, most) => count("addresses", least, most),
        Kind::Joined(_, least, most) => count("addresses", least, most),
        Kind::Int32(least, most) => whole(
            (least > i32::MIN).then_some(least.into()),
            (most < i32::MAX).then_some(most.into()),
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
        Kind::Images(rule, least, most) => {
            let mut parts = count("pictures", least, most);
            parts.extend(picture(rule));
            parts
        }
        Kind::Records(_, least, most) => count("items", least, most),
        _ => Vec::new(),
    }
}

fn count(what: &str, least: usize, most: usize) -> Vec<String> {
    match (least, most) {
        (0, MANY) => Vec::new(),
        (0, most) => vec![format!("At most {most} {what}.")],
        (least, MANY) => vec![format!("At least {least} {what}.")],
        (least, most) if least == most => vec![format!("Exactly {least} {what}.")],
        (least, most) => vec![format!("From {least} to {most} {what}.")],
    }
}

fn whole(least: Option<i64>, most: Option<i64>) -> Vec<String> {
    match (least, most) {
        (Some(least), Some(most)) => vec![format!("From {least} to {most}.")],
        (Some(least), None) => vec![format!("At least {least}.")],
        (None, Some(most)) => vec![format!("At most {most}.")],
        (None, None) => Vec::new(),
    }
}

fn float(span: &Span) -> Vec<String> {
    let (least, most) = (span.least, span.most);
    if !least.is_finite() {
        return Vec::new();
    }
    vec![match (span.above, span.below) {
        (true, _) => format!("Above {least}, at most {most}."),
        (_, true) => format!("At least {least}, below {most}."),
        _ => format!("From {least} to {most}."),
    }]
}

fn size(rule: &SizeRule) -> Vec<String> {
    let sides = rule
        .sides
        .map(|(least, most)| format!("Each side from {least} to {most}."));
    let area = rule
        .area
        .map(|(least, most)| format!("From {least} to {most} pixels in all."));
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
    let least = rule
        .least
        .map(|least| format!("At least {}.", sides(least)));
    let most = rule.most.map(|most| format!("At most {}.", sides(most)));
    let ratio = rule
        .ratio
        .map(|ratio| format!("The long side at most {ratio} times the short one."));
    [types, bytes, least, most, ratio]
        .into_iter()
        .flatten()
        .collect()
}
