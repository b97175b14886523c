//! OpenAI's interface to the same tools: images, edits of images, videos and the list of models.
//! `docs/openai.md` says what of it is taken and what is refused.

mod begin;
mod body;
mod canonical;
mod error;
mod events;
mod files;
mod images;
mod joins;
mod mapping;
mod mask;
mod models;
mod reply;
mod request;
mod video;
mod videos;
mod wanted;

pub use error::{is_route, problem_response};

use super::server::Server;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Extension, Router};
use joins::Joins;
use std::sync::Arc;

/// The routes. What is not one of them is the server's to answer.
pub fn router() -> Router<Arc<Server>> {
    Router::new()
        .route("/v1/images/generations", post(images::generate))
        .route("/v1/images/edits", post(images::edit))
        .route("/v1/models", get(models::list))
        .route("/v1/models/{id}", get(models::retrieve))
        .route("/v1/videos", post(videos::create))
        .route(
            "/v1/videos/{id}",
            get(videos::retrieve).delete(videos::delete),
        )
        .route("/v1/videos/{id}/content", get(videos::content))
        .layer(DefaultBodyLimit::disable())
        .layer(Extension(Arc::new(Joins::default())))
}
