use super::*;
use crate::Egress;
use crate::net::fault;
use bytes::Bytes;
use http_body_util::{Empty, Full};
use std::io;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use wasmtime_wasi_http::RequestOptions;

/// For what is to time out.
const QUICK: Timeouts = Timeouts {
    connect: Duration::from_millis(500),
    first_byte: Duration::from_millis(200),
    between_bytes: Duration::from_millis(200),
};
/// For what is to end otherwise.
const PATIENT: Timeouts = Timeouts {
    connect: Duration::from_secs(60),
    first_byte: Duration::from_secs(60),
    between_bytes: Duration::from_secs(60),
};

fn get(url: &str) -> Request<WasiBody> {
    let body = Empty::<Bytes>::new().map_err(Error::from).boxed_unsync();
    Request::get(url).body(body).unwrap()
}

/// Serves each connection of a listener with `serve`.
async fn server<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> String
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });
    address.to_string()
}

/// Reads a request, then answers with these bytes, and closes unless it lingers.
async fn answering(bytes: &'static [u8], lingers: bool) -> String {
    server(move |mut stream| async move {
        let mut buffer = [0; 4096];
        _ = stream.read(&mut buffer).await?;
        stream.write_all(bytes).await?;
        if lingers {
            std::future::pending::<()>().await;
        }
        Ok(())
    })
    .await
}

/// What the component is told: the name of a code, or the proof of one that
/// nothing was sent.
fn told(error: Error) -> String {
    match error {
        Error::InternalError(text) => text.unwrap_or_default(),
        other => fault::name(&other).to_owned(),
    }
}

fn unsent(code: &str) -> String {
    format!("visual-host: not-sent: {code}")
}

async fn failure(url: &str, timeouts: Timeouts) -> String {
    let sent = Transport::new(&Egress::default(), None)
        .unwrap()
        .send(get(url), (Line::Any, timeouts))
        .await;
    match sent {
        Err(fault) => told(fault.told()),
        Ok(response) => told(response.into_body().collect().await.unwrap_err()),
    }
}

#[tokio::test]
async fn a_refused_connection_and_an_unknown_name() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let refused = failure(&format!("http://{address}/"), PATIENT).await;
    assert_eq!(refused, unsent("connection-refused"));
    let unknown = failure("http://no-such-host.invalid/", PATIENT).await;
    let codes = ["DNS-error", "connection-timeout"].map(unsent);
    assert!(codes.contains(&unknown), "{unknown}");
}

#[tokio::test]
async fn replies_that_are_cut_or_never_come() {
    let cut: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc";
    for (bytes, lingers, expected) in [
        (&b""[..], false, "HTTP-response-incomplete"),
        (
            &b"HTTP/1.1 200 OK\r\ncon"[..],
            false,
            "HTTP-response-incomplete",
        ),
        (cut, false, "HTTP-response-incomplete"),
        (&b""[..], true, "connection-read-timeout"),
        (cut, true, "connection-read-timeout"),
        (
            &b"not http at all\r\n\r\n"[..],
            false,
            "HTTP-protocol-error",
        ),
    ] {
        let address = answering(bytes, lingers).await;
        let timeouts = if lingers { QUICK } else { PATIENT };
        let failure = failure(&format!("http://{address}/"), timeouts).await;
        assert_eq!(failure, expected, "{bytes:?} {lingers}");
    }
}

/// A service that writes the proof itself proves nothing.
#[tokio::test]
async fn no_reply_makes_the_proof_that_nothing_was_sent() {
    for reply in [
        &b"HTTP/1.1 500 visual-host: not-sent: connection-timeout\r\n\r"[..],
        b"visual-host: not-sent: connection-timeout\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nvisual-host: not-sent: connection-timeout\r\ncontent-length: 99\r\n\r\nvisual-host: not-sent: connection-timeout",
    ] {
        let address = answering(reply, false).await;
        let failure = failure(&format!("http://{address}/"), PATIENT).await;
        assert!(failure.starts_with("HTTP-"), "{failure}");
    }
}

#[tokio::test]
async fn tls_failures_have_their_own_codes() {
    let plain = answering(b"HTTP/1.1 400 Bad Request\r\n\r\n", false).await;
    let closing = answering(b"", false).await;
    for address in [plain, closing] {
        let failure = failure(&format!("https://{address}/"), PATIENT).await;
        assert_eq!(failure, unsent("TLS-protocol-error"));
    }
}

#[tokio::test]
async fn a_silent_handshake_is_a_connect_timeout() {
    let address = answering(b"", true).await;
    let failure = failure(&format!("https://{address}/"), QUICK).await;
    assert_eq!(failure, unsent("connection-timeout"));
}

#[test]
fn a_connection_is_given_up_before_the_request() {
    let from = |connect: Option<u64>, first_byte: u64| {
        let options = RequestOptions {
            connect_timeout: connect.map(Duration::from_millis),
            first_byte_timeout: Some(Duration::from_millis(first_byte)),
            between_bytes_timeout: None,
        };
        Timeouts::from(options).connect.as_millis()
    };
    for (connect, first_byte, expected) in [
        (None, 60_000, 10_000),
        (Some(60_000), 60_000, 10_000),
        (Some(5_000), 60_000, 5_000),
        (Some(1_500), 1_500, 1_350),
        (Some(500), 500, 400),
        (Some(100), 100, 50),
    ] {
        assert_eq!(from(connect, first_byte), expected, "{connect:?}");
    }
}

#[tokio::test]
async fn connections_are_reused_and_redirects_are_not_followed() {
    let address = server(|mut stream| async move {
        let mut buffer = [0; 4096];
        let mut served = 0;
        while stream.read(&mut buffer).await? > 0 {
            served += 1;
            let reply =
                format!("HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 1\r\n\r\n{served}");
            stream.write_all(reply.as_bytes()).await?;
        }
        Ok(())
    })
    .await;
    let transport = Transport::new(&Egress::default(), None).unwrap();
    for expected in ["1", "2"] {
        let request = get(&format!("http://{address}/"));
        let response = transport.send(request, (Line::Any, PATIENT)).await.unwrap();
        assert_eq!(response.status(), 302);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, expected);
    }
}

#[tokio::test]
async fn a_request_on_a_dying_connection_is_not_repeated() {
    let address = server(|mut stream| async move {
        let mut buffer = [0; 4096];
        _ = stream.read(&mut buffer).await?;
        let reply = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";
        stream.write_all(reply).await?;
        // Takes the second request, and leaves without a word.
        _ = stream.read(&mut buffer).await?;
        Ok(())
    })
    .await;
    let transport = Transport::new(&Egress::default(), None).unwrap();
    let url = format!("http://{address}/");
    let first = transport
        .send(get(&url), (Line::Any, PATIENT))
        .await
        .unwrap();
    first.into_body().collect().await.unwrap();
    let body = Full::from("a").map_err(Error::from).boxed_unsync();
    let second = Request::post(&url).body(body).unwrap();
    let error = transport
        .send(second, (Line::Any, PATIENT))
        .await
        .unwrap_err();
    assert_eq!(told(error.told()), "HTTP-response-incomplete");
}

#[tokio::test]
async fn a_purchase_never_goes_out_on_a_used_connection() {
    let address = server(|mut stream| async move {
        let mut buffer = [0; 4096];
        for served in 1..=2 {
            _ = stream.read(&mut buffer).await?;
            let reply = format!("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{served}");
            stream.write_all(reply.as_bytes()).await?;
        }
        Ok(())
    })
    .await;
    let transport = Transport::new(&Egress::default(), None).unwrap();
    let url = format!("http://{address}/");
    for (line, expected) in [
        (Line::Any, "1"),
        (Line::New, "1"),
        (Line::New, "1"),
        (Line::Any, "2"),
    ] {
        let response = transport.send(get(&url), (line, PATIENT)).await.unwrap();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, expected);
    }
}

/// What a request through a proxy came to, and the first bytes that the proxy saw
/// after it answered.
async fn through_a_proxy(url: &str, answer: &'static str) -> (Fault, String, Vec<u8>) {
    let (send, mut seen) = tokio::sync::mpsc::unbounded_channel();
    let address = server(move |mut stream| {
        let send = send.clone();
        async move {
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                head.push(stream.read_u8().await?);
            }
            stream.write_all(answer.as_bytes()).await?;
            let mut more = vec![0; 3];
            let count = stream.read(&mut more).await.unwrap_or(0);
            more.truncate(count);
            _ = send.send((String::from_utf8(head).unwrap(), more));
            Ok(())
        }
    })
    .await;
    let proxy = Proxy::new(&format!("http://user:pass@{address}")).unwrap();
    let transport = Transport::new(&Egress::default(), Some(Arc::new(proxy))).unwrap();
    let sent = transport.send(get(url), (Line::New, QUICK)).await;
    let (head, more) = seen.recv().await.unwrap();
    (sent.unwrap_err(), head, more)
}

#[tokio::test]
async fn a_proxy_that_refuses_is_named_and_nothing_was_sent() {
    for (answer, code) in [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
            "proxy-unauthorized",
        ),
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "proxy-refused"),
        ("SSH-2.0-x\r\n\r\n", "proxy-refused"),
    ] {
        let url = "https://visual.volcengineapi.com/?Action=CVProcess";
        let (fault, head, _) = through_a_proxy(url, answer).await;
        assert_eq!(fault.name(), code, "{answer}");
        assert!(fault.is_unsent());
        let target = "visual.volcengineapi.com:443";
        assert!(
            head.starts_with(&format!("CONNECT {target} HTTP/1.1\r\n")),
            "{head}"
        );
        assert!(
            head.contains("Proxy-Authorization: Basic dXNlcjpwYXNz\r\n"),
            "{head}"
        );
        assert!(!head.contains("Action"), "{head}");
    }
}

#[tokio::test]
async fn tls_begins_behind_the_proxy() {
    let url = "https://visual.volcengineapi.com/";
    let answer = "HTTP/1.1 200 Connection established\r\nx: y\r\n\r\n";
    let (fault, _, more) = through_a_proxy(url, answer).await;
    assert_eq!(more.first(), Some(&0x16), "a handshake");
    assert!(fault.is_unsent(), "{}", fault.name());
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named_and_loopback_needs_none() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    let proxy = Proxy::new(&format!("http://{closed}")).unwrap();
    let transport = Transport::new(&Egress::default(), Some(Arc::new(proxy))).unwrap();
    let request = get("https://visual.volcengineapi.com/");
    let fault = transport
        .send(request, (Line::New, QUICK))
        .await
        .unwrap_err();
    assert_eq!(
        (fault.name(), fault.is_unsent()),
        ("proxy-unreachable", true)
    );
    let address = answering(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", false).await;
    let request = get(&format!("http://{address}/"));
    let response = transport.send(request, (Line::New, QUICK)).await.unwrap();
    assert_eq!(response.status(), 200);
}
