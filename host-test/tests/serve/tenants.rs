//! Several accounts behind one server.

use host_test::served::{TOKEN, request, with};
use host_test::visual_serve::{VisualServe, place};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::PATH;

const OTHER: &str = "other-token-0123456789abcdef0123456789abcdef";

fn digest(token: &str) -> String {
    let digest = Sha256::digest(token.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn tenants_are_apart() {
    let (simulator, shell) = place().await;
    let keys = |name: &str| shell.variable(name).expect("a key").to_owned();
    let (id, secret, endpoint) = (
        keys("VOLC_ACCESSKEY"),
        keys("VOLC_SECRETKEY"),
        keys("VOLC_ENDPOINT"),
    );
    let shell = shell
        .set("A_VOLC_ACCESSKEY", &id)
        .set("A_VOLC_SECRETKEY", &secret)
        .set("A_VOLC_ENDPOINT", &endpoint);
    let tenant = |name: &str, token: &str, more: Value| {
        let mut tenant = json!({
            "name": name, "token_sha256": digest(token), "variables": "A_",
        });
        let members = more.as_object().expect("members").clone();
        tenant.as_object_mut().expect("members").extend(members);
        tenant
    };
    let file = json!({ "tenants": [
        tenant("design", TOKEN, json!({ "metrics": true })),
        tenant("films", OTHER, json!({ "tools": ["general-3.0"], "max_calls": 1 })),
    ]});
    std::fs::write(shell.path("tenants.json"), file.to_string()).expect("a file");
    let serve = VisualServe::start(&shell, "--tenants tenants.json").await;
    assert!(serve.told.get("token").is_none());
    let of_other = |method: &str, path: &str, body: Option<&Value>| {
        let mut asked = request(method, path, body);
        let value = format!("Bearer {OTHER}").parse().expect("a value");
        asked.headers_mut().insert("authorization", value);
        asked
    };

    // The same key of two tenants are two purchases.
    let cat = json!({ "prompt": "a cat" });
    let mine = with(request("POST", PATH, Some(&cat)), "idempotency-key", "k");
    let mine = serve.answer(mine).await;
    assert_eq!(mine.status, 200, "{}", mine.text());
    let theirs = with(of_other("POST", PATH, Some(&cat)), "idempotency-key", "k");
    let theirs = serve.answer(theirs).await;
    assert_eq!(theirs.status, 200, "{}", theirs.text());
    assert_ne!(mine.task(), theirs.task());
    assert_eq!(simulator.meter().accepted, 2);

    // Neither sees the other's task, though they share an account.
    let media = mine.task().replace("/v1/tasks/", "/v1/media/");
    for (method, path) in [
        ("GET", mine.task().to_owned()),
        ("DELETE", mine.task().to_owned()),
        ("GET", format!("{}/events", mine.task())),
        ("GET", format!("{media}/0")),
    ] {
        let answer = serve.answer(of_other(method, &path, None)).await;
        assert_eq!(answer.status, 404, "{method} {path}: {}", answer.text());
    }
    assert_eq!(
        serve.answer(request("GET", mine.task(), None)).await.status,
        200
    );
    assert_eq!(
        serve
            .answer(of_other("GET", theirs.task(), None))
            .await
            .status,
        200
    );

    // Nor over MCP.
    let of_mcp = |session: Option<&str>, body: &Value| {
        let mut asked = of_other("POST", "/mcp", Some(body));
        for (name, value) in [("accept", Some("*/*")), ("mcp-session-id", session)] {
            if let Some(value) = value {
                let value = value.parse().expect("a value");
                asked.headers_mut().insert(name, value);
            }
        }
        asked
    };
    let opened = serve.answer(of_mcp(
        None,
        &json!({
        "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
            "protocolVersion": "2025-03-26", "capabilities": {},
            "clientInfo": { "name": "host-test", "version": "1" } } }),
    ));
    let opened = opened.await;
    let session = opened.header("mcp-session-id").map(str::to_owned);
    let ready = json!({ "jsonrpc": "2.0", "method": "notifications/initialized" });
    let ready = serve.answer(of_mcp(session.as_deref(), &ready)).await;
    assert_eq!(ready.status, 202, "{}", ready.text());
    let text_of = |answer: &host_test::served::Answer| {
        answer.task().trim_start_matches("/v1/tasks/").to_owned()
    };
    for (tool, task, is_own) in [
        ("task-status", text_of(&mine), false),
        ("task-cancel", text_of(&mine), false),
        ("task-status", text_of(&theirs), true),
    ] {
        let call = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call",
            "params": { "name": tool, "arguments": { "task": task } } });
        let answer = serve.answer(of_mcp(session.as_deref(), &call)).await.text();
        assert_eq!(
            answer.contains("has no such task"),
            !is_own,
            "{tool}: {answer}"
        );
        assert_eq!(
            answer.contains("/media") || answer.contains("url"),
            is_own,
            "{answer}"
        );
    }
    let broken = serve.answer(with(
        of_other("POST", "/mcp", Some(&json!([]))),
        "accept",
        "*/*",
    ));
    let broken = broken.await;
    assert_eq!(
        (broken.status, &broken.json()["error"]["code"]),
        (400, &json!(-32600))
    );

    // Tools and purchases have limits.
    let film = "/v1/tools/jimeng-video-3.0-pro";
    for (method, body) in [("GET", None), ("POST", Some(&cat))] {
        let answer = serve.answer(of_other(method, film, body)).await;
        assert_eq!(answer.status, 403, "{}", answer.text());
    }
    let tools = serve.answer(of_other("GET", "/v1/tools", None)).await;
    assert_eq!(tools.json()["tools"].as_array().map(Vec::len), Some(1));
    let spent = serve.answer(of_other("POST", PATH, Some(&cat))).await;
    assert_eq!(spent.status, 503, "{}", spent.text());
    assert_eq!(spent.json()["field"], "max-calls");
    assert_eq!(simulator.meter().accepted, 2);

    // Metrics are of all tenants.
    assert_eq!(
        serve.answer(of_other("GET", "/metrics", None)).await.status,
        403
    );
    assert_eq!(
        serve.answer(request("GET", "/metrics", None)).await.status,
        200
    );
}
