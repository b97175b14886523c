//! Something answers in the service's place.

use host_test::Server;
use visual_host::types::{Advice, ErrorKind};

use crate::unreachable::told::{Told, host_for};

fn told(code: &'static str, advice: Advice, says: [&'static str; 2]) -> Told {
    Told {
        code,
        kind: ErrorKind::BadReply,
        advice,
        unsent: false,
        says,
    }
}

/// A page that shows what was asked, keys and all, as some proxies do.
fn page(status: &str, request: &str) -> String {
    let body = format!("<html>\r\n<b>\u{1b}[31m{status}</b><pre>{request}</pre></html>");
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: text/html\r\nproxy-authenticate: Basic\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// The same, with the keys first.
fn keys_first(status: &str, request: &str) -> String {
    let keys: Vec<&str> = request
        .lines()
        .filter(|line| line.starts_with("x-security-token") || line.starts_with("authorization"))
        .collect();
    page(status, &keys.join("\n"))
}

#[tokio::test]
async fn f17_a_proxy_that_wants_a_sign_in() {
    let says = ["Ask your network administrator", "请联系网络管理员"];
    let told = told("HTTP-407", Advice::FixAccount, says);
    for answer in [
        |request: &str| page("407 Proxy Authentication Required", request),
        |request: &str| keys_first("407 X", request),
    ] {
        let server = Server::answering(answer).await;
        told.check(&host_for(&server.endpoint())).await;
    }
}

#[tokio::test]
async fn pages_of_others_have_the_code_of_their_status() {
    let other = ["Check the address", "请检查地址"];
    let busy = ["a gateway failed", "网关出错"];
    for (told, answer) in [
        (
            told("HTTP-200", Advice::FixAccount, other),
            (|request| keys_first("200 OK", request)) as fn(&str) -> String,
        ),
        (told("HTTP-302", Advice::FixAccount, other), |request| {
            keys_first("302 Found", request)
        }),
        (told("HTTP-404", Advice::FixAccount, other), |request| {
            keys_first("404 Not Found", request)
        }),
        (told("HTTP-501", Advice::RepeatLater, busy), |request| {
            keys_first("501 Not Implemented", request)
        }),
    ] {
        let server = Server::answering(answer).await;
        told.check(&host_for(&server.endpoint())).await;
    }
}
