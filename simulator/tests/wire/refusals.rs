//! What the service turns away, over the wire.

use crate::wire::client::{Client, exchange, start};
use crate::wire::quick::{VIDEO, at_once};
use serde_json::{Value, json};
use volc_sim::{Config, Keys, Simulator};

const V30: &str = "high_aes_general_v30l_zt2i";
const V21: &str = "jimeng_high_aes_general_v21_L";

#[tokio::test]
async fn gateway_answers_name_what_they_could_read() {
    let (simulator, client) = start(at_once()).await;
    let nobody = Client {
        keys: Keys::new("AKLTnobody", "none"),
        ..client.clone()
    };
    let reply = nobody.call("CVProcess", &json!({})).await;
    assert_eq!(reply.refusal(), (401, "InvalidAccessKey".to_owned()));
    let metadata = &reply.json()["ResponseMetadata"];
    assert_eq!(metadata["Action"], "CVProcess");
    assert_eq!(metadata["Version"], "2022-08-31");
    assert_eq!(metadata["Service"], "cv");
    assert_eq!(metadata["Region"], "cn-north-1");
    assert_eq!(metadata["Error"]["CodeN"], 100009);
    let text = "The accesskey [AKLTnobody] included in the request is invalid.";
    assert_eq!(metadata["Error"]["Message"], text);
    assert_eq!(metadata["RequestId"].as_str().unwrap().len(), 34);

    let reply = client.post("", b"{}").await.unwrap();
    assert_eq!(reply.refusal(), (400, "MissingParameter".to_owned()));
    let metadata = reply.json()["ResponseMetadata"]
        .as_object()
        .unwrap()
        .clone();
    let names: Vec<&String> = metadata.keys().collect();
    assert_eq!(names, ["Error", "RequestId"]);

    let reply = client
        .post("Action=CVNothing&Version=2022-08-31", b"{}")
        .await
        .unwrap();
    assert_eq!(reply.refusal(), (404, "InvalidActionOrVersion".to_owned()));
    assert_eq!(simulator.meter().accepted, 0);
    assert!(simulator.requests().iter().all(|seen| !seen.accepted));
}

#[tokio::test]
async fn the_date_header_tells_a_wrong_clock() {
    let config = Config {
        clock_offset_seconds: 86_400,
        ..at_once()
    };
    let (_simulator, mut client) = start(config).await;
    let body = json!({"req_key": V21, "prompt": "p"});
    let reply = client.call("CVProcess", &body).await;
    assert_eq!(reply.refusal(), (400, "InvalidTimestamp".to_owned()));
    let there = httpdate::parse_http_date(reply.header("date").unwrap()).unwrap();
    let ahead = there.duration_since(std::time::SystemTime::now()).unwrap();
    assert!(ahead.as_secs() > 86_000);
    client.clock_offset = 86_400;
    let reply = client.call("CVProcess", &body).await;
    assert_eq!(reply.verdict(), (200, 10000));
}

#[tokio::test]
async fn secrets_are_needed_and_tokens_too() {
    let temporary = Keys::generate().with_token("STS2token");
    let config = Config {
        keys: vec![temporary.clone()],
        ..at_once()
    };
    let (_simulator, mut client) = start(config).await;
    let body = json!({"req_key": V21, "prompt": "p"});
    assert_eq!(
        client.call("CVProcess", &body).await.verdict(),
        (200, 10000)
    );
    client.keys.session_token = None;
    let reply = client.call("CVProcess", &body).await;
    assert_eq!(reply.refusal(), (401, "InvalidSecretToken".to_owned()));
    client.keys.secret_access_key = "wrong".to_owned();
    let reply = client.call("CVProcess", &body).await;
    assert_eq!(reply.refusal(), (401, "SignatureDoesNotMatch".to_owned()));
}

#[tokio::test]
async fn tools_must_be_known_active_and_used_their_way() {
    let config = Config {
        keys: vec![Keys {
            activated: Some(vec![V21.to_owned(), VIDEO.to_owned()]),
            ..Keys::example()
        }],
        ..at_once()
    };
    let (_simulator, client) = start(config).await;
    let ask = async |action: &str, req_key: Value| {
        let body = json!({"req_key": req_key, "prompt": "p", "task_id": "1"});
        let reply = client.call(action, &body).await.json();
        let message = reply["message"].as_str().unwrap().to_owned();
        (reply["code"].as_i64().unwrap(), message)
    };
    let denied = |why: &str| (50400, format!("Access Denied: {why}"));
    assert_eq!(
        ask("CVProcess", json!("nothing")).await,
        denied("Internal Error")
    );
    assert_eq!(ask("CVProcess", json!(V30)).await, denied("Access Denied"));
    let other_way = |req_key: &str| (50200, format!("req_key {req_key} not supported"));
    assert_eq!(ask("CVProcess", json!(VIDEO)).await, other_way(VIDEO));
    assert_eq!(
        ask("CVSync2AsyncSubmitTask", json!(V21)).await,
        other_way(V21)
    );
    assert_eq!(ask("CVGetResult", json!(VIDEO)).await, other_way(VIDEO));
    assert_eq!(ask("CVCancelTask", json!(V21)).await, other_way(V21));
    assert_eq!(ask("CVProcess", Value::Null).await.0, 50201);
    assert_eq!(ask("CVProcess", json!(7)).await.0, 50204);
}

#[tokio::test]
async fn bodies_are_json_objects_of_ten_megabytes_at_most() {
    let (_simulator, client) = start(at_once()).await;
    let query = "Action=CVProcess&Version=2022-08-31";
    for body in ["", "[]", "{", "\"text\"", "req_key=a"] {
        let reply = client.post(query, body.as_bytes()).await.unwrap();
        assert_eq!(reply.verdict(), (400, 50200), "{body}");
    }
    let huge = vec![b' '; 10 * 1024 * 1024 + 1];
    let reply = client.post(query, &huge).await.unwrap();
    assert_eq!(reply.verdict(), (400, 50213));
}

#[tokio::test]
async fn moderation_costs_nothing_before_and_something_after() {
    let (simulator, client) = start(at_once()).await;
    let ask = async |prompt: &str| {
        let body = json!({"req_key": V21, "prompt": prompt});
        client.call("CVProcess", &body).await.verdict()
    };
    assert_eq!(ask("x [moderate-text]").await, (400, 50412));
    assert_eq!(ask("[moderate-copyright]").await, (400, 50413));
    assert_eq!(simulator.meter().accepted, 0);
    assert_eq!(ask("[moderate-output]").await, (400, 50511));
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn quotas() {
    let config = Config {
        concurrency: Some(1),
        queue_ms: 3_600_000,
        ..Config::default()
    };
    let (simulator, client) = start(config).await;
    let body = json!({"req_key": VIDEO, "prompt": "p"});
    let submit = async || client.call("CVSync2AsyncSubmitTask", &body).await.verdict();
    assert_eq!(submit().await, (200, 10000));
    assert_eq!(submit().await, (429, 50430));
    assert_eq!(simulator.meter().accepted, 1);

    let config = Config {
        qps: Some(0),
        ..at_once()
    };
    let (_simulator, client) = start(config).await;
    let reply = client.call("CVSync2AsyncSubmitTask", &body).await;
    assert_eq!(reply.verdict(), (429, 50429));
    let asking = json!({"req_key": VIDEO, "task_id": "1"});
    let reply = client.call("CVSync2AsyncGetResult", &asking).await;
    assert_eq!(reply.verdict(), (200, 10000));
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused() {
    let no_keys = Config {
        keys: Vec::new(),
        ..Config::default()
    };
    let twice = Config {
        keys: vec![Keys::example(), Keys::example()],
        ..Config::default()
    };
    for (config, word) in [(no_keys, "at least one"), (twice, "listed twice")] {
        let fault = Simulator::start(config).await.err().unwrap().to_string();
        assert!(fault.contains(word), "{fault}");
    }
    let (simulator, _) = start(Config::default()).await;
    let port = simulator.endpoint().rsplit(':').next().unwrap().parse();
    let taken = Config {
        port: port.unwrap(),
        ..Config::default()
    };
    let fault = Simulator::start(taken.clone()).await.err().unwrap();
    assert_eq!(fault.kind(), std::io::ErrorKind::AddrInUse);
    simulator.stop().await;
    assert!(Simulator::start(taken).await.is_ok());
}

#[tokio::test]
async fn other_paths_lead_nowhere() {
    let (_simulator, client) = start(at_once()).await;
    let host = client.endpoint.trim_start_matches("http://");
    let request = format!("GET /elsewhere HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    let reply = exchange(host, request.as_bytes()).await.unwrap();
    assert_eq!(reply.status, 404);
}
