//! `/session`: the one-time link and the form that open the page.

use super::body;
use super::reply::response;
use super::server::Server;
use super::tenant::Tenant;
use crate::page;
use axum::body::Body;
use axum::extract::{Form, FromRequest, Query, Request};
use axum::response::Response;
use http::{HeaderValue, Method, StatusCode, header};
use serde::Deserialize;
use std::sync::Arc;
use visual_http_api::Reply;
use visual_http_api::problem::refused;

#[derive(Deserialize)]
struct Link {
    #[serde(default)]
    link: String,
}

#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    token: String,
}

/// Opens a session for who has the link or a token, and leads to the page.
pub async fn answer(server: &Server, request: Request) -> Response {
    let headers = request.headers().clone();
    let tenant = match *request.method() {
        Method::GET => by_link(server, &request),
        Method::POST => match by_form(server, request).await {
            Ok(tenant) => tenant,
            Err(refusal) => return response(refusal),
        },
        _ => {
            let refusal = refused(405, "method-not-allowed", "This path takes GET, POST.");
            return response(refusal.with("allow", "GET, POST"));
        }
    };
    let cookie = tenant.and_then(|tenant| server.sessions.open(tenant));
    let Some(cookie) = cookie else {
        return page::sign_in(&headers, true);
    };
    let mut opened = Response::new(Body::empty());
    *opened.status_mut() = StatusCode::SEE_OTHER;
    let headers = opened.headers_mut();
    headers.insert(header::LOCATION, HeaderValue::from_static("/"));
    headers.insert(header::SET_COOKIE, cookie);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    let policy = HeaderValue::from_static("no-referrer");
    headers.insert(header::REFERRER_POLICY, policy);
    opened
}

fn by_link(server: &Server, request: &Request) -> Option<Arc<Tenant>> {
    let Query(given) = Query::<Link>::try_from_uri(request.uri()).ok()?;
    let tenant = server.tenants.all().first()?;
    server
        .sessions
        .take_link(&given.link)
        .then(|| tenant.clone())
}

async fn by_form(server: &Server, request: Request) -> Result<Option<Arc<Tenant>>, Reply> {
    let request = body::read_form(request).await?;
    let given = Form::<Given>::from_request(request, &()).await;
    Ok(given
        .ok()
        .and_then(|Form(given)| server.tenants.find(given.token.trim())))
}
