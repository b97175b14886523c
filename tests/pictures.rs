//! Pictures as arguments: not both, well formed, or refused.

use crate::common::{I2V, PORTRAIT, SEEDEDIT, tool};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value as Json, json};
use volcengine_visual::call;
use volcengine_visual::errors::fault::Fault;
use volcengine_visual::input::arguments::{Arguments, Picture, Value};

fn call(name: &str, picture: &Json) -> Result<(), Fault> {
    let arguments = match name {
        PORTRAIT => json!({"image_input": picture}),
        _ => json!({"image": picture, "prompt": "a"}),
    };
    call::invoke(name, arguments.to_string(), None).map(|_| ())
}

fn refused(picture: &Json, parts: &[&str]) {
    for name in [SEEDEDIT, I2V] {
        let fault = call(name, picture).expect_err(&picture.to_string());
        assert_eq!(fault.field, "image", "{picture}");
        for part in parts {
            assert!(fault.en.contains(part), "{part}: {}", fault.en);
        }
        assert!(fault.en.chars().count() < 300 && !fault.zh.is_empty());
    }
}

#[test]
fn one_form_and_never_two() {
    refused(
        &json!({"url": "https://h.example/a.jpg", "base64": "/9j/"}),
        &["not both"],
    );
    refused(&json!({"url": "", "base64": ""}), &["not both"]);
    refused(
        &json!({"url": "https://h.example/a.jpg", "bytes": "x"}),
        &["not both"],
    );
    for good in [
        json!("https://h.example/a.jpg"),
        json!({"url": "https://h.example/a.jpg"}),
        json!({"url": "https://h.example/a.jpg", "base64": null}),
        json!({"base64": JPEG}),
    ] {
        assert_eq!(call(SEEDEDIT, &good), Ok(()));
    }
}

#[test]
fn a_picture_that_is_missing() {
    for (name, json, field) in [
        (SEEDEDIT, r#"{"prompt":"a"}"#, "image"),
        (SEEDEDIT, r#"{"prompt":"a","image":null}"#, "image"),
        (I2V, "{}", "image"),
        (I2V, r#"{"prompt":"a"}"#, "image"),
        (PORTRAIT, "{}", "image-input"),
        (PORTRAIT, r#"{"image_input":""}"#, "image-input"),
    ] {
        let fault = call::invoke(name, json, None).unwrap_err();
        assert_eq!(fault.field, field, "{name} {json}");
        assert!(fault.en.contains("required"), "{}", fault.en);
    }
    refused(&json!(""), &["required"]);
    refused(&json!({"url": " "}), &["required"]);
    refused(&json!({"base64": ""}), &["required"]);
    refused(&json!({"base64": "data:image/png;base64,"}), &["required"]);
    refused(&json!({}), &["must be"]);
    refused(&json!({"url": null, "base64": null}), &["must be"]);
    let empty = Arguments {
        tool: tool(I2V),
        values: vec![
            Some(Value::Picture(Picture::Bytes(Vec::new()))),
            None,
            None,
            None,
        ],
        extra: None,
    };
    assert_eq!(call::start(empty, None).unwrap_err().field, "image");
}

/// The head of a JPEG of 1024 x 1024 pixels.
const JPEG: &str = "/9j/wAALCAQABAABAREA";

/// What is sent of a picture in base64.
fn sent(text: &str) -> String {
    let json = json!({"image": {"base64": text}, "prompt": "a"}).to_string();
    let body = sent_of(&json);
    body["binary_data_base64"][0].as_str().unwrap().to_string()
}

/// The body that is sent.
fn sent_of(json: &str) -> Json {
    let flow = call::invoke(SEEDEDIT, json, None).unwrap();
    let mut ran = crate::common::drive(flow, |_| Err(crate::common::broken(true)));
    serde_json::from_str(&ran.asks.remove(0).body.text()).unwrap()
}

#[test]
fn base64_is_mended_where_it_can_be() {
    let mut longer = STANDARD.decode(JPEG).unwrap();
    longer.extend([0xfb, 0xff]);
    let whole = STANDARD.encode(&longer);
    assert!(whole.contains('+') && whole.ends_with('='));
    let (head, tail) = whole.split_at(12);
    for text in [
        whole.clone(),
        whole.trim_end_matches('=').to_string(),
        whole.replace('+', "-").replace('/', "_"),
        format!("{head}\r\n{tail}\n"),
        format!("data:image/jpeg;base64,{whole}"),
        format!(" {whole} "),
    ] {
        assert_eq!(sent(&text), whole, "{text}");
    }
}

#[test]
fn escapes_of_json_are_no_part_of_base64() {
    let bytes = STANDARD.decode(JPEG).unwrap();
    let whole = STANDARD.encode([&bytes[..], &[0xff; 90]].concat());
    assert!(whole.contains('/'));
    let escaped = whole.replace('/', "\\/");
    let json = format!(r#"{{"image":{{"base64":"{escaped}"}},"prompt":"a"}}"#);
    assert_eq!(sent_of(&json)["binary_data_base64"], json!([whole]));
}

#[test]
fn only_a_picture_is_a_file() {
    let extra = json!({"more": [{"base64": "x"}, {"base64": {"base64": "y\n"}}], "base64": "0"});
    let json = json!({"image": {"base64": JPEG}, "prompt": "0", "extra": extra}).to_string();
    let body = sent_of(&json);
    assert_eq!(body["binary_data_base64"], json!([JPEG]));
    assert_eq!(
        (&body["more"], &body["base64"]),
        (&extra["more"], &extra["base64"])
    );
    refused(&json!({"base64": 0}), &["must be"]);
}

#[test]
fn base64_that_cannot_be_mended_is_refused() {
    for (bad, what) in [
        ("=AAA", "padding first"),
        ("AA==AAAA", "padding inside"),
        ("AAB=", "bits after the end"),
        ("A", "one character"),
        ("AA*A", "alphabet"),
        ("猫猫猫猫", "not ASCII"),
        ("AAA\u{0}", "control"),
        ("data:image/png,abc", "not base64"),
        ("data:text/html;base64,AAAA", "no picture"),
    ] {
        let fault = call(I2V, &json!({"base64": bad})).expect_err(what);
        assert_eq!(fault.field, "image", "{what}");
        assert!(
            fault.en.contains("base64") && fault.zh.contains("base64"),
            "{what}: {}",
            fault.en
        );
    }
}

#[test]
fn an_address_is_public_plain_and_short() {
    for good in [
        "https://example.com/a.jpg",
        "http://example.com",
        "https://example.com:8443/a?b=c@d#e",
        "https://例え.jp/猫.jpg",
    ] {
        assert_eq!(call(SEEDEDIT, &json!(good)), Ok(()), "{good}");
        assert_eq!(call(PORTRAIT, &json!(good)), Ok(()), "{good}");
    }
    let long = |size: usize| format!("https://h.example/{}", "a".repeat(size - 18));
    assert_eq!(call(SEEDEDIT, &json!(long(8192))), Ok(()));
    for (bad, part) in [
        ("ftp://example.com/a.jpg".to_string(), "http"),
        ("file:///etc/passwd".to_string(), "http"),
        ("data:image/png;base64,iVBORw==".to_string(), "http"),
        ("example.com/a.jpg".to_string(), "http"),
        ("//example.com/a.jpg".to_string(), "http"),
        (" https://example.com/a.jpg".to_string(), "http"),
        ("/9j/4AAQSkZJRg==".to_string(), "http"),
        ("https://".to_string(), "host"),
        ("https:///a.jpg".to_string(), "host"),
        ("https://?a".to_string(), "host"),
        ("https://user@example.com/a.jpg".to_string(), "user"),
        ("https://user:word@example.com/a.jpg".to_string(), "user"),
        ("https://example.com/a b.jpg".to_string(), "white space"),
        (
            "https://example.com/a.jpg\r\nx: y".to_string(),
            "white space",
        ),
        ("https://example.com/\u{0}".to_string(), "control"),
        (long(8193), "8192"),
    ] {
        refused(&json!(bad), &[part]);
        let fault = call(PORTRAIT, &json!(bad)).expect_err(&bad);
        assert_eq!(fault.field, "image-input", "{bad}");
        assert!(fault.en.contains(part), "{}", fault.en);
    }
    let fault = call(PORTRAIT, &json!(long(8193))).unwrap_err();
    assert!(fault.en.contains("8193"), "{}", fault.en);
}

#[test]
fn a_refusal_never_repeats_a_password() {
    let url = "https://user:hunter2@example.com/a.jpg";
    for name in [SEEDEDIT, PORTRAIT] {
        let fault = call(name, &json!(url)).unwrap_err();
        assert!(!fault.en.contains("hunter2") && !fault.zh.contains("hunter2"));
    }
}
