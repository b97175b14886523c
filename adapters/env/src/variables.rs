//! What the variables of the environment mean.

/// What the variables say of an account. Never format it: it holds secrets.
#[derive(Default)]
pub struct Settings {
    /// `VOLC_ACCESSKEY`.
    pub access_key_id: String,
    /// `VOLC_SECRETKEY`.
    pub secret_access_key: String,
    /// `VOLC_SESSION_TOKEN`.
    pub session_token: Option<String>,
    /// `VOLC_ENDPOINT`.
    pub endpoint: Option<String>,
    /// `VOLC_REGION`.
    pub region: Option<String>,
}

/// The settings among all variables of the environment, by name and value.
///
/// A blank value counts as absent. Of a name that is given twice the last
/// value counts. The error says what to set, for people.
pub fn settings(environment: Vec<(String, String)>) -> Result<Settings, String> {
    let mut found = Settings::default();
    for (name, value) in environment {
        let value = value.trim();
        if value.is_empty() {
            continue;
        }
        let value = value.to_owned();
        match name.as_str() {
            "VOLC_ACCESSKEY" => found.access_key_id = value,
            "VOLC_SECRETKEY" => found.secret_access_key = value,
            "VOLC_SESSION_TOKEN" => found.session_token = Some(value),
            "VOLC_ENDPOINT" => found.endpoint = Some(value),
            "VOLC_REGION" => found.region = Some(value),
            _ => {}
        }
    }
    let missing = match (&*found.access_key_id, &*found.secret_access_key) {
        ("", "") => "VOLC_ACCESSKEY and VOLC_SECRETKEY",
        ("", _) => "VOLC_ACCESSKEY",
        (_, "") => "VOLC_SECRETKEY",
        _ => return Ok(found),
    };
    Err(format!(
        "set {missing} in the environment that the host grants to this component"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn the_five_variables_are_read_and_the_rest_is_passed_over() {
        let found = settings(environment(&[
            ("PATH", "/bin"),
            ("VOLC_ACCESSKEY", " AKLT1\n"),
            ("VOLC_SECRETKEY", "c2VjcmV0=="),
            ("VOLC_SESSION_TOKEN", "STS2x"),
            ("VOLC_ENDPOINT", "http://127.0.0.1:8080"),
            ("VOLC_REGION", "cn-north-1"),
            ("AWS_SECRET_ACCESS_KEY", "another"),
        ]))
        .unwrap();
        assert_eq!(found.access_key_id, "AKLT1");
        assert_eq!(found.secret_access_key, "c2VjcmV0==");
        assert_eq!(found.session_token.as_deref(), Some("STS2x"));
        assert_eq!(found.endpoint.as_deref(), Some("http://127.0.0.1:8080"));
        assert_eq!(found.region.as_deref(), Some("cn-north-1"));
    }

    #[test]
    fn what_is_missing_is_named_and_nothing_else_is_told() {
        let cases: [(&[(&str, &str)], &str); 4] = [
            (&[], "set VOLC_ACCESSKEY and VOLC_SECRETKEY in"),
            (&[("VOLC_ACCESSKEY", "AKLT1")], "set VOLC_SECRETKEY in"),
            (&[("VOLC_SECRETKEY", "hidden")], "set VOLC_ACCESSKEY in"),
            (
                &[("VOLC_ACCESSKEY", "AKLT1"), ("VOLC_SECRETKEY", " \n")],
                "set VOLC_SECRETKEY in",
            ),
        ];
        for (pairs, wanted) in cases {
            let error = settings(environment(pairs)).err().unwrap();
            assert!(error.starts_with(wanted), "{error}");
            assert!(!error.contains("AKLT1") && !error.contains("hidden"));
        }
    }

    #[test]
    fn a_blank_option_is_none_and_the_last_value_counts() {
        let found = settings(environment(&[
            ("VOLC_ACCESSKEY", "AKLT1"),
            ("VOLC_ACCESSKEY", "AKLT2"),
            ("VOLC_SECRETKEY", "secret"),
            ("VOLC_SESSION_TOKEN", " "),
            ("VOLC_REGION", ""),
        ]))
        .unwrap();
        assert_eq!(found.access_key_id, "AKLT2");
        assert_eq!(found.session_token, None);
        assert_eq!(found.region, None);
    }
}
