//! What every entry of the catalogue keeps.

use std::collections::BTreeSet;

use visual_catalog::{Family, Field, Kind, Product, Rule, Text, tools};
use volcengine_visual::call;

use crate::common::ask::min;

/// Where a word of the key begins with a digit, the name says it otherwise,
/// and begins like the key.
#[test]
fn a_tools_name_is_its_key_in_kebab_case() {
    for tool in tools() {
        let key = tool
            .req_key
            .to_lowercase()
            .replace('_', "-")
            .replace('.', "");
        let words = || key.split('-');
        match words().any(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
            false => assert_eq!(tool.name, key),
            true => assert!(tool.name.starts_with(words().next().unwrap()), "{key}"),
        }
        for word in tool.name.split('-') {
            assert!(
                word.starts_with(|c: char| c.is_ascii_lowercase()),
                "{}",
                tool.name
            );
        }
    }
}

#[test]
fn no_two_tools_share_a_name() {
    let mut seen = BTreeSet::new();
    for tool in tools() {
        for name in BTreeSet::from([tool.name, tool.alias, tool.req_key]) {
            assert!(seen.insert(name), "{name} is used twice");
        }
    }
    for tool in tools() {
        let mut seen = BTreeSet::from(["extra".to_string()]);
        for field in tool.fields {
            assert!(seen.insert(field.name.to_string()), "{}", field.name);
        }
    }
}

#[test]
fn a_fields_name_is_its_wire_name_in_kebab_case() {
    let excepted = [
        ("size", "width"),
        // The area, beside `size` with width and height.
        ("area", "size"),
        // That of a file, beside the tools' `size` of an image.
        ("file-size", "size"),
        // What chooses the key.
        ("style", "req_key"),
    ];
    for (owner, field) in all_fields() {
        let named = field
            .wires()
            .any(|wire| field.name == wire.replace('_', "-"));
        let sound = match field.kind {
            Kind::Image(_) => ["image_urls", "image_url"].contains(&field.wire),
            Kind::Images(..) => field.wire == "image_urls",
            _ => named || excepted.contains(&(field.name, field.wire)),
        };
        assert!(sound, "{owner}.{}: {}", field.name, field.wire);
    }
}

/// Every argument, those of nested records included, with its owner.
fn all_fields() -> Vec<(&'static str, &'static Field)> {
    let mut open: Vec<(&str, &Field)> = tools()
        .flat_map(|tool| tool.fields.iter().map(|field| (tool.name, field)))
        .collect();
    let mut all = Vec::new();
    while let Some((owner, field)) = open.pop() {
        if let Some(record) = field.kind.record() {
            open.extend(record.fields.iter().map(|field| (owner, field)));
        }
        all.push((owner, field));
    }
    all
}

/// `src/abi/memory.rs` writes these kinds.
fn is_written(report: &str, field: &Field) {
    let written = match field.kind {
        Kind::Records(record, ..) => {
            for member in record.fields {
                speaks(member.name, member.doc);
                is_written(report, member);
            }
            true
        }
        Kind::Int32(..) | Kind::Float(_) | Kind::Bool | Kind::Text(_) | Kind::Links(..) => true,
        _ => false,
    };
    assert!(written && !field.required, "{report}.{}", field.name);
}

fn speaks(what: &str, text: Text) {
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    assert!(!text.en.trim().is_empty(), "{what}: no English");
    assert!(!text.en.chars().any(is_chinese), "{what}: English");
    assert!(!text.zh.trim().is_empty(), "{what}: no Chinese");
}

#[test]
fn everything_is_documented_in_both_languages() {
    for family in Family::ALL {
        speaks(family.name(), family.doc());
    }
    for tool in tools() {
        speaks(tool.name, tool.title);
        speaks(tool.name, tool.summary);
        assert!(!tool.source.is_empty(), "{} has no source", tool.name);
        if let Product::Report(report) = tool.product {
            speaks(report.name, report.doc);
            for field in report.fields {
                speaks(field.name, field.doc);
                is_written(report.name, field);
            }
        }
    }
    for (owner, field) in all_fields() {
        let what = format!("{owner}.{}", field.name);
        speaks(&what, field.doc);
        assert!(
            field.doc.en.ends_with('.') && field.doc.zh.ends_with('。'),
            "{what}"
        );
        if let Some(record) = field.kind.record() {
            speaks(record.name, record.doc);
        }
        if let Kind::Choice(choices) = field.kind {
            speaks(choices.name, choices.doc);
            for (name, wire, doc) in choices.cases {
                speaks(name, *doc);
                assert!(!wire.is_empty(), "{what}: {name}");
            }
        }
    }
}

#[test]
fn defaults_are_json_and_within_the_limits() {
    for (owner, field) in all_fields() {
        let Some(text) = field.default else { continue };
        let json: Result<serde_json::Value, _> = serde_json::from_str(text);
        assert!(json.is_ok(), "{owner}.{}: {text}", field.name);
        assert!(!field.required, "{owner}.{}: required", field.name);
    }
    for tool in tools() {
        for field in tool.fields {
            let Some(text) = field.default else { continue };
            let mut given = min(tool);
            for rule in tool.rules {
                if let Rule::Excludes(name, other) = rule
                    && *name == field.name
                {
                    given.remove(*other);
                }
            }
            let name = field.name.replace('-', "_");
            given.insert(name, serde_json::from_str(text).unwrap());
            let json = serde_json::Value::Object(given).to_string();
            let answer = call::invoke(tool.name, &json, None);
            assert!(answer.is_ok(), "{} {json}: {answer:?}", tool.name);
        }
    }
}

#[test]
fn rules_name_fields() {
    for tool in tools() {
        let known = |name: &str| tool.fields.iter().any(|field| field.name == name);
        for rule in tool.rules {
            let names = match rule {
                Rule::AnyOf(names) => names.to_vec(),
                Rule::Excludes(name, other) | Rule::SameSize(name, other) => vec![*name, *other],
                Rule::RatioBetween((min, _), (max, _)) => vec!["size", *min, *max],
                Rule::TotalAtMost(names, _) | Rule::ComesFrom(names, _) => names.to_vec(),
            };
            assert!(
                names.iter().all(|name| known(name)),
                "{}: {names:?}",
                tool.name
            );
        }
    }
}
