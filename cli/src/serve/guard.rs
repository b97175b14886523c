//! What every request passes before it reaches a door: its host, its origin, its token and the
//! length of its body.

use super::allowed_hosts::is_same_origin;
use super::refusal::{refuse, shaped};
use super::server::Server;
use super::session::SESSION;
use super::tenant::Tenant;
use super::{body, sign_in};
use crate::page;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderMap, Method, StatusCode, header};
use std::sync::Arc;
use visual_http_api::refusal::{bearer, unauthorized};

/// Lets a request through with its tenant, or refuses it.
pub async fn guard(
    State(server): State<Arc<Server>>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let refused = |status, detail| refuse(&path, status, "not-permitted", detail);
    let headers = request.headers();
    if !server.hosts.is_for(request.uri(), headers) {
        let detail = "This server does not answer to the name in `Host`; start it with \
                      `--host NAME` to allow one.";
        return refused(StatusCode::MISDIRECTED_REQUEST, detail);
    }
    if !is_same_origin(headers) {
        let detail = "Requests from pages of other origins are refused.";
        return refused(StatusCode::FORBIDDEN, detail);
    }
    if path == SESSION {
        return sign_in::answer(&server, request).await;
    }
    let tenant = match authorize(&server, &mut request) {
        Ok(tenant) => tenant,
        Err(_) if wants_page(&request) => return page::sign_in(request.headers(), false),
        Err(is_given) => return shaped(&path, unauthorized(is_given)),
    };
    request.extensions_mut().insert(tenant);
    match body::read(request).await {
        Ok(request) => next.run(request).await,
        Err(refusal) => shaped(&path, refusal),
    }
}

/// The tenant of a request, by its token or the cookie of the page; else whether it has a token
/// that is not known.
fn authorize(server: &Server, request: &mut Request) -> Result<Arc<Tenant>, bool> {
    let headers = request.headers();
    if headers.contains_key(header::AUTHORIZATION) {
        let token = token(headers).ok_or(false)?;
        return server.tenants.find(token).ok_or(true);
    }
    let (session, tenant) = server.sessions.find(headers).ok_or(false)?;
    request.extensions_mut().insert(session);
    Ok(tenant)
}

/// The token of the one value of `Authorization`.
fn token(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let token = bearer(values.next()?.to_str().ok()?)?;
    values.next().is_none().then_some(token)
}

/// Whether a browser asks for something that a person shall see.
fn wants_page(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT);
    let accept = accept.and_then(|accept| accept.to_str().ok());
    request.method() == Method::GET && accept.is_some_and(|accept| accept.contains("text/html"))
}
