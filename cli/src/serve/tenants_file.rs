//! `--tenants FILE`: several accounts behind one server, each with a token of its own.

use super::secret::digest_from_hex;
use crate::account::Account;
use crate::output::failure::Failure;
use crate::output::language::{Message, message, tr};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use visual_catalog::{Tool, find, nearest, tools};
use visual_host::{VendorCredentials, io_error_zh};

/// The largest file that is read.
const MAX_BYTES: u64 = 1 << 20;

/// The longest name of a tenant.
const MAX_NAME: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tenants: Vec<Entry>,
}

/// A tenant as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    token_sha256: String,
    variables: Option<String>,
    home: Option<PathBuf>,
    max_calls: Option<u32>,
    tools: Option<Vec<String>>,
    #[serde(default)]
    metrics: bool,
}

/// A tenant whose facts are checked.
pub struct Listed {
    pub name: String,
    pub token: [u8; 32],
    pub max_calls: Option<u32>,
    pub tools: Option<Vec<&'static str>>,
    pub sees_metrics: bool,
    source: Source,
}

/// Where its keys come from.
enum Source {
    /// Variables of these names with a prefix.
    Variables(String),
    /// The vendor's files in `.volc` of this directory.
    Home(PathBuf),
    Nowhere,
}

impl Listed {
    /// The tenants of a file, of which there is one at least.
    pub fn read(path: &Path) -> Result<Vec<Listed>, Failure> {
        let text = text(path).map_err(|error| {
            let (path, zh) = (path.display(), io_error_zh(&error));
            Failure::input(
                "tenants",
                message!("cannot read {path}: {error}", "无法读取 {path}：{zh}"),
            )
        })?;
        let file: File = serde_json::from_str(&text).map_err(|error| {
            let path = path.display();
            Failure::input(
                "tenants",
                message!("{path} is not usable: {error}", "{path} 不可用：{error}"),
            )
        })?;
        listed(file).map_err(|told| {
            let (path, Message { en, zh }) = (path.display(), told);
            Failure::input("tenants", message!("{path}: {en}", "{path}：{zh}"))
        })
    }

    /// Its account.
    pub fn account(&self) -> Result<Account, Failure> {
        let name = &self.name;
        let credentials = match &self.source {
            Source::Variables(prefix) => VendorCredentials::from_variables(
                |name| std::env::var(format!("{prefix}{name}")).ok(),
                None,
            ),
            Source::Home(home) => VendorCredentials::from_variables(|_| None, Some(home.clone())),
            Source::Nowhere => {
                let message = message!(
                    "tenant {name}: `variables` or `home` must say where its keys are",
                    "租户 {name}：须用 `variables` 或 `home` 指明密钥来源"
                );
                return Err(Failure::input("tenants", message));
            }
        };
        Account::of_keys(credentials).map_err(|failure| {
            let place = match &self.source {
                Source::Variables(prefix) => {
                    format!("{prefix}VOLC_ACCESSKEY, {prefix}VOLC_SECRETKEY")
                }
                Source::Home(home) => home.join(".volc/credentials").display().to_string(),
                Source::Nowhere => String::new(),
            };
            failure.with_hint(tr!(
                "the keys of the tenant {name} come from {place}",
                "租户 {name} 的密钥来自 {place}"
            ))
        })
    }
}

fn text(path: &Path) -> std::io::Result<String> {
    use std::io::Read;
    let mut text = String::new();
    let file = std::fs::File::open(path)?;
    file.take(MAX_BYTES).read_to_string(&mut text)?;
    Ok(text)
}

fn listed(file: File) -> Result<Vec<Listed>, Message> {
    let (mut names, mut tokens) = (BTreeSet::new(), BTreeSet::new());
    if file.tenants.is_empty() {
        return Err(Message::new("it lists no tenant", "其中没有租户"));
    }
    let listed = file.tenants.into_iter().map(|entry| {
        let listed = check(entry)?;
        let name = &listed.name;
        if !names.insert(name.clone()) || !tokens.insert(listed.token) {
            return Err(message!(
                "tenant {name}: its name or its token is another tenant's too",
                "租户 {name}：名称或令牌与其他租户相同"
            ));
        }
        Ok(listed)
    });
    listed.collect()
}

fn check(entry: Entry) -> Result<Listed, Message> {
    let name = entry.name;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.len() > MAX_NAME || !name.chars().all(is_plain) {
        let name = name.escape_debug();
        return Err(message!(
            "`{name}` is not a name: use 1 to {MAX_NAME} letters, digits, `-`, `_` and `.`",
            "`{name}` 不能作为名称：请用 1 至 {MAX_NAME} 个字母、数字、`-`、`_` 或 `.`"
        ));
    }
    let Some(token) = digest_from_hex(&entry.token_sha256) else {
        return Err(message!(
            "tenant {name}: `token_sha256` must have 64 hexadecimal digits",
            "租户 {name}：`token_sha256` 须为 64 位十六进制数"
        ));
    };
    let tools = entry.tools.map(|words| allowed(&words)).transpose();
    let tools =
        tools.map_err(|Message { en, zh }| message!("tenant {name}: {en}", "租户 {name}：{zh}"))?;
    let source = match (entry.variables, entry.home) {
        (Some(prefix), None) => Source::Variables(prefix),
        (None, Some(home)) => Source::Home(home),
        (None, None) => Source::Nowhere,
        (Some(_), Some(_)) => {
            return Err(message!(
                "tenant {name}: give `variables` or `home`, not both",
                "租户 {name}：`variables` 与 `home` 只能二选一"
            ));
        }
    };
    Ok(Listed {
        name,
        token,
        max_calls: entry.max_calls,
        tools,
        sees_metrics: entry.metrics,
        source,
    })
}

/// The tools of these names and families.
fn allowed(words: &[String]) -> Result<Vec<&'static str>, Message> {
    let mut names = Vec::new();
    for word in words {
        let is_it = |tool: &&Tool| tool.family.name() == word;
        let family: Vec<_> = tools().filter(is_it).map(|tool| tool.name).collect();
        match find(word) {
            Some(tool) => names.push(tool.name),
            None if family.is_empty() => return Err(unknown(word)),
            None => names.extend(family),
        }
    }
    Ok(names)
}

fn unknown(word: &str) -> Message {
    let known = tools().flat_map(|tool| [tool.alias, tool.family.name()]);
    match nearest(word, known) {
        Some(near) => message!(
            "no tool or family `{word}`; did you mean `{near}`?",
            "没有工具或分类 `{word}`，是否指 `{near}`？"
        ),
        None => message!("no tool or family `{word}`", "没有工具或分类 `{word}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(entries: &str) -> Result<Vec<Listed>, String> {
        let file = serde_json::from_str(&format!("{{\"tenants\":[{entries}]}}"));
        let file: File = file.map_err(|error| error.to_string())?;
        listed(file).map_err(|told| told.en)
    }

    fn entry(name: &str, digit: char, more: &str) -> String {
        let token = digit.to_string().repeat(64);
        format!("{{\"name\":\"{name}\",\"token_sha256\":\"{token}\"{more}}}")
    }

    #[test]
    fn tenants_are_read() {
        let tools = r#","variables":"A_","tools":["general-3.0","video"],"max_calls":3"#;
        let listed = read(&[entry("a", '1', tools), entry("b", '2', "")].join(",")).unwrap();
        let [a, b] = listed.as_slice() else { panic!() };
        assert_eq!((a.max_calls, a.token), (Some(3), [0x11; 32]));
        let tools = a.tools.as_ref().unwrap();
        assert!(tools.len() > 2 && tools[0] == find("general-3.0").unwrap().name);
        assert!(b.tools.is_none() && !b.sees_metrics);
        assert!(b.account().is_err());
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (entries, wanted) in [
            (String::new(), "no tenant"),
            (entry("a b", '1', ""), "not a name"),
            (entry("", '1', ""), "not a name"),
            (entry("a", 'x', ""), "64 hexadecimal"),
            (
                entry("a", '1', r#","tools":["general-3.O"]"#),
                "did you mean",
            ),
            (entry("a", '1', r#","token":"secret""#), "unknown field"),
            (
                entry("a", '1', r#","home":"/h","variables":"A_""#),
                "not both",
            ),
            (
                [entry("a", '1', ""), entry("a", '2', "")].join(","),
                "another tenant's",
            ),
            (
                [entry("a", '1', ""), entry("b", '1', "")].join(","),
                "another tenant's",
            ),
        ] {
            let error = read(&entries).err().unwrap();
            assert!(error.contains(wanted), "{entries}: {error}");
        }
    }
}
