use super::*;
use crate::sandbox::bindings::exports::volcengine::visual::image_edit::{
    Controlnet, ControlnetType, HighAesSchedulerSvrControlnetV20Params as Controlled,
};
use crate::sandbox::bindings::exports::volcengine::visual::text_to_image::{
    JimengT2iV30Params as Jimeng, Size,
};
use crate::types::Image;

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
fn a_record_is_the_same_arguments_as_its_json() {
    let params = Jimeng {
        prompt: "a cat".to_owned(),
        use_pre_llm: Some(false),
        seed: Some(7),
        size: Some(Size {
            width: 1328,
            height: 1472,
        }),
        extra: Some(r#"{"new": 1}"#.to_owned()),
    };
    let text = r#"{"extra":{"new":1.0},"size":{"height":1472,"width":1328},"seed":7,
        "use_pre_llm":false,"prompt":"a cat"}"#;
    assert_eq!(of_record(&params), of_arguments("jimeng-t2i-v30", text));
    let other = Jimeng {
        seed: None,
        ..params
    };
    assert_ne!(of_record(&other), of_arguments("jimeng-t2i-v30", text));
}

fn controlled(image: Image) -> Controlled {
    let controlnet = Controlnet {
        type_: Some(ControlnetType::Depth),
        strength: Some(0.5),
        binary_data_index: None,
    };
    Controlled {
        model_version: None,
        prompt: None,
        images: vec![image],
        seed: None,
        scale: Some(3.0),
        ddim_steps: Some(16),
        use_rephraser: None,
        use_sr: None,
        sr_seed: None,
        sr_strength: None,
        sr_scale: None,
        sr_steps: None,
        controlnet_args: Some(vec![controlnet]),
        extra: None,
    }
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
    assert_eq!(of_url, of_record(&controlled(Image::Url(url))));
    let file = vec![7; 200_000];
    let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, &file);
    let of_file = json(&format!(r#"{{"base64":"{text}"}}"#));
    assert_eq!(of_file, of_record(&controlled(Image::Base64(text))));
    assert_eq!(of_file, of_record(&controlled(Image::Bytes(file))));
    let empty = of_record(&controlled(Image::Bytes(Vec::new())));
    assert_eq!(empty, of_record(&controlled(Image::Base64(String::new()))));
    assert_ne!(of_file, empty);
    assert_ne!(
        of_file,
        of_record(&controlled(Image::Bytes(vec![8; 200_000])))
    );
}
