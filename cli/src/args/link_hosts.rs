//! Hosts of result links beside the service's own: a flag and a variable.

use crate::output::failure::Failure;
use crate::output::language::{Message, message};
use visual_host::{DownloadError, Egress};
use volcengine_visual::download::link;

const FLAG: &str = "link-host";
const VARIABLE: &str = "VOLC_LINK_HOSTS";

/// A policy with the hosts of the flag and the variable.
pub fn allowed(egress: Egress, given: &[String]) -> Result<Egress, Failure> {
    let variable = std::env::var(VARIABLE).unwrap_or_default();
    let listed = variable.split([',', ' ']).filter(|text| !text.is_empty());
    let listed = listed.map(|text| (VARIABLE, text));
    let given = given.iter().map(|text| ("--link-host", text.as_str()));
    given
        .chain(listed)
        .try_fold(egress, |egress, (name, text)| {
            let shape = link::shape(text).ok_or_else(|| unusable(name, text))?;
            Ok(egress.allow_link_hosts(&shape))
        })
}

fn unusable(name: &str, text: &str) -> Failure {
    let text = text.escape_debug();
    let message = message!(
        "{name} must be the name of a host, such as v*-aiop.example.com, got `{text}`",
        "{name} 必须是域名，例如 v*-aiop.example.com，实际为 `{text}`"
    );
    Failure::input(FLAG, message)
}

/// What to do about a link that was not downloaded because of its host.
pub fn help(link: &str, error: &DownloadError) -> Option<Message> {
    let DownloadError::Call(error) = error else {
        return None;
    };
    let refused = error.field.as_deref() == Some("link-hosts");
    let uri = link.parse::<http::Uri>().ok().filter(|_| refused)?;
    let host = uri.host()?;
    Some(message!(
        "allow it with --link-host {host} or {VARIABLE}={host}",
        "可用 --link-host {host} 或 {VARIABLE}={host} 允许访问"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(hosts: &[&str]) -> Result<Egress, Failure> {
        let hosts: Vec<_> = hosts.iter().map(|host| host.to_string()).collect();
        allowed(Egress::default(), &hosts)
    }

    #[test]
    fn a_host_becomes_allowed_by_its_shape() {
        let egress = policy(&["V*.cdn.example", "b.example"]);
        let egress = egress.unwrap();
        for (url, expected) in [
            ("https://v1.cdn.example/a", true),
            ("https://b.example/a", true),
            ("https://c.example/a", false),
        ] {
            assert_eq!(egress.check_link(&url.parse().unwrap()).is_ok(), expected);
        }
    }

    #[test]
    fn what_is_no_host_is_refused_by_name() {
        let failure = policy(&["https://b.example/"]).unwrap_err();
        assert!(failure.error.message.contains("https://b.example/"));
        assert_eq!(failure.error.field.as_deref(), Some("link-host"));
    }
}
