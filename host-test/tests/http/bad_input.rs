//! Bad input: the right status, no trap, no secret, and the next request works.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use host_test::Rig;
use host_test::honest::Honest;
use host_test::served::{Answer, Served, TOKEN, request, with};
use http::Request;
use http_body_util::Full;
use hyper::body::{Body, Frame};
use serde_json::{Value, json};
use wasmtime_wasi_http::Error;

use super::PATH;

/// What no answer may hold.
fn assert_secret(answer: &Answer, rig: &Rig) {
    let told = answer.text();
    let token = rig.keys.session_token.as_deref();
    for secret in [
        Some(TOKEN),
        Some(rig.keys.secret_access_key.as_str()),
        token,
    ] {
        assert!(secret.is_none_or(|secret| !told.contains(secret)), "{told}");
    }
}

#[track_caller]
fn assert_problem(answer: &Answer, status: u16, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text());
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json"),
        "{what}"
    );
    assert_eq!(answer.json()["status"], status, "{what}");
    assert_eq!(answer.json()["purchase"], "not-made", "{what}");
}

fn raw(body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    let request = request("POST", PATH, Some(&Value::Null));
    request.map(|_| Full::new(body.into()))
}

#[tokio::test]
async fn requests_that_are_wrong_are_refused_with_their_status() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    let cat = json!({ "prompt": "a cat" });
    let post = |path: &str| request("POST", path, Some(&cat));
    let mut untyped = request("POST", PATH, Some(&cat));
    untyped.headers_mut().remove("content-type");
    let mut typed = post(PATH);
    typed
        .headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    let deep = "[".repeat(100_000);
    let cases = [
        ("no tool", 404, post("/v1/tools/unknown")),
        (
            "no tool to describe",
            404,
            request("GET", "/v1/tools/unknown", None),
        ),
        ("a strange name", 404, post("/v1/tools/%00%0d%0a")),
        ("no text", 404, post("/v1/tools/%ff")),
        ("no route", 404, request("GET", "/v2/tools", None)),
        (
            "no task",
            404,
            request("GET", "/v1/tasks/vt1.damaged", None),
        ),
        (
            "no task to cancel",
            404,
            request("DELETE", "/v1/tasks/%20", None),
        ),
        ("a method", 405, request("PUT", PATH, None)),
        ("a made-up method", 405, request("BREW", "/healthz", None)),
        ("a type", 415, typed),
        ("no type", 415, untyped),
        ("packed", 415, with(post(PATH), "content-encoding", "gzip")),
        (
            "nothing acceptable",
            406,
            with(post(PATH), "accept", "text/html"),
        ),
        (
            "a key",
            400,
            with(post(PATH), "idempotency-key", "order-17"),
        ),
        ("a parameter", 422, post(&format!("{PATH}?deliver=url"))),
        ("a choice", 422, post(&format!("{PATH}?delivery=bytes"))),
        ("a query", 400, post(&format!("{PATH}?delivery=%ff"))),
        ("no body", 422, raw("")),
        ("no JSON", 422, raw("{\"prompt\":")),
        ("no UTF-8", 400, raw(&b"{\"prompt\":\"\xff\"}"[..])),
        ("no object", 422, raw("[]")),
        ("too deep", 422, raw(deep)),
        (
            "a wrong type",
            422,
            request("POST", PATH, Some(&json!({ "prompt": 3 }))),
        ),
        (
            "a missing argument",
            422,
            request("POST", PATH, Some(&json!({}))),
        ),
        (
            "an unknown argument",
            422,
            request("POST", PATH, Some(&json!({ "prompt": "a", "x": 1 }))),
        ),
        ("too large", 413, raw(vec![b' '; (16 << 20) + 1])),
    ];
    for (what, status, wrong) in cases {
        let answer = served.answer(wrong).await;
        assert_problem(&answer, status, what);
        assert_secret(&answer, &rig);
        assert_eq!(answer.header("allow").is_some(), status == 405, "{what}");
        let next = served.answer(request("GET", "/healthz", None)).await;
        assert_eq!(next.status, 200, "after {what}");
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn who_has_no_token_is_told_nothing() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    let paths = [
        ("GET", "/v1/tools"),
        ("GET", "/openapi.json"),
        ("POST", PATH),
        ("GET", "/v1/tasks/x"),
        ("DELETE", "/v1/tasks/x"),
        ("PUT", "/nowhere"),
    ];
    let tokens: [Option<String>; 6] = [
        None,
        Some(String::new()),
        Some("Bearer".to_owned()),
        Some(format!("Bearer {TOKEN}x")),
        Some(format!("Basic {TOKEN}")),
        Some(TOKEN.to_owned()),
    ];
    for (method, path) in paths {
        let mut bare = request(method, path, None);
        bare.headers_mut().remove("authorization");
        for token in &tokens {
            let asked = match token {
                Some(token) => with(bare.clone(), "authorization", token),
                None => bare.clone(),
            };
            let answer = served.answer(asked).await;
            assert_problem(&answer, 401, path);
            let challenge = answer.header("www-authenticate");
            assert!(challenge.is_some_and(|text| text.starts_with("Bearer")));
            assert_secret(&answer, &rig);
        }
        // Two are as good as none.
        let twice = with(request(method, path, None), "authorization", "Bearer x");
        assert_problem(&served.answer(twice).await, 401, path);

        // Without a token of its own the server serves nobody.
        for short in ["", " ", &TOKEN[..31]] {
            let served = served.clone().with("VISUAL_TOKEN", short);
            let mut asked = request(method, path, None);
            let value = format!("Bearer {short}").parse().unwrap();
            asked.headers_mut().insert("authorization", value);
            let answer = served.answer(asked).await;
            assert_problem(&answer, 503, path);
            assert!(answer.text().contains("VISUAL_TOKEN"));
            assert_eq!(answer.header("retry-after"), None);
            let health = Request::get("/healthz").header("host", "visual.example");
            let health = served.answer(health.body(Full::default()).unwrap()).await;
            assert_eq!(health.status, 200);
        }
    }
    rig.assert_untouched();
}

#[tokio::test]
async fn keys_with_line_breaks_are_refused_and_not_shown() {
    let rig = Rig::start().await;
    let cat = json!({ "prompt": "a cat" });
    for (name, value) in [
        ("VOLC_ACCESSKEY", "AKLT\r\nx-injected: 1"),
        ("VOLC_SECRETKEY", "c2Vj\r\ncmV0LXBhcnQ="),
        ("VOLC_SESSION_TOKEN", "STS2token\nwith-a-break"),
    ] {
        let served = Served::for_rig(&rig).with(name, value);
        let answer = served.answer(request("POST", PATH, Some(&cat))).await;
        assert_problem(&answer, 502, name);
        let told = answer.text();
        for part in ["x-injected", "c2Vj", "cmV0", "STS2token", "with-a-break"] {
            assert!(!told.contains(part), "{told}");
        }
        assert_secret(&answer, &rig);
    }
    // Nor are keys that are not there.
    let served = Served::new(&[("VISUAL_TOKEN", TOKEN)]);
    let answer = served.answer(request("POST", PATH, Some(&cat))).await;
    assert_problem(&answer, 503, "no keys");
    rig.assert_untouched();
}

/// A body that breaks off, or never ends.
struct Pieces {
    left: usize,
    breaks: bool,
}

impl Body for Pieces {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        if self.left == 0 {
            return Poll::Ready(self.breaks.then_some(Err(Error::ConnectionTerminated)));
        }
        self.left -= 1;
        let piece = Bytes::from(vec![b' '; 64 << 10]);
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }
}

#[tokio::test]
async fn half_a_body_and_an_endless_one_are_refused() {
    let rig = Rig::start().await;
    let served = Served::for_rig(&rig);
    let pieces = |left, breaks| {
        let empty = request("POST", PATH, Some(&Value::Null));
        empty.map(|_| Pieces { left, breaks })
    };
    let half = served.answer_by(Honest, pieces(2, true)).await;
    assert_problem(&half, 400, "half a body");
    let short = with(pieces(2, false), "content-length", "200000");
    let short = served.answer_by(Honest, short).await;
    assert_problem(&short, 400, "fewer bytes than announced");
    let endless = served.answer_by(Honest, pieces(usize::MAX, false)).await;
    assert_problem(&endless, 413, "an endless body");
    let next = served.answer(request("GET", "/healthz", None)).await;
    assert_eq!(next.status, 200);
    rig.assert_untouched();
}
