//! This project's host, with the answers of the scripts.

use std::time::{Duration, Instant};

use host_test::calls::Calls;
use host_test::options;
use serde_json::{Value, json};
use visual_host::types::{MediaContent, Outcome};
use visual_host::{Error, Task, VisualHost};

use crate::driver::Answer;

/// A host of this project.
pub struct Own<'a>(&'a VisualHost);

impl<'a> Own<'a> {
    /// Asks this host.
    pub fn new(host: &'a VisualHost) -> Own<'a> {
        Own(host)
    }

    /// Asks once.
    pub async fn ask(&self, request: &Value) -> Answer {
        let start = Instant::now();
        let said = self
            .said(request)
            .await
            .unwrap_or_else(|error| failure(&error));
        let ms = start
            .elapsed()
            .as_millis()
            .try_into()
            .expect("a short time");
        Answer {
            said,
            ms,
            mib: None,
        }
    }

    async fn said(&self, request: &Value) -> Result<Value, Error> {
        let text = |name: &str| request[name].as_str().expect("a text");
        if let Some(tool) = request["invoke"].as_str() {
            let mut given = serde_json::Map::new();
            for name in ["wait_ms", "max_inline"] {
                given.extend(
                    request
                        .get(name)
                        .map(|value| (name.to_owned(), value.clone())),
                );
            }
            if let Some(delivery) = request.get("delivery") {
                given.insert("output".to_owned(), json!({ "delivery": delivery }));
            }
            let options = options::read(&given.into());
            return Ok(outcome(
                self.0
                    .invoke(tool, text("arguments"), Some(&options))
                    .await?,
            ));
        }
        if request.get("wait").is_some() {
            let task: Task = text("wait").parse()?;
            let limit = Duration::from_millis(request["wait_ms"].as_u64().expect("a time"));
            return Ok(outcome(self.0.task(task).outcome(limit).await?));
        }
        let downloaded = self
            .0
            .download_to(text("download"), None, &mut tokio::io::sink())
            .await;
        match downloaded {
            Ok(downloaded) => Ok(json!({ "bytes": downloaded.bytes })),
            Err(error) => panic!("{error}"),
        }
    }
}

fn outcome(outcome: Outcome) -> Value {
    let done = match outcome {
        Outcome::Pending(pending) => return json!({ "pending": pending.task.to_string() }),
        Outcome::Done(done) => done,
    };
    let media = done.media.iter().map(|media| {
        let (form, content) = match &media.content {
            MediaContent::Url(link) => ("url", json!(link)),
            MediaContent::Base64(text) => ("base64", json!(text.len())),
            MediaContent::Bytes(bytes) => ("bytes", json!(bytes.len())),
        };
        json!([media.kind, media.mime_type, form, content])
    });
    let details: Value = serde_json::from_str(&done.details).expect("JSON");
    let mut details: Vec<&String> = details.as_object().expect("an object").keys().collect();
    details.sort();
    json!({ "done": {
        "media": media.collect::<Vec<_>>(),
        "has_task": done.task.is_some(),
        "warnings": done.warnings.len(),
        "details": details,
    } })
}

fn failure(error: &Error) -> Value {
    json!({ "error": {
        "kind": error.kind.as_str(),
        "advice": error.advice.as_str(),
        "code": error.code,
        "purchase": error.purchase.as_str(),
        "field": error.field,
        "message": error.message,
        "has_task": error.task.is_some(),
    } })
}
