//! The page of `visual serve`, for people: forms made from the catalogue, purchases under way, and
//! their results. It works without scripts; `page.js` adds what is nicer with them.

mod address;
mod arguments;
mod cost;
mod entered;
mod form;
mod home;
mod icon;
mod incoming;
mod key;
mod known;
pub mod locale;
mod media;
mod purchases;
mod query;
mod reply;
mod run;
mod runs;
mod shell;
mod sign_in;
mod status;
mod tool;
mod uploads;
mod verdict;
mod visit;

#[cfg(test)]
mod tests;

pub use sign_in::sign_in;

use crate::serve::server::Server;
use axum::extract::DefaultBodyLimit;
use axum::middleware::map_response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use std::sync::Arc;
use visit::Memory;

/// The page's routes.
pub fn router() -> Router<Arc<Server>> {
    Router::new()
        .route("/", get(home::home))
        .route("/tools/{name}", get(tool::show).post(tool::submit))
        .route("/tools/{name}/check", post(tool::check))
        .route("/uploads", post(media::receive))
        .route("/uploads/{id}", get(media::upload))
        .route("/runs", get(purchases::list))
        .route("/runs/{key}", get(run::show))
        .route("/runs/{key}/part", get(run::part))
        .route("/runs/{key}/cancel", post(run::cancel))
        .route("/runs/{key}/forget", post(run::forget))
        .route("/runs/{key}/media/{n}", get(media::show))
        .route("/page.css", get(reply::style))
        .route("/page.js", get(reply::script))
        .route("/favicon.svg", get(reply::icon))
        // The guard has read the body, within its limit.
        .layer(DefaultBodyLimit::disable())
        .layer(Extension(Arc::new(Memory::default())))
        .layer(map_response(reply::secured))
}
