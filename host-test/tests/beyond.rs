//! What lies beyond the catalogue: `custom`, for keys that it does not list,
//! and `raw`, for any action of the service.

use host_test::calls::Calls;
use host_test::program::Shell;
use host_test::{Rig, rig, task_text};
use serde_json::{Value, json};
use visual_host::tools::Actions;
use visual_host::types::{ErrorKind, MediaContent, Outcome, Purchase};
use visual_host::{Error, RawCall, RawParameters};
use volc_sim::{Config, Fault, Target, What};

/// Keys that neither the catalogue nor the simulator's own data know.
const KEY: &str = "a_brand_new_tool_v9";

fn rows() -> Vec<Value> {
    let fields = json!([{"name": "prompt", "type": "string", "required": true}]);
    let picture = json!({"media": "picture", "format": "png", "width": 512, "height": 512});
    vec![
        json!({"req_key": KEY, "ways": ["sync2async", "native", "process"], "fields": fields, "result": picture}),
        json!({"req_key": "a_new_film", "ways": ["native"], "fields": [], "result": {"media": "video"}}),
    ]
}

async fn start() -> Rig {
    Rig::with(Config {
        tools: rows(),
        ..Config::default()
    })
    .await
}

#[tokio::test]
async fn a_key_that_is_not_listed_goes_through_the_whole_flow() {
    let rig = start().await;
    for (pair, requests) in [
        (Actions::Process, 1),
        (Actions::Sync2Async, 2),
        (Actions::Task, 2),
    ] {
        let before = rig.calls().len();
        let wait = rig::wait(30_000);
        let answer = rig
            .host
            .custom((KEY, pair), r#"{"prompt":"a cat"}"#, Some(&wait));
        let Ok(Outcome::Done(done)) = answer.await else {
            panic!("{pair:?} is not done");
        };
        assert!(
            matches!(&done.media[..], [media] if matches!(media.content, MediaContent::Url(_)))
        );
        assert_eq!(rig.calls().len() - before, requests, "{pair:?}");
        let body: Value = serde_json::from_slice(&rig.calls()[before].body).unwrap();
        assert_eq!(
            (&body["req_key"], &body["prompt"]),
            (&json!(KEY), &json!("a cat"))
        );
    }
    assert_eq!(rig.meter().accepted, 3);
}

#[tokio::test]
async fn its_task_can_be_kept_as_text_and_collected_elsewhere() {
    let rig = start().await;
    let pair = ("a_new_film", Actions::Task);
    let answer = rig.host.custom(pair, "{}", Some(&rig::wait(0))).await;
    let Ok(Outcome::Pending(pending)) = answer else {
        panic!("{answer:?}");
    };
    let text = task_text::format(&pending.task).await;
    let other = rig.host_of(&rig.keys);
    let task = task_text::parse(&text).await.unwrap();
    let Ok(Outcome::Done(done)) = other.task_resume(&task, Some(30_000)).await else {
        panic!("not done");
    };
    assert_eq!(done.media.len(), 1);
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn custom_refuses_other_services_identities_and_the_protocols_names() {
    let rig = start().await;
    for (key, body, field, kind) in [
        ("imagex/x", "{}", "req-key", ErrorKind::InvalidInput),
        ("", "{}", "req-key", ErrorKind::InvalidInput),
        ("cert_token", "{}", "req-key", ErrorKind::Unsupported),
        (KEY, "[]", "body-json", ErrorKind::InvalidInput),
        (
            KEY,
            r#"{"req_key":"other"}"#,
            "body-json",
            ErrorKind::InvalidInput,
        ),
        (
            KEY,
            r#"{"return_url":true}"#,
            "body-json",
            ErrorKind::InvalidInput,
        ),
    ] {
        let answer = rig.host.custom((key, Actions::Process), body, None).await;
        let error = rig::failure(answer);
        assert_eq!(
            (error.field.as_deref(), error.kind),
            (Some(field), kind),
            "{key} {body}"
        );
        assert!(error.refused_before_sending());
    }
    rig.assert_untouched();
}

fn process(body: &str) -> RawCall {
    RawCall::new(
        "CVProcess",
        "2022-08-31",
        RawParameters::Json(body.to_owned()),
    )
}

const CAT: &str =
    r#"{"req_key":"jimeng_high_aes_general_v21_L","prompt":"一只猫","return_url":true}"#;

#[tokio::test]
async fn a_raw_call_is_signed_and_sent_once() {
    let rig = start().await;
    let answer = rig.host.raw(&process(CAT)).await.unwrap();
    let data: Value = serde_json::from_str(&answer.data).unwrap();
    assert!(data["image_urls"][0].is_string(), "{data}");
    assert!(!answer.request_id.is_empty());
    let calls = rig.calls();
    assert_eq!((calls.len(), calls[0].body.as_slice()), (1, CAT.as_bytes()));
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn forms_and_queries_pass_the_services_check_of_signatures() {
    let rig = start().await;
    let pairs = vec![("task_id".to_owned(), "7 &=/猫+".to_owned())];
    for parameters in [
        RawParameters::Form(pairs.clone()),
        RawParameters::Query(pairs),
    ] {
        let call = RawCall::new("VideoInpaintQueryTask", "2020-08-26", parameters);
        let error = rig::failure(rig.host.raw(&call).await);
        // Signed well, as the simulator goes on to look the action up.
        assert_eq!(
            error.code.as_deref(),
            Some("InvalidActionOrVersion"),
            "{error:?}"
        );
        assert_eq!(error.requests, 1);
    }
    let methods: Vec<String> = rig.calls().into_iter().map(|call| call.method).collect();
    assert_eq!(methods, ["POST", "GET"]);
}

#[tokio::test]
async fn a_raw_call_counts_as_a_submit() {
    let rig = start().await;
    rig.simulator.inject(Fault::once(Target::Any, What::Reset));
    let error = rig::failure(rig.host.raw(&process(CAT)).await);
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert_eq!(error.purchase, Purchase::Unknown);
    assert_eq!(rig.calls().len(), 1, "nothing is sent twice");

    let strangers = rig.host_of(&volc_sim::Keys::generate());
    let error = rig::failure(strangers.raw(&process(CAT)).await);
    assert_eq!(error.kind, ErrorKind::RejectedCredentials, "{error:?}");
    assert_eq!(error.purchase, Purchase::NotMade);
}

/// A few megabytes of small values would take gigabytes as a tree.
#[tokio::test]
async fn an_answer_of_too_many_values_is_not_read() {
    let rig = start().await;
    for (unit, read) in [(r#"{"":0},"#, false), (r#""xxxxxxxxxxxxxxx","#, true)] {
        let size = if read { 2 << 20 } else { 8 << 20 };
        let many = format!("[{}0]", unit.repeat(size / unit.len()));
        let body = format!(r#"{{"code":10000,"data":{{"a":{many}}},"request_id":"R"}}"#);
        let what = What::json(body);
        rig.simulator.inject(Fault::once(Target::Any, what));
        match rig.host.raw(&process(CAT)).await {
            Ok(answer) => assert!(read, "{:.80}", answer.data),
            Err(error) => {
                assert!(!read, "{error}");
                assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
                assert!(error.message.contains("too many values"), "{error}");
                assert_eq!(error.request_id.as_deref(), Some("R"));
            }
        }
    }
}

/// The receiver may take the other member of the same name.
#[tokio::test]
async fn a_body_names_each_member_once() {
    let rig = start().await;
    let twice = r#"{"prompt":"a","prompt":"b"}"#;
    let refused = |error: Error| {
        let message = &error.message;
        assert!(message.contains("`prompt` is given twice"), "{message}");
        assert_eq!(error.kind, ErrorKind::InvalidInput);
    };
    let custom = rig.host.custom((KEY, Actions::Process), twice, None);
    refused(rig::failure(custom.await));
    refused(rig::failure(
        rig.host.invoke("general-3.0", twice, None).await,
    ));
    refused(rig::failure(rig.host.raw(&process(twice)).await));
    let extra = r#"{"prompt":"a","extra":{"prompt":{"prompt":1,"prompt":2}}}"#;
    refused(rig::failure(
        rig.host.invoke("general-3.0", extra, None).await,
    ));
    // A reader that ignores case takes these for the protocol's own.
    for name in ["Req_Key", "TASK_ID", "req_\u{212a}ey"] {
        let body = json!({"prompt": "a", name: "cert_x"}).to_string();
        let custom = rig.host.custom((KEY, Actions::Process), &body, None);
        let error = rig::failure(custom.await);
        assert_eq!(error.kind, ErrorKind::InvalidInput, "{name}");
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn raw_refuses_other_services_and_identities() {
    let rig = start().await;
    let other = process("{}").with_service("imagex");
    let identity = RawCall::new(
        "CertToken",
        "2022-08-31",
        RawParameters::Json("{}".to_owned()),
    );
    for (call, field) in [
        (other, "service"),
        (identity, "action"),
        (process("[]"), "body"),
    ] {
        let error = rig::failure(rig.host.raw(&call).await);
        assert_eq!(error.field.as_deref(), Some(field));
        assert!(error.refused_before_sending());
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn the_program_has_both() {
    let shell = Shell::new();
    let custom = r#"custom jimeng_t2i_v30 --body-json '{"prompt":"a cat"}' --simulate"#;
    let (exit, object) = shell.json(&custom).await;
    assert_eq!(
        (exit, object["done"]["media"].as_array().map(Vec::len)),
        (0, Some(1)),
        "{object}"
    );
    let task = object["done"]["task"]["tool"].as_str();
    assert_eq!(task, Some("custom:sync2async:jimeng_t2i_v30"));

    let raw = format!("raw CVProcess --api-version 2022-08-31 --body-json '{CAT}' --simulate");
    let (exit, object) = shell.json(&raw).await;
    assert_eq!(exit, 0);
    assert!(
        object["raw"]["data"]["image_urls"][0].is_string(),
        "{object}"
    );

    let other = "raw CVProcess --api-version 2022-08-31 --service imagex --simulate";
    let (exit, object) = shell.json(&other).await;
    assert_eq!((exit, &object["error"]["field"]), (2, &json!("service")));
}
