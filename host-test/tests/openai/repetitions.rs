//! A client that repeats a paid request by itself buys once.

use super::{EDITS, GENERATIONS, Serving, cat, form_with, place, repetition, request, task};
use bytes::Bytes;
use host_test::image_file::png;
use serde_json::json;
use volc_sim::{Fault, Held, Target, What};

#[tokio::test]
async fn a_repetition_joins_the_purchase_that_began() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    simulator.hold_tasks(Held::InQueue);
    // Its client has given up, and sends it again while the job runs, then once more.
    let gone = serving
        .leave(repetition(GENERATIONS, &cat("a cat"), 0))
        .await;
    simulator.arrived(&Target::AnySubmit, 1).await;
    drop(gone);
    let second = serving.send(repetition(GENERATIONS, &cat("a cat"), 1));
    let third = serving.send(repetition(GENERATIONS, &cat("a cat"), 2));
    let release = async {
        simulator.arrived(&Target::AnyQuery, 1).await;
        simulator.release_tasks();
    };
    let (second, third, ()) = tokio::join!(second, third, release);
    assert_eq!(task(&second), task(&third));
    assert_eq!(simulator.meter().accepted, 1);

    // Who asks for the same on purpose buys it again; so does who asks for something else.
    let again = serving.post(GENERATIONS, &cat("a cat")).await;
    assert_ne!(task(&again), task(&second));
    let other = serving
        .send(repetition(GENERATIONS, &cat("a dog"), 1))
        .await;
    assert_eq!(other.status, 200, "{}", other.text());
    assert_eq!(simulator.meter().accepted, 3);
}

/// Each of several equal calls has a product of its own, whatever order their repetitions have.
#[tokio::test]
async fn equal_calls_at_once_are_not_mixed_up() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let body = cat("a cat");
    let first = || serving.send(repetition(GENERATIONS, &body, 0));
    let (one, two) = tokio::join!(first(), first());
    let bought = std::collections::BTreeSet::from([task(&one), task(&two)]);
    let next = || serving.send(repetition(GENERATIONS, &body, 1));
    let (one, two) = tokio::join!(next(), next());
    assert_eq!(
        std::collections::BTreeSet::from([task(&one), task(&two)]),
        bought
    );
    assert_eq!((bought.len(), simulator.meter().accepted), (2, 2));
}

#[tokio::test]
async fn a_form_is_known_again_by_what_it_says() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let picture = png(64, 64);
    let send = |boundary: &'static str, count: &'static str| {
        let texts = [("prompt", "a hat"), ("model", "seededit-3.0")];
        let mut request = form_with(EDITS, boundary, (&texts, &[("image", &picture)]));
        let count = count.parse().expect("a value");
        request
            .headers_mut()
            .insert("x-stainless-retry-count", count);
        serving.send(request)
    };
    let (one, two) = (send("one", "0").await, send("another", "1").await);
    assert_eq!(task(&one), task(&two));
    assert_eq!(simulator.meter().accepted, 1);
}

/// A tool without tasks has a product that is nowhere else.
#[tokio::test]
async fn a_product_without_a_task_is_kept_for_its_repetition() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let body = json!({ "model": "jimeng-2.1", "prompt": "a cat" });
    let first = serving.send(repetition(GENERATIONS, &body, 0)).await.json();
    let second = serving.send(repetition(GENERATIONS, &body, 1)).await.json();
    assert!(first["data"][0].is_object(), "{first}");
    assert_eq!(first["data"], second["data"]);
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn what_is_unknown_is_not_repeated_and_stays_unknown() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let lost = What::AfterWork(Box::new(What::Reset));
    simulator.inject(Fault::once(Target::AnySubmit, lost));
    let first = serving.post(GENERATIONS, &cat("a cat")).await;
    first.assert_error(424, None, "outcome-unknown");
    assert_eq!(first.json()["error"]["purchase"], "unknown");
    assert!(!first.is_repeated());
    let second = serving
        .send(repetition(GENERATIONS, &cat("a cat"), 1))
        .await;
    second.assert_error(424, None, "outcome-unknown");
    assert!(!second.is_repeated());
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn what_was_not_bought_is_bought_by_the_repetition() {
    let (simulator, shell) = place().await;
    let serving = Serving::start_with(&shell, "--max-calls 1").await;
    let refused = serving.post(GENERATIONS, &cat("[moderate-text]")).await;
    refused.assert_error(400, None, "content_policy_violation");
    let first = serving.post(GENERATIONS, &cat("a cat")).await;
    assert_eq!(first.status, 200, "{}", first.text());
    let spent = serving.post(GENERATIONS, &cat("a dog")).await;
    spent.assert_error(429, Some("max-calls"), "insufficient_quota");
    assert!(!spent.is_repeated());
    // What was bought is given again; the limit is about purchases.
    let joined = serving
        .send(repetition(GENERATIONS, &cat("a cat"), 1))
        .await;
    assert_eq!(task(&joined), task(&first));
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn an_idempotency_key_is_the_journal_s() {
    let (simulator, shell) = place().await;
    let serving = Serving::start(&shell).await;
    let keyed = |body: &serde_json::Value| {
        let request = request("POST", GENERATIONS)
            .header("content-type", "application/json")
            .header("idempotency-key", "issue-7");
        let body: Bytes = body.to_string().into();
        serving.send(request.body(body).expect("a request"))
    };
    let first = keyed(&cat("a cat")).await;
    let second = keyed(&cat("a cat")).await;
    assert_eq!(task(&first), task(&second));
    let other = keyed(&cat("a dog")).await;
    other.assert_error(400, Some("idempotency-key"), "invalid-input");
    assert_eq!(simulator.meter().accepted, 1);
    let (_, listed) = shell.json("task list").await;
    assert!(listed.to_string().contains("issue-7"), "{listed}");
}
