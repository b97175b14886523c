//! The limits of an argument in words, each in brackets.

use crate::output::language::{pick, tr};
use serde_json::Value;
use visual_catalog::schema::keyword;

/// Range, default and other limits, as far as a schema tells them.
pub fn texts(property: &Value) -> Vec<String> {
    let mut parts: Vec<_> = range(property, "").into_iter().collect();
    if let Some(limit) = property["maxLength"].as_u64() {
        parts.push(tr!("[at most {limit} characters]", "[最多 {limit} 个字符]"));
    }
    if let Some(limit) = property["maxItems"].as_u64() {
        parts.push(tr!("[at most {limit} values]", "[最多 {limit} 项]"));
    }
    if let Some(known) = property["examples"].as_array() {
        let known: Vec<_> = known.iter().map(plain).collect();
        let separator = match known.iter().any(|value| value.contains(',')) {
            true => pick("; ", "；"),
            false => pick(", ", "、"),
        };
        let known = known.join(separator);
        parts.push(tr!("[known: {known}]", "[已知取值：{known}]"));
    }
    parts.extend(picture_limits(picture(property)));
    if property[keyword::KIND] == keyword::SIZE {
        parts.extend(range(
            &property["properties"]["width"],
            pick(" pixels a side", " 像素（每边）"),
        ));
        if let Some([min, max]) = pair(&property[keyword::AREA]) {
            parts.push(tr!(
                "[{min} to {max} pixels in total]",
                "[总像素 {min} 至 {max}]"
            ));
        }
        if let Some(ratio) = property[keyword::RATIO].as_u64() {
            parts.push(tr!(
                "[aspect ratio at most {ratio}:1]",
                "[长短边之比最大 {ratio}:1]"
            ));
        }
    }
    if let Some(default) = property.get("default") {
        let default = fraction(default);
        parts.push(tr!("[default: {default}]", "[默认：{default}]"));
    }
    parts
}

/// A number that is a third or a size, as people write it; else the value itself.
fn fraction(value: &Value) -> String {
    match value.as_f64() {
        Some(number) if (number * 3.0 - 1.0).abs() < 1e-9 => "1/3".to_owned(),
        _ => match (&value["width"], &value["height"]) {
            (Value::Null, _) | (_, Value::Null) => plain(value),
            (width, height) => format!("{width}x{height}"),
        },
    }
}

/// Two numbers.
pub fn pair(value: &Value) -> Option<[u64; 2]> {
    match value.as_array()?.as_slice() {
        [first, second] => Some([first.as_u64()?, second.as_u64()?]),
        _ => None,
    }
}

/// What the service takes of an image, as far as documented.
fn picture_limits(limits: &Value) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(types) = limits[keyword::TYPES].as_array() {
        let names = types.iter().filter_map(Value::as_str);
        let names: Vec<_> = names
            .map(|name| name.trim_start_matches("image/"))
            .collect();
        parts.push(names.join(pick(" or ", "、")));
    }
    if let Some(bytes) = limits[keyword::BYTES].as_f64() {
        let megabytes = format!("{:.1}", bytes / 1024.0 / 1024.0);
        let megabytes = megabytes.trim_end_matches(".0");
        parts.push(tr!("at most {megabytes} MB", "最大 {megabytes} MB"));
    }
    let words = [
        (pick("at least ", "不小于 "), keyword::MIN),
        (pick("at most ", "不超过 "), keyword::MAX),
    ];
    for (word, name) in words {
        if let Some([long, short]) = pair(&limits[name]) {
            parts.push(format!("{word}{long}x{short}"));
        }
    }
    if let Some(ratio) = limits[keyword::MAX_RATIO].as_u64() {
        parts.push(tr!(
            "aspect ratio at most {ratio}:1",
            "长短边之比最大 {ratio}:1"
        ));
    }
    (!parts.is_empty()).then(|| format!("[{}]", parts.join(pick(", ", "，"))))
}

fn range(property: &Value, what: &str) -> Option<String> {
    let limit = |names: [&str; 2]| names.iter().find_map(|name| property.get(name).map(plain));
    let low = limit(["minimum", "exclusiveMinimum"]);
    let high = limit(["maximum", "exclusiveMaximum"]);
    let is_open = |name| property.get(name).is_some();
    let [above, not_low] = match is_open("exclusiveMinimum") {
        true => ["above ", "（不含）"],
        false => ["", " "],
    };
    let [below, not_high] = match is_open("exclusiveMaximum") {
        true => ["below ", "（不含）"],
        false => [""; 2],
    };
    Some(match (low.as_deref(), high.as_deref()) {
        (Some(low), Some(high)) => tr!(
            "[{above}{low} to {below}{high}{what}]",
            "[{low}{not_low}至 {high}{not_high}{what}]"
        ),
        // A side or a count of nothing is no limit worth a word.
        (Some("1"), None) => return None,
        (Some(low), None) => tr!("[at least {low}{what}]", "[不小于 {low}{what}]"),
        (None, Some(high)) => tr!("[at most {high}{what}]", "[不大于 {high}{what}]"),
        (None, None) => return None,
    })
}

/// A value as a person would type it.
pub fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string().trim_end_matches(".0").to_owned(),
        other => other.to_string(),
    }
}

/// The limits of an image, or of each in a list, as the schema has them.
pub fn picture(property: &Value) -> &Value {
    match property["type"] == "array" {
        true => &property["items"][keyword::LIMITS],
        false => &property[keyword::LIMITS],
    }
}
