//! The limits of a field in words, as the documentation of `wit/` and the forms of Dify have them.

use visual_catalog::{ImageRule, Kind, MANY, SizeRule, Span};

use crate::bilingual::Bilingual;

/// The limits of a kind, a sentence each.
pub fn limits(kind: Kind) -> Vec<Bilingual> {
    match kind {
        Kind::Text(Some(max)) => vec![Bilingual::new(
            format!("At most {max} characters."),
            format!("最多 {max} 个字符。"),
        )],
        Kind::Known([]) => Vec::new(),
        Kind::Known(known) => {
            let commas = known.iter().any(|value| value.contains(','));
            let (en, zh) = if commas { ("; ", "；") } else { (", ", "、") };
            vec![Bilingual::new(
                format!("Known values: {}.", known.join(en)),
                format!("已知取值：{}。", known.join(zh)),
            )]
        }
        Kind::Links(min, max) => count(ADDRESSES, min, max),
        Kind::Joined(_, min, max) => count(ADDRESSES, min, max),
        Kind::Int32(min, max) => whole(
            (min > i32::MIN).then_some(min.into()),
            (max < i32::MAX).then_some(max.into()),
        ),
        Kind::Seed => whole(Some(-1), None),
        Kind::OneOf(known) => {
            let known: Vec<String> = known.iter().map(i32::to_string).collect();
            vec![Bilingual::new(
                format!("One of {}.", known.join(", ")),
                format!("可选值：{}。", known.join("、")),
            )]
        }
        Kind::Ints(items) => vec![Bilingual::new(
            format!("Exactly {items} numbers."),
            format!("须为 {items} 个整数。"),
        )],
        Kind::Float(span) => float(span),
        Kind::Size(rule) => size(rule),
        Kind::Image(rule) => picture(rule),
        Kind::Images(rule, min, max) => {
            let mut parts = count(PICTURES, min, max);
            parts.extend(picture(rule));
            parts
        }
        Kind::Records(_, min, max) => count(ITEMS, min, max),
        _ => Vec::new(),
    }
}

/// What is counted: in English, and with its measure word in Chinese.
type Counted = [&'static str; 2];

const ADDRESSES: Counted = ["addresses", "个地址"];
const PICTURES: Counted = ["pictures", "张图片"];
const ITEMS: Counted = ["items", "项"];

fn count([en, zh]: Counted, min: usize, max: usize) -> Vec<Bilingual> {
    let (en, zh) = match (min, max) {
        (0, MANY) => return Vec::new(),
        (0, max) => (format!("At most {max} {en}."), format!("最多 {max} {zh}。")),
        (min, MANY) => (
            format!("At least {min} {en}."),
            format!("至少 {min} {zh}。"),
        ),
        (min, max) if min == max => (format!("Exactly {min} {en}."), format!("须为 {min} {zh}。")),
        (min, max) => (
            format!("From {min} to {max} {en}."),
            format!("{min} 至 {max} {zh}。"),
        ),
    };
    vec![Bilingual::new(en, zh)]
}

fn whole(min: Option<i64>, max: Option<i64>) -> Vec<Bilingual> {
    let (en, zh) = match (min, max) {
        (Some(min), Some(max)) => (
            format!("From {min} to {max}."),
            format!("取值 {min} 至 {max}。"),
        ),
        (Some(min), None) => (format!("At least {min}."), format!("不小于 {min}。")),
        (None, Some(max)) => (format!("At most {max}."), format!("不大于 {max}。")),
        (None, None) => return Vec::new(),
    };
    vec![Bilingual::new(en, zh)]
}

fn float(span: &Span) -> Vec<Bilingual> {
    let (min, max) = (span.min, span.max);
    if !min.is_finite() {
        return Vec::new();
    }
    let (en, zh) = match (span.above, span.below) {
        (true, _) => (
            format!("Above {min}, at most {max}."),
            format!("大于 {min}，不大于 {max}。"),
        ),
        (_, true) => (
            format!("At least {min}, below {max}."),
            format!("不小于 {min}，小于 {max}。"),
        ),
        _ => (
            format!("From {min} to {max}."),
            format!("取值 {min} 至 {max}。"),
        ),
    };
    vec![Bilingual::new(en, zh)]
}

fn size(rule: &SizeRule) -> Vec<Bilingual> {
    let sides = rule.sides.map(|(min, max)| {
        Bilingual::new(
            format!("Each side from {min} to {max}."),
            format!("每边 {min} 至 {max} 像素。"),
        )
    });
    let area = rule.area.map(|(min, max)| {
        Bilingual::new(
            format!("From {min} to {max} pixels in all."),
            format!("总像素 {min} 至 {max}。"),
        )
    });
    let ratio = rule.ratio.map(ratio);
    [sides, area, ratio].into_iter().flatten().collect()
}

fn ratio(max: impl std::fmt::Display) -> Bilingual {
    Bilingual::new(
        format!("The long side at most {max} times the short one."),
        format!("长边不超过短边的 {max} 倍。"),
    )
}

fn picture(rule: &ImageRule) -> Vec<Bilingual> {
    let types = (!rule.types.is_empty()).then(|| {
        let names = rule
            .types
            .iter()
            .map(|name| name.trim_start_matches("image/"));
        let names: Vec<String> = names.map(str::to_uppercase).collect();
        Bilingual::new(
            format!("{}.", names.join(" or ")),
            format!("{}。", names.join(" 或 ")),
        )
    });
    let megabytes = |bytes: u32| (f64::from(bytes) / 1024.0 / 1024.0 * 10.0).round() / 10.0;
    let bytes = rule.bytes.map(|bytes| {
        let megabytes = megabytes(bytes);
        Bilingual::new(
            format!("At most {megabytes} MB."),
            format!("最大 {megabytes} MB。"),
        )
    });
    let sides = |(long, short): (u32, u32)| match long == short {
        true => Bilingual::new(format!("{long} pixels a side"), format!("每边 {long} 像素")),
        false => Bilingual::new(
            format!("{long} by {short} pixels"),
            format!("{long}×{short} 像素"),
        ),
    };
    let limit = |en: &str, zh: &str, pixels: (u32, u32)| {
        let sides = sides(pixels);
        Bilingual::new(format!("{en} {}.", sides.en), format!("{zh}{}。", sides.zh))
    };
    let min = rule.min.map(|min| limit("At least", "不小于", min));
    let max = rule.max.map(|max| limit("At most", "不超过", max));
    [types, bytes, min, max, rule.ratio.map(ratio)]
        .into_iter()
        .flatten()
        .collect()
}
