//! What the component offers.

use crate::words::words;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use serde_json::Value;
use visual_catalog::json_text;

words! {
    /// Where a tool is in its life cycle.
    #[derive(Default)]
    #[non_exhaustive]
    ToolStatus {
        /// Offered, and described by its vendor.
        #[default]
        Current = "current",
        /// Still offered; a newer tool does the same better.
        Legacy = "legacy",
        /// Its end is announced.
        Retiring = "retiring",
        /// Seen in one source only.
        Unconfirmed = "unconfirmed",
    }
}

words! {
    /// Result of a cancellation request.
    #[non_exhaustive]
    Cancellation {
        /// The service took the request; whether the job stops is not known.
        Asked = "asked",
        /// The job is known to have stopped.
        Confirmed = "confirmed",
        /// The job is running already: the service stops only queued ones.
        NotCancellable = "not-cancellable",
        /// The job is finished, and its product can be collected.
        Done = "done",
    }
}

/// One tool in a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct ToolInfo {
    /// The name.
    pub name: String,
    /// A short name that people can type.
    pub alias: String,
    /// The family.
    pub family: String,
    /// Title in English.
    pub title: String,
    /// Title in Chinese.
    pub title_zh: String,
    /// What it does, in English.
    pub summary: String,
    /// What it does, in Chinese.
    pub summary_zh: String,
    /// The service's key of the tool. Where an argument chooses the key, what
    /// all of its keys begin with.
    pub req_key: String,
    /// The actions of the service that a call uses, in order.
    pub actions: Vec<String>,
    /// Where it is in its life cycle.
    pub status: ToolStatus,
    /// Whether it has a typed function and a struct in [`tools`](crate::tools).
    pub typed: bool,
}

/// One tool in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ToolDescription {
    /// The tool in a line.
    pub info: ToolInfo,
    /// JSON Schema (2020-12) of the arguments, as text.
    pub schema: String,
    /// A JSON object of facts about the product and the call, as text.
    pub facts: String,
}

/// What the service said of the credentials, when it accepted them.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[non_exhaustive]
pub struct CredentialCheck {
    /// Where the question was sent.
    pub endpoint: String,
    /// The service's identifier of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What a person should know: for instance, that the probed tool is not
    /// activated for this account.
    pub warnings: Vec<super::Warning>,
}

impl Serialize for ToolDescription {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut out = serializer.serialize_struct("ToolDescription", 3)?;
        out.serialize_field("info", &self.info)?;
        for (name, text) in [("schema", &self.schema), ("facts", &self.facts)] {
            match json_text::parse(text) {
                Ok(Value::Null) | Err(_) => out.skip_field(name)?,
                Ok(json) => out.serialize_field(name, &json)?,
            }
        }
        out.end()
    }
}
