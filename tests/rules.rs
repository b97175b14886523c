//! Rules that every tool keeps, and those that hold between arguments.

use crate::common::ask::*;
use crate::common::*;
use visual_catalog::{Actions, Status, tools};
use volcengine_visual::call;

#[test]
fn every_tool_takes_its_fewest_arguments() {
    for tool in tools() {
        accepted_with(tool.name, "");
    }
}

#[test]
fn every_required_argument_is_asked_for() {
    for tool in tools() {
        for field in tool.fields.iter().filter(|field| field.required) {
            let mut given = min(tool);
            given.remove(&field.name.replace('-', "_"));
            let json = serde_json::Value::Object(given).to_string();
            assert_eq!(
                refused(tool.name, &json, None).field,
                field.name,
                "{}",
                tool.name
            );
        }
    }
}

const RECAMERA: &str = "jimeng-i2v-recamera-v30";
const PRO: &str = "jimeng-ti2v-v30-pro";
const V40: &str = "jimeng-t2i-v40";
const TRY_ON: &str = "dressing-diffusionv2";

#[test]
fn what_one_source_alone_knows_must_be_accepted() {
    let unconfirmed = tools().filter(|tool| tool.status == Status::Unconfirmed);
    let unconfirmed: Vec<_> = unconfirmed.collect();
    assert!(unconfirmed.len() >= 14, "{}", unconfirmed.len());
    for tool in unconfirmed {
        let mut given = min(tool);
        for answer in [
            None,
            Some(false.into()),
            Some("true".into()),
            Some(1.into()),
        ] {
            given.remove("accept_unconfirmed");
            given.extend(answer.map(|answer| ("accept_unconfirmed".to_string(), answer)));
            let json = serde_json::Value::from(given.clone()).to_string();
            let fault = refused(tool.name, &json, None);
            assert_eq!(fault.field, "accept-unconfirmed", "{}", tool.name);
        }
    }
    refused_with(
        GENERAL,
        "\"accept_unconfirmed\":true",
        "accept_unconfirmed",
        &["prompt"],
    );
}

#[test]
fn rules_between_arguments() {
    let ask = |json: &str| refused(PRO, json, None);
    assert_eq!(ask("{}").field, "prompt");
    assert!(ask("{}").en.contains("`image`"));
    assert_eq!(ask(r#"{"prompt":""}"#).field, "prompt");
    let both = format!(r#"{{"image":"{PICTURE}","aspect_ratio":"16:9"}}"#);
    assert_eq!(ask(&both).field, "aspect-ratio");
    for good in [
        r#"{"prompt":"a","aspect_ratio":"16:9"}"#.to_string(),
        format!(r#"{{"image":"{PICTURE}"}}"#),
    ] {
        assert!(call::invoke(PRO, &good, None).is_ok(), "{good}");
    }
}

#[test]
fn a_ratio_lies_between_its_bounds() {
    let size = |width, height| format!("\"size\":{{\"width\":{width},\"height\":{height}}}");
    accepted_with(V40, &size(3072, 1024));
    refused_with(
        V40,
        &size(3073, 1024),
        "size",
        &["min-ratio", "max-ratio", "3073 x 1024"],
    );
    let wider = format!("{},\"max_ratio\":4", size(4096, 1024));
    let json = with(V40, &wider).replace("}}\"", "}\"");
    assert!(call::invoke(V40, &json, None).is_ok(), "{json}");
    for (ratio, good) in [
        ("0.0625", true),
        ("0.06", false),
        ("2.99", true),
        ("16", false),
    ] {
        let member = format!("\"min_ratio\":{ratio}");
        match good {
            true => accepted_with(V40, &member),
            false => refused_with(V40, &member, "min-ratio", &[ratio]),
        }
    }
}

#[test]
fn counts_of_pictures_and_their_forms() {
    let many = |count: usize| format!("\"images\":{:?}", vec![PICTURE; count]);
    accepted_with(V40, &many(0));
    accepted_with(V40, &many(10));
    refused_with(V40, &many(11), "images", &["at most 10", "11"]);
    let mixed = format!(
        r#"{{"prompt":"a","first_frame":"{PICTURE}","last_frame":{{"base64":"/9j/wAALCAQABAABAREA"}}}}"#
    );
    let fault = refused("jimeng-i2v-first-tail-v30", &mixed, None);
    assert_eq!(fault.field, "last-frame");
    assert!(fault.en.contains("all as files"), "{}", fault.en);
}

#[test]
fn members_of_nested_records_are_named_by_their_path() {
    let nested = |member: &str| {
        format!(
            r#"{{"model":{{"url":"{PICTURE}"}},"garment":{{"data":[{{"url":"{PICTURE}"}}]}},"inference_config":{{{member}}}}}"#
        )
    };
    for (member, field, part) in [
        (
            "\"num_steps\":7",
            "inference-config.num-steps",
            "from 8 to 50",
        ),
        ("\"num_step\":9", "inference-config.num_step", "`num_steps`"),
        ("\"do_sr\":1", "inference-config.do-sr", "true or false"),
        (
            "\"tight_mask\":\"oval\"",
            "inference-config.tight-mask",
            "bbox",
        ),
    ] {
        let fault = refused(TRY_ON, &nested(member), None);
        assert_eq!(fault.field, field);
        assert!(fault.en.contains(part), "{}", fault.en);
    }
    assert!(call::invoke(TRY_ON, nested("\"num_steps\":8"), None).is_ok());
    let none = format!(r#"{{"model":{{"url":"{PICTURE}"}},"garment":{{"data":[]}}}}"#);
    assert_eq!(refused(TRY_ON, &none, None).field, "garment.data");
}

#[test]
fn values_from_closed_and_growing_vocabularies() {
    refused_with(
        RECAMERA,
        "\"camera_strength\":\"fierce\"",
        "camera-strength",
        &["strong"],
    );
    accepted_with(RECAMERA, "\"template_id\":\"a_new_one\"");
    refused_with(
        RECAMERA,
        "\"template_id\":\"\"",
        "template-id",
        &["required"],
    );
    refused_with(RECAMERA, "\"frames\":122", "frames", &["121, 241", "122"]);
}

#[test]
fn keys_that_custom_refuses() {
    for (key, field) in [
        ("", "req-key"),
        ("cert_token", "req-key"),
        ("CERT_pro_token", "req-key"),
        ("a b", "req-key"),
        ("imagex/a", "req-key"),
        ("猫", "req-key"),
    ] {
        let fault = call::custom((key, Actions::Process).into(), "{}", None).unwrap_err();
        assert_eq!(fault.field, field, "{key}");
    }
    for body in [
        r#"{"req_key":"b"}"#,
        r#"{"return_url":true}"#,
        "[]",
        "",
        "{",
    ] {
        let fault = call::custom(("a_new_tool", Actions::Process).into(), body, None).unwrap_err();
        assert_eq!(fault.field, "body-json", "{body}");
    }
    assert!(
        call::custom(
            ("a_new_tool", Actions::Async).into(),
            r#"{"image_urls":[]}"#,
            None
        )
        .is_ok()
    );
}
