//! From a request to its response.

use crate::bindings::exports::wasi::http::incoming_handler::Guest;
use crate::bindings::volcengine::visual::authorization::{self, Decision};
use crate::bindings::wasi::http::types::{IncomingRequest, ResponseOutparam};
use crate::exchange::{self, Request};
use crate::prefer::Prefer;
use crate::reply::Reply;
use crate::route::{self, Route};
use crate::{json, negotiate, openapi, output, problem, query, tasks, tools};

/// The component, as its bindings ask for it.
pub struct Server;

#[cfg(target_arch = "wasm32")]
#[allow(unsafe_code)]
mod exported {
    crate::bindings::export!(Server with_types_in crate::bindings);

    use super::Server;
}

impl Guest for Server {
    fn handle(request: IncomingRequest, out: ResponseOutparam) {
        let request = Request::new(request);
        let method = request.method();
        let (Ok(reply) | Err(reply)) = respond(&request, &method);
        exchange::answer(out, &reply, method == "HEAD");
    }
}

fn respond(request: &Request, method: &str) -> Result<Reply, Reply> {
    let (path, query) = request.target();
    // A client without the token learns nothing of paths.
    if path != route::HEALTH {
        authorize(&request.header("authorization"))?;
    }
    let route = route::route(method, &path)?;
    if !request.header("idempotency-key").is_empty() {
        let detail = "This server keeps nothing between requests, so it cannot honour \
                      `Idempotency-Key`: send the request without it, and do not repeat it \
                      after an outcome that is unknown.";
        return Err(problem::refused(400, "unsupported", detail));
    }
    if !negotiate::accepts_json(&request.header("accept")) {
        let detail = "Responses are application/json, which `Accept` leaves out.";
        return Err(problem::refused(406, "unsupported", detail));
    }
    let prefer = request.header("prefer");
    let prefer = Prefer::parse(prefer.iter().map(String::as_str));
    Ok(match route {
        Route::Health => Reply::json(200, json::member("status", "\"ok\"")),
        Route::OpenApi => Reply::json(200, openapi::document()),
        Route::ListTools => tools::list(),
        Route::DescribeTool(name) => tools::describe(&name),
        Route::CallTool(name) => call(request, &name, &query, &prefer)?,
        Route::QueryTask(id) => tasks::query(&id, &prefer),
        Route::CancelTask(id) => tasks::cancel(&id),
    })
}

fn call(request: &Request, name: &str, query: &str, prefer: &Prefer) -> Result<Reply, Reply> {
    let types = request.header("content-type");
    if !negotiate::is_json(&types, &request.header("content-encoding")) {
        let detail = "The body is JSON: `Content-Type: application/json`, in UTF-8, and no \
                      `Content-Encoding`.";
        let refusal = problem::refused(415, "unsupported", detail);
        return Err(refusal.with("accept", "application/json"));
    }
    let refused = |status, detail: &str| problem::refused(status, "invalid-input", detail);
    let query =
        query::parse(query).ok_or_else(|| refused(400, "The query is no text in UTF-8."))?;
    let output = output::options(query).map_err(|detail| refused(422, &detail))?;
    Ok(tools::call(name, &request.body()?, output, prefer))
}

/// Lets through who has the server's token.
fn authorize(values: &[String]) -> Result<(), Reply> {
    let token = match values {
        [value] => bearer(value),
        _ => None,
    };
    let (challenge, detail) = match authorization::check(token.unwrap_or_default()) {
        Decision::Allowed => return Ok(()),
        Decision::NotConfigured => {
            let detail = "Set VISUAL_TOKEN, of at least 32 characters, in the environment that \
                          the host grants to this server.";
            return Err(problem::refused(503, "no-token", detail));
        }
        Decision::Denied if token.is_some() => (
            "Bearer error=\"invalid_token\"",
            "This token is not the server's.",
        ),
        Decision::Denied => ("Bearer", "Send the header `Authorization: Bearer TOKEN`."),
    };
    Err(problem::refused(401, "unauthorized", detail).with("www-authenticate", challenge))
}

/// The token of a value of `Authorization`.
fn bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_follows_its_scheme() {
        assert_eq!(bearer("Bearer abc"), Some("abc"));
        assert_eq!(bearer("bearer   abc"), Some("abc"));
        for value in ["", "abc", "Bearer", "Basic abc", "Bearerabc def"] {
            assert_eq!(bearer(value), None, "{value}");
        }
    }
}
