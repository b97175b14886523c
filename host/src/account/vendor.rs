//! Keys where the vendor's SDK looks for them: the environment, then
//! `~/.volc/credentials`, then `~/.volc/config`.

mod file;

use crate::types::Warning;
use crate::{Credentials, CredentialsError, Keys, KeysFuture};
use file::{Found, KeyFile, unquoted, with_token};
use std::collections::BTreeMap;
use std::path::PathBuf;
use zeroize::Zeroizing;

const VARIABLES: [&str; 9] = [
    "VOLC_ACCESSKEY",
    "VOLC_SECRETKEY",
    TOKENS[0],
    TOKENS[1],
    TOKENS[2],
    TOKENS[3],
    "VOLC_ENDPOINT",
    "VOLC_REGION",
    "VOLC_ACCOUNT",
];

/// The variable of the session token, and other names that are in use for it.
const TOKENS: [&str; 4] = [
    "VOLC_SESSION_TOKEN",
    "VOLC_SESSIONTOKEN",
    "VOLC_SECURITY_TOKEN",
    "VOLC_STS_TOKEN",
];

const WHAT_TO_SET: [&str; 2] = [
    "no keys: set VOLC_ACCESSKEY and VOLC_SECRETKEY (and VOLC_SESSION_TOKEN for \
     temporary keys), or write ~/.volc/credentials",
    "没有密钥：请设置 VOLC_ACCESSKEY 和 VOLC_SECRETKEY（临时密钥还需 VOLC_SESSION_TOKEN），\
     或写入 ~/.volc/credentials",
];

/// Keys from the environment or the vendor's files. Files are read anew for
/// each request; the environment is read once.
pub struct VendorCredentials {
    variables: BTreeMap<String, Zeroizing<String>>,
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
            .filter_map(|name| Some((name, Zeroizing::new(variable(name)?))))
            .map(|(name, value)| (name.to_string(), unquoted(&value).to_owned().into()))
            .filter(|(_, value): &(_, Zeroizing<String>)| !value.is_empty())
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
        let name = ("VOLC_ACCOUNT".to_owned(), name.to_owned().into());
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
        self.variables.get(name).map(|value| value.as_str())
    }

    fn in_environment(&self) -> Option<Keys> {
        let keys = Keys::new(
            self.variable("VOLC_ACCESSKEY")?,
            self.variable("VOLC_SECRETKEY")?,
        );
        let token = TOKENS.iter().find_map(|name| self.variable(name));
        Some(with_token(keys, token))
    }

    fn in_files(&self) -> Result<Keys, CredentialsError> {
        let mut elsewhere = None;
        for file in self.files() {
            match file.read()? {
                Found::Keys(keys) => return Ok(keys),
                Found::Elsewhere(told) => elsewhere = elsewhere.or(Some(told)),
                Found::Nothing => {}
            }
        }
        let [advice, advice_zh] = self.advice();
        Err(match elsewhere {
            Some([told, told_zh]) => CredentialsError::missing(
                format!("{told}; {}", advice.trim_start_matches("no keys: ")),
                format!("{told_zh}；{}", advice_zh.trim_start_matches("没有密钥：")),
            ),
            None => CredentialsError::missing(advice, advice_zh),
        })
    }

    fn files(&self) -> impl Iterator<Item = KeyFile> {
        let directory = self.home.iter().map(|home| home.join(".volc"));
        directory.flat_map(|directory| KeyFile::all(&directory))
    }

    /// What a person should know about where the keys come from: a file that
    /// other users of this machine can read.
    pub fn warnings(&self) -> Vec<Warning> {
        match self.in_environment() {
            Some(_) => Vec::new(),
            None => self.files().filter_map(|file| file.exposed()).collect(),
        }
    }

    /// In both languages.
    fn advice(&self) -> [&'static str; 2] {
        let set = |name| self.variables.contains_key(name);
        match (set("VOLC_ACCESSKEY"), set("VOLC_SECRETKEY")) {
            (true, false) => [
                "VOLC_ACCESSKEY is set, but VOLC_SECRETKEY is not",
                "已设置 VOLC_ACCESSKEY，但未设置 VOLC_SECRETKEY",
            ],
            (false, true) => [
                "VOLC_SECRETKEY is set, but VOLC_ACCESSKEY is not",
                "已设置 VOLC_SECRETKEY，但未设置 VOLC_ACCESSKEY",
            ],
            _ => WHAT_TO_SET,
        }
    }
}

impl Credentials for VendorCredentials {
    fn get(&self) -> KeysFuture<'_> {
        let found = self.find();
        Box::pin(async move { found })
    }
}

#[cfg(test)]
#[path = "vendor_tests.rs"]
mod tests;
