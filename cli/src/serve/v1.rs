//! The HTTP interface, as `visual-http.wasm` has it, and what a server with a journal adds.

mod events;
pub mod media;
mod openapi;
pub mod outcome;
mod output;
mod range;
mod tasks;
mod tools;

use super::reply::response;
use super::server::Server;
use super::tenant::Tenant;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::{any, get};
use axum::{Extension, Router};
use http::HeaderMap;
use http::request::Parts;
use http_body_util::BodyExt;
use std::sync::Arc;
use visual_http_api::{Asked, Head, Keys, Reply, Route, json};

pub fn router() -> Router<Arc<Server>> {
    Router::new()
        .route("/openapi.json", any(answer))
        .route("/v1/tools", any(answer))
        .route("/v1/tools/{name}", any(answer))
        .route("/v1/tasks/{id}", any(answer))
        .route("/v1/tasks/{id}/events", get(events::events))
        .route("/v1/media/{task}/{index}", get(media::media))
}

async fn answer(
    State(server): State<Arc<Server>>,
    Extension(tenant): Extension<Arc<Tenant>>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let reply = match read(&parts) {
        Ok(asked) => carry_out(&server, &tenant, asked, body).await,
        Err(reply) => reply,
    };
    response(reply)
}

fn read(parts: &Parts) -> Result<Asked, Reply> {
    let head = Head {
        method: parts.method.as_str(),
        path: parts.uri.path(),
        query: parts.uri.query().unwrap_or_default(),
        header: &|name| values(&parts.headers, name),
    };
    Asked::read(&head, Keys::Honoured)
}

fn values(headers: &HeaderMap, name: &str) -> Vec<String> {
    let values = headers.get_all(name).iter();
    let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_owned();
    values.map(|value| text(value.as_bytes())).collect()
}

async fn carry_out(server: &Arc<Server>, tenant: &Arc<Tenant>, asked: Asked, body: Body) -> Reply {
    match &asked.route {
        Route::Health => Reply::json(200, json::member("status", "\"ok\"")),
        Route::OpenApi => openapi::document(server, tenant).await,
        Route::ListTools => tools::list(server, tenant).await,
        Route::DescribeTool(name) => tools::describe(server, tenant, name).await,
        Route::CallTool(name) => {
            let name = name.clone();
            tools::call(server, tenant, (&name, whole(body).await), asked).await
        }
        Route::QueryTask(id) => tasks::query(server, tenant, id, &asked.prefer).await,
        Route::CancelTask(id) => tasks::cancel(tenant, id).await,
    }
}

/// The body, which is in memory.
async fn whole(body: Body) -> Bytes {
    body.collect()
        .await
        .map(|body| body.to_bytes())
        .unwrap_or_default()
}
