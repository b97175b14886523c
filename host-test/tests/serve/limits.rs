//! Requests without measure.

use host_test::served::{TOKEN, request};
use host_test::visual_serve::{VisualServe, place};

const HEAD: &str = "POST /v1/tools/general-3.0 HTTP/1.1\r\nhost: visual.example\r\n";

#[tokio::test]
async fn they_end_with_their_status_and_the_next_one_works() {
    let (simulator, shell) = place().await;
    let serve = VisualServe::start(&shell, "").await;
    let json = format!("content-type: application/json\r\nauthorization: Bearer {TOKEN}\r\n");
    let many = "x: y\r\n".repeat(100_000);
    let long = format!("x: {}\r\n", "y".repeat(1 << 20));
    let chunk = format!("100000\r\n{}\r\n", " ".repeat(1 << 20));
    let endless = chunk.repeat(40);
    let form = "POST /session HTTP/1.1\r\nhost: visual.example\r\n\
                content-type: application/x-www-form-urlencoded\r\n";
    for (what, bytes, wanted) in [
        ("100,000 headers", format!("{HEAD}{many}\r\n"), "431"),
        ("a header without end", format!("{HEAD}{long}\r\n"), "431"),
        (
            "1 GiB by its head",
            format!("{HEAD}{json}content-length: 1073741824\r\n\r\n"),
            "413",
        ),
        (
            "a body without end",
            format!("{HEAD}{json}transfer-encoding: chunked\r\n\r\n{endless}"),
            "413",
        ),
        (
            "1 GiB without a token",
            format!("{HEAD}content-length: 1073741824\r\n\r\n"),
            "401",
        ),
        (
            "a slow body",
            format!("{form}content-length: 100\r\n\r\ntoken="),
            "408",
        ),
        ("no HTTP", "hello\r\n\r\n".to_owned(), "400"),
    ] {
        let answer = serve.raw(bytes.as_bytes()).await;
        let wanted = format!("HTTP/1.1 {wanted}");
        assert!(answer.starts_with(&wanted), "{what}: {answer:.200}");
        assert!(!answer.contains(TOKEN), "{what}: {answer:.200}");
        let next = serve.answer(request("GET", "/healthz", None)).await;
        assert_eq!(next.status, 200, "after {what}");
    }
    assert!(simulator.requests().is_empty());
}
