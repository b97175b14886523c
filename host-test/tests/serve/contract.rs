//! `visual-http.wasm` and `visual serve` give the same answers.

use bytes::Bytes;
use host_test::Rig;
use host_test::served::{Answer, Served, TOKEN, request, with};
use host_test::visual_serve::VisualServe;
use http::Request;
use http_body_util::Full;
use serde_json::{Value, json};
use volc_sim::Held;

use super::PATH;

type Sent = Request<Full<Bytes>>;

/// Headers that both servers set.
const HEADERS: [&str; 7] = [
    "content-type",
    "cache-control",
    "allow",
    "accept",
    "preference-applied",
    "retry-after",
    "www-authenticate",
];

/// What an answer says, without what differs from call to call.
fn comparable(answer: &Answer) -> Value {
    let headers: Vec<_> = HEADERS.map(|name| answer.header(name)).into();
    let mut body = match answer.body().is_empty() {
        true => Value::Null,
        false => answer.json(),
    };
    settle(&mut body);
    let place = answer.header("location").map(|place| place.len() > 20);
    json!({ "status": answer.status, "headers": headers, "task": place, "body": body })
}

fn settle(value: &mut Value) {
    const CHANGING: [&str; 8] = [
        "request_id",
        "id",
        "text",
        "submitted_at",
        "url",
        "expires_at",
        "base64",
        "seed",
    ];
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match CHANGING.contains(&name.as_str()) && !member.is_object() {
                    true => *member = json!(member.is_string()),
                    false => settle(member),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(settle),
        _ => {}
    }
}

/// Requests that need nothing before them.
fn requests() -> Vec<(&'static str, Sent)> {
    let cat = json!({ "prompt": "a cat" });
    let post = |path: &str| request("POST", path, Some(&cat));
    let get = |path: &str| request("GET", path, None);
    let call = |query: &str| post(&format!("{PATH}?{query}"));
    let body = |json: Value| request("POST", PATH, Some(&json));
    let raw = |body: Bytes| request("POST", PATH, Some(&Value::Null)).map(|_| Full::new(body));
    let mut anonymous = get("/v1/tools");
    anonymous.headers_mut().remove("authorization");
    let mut wrong = get("/v1/tools");
    let value = format!("Bearer {TOKEN}x").parse().expect("a value");
    wrong.headers_mut().insert("authorization", value);
    let mut untyped = post(PATH);
    untyped.headers_mut().remove("content-type");
    let style = json!({ "image": "https://files.example.com/cat.png" });
    let style = request("POST", "/v1/tools/style-by-prompt", Some(&style));
    vec![
        ("health", get("/healthz")),
        ("health by POST", post("/healthz")),
        ("no token", anonymous),
        ("a wrong token", wrong),
        (
            "two tokens",
            with(get("/v1/tools"), "authorization", "Bearer x"),
        ),
        ("tools", get("/v1/tools")),
        ("tools by PUT", request("PUT", "/v1/tools", None)),
        ("a tool", get(PATH)),
        (
            "a tool by its key",
            get("/v1/tools/high_aes_general_v30l_zt2i"),
        ),
        ("no tool", get("/v1/tools/unknown")),
        ("a made-up method", request("BREW", PATH, None)),
        ("no text", get("/v1/tools/%ff")),
        ("no route", get("/v2/tools")),
        ("a slash more", get("/v1/tools/")),
        ("a call", post(PATH)),
        ("a call of no tool", post("/v1/tools/unknown")),
        (
            "a call at once",
            with(post(PATH), "prefer", "respond-async"),
        ),
        ("inline", call("delivery=base64")),
        ("a watermark", call("watermark=mine&watermark_opacity=0.5")),
        (
            "a watermark of a video",
            post("/v1/tools/jimeng-video-3.0-pro?watermark="),
        ),
        ("a label", call("label_producer_id=7")),
        ("a parameter", call("deliver=url")),
        ("a choice", call("delivery=bytes")),
        ("a query", call("delivery=%ff")),
        (
            "a type",
            with(untyped.clone(), "content-type", "text/plain"),
        ),
        ("no type", untyped),
        ("packed", with(post(PATH), "content-encoding", "gzip")),
        ("nothing acceptable", with(post(PATH), "accept", "text/csv")),
        ("no body", raw(Bytes::new())),
        ("no JSON", raw(Bytes::from_static(b"{\"prompt\":"))),
        (
            "no UTF-8",
            raw(Bytes::from_static(b"{\"prompt\":\"\xff\"}")),
        ),
        ("no object", raw(Bytes::from_static(b"[]"))),
        ("too deep", raw("[".repeat(100_000).into())),
        ("too large", raw(vec![b' '; (16 << 20) + 1].into())),
        ("a wrong type", body(json!({ "prompt": 3 }))),
        ("a missing argument", body(json!({}))),
        (
            "an unknown argument",
            body(json!({ "prompt": "a", "x": 1 })),
        ),
        ("a tool without tasks", style),
        ("no task", get("/v1/tasks/vt1.damaged")),
        (
            "no task to cancel",
            request("DELETE", "/v1/tasks/%20", None),
        ),
    ]
}

#[tokio::test]
async fn both_servers_answer_alike() {
    let (one, other) = tokio::join!(Rig::start(), Rig::start());
    let served = Served::for_rig(&one);
    let shell = super::shell(&other);
    let serve = VisualServe::start(&shell, "").await;
    let requests = requests();
    assert_eq!(requests.len(), 40);
    for (what, request) in requests {
        let wanted = comparable(&served.answer(request.clone()).await);
        let got = comparable(&serve.answer(request).await);
        assert_eq!(got, wanted, "{what}");
    }
    assert_eq!(other.meter().accepted, one.meter().accepted);
}

#[tokio::test]
async fn tasks_are_queried_and_cancelled_alike() {
    let (one, other) = tokio::join!(Rig::start(), Rig::start());
    let served = Served::for_rig(&one);
    let shell = super::shell(&other);
    let serve = VisualServe::start(&shell, "").await;
    for held in [Held::InQueue, Held::Generating] {
        one.simulator.hold_tasks(held);
        other.simulator.hold_tasks(held);
        let cat = json!({ "prompt": "a cat" });
        let submit = with(request("POST", PATH, Some(&cat)), "prefer", "respond-async");
        let mine = served.answer(submit.clone()).await;
        let theirs = serve.answer(submit).await;
        let get = |path: &str| request("GET", path, None);
        for request in [get, |path: &str| {
            with(request("GET", path, None), "prefer", "wait=1")
        }] {
            let wanted = comparable(&served.answer(request(mine.task())).await);
            assert_eq!(
                comparable(&serve.answer(request(theirs.task())).await),
                wanted
            );
        }
        let delete = |path: &str| request("DELETE", path, None);
        let wanted = comparable(&served.answer(delete(mine.task())).await);
        assert_eq!(
            comparable(&serve.answer(delete(theirs.task())).await),
            wanted
        );
    }
}

/// What the component's server describes, this one has too.
#[tokio::test]
async fn the_description_is_that_of_both_with_more() {
    let (one, other) = tokio::join!(Rig::start(), Rig::start());
    let shell = super::shell(&other);
    let serve = VisualServe::start(&shell, "").await;
    let get = || request("GET", "/openapi.json", None);
    let wanted = Served::for_rig(&one).answer(get()).await.json();
    let got = serve.answer(get()).await.json();
    for (path, operations) in wanted["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            let got = &got["paths"][path][method];
            assert_eq!(got["responses"], operation["responses"], "{method} {path}");
            assert_eq!(
                got["requestBody"], operation["requestBody"],
                "{method} {path}"
            );
        }
    }
    for path in [
        "/readyz",
        "/metrics",
        "/v1/tasks/{id}/events",
        "/v1/media/{task}/{index}",
    ] {
        assert!(got["paths"][path]["get"].is_object(), "{path}");
    }
}
