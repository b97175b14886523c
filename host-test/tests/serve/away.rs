//! `visual serve` while the database of its journal is away.

use bytes::Bytes;
use host_test::served::{request, with};
use host_test::visual_serve::{VisualServe, answer, place};
use http::Request;
use http_body_util::Full;
use serde_json::json;
use test_postgres::Postgres;
use volc_sim::{Fault, Gate, Target, What};

use super::PATH;

/// A purchase whose task is enough.
fn order(key: &str) -> Request<Full<Bytes>> {
    let body = json!({ "prompt": key });
    let submit = with(
        request("POST", PATH, Some(&body)),
        "prefer",
        "respond-async",
    );
    with(submit, "idempotency-key", key)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_without_a_claim_and_what_was_bought_is_at_hand() {
    let Some(mut database) = Postgres::start(&[]) else {
        return;
    };
    let (simulator, shell) = place().await;
    let options = format!("--journal {}", database.database());
    let serve = VisualServe::start(&shell, &options).await;
    let bought = serve.answer(order("before")).await;
    assert_eq!(bought.status, 202, "{}", bought.text());
    let task = bought.json()["pending"]["task"].clone();

    database.stop();
    let refused = serve.answer(order("away")).await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    let problem = refused.json();
    assert_eq!(problem["purchase"], "not-made", "{problem}");
    assert_eq!(problem["advice"], "repeat-later", "{problem}");
    let ready = serve.answer(request("GET", "/readyz", None)).await;
    assert_eq!(ready.status, 503, "{}", ready.text());
    let images = json!({ "model": "general-3.0", "prompt": "away" });
    let refused = request("POST", "/v1/images/generations", Some(&images));
    let refused = serve.answer(refused).await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert_eq!(simulator.meter().accepted, 1);
    // To ask for a task buys nothing, and needs no journal.
    let path = format!("/v1/tasks/{}", task["text"].as_str().unwrap());
    let seen = serve.answer(request("GET", &path, None)).await;
    assert_eq!(seen.status, 200, "{}", seen.text());

    database.restart();
    let bought = serve.answer(order("away")).await;
    assert_eq!(bought.status, 202, "{}", bought.text());
    let again = serve.answer(order("before")).await;
    assert_eq!(again.json()["pending"]["task"], task, "{}", again.text());
    assert_eq!(simulator.meter().accepted, 2);
    let ready = serve.answer(request("GET", "/readyz", None)).await;
    assert_eq!(ready.status, 200, "{}", ready.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_meanwhile_is_told_and_written_down_later() {
    let Some(mut database) = Postgres::start(&[]) else {
        return;
    };
    let (simulator, shell) = place().await;
    let options = format!("--journal {}", database.database());
    let serve = VisualServe::start(&shell, &options).await;
    let gate = Gate::new();
    let hold = What::Hold(gate.clone());
    simulator.inject(Fault::once(Target::AnySubmit, hold));
    let waiting = tokio::spawn(answer(serve.address, order("cut")));
    gate.reached(1).await;
    database.stop();
    gate.open();
    let told = waiting.await.unwrap().unwrap();
    assert_eq!(told.status, 202, "{}", told.text());
    let pending = told.json()["pending"].clone();
    let warning = pending["warnings"].to_string();
    assert!(warning.contains("not in the journal"), "{pending}");

    database.restart();
    let again = serve.answer(order("cut")).await;
    assert_eq!(again.status, 202, "{}", again.text());
    assert_eq!(again.json()["pending"]["task"], pending["task"]);
    assert_eq!(simulator.meter().accepted, 1);
}
