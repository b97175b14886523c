//! The vendor's files: an ini file as Python's `configparser` reads it, and
//! JSON. What was read is wiped from memory.

use crate::files::io_error;
use crate::types::Warning;
use crate::{CredentialsError, Keys, read_bounded};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, Zeroizing};

/// The largest file that is read, in bytes.
const MAX_BYTES: usize = 64 << 10;

/// Names of a session token, without `_` and `-` and in lower case.
const TOKENS: [&str; 3] = ["sessiontoken", "securitytoken", "ststoken"];

/// A file that may hold keys.
pub(super) struct KeyFile {
    path: PathBuf,
    name: &'static str,
    parse: fn(&str) -> Result<Found, [&'static str; 2]>,
}

/// What a file holds.
pub(super) enum Found {
    Keys(Keys),
    /// Keys in another place; the texts, in both languages, say where.
    Elsewhere([String; 2]),
    Nothing,
}

impl KeyFile {
    /// The files of a directory, in the order in which they count.
    pub(super) fn all(directory: &Path) -> [KeyFile; 2] {
        let file = |name: &'static str, parse| KeyFile {
            path: directory.join(name),
            name,
            parse,
        };
        [file("credentials", from_ini), file("config", from_json)]
    }

    /// Reads the keys. A file that does not exist holds nothing.
    pub(super) fn read(&self) -> Result<Found, CredentialsError> {
        let unusable = |[en, zh]: [&str; 2]| {
            let name = self.name;
            let en = format!("~/.volc/{name} {en}");
            CredentialsError::unavailable(en, format!("~/.volc/{name} {zh}"))
        };
        let bytes = match self.bytes() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => {
                let kind = error.kind();
                let en = format!("cannot be read: {kind}");
                let zh = format!("无法读取：{}", io_error::words_zh(&kind.into()));
                return Err(unusable([&en, &zh]));
            }
        };
        let text =
            str::from_utf8(&bytes).map_err(|_| unusable(["is not UTF-8", "不是 UTF-8 文本"]))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        (self.parse)(text).map_err(unusable)
    }

    fn bytes(&self) -> io::Result<Zeroizing<Vec<u8>>> {
        // It never grows, so that no copy is left behind.
        let mut bytes = Zeroizing::new(Vec::with_capacity(2 * MAX_BYTES));
        read_bounded(File::open(&self.path)?, &mut bytes, MAX_BYTES)?;
        Ok(bytes)
    }

    /// A warning where others than the owner can read the file.
    pub(super) fn exposed(&self) -> Option<Warning> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&self.path).ok()?.permissions().mode();
            (mode & 0o077 != 0).then(|| {
                let name = self.name;
                let (en, zh) = (
                    "other users can read the keys in",
                    "其他用户可以读取密钥文件",
                );
                let fix = format!("~/.volc/{name}: chmod 600 ~/.volc/{name}");
                let fix_zh = format!("~/.volc/{name}，请执行 chmod 600 ~/.volc/{name}");
                Warning::new(format!("{en} {fix}"), format!("{zh} {fix_zh}"))
            })
        }
        #[cfg(not(unix))]
        None
    }
}

/// A value without the white space and the quotes around it.
pub(super) fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let within = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    let bare = within('"').or_else(|| within('\''));
    bare.unwrap_or(value).trim()
}

/// The section `default` of an ini file: names in any case, `=` or `:`.
fn from_ini(text: &str) -> Result<Found, [&'static str; 2]> {
    let mut sections: BTreeMap<&str, BTreeMap<String, &str>> = BTreeMap::new();
    let mut section = "";
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name.trim();
        } else if !line.starts_with(['#', ';'])
            && let Some((name, value)) = line.split_once(['=', ':'])
        {
            let values = sections.entry(section).or_default();
            values.insert(plain(name), unquoted(value));
        }
    }
    let default = sections
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("default"));
    if let Some(keys) = default.and_then(|(_, values)| keys(values, INI)) {
        return Ok(Found::Keys(keys));
    }
    let others = sections
        .iter()
        .filter(|(_, values)| keys(values, INI).is_some());
    let others: Vec<String> = others.map(|(name, _)| format!("[{name}]")).collect();
    let no_section = others.as_slice() == ["[]"];
    let (en, zh) = match others.is_empty() {
        true if sections.is_empty() => return Ok(Found::Nothing),
        true => {
            let given = default.map(|(_, values)| INI.map(|name| values.contains_key(name)));
            let [en, zh] = match given.unwrap_or_default() {
                [true, false] => ["secret_access_key"; 2],
                [false, true] => ["access_key_id"; 2],
                _ => [
                    "access_key_id and secret_access_key",
                    "access_key_id 和 secret_access_key",
                ],
            };
            (
                format!("no {en} in [default]"),
                format!(" [default] 一节缺少 {zh}"),
            )
        }
        false if no_section => (
            "no [default] section".to_owned(),
            " [default] 一节不存在".to_owned(),
        ),
        false => (
            format!("keys in {}; only [default] is read", others.join(", ")),
            format!("密钥位于 {}，但只读取 [default]", others.join("、")),
        ),
    };
    Ok(Found::Elsewhere([
        format!("~/.volc/credentials has {en}"),
        format!("~/.volc/credentials 中的{zh}"),
    ]))
}

const INI: [&str; 2] = ["accesskeyid", "secretaccesskey"];
const JSON: [&str; 2] = ["ak", "sk"];

fn keys(values: &BTreeMap<String, &str>, [id, secret]: [&str; 2]) -> Option<Keys> {
    let keys = Keys::new(values.get(id)?, values.get(secret)?);
    let token = TOKENS.iter().find_map(|name| values.get(*name));
    Some(with_token(keys, token.copied()))
}

/// A name in lower case, without what separates its words.
fn plain(name: &str) -> String {
    let kept = name.trim().chars().filter(|c| !matches!(c, '_' | '-'));
    kept.map(|c| c.to_ascii_lowercase()).collect()
}

fn from_json(text: &str) -> Result<Found, [&'static str; 2]> {
    // The parser's own message could quote the file, and with it a secret.
    let mut json: Value = serde_json::from_str(text).map_err(|_| ["is not JSON", "不是 JSON"])?;
    let members = json.as_object().into_iter().flatten();
    let texts = members.filter_map(|(name, value)| Some((plain(name), unquoted(value.as_str()?))));
    let without = || {
        Found::Elsewhere([
            "~/.volc/config has no ak and sk".to_owned(),
            "~/.volc/config 中没有 ak 和 sk".to_owned(),
        ])
    };
    let found = keys(&texts.collect(), JSON).map_or_else(without, Found::Keys);
    wipe(&mut json);
    Ok(found)
}

fn wipe(json: &mut Value) {
    match json {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        _ => {}
    }
}

pub(super) fn with_token(keys: Keys, token: Option<&str>) -> Keys {
    match token {
        Some(token) => keys.with_session_token(token),
        None => keys,
    }
}
