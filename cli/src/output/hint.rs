//! What to do about an error, for a person at a terminal.

use crate::output::language::{pick, tr};
use crate::output::{account, billed};
use visual_host::{Advice, Error, ErrorKind, Proxy, Purchase};

/// What of the environment bears on a failed connection.
struct Surroundings {
    proxy: bool,
    endpoint: Option<String>,
}

/// The hint that follows an error of a command; none where its message says all there is.
pub fn for_error(error: &Error, command: &str) -> Option<String> {
    let surroundings = || Surroundings {
        proxy: matches!(Proxy::from_env(), Ok(Some(_))),
        endpoint: std::env::var("VOLC_ENDPOINT")
            .ok()
            .filter(|text| !text.is_empty()),
    };
    if error.kind == ErrorKind::Io && error.field.as_deref() == Some("journal") {
        return journal(error);
    }
    connection(error, surroundings)
        .or_else(|| account::cause(error))
        .or_else(|| advice(error, command))
}

/// What to do where the journal cannot be used; none where the message says it.
fn journal(error: &Error) -> Option<String> {
    let says = |words: &[&str]| words.iter().any(|word| error.message.contains(word));
    if says(&["(SQLSTATE 42501)"]) {
        return Some(tr!(
            "run it as the owner of the tables, or give this user its rights: see the GRANTs in docs/fleet.md",
            "请以表的所有者身份运行，或为该用户授权：见 docs/fleet.md 中的 GRANT"
        ));
    }
    if says(&["(SQLSTATE 28", "password missing"]) {
        return Some(tr!(
            "set PGPASSWORD to the password of the database's user, and check the user's name",
            "请将 PGPASSWORD 设为数据库用户的密码，并检查用户名"
        ));
    }
    if says(&["(SQLSTATE 3D000)"]) {
        return Some(tr!(
            "create the database, or correct its name in the address",
            "请先创建该数据库，或修正地址中的数据库名"
        ));
    }
    if says(&["UnknownIssuer"]) {
        return Some(tr!(
            "set SSL_CERT_FILE to the certificate of your CA",
            "请将 SSL_CERT_FILE 设为私有 CA 的证书文件"
        ));
    }
    let is_away = says(&[
        "database cannot be reached",
        "did not answer in time",
        "(SQLSTATE 57P",
    ]);
    match is_away && !says(&["TLS handshake"]) {
        true if error.purchase != Purchase::NotMade || says(&["nothing was bought"]) => Some(tr!(
            "try again when the database answers",
            "请待数据库恢复后重试"
        )),
        true => Some(tr!(
            "nothing was bought; try again when the database answers",
            "未产生购买，请待数据库恢复后重试"
        )),
        false => (error.advice == Advice::RepeatLater).then(|| tr!("retry later", "请稍后重试")),
    }
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
fn advice(error: &Error, command: &str) -> Option<String> {
    // Without keys the message says what to set.
    let no_keys = error.kind == ErrorKind::NoCredentials && error.advice == Advice::FixAccount;
    if error.kind == ErrorKind::Cancelled || no_keys {
        return None;
    }
    match error.advice {
        Advice::FixInput => input(error, command),
        Advice::FixAccount if let Some(variable) = variable(error) => {
            Some(tr!("correct {variable}", "请修正 {variable}"))
        }
        Advice::FixAccount => Some(tr!(
            "check the account: keys, permissions, quota",
            "请检查账号：密钥、权限、额度"
        )),
        Advice::RepeatLater => Some(tr!("retry later", "请稍后重试")),
        Advice::AskBeforeRepeating if billed::is_failed(error) => Some(tr!(
            "change the prompt or the seed, and run it again",
            "请修改提示词或随机种子后重新运行"
        )),
        Advice::AskBeforeRepeating => Some(tr!(
            "check the console before you retry; a retry may be billed again",
            "重试前请到控制台核对，重试可能再次计费"
        )),
        Advice::CollectTask => Some(match &error.task {
            Some(task) => tr!(
                "get the result with `visual task wait {task}`",
                "可用 `visual task wait {task}` 获取结果"
            ),
            None => tr!(
                "get the result with `visual task wait`",
                "可用 `visual task wait` 获取结果"
            ),
        }),
        _ => Some(tr!("report this to the authors", "请反馈给作者")),
    }
}

/// Where the part of the account stands that was found to be wrong before anything was sent.
fn variable(error: &Error) -> Option<&'static str> {
    Some(match error.field.as_deref()? {
        "endpoint" => "VOLC_ENDPOINT",
        "region" if error.message.contains("VOLC_ENDPOINT") => pick(
            "VOLC_REGION or VOLC_ENDPOINT",
            "VOLC_REGION 或 VOLC_ENDPOINT",
        ),
        "region" => "VOLC_REGION",
        "access-key-id" => pick(
            "VOLC_ACCESSKEY or ~/.volc/credentials",
            "VOLC_ACCESSKEY 或 ~/.volc/credentials",
        ),
        "secret-access-key" => pick(
            "VOLC_SECRETKEY or ~/.volc/credentials",
            "VOLC_SECRETKEY 或 ~/.volc/credentials",
        ),
        "session-token" => "VOLC_SESSION_TOKEN",
        _ => return None,
    })
}

/// What to change of what was given.
fn input(error: &Error, command: &str) -> Option<String> {
    let field = error.field.as_deref().unwrap_or_default();
    Some(match (error.kind, field) {
        (ErrorKind::Moderated, _) => tr!(
            "change the prompt or the files; the same input is refused again",
            "请修改提示词或文件，相同的输入会再次被拒绝"
        ),
        (ErrorKind::RejectedMedia, _) => {
            let tool = command.strip_prefix("visual run ").unwrap_or("TOOL");
            tr!(
                "use another file; `visual describe {tool}` shows what the tool takes",
                "请更换文件；`visual describe {tool}` 可查看工具的要求"
            )
        }
        (_, "accept-unconfirmed") => tr!("add --accept-unconfirmed", "请加上 --accept-unconfirmed"),
        (ErrorKind::LimitReached, "max-calls") => tr!(
            "raise --max-calls, or wait until earlier purchases are 24 hours old",
            "请提高 --max-calls，或等到之前的计费调用满 24 小时"
        ),
        (ErrorKind::LimitReached, "max-cost") => tr!(
            "raise --max-cost, or wait until earlier purchases are 24 hours old",
            "请提高 --max-cost，或等到之前的计费调用满 24 小时"
        ),
        (_, "no-wait") => tr!("leave out --no-wait", "请去掉 --no-wait"),
        (_, "tool") => tr!(
            "`visual tools WORD` searches names, titles and arguments",
            "`visual tools 关键词` 可搜索名称、标题与参数"
        ),
        (_, "task") => tr!(
            "`visual task list --wide` shows the tasks of the journal",
            "`visual task list --wide` 可列出购买记录中的任务"
        ),
        (_, "component") => tr!(
            "leave out --component to use the built-in one",
            "去掉 --component 即使用内置组件"
        ),
        (_, "output") if error.message.contains("--force") => return None,
        (_, "output") => tr!("choose another place with -o", "请用 -o 指定其他位置"),
        (_, "endpoint") => tr!("check VOLC_ENDPOINT", "请检查 VOLC_ENDPOINT"),
        (_, "link-hosts") => return None,
        (ErrorKind::Io | ErrorKind::TooLarge, _) => return None,
        _ => tr!("see `{command} --help`", "见 `{command} --help`"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use visual_host::Task;

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
        assert_eq!(advice(&broken_off, "visual run"), None);
        let mut open = error(ErrorKind::Network, Advice::CollectTask);
        let task = Task::new("general-3.0", "1", 0);
        open.task = Some(task.clone());
        let hint = advice(&open, "visual run");
        assert!(hint.is_some_and(|hint| hint.contains(&task.to_string())));
    }

    #[test]
    fn a_journal_that_cannot_be_used_leads_to_the_cause() {
        let hint = |reason: &str| {
            let texts = (reason.to_owned(), String::new());
            let error = Error::refused(ErrorKind::Io, "journal", texts);
            for_error(&error, "visual journal check").unwrap_or_default()
        };
        for (reason, words) in [
            ("permission denied (SQLSTATE 42501)", "GRANTs"),
            ("wrong password (SQLSTATE 28P01)", "PGPASSWORD"),
            ("no entry for the host (SQLSTATE 28000)", "PGPASSWORD"),
            ("invalid configuration: password missing", "PGPASSWORD"),
            ("no such database (SQLSTATE 3D000)", "create the database"),
            (
                "the database cannot be reached: connection refused",
                "nothing was bought; try again when the database answers",
            ),
            (
                "the database cannot be reached: error performing TLS handshake: UnknownIssuer",
                "SSL_CERT_FILE",
            ),
        ] {
            assert!(hint(reason).contains(words), "{reason}: {}", hint(reason));
        }
        assert_eq!(hint("it was closed by `visual journal export --close`"), "");
    }

    #[test]
    fn each_kind_leads_somewhere() {
        let hint = |kind, field: &str| {
            let error = Error::refused(kind, field, Default::default());
            advice(&error, "visual run general-3.0").unwrap_or_default()
        };
        for (kind, field, words) in [
            (ErrorKind::Moderated, "", "change the prompt"),
            (ErrorKind::RejectedMedia, "image", "another file"),
            (
                ErrorKind::Unsupported,
                "accept-unconfirmed",
                "--accept-unconfirmed",
            ),
            (ErrorKind::LimitReached, "max-calls", "raise --max-calls"),
            (ErrorKind::LimitReached, "max-cost", "raise --max-cost"),
            (ErrorKind::InvalidInput, "tool", "visual tools WORD"),
            (
                ErrorKind::InvalidInput,
                "prompt",
                "visual run general-3.0 --help",
            ),
        ] {
            let hint = hint(kind, field);
            assert!(hint.contains(words), "{kind} {field}: {hint}");
        }
    }
}
