//! I1: what the component accepts, the simulator accepts, and what it refuses,
//! the simulator refuses. The simulator's rules are written from `docs/service-api.md`
//! by themselves, so each is the other's second opinion.

use std::cell::Cell;

use host_test::Case;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use visual_catalog::{Field, Kind, MANY, Rule, Span, Tool, tools};
use volcengine_visual::input::arguments::{Arguments, Picture, Value};
use volcengine_visual::input::{body, check};

/// How many calls of each tool are tried; `VISUAL_CASES` asks for more.
const CASES: u32 = 1_000;
#[test]
fn local_verdict_and_simulators_verdict_are_one() {
    let mut disagreements = Vec::new();
    let (taken, refused) = (Cell::new(0_u32), Cell::new(0_u32));
    let asked = std::env::var("VISUAL_CASES").ok();
    let cases = asked.map_or(CASES, |text| text.parse().expect("a number of cases"));
    let (known, told): (Vec<&Tool>, Vec<&Tool>) = tools().partition(|tool| is_known(tool));
    println!("{cases} calls of each of {} tools", known.len());
    for tool in told {
        let brought = Case::of_tool(tool.name)
            .iter()
            .all(Case::brings_its_service);
        assert!(
            brought,
            "neither the simulator nor a case knows {}",
            tool.name
        );
    }
    for tool in known {
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_iters: 4_000,
            ..Config::default()
        };
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let outcome = runner.run(&arguments(tool), |arguments| {
            let local = check::check(&arguments);
            let req_key = arguments.req_key();
            let body = body::write(arguments).expect("no extra fields").finish();
            let service = volc_sim::verdict(req_key, &body);
            let counter = if local.is_ok() { &taken } else { &refused };
            counter.set(counter.get() + 1);
            prop_assert_eq!(
                local.is_ok(),
                service.is_ok(),
                "{}\n    local:     {:?}\n    simulator: {:?}",
                body.chars().take(600).collect::<String>(),
                local.map_err(|fault| format!("`{}` {}", fault.field, fault.en)),
                service
            );
            Ok(())
        });
        if let Err(error) = outcome {
            disagreements.push(format!("{}: {error}", tool.name));
        }
    }
    let (taken, refused) = (taken.get(), refused.get());
    println!("{taken} taken by both, {refused} refused by both");
    assert!(
        taken > 10_000 && refused > 10_000,
        "{taken} taken, {refused} refused"
    );
    assert!(
        disagreements.is_empty(),
        "{} tools:\n{}",
        disagreements.len(),
        disagreements.join("\n")
    );
}

/// Whether the simulator's own data have the tool, under one key or several.
fn is_known(tool: &Tool) -> bool {
    let keys = volc_sim::all_req_keys();
    keys.iter().any(|key| key.starts_with(tool.req_key))
}

fn arguments(tool: &'static Tool) -> impl Strategy<Value = Arguments> {
    any::<bool>()
        .prop_flat_map(|by_link| members(tool.fields, by_link))
        .prop_map(move |mut values| {
            drop_shifted_pictures(tool, &mut values);
            give_one_size(tool, &mut values);
            Arguments {
                tool,
                values,
                extra: None,
            }
        })
}

/// Pictures travel in one list: without the first, the second would be taken
/// for it, which nobody can see in the body.
fn drop_shifted_pictures(tool: &Tool, values: &mut [Option<Value>]) {
    let pictures = || {
        tool.fields
            .iter()
            .enumerate()
            .filter(|(_, field)| field.kind.is_image())
    };
    let is_absent = |value: &Option<Value>| match value {
        None => true,
        Some(value) => value.is_empty_list(),
    };
    if pictures().any(|(index, field)| field.required && is_absent(&values[index])) {
        for (index, _) in pictures() {
            values[index] = None;
        }
    }
}

/// Pictures that must be of one size are the same: that they are not, the service tells with
/// the result of the task, and not where it is submitted.
fn give_one_size(tool: &Tool, values: &mut [Option<Value>]) {
    let place = |name: &str| tool.fields.iter().position(|field| field.name == name);
    for rule in tool.rules {
        if let Rule::SameSize(name, other) = rule
            && let Some((own, other)) = place(name).zip(place(other))
            && values[own].is_some()
            && values[other].is_some()
        {
            values[own] = values[other].clone();
        }
    }
}

fn members(fields: &'static [Field], by_link: bool) -> BoxedStrategy<Vec<Option<Value>>> {
    let field = |field: &'static Field| {
        let likely = if field.required { 0.97 } else { 0.4 };
        weighted(likely, value(field, by_link)).boxed()
    };
    fields.iter().map(field).collect::<Vec<_>>().boxed()
}

/// Mostly values within the limits, some at them and some outside.
fn value(field: &'static Field, by_link: bool) -> BoxedStrategy<Value> {
    match field.kind {
        Kind::Text(max) => text(max.unwrap_or(3_000)).prop_map(Value::Text).boxed(),
        Kind::Known(known) => {
            let known = known
                .iter()
                .map(ToString::to_string)
                .chain(["new".to_owned()]);
            let known: Vec<String> = known.collect();
            prop_oneof![30 => prop::sample::select(known), 1 => Just(String::new())]
                .prop_map(Value::Text)
                .boxed()
        }
        Kind::Link => address().prop_map(Value::Text).boxed(),
        Kind::Links(min, max) => texts(min, max),
        // The service has one text: its parts are not told apart there.
        Kind::Joined(_, min, max) => texts(min.max(1), max),
        Kind::Int32(min, max) => int(min.into(), max.into()),
        Kind::Seed => int(-1, i64::MAX),
        Kind::OneOf(known) => {
            let good = prop::sample::select(known).prop_map(i64::from);
            let bad = prop::sample::select(known).prop_map(|number| i64::from(number) + 1);
            prop_oneof![9 => good, 1 => bad]
                .prop_map(Value::Int)
                .boxed()
        }
        Kind::Ints(count) => {
            let count = prop_oneof![9 => Just(count), 1 => 0..count + 2];
            let numbers = count.prop_flat_map(|count| vec(-1..256_i64, count));
            numbers.prop_map(Value::Ints).boxed()
        }
        Kind::Float(span) => float(span),
        Kind::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Kind::Choice(choices) => (0..choices.cases.len()).prop_map(Value::Case).boxed(),
        Kind::Size(_) => size(),
        Kind::Image(_) => picture(by_link).prop_map(Value::Picture).boxed(),
        Kind::Images(_, min, max) => counts(min, max)
            .prop_flat_map(move |count| vec(picture(by_link), count))
            .prop_map(Value::Pictures)
            .boxed(),
        Kind::Record(record) => members(record.fields, by_link)
            .prop_map(Value::Record)
            .boxed(),
        Kind::Records(record, min, max) => counts(min, max)
            .prop_flat_map(move |count| vec(members(record.fields, by_link), count))
            .prop_map(Value::Records)
            .boxed(),
    }
}

/// Lengths around the limit, in characters of one to four bytes.
fn text(max: usize) -> BoxedStrategy<String> {
    let of = |length: usize| {
        prop::sample::select(vec!["a", "é", "猫", "🐱"]).prop_map(move |c| c.repeat(length))
    };
    prop_oneof![
        20 => (1..40_usize).prop_flat_map(of),
        4 => of(max),
        2 => of(max + 1),
        1 => Just(String::new()),
    ]
    .boxed()
}

fn address() -> BoxedStrategy<String> {
    let good = vec![
        "https://example.com/a.jpg",
        "http://example.com/b?x=1&y=%20",
    ];
    let bad = vec![
        "",
        "example.com/a.jpg",
        "ftp://example.com/a.jpg",
        "https://",
        "https:///a",
        "https://example.com/a b",
    ];
    let text = |texts: Vec<&'static str>| prop::sample::select(texts).prop_map(str::to_owned);
    prop_oneof![24 => text(good), 1 => text(bad)].boxed()
}

fn counts(min: usize, max: usize) -> BoxedStrategy<usize> {
    let top = if max == MANY { min + 12 } else { max };
    let outside = if max == MANY {
        min.saturating_sub(1)
    } else {
        max + 1
    };
    prop_oneof![12 => min..=top, 1 => Just(outside), 1 => Just(min.saturating_sub(1))].boxed()
}

fn texts(min: usize, max: usize) -> BoxedStrategy<Value> {
    let lists = counts(min, max).prop_flat_map(|count| vec(address(), count));
    lists.prop_map(Value::Texts).boxed()
}

fn int(min: i64, max: i64) -> BoxedStrategy<Value> {
    // A step outside that JSON and the field's type still hold.
    let below = min.checked_sub(1).filter(|_| min > i32::MIN.into());
    let above = max.checked_add(1).filter(|_| max < i32::MAX.into());
    let bad: Vec<i64> = below.into_iter().chain(above).collect();
    let good = prop_oneof![
        3 => min..=max,
        6 => min.max(-2)..=max.min(min.max(-2).saturating_add(4_000)),
        1 => Just(min),
        1 => Just(max)
    ];
    match bad.is_empty() {
        true => good.prop_map(Value::Int).boxed(),
        false => prop_oneof![20 => good, 1 => prop::sample::select(bad)]
            .prop_map(Value::Int)
            .boxed(),
    }
}

fn float(span: &'static Span) -> BoxedStrategy<Value> {
    if !span.min.is_finite() {
        return (-1e6..1e6_f64).prop_map(Value::Float).boxed();
    }
    let (min, max) = (span.min, span.max);
    let edges = vec![
        min,
        max,
        min.next_down(),
        max.next_up(),
        min - 0.5,
        max + 0.5,
    ];
    prop_oneof![12 => min..max, 2 => prop::sample::select(edges)]
        .prop_map(Value::Float)
        .boxed()
}

fn size() -> BoxedStrategy<Value> {
    let listed = vec![
        (1328, 1328),
        (2016, 864),
        (512, 512),
        (2048, 2048),
        (4096, 4096),
        (1024, 1024),
        (1536, 512),
        (512, 2016),
    ];
    let wide = (1..8_192_i64, 1..8_192_i64);
    prop_oneof![8 => prop::sample::select(listed), 3 => (512..2_100_i64, 512..2_100_i64), 1 => wide, 1 => Just((0, 0))]
        .prop_map(|(width, height)| Value::Size(width, height))
        .boxed()
}

fn picture(by_link: bool) -> BoxedStrategy<Picture> {
    let sides = || {
        let limits = vec![319, 320, 479, 480, 960, 1440, 4096, 4097, 12_288];
        prop_oneof![24 => 640..1_500_u32, 2 => prop::sample::select(limits), 1 => 1..20_u32]
    };
    let head = (sides(), sides()).prop_map(|(width, height)| png(width, height));
    match by_link {
        true => address().prop_map(Picture::Url).boxed(),
        false => prop_oneof![60 => head, 1 => Just(Vec::new())]
            .prop_map(Picture::Bytes)
            .boxed(),
    }
}

/// The signature and header of a PNG: all that either side looks at.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    head
}
