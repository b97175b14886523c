//! Addresses of databases, as people write them: what may be shown of one.

/// How the address of a database begins.
pub const SCHEMES: [&str; 2] = ["postgres://", "postgresql://"];

/// Whether a text names a database, and not a file. A misspelt address is one too: it may hold
/// a password, and an error about a file would show it.
pub fn is_database(text: &str) -> bool {
    let starts = |scheme: &str| {
        let head = text.get(..scheme.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(scheme))
    };
    text.contains("://") || starts("postgres:") || starts("postgresql:")
}

/// An address without its password. What cannot be told from one is left out as well.
pub fn without_password(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        let scheme = address.split(':').next().unwrap_or_default();
        return format!("{scheme}:…");
    };
    let shown = match rest.rsplit_once('@') {
        Some((login, place)) => {
            let user = login.split(':').next().unwrap_or_default();
            format!("{user}@{}", without_secrets(place))
        }
        None => without_secrets(&without_odd_port(rest)),
    };
    format!("{scheme}://{shown}")
}

/// A host, a path and parameters, of which some may be secret.
fn without_secrets(place: &str) -> String {
    let Some((place, parameters)) = place.split_once('?') else {
        return place.to_owned();
    };
    let is_shown = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        !name.to_ascii_lowercase().contains("pass")
    };
    let shown: Vec<_> = parameters.split('&').filter(is_shown).collect();
    match shown.is_empty() {
        true => place.to_owned(),
        false => format!("{place}?{}", shown.join("&")),
    }
}

/// Without `@` the password of a user may stand where a port should be.
fn without_odd_port(rest: &str) -> String {
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, place) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let is_port = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ']');
    match authority.rsplit_once(':') {
        Some((host, port)) if !is_port(port) && !host.contains('[') => format!("{host}{place}"),
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_from_a_database() {
        for text in [
            "postgres://h/d",
            "PostgreSQL://h",
            "postgres:/u:p@h",
            "mysql://h",
        ] {
            assert!(is_database(text), "{text}");
        }
        for text in ["journal.db", "/var/lib/postgres.db", "postgres", "./a:b"] {
            assert!(!is_database(text), "{text}");
        }
    }

    #[test]
    fn no_password_is_shown() {
        for (address, shown) in [
            ("postgres://u:secret@h:5432/d", "postgres://u@h:5432/d"),
            (
                "postgres://u:sec/r@et@h/d?sslmode=require",
                "postgres://u@h/d?sslmode=require",
            ),
            ("postgres://h/d?password=secret", "postgres://h/d"),
            (
                "postgres://h/d?Password=secret&sslmode=require",
                "postgres://h/d?sslmode=require",
            ),
            ("postgres://u@h/d", "postgres://u@h/d"),
            ("postgres://[::1]:5432/d", "postgres://[::1]:5432/d"),
            ("postgres://u:secret", "postgres://u"),
            ("postgres://u:secret/d", "postgres://u/d"),
            ("postgres:/u:secret@h", "postgres:…"),
            ("mysql://u:secret@h", "mysql://u@h"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }
}
