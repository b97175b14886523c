//! From a request to the purchase that it wants, or that it joins.

use super::body::Body;
use super::error::Refusal;
use super::joins::{Caller, Joins, buy};
use super::request::Repetition;
use super::wanted::{Route, Wanted};
use crate::serve::purchase::Purchase;
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use axum::extract::{Extension, Request, State};
use axum::http::StatusCode;
use serde_json::Value;
use std::sync::Arc;

/// Whose request it is, and what it may join.
pub type Client = (
    State<Arc<Server>>,
    Extension<Arc<Tenant>>,
    Extension<Arc<Joins>>,
);

/// Reads a request, and begins to buy what it wants.
pub async fn begin(
    (State(server), Extension(tenant), Extension(joins)): Client,
    route: Route,
    request: Request,
) -> Result<(Purchase, Wanted), Refusal> {
    let repetition = Repetition::new(request.headers())?;
    let body = Body::read(request).await?;
    // Files are hashed, encoded, and masks decoded.
    let read = tokio::task::spawn_blocking(move || {
        let digest = body.digest(route.path());
        Wanted::new(route, body).map(|wanted| (digest, wanted))
    });
    let (digest, mut wanted) = read.await.map_err(|_| ended())??;
    let caller = Caller {
        tenant,
        digest,
        repetition,
    };
    let arguments = Value::Object(std::mem::take(&mut wanted.mapping.arguments));
    let request = (wanted.mapping.tool.name, arguments).into();
    let bought = buy(&server, &joins, (caller, request)).await;
    match bought {
        Ok(purchase) => Ok((purchase, wanted)),
        Err(error) => Err(wanted.refusal(&error)),
    }
}

fn ended() -> Refusal {
    let message = "The server is shutting down; nothing was sent.";
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "limit-reached", message)
}
