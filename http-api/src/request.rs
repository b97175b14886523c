//! What a request asks for, by its head.

use crate::output::{self, Output};
use crate::prefer::Prefer;
use crate::problem::refused;
use crate::reply::Reply;
use crate::route::{self, Route};
use crate::{negotiate, query};

/// The head of a request.
pub struct Head<'a> {
    /// The method.
    pub method: &'a str,
    /// The path, as it came.
    pub path: &'a str,
    /// What follows `?`.
    pub query: &'a str,
    /// The values of a header.
    pub header: &'a dyn Fn(&str) -> Vec<String>,
}

/// What a server makes of `Idempotency-Key`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// It keeps nothing between requests.
    Refused,
    /// It has a journal.
    Honoured,
}

/// What a request asks for.
#[derive(Debug)]
pub struct Asked {
    /// What for.
    pub route: Route,
    /// How long to wait.
    pub prefer: Prefer,
    /// How results of a call come back.
    pub output: Option<Output>,
    /// The key of a call.
    pub idempotency_key: Option<String>,
}

impl Asked {
    /// Reads a head, or refuses it.
    pub fn read(head: &Head<'_>, keys: Keys) -> Result<Asked, Reply> {
        let route = route::route(head.method, head.path)?;
        let mut given = (head.header)("idempotency-key");
        if !given.is_empty() && keys == Keys::Refused {
            let detail = "This server keeps nothing between requests, so it cannot honour \
                          `Idempotency-Key`: send the request without it, and do not repeat it \
                          after an outcome that is unknown.";
            return Err(refused(400, "unsupported", detail));
        }
        if given.len() > 1 {
            let detail = "`Idempotency-Key` is given twice.";
            return Err(refused(400, "invalid-input", detail));
        }
        if !negotiate::accepts_json(&(head.header)("accept")) {
            let detail = "Responses are application/json, which `Accept` leaves out.";
            return Err(refused(406, "unsupported", detail));
        }
        let prefer = (head.header)("prefer");
        let output = match route {
            Route::CallTool(_) => call(head)?,
            _ => None,
        };
        Ok(Asked {
            route,
            prefer: Prefer::parse(prefer.iter().map(String::as_str)),
            output,
            idempotency_key: given.pop(),
        })
    }
}

/// The query of a call, whose body is JSON.
fn call(head: &Head<'_>) -> Result<Option<Output>, Reply> {
    let types = (head.header)("content-type");
    if !negotiate::is_json(&types, &(head.header)("content-encoding")) {
        let detail = "The body is JSON: `Content-Type: application/json`, in UTF-8, and no \
                      `Content-Encoding`.";
        let refusal = refused(415, "unsupported", detail);
        return Err(refusal.with("accept", "application/json"));
    }
    let refused = |status, detail: &str| refused(status, "invalid-input", detail);
    let query =
        query::parse(head.query).ok_or_else(|| refused(400, "The query is no text in UTF-8."))?;
    output::options(query).map_err(|detail| refused(422, &detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[(&str, &str)], keys: Keys) -> Result<Asked, u16> {
        let header = |name: &str| {
            let values = headers.iter().filter(|(known, _)| *known == name);
            values.map(|(_, value)| (*value).to_owned()).collect()
        };
        let head = Head {
            method: "POST",
            path: "/v1/tools/t",
            query: "delivery=base64",
            header: &header,
        };
        Asked::read(&head, keys).map_err(|reply| reply.status)
    }

    #[test]
    fn a_key_is_honoured_where_there_is_a_journal() {
        let json = ("content-type", "application/json");
        let key = ("idempotency-key", "k");
        assert_eq!(read(&[json, key], Keys::Refused).unwrap_err(), 400);
        let asked = read(&[json, key], Keys::Honoured).unwrap();
        assert_eq!(asked.idempotency_key.as_deref(), Some("k"));
        assert!(asked.output.is_some());
        assert_eq!(read(&[json, key, key], Keys::Honoured).unwrap_err(), 400);
        assert_eq!(read(&[key], Keys::Honoured).unwrap_err(), 415);
    }
}
