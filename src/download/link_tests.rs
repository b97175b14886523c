use super::{Denial, LinkHosts, shape};

const VIDEO: &str =
    "/7cd41210f44b5cda1607f7ca1901648c/6a0353bb/video/tos/cn/tos-cn-v-242bcc/9aa8a03d/?a=1&l=2";

fn hosts(more: &[String], pippit: bool) -> LinkHosts<'_> {
    LinkHosts {
        more,
        pippit,
        loopback: false,
    }
}

#[test]
fn a_port_that_is_not_there_is_no_part_of_a_host() {
    let more = ["*:".to_string(), "files.example".to_string()];
    let hosts = hosts(&more, false);
    let malformed = hosts.check("https://files.example:/a");
    assert_eq!(malformed, Err(Denial::Malformed));
    assert!(hosts.check("https://files.example:443/a").is_ok());
    assert!(hosts.check("https://files.example/a").is_ok());
}

#[test]
fn every_host_that_was_captured_is_known() {
    let anyone = [
        "p3-aiop-sign.byteimg.com",
        "p26-aiop-sign.byteimg.com",
        "v26-aiop.aigc-cloud.com",
        "v11-aiop.aigc-cloud.com",
        "v3-vvecloud.yangyi08.com",
    ];
    let family = [
        "v11-default.365yg.com",
        "p26-sign.douyinpic.com",
        "everphoto-media.jianying.com",
    ];
    for host in anyone {
        assert!(hosts(&[], false).allows(host, "/a"), "{host}");
        assert!(hosts(&[], true).allows(host, "/a"), "{host}");
    }
    for host in family {
        assert!(!hosts(&[], false).allows(host, "/a"), "{host}");
        assert!(hosts(&[], true).allows(host, "/a"), "{host}");
    }
    for host in [
        "aigc-cloud.com",
        "v26.aigc-cloud.com",
        "v26-aiop.aigc-cloud.com.evil.example",
        "v26-aiop.aigc-cloud.com.",
        "everphoto-internal.bytedance.net",
        "x.everphoto-media.jianying.com",
    ] {
        assert!(!hosts(&[], true).allows(host, "/a"), "{host}");
    }
}

#[test]
fn a_video_is_known_by_its_path_on_any_public_name() {
    let hosts = hosts(&[], false);
    for host in ["v3-new.cdn-of-2027.com", "a.cn"] {
        assert!(hosts.allows(host, VIDEO), "{host}");
    }
    for host in [
        "localhost",
        "cdn",
        "10.0.0.1",
        "169.254.169.254",
        "127.1",
        "0x7f000001",
        "[::1]",
        "printer.local",
        "metadata.google.internal",
        "router.lan",
        "cdn.com.",
        ".com",
        "a..com",
        "a_b.com",
        "cdn.com:8443",
    ] {
        assert!(!hosts.allows(host, VIDEO), "{host}");
    }
    let link = |host: &str| format!("https://{host}{VIDEO}");
    assert!(hosts.check(&link("cdn-of-2027.com")).is_ok());
    assert!(hosts.check(&link("cdn-of-2027.com:8443")).is_err());
    let plain = hosts.check(&link("cdn-of-2027.com").replace("https", "http"));
    assert_eq!(plain, Err(Denial::Insecure));
}

#[test]
fn a_path_that_only_looks_like_a_video_is_not_one() {
    let hosts = hosts(&[], false);
    for path in [
        VIDEO.replace("7cd4", "7CD4"),
        VIDEO.replace("7cd4", "7cd"),
        VIDEO.replace("6a0353bb", "6a0353bg"),
        VIDEO.replace("242bcc", "242bcd"),
        VIDEO.replace("/video", "/videos"),
        VIDEO.replace("/video/", "/x/video/"),
        VIDEO.replace("242bcc/", "242bcc?/"),
        format!("/x{VIDEO}"),
        format!("/?{VIDEO}"),
        String::new(),
    ] {
        assert!(!hosts.allows("cdn-of-2027.com", &path), "{path}");
    }
}

#[test]
fn shapes_are_names_of_hosts() {
    for (text, expected) in [
        (" V*-Aiop.New-Cloud.com ", Some("v*-aiop.new-cloud.com")),
        ("files.example", Some("files.example")),
        ("*.files.example", Some("*.files.example")),
        ("https://files.example/", None),
        ("files.example:443", None),
        ("*", None),
        ("a*b*c.example", None),
        ("a..example", None),
        ("files.example.", None),
        ("猫.example", None),
        ("", None),
    ] {
        assert_eq!(shape(text).as_deref(), expected, "{text}");
    }
}
