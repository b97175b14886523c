//! Result links: which of them may be fetched, and where a redirect leads.

use crate::fault::excerpt;
use crate::protocol::request::is_loopback;

/// The hosts of result links (§4.1); `*` stands for letters, digits and hyphens.
pub const LINK_HOSTS: [&str; 2] = ["p*-aiop-sign.byteimg.com", "v*-vvecloud.yangyi08.com"];
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
        let more = self.more.iter().map(String::as_str);
        match LINK_HOSTS
            .into_iter()
            .chain(more)
            .any(|shape| fits(shape, host))
        {
            true => Ok(link),
            false => Err(Denial::Unlisted(excerpt(host, 80))),
        }
    }

    /// The parts of the link that an answer redirects to.
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

/// Whether a host, in lower case, has this shape.
pub fn fits(shape: &str, host: &str) -> bool {
    let Some((before, after)) = shape.split_once('*') else {
        return shape == host;
    };
    let middle = host.strip_prefix(before);
    let middle = middle.and_then(|rest| rest.strip_suffix(after));
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    middle.is_some_and(|middle| !middle.is_empty() && middle.bytes().all(plain))
}

#[cfg(test)]
mod tests {
    use super::{Denial, LinkHosts};

    #[test]
    fn a_port_that_is_not_there_is_no_part_of_a_host() {
        let more = ["*:".to_string(), "files.example".to_string()];
        let hosts = LinkHosts {
            more: &more,
            loopback: false,
        };
        let malformed = hosts.check("https://files.example:/a");
        assert_eq!(malformed, Err(Denial::Malformed));
        assert!(hosts.check("https://files.example:443/a").is_ok());
        assert!(hosts.check("https://files.example/a").is_ok());
    }
}
