//! From a request to its response.

use crate::bindings::exports::wasi::http::incoming_handler::Guest;
use crate::bindings::volcengine::visual::authorization::{self, Decision};
use crate::bindings::wasi::http::types::{IncomingRequest, ResponseOutparam};
use crate::exchange::{self, Request};
#[cfg(not(feature = "store"))]
use crate::no_store as store;
use crate::order::Order;
#[cfg(feature = "store")]
use crate::store;
use crate::{output, tasks, tools};
use visual_http_api::problem::refused;
use visual_http_api::{Asked, HEALTH, Head, Reply, Route, json, refusal};

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
    if path != HEALTH {
        authorize(&request.header("authorization"))?;
    }
    let head = Head {
        method,
        path: &path,
        query: &query,
        header: &|name| request.header(name),
    };
    let asked = Asked::read(&head, store::KEYS)?;
    let prefer = &asked.prefer;
    Ok(match asked.route {
        Route::Health => Reply::json(200, json::member("status", "\"ok\"")),
        Route::OpenApi => Reply::json(200, store::openapi(tools::openapi())),
        Route::ListTools => tools::list(),
        Route::DescribeTool(name) => tools::describe(&name),
        Route::CallTool(name) => {
            let order = Order {
                tool: &name,
                arguments: &request.body()?,
                output: asked.output.map(output::options),
                #[cfg(feature = "store")]
                key: asked.idempotency_key.as_deref(),
                wait_ms: prefer.wait_ms(),
            };
            tools::call(&order, prefer)
        }
        Route::QueryTask(id) => tasks::query(&id, prefer),
        Route::CancelTask(id) => tasks::cancel(&id),
    })
}

/// Lets through who has the server's token.
fn authorize(values: &[String]) -> Result<(), Reply> {
    let token = match values {
        [value] => refusal::bearer(value),
        _ => None,
    };
    match authorization::check(token.unwrap_or_default()) {
        Decision::Allowed => Ok(()),
        Decision::NotConfigured => {
            let detail = "Set VISUAL_TOKEN, of at least 32 characters, in the environment that \
                          the host grants to this server.";
            Err(refused(503, "no-token", detail))
        }
        Decision::Denied => Err(refusal::unauthorized(token.is_some())),
    }
}
