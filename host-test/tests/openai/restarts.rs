//! A server that is started again buys nothing again.

use super::{GENERATIONS, Serving, cat, place, repetition, task};
use volc_sim::{Fault, Gate, Held, Target, What};

#[tokio::test]
async fn a_repetition_finds_what_a_server_before_has_bought() {
    let (simulator, shell) = place().await;
    let before = Serving::start(&shell).await;
    simulator.hold_tasks(Held::InQueue);
    let gone = before
        .leave(repetition(GENERATIONS, &cat("a cat"), 0))
        .await;
    // Once it asks for the task, the purchase is written down.
    simulator.arrived(&Target::AnyQuery, 1).await;
    before.running.signal("KILL").await;
    before.running.killed_by(9).await;
    drop(gone);
    simulator.release_tasks();

    let after = Serving::start(&shell).await;
    let joined = after.send(repetition(GENERATIONS, &cat("a cat"), 1)).await;
    let found = task(&joined);
    assert_eq!(simulator.meter().accepted, 1);
    // The call is known now: its next repetition joins, and a new call is one of its own.
    let third = after.send(repetition(GENERATIONS, &cat("a cat"), 2)).await;
    assert_eq!(task(&third), found);
    let new = after.post(GENERATIONS, &cat("a cat")).await;
    assert_ne!(task(&new), found);
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn a_server_that_is_asked_to_end_finishes_what_was_sent() {
    let (simulator, shell) = place().await;
    let before = Serving::start(&shell).await;
    simulator.hold_tasks(Held::InQueue);
    let gone = before
        .leave(repetition(GENERATIONS, &cat("a cat"), 0))
        .await;
    simulator.arrived(&Target::AnyQuery, 1).await;
    before.running.signal("TERM").await;
    let mut running = before.running;
    running.over().await;
    drop(gone);
    simulator.release_tasks();
    let after = Serving::start(&shell).await;
    let joined = after.send(repetition(GENERATIONS, &cat("a cat"), 1)).await;
    assert_eq!(joined.status, 200, "{}", joined.text());
    assert_eq!(simulator.meter().accepted, 1);
}

/// Killed before it knew whether its submission was accepted, nobody knows.
#[tokio::test]
async fn what_a_server_before_left_open_is_not_bought_again() {
    let (simulator, shell) = place().await;
    let before = Serving::start(&shell).await;
    let reply = Gate::new();
    let held = What::Hold(reply.clone());
    simulator.inject(Fault::once(Target::AnySubmit, held));
    let first = repetition(GENERATIONS, &cat("a cat"), 0);
    let gone = before.leave(first).await;
    reply.reached(1).await;
    before.running.signal("KILL").await;
    before.running.killed_by(9).await;
    drop(gone);
    reply.open();

    let after = Serving::start(&shell).await;
    for count in [1, 2] {
        let open = repetition(GENERATIONS, &cat("a cat"), count);
        let open = after.send(open).await;
        open.assert_error(424, Some("idempotency-key"), "outcome-unknown");
        assert!(!open.is_repeated());
        let told = open.json();
        assert_eq!(told["error"]["purchase"], "unknown", "{told}");
    }
    assert_eq!(simulator.meter().accepted, 1);
}
