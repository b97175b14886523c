//! What is refused, by name, and with which status.

use super::{EDITS, GENERATIONS, Serving, cat, place, request};
use bytes::Bytes;
use serde_json::{Value, json};

#[tokio::test]
async fn members_are_refused_by_name_before_anything_is_sent() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    for (path, name, value, status) in [
        (GENERATIONS, "n", json!(2), 400),
        (GENERATIONS, "size", json!("100x100"), 400),
        (GENERATIONS, "quality", json!("hd"), 400),
        (GENERATIONS, "style", json!("vivid"), 400),
        (GENERATIONS, "seed", json!("seven"), 400),
        (GENERATIONS, "prompt", json!(""), 400),
        (GENERATIONS, "prompt", json!(7), 400),
        (GENERATIONS, "colour", json!("red"), 400),
        (GENERATIONS, "response_format", json!("png"), 400),
        (GENERATIONS, "model", json!("general-3.1"), 404),
        (GENERATIONS, "model", json!("jimeng-video-3.0"), 400),
        (
            EDITS,
            "image",
            json!("https://files.example.com/cat.png"),
            400,
        ),
        (EDITS, "use_pre_llm", json!("perhaps"), 400),
    ] {
        let mut wanted = cat("a cat");
        wanted[name] = value;
        let answer = serving.post(path, &wanted).await;
        let told = answer.json();
        let error = &told["error"];
        assert_eq!(
            (answer.status, error["param"].as_str()),
            (status, Some(name)),
            "{told}"
        );
        assert_eq!(error["purchase"], "not-made", "{told}");
        assert!(!answer.is_repeated());
    }
    assert!(simulator.requests().is_empty());
    // A refusal has both languages.
    let mut wanted = cat("a cat");
    wanted["n"] = json!(3);
    let told = serving.post(GENERATIONS, &wanted).await.json();
    assert!(
        told["error"]["message_zh"]
            .as_str()
            .is_some_and(|text| text.contains("每次只生成一张图片")),
        "{told}"
    );
}

#[tokio::test]
async fn bodies_tokens_and_paths_have_openai_s_shape() {
    let (_, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let post = |content_type: &'static str, body: &'static str| {
        let request = request("POST", GENERATIONS).header("content-type", content_type);
        let body = Bytes::from_static(body.as_bytes());
        serving.send(request.body(body).expect("a request"))
    };
    post("application/json", "{")
        .await
        .assert_error(400, None, "invalid-input");
    post("application/json", "[1]")
        .await
        .assert_error(400, None, "invalid-input");
    post("text/plain", "{}")
        .await
        .assert_error(415, None, "unsupported_media_type");
    post("multipart/form-data", "")
        .await
        .assert_error(400, None, "invalid-input");
    let broken = post("multipart/form-data; boundary=x", "--x\r\nabc");
    broken.await.assert_error(400, None, "invalid-input");

    let error = |answer: &super::Answer| answer.json()["error"]["message"].is_string();
    let get = serving.get(GENERATIONS).await;
    assert_eq!((get.status, error(&get)), (405, true));
    let unknown = serving.get("/v1/images/other").await;
    assert_eq!((unknown.status, error(&unknown)), (404, true));
    let mut stranger = request("GET", "/v1/models")
        .body(Bytes::new())
        .expect("a request");
    let token = "Bearer another-token-0123456789abcdef012345";
    stranger
        .headers_mut()
        .insert("authorization", token.parse().expect("a value"));
    let stranger = serving.send(stranger).await;
    assert_eq!(
        (stranger.status, error(&stranger)),
        (401, true),
        "{}",
        stranger.text()
    );
}

#[tokio::test]
async fn refusals_of_the_service_have_statuses_that_fit() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    for (prompt, status, code, kind, purchase) in [
        (
            "[moderate-text]",
            400,
            "content_policy_violation",
            "moderated",
            "not-made",
        ),
        (
            "[moderate-output]",
            400,
            "content_policy_violation",
            "moderated",
            "made",
        ),
        (
            "[fail-50215]",
            400,
            "rejected-media",
            "rejected-media",
            "made",
        ),
        (
            "[refuse-50400]",
            403,
            "not-permitted",
            "not-permitted",
            "not-made",
        ),
        (
            "[refuse-50500]",
            424,
            "outcome-unknown",
            "outcome-unknown",
            "unknown",
        ),
    ] {
        let answer = serving.post(GENERATIONS, &cat(prompt)).await;
        answer.assert_error(status, None, code);
        let told: Value = answer.json();
        let error = &told["error"];
        assert_eq!(
            (&error["kind"], &error["purchase"]),
            (&json!(kind), &json!(purchase)),
            "{told}"
        );
        assert!(
            error["message_zh"].is_string() && error["advice"].is_string(),
            "{told}"
        );
        assert!(!answer.is_repeated(), "{told}");
    }
    let sent = simulator.requests();
    assert_eq!(
        sent.iter()
            .filter(|seen| seen.action.contains("Submit"))
            .count(),
        5
    );
}
