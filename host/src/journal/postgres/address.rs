//! Where a database is, and whether it may be reached that way.

use crate::journal::store::{Result, StoreError};
use std::fmt::Write as _;
use std::net::IpAddr;
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

/// The port of PostgreSQL.
const PORT: u16 = 5432;

/// A place in which there is no password.
pub(super) struct Address {
    pub(super) config: Config,
    /// As it can be shown.
    pub(super) place: String,
    pub(super) needs_tls: bool,
}

/// Reads `postgres://user[:password]@host[:port]/database[?sslmode=...]`. Whatever the mode, a
/// certificate is verified. No error shows a part of the address that may be the password.
pub(super) fn parse(text: &str, password: Option<String>) -> Result<Address> {
    let (rest, mode) = without_mode(text)?;
    let mut config: Config = rest.parse().map_err(|_| not_an_address())?;
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        return Err(not_an_address());
    }
    let password = password.filter(|password| !password.is_empty());
    if let Some(password) = password.filter(|_| config.get_password().is_none()) {
        config.password(password);
    }
    let needs_tls = !is_loopback(&config);
    let wants_tls = match mode.as_deref() {
        None => needs_tls,
        Some("disable" | "allow" | "prefer") => false,
        Some("require" | "verify-ca" | "verify-full") => true,
        Some(other) => {
            return Err(StoreError::new(
                format!("`sslmode={other}` is not known; use `sslmode=verify-full`"),
                format!("不支持 `sslmode={other}`，请使用 `sslmode=verify-full`"),
            ));
        }
    };
    if needs_tls && !wants_tls {
        return Err(StoreError::new(
            "off this machine the connection needs TLS: remove `sslmode`, or use \
             `sslmode=verify-full`; nothing was sent",
            "连接本机以外的数据库必须使用 TLS：请删除 `sslmode` 或使用 `sslmode=verify-full`；尚未发送任何数据",
        ));
    }
    config.ssl_mode(match wants_tls {
        true => SslMode::Require,
        false => SslMode::Disable,
    });
    config.application_name("visual");
    let place = shown(&config);
    Ok(Address {
        config,
        place,
        needs_tls: wants_tls,
    })
}

/// What is said of an address that cannot be read.
fn not_an_address() -> StoreError {
    StoreError::new(
        "its address must have the form postgres://user:password@host:port/database, with \
         special characters of the password written as %XX",
        "地址格式应为 postgres://user:password@host:port/database，密码中的特殊字符须写成 %XX",
    )
}

/// The address without its `sslmode`, of which the driver knows fewer.
fn without_mode(text: &str) -> Result<(String, Option<String>)> {
    if !["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.starts_with(scheme))
    {
        return Err(not_an_address());
    }
    let Some((head, query)) = text.split_once('?') else {
        return Ok((text.to_owned(), None));
    };
    let mut mode = None;
    let mut others = Vec::new();
    for part in query.split('&') {
        match part.strip_prefix("sslmode=") {
            Some(word)
                if word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-') =>
            {
                mode = Some(word.to_owned());
            }
            Some(_) => return Err(not_an_address()),
            None => others.push(part),
        }
    }
    let separator = if others.is_empty() { "" } else { "?" };
    Ok((format!("{head}{separator}{}", others.join("&")), mode))
}

/// Whether nothing leaves this machine.
fn is_loopback(config: &Config) -> bool {
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => {
            let address = name.trim_start_matches('[').trim_end_matches(']');
            let address = address.parse::<IpAddr>();
            address.map_or(name == "localhost", |address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    let mut addresses = config.get_hostaddrs().iter();
    config.get_hosts().iter().all(is_here) && addresses.all(IpAddr::is_loopback)
}

/// The address without its password.
fn shown(config: &Config) -> String {
    let mut text = "postgres://".to_owned();
    if let Some(user) = config.get_user() {
        text += user;
        text.push('@');
    }
    let hosts = config.get_hosts().iter().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    });
    let addresses = config.get_hostaddrs().iter().map(ToString::to_string);
    let hosts: Vec<_> = match config.get_hosts().is_empty() {
        true => addresses.collect(),
        false => hosts.collect(),
    };
    for (number, host) in hosts.iter().enumerate() {
        let ports = config.get_ports();
        let port = ports.get(number).or(ports.first()).unwrap_or(&PORT);
        let comma = if number == 0 { "" } else { "," };
        _ = write!(text, "{comma}{host}:{port}");
    }
    if let Some(name) = config.get_dbname() {
        text.push('/');
        text += name;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let error = parse(text, None).err().expect(text);
        assert!(!error.reason.contains("s3cret"), "{}", error.reason);
        assert!(!error.reason_zh.contains("s3cret"), "{}", error.reason_zh);
        error.reason
    }

    #[test]
    fn off_loopback_a_database_needs_tls() {
        for host in [
            "db.example.com",
            "10.0.0.7",
            "[2001:db8::1]",
            "127.0.0.1,db",
        ] {
            for mode in ["disable", "allow", "prefer"] {
                let text = format!("postgres://u:s3cret@{host}/d?sslmode={mode}");
                assert!(refused(&text).contains("needs TLS"), "{text}");
            }
            let address = parse(&format!("postgres://u:s3cret@{host}/d"), None).unwrap();
            assert!(address.needs_tls, "{host}");
            assert_eq!(address.config.get_ssl_mode(), SslMode::Require);
        }
        let hidden = "postgres://u@localhost/d?hostaddr=10.0.0.7&sslmode=disable";
        assert!(refused(hidden).contains("needs TLS"));
        for host in ["127.0.0.1:99", "localhost", "127.8.8.8", "[::1]"] {
            let plain = parse(&format!("postgres://u@{host}/d"), None).unwrap();
            assert!(!plain.needs_tls, "{host}");
            let tls = parse(&format!("postgres://u@{host}/d?sslmode=verify-full"), None);
            assert!(tls.unwrap().needs_tls);
        }
    }

    #[test]
    fn the_password_is_never_shown() {
        let address = parse("postgres://u:s3cret@db:7/d?connect_timeout=3", None).unwrap();
        assert_eq!(address.place, "postgres://u@db:7/d");
        assert_eq!(address.config.get_password(), Some(&b"s3cret"[..]));
        let odd = parse("postgres://u:?s3cret@db/d", None).unwrap();
        assert_eq!(odd.place, "postgres://u@db:5432/d");
        for text in [
            "postgres://u:s3cret@",
            "postgres://u:p@s3cret?sslmode=s3cret%/d",
            "postgres://u:a?sslmode=s3cret@db/d",
            "postgres://u:a@db/d?s3cret",
            "mysql://u:s3cret@db/d",
            "postgres://u:s3cret@db:s3cret/d",
        ] {
            refused(text);
        }
    }

    #[test]
    fn the_password_is_taken_from_elsewhere_where_the_address_has_none() {
        let password = || Some("elsewhere".to_owned());
        let taken = |text: &str| {
            let address = parse(text, password()).unwrap();
            address.config.get_password().unwrap().to_owned()
        };
        assert_eq!(taken("postgres://u@localhost/d"), b"elsewhere");
        assert_eq!(taken("postgres://u:own@localhost/d"), b"own");
    }
}
