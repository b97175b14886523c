//! Result links: which of them may be fetched, and where a redirect leads.

use crate::protocol::route::is_loopback;
use visual_catalog::sanitize::excerpt;

/// A host of result links.
#[derive(Clone, Copy, Debug)]
pub struct LinkHost {
    /// Its name; `*` stands for one or more letters, digits and hyphens.
    pub shape: &'static str,
    /// Whether only the tools of the Pippit family have links there.
    pub pippit: bool,
}

const fn host(shape: &'static str) -> LinkHost {
    LinkHost {
        shape,
        pippit: false,
    }
}

const fn pippit(shape: &'static str) -> LinkHost {
    LinkHost {
        shape,
        pippit: true,
    }
}

/// The service's link hosts, as captured links of 2024 to 2026 show them.
pub const LINK_HOSTS: &[LinkHost] = &[
    host("p*-aiop-sign.byteimg.com"),
    host("v*-aiop.aigc-cloud.com"),
    host("v*-vvecloud.yangyi08.com"),
    pippit("v*-default.365yg.com"),
    pippit("p*-sign.douyinpic.com"),
    pippit("everphoto-media.jianying.com"),
];
/// An internal name of the service in links of Pippit's shots: not on the list,
/// since it is not meant for others.
pub const INTERNAL_HOST: &str = "everphoto-internal.bytedance.net";
/// The directory of the service's videos, whichever host serves them: the host
/// has changed before, the directory has not.
const VIDEO_DIRECTORY: [&str; 4] = ["video", "tos", "cn", "tos-cn-v-242bcc"];
/// Last labels of names that are not public.
const NOT_PUBLIC: &[&str] = &[
    "arpa",
    "corp",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "onion",
    "private",
    "test",
];
/// The longest link that is followed. Signed ones have some hundred characters.
const LONGEST: usize = 8 * 1024;

/// A link in its parts, as a request needs them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Whether it is `https`.
    pub tls: bool,
    /// Host and port, in lower case.
    pub authority: String,
    /// Path and query.
    pub path: String,
}

/// Why a link is not followed. It names the host only: the rest of a link is as
/// good as a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Denial {
    /// It is no link of the shape `https://HOST/PATH`.
    Malformed,
    /// It is not `https`.
    Insecure,
    /// It leads to this machine, and the endpoint does not.
    Loopback,
    /// Its host is not on the list.
    Unlisted(String),
}

/// Which hosts may be asked for files.
#[derive(Clone, Copy, Debug)]
pub struct LinkHosts<'a> {
    /// Shapes beside the service's own.
    pub more: &'a [String],
    /// Whether the link is of a tool of the Pippit family, which has hosts of
    /// its own.
    pub pippit: bool,
    /// Whether this machine itself may be asked, in plain `http` too.
    pub loopback: bool,
}

impl LinkHosts<'_> {
    /// The parts of a link that may be followed.
    pub fn check(&self, text: &str) -> Result<Link, Denial> {
        let link = parse(text).ok_or(Denial::Malformed)?;
        if is_loopback(&link.authority) {
            return match self.loopback {
                true => Ok(link),
                false => Err(Denial::Loopback),
            };
        }
        if !link.tls {
            return Err(Denial::Insecure);
        }
        let host = link.authority.strip_suffix(":443");
        let host = host.unwrap_or(&link.authority);
        match self.allows(host, &link.path) {
            true => Ok(link),
            false => Err(Denial::Unlisted(excerpt(host, 80))),
        }
    }

    /// Whether a file may be fetched from this path of a host, in lower case,
    /// over `https` on its usual port.
    pub fn allows(&self, host: &str, path: &str) -> bool {
        let own = LINK_HOSTS.iter().filter(|own| self.pippit || !own.pippit);
        let more = self.more.iter().map(String::as_str);
        let mut shapes = own.map(|own| own.shape).chain(more);
        shapes.any(|shape| fits(shape, host)) || (is_video(path) && is_public(host))
    }

    /// The parts of the link that a response redirects to.
    pub fn follow(&self, from: &Link, location: &str) -> Result<Link, Denial> {
        let link = self.check(&from.resolve(location))?;
        match from.tls && !link.tls {
            true => Err(Denial::Insecure),
            false => Ok(link),
        }
    }
}

impl Link {
    /// Whether a link leads to this machine.
    pub fn is_loopback(text: &str) -> bool {
        parse(text).is_some_and(|link| is_loopback(&link.authority))
    }

    fn resolve(&self, location: &str) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        let authority = &self.authority;
        let (path, _) = self.path.split_once('?').unwrap_or((&self.path, ""));
        match location {
            _ if has_scheme(location) => location.to_string(),
            _ if location.starts_with("//") => format!("{scheme}:{location}"),
            _ if location.starts_with('/') => format!("{scheme}://{authority}{location}"),
            _ if location.starts_with('?') => format!("{scheme}://{authority}{path}{location}"),
            _ => {
                let (directory, _) = path.rsplit_once('/').unwrap_or(("", ""));
                format!("{scheme}://{authority}{directory}/{location}")
            }
        }
    }
}

/// Whether an address is whole: a colon before any path.
fn has_scheme(location: &str) -> bool {
    location
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|head| head.contains(':'))
}

/// Takes a link apart. Only what every reader of addresses understands in the
/// same way is understood at all.
fn parse(text: &str) -> Option<Link> {
    let odd = |byte: u8| !byte.is_ascii_graphic() || byte == b'\\';
    if text.len() > LONGEST || text.bytes().any(odd) {
        return None;
    }
    let (scheme, rest) = text.split_once("://")?;
    let tls = match scheme.to_ascii_lowercase().as_str() {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    let (rest, _) = rest.split_once('#').unwrap_or((rest, ""));
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let is_whole = !authority.is_empty() && !authority.ends_with(':') && authority.len() <= 255;
    if !is_whole || !authority.bytes().all(plain) {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    Some(Link {
        tls,
        authority: authority.to_ascii_lowercase(),
        path: format!("{slash}{path}"),
    })
}

/// Reads a shape of hosts as people write it; `None` where no host can have it.
pub fn shape(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-.*".contains(&byte);
    let labels = || text.split('.');
    let is_name = text.len() <= 253 && labels().count() > 1 && labels().all(|l| !l.is_empty());
    let fits = is_name && text.bytes().all(plain) && text.matches('*').count() <= 1;
    fits.then_some(text)
}

/// Whether a path is that of one of the service's videos:
/// `/HASH/EXPIRY/video/tos/cn/BUCKET/...`.
fn is_video(path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut parts = path.split('/');
    let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let mut is_hex = |length: usize| {
        let part = parts.next().unwrap_or_default();
        part.len() == length && part.bytes().all(lower_hex)
    };
    let is_signed = is_hex(0) && is_hex(32) && is_hex(8);
    let directory = parts.by_ref().take(VIDEO_DIRECTORY.len());
    is_signed && directory.eq(VIDEO_DIRECTORY) && parts.next().is_some()
}

/// Whether a host, in lower case, has a name that anyone can resolve.
fn is_public(host: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let is_label = |label: &str| !label.is_empty() && label.bytes().all(plain);
    let Some((before, last)) = host.rsplit_once('.') else {
        return false;
    };
    before.split('.').all(is_label)
        && last.bytes().all(|byte| byte.is_ascii_lowercase())
        && last.len() > 1
        && !NOT_PUBLIC.contains(&last)
}

/// Whether a host, in lower case, has this shape.
fn fits(shape: &str, host: &str) -> bool {
    let Some((before, after)) = shape.split_once('*') else {
        return shape == host;
    };
    let middle = host.strip_prefix(before);
    let middle = middle.and_then(|rest| rest.strip_suffix(after));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    middle.is_some_and(|middle| !middle.is_empty() && middle.bytes().all(plain))
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
