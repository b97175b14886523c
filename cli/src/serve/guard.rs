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
    if let Some(refusal) = foreign(&server, &request) {
        body::drain(request.into_body());
        return refusal;
    }
    if path == SESSION {
        return sign_in::answer(&server, request).await;
    }
    let tenant = match authorize(&server, &mut request) {
        Ok(tenant) => tenant,
        Err(is_given) => {
            let refusal = match wants_page(&request) {
                true => page::sign_in(request.headers(), false),
                false => shaped(&path, unauthorized(is_given)),
            };
            body::drain(request.into_body());
            return refusal;
        }
    };
    request.extensions_mut().insert(tenant.clone());
    let mut response = match body::read(request, &server.bodies).await {
        // Its place in memory is given back with the response.
        Ok((request, _place)) => next.run(request).await,
        Err(refusal) => shaped(&path, refusal),
    };
    response.extensions_mut().insert(tenant);
    response
}

/// The refusal of a name that is not this server's, or of a page of another origin.
fn foreign(server: &Server, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let (status, detail) = if !server.hosts.is_for(request.uri(), headers) {
        let detail = "This server does not answer to the name in `Host`; start it with \
                      `--host NAME` to allow one.";
        (StatusCode::MISDIRECTED_REQUEST, detail)
    } else if !is_same_origin(headers) {
        let detail = "Requests from pages of other origins are refused.";
        (StatusCode::FORBIDDEN, detail)
    } else {
        return None;
    };
    let path = request.uri().path();
    Some(refuse(path, status, "not-permitted", detail))
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
