//! Who is let in.

use host_test::served::{TOKEN, request, with};
use host_test::visual_serve::{VisualServe, place};
use serde_json::json;

use super::PATH;

/// Every path of every door, and some that are none.
const PATHS: [(&str, &str); 22] = [
    ("GET", "/"),
    ("GET", "/openapi.json"),
    ("GET", "/metrics"),
    ("GET", "/v1/tools"),
    ("GET", PATH),
    ("POST", PATH),
    ("GET", "/v1/tasks/x"),
    ("DELETE", "/v1/tasks/x"),
    ("GET", "/v1/tasks/x/events"),
    ("GET", "/v1/media/x/0"),
    ("GET", "/v1/models"),
    ("POST", "/v1/images/generations"),
    ("POST", "/v1/images/edits"),
    ("POST", "/v1/videos"),
    ("GET", "/v1/videos/x"),
    ("GET", "/v1/videos/x/content"),
    ("POST", "/mcp"),
    ("GET", "/page.js"),
    ("POST", "/uploads"),
    ("GET", "/runs"),
    ("PUT", "/nowhere"),
    ("GET", "/../etc/passwd"),
];

#[tokio::test]
async fn without_a_token_there_is_nothing_but_health() {
    let (simulator, shell) = place().await;
    let serve = VisualServe::start(&shell, "").await;
    for (method, path) in PATHS {
        for token in [None, Some("Bearer"), Some("Bearer wrong"), Some(TOKEN)] {
            let mut asked = request(method, path, None);
            asked.headers_mut().remove("authorization");
            if let Some(token) = token {
                asked = with(asked, "authorization", token);
            }
            let answer = serve.answer(asked).await;
            assert_eq!(answer.status, 401, "{method} {path}");
            assert!(!answer.text().contains(TOKEN), "{path}");
        }
        let forged = with(request(method, path, None), "cookie", "visual_session=0");
        let mut forged = forged;
        forged.headers_mut().remove("authorization");
        assert_eq!(serve.answer(forged).await.status, 401, "{path}");
    }
    for path in ["/healthz", "/readyz"] {
        let mut asked = request("GET", path, None);
        asked.headers_mut().remove("authorization");
        assert_eq!(serve.answer(asked).await.status, 200, "{path}");
    }
    assert!(simulator.requests().is_empty());
}

#[tokio::test]
async fn other_names_and_other_origins_are_refused() {
    let (simulator, shell) = place().await;
    let serve = VisualServe::start(&shell, "").await;
    let cat = json!({ "prompt": "a cat" });
    for (method, path) in PATHS {
        let mut rebound = request(method, path, Some(&cat));
        let name = "rebound.example".parse().expect("a value");
        rebound.headers_mut().insert("host", name);
        assert_eq!(serve.answer(rebound).await.status, 421, "{method} {path}");
        for origin in ["https://other.example", "null", "http://visual.example:1"] {
            let foreign = with(request(method, path, Some(&cat)), "origin", origin);
            assert_eq!(serve.answer(foreign).await.status, 403, "{method} {path}");
        }
        let foreign = with(request(method, path, None), "sec-fetch-site", "cross-site");
        assert_eq!(serve.answer(foreign).await.status, 403, "{method} {path}");
    }
    assert!(simulator.requests().is_empty());
    let own = with(
        request("POST", PATH, Some(&cat)),
        "origin",
        "http://visual.example",
    );
    assert_eq!(serve.answer(own).await.status, 200);
}

/// Without a token of one's own, a link opens the page once.
#[tokio::test]
async fn the_link_opens_one_session() {
    let shell = host_test::program::Shell::new();
    let serve = VisualServe::start(&shell, "--simulate").await;
    let link = serve.told["page"].as_str().expect("a link");
    let (_, link) = link.split_once("127.0.0.1:").expect("an address");
    let (_, link) = link.split_once('/').expect("a path");
    let link = format!("/{link}");
    let bare = |path: &str| {
        let mut asked = request("GET", path, None);
        asked.headers_mut().remove("authorization");
        asked
    };
    let opened = serve.answer(bare(&link)).await;
    assert_eq!((opened.status, opened.header("location")), (303, Some("/")));
    let cookie = opened.header("set-cookie").expect("a cookie");
    assert!(cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Strict"));
    let (cookie, _) = cookie.split_once(';').expect("attributes");
    let tools = with(bare("/v1/tools"), "cookie", cookie);
    assert_eq!(serve.answer(tools.clone()).await.status, 200);
    assert_eq!(
        serve
            .answer(with(tools, "origin", "https://other.example"))
            .await
            .status,
        403
    );
    // It is used up, and so is every guess.
    assert_eq!(serve.answer(bare(&link)).await.status, 401);
    assert_eq!(serve.answer(bare("/session?link=")).await.status, 401);
    // The token of the run works beside it.
    let token = serve.told["token"].as_str().expect("a token");
    let asked = with(
        bare("/v1/tools"),
        "authorization",
        &format!("Bearer {token}"),
    );
    assert_eq!(serve.answer(asked).await.status, 200);
}

#[tokio::test]
async fn a_token_is_needed_beyond_loopback_and_is_long() {
    let (_simulator, shell) = place().await;
    let ran = shell
        .run("serve --listen 127.0.0.1:0 --tenants no-such-file")
        .await;
    assert_eq!(ran.exit, 2, "{ran:?}");
    let short = shell.set("VISUAL_TOKEN", &TOKEN[..31]);
    let ran = short.run("serve --listen 127.0.0.1:0").await;
    assert_eq!(ran.exit, 2, "{ran:?}");
    assert!(ran.err.contains("fewer than 32"), "{ran:?}");
    assert!(!ran.err.contains(&TOKEN[..31]), "{ran:?}");
    let none = short.set("VISUAL_TOKEN", "");
    let ran = none.run("serve --listen 0.0.0.0:0").await;
    assert_eq!(ran.exit, 2, "{ran:?}");
    assert!(ran.err.contains("VISUAL_TOKEN"), "{ran:?}");
}
