//! Accounts of Volcengine and of BytePlus: what is refused before anything is
//! sent, and which version and host a request has.

use host_test::calls::Calls;
use host_test::rig::{Rig, assert_error, failure, host, task, wait};
use visual_host::tools::Actions;
use visual_host::{
    Egress, ErrorKind, Journal, Keys, Purchase, RawCall, RawParameters, Request, Side, Task,
};
use volc_sim::Config;

const OMNI: &str = "jimeng-realman-avatar-picture-omni-v15";
const OMNI_ABROAD: &str = "realman-avatar-picture-omni15-cv";
const TALK: &str =
    r#"{"image_url":"https://example.com/a.png","audio_url":"https://example.com/a.mp3"}"#;

#[tokio::test]
async fn a_tool_of_the_other_side_is_refused_before_anything_is_sent() {
    let rig = Rig::with(Config {
        unconfirmed: true,
        ..Config::default()
    })
    .await;
    let cat = r#"{"prompt":"a cat"}"#;
    for (side, tool, arguments, told) in [
        (Side::BytePlus, OMNI, TALK, "`byteplus-omnihuman-1.5`"),
        (
            Side::BytePlus,
            "omnihuman-1.5",
            TALK,
            "`byteplus-omnihuman-1.5`",
        ),
        (Side::BytePlus, "jimeng-4.0", cat, "byteplus-omnihuman-1.5"),
        (Side::China, OMNI_ABROAD, TALK, "`omnihuman-1.5`"),
        (
            Side::China,
            "realman-avatar-training-task",
            r#"{"video_url":"https://example.com/a.mp4","accept_unconfirmed":true}"#,
            "BytePlus",
        ),
    ] {
        let host = rig.host_on(side).with_journal(Journal::in_memory());
        let error = failure(host.invoke(tool, arguments, Some(&wait(0))).await);
        assert_error(&error, ErrorKind::Unsupported, Purchase::NotMade);
        assert_eq!(error.field.as_deref(), Some("tool"));
        assert!(error.message.contains(told), "{error:?}");
        assert!(error.message_zh.contains(told), "{error:?}");
        assert_eq!(host.journal().entries().unwrap(), [], "{tool}");
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn a_task_of_the_other_side_is_not_asked_for() {
    let rig = Rig::start().await;
    let task = |tool: &str| Task::new(tool, "7392616336519610409", task("1", 60).submitted_at);
    for (side, tool) in [(Side::BytePlus, OMNI), (Side::China, OMNI_ABROAD)] {
        let host = rig.host_on(side);
        let error = failure(host.task_status(&task(tool)).await);
        assert_eq!(error.kind, ErrorKind::Unsupported);
        assert_eq!(error.purchase, Purchase::Made);
        assert_eq!(
            error.task.as_ref().map(|task| task.tool.as_str()),
            Some(tool)
        );
        let error = failure(host.task_cancel(&task(tool)).await);
        assert_eq!(error.kind, ErrorKind::Unsupported);
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn an_endpoint_and_a_region_of_different_sides_are_refused() {
    for (endpoint, region) in [
        ("https://visual.volcengineapi.com", "ap-singapore-1"),
        ("https://cv.byteplusapi.com", "cn-north-1"),
    ] {
        let keys = Keys::new("AKLTEXAMPLE", "U0VDUkVU")
            .with_endpoint(endpoint)
            .with_region(region);
        let host = host(keys);
        let order = failure(
            host.invoke("jimeng-4.0", r#"{"prompt":"a cat"}"#, None)
                .await,
        );
        let call = RawCall::new("CVProcess", None, RawParameters::Json("{}".to_owned()));
        let raw = failure(host.raw(&call).await);
        let check = failure(host.check_credentials().await);
        for error in [order, raw, check] {
            assert_error(&error, ErrorKind::InvalidInput, Purchase::NotMade);
            assert_eq!(error.field.as_deref(), Some("region"));
            let host = endpoint.strip_prefix("https://").unwrap();
            for text in [&error.message, &error.message_zh] {
                assert!(text.contains(region) && text.contains(host), "{text}");
            }
        }
    }
}

/// The version of each request, in order.
fn versions(rig: &Rig) -> Vec<String> {
    let calls = rig.calls();
    let version = |query: &str| {
        let mut pairs = query.split('&');
        pairs.find_map(|pair| pair.strip_prefix("Version=").map(str::to_owned))
    };
    calls
        .iter()
        .filter_map(|seen| version(&seen.query))
        .collect()
}

#[tokio::test]
async fn the_version_is_the_sides_or_the_callers() {
    let rig = Rig::start().await;
    let [china, byteplus] = Side::ALL.map(|side| rig.host_on(side));
    for (host, version, expected) in [
        (&china, None, "2022-08-31"),
        (&byteplus, None, "2024-06-06"),
        (&china, Some("2023-01-01"), "2023-01-01"),
        (&byteplus, Some("2023-01-01"), "2023-01-01"),
    ] {
        let call = RawCall::new("CVProcess", version, RawParameters::Json("{}".to_owned()));
        drop(host.raw(&call).await);
        let request = Request::custom("a_new_tool", Actions::Task, "{}");
        let request = match version {
            Some(version) => request.with_api_version(version),
            None => request,
        };
        drop(host.order(request).options(wait(0)).outcome().await);
        let seen = versions(&rig);
        assert_eq!(seen[seen.len() - 2..], [expected, expected]);
    }
    let odd = Request::custom("a_new_tool", Actions::Task, "{}").with_api_version("latest");
    let error = failure(china.order(odd).options(wait(0)).outcome().await);
    assert_error(&error, ErrorKind::InvalidInput, Purchase::NotMade);
    assert_eq!(error.field.as_deref(), Some("api-version"));
    assert_eq!(versions(&rig).len(), 8);
}

/// Nobody listens there: what is allowed fails to connect, what is not is denied.
#[tokio::test]
async fn only_an_account_of_byteplus_reaches_its_host() {
    let nowhere = "127.0.0.1:1".parse().unwrap();
    let hosts = Side::ALL.into_iter().flat_map(Side::hosts);
    let egress = hosts.fold(Egress::default().private_addresses(true), |egress, host| {
        egress.resolve(host, nowhere)
    });
    let keys = || Keys::new("AKLTEXAMPLE", "U0VDUkVU");
    for (keys, side) in [
        (keys(), Side::China),
        (keys().with_region("ap-singapore-1"), Side::BytePlus),
        (
            keys().with_endpoint("https://cv.byteplusapi.com"),
            Side::BytePlus,
        ),
    ] {
        assert_eq!(keys.side(), side);
        let host = host(keys).with_egress(egress.clone());
        let error = failure(host.check_credentials().await);
        assert_eq!(
            error.code.as_deref(),
            Some("connection-refused"),
            "{error:?}"
        );
    }
}
