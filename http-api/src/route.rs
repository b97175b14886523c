//! Which request is for what.

use crate::problem;
use crate::query;
use crate::reply::Reply;

/// What a request asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    /// `GET /healthz`.
    Health,
    /// `GET /openapi.json`.
    OpenApi,
    /// `GET /v1/tools`.
    ListTools,
    /// `GET /v1/tools/{name}`.
    DescribeTool(String),
    /// `POST /v1/tools/{name}`.
    CallTool(String),
    /// `GET /v1/tasks/{id}`.
    QueryTask(String),
    /// `DELETE /v1/tasks/{id}`.
    CancelTask(String),
}

/// The path that needs no token.
pub const HEALTH: &str = "/healthz";

/// The route of a method and a path without its query. `HEAD` is `GET` here:
/// its body is left out later.
pub fn route(method: &str, path: &str) -> Result<Route, Reply> {
    let method = if method == "HEAD" { "GET" } else { method };
    if let Some(name) = segment(path, "/v1/tools/")? {
        return match method {
            "GET" => Ok(Route::DescribeTool(name)),
            "POST" => Ok(Route::CallTool(name)),
            _ => Err(not_allowed("GET, HEAD, POST")),
        };
    }
    if let Some(id) = segment(path, "/v1/tasks/")? {
        return match method {
            "GET" => Ok(Route::QueryTask(id)),
            "DELETE" => Ok(Route::CancelTask(id)),
            _ => Err(not_allowed("GET, HEAD, DELETE")),
        };
    }
    let route = match path {
        HEALTH => Route::Health,
        "/openapi.json" => Route::OpenApi,
        "/v1/tools" => Route::ListTools,
        _ => return Err(unknown()),
    };
    match method {
        "GET" => Ok(route),
        _ => Err(not_allowed("GET, HEAD")),
    }
}

/// The one segment after this prefix.
fn segment(path: &str, prefix: &str) -> Result<Option<String>, Reply> {
    match path.strip_prefix(prefix) {
        None => Ok(None),
        Some(rest) if rest.is_empty() || rest.contains('/') => Err(unknown()),
        Some(rest) => query::decode(rest).map(Some).ok_or_else(unknown),
    }
}

fn unknown() -> Reply {
    problem::refused(404, "not-found", "There is nothing at this path.")
}

fn not_allowed(methods: &str) -> Reply {
    let detail = format!("This path takes {methods}.");
    problem::refused(405, "method-not-allowed", &detail).with("allow", methods)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_found_by_method_and_path() {
        let name = || "general-3.0".to_owned();
        let cases = [
            ("GET", "/healthz", Route::Health),
            ("HEAD", "/healthz", Route::Health),
            ("GET", "/openapi.json", Route::OpenApi),
            ("GET", "/v1/tools", Route::ListTools),
            ("GET", "/v1/tools/general-3.0", Route::DescribeTool(name())),
            ("POST", "/v1/tools/general%2D3.0", Route::CallTool(name())),
            (
                "GET",
                "/v1/tasks/vt1.x.y",
                Route::QueryTask("vt1.x.y".to_owned()),
            ),
            ("DELETE", "/v1/tasks/x", Route::CancelTask("x".to_owned())),
        ];
        for (method, path, wanted) in cases {
            assert_eq!(route(method, path).unwrap(), wanted, "{method} {path}");
        }
    }

    #[test]
    fn what_is_no_route_is_404_or_405() {
        for path in [
            "",
            "/",
            "/v1",
            "/v1/",
            "/v1/tools/",
            "/v1/tools/a/b",
            "/v1/tasks",
            "/v1/tasks/%zz",
            "/v1/tools/%ff",
            "/healthz/",
            "/HEALTHZ",
        ] {
            assert_eq!(route("GET", path).unwrap_err().status, 404, "{path}");
        }
        for (method, path, allowed) in [
            ("POST", "/healthz", "GET, HEAD"),
            ("PUT", "/v1/tools/a", "GET, HEAD, POST"),
            ("POST", "/v1/tasks/a", "GET, HEAD, DELETE"),
            ("get", "/v1/tools", "GET, HEAD"),
        ] {
            let reply = route(method, path).unwrap_err();
            assert_eq!(reply.status, 405, "{method} {path}");
            assert!(reply.headers.contains(&("allow", allowed.to_owned())));
        }
    }
}
