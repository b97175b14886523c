//! BytePlus' side: its version, region, keys, tools and envelopes.

use crate::wire::client::{Client, start};
use crate::wire::quick::at_once;
use serde_json::{Value, json};
use volc_sim::{Config, Keys, Side};

const OMNI: &str = "realman_avatar_picture_omni15_cv";

fn omni() -> Value {
    json!({
        "req_key": OMNI, "image_url": "https://example.com/a.png", "audio_url": "https://example.com/a-26s.mp3"
    })
}

async fn start_on_byteplus(config: Config) -> (volc_sim::Simulator, Client) {
    let (simulator, client) = start(config).await;
    let side = Side::Byteplus;
    (simulator, Client { side, ..client })
}

/// What a task of this job comes to.
async fn queried(client: &Client, body: &Value) -> Value {
    let accepted = client.data("CVSubmitTask", body).await;
    let query = json!({"req_key": body["req_key"], "task_id": accepted["task_id"]});
    client.call("CVGetResult", &query).await.json()
}

#[tokio::test]
async fn a_talking_picture() {
    let (simulator, client) = start_on_byteplus(at_once()).await;
    let reply = queried(&client, &omni()).await;
    let report: Value = serde_json::from_str(reply["data"]["resp_data"].as_str().unwrap()).unwrap();
    let film = client
        .get(report["video_url"].as_str().unwrap())
        .await
        .unwrap();
    assert_eq!(film.header("content-type"), Some("video/mp4"));
    for member in [
        "comfyui_cost",
        "progress",
        "vid",
        "received_at",
        "processed_at",
        "finished_at",
    ] {
        assert!(report.get(member).is_some(), "{member}");
    }
    assert_eq!(simulator.meter().billed_by_req_key[OMNI].seconds, 26);
    let faces = json!({"req_key": "realman_avatar_object_detection_cv", "image_url": "https://example.com/a.png"});
    let faces = client.data("CVProcess", faces).await;
    assert!(
        faces["resp_data"]
            .as_str()
            .unwrap()
            .contains("object_detection_result")
    );
}

#[tokio::test]
async fn versions_actions_and_keys_of_each_side() {
    let ours = Keys::generate().on_side(Side::China);
    let theirs = Keys::generate().on_side(Side::Byteplus);
    let config = Config {
        keys: vec![ours.clone(), theirs.clone()],
        ..at_once()
    };
    let (_simulator, client) = start_on_byteplus(config).await;
    let with = |keys: &Keys, side: Side| Client {
        keys: keys.clone(),
        side,
        ..client.clone()
    };
    let submit = |client: Client| async move { client.call("CVSubmitTask", &omni()).await };
    assert_eq!(
        submit(with(&theirs, Side::Byteplus)).await.verdict(),
        (200, 10000)
    );
    for stranger in [with(&ours, Side::Byteplus), with(&theirs, Side::China)] {
        let refusal = submit(stranger).await.refusal();
        assert_eq!(refusal, (401, "InvalidAccessKey".to_owned()));
    }
    let client = with(&theirs, Side::Byteplus);
    for query in [
        "Action=CVSubmitTask&Version=2022-08-31",
        "Action=EmotionPortrait&Version=2024-06-06",
    ] {
        let reply = client.post(query, b"{}").await.unwrap();
        assert_eq!(reply.refusal().1, "InvalidActionOrVersion", "{query}");
    }
}

#[tokio::test]
async fn one_side_refuses_the_other_region() {
    for (side, other) in [(Side::China, Side::Byteplus), (Side::Byteplus, Side::China)] {
        let config = Config {
            side: Some(side),
            ..at_once()
        };
        let (_simulator, client) = start(config).await;
        let client = Client {
            side: other,
            ..client
        };
        let refusal = client.call("CVSubmitTask", &omni()).await.refusal();
        assert_eq!(refusal, (401, "SignatureDoesNotMatch".to_owned()));
    }
}

#[tokio::test]
async fn tools_of_the_other_side_and_services_not_opened() {
    let (_simulator, client) = start_on_byteplus(at_once()).await;
    for req_key in [
        "jimeng_t2i_v40",
        "jimeng_t2v_v30",
        "jimeng_realman_avatar_picture_omni_v15",
    ] {
        let body = json!({"req_key": req_key, "prompt": "p"});
        let reply = client.call("CVSync2AsyncSubmitTask", &body).await;
        assert_eq!(reply.verdict(), (400, 50204));
        assert_eq!(reply.json()["message"], "req_key not supported");
    }
    let china = Client {
        side: Side::China,
        ..client
    };
    assert_eq!(
        china.call("CVSubmitTask", &omni()).await.verdict(),
        (401, 50400)
    );
    for (activated, verdict) in [
        (vec![], (401, 50400)),
        (vec!["other".to_owned()], (400, 50204)),
    ] {
        let keys = Keys {
            activated: Some(activated),
            ..Keys::generate()
        };
        let config = Config {
            keys: vec![keys],
            ..at_once()
        };
        let (_simulator, client) = start_on_byteplus(config).await;
        assert_eq!(
            client.call("CVSubmitTask", &omni()).await.verdict(),
            verdict
        );
    }
}

#[tokio::test]
async fn members_that_the_tool_does_not_know() {
    let mut body = omni();
    body["output_resolution"] = 720.into();
    for (strict, code) in [(false, 10000), (true, 50215)] {
        let config = Config {
            byteplus_known_members_only: strict,
            ..at_once()
        };
        let (simulator, client) = start_on_byteplus(config).await;
        assert_eq!(queried(&client, &body).await["code"], code);
        assert_eq!(queried(&client, &omni()).await["code"], 10000);
        let billed = simulator.meter().billed_by_req_key[OMNI].seconds;
        assert_eq!(billed, if strict { 26 } else { 52 });
    }
}

#[tokio::test]
async fn the_wrapped_envelope() {
    let config = Config {
        byteplus_wrapped: true,
        ..at_once()
    };
    let (_simulator, client) = start_on_byteplus(config).await;
    let reply = client.call("CVSubmitTask", &omni()).await.json();
    let metadata = &reply["ResponseMetadata"];
    assert_eq!(
        (
            &metadata["Action"],
            &metadata["Version"],
            &metadata["Region"]
        ),
        (
            &json!("CVSubmitTask"),
            &json!("2024-06-06"),
            &json!("ap-singapore-1")
        )
    );
    assert_eq!(
        (&reply["Result"]["code"], &reply["code"]),
        (&json!(10000), &Value::Null)
    );
    assert_eq!(reply["Result"]["request_id"], metadata["RequestId"]);
    let missing = client.call("CVSubmitTask", &json!({"req_key": OMNI})).await;
    assert_eq!(missing.refusal(), (400, "50201".to_owned()));
    let china = Client {
        side: Side::China,
        ..client
    };
    let body = json!({"req_key": "jimeng_t2i_v40", "prompt": "p"});
    assert_eq!(
        china
            .data("CVSync2AsyncSubmitTask", body)
            .await
            .as_object()
            .unwrap()
            .len(),
        1
    );
}
