//! A stream of events about one purchase, with comments that keep its connection open.

use crate::serve::pieces;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::Value;
use std::time::Duration;

/// How long a stream is silent at most: clients take a connection for dead after a minute or more.
const KEEP_ALIVE: Duration = Duration::from_secs(10);

/// A response that says that it waits, until `last` is there: each event by its type and data.
pub fn stream(last: impl Future<Output = Vec<(String, Value)>> + Send + 'static) -> Response {
    let (writer, body) = pieces::body();
    tokio::spawn(async move {
        let mut last = std::pin::pin!(last);
        let mut beat = tokio::time::interval(KEEP_ALIVE);
        let events = loop {
            tokio::select! {
                events = &mut last => break events,
                _ = beat.tick() => {
                    // Without a client the purchase goes on.
                    if writer.send(Ok(Bytes::from_static(b": waiting\n\n"))).await.is_err() {
                        return;
                    }
                }
            }
        };
        for (kind, data) in events {
            let event = format!("event: {kind}\ndata: {data}\n\n");
            if writer.send(Ok(event.into())).await.is_err() {
                return;
            }
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, body).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;
    use serde_json::json;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn a_stream_waits_and_ends_with_its_events() {
        let (end, ended) = oneshot::channel();
        let response = stream(async { ended.await.unwrap() });
        let mut body = response.into_body();
        let waiting = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(waiting, ": waiting\n\n");
        end.send(vec![("a.b".to_owned(), json!({ "c": 1 }))])
            .unwrap();
        let rest = body.collect().await.unwrap().to_bytes();
        assert_eq!(rest, "event: a.b\ndata: {\"c\":1}\n\n");
    }
}
