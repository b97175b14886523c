//! What is refused before anything is sent, and what the refusal says.

use crate::common::ask::*;
use crate::common::*;
use visual_catalog::{Kind, tools};
use volcengine_visual::call;
use volcengine_visual::input::arguments::{Arguments, Picture, Value};
use volcengine_visual::types::{AigcLabel, Delivery, Watermark};

#[test]
fn a_prompt_that_says_nothing() {
    for name in [GENERAL, JIMENG, SEEDEDIT, T2V] {
        for blank in ["", " ", "\\n\\t", "\u{3000}"] {
            refused_with(
                name,
                &format!("\"prompt\":\"{blank}\""),
                "prompt",
                &["required"],
            );
        }
        refused_with(name, "\"prompt\":null", "prompt", &["required"]);
    }
    for name in [PORTRAIT, I2V] {
        accepted_with(name, "");
        accepted_with(name, "\"prompt\":null");
    }
}

#[test]
fn a_prompt_is_counted_in_characters() {
    for name in [T2V, I2V] {
        for character in ["猫", "a", "🐱", "\u{301}"] {
            let prompt = |count| format!("\"prompt\":\"{}\"", character.repeat(count));
            accepted_with(name, &prompt(150));
            refused_with(name, &prompt(151), "prompt", &["151", "150", "characters"]);
        }
    }
    accepted_with(GENERAL, &format!("\"prompt\":\"{}\"", "猫".repeat(800)));
}

#[test]
fn numbers_at_their_bounds_and_just_outside() {
    let ranges = [
        (GENERAL, "scale", "1", "10", "0.999", "10.001"),
        (GENERAL, "width", "512", "2048", "511", "2049"),
        (GENERAL, "height", "512", "2048", "511", "2049"),
        (JIMENG, "width", "256", "2048", "255", "2049"),
        (JIMENG, "height", "256", "2048", "255", "2049"),
        (SEEDEDIT, "scale", "0", "1", "-0.001", "1.001"),
        (PORTRAIT, "width", "512", "2048", "511", "2049"),
        (PORTRAIT, "height", "512", "2048", "511", "2049"),
        (PORTRAIT, "gpen", "0", "1", "-0.001", "1.001"),
        (PORTRAIT, "skin", "0", "1", "-0.001", "1.001"),
        (PORTRAIT, "skin_unifi", "0", "1", "-0.001", "1.001"),
    ];
    for (name, field, min, max, below, above) in ranges {
        let shown = field.replace('_', "-");
        for good in [min, max] {
            accepted_with(name, &format!("\"{field}\":{good}"));
        }
        for bad in [below, above] {
            refused_with(
                name,
                &format!("\"{field}\":{bad}"),
                &shown,
                &[min, max, bad],
            );
        }
    }
    let seeded = tools().filter(|tool| tool.fields.iter().any(|field| field.name == "seed"));
    for tool in seeded {
        accepted_with(tool.name, "\"seed\":-1");
        accepted_with(tool.name, "\"seed\":9223372036854775807");
        refused_with(tool.name, "\"seed\":-2", "seed", &["-1", "-2"]);
        refused_with(
            tool.name,
            "\"seed\":9223372036854775808",
            "seed",
            &["9223372036854775808"],
        );
    }
}

#[test]
fn numbers_that_are_none() {
    for (name, field) in [(GENERAL, "scale"), (SEEDEDIT, "scale"), (PORTRAIT, "gpen")] {
        let tool = tool(name);
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let values = tool.fields.iter().map(|known| match known.kind {
                _ if known.name == field => Some(Value::Float(number)),
                Kind::Image(_) => Some(Value::Picture(Picture::Url(PICTURE.into()))),
                Kind::Link => Some(Value::Text(PICTURE.into())),
                Kind::Text(_) => Some(Value::Text("a".into())),
                _ => None,
            });
            let arguments = Arguments {
                tool,
                values: values.collect(),
                extra: None,
            };
            let fault = call::start(arguments, None).unwrap_err();
            assert_eq!(fault.field, field);
            assert!(!fault.en.contains("null"), "{}", fault.en);
        }
    }
    for number in ["NaN", "Infinity", "1e999", "01", "+1", ".5", "0x1"] {
        let json = format!(r#"{{"prompt":"a","scale":{number}}}"#);
        assert_eq!(refused(GENERAL, &json, None).field, "arguments", "{number}");
    }
}

#[test]
fn values_of_the_wrong_type() {
    for tool in tools() {
        for field in tool.fields {
            let wrong: &[&str] = match field.kind {
                Kind::Text(_) | Kind::Known(_) | Kind::Link => {
                    &["1", "true", "[]", "{}", "[\"a\"]"]
                }
                Kind::Links(..) | Kind::Joined(..) => &["1", "true", "{}", "[1]", "[[]]"],
                Kind::Seed | Kind::Int32(..) | Kind::OneOf(_) => {
                    &["\"600\"", "600.5", "true", "[]", "{}", "1e30"]
                }
                Kind::Ints(_) => &["1", "\"1\"", "[\"1\"]", "[0.5]", "{}"],
                Kind::Float(_) => &["\"0.5\"", "true", "[]", "{}"],
                Kind::Bool => &["\"true\"", "1", "0", "[]", "{}"],
                Kind::Choice(_) => &["1", "true", "[]", "{}"],
                Kind::Size(_) => &["1", "\"1024x1024\"", "[]", "{}", "{\"width\":1024}"],
                Kind::Image(_) => &[
                    "1",
                    "true",
                    "[]",
                    "{}",
                    "[\"https://h.example/a\"]",
                    "{\"bytes\":[1]}",
                ],
                Kind::Images(..) => &["1", "true", "{}", "[1]", "[[]]", "{\"bytes\":[1]}"],
                Kind::Record(_) => &["1", "true", "\"a\"", "[]"],
                Kind::Records(..) => &["1", "true", "\"a\"", "[1]"],
            };
            let name = field.name.replace('-', "_");
            for json in wrong {
                let member = format!("\"{name}\":{json}");
                refused_with(tool.name, &member, field.name, &["must be"]);
            }
        }
    }
}

#[test]
fn a_choice_outside_its_set_names_the_set() {
    let ratios = ["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", "9:21", "2:1"];
    refused_with(T2V, "\"aspect_ratio\":\"2:1\"", "aspect-ratio", &ratios);
    let modes = ["creative", "reference", "reference_char", "romantic"];
    refused_with(PORTRAIT, "\"gen_mode\":\"romantic\"", "gen-mode", &modes);
    refused_with(PORTRAIT, "\"gen_mode\":\"\"", "gen-mode", &["creative"]);
    refused_with(
        T2V,
        "\"aspect_ratio\":\"16：9\"",
        "aspect-ratio",
        &["16：9"],
    );
}

#[test]
fn unknown_names_are_refused_with_the_nearest() {
    for (name, given, near) in [
        (GENERAL, "promt", "`prompt`"),
        (GENERAL, "use_pre_lm", "`use_pre_llm`"),
        (GENERAL, "Width", "`width`"),
        (PORTRAIT, "image_inptu", "`image_input`"),
        (T2V, "aspectratio", "`aspect_ratio`"),
        (SEEDEDIT, "images", "`image`"),
    ] {
        let parts = ["did you mean", near];
        refused_with(name, &format!("\"{given}\":1"), given, &parts);
    }
    for given in ["callback_url", "req_key", "return_url", "宽"] {
        let fault = refused(T2V, &with(T2V, &format!("\"{given}\":1")), None);
        assert_eq!(fault.field, given);
        assert!(!fault.en.contains("did you mean"), "{}", fault.en);
        assert!(
            fault.en.contains("prompt, seed, aspect_ratio, extra"),
            "{}",
            fault.en
        );
        assert!(fault.en.contains(". Arguments: "), "{}", fault.en);
    }
    for given in ["", " ", "\\u0001", "\u{200b}"] {
        let fault = refused(T2V, &with(T2V, &format!("\"{given}\":1")), None);
        assert_eq!(fault.field, "arguments");
        assert!(fault.en.contains("no printable characters"), "{}", fault.en);
    }
}

#[test]
fn unknown_tools_are_refused_with_the_nearest() {
    for (given, near) in [
        ("generl-3.0", "`general-3.0`"),
        ("seededit_v30", "`seededit-v30`"),
        ("portrat", "`portrait`"),
    ] {
        let fault = refused(given, "{}", None);
        assert_eq!(fault.field, "tool");
        assert!(
            fault.en.contains(near) && fault.en.contains(given),
            "{}",
            fault.en
        );
        assert!(fault.zh.contains(near), "{}", fault.zh);
    }
    for given in ["", "midjourney", "PORTRAIT"] {
        assert_eq!(refused(given, "{}", None).field, "tool");
    }
}

#[test]
fn what_is_no_object() {
    for json in [
        "",
        "{",
        "[]",
        "null",
        "1",
        "\"a\"",
        "{\"prompt\":\"a\"}}",
        "{'prompt':'a'}",
    ] {
        let fault = refused(GENERAL, json, None);
        assert_eq!(fault.field, "arguments", "{json}");
    }
    let lone = r#"{"prompt":"\ud800"}"#;
    assert_eq!(refused(GENERAL, lone, None).field, "arguments");
    let deep = format!("{{\"prompt\":{}", "[".repeat(10_000));
    assert_eq!(refused(GENERAL, &deep, None).field, "arguments");
}

#[test]
fn extra_fields() {
    for known in [
        "prompt",
        "use_pre_llm",
        "use-pre-llm",
        "req_key",
        "return_url",
    ] {
        let member = format!("\"extra\":{{\"{known}\":1}}");
        refused_with(GENERAL, &member, "extra", &[known]);
    }
    for known in ["image", "image_urls", "binary_data_base64"] {
        let member = format!("\"extra\":{{\"{known}\":1}}");
        refused_with(SEEDEDIT, &member, "extra", &[known]);
    }
    for other in ["[]", "1", "true", "\"[]\"", "\"{\"", "\"\"", "\"null\""] {
        refused_with(GENERAL, &format!("\"extra\":{other}"), "extra", &["JSON"]);
    }
    accepted_with(GENERAL, "\"extra\":{\"force_single\":true}");
}

fn label(producer_id: &str, content_propagator: Option<&str>) -> AigcLabel {
    AigcLabel {
        content_producer: None,
        producer_id: producer_id.into(),
        content_propagator: content_propagator.map(str::to_string),
        propagate_id: None,
    }
}

fn opaque(opacity: f64) -> Watermark {
    Watermark {
        text: None,
        position: None,
        language: None,
        opacity: Some(opacity),
    }
}

#[test]
fn output_options_are_checked_too() {
    let marked = |opacity| {
        let mut output = delivery(Delivery::Url);
        output.watermark = Some(opaque(opacity));
        options(Some(output), None)
    };
    for opacity in [0.0, 1.0] {
        assert!(call::invoke(GENERAL, CAT, marked(opacity)).is_ok());
    }
    for opacity in [-0.001, 1.001, f64::NAN] {
        let fault = refused(GENERAL, CAT, marked(opacity));
        assert_eq!(fault.field, "opacity");
        assert!(!fault.en.contains("null"), "{}", fault.en);
    }
    let fault = refused(T2V, CAT, marked(0.5));
    assert_eq!(
        (fault.field.as_str(), fault.unsupported),
        ("watermark", true)
    );

    let labelled = |label| {
        let mut output = delivery(Delivery::Url);
        output.label = Some(label);
        options(Some(output), None)
    };
    for name in [GENERAL, T2V] {
        let fault = refused(name, CAT, labelled(label("", Some("p"))));
        assert_eq!(fault.field, "producer-id");
        assert!(call::invoke(name, CAT, labelled(label(&"标".repeat(256), Some("p")))).is_ok());
    }
    assert!(call::invoke(GENERAL, CAT, labelled(label("i", None))).is_ok());
    for propagator in [None, Some("")] {
        let fault = refused(T2V, CAT, labelled(label("i", propagator)));
        assert_eq!(fault.field, "content-propagator");
    }
    let fault = refused(T2V, CAT, labelled(label(&"标".repeat(257), Some("p"))));
    assert_eq!(fault.field, "producer-id");
    assert!(fault.en.contains("257") && fault.en.contains("256"));

    let fault = refused(JIMENG, CAT, wait(0));
    assert_eq!(fault.field, "wait-ms");
}

#[test]
fn the_options_of_a_task_are_checked_too() {
    for opacity in [2.0, f64::NAN] {
        let mut edited = task(GENERAL, 60);
        let mut output = delivery(Delivery::Url);
        output.watermark = Some(opaque(opacity));
        edited.output = Some(output);
        assert_eq!(call::collect(edited, None).unwrap_err().field, "opacity");
    }
}
