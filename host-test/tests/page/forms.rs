//! Forms that are shown again: what is wrong stands at its field, and nothing is lost.

use super::{Visitor, after, key, place};
use http::header;

#[tokio::test]
async fn faults_stand_at_their_fields_and_nothing_is_lost() {
    let (simulator, shell) = place().await;
    let visitor = Visitor::start(&shell).await;
    let tool = "/tools/jimeng-inpaint";
    let first = visitor.get(tool).await.text();
    let typed = "a \"boat\" </textarea><script>";
    let sent = [
        ("_key", key(&first)),
        ("prompt", typed),
        ("seed", "-7"),
        ("image.file", "no picture at all"),
        ("_do", "buy"),
    ];
    let page = visitor.post(tool, &sent).await;
    assert_eq!(page.status, 422);
    let text = page.text();
    for field in ["image", "mask", "seed"] {
        let error = after(&text, &format!("data-error=\"{field}\""));
        assert!(!error.starts_with(" hidden"), "{field}: {error}");
    }
    assert!(text.contains("a &quot;boat&quot; &lt;/textarea&gt;&lt;script&gt;"));
    assert!(text.contains("value=\"-7\"") && text.contains("a file.png"));
    assert_eq!(key(&text), key(&first));
    let kept = after(&text, "data-upload=\"");
    let file = visitor.get(&format!("/uploads/{kept}")).await;
    assert_eq!(&file.bytes[..], b"no picture at all");
    assert_eq!(
        file.headers[header::CONTENT_TYPE],
        "application/octet-stream"
    );
    assert_eq!(simulator.meter().accepted, 0);
}

#[tokio::test]
async fn another_language_shows_what_was_entered() {
    let (_simulator, shell) = place().await;
    let mut visitor = Visitor::start(&shell).await;
    visitor.languages = "zh-CN,zh;q=0.9,en;q=0.8";
    let chinese = visitor.get("/tools/general-3.0").await.text();
    assert!(chinese.contains("lang=\"zh-CN\"") && chinese.contains("提示词"));
    let sent = [
        ("_key", key(&chinese)),
        ("prompt", "一只猫"),
        ("_do", "show"),
    ];
    let page = visitor.post("/tools/general-3.0?lang=en", &sent).await;
    let text = page.text();
    assert_eq!(page.status, 200);
    assert!(text.contains("lang=\"en\"") && text.contains("Prompt") && text.contains("一只猫"));
    let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("lang=en;"), "{cookie}");
}

#[tokio::test]
async fn every_page_allows_nothing_from_elsewhere() {
    let (_simulator, shell) = place().await;
    let visitor = Visitor::start(&shell).await;
    for path in [
        "/",
        "/tools/general-3.0",
        "/runs",
        "/page.js",
        "/page.css",
        "/tools/none",
    ] {
        let page = visitor.get(path).await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
    assert_eq!(visitor.get("/tools/none").await.status, 404);
}

#[tokio::test]
async fn without_a_session_there_is_only_the_way_in() {
    let (_simulator, shell) = place().await;
    let mut visitor = Visitor::start(&shell).await;
    visitor.cookie = "visual_session=wrong".to_owned();
    let page = visitor.get("/tools/general-3.0").await;
    assert_eq!(page.status, 401);
    let text = page.text();
    assert!(text.contains("action=\"/session\"") && !text.contains("/page.js"));
    for path in ["/page.css", "/uploads/00", "/runs/a/part"] {
        assert_eq!(visitor.get(path).await.status, 401, "{path}");
    }
}
