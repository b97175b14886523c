//! Arguments from a JSON object, for callers that do not use the typed functions.

mod object;
mod value;

pub use object::object;

use serde_json::Value as Json;

use crate::errors::fault::Fault;
use crate::input::arguments::Arguments;
use crate::protocol::shared_text::SharedText;
use object::{object_of, take, unknown_name};
use value::{BASE64, Files, members};
use visual_catalog::json_text::parse_apart;
use visual_catalog::schema::ACCEPT;
use visual_catalog::{Status, Tool};

/// Reads the arguments of `tool`. Names are taken in snake case and kebab case,
/// `null` counts as absent, unknown names are refused with the nearest known one.
/// Files in base64 stay parts of the text.
pub fn read(tool: &'static Tool, text: impl Into<SharedText>) -> Result<Arguments, Fault> {
    read_shared(tool, &text.into())
}

fn read_shared(tool: &'static Tool, text: &SharedText) -> Result<Arguments, Fault> {
    let mut texts = Vec::new();
    let parsed = parse_apart(text, BASE64, &mut texts);
    let mut object = object_of("arguments", parsed)?;
    let files = Files { text, texts };
    if tool.status == Status::Unconfirmed {
        accepted(take(&mut object, ACCEPT))?;
    }
    let extra = match take(&mut object, "extra") {
        None => None,
        Some(Json::String(text)) => Some(text),
        Some(mut other) => {
            files.put_back(&mut other);
            Some(other.to_string())
        }
    };
    let values = members(tool.fields, &mut object, &files)?;
    match object.keys().next() {
        Some(unknown) => Err(unknown_name(tool.alias, names_of(tool), unknown)),
        None => Ok(Arguments {
            tool,
            values,
            extra,
        }),
    }
}

/// What one source alone knows may not exist, or cost something unforeseen.
fn accepted(given: Option<Json>) -> Result<(), Fault> {
    match given {
        Some(Json::Bool(true)) => Ok(()),
        _ => Err(Fault::new(
            ACCEPT,
            "must be true: this tool is known from one source only and may differ from its description",
            "必须为 true：该工具仅有单一来源，实际情况可能与描述不符",
        )),
    }
}

/// The argument names of a tool.
fn names_of(tool: &'static Tool) -> Vec<&'static str> {
    let fields = tool.fields.iter().map(|field| field.name);
    fields.chain(["extra"]).collect()
}
