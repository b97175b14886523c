//! What to do about an error, for a person at a terminal.

use crate::output::language::{pick, tr};
use visual_host::{Advice, Error, ErrorKind, Proxy};

/// What of the environment bears on a failed connection.
struct Surroundings {
    proxy: bool,
    endpoint: Option<String>,
}

/// The hint that follows an error; none where its message says all there is.
pub fn for_error(error: &Error, task: Option<&str>) -> Option<String> {
    let surroundings = || Surroundings {
        proxy: matches!(Proxy::from_env(), Ok(Some(_))),
        endpoint: std::env::var("VOLC_ENDPOINT")
            .ok()
            .filter(|text| !text.is_empty()),
    };
    connection(error, surroundings).or_else(|| advice(error, task))
}

/// What to look at where no connection was made. Networks with a proxy often
/// resolve no public names.
fn connection(error: &Error, surroundings: impl Fn() -> Surroundings) -> Option<String> {
    if error.field.as_deref() == Some("proxy") {
        return Some(tr!(
            "check HTTPS_PROXY, ALL_PROXY and NO_PROXY",
            "请检查 HTTPS_PROXY、ALL_PROXY 和 NO_PROXY"
        ));
    }
    let is_name = matches!(error.code.as_deref(), Some("DNS-error" | "DNS-timeout"));
    let is_refused = error.code.as_deref() == Some("connection-refused");
    if !is_name
        && !is_refused
        && (error.field.as_deref() != Some("endpoint") || error.code.is_none())
    {
        return None;
    }
    let around = surroundings();
    let endpoint = around.endpoint.map(|endpoint| {
        tr!(
            "check VOLC_ENDPOINT ({endpoint})",
            "请检查 VOLC_ENDPOINT（{endpoint}）"
        )
    });
    let proxy = is_name.then(|| match around.proxy {
        true => tr!(
            "a proxy is set, but not for this host (see NO_PROXY)",
            "已设置代理，但该域名不经代理（见 NO_PROXY）"
        ),
        false => tr!(
            "no proxy is set; if this network needs one, set HTTPS_PROXY",
            "未设置代理；若网络需要代理，请设置 HTTPS_PROXY"
        ),
    });
    let hints: Vec<_> = endpoint.into_iter().chain(proxy).collect();
    (!hints.is_empty()).then(|| hints.join(pick("; ", "；")))
}

/// What the error's advice means to who sits at the terminal.
fn advice(error: &Error, task: Option<&str>) -> Option<String> {
    // Without keys the message says what to set.
    let no_keys = error.kind == ErrorKind::NoCredentials && error.advice == Advice::FixAccount;
    if error.kind == ErrorKind::Cancelled || no_keys {
        return None;
    }
    Some(match error.advice {
        Advice::FixInput => tr!("check the arguments", "请检查参数"),
        Advice::FixAccount => tr!(
            "check the account: keys, permissions, quota",
            "请检查账号：密钥、权限、额度"
        ),
        Advice::RepeatLater => tr!("retry later", "请稍后重试"),
        Advice::AskBeforeRepeating => tr!(
            "check the console before you retry; a retry may be billed again",
            "重试前请到控制台核对，重试可能再次计费"
        ),
        Advice::CollectTask => match task {
            Some(task) => tr!(
                "get the result with `visual task wait {task}`",
                "可用 `visual task wait {task}` 获取结果"
            ),
            None => tr!(
                "get the result with `visual task wait`",
                "可用 `visual task wait` 获取结果"
            ),
        },
        _ => tr!("report this to the authors", "请反馈给作者"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(kind: ErrorKind, advice: Advice) -> Error {
        let mut error = Error::refused(kind, "", Default::default());
        error.advice = advice;
        error
    }

    fn told(error: &Error, proxy: bool, endpoint: Option<&str>) -> String {
        let around = || Surroundings {
            proxy,
            endpoint: endpoint.map(str::to_owned),
        };
        connection(error, around).unwrap_or_default()
    }

    #[test]
    fn a_name_that_is_not_found_leads_to_the_proxy() {
        let mut error = error(ErrorKind::Network, Advice::RepeatLater);
        assert_eq!(told(&error, false, None), "");
        for code in ["DNS-error", "DNS-timeout"] {
            error.code = Some(code.to_owned());
            assert!(told(&error, false, None).contains("no proxy is set"));
            assert!(told(&error, true, None).contains("NO_PROXY"));
        }
    }

    #[test]
    fn an_endpoint_or_a_proxy_of_the_environment_is_looked_at_first() {
        let mut error = error(ErrorKind::Network, Advice::RepeatLater);
        error.field = Some("endpoint".to_owned());
        error.code = Some("TLS-protocol-error".to_owned());
        let endpoint = Some("https://nonsense");
        assert!(told(&error, false, endpoint).contains("https://nonsense"));
        error.field = Some("proxy".to_owned());
        assert!(told(&error, false, endpoint).contains("HTTPS_PROXY"));
    }

    #[test]
    fn a_hint_is_for_who_reads_it() {
        let broken_off = error(ErrorKind::Cancelled, Advice::FixInput);
        assert_eq!(advice(&broken_off, None), None);
        let open = error(ErrorKind::Network, Advice::CollectTask);
        assert!(advice(&open, Some("vt1.x")).is_some_and(|hint| hint.contains("vt1.x")));
    }
}
