//! The two sides of the service: what an account of one may ask, and what its
//! errors mean there.

use crate::common::*;
use serde_json::json;
use visual_catalog::{Actions, Side, find};
use volcengine_visual::call::{self, probe, side, target::CustomCall};
use volcengine_visual::errors::stage::Stage;
use volcengine_visual::protocol::reply::envelope::{Failure, Hints, Reply};
use volcengine_visual::types::{Error, ErrorKind, Purchase};

const OMNI: &str = "jimeng-realman-avatar-picture-omni-v15";
const OMNI_ABROAD: &str = "realman-avatar-picture-omni15-cv";

#[test]
fn a_tool_of_the_other_side_is_refused_with_its_counterpart() {
    for (tool, at, parts) in [
        (OMNI, Side::BytePlus, ["byteplus-omnihuman-1.5", "BytePlus"]),
        (OMNI_ABROAD, Side::China, ["omnihuman-1.5", "Volcengine"]),
        // Without a counterpart: what there is.
        (
            GENERAL,
            Side::BytePlus,
            ["byteplus-omnihuman-1.5", "BytePlus"],
        ),
        (
            "realman-avatar-training-task",
            Side::China,
            ["BytePlus", "Volcengine"],
        ),
    ] {
        let error = Error::from(side::check(Some(tool), at).unwrap_err());
        let told = (error.kind, error.purchase, error.field.as_deref());
        let expected = (ErrorKind::Unsupported, Purchase::NotMade, Some("tool"));
        assert_eq!(told, expected, "{error:?}");
        let alias = find(tool).unwrap().alias;
        for part in [alias, parts[0], parts[1]] {
            assert!(error.message.contains(part), "{part}: {error:?}");
            let [en, zh] = [Side::China.title(), Side::China.title_zh()];
            let part_zh = part.replace(en, zh);
            assert!(error.message_zh.contains(&part_zh), "{part}: {error:?}");
        }
    }
}

#[test]
fn each_request_says_which_tool_it_is_about() {
    let queries = vec![status("in_queue"), link_done()];
    let ran = drive(start(GENERAL, CAT, None), jobs(queries));
    assert!(ran.asks.iter().all(|ask| ask.tool == Some(GENERAL)));
    assert_eq!(
        call::cancel(&task(GENERAL, 60)).unwrap().tool,
        Some(GENERAL)
    );
    let both = Some("realman-avatar-creation-task");
    for side in Side::ALL {
        for allowed in [both, None] {
            assert!(side::check(allowed, side).is_ok());
        }
    }
}

#[test]
fn the_version_of_a_custom_call_is_that_of_its_task() {
    let custom = |version| CustomCall {
        req_key: "a_new_tool",
        actions: Actions::Async,
        version,
    };
    let begin = |version| call::custom(custom(version), "{}", wait(0)).unwrap();
    for (version, tool) in [
        (Some("2024-06-06"), "custom:task@2024-06-06:a_new_tool"),
        (None, "custom:task:a_new_tool"),
    ] {
        let ran = drive(begin(version), |_| Ok(accepted()));
        assert_eq!(ran.asks[0].version.as_deref(), version);
        let pending = ran.pending();
        assert_eq!(pending.task.tool, tool);
        let flow = call::collect(pending.task, Some(0)).unwrap();
        let ran = drive(flow, |_| Ok(status("in_queue")));
        assert_eq!(ran.asks[0].version.as_deref(), version);
    }
    for version in [
        "",
        "2024-6-6",
        "2024-06-06 ",
        "2024-06-06:x",
        "latest",
        "2024-06-0６",
    ] {
        let fault = call::custom(custom(Some(version)), "{}", None).unwrap_err();
        assert_eq!(fault.field, "api-version", "{version}");
    }
}

fn failed(code: &str, side: Side) -> Error {
    let failure = Failure {
        code: code.to_owned(),
        text: String::new(),
        request_id: None,
    };
    let hints = Hints {
        side,
        ..Hints::default()
    };
    Stage::Submit.failed(failure, &hints)
}

#[test]
fn errors_are_explained_by_their_side() {
    for (code, parts) in [
        ("50400", ["Vision AI", "activate"]),
        ("50204", ["not be activated", "not confirmed"]),
        ("50215", ["output_resolution", "not confirmed"]),
        ("SignatureDoesNotMatch", ["secret access key", "BytePlus"]),
    ] {
        let [here, there] = [Side::China, Side::BytePlus].map(|side| failed(code, side));
        let kind = match code {
            "50204" => ErrorKind::NotPermitted,
            _ => here.kind,
        };
        assert_eq!((there.kind, there.purchase), (kind, here.purchase));
        assert!(!here.message.contains("BytePlus"), "{here:?}");
        for part in parts {
            assert!(there.message.contains(part), "{there:?}");
        }
        assert!(there.message_zh.contains("BytePlus"), "{there:?}");
    }
}

#[test]
fn credentials_are_checked_on_both_sides() {
    for (side, action, key) in [
        (
            Side::China,
            "CVSync2AsyncGetResult",
            "high_aes_general_v30l_zt2i",
        ),
        (
            Side::BytePlus,
            "CVGetResult",
            "realman_avatar_picture_omni15_cv",
        ),
    ] {
        let ask = probe::ask(side);
        assert_eq!((ask.action, &ask.version), (action, &None));
        assert!(ask.body.text().contains(key));
        let judged = |code: u32| {
            let reply = Reply {
                side,
                ..failure(code, "Access Denied")
            };
            probe::judge(Ok(reply), BEGIN).unwrap().warnings
        };
        assert!(judged(50215).is_empty());
        let warnings = judged(50400);
        assert!(warnings[0].message.contains(key), "{warnings:?}");
        assert_eq!(
            warnings[0].message.contains("Vision AI"),
            side == Side::BytePlus
        );
    }
}

/// Two clients of BytePlus read answers of two shapes; errors of its gateway
/// have the third.
#[test]
fn answers_of_either_shape_are_read() {
    const ID: &str = "7392616336519610409";
    let flat =
        json!({"code": 10000, "data": {"task_id": ID}, "message": "Success", "request_id": "R"});
    let metadata = json!({"RequestId": "R", "Action": "CVSubmitTask", "Version": "2024-06-06", "Service": "cv", "Region": "ap-singapore-1"});
    let mut beside = flat.clone();
    beside["ResponseMetadata"] = metadata.clone();
    let wrapped = json!({"ResponseMetadata": metadata, "Result": flat});
    let without_code = json!({"ResponseMetadata": metadata, "data": {"task_id": ID}});
    let arguments =
        r#"{"image_url":"https://example.com/a.png","audio_url":"https://example.com/a.mp3"}"#;
    for body in [flat, beside, wrapped, without_code] {
        let ran = drive(start(OMNI_ABROAD, arguments, wait(0)), |_| {
            Ok(reply(200, &body.to_string()))
        });
        let pending = ran.pending();
        assert_eq!(pending.task.id, ID);
    }
}
