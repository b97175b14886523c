//! What a call goes to: a tool of the catalogue, or a key that it does not list.

use crate::errors::fault::Fault;
use crate::protocol::request::is_version;
use visual_catalog::sanitize::excerpt;
use visual_catalog::{Actions, Output, Product, Tool, find};

/// A key of the service is at most this long; the longest known has 52 characters.
const MAX_KEY: usize = 128;
/// Keys of the Pippit family begin so.
const PIPPIT: &str = "pippit_";
/// How a task of [`Target::custom`] names its tool.
const CUSTOM: &str = "custom";
/// The actions that a custom call may use, by the word for each.
const ACTIONS: &[(&str, Actions)] = &[
    ("process", Actions::Process),
    ("sync2async", Actions::Sync2Async),
    ("task", Actions::Async),
];

/// What stands before the version in the name of such a tool, where it has one.
const AT: char = '@';

/// What names a tool that the catalogue does not list.
#[derive(Clone, Copy, Debug)]
pub struct CustomCall<'a> {
    /// The service's key.
    pub req_key: &'a str,
    /// The actions.
    pub actions: Actions,
    /// Their version; by default that of the account's side.
    pub version: Option<&'a str>,
}

impl<'a> From<(&'a str, Actions)> for CustomCall<'a> {
    fn from((req_key, actions): (&'a str, Actions)) -> CustomCall<'a> {
        CustomCall {
            req_key,
            actions,
            version: None,
        }
    }
}

/// What decides how a call is made and how its response is read.
#[derive(Clone, Debug)]
pub struct Target {
    /// The name that a task carries.
    pub name: String,
    /// The tool of the catalogue, by its name.
    pub tool: Option<&'static str>,
    /// The version of the actions; by default that of the account's side.
    pub version: Option<String>,
    /// The service's key.
    pub req_key: String,
    /// The actions.
    pub actions: Actions,
    /// What it makes.
    pub product: Product,
    /// Which output options it takes.
    pub output: Output,
    /// How long a call waits by default, in milliseconds.
    pub usual_wait_ms: u32,
    /// When to ask first for a task, and how far apart to ask at most, in
    /// milliseconds.
    pub pace_ms: (u64, u64),
}

impl Target {
    /// A key that the catalogue does not list. Keys of identity checks are
    /// refused: nothing here is meant for personal documents.
    pub fn custom(call: CustomCall<'_>) -> Result<Target, Fault> {
        let CustomCall {
            req_key,
            actions,
            version,
        } = call;
        let plain = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
        let shown = excerpt(req_key, 60);
        if req_key.is_empty() {
            return Err(Fault::missing("req-key"));
        }
        if req_key.len() > MAX_KEY || !req_key.chars().all(plain) {
            return Err(Fault::new(
                "req-key",
                format!(
                    "`{shown}` is not a valid req_key: letters, digits, `_`, `.` and `-`, at most {MAX_KEY} characters"
                ),
                format!(
                    "`{shown}` 不是有效的 req_key：只能含字母、数字、`_`、`.`、`-`，最多 {MAX_KEY} 个字符"
                ),
            ));
        }
        if req_key.to_ascii_lowercase().starts_with("cert_") {
            return Err(Fault::unsupported(
                "req-key",
                format!("`{shown}` is an identity check and is not supported"),
                format!("`{shown}` 属于实名认证，不予支持"),
            ));
        }
        if let Some(version) = version.filter(|version| !is_version(version)) {
            let shown = excerpt(version, 40);
            return Err(Fault::new(
                "api-version",
                format!("must be a date, such as 2022-08-31, not `{shown}`"),
                format!("必须是日期，例如 2022-08-31，实际为 `{shown}`"),
            ));
        }
        let word = ACTIONS.iter().find(|(_, known)| *known == actions);
        let word = word.map_or(CUSTOM, |(word, _)| word);
        let at = version.map(|version| format!("{AT}{version}"));
        let at = at.unwrap_or_default();
        Ok(Target {
            name: format!("{CUSTOM}:{word}{at}:{req_key}"),
            tool: None,
            version: version.map(str::to_string),
            req_key: req_key.to_string(),
            actions,
            product: Product::Any,
            output: Output::ALL,
            usual_wait_ms: actions.usual_wait_ms(Product::Any),
            pace_ms: Product::Any.pace_ms(),
        })
    }

    /// What a task was bought from, by the name that it carries.
    pub fn of_task(name: &str) -> Option<Target> {
        if let Some(tool) = find(name) {
            return Some(Target::from(tool));
        }
        let mut parts = name.splitn(3, ':');
        let (kind, word, req_key) = (parts.next()?, parts.next()?, parts.next()?);
        let (word, version) = match word.split_once(AT) {
            Some((word, version)) => (word, Some(version)),
            None => (word, None),
        };
        let (_, actions) = ACTIONS.iter().find(|(known, _)| *known == word)?;
        let call = CustomCall {
            req_key,
            actions: *actions,
            version,
        };
        let custom = Target::custom(call).ok()?;
        (kind == CUSTOM).then_some(custom)
    }

    /// Whether it is of the Pippit family, whose products have hosts of their own.
    pub fn is_pippit(&self) -> bool {
        self.req_key.starts_with(PIPPIT)
    }
}

/// Whether a tool is of the Pippit family, by the name that its tasks carry, or
/// by its key.
pub fn is_pippit(name: &str) -> bool {
    Target::of_task(name).map_or(name.starts_with(PIPPIT), |target| target.is_pippit())
}

impl From<&'static Tool> for Target {
    fn from(tool: &'static Tool) -> Target {
        Target {
            name: tool.name.to_string(),
            tool: Some(tool.name),
            version: None,
            req_key: tool.req_key.to_string(),
            actions: tool.actions,
            product: tool.product,
            output: tool.output,
            usual_wait_ms: tool.usual_wait_ms(),
            pace_ms: tool.pace_ms(),
        }
    }
}
