//! Addresses that the service fetches, as far as they can be judged here.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::errors::fault::Fault;

use crate::protocol::special_address::is_private;
use visual_catalog::sanitize::excerpt;

/// A URL longer than this is no address of an image.
const MAX_URL: usize = 8192;

/// Checks an address that the service fetches.
pub fn check_url(name: &str, url: &str) -> Result<(), Fault> {
    if url.trim().is_empty() {
        return Err(Fault::missing(name));
    }
    let shown = excerpt(url, 80);
    let is_web = |scheme: &str| {
        ["https", "http"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    };
    let parts = url.split_once("://").filter(|(scheme, _)| is_web(scheme));
    let Some((_, rest)) = parts else {
        return Err(Fault::new(
            name,
            format!("must begin with http:// or https://, got `{shown}`"),
            format!("必须以 http:// 或 https:// 开头，实际为 `{shown}`"),
        ));
    };
    if url.len() > MAX_URL {
        return Err(Fault::new(
            name,
            format!("has {} bytes; a URL has at most {MAX_URL}", url.len()),
            format!("共 {} 字节，地址最多 {MAX_URL} 字节", url.len()),
        ));
    }
    if url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(Fault::new(
            name,
            format!("must not contain white space or control characters: `{shown}`"),
            format!("不能含有空白或控制字符：`{shown}`"),
        ));
    }
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
    if authority.is_empty() || authority.contains('@') {
        return Err(Fault::new(
            name,
            "must have a host, and no user name or password",
            "必须含主机名，且不能带用户名或密码",
        ));
    }
    if is_public(authority) {
        return Ok(());
    }
    let host = excerpt(authority, 80);
    Err(Fault::new(
        name,
        format!("must be reachable from the public internet: `{host}` is not"),
        format!("必须是公网可访问的地址：`{host}` 不是公网主机"),
    ))
}

/// Endings of names that no public name has.
const LOCAL_NAMES: &[&str] = &[
    "localhost",
    "localdomain",
    "local",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
];

/// Whether the service may be able to reach a host, by its name or address
/// alone.
fn is_public(authority: &str) -> bool {
    if let Some(rest) = authority.strip_prefix('[') {
        let ip = rest.split_once(']').and_then(|(ip, _)| ip.parse().ok());
        return ip.is_some_and(|ip: Ipv6Addr| !is_private(ip.into()));
    }
    let host = authority.split(':').next().unwrap_or_default();
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let Some((_, last)) = host.rsplit_once('.') else {
        return false;
    };
    // Readers of addresses take all that ends in a number for IPv4, in
    // spellings of many kinds: the usual one alone passes.
    if last.starts_with(|c: char| c.is_ascii_digit()) {
        return host
            .parse()
            .is_ok_and(|ip: Ipv4Addr| !is_private(ip.into()));
    }
    let is_below = |name: &&str| {
        let rest = host.strip_suffix(*name);
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    !LOCAL_NAMES.iter().any(is_below) && !host.contains(is_folded)
}

/// What becomes another character before the name is looked up: escapes, and
/// the wide forms of letters, digits and dots.
fn is_folded(c: char) -> bool {
    matches!(c, '%' | '\u{3002}' | '\u{ff01}'..='\u{ff64}')
}

#[cfg(test)]
mod tests {
    use super::check_url;

    #[test]
    fn what_the_service_cannot_reach_is_refused() {
        for host in [
            "localhost",
            "LOCALHOST.",
            "a.localhost:8080",
            "nas",
            "nas.local",
            "a.internal",
            "router.lan",
            "x.home.arpa",
            "127.0.0.1",
            "127.1",
            "0x7f.0.0.1",
            "0x7f000001",
            "2130706433",
            "017700000001",
            "10.0.0.1:80",
            "192.168.1.2",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "1.2.3",
            "1.2.3.4.5",
            "256.1.1.1",
            "[::1]",
            "[::ffff:10.0.0.1]:80",
            "[fe80::1]",
            "[fd00::1]",
            "[fe80::1%25eth0]",
            "[::1",
            "127\u{3002}0.0.1",
            "\u{ff11}27.0.0.1",
            "%31%32%37.0.0.1",
            ".",
            "a..localhost",
        ] {
            for scheme in ["http", "https"] {
                let url = format!("{scheme}://{host}/a.jpg");
                let fault = check_url("image", &url).expect_err(&url);
                assert!(fault.en.contains("public internet"), "{url}: {}", fault.en);
            }
        }
    }

    #[test]
    fn public_hosts_pass() {
        for host in [
            "example.com",
            "example.com.:8443",
            "a.b.example",
            "1.1.1.1",
            "8.8.8.8:80",
            "[2606:4700::1111]",
            "[2606:4700::1111]:443",
            "localhost.example.com",
            "mylocal.cn",
            "xn--fiq228c.com",
            "例子.中国",
            "0x7f.example",
        ] {
            let url = format!("https://{host}/a.jpg?x=127.0.0.1#localhost");
            assert_eq!(check_url("image", &url), Ok(()), "{url}");
        }
    }
}
