use super::*;
use crate::tools::{
    Controlnet, ControlnetType, General20Controlnet, Image, Jimeng30, Request, Tool,
};

/// Hashes the arguments of a struct.
fn of_tool(tool: impl Tool) -> Hash {
    let request = Request::from(tool);
    of_arguments(request.tool(), request.arguments())
}

#[test]
fn spellings_of_json_are_one() {
    for [one, other] in [
        [r#"{"a":1,"b":[2]}"#, r#"{ "b" : [2.0] , "a" : 1e0 }"#],
        [r#"{"a":"é","n":null}"#, r#"{"a":"\u00e9"}"#],
        [r#"{"a":{"x":1,"y":0.5}}"#, r#"{"a":{"y":5e-1,"x":1}}"#],
    ] {
        assert_eq!(of_json(one), of_json(other), "{one} {other}");
    }
    let all = [
        r#"{"a":1}"#,
        r#"{"a":"1"}"#,
        r#"{"a":true}"#,
        r#"{"a":[1]}"#,
        r#"{"a":[1,2]}"#,
        r#"{"a":[2,1]}"#,
        r#"{"b":1}"#,
        r#"{"a":{"b":1}}"#,
        r#"{"a":1,"b":1}"#,
        "{}",
        "{",
        "",
    ];
    for (place, one) in all.iter().enumerate() {
        for other in &all[place + 1..] {
            assert_ne!(of_json(one), of_json(other), "{one} {other}");
        }
    }
}

#[test]
fn spellings_of_a_tools_arguments_are_one() {
    let hash = |text: &str| of_arguments("jimeng-t2i-v30", text);
    let one = hash(r#"{"prompt":"a cat","use_pre_llm":true,"seed":7}"#);
    assert_eq!(
        one,
        hash(r#"{"seed":7.0,"use-pre-llm":true,"prompt":"a cat","size":null}"#)
    );
    assert_ne!(
        one,
        hash(r#"{"prompt":"a cat","use_pre_llm":true,"seed":8}"#)
    );
    assert_ne!(one, hash(r#"{"prompt":"a cat","use_pre_llm":true}"#));
}

#[test]
fn a_struct_is_the_same_arguments_as_its_json() {
    let plain = Jimeng30::new("a cat").use_pre_llm(false).size(1328, 1472);
    let extra = serde_json::json!({ "new": 1 });
    let text = r#"{"extra":{"new":1.0},"size":{"height":1472,"width":1328},"seed":7,
        "use_pre_llm":false,"prompt":"a cat"}"#;
    let plain = plain.extra(extra);
    let seeded = plain.clone().seed(7);
    assert_eq!(of_tool(seeded), of_arguments("jimeng-t2i-v30", text));
    assert_ne!(of_tool(plain), of_arguments("jimeng-t2i-v30", text));
}

fn controlled(image: Image) -> Hash {
    let controlnet = Controlnet::new()
        .r#type(ControlnetType::Depth)
        .strength(0.5);
    let tool = General20Controlnet::new([image]);
    of_tool(tool.scale(3.0).ddim_steps(16).controlnet_args([controlnet]))
}

#[test]
fn pictures_cases_and_records_are_the_same_in_both_forms() {
    const TOOL: &str = "high-aes-scheduler-svr-controlnet-v20";
    let json = |image: &str| {
        let text = format!(
            r#"{{"images":[{image}],"scale":3,"ddim_steps":16,
                "controlnet_args":[{{"type":"depth","strength":0.5}}]}}"#
        );
        let tool = catalog::find(TOOL).unwrap();
        json::read(tool, &text).unwrap();
        of_arguments(TOOL, &text)
    };
    let url = "https://example.com/a.png".to_owned();
    let of_url = json(&format!(r#"{{"url":"{url}"}}"#));
    assert_eq!(of_url, json(&format!("{url:?}")));
    assert_eq!(of_url, controlled(Image::url(url)));
    let file = vec![7; 200_000];
    let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &file);
    let of_file = json(&format!(r#"{{"base64":"{text}"}}"#));
    assert_eq!(of_file, controlled(Image::base64(text)));
    assert_eq!(of_file, controlled(Image::bytes(file)));
    let empty = controlled(Image::bytes([]));
    assert_eq!(empty, controlled(Image::base64("")));
    assert_ne!(of_file, empty);
    assert_ne!(of_file, controlled(Image::bytes(vec![8; 200_000])));
}
