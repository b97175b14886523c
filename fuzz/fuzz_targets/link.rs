//! A link, a redirect, a shape of hosts, a line each: what is followed leads to a host
//! that is allowed, whoever reads the address.

#![no_main]

use http::uri::{Authority, Uri};
use libfuzzer_sys::fuzz_target;
use visual_fuzz::{is_clean, text_line};
use volcengine_visual::link::{Denial, Link, LinkHosts};

/// The service's hosts, read by hand.
fn is_service(host: &str) -> bool {
    let image = host
        .strip_prefix('p')
        .and_then(|host| host.strip_suffix("-aiop-sign.byteimg.com"));
    let video = host
        .strip_prefix('v')
        .and_then(|host| host.strip_suffix("-vvecloud.yangyi08.com"));
    let label = image.or(video).unwrap_or_default();
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !label.is_empty() && label.chars().all(plain)
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
            assert!(*tls && (more || is_service(host)), "{link:?}");
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let (first, rest) = text_line(data);
    let (location, rest) = text_line(rest);
    let (shape, _) = text_line(rest);
    let more = match shape.as_str() {
        "" => vec![],
        _ => vec![shape],
    };
    for (more, loopback) in [(&[][..], false), (&[][..], true), (&more[..], true)] {
        let hosts = LinkHosts { more, loopback };
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
});
