//! `POST /v1/images/generations` and `POST /v1/images/edits`.

use super::begin::{Client, begin};
use super::error::Refusal;
use super::events;
use super::reply;
use super::wanted::{Format, Route, Wanted};
use crate::serve::purchase::{Purchase, Stage};
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use visual_host::{
    Advice, Done, DownloadError, Error, ErrorKind, Media, MediaContent, Outcome, Pending,
};

/// How long a stream begins with silence, so that a refusal has a status of its own.
const BEFORE_STREAM: Duration = Duration::from_secs(10);

pub async fn generate(client: Client, request: Request) -> Response {
    answer(client, Route::Generations, request).await
}

pub async fn edit(client: Client, request: Request) -> Response {
    answer(client, Route::Edits, request).await
}

async fn answer(client: Client, route: Route, request: Request) -> Response {
    let (purchase, wanted) = match begin(client, route, request).await {
        Ok(begun) => begun,
        Err(refusal) => return refusal.into_response(),
    };
    if wanted.stream {
        return stream(purchase, wanted, route).await;
    }
    match images(&purchase, &wanted).await {
        Ok(images) => reply::json(StatusCode::OK, &images),
        Err(refusal) => refusal.into_response(),
    }
}

/// The images of a purchase, once they are there.
async fn images(purchase: &Purchase, wanted: &Wanted) -> Result<Value, Refusal> {
    let outcome = purchase.outcome(Duration::MAX).await;
    let done = match outcome.map_err(|error| wanted.refusal(&error))? {
        Outcome::Done(done) => done,
        Outcome::Pending(pending) => return Err(wanted.refusal(&still_running(pending))),
    };
    let mut data = Vec::new();
    for media in &done.media {
        let image = image(media, wanted.format).await;
        data.push(image.map_err(|error| not_fetched(error, &done, wanted))?);
    }
    let format = done
        .media
        .first()
        .and_then(|media| output_format(&media.mime_type));
    let mut images = json!({
        "created": now(),
        "data": data,
        "visual": {
            "task": done.task.as_ref().map(ToString::to_string),
            "tool": wanted.mapping.tool.alias,
            "request_id": done.request_id,
            "warnings": done.warnings,
            "details": done.details_json(),
        },
    });
    let known = [
        ("output_format", json!(format)),
        ("size", json!(wanted.size)),
    ];
    if let Some(images) = images.as_object_mut() {
        let known = known.into_iter().filter(|(_, value)| !value.is_null());
        images.extend(known.map(|(name, value)| (name.to_owned(), value)));
    }
    Ok(images)
}

/// One image, in the form that is wanted where there are two.
async fn image(media: &Media, format: Format) -> Result<Value, DownloadError> {
    let (form, content) = match (&media.content, format) {
        (MediaContent::Url(url), Format::Any | Format::Url) => ("url", url.clone()),
        (MediaContent::Base64(text), _) => ("b64_json", text.clone()),
        _ => ("b64_json", STANDARD.encode(media.bytes().await?)),
    };
    let about = json!({ "mime_type": media.mime_type, "expires_at": media.expires_at });
    Ok(json!({ form: content, "visual": about }))
}

/// The job runs on, and can be asked for by its task.
fn still_running(pending: Pending) -> Error {
    let texts = (
        "The task was submitted and is still running. Ask for it by its task, or send the same request again with the same `Idempotency-Key`".to_owned(),
        "任务已提交，仍在运行。可用任务文本查询，或以相同的 `Idempotency-Key` 重新发送同一请求".to_owned(),
    );
    let mut error = Error::refused(ErrorKind::Pending, "", texts);
    error.advice = Advice::CollectTask;
    error.purchase = visual_host::Purchase::Made;
    error.request_id = pending.request_id;
    error.task = Some(pending.task);
    error
}

/// An image was made, and its link did not give it.
fn not_fetched(error: DownloadError, done: &Done, wanted: &Wanted) -> Refusal {
    let mut error = match error {
        DownloadError::Call(error) => error,
        other => {
            let texts = (other.to_string(), "图片下载失败".to_owned());
            Error::refused(ErrorKind::Io, "", texts)
        }
    };
    error.purchase = visual_host::Purchase::Made;
    error.advice = Advice::CollectTask;
    error.task = done.task.clone();
    wanted
        .refusal(&error)
        .with_visual("media", json!(done.media))
}

/// The same as a stream of events. A refusal before the job runs is none.
async fn stream(purchase: Purchase, mut wanted: Wanted, route: Route) -> Response {
    if wanted.format == Format::Any {
        wanted.format = Format::Base64;
    }
    let mut stages = purchase.stages();
    let runs = stages.wait_for(|stage| matches!(stage, Stage::Running(_) | Stage::Ended(_)));
    if let Ok(Ok(stage)) = tokio::time::timeout(BEFORE_STREAM, runs).await
        && let Stage::Ended(Err(error)) = &*stage
    {
        return wanted.refusal(error).into_response();
    }
    drop(stages);
    events::stream(async move {
        match images(&purchase, &wanted).await {
            Ok(images) => completed(&images, route),
            Err(refusal) => vec![("error".to_owned(), refusal.json())],
        }
    })
}

/// One event for each image.
fn completed(images: &Value, route: Route) -> Vec<(String, Value)> {
    let kind = match route {
        Route::Edits => "image_edit.completed",
        _ => "image_generation.completed",
    };
    let event = |image: &Value| {
        let mut event = json!({
            "type": kind,
            "created_at": images["created"],
            "background": "auto",
            "quality": "auto",
            "size": images.get("size").unwrap_or(&json!("auto")),
            "output_format": images["output_format"],
            "visual": images["visual"],
        });
        for form in ["b64_json", "url"] {
            if let Some(content) = image.get(form) {
                event[form] = content.clone();
            }
        }
        (kind.to_owned(), event)
    };
    let data = images["data"].as_array().into_iter().flatten();
    data.map(event).collect()
}

/// OpenAI's word for a media type.
fn output_format(mime_type: &str) -> Option<&'static str> {
    ["png", "jpeg", "webp", "gif"]
        .into_iter()
        .find(|format| mime_type.strip_prefix("image/") == Some(format))
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use visual_host::types::MediaKind;

    #[tokio::test]
    async fn an_image_comes_in_the_form_that_is_wanted() {
        let media = |content| Media::new(MediaKind::Image, "image/png", content);
        let link = media(MediaContent::Url("https://a.example/1".to_owned()));
        for format in [Format::Any, Format::Url] {
            let image = image(&link, format).await.unwrap();
            assert_eq!(image["url"], "https://a.example/1");
            assert_eq!(image["visual"]["mime_type"], "image/png");
        }
        assert!(
            image(&link, Format::Base64).await.is_err(),
            "no host downloads it"
        );
        let bytes = media(MediaContent::Bytes(b"hi".to_vec()));
        let base64 = media(MediaContent::Base64("aGk=".to_owned()));
        for media in [bytes, base64] {
            assert_eq!(
                image(&media, Format::Any).await.unwrap()["b64_json"],
                "aGk="
            );
        }
    }

    #[test]
    fn each_image_is_an_event() {
        let images = json!({
            "created": 7, "data": [{ "b64_json": "aGk=" }, { "url": "u" }],
            "output_format": "png", "visual": { "task": "vt1.x" },
        });
        let events = completed(&images, Route::Edits);
        assert_eq!(events.len(), 2);
        let (kind, event) = &events[0];
        assert_eq!(
            (kind.as_str(), &event["type"]),
            ("image_edit.completed", &json!(kind))
        );
        assert_eq!(
            (&event["b64_json"], &event["size"], &event["visual"]["task"]),
            (&json!("aGk="), &json!("auto"), &json!("vt1.x"))
        );
        assert_eq!(events[1].1["url"], "u");
        assert_eq!(
            completed(&images, Route::Generations)[0].0,
            "image_generation.completed"
        );
    }
}
