//! `/v1/videos`: its id is the text of our task, so that any of the doors collects it.

use super::begin::{Client, begin};
use super::error::{Refusal, problem_response};
use super::mapping::MAX_SHOWN;
use super::reply;
use super::video::{self, completed, failed, is_failure, is_video, running};
use super::wanted::Route;
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use crate::serve::v1::media;
use axum::extract::{Extension, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use visual_catalog::sanitize::excerpt;
use visual_host::types::Cancellation;
use visual_host::{Outcome, Task};

/// When OpenAI's clients ask again, in milliseconds.
const POLL_AFTER: (HeaderName, HeaderValue) = (
    HeaderName::from_static("openai-poll-after-ms"),
    HeaderValue::from_static("2000"),
);

/// Creates a video, and answers as soon as the service has accepted it.
pub async fn create(client: Client, request: Request) -> Response {
    let (purchase, wanted) = match begin(client, Route::Videos, request).await {
        Ok(begun) => begun,
        Err(refusal) => return refusal.into_response(),
    };
    match purchase.outcome(Duration::ZERO).await {
        Ok(Outcome::Pending(pending)) => answer(running(&pending, Some(&wanted))),
        Ok(Outcome::Done(done)) => match &done.task {
            Some(task) => answer(completed(task, &done, Some(&wanted))),
            None => no_video("it came without a task"),
        },
        Err(error) => wanted.refusal(&error).into_response(),
    }
}

pub async fn retrieve(
    Extension(tenant): Extension<Arc<Tenant>>,
    Path(id): Path<String>,
) -> Response {
    let task = match task(&tenant, &id).await {
        Ok(task) => task,
        Err(refusal) => return refusal.into_response(),
    };
    match tenant.host.task(task.clone()).status().await {
        Ok(Outcome::Pending(pending)) => answer(running(&pending, None)),
        Ok(Outcome::Done(done)) => answer(completed(&task, &done, None)),
        Err(error) if is_failure(&error) => answer(failed(&task, &error)),
        Err(error) => Refusal::of_query(&error).into_response(),
    }
}

/// Streams the video. There is nothing else of it to download.
pub async fn content(
    State(server): State<Arc<Server>>,
    Extension(tenant): Extension<Arc<Tenant>>,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    if let Some(variant) = query.get("variant")
        && variant != "video"
    {
        let variant = excerpt(variant, MAX_SHOWN);
        let message = format!("`variant`: there is no {variant}, only the video");
        return Refusal::invalid(&message).about("variant").into_response();
    }
    let task = match task(&tenant, &id).await {
        Ok(task) => task,
        Err(refusal) => return refusal.into_response(),
    };
    let index = match server.results.find(&tenant, task.clone()).await {
        Ok(Some(done)) => video::product(&done),
        Ok(None) => return no_video("it is not done yet"),
        Err(error) => return Refusal::of_query(&error).into_response(),
    };
    let Some(index) = index else {
        return no_video("there is none among the products");
    };
    match media::product(&server, tenant, (task, index), &headers).await {
        Ok(response) => response,
        Err(reply) => problem_response(reply),
    }
}

/// Cancels a video that is queued: of others the service lets nobody delete anything.
pub async fn delete(Extension(tenant): Extension<Arc<Tenant>>, Path(id): Path<String>) -> Response {
    let task = match task(&tenant, &id).await {
        Ok(task) => task,
        Err(refusal) => return refusal.into_response(),
    };
    let reason = match tenant.host.task(task).cancel().await {
        Ok(Cancellation::Asked | Cancellation::Confirmed) => {
            return answer(json!({ "id": id, "object": "video.deleted", "deleted": true }));
        }
        Ok(Cancellation::Done) => "it is done, and the service deletes it by itself",
        Ok(_) => "it runs already, and the service cancels only what is queued",
        Err(error) => return Refusal::of_query(&error).into_response(),
    };
    unsupported(&format!("This video cannot be deleted: {reason}."))
}

/// The task that an id is.
async fn task(tenant: &Tenant, id: &str) -> Result<Task, Refusal> {
    let task = tenant.task(id).await.ok().filter(is_video);
    task.ok_or_else(|| {
        let message = "There is no video with this id.";
        Refusal::new(StatusCode::NOT_FOUND, "not_found", message).about("video_id")
    })
}

fn no_video(reason: &str) -> Response {
    unsupported(&format!("This video cannot be downloaded: {reason}."))
}

fn unsupported(message: &str) -> Response {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "unsupported", message).into_response()
}

fn answer(video: Value) -> Response {
    let mut response = reply::json(StatusCode::OK, &video);
    response.headers_mut().insert(POLL_AFTER.0, POLL_AFTER.1);
    response
}
