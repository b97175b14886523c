//! Which addresses are not of the public internet: of this machine, of its
//! networks, or of nobody. By the registries of special-purpose addresses
//! (RFC 6890), which an address inside another address does not escape.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is none of the public internet.
///
/// 198.18.0.0/15 (RFC 2544) counts as public: local proxies answer with it for
/// public names, and no network should use it otherwise.
pub fn is_private(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    match a {
        // This network; private; loopback; multicast; reserved, and broadcast.
        0 | 10 | 127 | 224.. => true,
        // Carrier networks, where clouds keep metadata services too.
        100 => b & 0xc0 == 64,
        169 => b == 254,
        172 => b & 0xf0 == 16,
        // Protocols, documentation, relays to IPv6; private.
        192 => matches!((b, c), (0, 0 | 2) | (88, 99) | (168, _)),
        198 => (b, c) == (51, 100),
        203 => (b, c) == (0, 113),
        _ => false,
    }
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let segments = ip.segments();
    match segments {
        // NAT64: what a network without IPv4 makes of an IPv4 address.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_private_v4(embedded(high, low)),
        // 6to4.
        [0x2002, high, low, ..] => is_private_v4(embedded(high, low)),
        // Teredo and other protocols; documentation, twice.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => true,
        // All that is global lies in 2000::/3.
        [first, ..] => first & 0xe000 != 0x2000,
    }
}

fn embedded(high: u16, low: u16) -> Ipv4Addr {
    Ipv4Addr::from(u32::from(high) << 16 | u32::from(low))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIVATE: &str = "0.0.0.0 0.1.2.3 10.1.2.3 10.255.255.255 100.64.0.1 100.96.0.96
        100.127.255.255 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255
        192.0.0.1 192.0.0.170 192.0.2.1 192.88.99.1 192.168.1.1 198.51.100.7 203.0.113.9
        224.0.0.1 239.255.255.250 240.0.0.1 250.1.1.1 255.255.255.255
        :: ::1 ::10.0.0.1 ::8.8.8.8 ::ffff:10.0.0.1 ::ffff:0:10.0.0.1 100::1
        64:ff9b::10.0.0.1 64:ff9b::127.0.0.1 64:ff9b::169.254.169.254 64:ff9b:1::8.8.8.8
        64:ff9b:0:1::8.8.8.8 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1
        2001:10::1 2001:20::1 2001:db8::1 2002:a00:1::1 2002:7f00:1::1 2002:c0a8:101::1
        3fff::1 3fff:fff::1 4000::1 5f00::1 fc00::1 fd00::1 fe80::1 fec0::1 feff::1
        ff02::1 ff0e::1";

    const PUBLIC: &str = "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 101.126.0.1 169.253.1.1
        172.15.0.1 172.32.0.1 192.0.1.1 192.0.3.1 192.88.98.1 192.167.1.1 192.169.1.1
        198.18.0.7 198.19.255.1 198.51.99.1 203.0.112.1 223.255.255.255
        ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2001:200::1 2001:4860:4860::8888 2002:808:808::1
        2400:3200::1 2408:8000::1 2a00:1450::1 3ffe::1 3fff:1000::1";

    #[test]
    fn addresses_of_no_public_network_are_known() {
        for (addresses, expected) in [(PRIVATE, true), (PUBLIC, false)] {
            for ip in addresses.split_whitespace() {
                assert_eq!(is_private(ip.parse().unwrap()), expected, "{ip}");
            }
        }
    }
}
