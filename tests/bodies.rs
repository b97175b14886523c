//! The exact body of every tool's submission, with the fewest and with all of
//! its arguments. Written by hand from `docs/service-api.md#tools`.

use crate::common::*;
use volcengine_visual::call;
use volcengine_visual::call::flow::Flow;
use volcengine_visual::input::arguments::{Arguments, Picture, Value};
use volcengine_visual::protocol::request::ApiRequest;

fn body_of(flow: Flow) -> String {
    let mut ran = drive(flow, |_: &ApiRequest| Err(broken(true)));
    ran.asks.remove(0).body.text().into_owned()
}

/// What `json` becomes, under each of the tool's names.
fn becomes(names: [&str; 3], json: &str, body: &str) {
    for name in names {
        assert_eq!(body_of(start(name, json, None)), body, "{name}");
    }
}

/// The head of a picture of 1024 x 1024 pixels.
const JPEG: &[u8] = b"\xff\xd8\xff\xc0\0\x0b\x08\x04\0\x04\0\x01\x01\x11\0";

const GENERAL_NAMES: [&str; 3] = [GENERAL, "general-3.0", "high_aes_general_v30l_zt2i"];
const JIMENG_NAMES: [&str; 3] = [JIMENG, "jimeng-2.1", "jimeng_high_aes_general_v21_L"];
const SEEDEDIT_NAMES: [&str; 3] = [SEEDEDIT, "seededit-3.0", "seededit_v3.0"];
const PORTRAIT_NAMES: [&str; 3] = [PORTRAIT, "portrait", "i2i_portrait_photo"];
const T2V_NAMES: [&str; 3] = [T2V, "jimeng-video-2.0", "jimeng_vgfm_t2v_l20"];
const I2V_NAMES: [&str; 3] = [I2V, "jimeng-video-2.0-i2v", "jimeng_vgfm_i2v_l20"];
const T2I_V30_NAMES: [&str; 3] = ["jimeng-t2i-v30", "jimeng-3.0", "jimeng_t2i_v30"];
const T2I_V31_NAMES: [&str; 3] = ["jimeng-t2i-v31", "jimeng-3.1", "jimeng_t2i_v31"];
const I2I_V30_NAMES: [&str; 3] = ["jimeng-i2i-v30", "jimeng-i2i-3.0", "jimeng_i2i_v30"];
const SINGLE_IP_NAMES: [&str; 3] = [
    "seed3l-single-ip",
    "general-3.0-character",
    "seed3l_single_ip",
];

#[test]
fn jimeng_3_0_and_3_1() {
    for (names, key) in [
        (T2I_V30_NAMES, "jimeng_t2i_v30"),
        (T2I_V31_NAMES, "jimeng_t2i_v31"),
    ] {
        becomes(
            names,
            r#"{"prompt":"a"}"#,
            &format!(r#"{{"req_key":"{key}","prompt":"a"}}"#),
        );
        becomes(
            names,
            r#"{"prompt":"a","use_pre_llm":false,"seed":1,"size":{"width":2560,"height":1440}}"#,
            &format!(
                r#"{{"req_key":"{key}","prompt":"a","use_pre_llm":false,"seed":1,"width":2560,"height":1440}}"#
            ),
        );
    }
}

#[test]
fn jimeng_image_to_image() {
    becomes(
        I2I_V30_NAMES,
        r#"{"image":"https://example.com/a.jpg","prompt":"a","seed":-1,"scale":1,"size":{"width":512,"height":2016}}"#,
        r#"{"req_key":"jimeng_i2i_v30","image_urls":["https://example.com/a.jpg"],"prompt":"a","seed":-1,"scale":1.0,"width":512,"height":2016}"#,
    );
}

#[test]
fn keeping_a_character() {
    becomes(
        SINGLE_IP_NAMES,
        r#"{"image":"https://example.com/a.jpg","prompt":"a","width":1024,"height":768,"use_rephraser":true}"#,
        r#"{"req_key":"seed3l_single_ip","image_urls":["https://example.com/a.jpg"],"prompt":"a","width":1024,"height":768,"use_rephraser":true}"#,
    );
}

#[test]
fn general_3_0() {
    becomes(
        GENERAL_NAMES,
        r#"{"prompt":"一只猫"}"#,
        r#"{"req_key":"high_aes_general_v30l_zt2i","prompt":"一只猫"}"#,
    );
    becomes(
        GENERAL_NAMES,
        r#"{"height":512,"width":2048,"scale":2.5,"seed":42,"use_pre_llm":true,"prompt":"a \"cat\"\n"}"#,
        r#"{"req_key":"high_aes_general_v30l_zt2i","prompt":"a \"cat\"\n","use_pre_llm":true,"seed":42,"scale":2.5,"width":2048,"height":512}"#,
    );
}

#[test]
fn jimeng_2_1() {
    becomes(
        JIMENG_NAMES,
        r#"{"prompt":"a cat"}"#,
        r#"{"req_key":"jimeng_high_aes_general_v21_L","prompt":"a cat","return_url":true}"#,
    );
    becomes(
        JIMENG_NAMES,
        r#"{"prompt":"a cat","seed":-1,"width":256,"height":768,"use-pre-llm":false,"use-sr":false}"#,
        r#"{"req_key":"jimeng_high_aes_general_v21_L","prompt":"a cat","seed":-1,"width":256,"height":768,"use_pre_llm":false,"use_sr":false,"return_url":true}"#,
    );
}

#[test]
fn seededit_3_0() {
    becomes(
        SEEDEDIT_NAMES,
        r#"{"image":"https://example.com/a.jpg?x=1&y=2","prompt":"a hat"}"#,
        r#"{"req_key":"seededit_v3.0","image_urls":["https://example.com/a.jpg?x=1&y=2"],"prompt":"a hat"}"#,
    );
    becomes(
        SEEDEDIT_NAMES,
        r#"{"image":{"base64":"/9j/wAALCAQABAABAREA"},"prompt":"a hat","seed":0,"scale":0.25}"#,
        r#"{"req_key":"seededit_v3.0","binary_data_base64":["/9j/wAALCAQABAABAREA"],"prompt":"a hat","seed":0,"scale":0.25}"#,
    );
}

#[test]
fn portrait() {
    becomes(
        PORTRAIT_NAMES,
        r#"{"image_input":"http://example.com/a.jpg"}"#,
        r#"{"req_key":"i2i_portrait_photo","image_input":"http://example.com/a.jpg"}"#,
    );
    becomes(
        PORTRAIT_NAMES,
        r#"{"image_input":"http://example.com/a.jpg","prompt":"一位骑士","width":1024,"height":1328,"gpen":0.4,"skin":0.3,"skin_unifi":0.05,"gen_mode":"reference_char","seed":9223372036854775807}"#,
        r#"{"req_key":"i2i_portrait_photo","image_input":"http://example.com/a.jpg","prompt":"一位骑士","width":1024,"height":1328,"gpen":0.4,"skin":0.3,"skin_unifi":0.05,"gen_mode":"reference_char","seed":9223372036854775807}"#,
    );
}

#[test]
fn video_from_words() {
    becomes(
        T2V_NAMES,
        r#"{"prompt":"a cat"}"#,
        r#"{"req_key":"jimeng_vgfm_t2v_l20","prompt":"a cat"}"#,
    );
    for (given, sent) in [
        ("16:9", "16:9"),
        ("9:16", "9:16"),
        ("1:1", "1:1"),
        ("4:3", "4:3"),
        ("3:4", "3:4"),
        ("21:9", "21:9"),
        ("9:21", "9:21"),
        ("ratio-w21h9", "21:9"),
    ] {
        becomes(
            T2V_NAMES,
            &format!(r#"{{"prompt":"a cat","seed":7,"aspect_ratio":"{given}"}}"#),
            &format!(
                r#"{{"req_key":"jimeng_vgfm_t2v_l20","prompt":"a cat","seed":7,"aspect_ratio":"{sent}"}}"#
            ),
        );
    }
}

#[test]
fn video_from_a_picture() {
    becomes(
        I2V_NAMES,
        r#"{"image":{"url":"https://example.com/a.png"}}"#,
        r#"{"req_key":"jimeng_vgfm_i2v_l20","image_urls":["https://example.com/a.png"]}"#,
    );
    becomes(
        I2V_NAMES,
        r#"{"image":{"base64":"iVBORw0KGgoAAAANSUhEUgAABAAAAAQACAIAAAA=","url":null},"prompt":"it purrs","seed":7,"aspect_ratio":"9:16"}"#,
        r#"{"req_key":"jimeng_vgfm_i2v_l20","binary_data_base64":["iVBORw0KGgoAAAANSUhEUgAABAAAAAQACAIAAAA="],"prompt":"it purrs","seed":7,"aspect_ratio":"9:16"}"#,
    );
}

#[test]
fn bytes_are_sent_as_standard_base64() {
    let arguments = Arguments {
        tool: tool(I2V),
        values: vec![
            Some(Value::Picture(Picture::Bytes(JPEG.to_vec()))),
            None,
            None,
            Some(Value::Case(0)),
        ],
        extra: None,
    };
    assert_eq!(
        body_of(call::start(arguments, None).unwrap()),
        r#"{"req_key":"jimeng_vgfm_i2v_l20","binary_data_base64":["/9j/wAALCAQABAABAREA"],"aspect_ratio":"16:9"}"#
    );
}

#[test]
fn extra_fields_come_last_as_they_are() {
    let expected =
        r#"{"req_key":"jimeng_vgfm_t2v_l20","prompt":"a cat","frames":121,"note":{"b":[1,null]}}"#;
    for json in [
        r#"{"prompt":"a cat","extra":{"frames":121,"note":{"b":[1,null]}}}"#,
        r#"{"prompt":"a cat","extra":"{\"frames\":121,\"note\":{\"b\":[1,null]}}"}"#,
    ] {
        assert_eq!(body_of(start(T2V, json, None)), expected);
    }
}

#[test]
fn absent_means_not_sent() {
    for nothing in [
        r#"{"prompt":"a cat","seed":null,"aspect_ratio":null,"extra":null}"#,
        r#"{"prompt":"a cat","extra":{}}"#,
    ] {
        becomes(
            T2V_NAMES,
            nothing,
            r#"{"req_key":"jimeng_vgfm_t2v_l20","prompt":"a cat"}"#,
        );
    }
}

#[test]
fn a_whole_number_may_be_written_with_a_point() {
    becomes(
        GENERAL_NAMES,
        r#"{"prompt":"a cat","width":512.0,"height":1e3,"seed":-1.0}"#,
        r#"{"req_key":"high_aes_general_v30l_zt2i","prompt":"a cat","seed":-1,"width":512,"height":1000}"#,
    );
}

#[test]
fn words_of_every_script_are_sent_unescaped_and_are_valid_json() {
    for prompt in [
        "猫🐱",
        "قطة",
        "e\u{301}",
        "\u{0}\u{1b}\u{7f}",
        "\u{2028}</script>\\",
    ] {
        let json = serde_json::json!({"prompt": prompt}).to_string();
        let body = body_of(start(GENERAL, &json, None));
        let read: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(read["prompt"], prompt);
        assert!(!body.contains("\\u4e") && !body.contains("\\ud8"), "{body}");
    }
}
