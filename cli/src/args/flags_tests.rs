use super::*;
use crate::args::{parse, schema};
use std::ffi::OsString;

fn parsed(schema: Value, flags: &[&str]) -> Result<Value, Failure> {
    let fields = schema::fields(&schema, &Value::Null);
    let words = ["visual", "run", "tool"].iter().chain(flags);
    let words = words.map(OsString::from).collect();
    let matches =
        parse::parse(program(Some(&["tool".to_owned()]), define(&fields)), words)?.matches;
    let (_, matches) = matches.subcommand().unwrap();
    arguments(matches, &fields).map(Value::Object)
}

fn plain_tool() -> Value {
    json!({
        "properties": {
            "prompt": {"type":"string","maxLength":150},
            "seed": {"type":"integer"},
            "scale": {"type":"number"},
            "use_pre_llm": {"type":"boolean"},
            "ratio": {"enum":["16:9","9:16"]},
            "level": {"enum":[1, 2]},
            "size": {"x-kind":"size","type":"object"},
            "extra": {"type":"object"},
            "wait": {"type":"integer"},
        },
        "required": ["prompt"],
    })
}

#[test]
fn every_kind_of_flag_becomes_json() {
    let given = parsed(
        plain_tool(),
        &[
            "--prompt",
            "一只猫",
            "--seed",
            "-1",
            "--scale",
            "2.50",
            "--use-pre-llm",
            "--ratio",
            "9:16",
            "--level",
            "2",
            "--size",
            "1024x768",
            "--extra",
            r#"{"a":1}"#,
            "--param-wait",
            "3",
        ],
    );
    let expected = json!({
        "prompt": "一只猫", "seed": -1, "scale": 2.5, "use_pre_llm": true, "ratio": "9:16",
        "level": 2, "size": {"width": 1024, "height": 768}, "extra": {"a": 1}, "wait": 3,
    });
    assert_eq!(given.unwrap(), expected);
}

#[test]
fn booleans_can_be_switched_off() {
    let given = parsed(plain_tool(), &["--use-pre-llm", "false"]).unwrap();
    assert_eq!(given, json!({"use_pre_llm": false}));
    let given = parsed(plain_tool(), &["--use-pre-llm=maybe"]).unwrap_err();
    assert!(given.error.message.contains("maybe"));
}

#[test]
fn what_the_component_must_judge_passes() {
    let given = parsed(plain_tool(), &["--ratio", "5:4", "--seed", "1.5"]).unwrap();
    assert_eq!(given, json!({"ratio": "5:4", "seed": 1.5}));
}

#[test]
fn faults_name_field_and_expectation() {
    for (flags, field, word) in [
        (["--seed", "abc"], "seed", "whole number"),
        (["--scale", "NaN"], "scale", "a number"),
        (["--size", "1024"], "size", "WIDTHxHEIGHT"),
        (["--extra", "{"], "extra", "JSON"),
    ] {
        let error = parsed(plain_tool(), &flags).unwrap_err().error;
        assert_eq!(error.field.as_deref(), Some(field));
        assert!(error.message.contains(word), "{}", error.message);
    }
    for flags in [
        &["--prompt", "a", "--prompt", "b"][..],
        &["--colour", "red"],
    ] {
        assert!(parsed(plain_tool(), flags).is_err());
    }
}

#[test]
fn image_fills_pictures_in_their_order() {
    let two = json!({
        "properties": {
            "source": {"x-kind":"image"}, "target": {"x-kind":"image-url","type":"string"},
        },
        "required": ["target", "source"],
    });
    let (a, b) = ("https://e.example/a.png", "https://e.example/b.png");
    let both = json!({"target": a, "source": {"url": b}});
    assert_eq!(
        parsed(two.clone(), &["--image", a, "--image", b]).unwrap(),
        both
    );
    let flags = ["--target", a, "--image", b];
    assert_eq!(parsed(two.clone(), &flags).unwrap(), both);
    let many = ["--image", a, "--image", b, "--image", a];
    let error = parsed(two, &many).unwrap_err().error;
    assert!(error.message.contains("2 images"), "{}", error.message);
    let list = json!({"properties": {"images": {"x-kind":"images"}}});
    assert_eq!(
        parsed(list, &["--image", a, "--image", b]).unwrap(),
        json!({"images": [{"url": a}, {"url": b}]})
    );
}

#[test]
fn files_are_read_unless_the_service_wants_a_link() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("a.png");
    std::fs::write(&file, b"abc").unwrap();
    let file = file.to_str().unwrap();
    let one = json!({"properties": {"image": {"x-kind":"image"}}});
    let given = parsed(one.clone(), &["--image", file]).unwrap();
    assert_eq!(given, json!({"image": {"base64": "YWJj"}}));
    let error = parsed(one, &["--image", "no-such.png"]).unwrap_err().error;
    assert_eq!(error.field.as_deref(), Some("image"));
    let url = json!({"properties": {"image_input": {"x-kind":"image-url","type":"string"}}});
    let error = parsed(url, &["--image", file]).unwrap_err().error;
    assert_eq!(error.field.as_deref(), Some("image_input"));
    assert!(error.message.contains("public"), "{}", error.message);
}
