//! Everything that can be said of a submit from its body alone.

use crate::check;
use crate::envelope::Refusal;
use crate::fields::{self, Fields};
use crate::images::{self, Input};
use crate::output::Output;
use crate::tools::Tool;
use crate::{BothImageForms, job, offer};
use serde_json::Value;

/// Largest body, in bytes.
const MAX_BODY: usize = 10 * 1024 * 1024;

/// The fields of a body.
pub(crate) fn read(body: &[u8]) -> Result<Fields, Refusal> {
    if body.len() > MAX_BODY {
        return Err(Refusal::code(50213));
    }
    let Ok(Value::Object(fields)) = serde_json::from_slice(body) else {
        let message = "invalid parameter: the body is not a JSON object";
        return Err(Refusal::new(50200, message));
    };
    Ok(fields)
}

/// What a `req_key` gets that is not on offer.
pub(crate) fn unknown() -> Refusal {
    Refusal::new(50400, "Access Denied: Internal Error")
}

/// Checks the parameters of a job, and returns its pictures.
pub(crate) fn check(
    tool: &Tool,
    body: &Fields,
    both: BothImageForms,
) -> Result<Vec<Input>, Refusal> {
    check::check(tool, body)?;
    let inputs = match &tool.images {
        Some(rules) => images::read(rules, body, both)?,
        None => Vec::new(),
    };
    if tool.prompt_or_image && job::prompt(tool, body).is_empty() && inputs.is_empty() {
        return Err(fields::missing("prompt"));
    }
    let misplaced = |name: &&String| fields::given(body, name).is_some();
    if !inputs.is_empty()
        && let Some(name) = tool.without_image.iter().find(misplaced)
    {
        return Err(fields::out_of_range(
            name,
            "is for videos without a picture",
        ));
    }
    Ok(inputs)
}

/// Whether a submit of this body passes the parameter checks of the tool, which may be an unconfirmed one; the error
/// has the code and its message. Whose key it is, how much runs already and what the words mean is not looked at.
///
/// `body` is a whole body, `req_key` included. `return_url`, `logo_info` and `aigc_meta` are checked where the tool has
/// an action that takes them from the body.
///
/// # Errors
/// The first check that fails.
pub fn verdict(req_key: &str, body: &str) -> Result<(), String> {
    submit(req_key, body).map_err(|refusal| format!("{}: {}", refusal.code, refusal.text()))
}

fn submit(req_key: &str, body: &str) -> Result<(), Refusal> {
    let body = read(body.as_bytes())?;
    if fields::text(&body, "req_key")? != req_key {
        return Err(unknown());
    }
    let tool = offer::find(req_key).ok_or_else(unknown)?;
    check(tool, &body, BothImageForms::Refuse)?;
    if tool.ways.iter().any(|way| !way.req_json) {
        Output::new(tool, &body)?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "parameters_tests.rs"]
mod tests;
