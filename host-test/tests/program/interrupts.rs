//! Ctrl-C at every stage of a purchase.

use host_test::program::Shell;
use serde_json::{Value, json};
use volc_sim::{Fault, Gate, Held, Simulator, Target, What};

const CAT: [&str; 6] = ["run", "general-3.0", "--prompt", "a cat", "--intent", "i"];

async fn listed(shell: &Shell) -> Vec<(Value, Value)> {
    let (_, printed) = shell.json(&["task", "list"]).await;
    let tasks = printed["tasks"].as_array().expect("a list").iter();
    tasks
        .map(|task| (task["state"].clone(), task["task"].clone()))
        .collect()
}

#[tokio::test]
async fn while_it_runs_the_task_is_printed() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(Held::Generating);
    let run = shell.start(&CAT);
    simulator.arrived(&Target::AnyQuery, 1).await;
    run.signal("INT").await;
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.out.contains("bought: yes"), "{ran:?}");
    let task = ran.out.lines().next().unwrap().replace("pending: ", "");
    assert_eq!(listed(&shell).await, [(json!("pending"), json!(task))]);
    simulator.release_tasks();
    let (exit, done) = shell.json(&["task", "wait", &task]).await;
    assert_eq!(exit, 0, "{done}");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn on_its_way_it_is_waited_for_once() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let run = shell.start(&CAT);
    reply.reached(1).await;
    run.signal("INT").await;
    run.told("waiting for the task").await;
    reply.open();
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.out.contains("bought: yes"), "{ran:?}");
    assert_eq!(listed(&shell).await[0].0, "pending");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_second_time_it_is_given_up_and_unknown() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let run = shell.start(&CAT);
    reply.reached(1).await;
    run.signal("INT").await;
    run.told("waiting for the task").await;
    run.signal("INT").await;
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.err.contains("bought: unknown"), "{ran:?}");
    assert!(ran.err.contains("task forget"), "{ran:?}");
    assert_eq!(listed(&shell).await, [(json!("unknown"), Value::Null)]);
}

#[tokio::test]
async fn without_tasks_it_is_given_up_at_once() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let words = ["run", "jimeng-2.1", "--prompt", "a cat", "--no-journal"];
    let run = shell.start(&words);
    reply.reached(1).await;
    run.signal("INT").await;
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.err.contains("bought: unknown"), "{ran:?}");
    assert!(
        !ran.err.contains("task list"),
        "there is no journal: {ran:?}"
    );
}

/// Holds the reply to the next submission.
fn held_reply(simulator: &Simulator) -> Gate {
    let gate = Gate::new();
    simulator.inject(Fault::once(Target::AnySubmit, What::Hold(gate.clone())));
    gate
}

/// After a refusal it waits for another turn, and nothing is bought.
#[tokio::test]
async fn between_two_tries_nothing_is_bought() {
    let (simulator, shell) = Shell::simulated().await;
    let headers = vec![("retry-after".to_owned(), "60".to_owned())];
    let body = json!({ "code": 50430, "data": null, "message": "busy", "request_id": "r" });
    simulator.inject(Fault::always(
        Target::AnySubmit,
        What::Reply {
            status: 429,
            headers,
            body: body.to_string().into_bytes(),
        },
    ));
    let run = shell.start(&CAT);
    queued(&shell).await;
    run.signal("INT").await;
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.err.contains("bought: no"), "{ran:?}");
    assert!(listed(&shell).await.is_empty());
    assert_eq!(simulator.meter().accepted, 0);
}

/// Returns when the journal says that the purchase waits for another turn.
async fn queued(shell: &Shell) {
    while listed(shell).await.first().map(|(state, _)| state.clone()) != Some(json!("queued")) {}
}

/// However long the service keeps silent.
#[tokio::test]
async fn a_wait_is_the_whole_calls() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let ran = shell.run(&[&CAT[..], &["--wait", "10"]].concat()).await;
    reply.reached(1).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(ran.err.contains("bought: unknown"), "{ran:?}");
}
