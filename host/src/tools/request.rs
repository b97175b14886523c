//! What is ordered: a tool with its arguments.

use serde::Serialize;
use serde_json::Value;

/// A tool of the catalogue with its arguments.
pub trait Tool: Serialize {
    /// The tool's name.
    const NAME: &'static str;
}

/// The actions of the service by which a tool that the catalogue does not list
/// is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Actions {
    /// `CVProcess`: the reply is the product, and there is no task.
    Process,
    /// `CVSync2AsyncSubmitTask`, then `CVSync2AsyncGetResult`.
    Sync2Async,
    /// `CVSubmitTask`, then `CVGetResult`.
    Task,
}

/// What is ordered: a tool and its arguments as a JSON object.
///
/// It comes from a struct of this module, or from a name and JSON:
///
/// ```
/// use serde_json::json;
/// use visual_host::tools::{General30, Request};
///
/// let typed = Request::from(General30::new("a cat"));
/// let named = Request::from(("general-3.0", json!({ "prompt": "a cat" })));
/// assert_eq!(typed.arguments(), named.arguments());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    tool: String,
    arguments: String,
    actions: Option<Actions>,
    api_version: Option<String>,
}

impl Request {
    /// A tool of the catalogue (its name, alias, or the service's key), and its
    /// arguments as the text of a JSON object, which is checked when it is
    /// ordered.
    pub fn new(tool: impl Into<String>, arguments: impl Into<String>) -> Request {
        Request {
            tool: tool.into(),
            arguments: arguments.into(),
            actions: None,
            api_version: None,
        }
    }

    /// A tool that the catalogue does not list: the service's key, the actions
    /// by which it is bought, and the body as the service takes it, without
    /// `req_key`.
    pub fn custom(
        req_key: impl Into<String>,
        actions: Actions,
        body: impl Into<String>,
    ) -> Request {
        Request {
            actions: Some(actions),
            ..Request::new(req_key, body)
        }
    }

    /// The version of the actions of a tool that the catalogue does not list, a
    /// date. Default: that of the account's side.
    #[must_use]
    pub fn with_api_version(mut self, version: impl Into<String>) -> Request {
        self.api_version = Some(version.into());
        self
    }

    /// The tool, as it was named.
    pub fn tool(&self) -> &str {
        &self.tool
    }

    /// The arguments, as JSON.
    pub fn arguments(&self) -> &str {
        &self.arguments
    }

    /// The actions of a tool that the catalogue does not list.
    pub fn actions(&self) -> Option<Actions> {
        self.actions
    }

    /// Their version, if one was set.
    pub fn api_version(&self) -> Option<&str> {
        self.api_version.as_deref()
    }
}

/// Arguments may hold files, and are not shown.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Request")
            .field("tool", &self.tool)
            .field("actions", &self.actions)
            .field("api_version", &self.api_version)
            .finish_non_exhaustive()
    }
}

impl<T: Tool> From<T> for Request {
    fn from(tool: T) -> Request {
        // Names are texts and values are JSON's, so that it cannot fail; an
        // empty text would be refused as no object.
        let arguments = serde_json::to_string(&tool).unwrap_or_default();
        Request::new(T::NAME, arguments)
    }
}

impl<N: Into<String>> From<(N, Value)> for Request {
    fn from((tool, arguments): (N, Value)) -> Request {
        Request::new(tool, arguments.to_string())
    }
}
