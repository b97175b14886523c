//! The same server in `wasmtime serve`, where `cargo xtask http` has installed
//! it. Elsewhere this test says that it was skipped.

use host_test::serve::Serve;
use host_test::served::TOKEN;
use host_test::{Rig, place};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What the other side of a connection does when it has sent its bytes.
#[derive(PartialEq)]
enum Then {
    Listens,
    Leaves,
}

/// Sends bytes on a connection of their own, and reads until its end.
async fn exchange(serve: &Serve, bytes: &str, then: Then) -> String {
    let mut stream = TcpStream::connect(serve.address).await.expect("a server");
    // A server may reset a connection whose request it refuses.
    let _ = stream.write_all(bytes.as_bytes()).await;
    if then == Then::Leaves {
        let _ = stream.shutdown().await;
    }
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn post(headers: &str, body: &str) -> String {
    format!(
        "POST /v1/tools/general-3.0 HTTP/1.1\r\nhost: visual.example\r\n\
         content-type: application/json\r\nauthorization: Bearer {TOKEN}\r\n\
         connection: close\r\n{headers}\r\n\r\n{body}"
    )
}

#[tokio::test]
async fn wasmtime_serve_makes_pictures_and_survives_bad_requests() {
    let Some(wasmtime) = place::wasmtime() else {
        return;
    };
    let rig = Rig::start().await;
    let serve = Serve::start(&wasmtime, &place::path("visual-http.wasm"), &rig).await;
    let health = "GET /healthz HTTP/1.1\r\nhost: visual.example\r\nconnection: close\r\n\r\n";
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let endless = post("transfer-encoding: chunked", &chunk.repeat(300));
    for (what, bytes, wanted) in [
        (
            "half a body",
            post("content-length: 900", "{\"prompt\":"),
            "",
        ),
        (
            "half a chunk",
            post("transfer-encoding: chunked", "900\r\n{"),
            "",
        ),
        (
            "too long by its head",
            post("content-length: 99999999999", "{"),
            "HTTP/1.1 413",
        ),
        ("too long", endless, ""),
        (
            "a malformed head",
            "GET / HTTP/9\r\n\r\n".to_owned(),
            "HTTP/1.1 400",
        ),
        (
            "no token",
            health.replace("/healthz", "/v1/tools"),
            "HTTP/1.1 401",
        ),
    ] {
        let then = match what.starts_with("half") {
            true => Then::Leaves,
            false => Then::Listens,
        };
        let answer = exchange(&serve, &bytes, then).await;
        assert!(answer.starts_with(wanted), "{what}: {answer}");
        assert!(!answer.starts_with("HTTP/1.1 5"), "{what}: {answer}");
        assert!(!answer.contains(TOKEN), "{what}: {answer}");
        let next = exchange(&serve, health, Then::Listens).await;
        assert!(next.starts_with("HTTP/1.1 200"), "after {what}: {next}");
    }
    rig.assert_untouched();

    let body = "{\"prompt\":\"a cat\"}";
    let head = format!("content-length: {}", body.len());
    let made = exchange(&serve, &post(&head, body), Then::Listens).await;
    assert!(made.starts_with("HTTP/1.1 200"), "{made}");
    assert!(made.contains(&rig.simulator.endpoint()), "{made}");
    assert_eq!(rig.meter().accepted, 1);
}
