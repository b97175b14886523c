//! A link, a redirect, a shape of hosts, a line each: what is followed leads to a host
//! that is allowed, by any reading of the address.

use crate::{is_clean, text_line};
use http::uri::{Authority, Uri};
use volcengine_visual::download::link::{Denial, Link, LinkHosts};

/// The service's hosts, read by hand: for everyone, and for the Pippit family.
fn is_service(host: &str, pippit: bool) -> bool {
    const HOSTS: [(char, &str, bool); 5] = [
        ('p', "-aiop-sign.byteimg.com", false),
        ('v', "-aiop.aigc-cloud.com", false),
        ('v', "-vvecloud.yangyi08.com", false),
        ('v', "-default.365yg.com", true),
        ('p', "-sign.douyinpic.com", true),
    ];
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let is = |(first, last, family): (char, &str, bool)| {
        let label = host
            .strip_prefix(first)
            .and_then(|host| host.strip_suffix(last));
        let label = label.unwrap_or_default();
        (pippit || !family) && !label.is_empty() && label.chars().all(plain)
    };
    HOSTS.into_iter().any(is) || (pippit && host == "everphoto-media.jianying.com")
}

/// A video in the service's directory, on a name with a dot and a last label of
/// letters.
fn is_video(host: &str, path: &str) -> bool {
    let last = host.rsplit_once('.').map_or("", |(_, last)| last);
    path.len() > 42
        && path[..42]
            .bytes()
            .all(|byte| byte == b'/' || byte.is_ascii_hexdigit())
        && path[42..].starts_with("/video/tos/cn/tos-cn-v-242bcc/")
        && !last.is_empty()
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_here(host: &str) -> bool {
    let v4 = host
        .parse::<std::net::Ipv4Addr>()
        .map(|address| address.octets()[0]);
    host == "localhost" || host == "[::1]" || v4 == Ok(127)
}

/// Whether the caller's own shape allows a host.
fn fits(shape: &str, host: &str) -> bool {
    match shape.split_once('*') {
        Some((before, after)) => host.starts_with(before) && host.ends_with(after),
        None => shape == host,
    }
}

fn check(hosts: &LinkHosts<'_>, link: &Link) {
    let Link {
        tls,
        authority,
        path,
    } = link;
    assert!(
        path.starts_with('/') && !path.contains(['#', '\\']),
        "{link:?}"
    );
    assert!(
        format!("{authority}{path}")
            .bytes()
            .all(|byte| byte.is_ascii_graphic()),
        "{link:?}"
    );
    // What sends the request reads the address once more, and may refuse it.
    let Ok(read) = authority.parse::<Authority>() else {
        return;
    };
    let scheme = if *tls { "https" } else { "http" };
    if let Ok(uri) = format!("{scheme}://{authority}{path}").parse::<Uri>() {
        assert_eq!(uri.authority(), Some(&read));
    }
    let host = read.host();
    match is_here(host) {
        true => assert!(hosts.loopback, "{link:?}"),
        false => {
            let more = hosts.more.iter().any(|shape| fits(shape, host));
            let own = is_service(host, hosts.pippit) || is_video(host, path);
            assert!(*tls && (more || own), "{link:?}");
        }
    }
}

/// One input.
pub fn run(data: &[u8]) {
    let (first, rest) = text_line(data);
    let (location, rest) = text_line(rest);
    let (shape, _) = text_line(rest);
    let more = match shape.as_str() {
        "" => vec![],
        _ => vec![shape],
    };
    for (more, loopback) in [(&[][..], false), (&[][..], true), (&more[..], true)] {
        let hosts = LinkHosts {
            more,
            pippit: !loopback,
            loopback,
        };
        let from = match hosts.check(&first) {
            Ok(from) => from,
            Err(denial) => {
                assert!(!matches!(denial, Denial::Unlisted(host) if !is_clean(&host)));
                continue;
            }
        };
        check(&hosts, &from);
        if let Ok(link) = hosts.follow(&from, &location) {
            check(&hosts, &link);
            assert!(link.tls || !from.tls, "{link:?}");
            let within = location.starts_with('/') && !location.starts_with("//");
            assert!(!within || link.authority == from.authority, "{link:?}");
        }
    }
}
