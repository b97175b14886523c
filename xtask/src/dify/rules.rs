//! Rules between the arguments of a tool, in words with the catalogue's names.

use visual_catalog::{Rule, Tool};

use crate::bilingual::Bilingual;

/// A sentence for each rule. Dify cannot hold to them; the component does.
pub fn sentences(tool: &Tool) -> Vec<Bilingual> {
    tool.rules.iter().map(sentence).collect()
}

fn sentence(rule: &Rule) -> Bilingual {
    let (en, zh) = match rule {
        Rule::AnyOf(names) => (
            format!("Needs {}.", list(names, [", ", " or "])),
            format!("{}至少填写一项。", list(names, ["、", "、"])),
        ),
        Rule::Excludes(name, other) => (
            format!("`{name}` cannot be used with `{other}`."),
            format!("`{name}`与`{other}`不可同时使用。"),
        ),
        Rule::RatioBetween((min, low), (max, high)) => (
            format!(
                "Width divided by height must lie between `{min}` (default: {low:.3}) and `{max}` (default: {high})."
            ),
            format!("宽高比须在`{min}`（默认 {low:.3}）与`{max}`（默认 {high}）之间。"),
        ),
        Rule::TotalAtMost(names, max) => (
            format!("At most {max} in all of {}.", list(names, [", ", " and "])),
            format!("{}合计最多 {max} 个。", list(names, ["、", "、"])),
        ),
        Rule::ComesFrom(names, tool) => (
            format!(
                "{} come from the result of `{tool}`.",
                list(names, [", ", " and "])
            ),
            format!("{}来自`{tool}`的结果。", list(names, ["、", "、"])),
        ),
        Rule::SameSize(name, other) => (
            format!("`{name}` must have the size of `{other}`."),
            format!("`{name}`的尺寸须与`{other}`一致。"),
        ),
    };
    Bilingual::new(en, zh)
}

fn list(names: &[&str], [between, last]: [&str; 2]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((end, rest)) if !rest.is_empty() => format!("{}{last}{end}", rest.join(between)),
        _ => names.concat(),
    }
}
