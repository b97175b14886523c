//! A video in OpenAI's words.

use super::models;
use super::wanted::Wanted;
use serde_json::{Value, json};
use visual_catalog::alias;
use visual_host::types::MediaKind;
use visual_host::{Done, Error, ErrorKind, Pending, Purchase, Task};

/// A video of a task, which is its id. What only the request knew is told only in its answer.
pub fn video(task: &Task, wanted: Option<&Wanted>) -> Value {
    json!({
        "id": task.to_string(),
        "object": "video",
        "created_at": task.submitted_at,
        "completed_at": null,
        "expires_at": null,
        "model": alias(&task.tool),
        "status": "queued",
        "progress": 0,
        "prompt": wanted.and_then(|wanted| wanted.prompt.as_deref()),
        "seconds": wanted.and_then(|wanted| wanted.seconds).map(|seconds| seconds.to_string()),
        "size": wanted.and_then(|wanted| wanted.size.as_deref()),
        "remixed_from_video_id": null,
        "error": null,
        "visual": { "task": task.to_string() },
    })
}

/// One that still runs. The service tells no percentage.
pub fn running(pending: &Pending, wanted: Option<&Wanted>) -> Value {
    let mut video = video(&pending.task, wanted);
    video["status"] = match pending.status.as_deref() {
        None | Some("in_queue") => json!("queued"),
        Some(_) => json!("in_progress"),
    };
    video["visual"]["warnings"] = json!(pending.warnings);
    video
}

/// One that is done.
pub fn completed(task: &Task, done: &Done, wanted: Option<&Wanted>) -> Value {
    let mut video = video(task, wanted);
    video["status"] = json!("completed");
    video["progress"] = json!(100);
    video["expires_at"] = json!(done.media.iter().find_map(|media| media.expires_at));
    video["visual"]["media"] = json!(done.media);
    video["visual"]["warnings"] = json!(done.warnings);
    video["visual"]["details"] = done.details_json();
    video
}

/// One that ended without a product.
pub fn failed(task: &Task, error: &Error) -> Value {
    let code = match error.kind {
        ErrorKind::Moderated => "moderation_blocked",
        kind => error.code.as_deref().unwrap_or(kind.as_str()),
    };
    let mut video = video(task, None);
    video["status"] = json!("failed");
    video["error"] = json!({
        "code": code,
        "message": error.message,
        "message_zh": error.message_zh,
        "kind": error.kind,
        "advice": error.advice,
        "purchase": error.purchase,
    });
    video
}

/// Whether an error says that the task ended, not that it could not be asked for.
pub fn is_failure(error: &Error) -> bool {
    let is_about_it = matches!(error.kind, ErrorKind::Moderated | ErrorKind::RejectedMedia)
        || error.code.as_deref() == Some("failed");
    is_about_it && error.purchase == Purchase::Made
}

/// Whether a task is one of a tool that makes videos.
pub fn is_video(task: &Task) -> bool {
    let tool = visual_catalog::find(&task.tool);
    tool.and_then(models::makes) == Some(models::Makes::Videos)
}

/// The place of the video among the products.
pub fn product(done: &Done) -> Option<u32> {
    let place = done
        .media
        .iter()
        .position(|media| media.kind == MediaKind::Video);
    u32::try_from(place?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use visual_host::{Advice, Media, MediaContent};

    fn task() -> Task {
        Task::new("jimeng-t2v-v30", "1", 7)
    }

    #[test]
    fn a_video_says_how_far_it_is() {
        let mut pending = Pending::from(task());
        for (status, word) in [
            (None, "queued"),
            (Some("in_queue"), "queued"),
            (Some("generating"), "in_progress"),
        ] {
            pending.status = status.map(str::to_owned);
            let video = running(&pending, None);
            assert_eq!(
                (&video["status"], &video["progress"]),
                (&json!(word), &json!(0))
            );
        }
        let video = running(&pending, None);
        assert_eq!(video["id"], task().to_string());
        assert_eq!(video["model"], "jimeng-video-3.0");
        assert_eq!(video["created_at"], 7);

        let mut media = Media::new(
            MediaKind::Video,
            "video/mp4",
            MediaContent::Url("https://a.example/1.mp4".to_owned()),
        );
        media.expires_at = Some(9);
        let mut done = Done::default();
        done.media = vec![media];
        let video = completed(&task(), &done, None);
        assert_eq!(
            (&video["status"], &video["progress"]),
            (&json!("completed"), &json!(100))
        );
        assert_eq!(video["expires_at"], 9);
    }

    #[test]
    fn a_failure_is_told_apart_from_a_question_without_answer() {
        let mut error = Error::refused(ErrorKind::Moderated, "", ("No.".into(), "否。".into()));
        assert!(!is_failure(&error), "nothing was bought");
        error.purchase = Purchase::Made;
        assert!(is_failure(&error));
        let video = failed(&task(), &error);
        assert_eq!(video["status"], "failed");
        assert_eq!(video["error"]["code"], "moderation_blocked");
        error.kind = ErrorKind::Network;
        error.advice = Advice::CollectTask;
        assert!(!is_failure(&error));
        assert!(is_video(&task()) && !is_video(&Task::new("general-3.0", "1", 7)));
    }
}
