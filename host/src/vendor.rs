//! Keys where the vendor's SDK looks for them: the environment, then
//! `~/.volc/credentials`, then `~/.volc/config`.

use crate::{Credentials, CredentialsError, Keys, KeysFuture};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

const VARIABLES: [&str; 6] = [
    "VOLC_ACCESSKEY",
    "VOLC_SECRETKEY",
    "VOLC_SESSION_TOKEN",
    "VOLC_ENDPOINT",
    "VOLC_REGION",
    "VOLC_ACCOUNT",
];

const WHAT_TO_SET: &str = "set VOLC_ACCESSKEY and VOLC_SECRETKEY (and VOLC_SESSION_TOKEN for \
    temporary keys), or write ~/.volc/credentials";

/// Keys from the environment or the vendor's files. Files are read anew for
/// each request; the environment is read once.
pub struct VendorCredentials {
    variables: BTreeMap<String, String>,
    home: Option<PathBuf>,
}

impl VendorCredentials {
    /// Looks in the environment and the home directory of this process.
    pub fn from_env() -> VendorCredentials {
        let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
        Self::from_variables(|name| std::env::var(name).ok(), home.map(PathBuf::from))
    }

    /// Looks in the given environment and home directory.
    pub fn from_variables(
        variable: impl Fn(&str) -> Option<String>,
        home: Option<PathBuf>,
    ) -> VendorCredentials {
        let found = VARIABLES
            .iter()
            .filter_map(|name| Some((name.to_string(), variable(name)?)))
            .filter(|(_, value)| !value.trim().is_empty())
            .collect();
        VendorCredentials {
            variables: found,
            home,
        }
    }

    /// The keys, with the endpoint, region and account of the environment.
    pub fn find(&self) -> Result<Keys, CredentialsError> {
        let mut keys = match self.in_environment() {
            Some(keys) => keys,
            None => self.in_files()?,
        };
        if let Some(endpoint) = self.endpoint() {
            keys = keys.with_endpoint(&endpoint);
        }
        if let Some(region) = self.variable("VOLC_REGION") {
            keys = keys.with_region(region);
        }
        if let Some(account) = self.variable("VOLC_ACCOUNT") {
            keys = keys.with_account(account);
        }
        Ok(keys)
    }

    /// The account's name in place of `VOLC_ACCOUNT`.
    #[must_use]
    pub fn with_account(mut self, name: &str) -> VendorCredentials {
        let name = ("VOLC_ACCOUNT".to_owned(), name.to_owned());
        self.variables.extend([name]);
        self
    }

    /// `VOLC_ENDPOINT` as an address; a bare host means `https`.
    pub fn endpoint(&self) -> Option<String> {
        let text = self.variable("VOLC_ENDPOINT")?.trim();
        Some(if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        })
    }

    fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    fn in_environment(&self) -> Option<Keys> {
        let keys = Keys::new(
            self.variable("VOLC_ACCESSKEY")?,
            self.variable("VOLC_SECRETKEY")?,
        );
        Some(with_token(keys, self.variable("VOLC_SESSION_TOKEN")))
    }

    fn in_files(&self) -> Result<Keys, CredentialsError> {
        if let Some(text) = self.read("credentials")?
            && let Some(keys) = from_ini(&text)
        {
            return Ok(keys);
        }
        if let Some(text) = self.read("config")?
            && let Some(keys) = from_json(&text)?
        {
            return Ok(keys);
        }
        Err(CredentialsError::Missing(self.advice()))
    }

    fn advice(&self) -> String {
        let set = |name| self.variables.contains_key(name);
        match (set("VOLC_ACCESSKEY"), set("VOLC_SECRETKEY")) {
            (true, false) => "VOLC_ACCESSKEY is set, but VOLC_SECRETKEY is not".to_owned(),
            (false, true) => "VOLC_SECRETKEY is set, but VOLC_ACCESSKEY is not".to_owned(),
            _ => WHAT_TO_SET.to_owned(),
        }
    }

    fn read(&self, name: &str) -> Result<Option<String>, CredentialsError> {
        let Some(home) = &self.home else {
            return Ok(None);
        };
        match std::fs::read_to_string(home.join(".volc").join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(CredentialsError::Unavailable(format!(
                "~/.volc/{name} cannot be read: {}",
                error.kind()
            ))),
        }
    }
}

impl Credentials for VendorCredentials {
    fn get(&self) -> KeysFuture<'_> {
        let found = self.find();
        Box::pin(async move { found })
    }
}

fn with_token(keys: Keys, token: Option<&str>) -> Keys {
    match token {
        Some(token) => keys.with_session_token(token),
        None => keys,
    }
}

/// The section `default` of an ini file.
fn from_ini(text: &str) -> Option<Keys> {
    let mut section = "";
    let mut values = BTreeMap::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            section = name.trim();
        } else if section == "default"
            && !line.starts_with(['#', ';'])
            && let Some((name, value)) = line.split_once('=')
        {
            values.insert(name.trim(), value.trim());
        }
    }
    let keys = Keys::new(
        values.get("access_key_id")?,
        values.get("secret_access_key")?,
    );
    Some(with_token(keys, values.get("session_token").copied()))
}

fn from_json(text: &str) -> Result<Option<Keys>, CredentialsError> {
    // The parser's own message could quote the file, and with it a secret.
    let value: serde_json::Value = serde_json::from_str(text)
        .map_err(|_| CredentialsError::Unavailable("~/.volc/config is not JSON".to_owned()))?;
    let text = |name: &str| value.get(name).and_then(|v| v.as_str());
    let (Some(id), Some(secret)) = (text("ak"), text("sk")) else {
        return Ok(None);
    };
    Ok(Some(with_token(
        Keys::new(id, secret),
        text("session_token"),
    )))
}

#[cfg(test)]
#[path = "vendor_tests.rs"]
mod tests;
