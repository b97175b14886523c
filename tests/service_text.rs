//! What a hostile service can say of itself: its words are cleaned, cut, and
//! without secrets before anyone sees them.

use crate::common::reply;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use volcengine_visual::errors::decode;
use volcengine_visual::errors::stage::Stage;
use volcengine_visual::protocol::redaction::Secrets;
use volcengine_visual::protocol::reply::envelope::{Decoded, Failure, Reply};

const TOKEN: &str = "STS2eyJsb25nIjoiQUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo+/w==";
const SIGNATURE: &str = "5eae3dcbf8953f7a71b93c9e5cbc2e5c0fafa8c5cea31c41b2dcbac0e457dda9";

fn hostile(status: u16, body: &str) -> Decoded {
    decode(&Reply {
        secrets: Secrets::new([TOKEN, SIGNATURE]),
        ..reply(status, body)
    })
}

fn failure(body: &Value) -> Failure {
    match hostile(400, &body.to_string()) {
        Decoded::Failure(failure) => failure,
        other => panic!("no failure: {other:?}"),
    }
}

fn said(message: &str) -> String {
    failure(&json!({"code": 50412, "message": message})).text
}

#[test]
fn what_does_not_show_is_left_out_and_lines_become_one() {
    for (message, expected) in [
        ("\u{1b}[31mred\u{1b}[0m", "[31mred[0m"),
        ("\u{9b}31mred", "31mred"),
        ("\u{1b}]0;title\u{7}text", "]0;titletext"),
        ("a\r\n\tb\nc\u{2028}d\u{85}", "a b c d"),
        ("user\u{202e}drowssap\u{202c}", "userdrowssap"),
        ("\u{2066}a\u{2069}\u{61c}b\u{200f}", "ab"),
        ("pass\u{200b}\u{200d}\u{2060}\u{feff}\u{ad}word", "password"),
        ("tag\u{e0041}\u{e007f}", "tag"),
        ("nul\0\u{8}\u{7f}", "nul"),
        ("输入 不合法。", "输入 不合法。"),
        ("e\u{301}tat", "e\u{301}tat"),
    ] {
        assert_eq!(said(message), expected, "{message:?}");
    }
}

#[test]
fn long_texts_are_cut_between_characters() {
    for unit in ["x", "猫", "😀", "e\u{301}", "\u{1b}[31m", "\n"] {
        for size in [299, 300, 301, 4_000, 10_000_000] {
            let message = unit.repeat(size / unit.len() + 1);
            let text = said(&message);
            assert!(text.chars().count() <= 301, "{unit:?} {size}");
            assert!(!text.chars().any(char::is_control));
        }
    }
    assert_eq!(said(&"猫".repeat(400)), "猫".repeat(300) + "…");
}

#[test]
fn codes_and_identifiers_are_cleaned_too() {
    let long = "猫\u{1b}\u{202e}\r\n".repeat(1_000_000);
    for (code, expected) in [
        (json!("50412\u{200b}"), "50412".to_string()),
        (json!("\u{1b}[2J\r\nX: y"), "[2J X: y".to_string()),
        (json!(TOKEN), "*".repeat(TOKEN.len())),
        (json!(SIGNATURE), "*".repeat(64)),
        (json!(50412.5), "50412.5".to_string()),
    ] {
        let business = failure(&json!({"code": code, "request_id": code}));
        let gateway = json!({"ResponseMetadata": {"RequestId": code, "Error": {"Code": code}}});
        for failure in [business, failure(&gateway)] {
            assert_eq!(failure.code, expected);
            assert_eq!(failure.request_id.as_ref(), Some(&expected));
        }
    }
    let failure = failure(&json!({"code": long, "request_id": long}));
    for word in [failure.code, failure.request_id.unwrap()] {
        assert_eq!(word.chars().count(), 65);
        assert!(word.starts_with("猫 猫 "), "{word}");
    }
}

/// Every way to write a secret that a message may be found to hold.
fn written(secret: &str) -> Vec<String> {
    let percent: String = secret.bytes().map(|byte| format!("%{byte:02x}")).collect();
    let halves = secret.split_at(secret.len() / 2);
    vec![
        secret.to_string(),
        secret.to_uppercase(),
        hex::encode(secret),
        hex::encode_upper(secret),
        STANDARD.encode(secret),
        STANDARD.encode(format!("token {secret}")),
        URL_SAFE_NO_PAD.encode(secret),
        percent.to_uppercase(),
        percent,
        secret
            .replace('+', "%2B")
            .replace('/', "%2F")
            .replace('=', "%3D"),
        // Together only once it is cleaned.
        format!("{}\u{200b}{}", halves.0, halves.1),
    ]
}

/// That no text holds a piece of the secret, however it is written.
fn assert_hidden(text: &str, secret: &str, about: &str) {
    let text = text.to_ascii_lowercase();
    for form in written(secret) {
        let form = form.to_ascii_lowercase();
        for piece in form.as_bytes().windows(16) {
            let Ok(piece) = str::from_utf8(piece) else {
                continue;
            };
            assert!(
                !text.contains(piece),
                "{about}: a piece of a secret is shown"
            );
        }
    }
}

#[test]
fn secrets_are_hidden_however_they_are_written_and_wherever_the_text_is_cut() {
    for secret in [TOKEN, SIGNATURE] {
        for form in written(secret) {
            for lead in [0, 1, 2, 230, 270, 285, 290, 299, 300] {
                let message = format!("{}{form} seen", "x".repeat(lead));
                assert_hidden(&said(&message), secret, &form);
                let page = format!("<p>{}{form}</p>", "x".repeat(lead / 4));
                let Decoded::Unreadable { what, .. } = hostile(407, &page) else {
                    panic!("read: {page}");
                };
                let error = Stage::Submit.unexpected(&what, None);
                assert_hidden(&format!("{error:?}"), secret, &form);
            }
        }
    }
}

#[test]
fn what_is_passed_on_of_a_success_holds_no_secret() {
    // As JSON may write it, too: the escapes are read first.
    let escaped: String = TOKEN.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
    for form in written(TOKEN).into_iter().chain([escaped]) {
        let body = format!(
            r#"{{"code":10000,"data":{{"task_id":"7","seen":["{form}"],"{form}":1}},"request_id":"R"}}"#
        );
        let Decoded::Success { data, .. } = hostile(200, &body) else {
            panic!("no success");
        };
        let data = Value::Object(data).to_string();
        if !form.contains('\u{200b}') {
            assert_hidden(&data, TOKEN, &form);
        }
        assert!(data.contains("\"task_id\":\"7\""), "{data}");
    }
    let body = format!(r#"{{"code":10000,"data":{{}},"request_id":"{SIGNATURE}"}}"#);
    let Decoded::Success { request_id, .. } = hostile(200, &body) else {
        panic!("no success");
    };
    assert_eq!(request_id, "*".repeat(64));
}

#[test]
fn a_lone_surrogate_is_no_text_and_the_request_is_still_named() {
    for escape in ["\\ud800", "\\udc00", "\\ud83d\\ud83d", "\\ud83dx"] {
        let body = format!(r#"{{"code":50412,"message":"a{escape}","request_id":"20250804R"}}"#);
        let Decoded::Unreadable { what, request_id } = hostile(400, &body) else {
            panic!("{escape} was read");
        };
        assert_eq!(
            (what.status, request_id.as_deref()),
            (Some(400), Some("20250804R"))
        );
    }
    let body = r#"{"code":50412,"message":"\ud83d\ude00","request_id":"R"}"#;
    let Decoded::Failure(failure) = hostile(400, body) else {
        panic!("a pair is a character");
    };
    assert_eq!(failure.text, "😀");
}

/// Texts of JSON inside of an answer may write a secret by its escapes.
#[test]
fn a_secret_that_is_escaped_twice_is_hidden_too() {
    let escaped: String = TOKEN.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
    let inner = format!(r#"{{"seen":["{escaped}"],"status":1}}"#);
    let deeper = json!({ "again": inner }).to_string();
    for (name, text) in [
        ("resp_data", &inner),
        ("resp_data", &deeper),
        ("req_json", &inner),
        ("req_json", &deeper),
    ] {
        let body = json!({"code": 10000, "data": {name: text, "list": [text]}, "request_id": "R"});
        let Decoded::Success { data, .. } = hostile(200, &body.to_string()) else {
            panic!("no success");
        };
        let mut texts = vec![Value::Object(data)];
        while let Some(value) = texts.pop() {
            match value {
                Value::String(text) => {
                    assert_hidden(&text, TOKEN, name);
                    texts.extend(serde_json::from_str::<Value>(&text).ok());
                }
                Value::Array(list) => texts.extend(list),
                Value::Object(members) => texts.extend(members.into_iter().map(|(_, v)| v)),
                _ => {}
            }
        }
    }
    // What hides nothing stays as it was written.
    let spaced = r#"{ "a" : "caf\u00e9" }"#;
    let body = json!({"code": 10000, "data": {"req_json": spaced}, "request_id": "R"});
    let Decoded::Success { data, .. } = hostile(200, &body.to_string()) else {
        panic!("no success");
    };
    assert_eq!(data["req_json"], spaced);
}
