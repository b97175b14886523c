use super::*;

fn api(egress: &Egress, url: &str) -> bool {
    url.parse::<Uri>()
        .is_ok_and(|uri| egress.check_api(&uri, Side::China).is_ok())
}

fn link(egress: &Egress, url: &str) -> bool {
    url.parse::<Uri>()
        .is_ok_and(|uri| egress.check_link(&uri).is_ok())
}

#[test]
fn default_policy_on_the_api() {
    let egress = Egress::default();
    for (url, allowed) in [
        ("https://visual.volcengineapi.com/?Action=A", true),
        ("https://VISUAL.VolcEngineAPI.com/", true),
        ("https://visual.volcengineapi.com:443/", true),
        ("https://open.volcengineapi.com/", true),
        ("http://visual.volcengineapi.com/", false),
        ("http://visual.volcengineapi.com:443/", false),
        ("https://visual.volcengineapi.com:8443/", false),
        ("https://visual.volcengineapi.com:80/", false),
        ("https://visual.volcengineapi.com:/", false),
        ("https://visual.volcengineapi.com:99999/", false),
        ("https://visual.volcengineapi.com:0443x/", false),
        ("https://visual.volcengineapi.com./", false),
        ("https://.visual.volcengineapi.com/", false),
        ("https://evil.visual.volcengineapi.com/", false),
        ("https://visual.volcengineapi.com.evil.example/", false),
        ("https://visual.volcengineapi.com@evil.example/", false),
        ("https://user@visual.volcengineapi.com/", false),
        ("https://user:pass@visual.volcengineapi.com/", false),
        ("https://evil.example/visual.volcengineapi.com", false),
        ("https://evil.example?visual.volcengineapi.com", false),
        ("https://visual-volcengineapi.com/", false),
        ("https://vısual.volcengineapi.com/", false),
        ("https://xn--vsual-q4a.volcengineapi.com/", false),
        ("https://visual%2evolcengineapi.com/", false),
        ("ftp://visual.volcengineapi.com/", false),
        ("file:///etc/passwd", false),
        ("/no/host", false),
        ("https://p3-aiop-sign.byteimg.com/", false),
    ] {
        assert_eq!(api(&egress, url), allowed, "{url}");
    }
}

#[test]
fn loopback_needs_a_switch_and_a_literal_address() {
    let (off, on) = (Egress::default(), Egress::default().loopback(true));
    for url in [
        "http://127.0.0.1:9/",
        "https://127.0.0.1:9/",
        "http://127.255.0.3/",
        "http://[::1]:80/",
        "http://localhost:1234/",
        "http://LOCALHOST/",
    ] {
        assert!(!api(&off, url) && !link(&off, url), "{url}");
        assert!(api(&on, url) && link(&on, url), "{url}");
    }
    for url in [
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.0.0.01/",
        "http://127.0.0.1./",
        "http://0.0.0.0/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::1%25lo]/",
        "http://localhost./",
        "http://printer.local/",
        "http://localhost.evil.example/",
        "http://10.0.0.1/",
        "http://169.254.169.254/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1@evil.example/",
        "http://visual.volcengineapi.com/",
    ] {
        assert!(!api(&on, url) && !link(&on, url), "{url}");
    }
}

#[test]
fn links_follow_their_patterns() {
    let egress = Egress::default();
    for (url, allowed) in [
        ("https://p3-aiop-sign.byteimg.com/x?y=z", true),
        ("https://p26-aiop-sign.byteimg.com/", true),
        ("https://v26-vvecloud.yangyi08.com/", true),
        ("https://P3-AIOP-SIGN.byteimg.com/", true),
        ("https://v26-aiop.aigc-cloud.com/", true),
        ("https://v11-default.365yg.com/", false),
        (
            "https://new-cdn.com/7cd41210f44b5cda1607f7ca1901648c/6a0353bb/video/tos/cn/tos-cn-v-242bcc/9/?a=1",
            true,
        ),
        (
            "https://new-cdn.com:8443/7cd41210f44b5cda1607f7ca1901648c/6a0353bb/video/tos/cn/tos-cn-v-242bcc/9/",
            false,
        ),
        (
            "https://192.168.1.1/7cd41210f44b5cda1607f7ca1901648c/6a0353bb/video/tos/cn/tos-cn-v-242bcc/9/",
            false,
        ),
        ("http://p3-aiop-sign.byteimg.com/", false),
        ("https://p-aiop-sign.byteimg.com/", false),
        ("https://pa.b-aiop-sign.byteimg.com/", false),
        ("https://p3-aiop-sign.byteimg.com.evil.example/", false),
        ("https://p3-aiop-sign.byteimg.com:8443/", false),
        ("https://evil.example/p3-aiop-sign.byteimg.com", false),
        ("https://u@p3-aiop-sign.byteimg.com/", false),
        ("https://visual.volcengineapi.com/", false),
    ] {
        assert_eq!(link(&egress, url), allowed, "{url}");
    }
    let wider = egress.allow_link_hosts("*.cdn.example");
    assert!(link(&wider, "https://a-1.cdn.example/"));
    assert!(!link(&wider, "https://a.b.cdn.example/"));
}

#[test]
fn hosts_of_the_pippit_family_are_for_it_alone() {
    let egress = Egress::default();
    for url in [
        "https://v11-default.365yg.com/a",
        "https://p26-sign.douyinpic.com/a",
        "https://everphoto-media.jianying.com/origin/1",
    ] {
        let uri: Uri = url.parse().unwrap();
        assert!(egress.check_link_of(&uri, true).is_ok(), "{url}");
        assert!(egress.check_link_of(&uri, false).is_err(), "{url}");
    }
}

#[test]
fn hosts_can_be_added_with_or_without_a_port() {
    let egress = Egress::default()
        .allow_api_host("Gateway.Example")
        .allow_api_host("other.example:8443");
    assert!(api(&egress, "https://gateway.example/"));
    assert!(!api(&egress, "https://gateway.example:8443/"));
    assert!(api(&egress, "https://other.example:8443/"));
    assert!(!api(&egress, "https://other.example/"));
    assert!(!api(&egress, "http://gateway.example/"));
}

#[test]
fn a_denial_names_the_host_only() {
    let uri: Uri = "https://evil.example/path?secret=1".parse().unwrap();
    let text = Egress::default()
        .check_api(&uri, Side::China)
        .unwrap_err()
        .to_string();
    assert!(text.contains("evil.example") && !text.contains("secret"));
}

#[test]
fn each_side_has_hosts_of_its_own() {
    let [china, byteplus] = [
        "https://visual.volcengineapi.com/",
        "https://cv.byteplusapi.com/",
    ];
    let [china, byteplus]: [Uri; 2] = [china, byteplus].map(|url| url.parse().unwrap());
    for egress in [
        Egress::default(),
        Egress::default().loopback(true),
        Egress::default().allow_api_host("gateway.example"),
    ] {
        assert!(egress.check_api(&china, Side::China).is_ok());
        assert!(egress.check_api(&byteplus, Side::BytePlus).is_ok());
        assert!(egress.check_api(&byteplus, Side::China).is_err());
        assert!(egress.check_api(&china, Side::BytePlus).is_err());
    }
}
