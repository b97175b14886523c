//! One request to the page: whose it is, in which language, and what the page remembers.

use super::locale::{Locale, NAME};
use super::runs::Runs;
use super::shell::{Around, Frame, document};
use super::uploads::Uploads;
use crate::page::arguments::Files;
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;
use std::sync::Arc;

/// What the page remembers.
#[derive(Default)]
pub struct Memory {
    pub uploads: Uploads,
    pub runs: Runs,
}

/// One request.
pub struct Visit {
    pub server: Arc<Server>,
    pub tenant: Arc<Tenant>,
    pub memory: Arc<Memory>,
    pub locale: Locale,
    /// The path, and what follows it.
    pub path: String,
    pub query: String,
}

impl FromRequestParts<Arc<Server>> for Visit {
    type Rejection = StatusCode;

    async fn from_request_parts(
        parts: &mut Parts,
        server: &Arc<Server>,
    ) -> Result<Visit, StatusCode> {
        let tenant = parts.extensions.get::<Arc<Tenant>>().cloned();
        let memory = parts.extensions.get::<Arc<Memory>>().cloned();
        Ok(Visit {
            server: server.clone(),
            tenant: tenant.ok_or(StatusCode::UNAUTHORIZED)?,
            memory: memory.ok_or(StatusCode::INTERNAL_SERVER_ERROR)?,
            locale: Locale::new(parts.uri.query(), &parts.headers),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
        })
    }
}

impl Visit {
    /// The files of this tenant.
    pub fn files(&self) -> Files<'_> {
        Files {
            uploads: &self.memory.uploads,
            tenant: &self.tenant.name,
        }
    }

    /// A whole page in the language of the visit.
    pub fn page(&self, status: StatusCode, frame: impl FnOnce() -> Frame) -> Response {
        let around = Around {
            locale: self.locale,
            is_simulated: self.server.simulated,
            path: &self.path,
            query: &self.query,
        };
        let html = self.locale.speak(|| document(&around, frame()));
        let mut response = (status, super::reply::html(html)).into_response();
        if self.locale.is_asked {
            let language = if self.locale.is_chinese { "zh" } else { "en" };
            let cookie = format!("{NAME}={language}; Path=/; SameSite=Strict; Max-Age=31536000");
            if let Ok(cookie) = HeaderValue::try_from(cookie) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
        }
        response
    }

    /// A page that says that there is nothing.
    pub fn not_found(&self, text: impl FnOnce() -> String) -> Response {
        self.page(StatusCode::NOT_FOUND, || {
            let text = text();
            Frame {
                title: text.clone(),
                ..Frame::new(super::shell::nothing(&text))
            }
        })
    }

    /// A part of a page.
    pub fn part(&self, part: impl FnOnce() -> Markup) -> Response {
        super::reply::html(self.locale.speak(part)).into_response()
    }
}
