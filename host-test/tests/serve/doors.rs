//! What a server with a journal has beside the component's: keys, events, media, metrics, a log.

use host_test::served::{request, with};
use host_test::visual_serve::{VisualServe, place};
use serde_json::{Value, json};
use volc_sim::{Held, Target};

use super::PATH;

#[tokio::test]
async fn a_key_buys_once() {
    let (simulator, shell) = place().await;
    let serve = VisualServe::start(&shell, "").await;
    let submit = |prompt: &str, key: &str| {
        let body = json!({ "prompt": prompt });
        with(request("POST", PATH, Some(&body)), "idempotency-key", key)
    };
    let (first, again) = tokio::join!(
        serve.answer(submit("a cat", "k")),
        serve.answer(submit("a cat", "k")),
    );
    assert_eq!((first.status, again.status), (200, 200), "{}", again.text());
    assert_eq!(first.task(), again.task());
    assert_eq!(simulator.meter().accepted, 1);
    let other = serve.answer(submit("a dog", "k")).await;
    assert_eq!(other.status, 422, "{}", other.text());
    assert_eq!(other.json()["field"], "idempotency-key");
    let empty = serve.answer(submit("a cat", " ")).await;
    assert_eq!(empty.status, 422, "{}", empty.text());
    let twice = with(submit("a cat", "k"), "idempotency-key", "l");
    assert_eq!(serve.answer(twice).await.status, 400);
    assert_eq!(simulator.meter().accepted, 1);
    // It outlives the server.
    serve.running.signal("TERM").await;
    assert_eq!(serve.running.left().await.0, Some(0));
    let serve = VisualServe::start(&shell, "").await;
    let later = serve.answer(submit("a cat", "k")).await;
    assert_eq!((later.status, later.task()), (200, first.task()));
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_task_is_told_stage_by_stage_and_polled_once() {
    let (simulator, shell) = place().await;
    let serve = VisualServe::start(&shell, "").await;
    simulator.hold_tasks(Held::InQueue);
    let cat = json!({ "prompt": "a cat" });
    let submit = with(request("POST", PATH, Some(&cat)), "prefer", "respond-async");
    let task = serve.answer(submit).await.task().to_owned();
    let events = || serve.answer(request("GET", &format!("{task}/events"), None));
    let release = async {
        simulator.arrived(&Target::AnyQuery, 2).await;
        simulator.release_tasks();
    };
    let (one, other, ()) = tokio::join!(events(), events(), release);
    for told in [&one, &other] {
        assert_eq!(told.header("content-type"), Some("text/event-stream"));
        let text = String::from_utf8_lossy(told.body()).into_owned();
        let names: Vec<_> = text
            .lines()
            .filter_map(|line| line.strip_prefix("event: "))
            .collect();
        assert_eq!(names.last(), Some(&"done"), "{text}");
        assert!(["submitted", "queued"].contains(&names[0]), "{text}");
        let data = text
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .next_back();
        let data: Value = serde_json::from_str(data.expect("data")).expect("JSON");
        assert!(data["done"]["media"][0]["content"]["url"].is_string());
    }
    let none = serve
        .answer(request("GET", "/v1/tasks/x/events", None))
        .await;
    assert_eq!(none.status, 404);
}

#[tokio::test]
async fn a_file_comes_whole_or_in_part() {
    let (_simulator, shell) = place().await;
    let serve = VisualServe::start(&shell, "").await;
    let cat = json!({ "prompt": "a cat" });
    let made = serve.answer(request("POST", PATH, Some(&cat))).await;
    let path = made.task().replace("/v1/tasks/", "/v1/media/");
    let get = |index: &str| request("GET", &format!("{path}/{index}"), None);
    let whole = serve.answer(get("0")).await;
    assert_eq!(
        (whole.status, whole.header("content-type")),
        (200, Some("image/jpeg"))
    );
    let file = whole.body();
    assert!(file.starts_with(b"\xff\xd8"));
    let part = serve.answer(with(get("0"), "range", "bytes=2-9")).await;
    assert_eq!((part.status, &part.body()[..]), (206, &file[2..10]));
    let range = format!("bytes 2-9/{}", file.len());
    assert_eq!(part.header("content-range"), Some(range.as_str()));
    let end = serve.answer(with(get("0"), "range", "bytes=-5")).await;
    assert_eq!(&end.body()[..], &file[file.len() - 5..]);
    let beyond = with(get("0"), "range", "bytes=99999999-");
    assert_eq!(serve.answer(beyond).await.status, 416);
    assert_eq!(serve.answer(get("7")).await.status, 404);
    for index in ["x", "-1", "4294967296", "%ff"] {
        let none = serve.answer(get(index)).await;
        assert_eq!(none.status, 404, "{index}");
        assert_eq!(none.json()["kind"], "not-found", "{index}");
    }
    assert!(
        !whole.text().contains("x-signature"),
        "the link is not shown"
    );
}

#[tokio::test]
async fn requests_are_counted_and_written_down_without_what_they_say() {
    let (_simulator, shell) = place().await;
    let serve = VisualServe::start(&shell, "").await;
    let cat = json!({ "prompt": "an unmistakable cat" });
    let made = serve.answer(request("POST", PATH, Some(&cat))).await;
    assert_eq!(made.status, 200);
    let metrics = serve.answer(request("GET", "/metrics", None)).await;
    let text = String::from_utf8_lossy(metrics.body()).into_owned();
    for wanted in [
        "visual_orders_total{tool=\"high-aes-general-v30l-zt2i\",outcome=\"done\"} 1",
        "visual_submissions_total{purchase=\"made\"} 1",
        "visual_polls_total{",
        "visual_instances ",
        "visual_memory_bytes ",
        "visual_queue_orders 0",
        "visual_queue_oldest_seconds 0",
        "visual_http_requests_total{method=\"POST\",route=\"/v1/tools/{name}\",status=\"200\"} 1",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
    serve.running.signal("TERM").await;
    let (exit, _, log) = serve.running.left().await;
    assert_eq!(exit, Some(0), "{log}");
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert_eq!(lines[0]["route"], "/v1/tools/{name}");
    assert_eq!(
        (&lines[0]["status"], &lines[0]["tenant"]),
        (&json!(200), &json!("default"))
    );
    for secret in ["unmistakable", "general", "http:", host_test::served::TOKEN] {
        assert!(
            !log.contains(secret) && !text.contains("unmistakable"),
            "{log}"
        );
    }
}
