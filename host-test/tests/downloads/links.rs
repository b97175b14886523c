//! I6 and F11 in the component itself: the host of these tests has no policy of
//! its own, and answers every request by a script.

use host_test::raw::{Asked, RawHost, RawKeys, Reply};

fn keys(endpoint: Option<&str>) -> RawKeys {
    RawKeys {
        endpoint: endpoint.map(str::to_owned),
        token: Some("STS2token-of-the-example".to_owned()),
        ..RawKeys::new("AKLTexample", "secret-of-the-example-that-nobody-may-see")
    }
}

/// Links, and whether they may be followed with `*.cdn.example` allowed too.
const LINKS: &[(&str, bool)] = &[
    ("https://p3-aiop-sign.byteimg.com/a.png?x-signature=s", true),
    ("https://P26-AIOP-Sign.ByteImg.com/a", true),
    ("https://v26-vvecloud.yangyi08.com/a", true),
    ("https://v26-aiop.aigc-cloud.com/a", true),
    ("https://v26-aiop.aigc-cloud.com.evil.example/a", false),
    ("https://aigc-cloud.com/a", false),
    // A video in the service's directory, on a host that nobody knows yet.
    (
        "https://new-cdn.com/7cd41210f44b5cda1607f7ca1901648c/6a0353bb/video/tos/cn/tos-cn-v-242bcc/9aa8/?a=1",
        true,
    ),
    (
        "http://new-cdn.com/7cd41210f44b5cda1607f7ca1901648c/6a0353bb/video/tos/cn/tos-cn-v-242bcc/9aa8/",
        false,
    ),
    (
        "https://10.0.0.1/7cd41210f44b5cda1607f7ca1901648c/6a0353bb/video/tos/cn/tos-cn-v-242bcc/9aa8/",
        false,
    ),
    // Of the Pippit family alone.
    ("https://v11-default.365yg.com/a", false),
    ("https://everphoto-media.jianying.com/a", false),
    ("https://p3-aiop-sign.byteimg.com:443/a", true),
    ("HTTPS://p3-aiop-sign.byteimg.com/a", true),
    ("https://p3-aiop-sign.byteimg.com", true),
    ("https://p3-aiop-sign.byteimg.com?x=1", true),
    ("https://a-1.cdn.example/a", true),
    ("https://p3-aiop-sign.byteimg.com/a#fragment", true),
    ("http://p3-aiop-sign.byteimg.com/a", false),
    ("https://user@p3-aiop-sign.byteimg.com/a", false),
    ("https://user:pass@p3-aiop-sign.byteimg.com/a", false),
    ("https://p3-aiop-sign.byteimg.com@evil.example/a", false),
    ("https://p3-aiop-sign.byteimg.com%40evil.example/a", false),
    ("https://evil.example\\@p3-aiop-sign.byteimg.com/a", false),
    ("https://evil.example#p3-aiop-sign.byteimg.com", false),
    ("https://evil.example?p3-aiop-sign.byteimg.com", false),
    ("https://evil.example/p3-aiop-sign.byteimg.com", false),
    ("https://p3-aiop-sign.byteimg.com.evil.example/a", false),
    ("https://p3-aiop-sign.byteimg.com./a", false),
    ("https://.p3-aiop-sign.byteimg.com/a", false),
    ("https://evil.p3-aiop-sign.byteimg.com/a", false),
    ("https://pevil.example-aiop-sign.byteimg.com/a", false),
    ("https://p-aiop-sign.byteimg.com/a", false),
    ("https://p3-aiop-sign.byteimg.com:8443/a", false),
    ("https://p3-aiop-sign.byteimg.com:80/a", false),
    ("https://p3-aiop-sign.byteimg.com:0443/a", false),
    ("https://p3-aiop-sign.byteimg.com:/a", false),
    ("https://p3-aiop-sign.byteimg.com:443:443/a", false),
    ("https://p3-aiop-sign.byteimg.com:99999/a", false),
    ("https://p3-aiop-sign。byteimg.com/a", false),
    ("https://p3-aiop-sıgn.byteimg.com/a", false),
    ("https://xn--p3-aiop-sgn-r5b.byteimg.com/a", false),
    ("https://p3-aiop-sign.byteimg.com\r\nx: y/a", false),
    ("https://p3-aiop-sign.byteimg.com /a", false),
    ("https://p3-aiop-sign.byteimg.com\t/a", false),
    ("https:p3-aiop-sign.byteimg.com/a", false),
    ("//p3-aiop-sign.byteimg.com/a", false),
    ("p3-aiop-sign.byteimg.com/a", false),
    ("https:///a", false),
    ("https://", false),
    ("", false),
    ("file:///etc/passwd", false),
    ("data:image/png;base64,AAAA", false),
    ("ftp://p3-aiop-sign.byteimg.com/a", false),
    ("javascript:alert(1)", false),
    ("https://127.0.0.1/a", false),
    ("https://127.1/a", false),
    ("https://2130706433/a", false),
    ("https://0x7f000001/a", false),
    ("https://0177.0.0.1/a", false),
    ("https://[::1]/a", false),
    ("https://[::ffff:127.0.0.1]/a", false),
    ("https://[fe80::1%25eth0]/a", false),
    ("https://10.0.0.1/a", false),
    ("https://169.254.169.254/latest/meta-data", false),
    ("https://100.96.0.96/a", false),
    ("https://printer.local/a", false),
    ("https://localhost/a", false),
    ("https://visual.volcengineapi.com/a", false),
    ("https://a.b.cdn.example/a", false),
    ("https://cdn.example/a", false),
];

/// An answer after which nobody asks again.
fn gone(_: &Asked) -> Reply {
    Reply::Whole(404, None, b"")
}

#[tokio::test]
async fn i6_only_links_of_the_right_shape_are_asked_for() {
    assert!(LINKS.len() >= 40);
    let host = RawHost;
    for (link, followed) in LINKS {
        let link = (*link, &["*.cdn.example"][..]);
        let (asked, answer) = host.open(keys(None), link, gone).await;
        assert_eq!(asked.len(), usize::from(*followed), "{link:?}: {answer}");
        let kind = if *followed {
            "expired-link"
        } else {
            "denied-by-host"
        };
        let malformed = !followed && answer.contains("invalid-input");
        assert!(answer.contains(kind) || malformed, "{link:?}: {answer}");
        assert!(!answer.contains("x-signature"), "{link:?}: {answer}");
    }
    let long = format!("https://p3-aiop-sign.byteimg.com/{}", "a".repeat(9_000));
    let (asked, answer) = host.open(keys(None), (&long, &[]), gone).await;
    assert!(asked.is_empty() && answer.len() < 1_000, "{answer}");
}

#[tokio::test]
async fn i6_this_machine_is_asked_only_while_the_endpoint_is_on_it() {
    let host = RawHost;
    for (endpoint, link, followed) in [
        (None, "http://127.0.0.1:9/a", false),
        (
            Some("https://visual.volcengineapi.com"),
            "http://127.0.0.1:9/a",
            false,
        ),
        (Some("http://127.0.0.1:8"), "http://127.0.0.1:9/a", true),
        (Some("http://127.0.0.1:8"), "http://localhost:9/a", true),
        (Some("http://127.0.0.1:8"), "http://[::1]:9/a", true),
        (Some("http://127.0.0.1:8"), "http://127.1:9/a", false),
        (Some("http://127.0.0.1:8"), "http://10.0.0.1/a", false),
        (
            Some("http://127.0.0.1:8"),
            "http://localhost.evil.example/a",
            false,
        ),
    ] {
        let (asked, answer) = host.open(keys(endpoint), (link, &[]), gone).await;
        assert_eq!(asked.len(), usize::from(followed), "{link}: {answer}");
    }
}

const START: &str = "https://p3-aiop-sign.byteimg.com/dir/start?x=1";
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n0123456789";

/// Redirects the start to where the path says, hop by hop: `/2` is two hops
/// before the file.
fn hops(asked: &Asked) -> Reply {
    let left = asked.uri.rsplit('/').next().unwrap_or_default();
    match left.parse::<u32>().unwrap() {
        0 => Reply::Whole(200, None, PICTURE),
        more => Reply::Whole(302, Some(format!("/{}", more - 1)), b""),
    }
}

/// Nothing of an account goes out with a request for a file.
fn assert_bare(asked: &Asked) {
    assert_eq!(asked.method, "GET");
    for secret in [
        "authorization",
        "x-security-token",
        "x-date",
        "cookie",
        "x-content-sha256",
    ] {
        assert!(
            !asked.headers.iter().any(|name| name == secret),
            "{asked:?}"
        );
    }
}

#[tokio::test]
async fn f11_three_redirects_are_followed_and_no_more() {
    let host = RawHost;
    for (hops_left, requests, done) in [(0, 1, true), (3, 4, true), (4, 4, false), (30, 4, false)] {
        let link = format!("https://p3-aiop-sign.byteimg.com/{hops_left}");
        let (asked, answer) = host.open(keys(None), (&link, &[]), hops).await;
        assert_eq!(asked.len(), requests, "{answer}");
        assert_eq!(answer.contains("bad-reply"), !done, "{answer}");
        asked.iter().for_each(assert_bare);
    }
}

#[tokio::test]
async fn f11_a_redirect_is_held_to_the_rules_of_a_link() {
    let host = RawHost;
    // The target travels in the path, percent-free, since a script is a plain function.
    fn turn(asked: &Asked) -> Reply {
        match asked.uri.split_once("?to=") {
            Some((_, target)) => Reply::Whole(307, Some(target.to_owned()), b""),
            None => Reply::Whole(200, None, PICTURE),
        }
    }
    for (target, asked_next) in [
        (
            "https://v9-vvecloud.yangyi08.com/film",
            Some("https://v9-vvecloud.yangyi08.com/film"),
        ),
        (
            "//p7-aiop-sign.byteimg.com/x",
            Some("https://p7-aiop-sign.byteimg.com/x"),
        ),
        ("/other", Some("https://p3-aiop-sign.byteimg.com/other")),
        ("other", Some("https://p3-aiop-sign.byteimg.com/dir/other")),
        ("https://10.0.0.1/internal", None),
        ("https://169.254.169.254/latest/meta-data", None),
        ("http://p3-aiop-sign.byteimg.com/downgrade", None),
        ("http://127.0.0.1:9/here", None),
        ("file:///etc/passwd", None),
        ("data:image/png;base64,AAAA", None),
        ("https://user@p3-aiop-sign.byteimg.com/x", None),
        ("https://visual.volcengineapi.com/x", None),
        ("https://evil.example/x", None),
        ("//evil.example/x", None),
    ] {
        let link = format!("https://p3-aiop-sign.byteimg.com/dir/start?to={target}");
        let (asked, answer) = host.open(keys(None), (&link, &[]), turn).await;
        asked.iter().for_each(assert_bare);
        let next = asked.get(1).map(|asked| asked.uri.as_str());
        assert_eq!(next, asked_next, "{target}: {answer}");
    }
    let (asked, answer) = host
        .open(keys(None), (START, &[]), |_| Reply::Whole(302, None, b""))
        .await;
    assert_eq!(asked.len(), 1);
    assert!(answer.contains("302"), "{answer}");
}
