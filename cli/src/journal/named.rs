//! The journal that is named by `--journal` or by the environment: a mistyped address of a
//! database must not become a file, since what is recorded there is known to this machine only.

use crate::output::failure::Failure;
use crate::output::language::{Message, message, tr};
use std::path::{Component, Path, PathBuf};
use visual_host::{Journal, JournalAddress};

/// The variable that names a journal where the command does not.
const JOURNAL: &str = "VISUAL_JOURNAL";

/// The journal that was asked for: by the command, or else by the environment.
pub(super) fn named_or_set(
    named: Option<&JournalAddress>,
) -> Result<Option<JournalAddress>, Failure> {
    let set = || std::env::var_os(JOURNAL).filter(|value| !value.is_empty());
    let (address, name) = match (named, set()) {
        (Some(address), _) => (address.clone(), "--journal"),
        (None, Some(value)) => (value.into(), JOURNAL),
        (None, None) => return Ok(None),
    };
    if let JournalAddress::File(path) = &address {
        check(path, name)?;
    }
    Ok(Some(address))
}

/// The file of a journal that is not named.
pub(super) fn usual_file() -> Option<PathBuf> {
    Journal::default_path(|name| std::env::var_os(name))
}

/// Refuses a name that was hardly meant to be a file's, and one in a directory that does not
/// exist. What has an `@` may hold a password, and is not shown.
fn check(path: &Path, name: &str) -> Result<(), Failure> {
    let text = path.to_string_lossy();
    if text.trim().is_empty() {
        return Err(refused(message!(
            "{name} is blank: it must be a file or postgres://USER@HOST/DATABASE",
            "{name} 为空白：应为文件或 postgres://用户@主机/数据库"
        )));
    }
    if looks_like_address(&text) {
        let message = message!(
            "{name} is neither a file nor the address of a database, which begins with postgres://",
            "{name} 既不是文件，也不是数据库地址：地址以 postgres:// 开头"
        );
        return Err(refused(message).with_hint(tr!(
            "write postgres://USER@HOST:PORT/DATABASE, with the password in PGPASSWORD; a file of such a name is written ./NAME",
            "请写作 postgres://用户@主机:端口/数据库，密码用 PGPASSWORD 给出；如确为文件，请写作 ./文件名"
        )));
    }
    let directory = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => return Ok(()),
    };
    // The directories of the usual file are made with it.
    if directory.is_dir() || usual_file().is_some_and(|usual| usual == path) {
        return Ok(());
    }
    let message = match text.contains('@') {
        true => message!(
            "{name} names a file in a directory that does not exist",
            "{name} 指定的文件所在目录不存在"
        ),
        false => {
            let shown = path.display();
            message!(
                "{name} {shown}: its directory does not exist",
                "{name} {shown}：所在目录不存在"
            )
        }
    };
    Err(refused(message).with_hint(tr!(
        "create the directory first; the address of a database begins with postgres://",
        "请先创建该目录；数据库地址以 postgres:// 开头"
    )))
}

fn refused(message: Message) -> Failure {
    Failure::input("journal", message)
}

/// Whether a text looks like `user@host/database`, `host:port/database`, `postgres//host`,
/// another scheme or `host=... dbname=...`. A path from the root or from `.` is a file.
fn looks_like_address(text: &str) -> bool {
    let first = Path::new(text).components().next();
    let is_path = match first {
        Some(Component::Normal(_)) | None => false,
        Some(_) => !text.starts_with("//"),
    };
    if is_path {
        return false;
    }
    let is_setting = |word: &str| {
        let name = word.split('=').next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        word.contains('=') && SETTINGS.contains(&name.as_str())
    };
    let mut words = text.split(|c: char| c.is_whitespace() || c == ';');
    text.contains(['@', ':']) || text.contains("//") || words.any(is_setting)
}

/// Names in the connection strings of PostgreSQL.
const SETTINGS: [&str; 10] = [
    "host", "hostaddr", "port", "dbname", "database", "user", "username", "password", "service",
    "sslmode",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_from_a_mistyped_address() {
        for text in [
            "visual@db.internal/visual",
            "visual:s3cret@127.0.0.1/visual",
            "postgres//visual@db/visual",
            "postgres//db/visual",
            "postgresql:db",
            "postgre:u",
            "jdbc:postgresql:visual",
            "db.internal:5432/visual",
            "host=127.0.0.1 dbname=visual",
            "DBNAME=visual",
            "//visual@db/visual",
        ] {
            assert!(looks_like_address(text), "{text}");
        }
        for text in [
            "journal.db",
            "j 1.db",
            "postgres",
            "data/journal.db",
            "./a:b@c",
            "../host=1",
            "/var/lib/me@example/journal.db",
            "a=b.db",
        ] {
            assert!(!looks_like_address(text), "{text}");
        }
    }
}
