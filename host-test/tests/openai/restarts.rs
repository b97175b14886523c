//! A server that is started again buys nothing again.

use super::{GENERATIONS, Serving, cat, place, repetition, task};
use volc_sim::{Held, Target};

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
