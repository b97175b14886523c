//! Ctrl-C at every stage of a purchase.

use host_test::program::{Ran, Shell};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tokio::sync::mpsc::{self, Sender};
use volc_sim::{Config, Fault, Simulator, Target, What};

const CAT: [&str; 6] = ["run", "general-3.0", "--prompt", "a cat", "--intent", "i"];
/// Longer than any test: what is broken off never came to its end.
const LONG_MS: u64 = 600_000;

/// Runs until the simulator was asked what `when` wants to see, and presses
/// Ctrl-C so many times then, or until it ends.
async fn pressed(
    (simulator, shell): &(Simulator, Shell),
    words: &[&str],
    (when, times): (&str, usize),
) -> Ran {
    let (press, presses) = mpsc::channel(1);
    let pressing = async {
        asked(simulator, when, 1).await;
        for _ in 0..times {
            press.send(()).await.expect("it runs");
            // Two at the same moment are one.
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        ran = shell.interrupted(words, presses) => ran,
        () = pressing => unreachable!(),
    }
}

/// Waits until so many requests with this word in their action were made.
async fn asked(simulator: &Simulator, word: &str, times: usize) {
    let count = || {
        let requests = simulator.requests().into_iter();
        requests.filter(|seen| seen.action.contains(word)).count()
    };
    while count() < times {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn listed(shell: &Shell) -> Vec<(Value, Value)> {
    let (_, printed) = shell.json(&["task", "list"]).await;
    let tasks = printed["tasks"].as_array().expect("a list").iter();
    tasks
        .map(|task| (task["state"].clone(), task["task"].clone()))
        .collect()
}

#[tokio::test]
async fn while_it_runs_the_task_is_printed() {
    let slow = Config {
        generate_ms: 2_000,
        ..Config::default()
    };
    let place = Shell::simulated_with(slow).await;
    let (simulator, shell) = &place;
    let ran = pressed(&place, &CAT, ("GetResult", 1)).await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.out.contains("bought: yes"), "{ran:?}");
    let task = ran.out.lines().next().unwrap().replace("pending: ", "");
    assert_eq!(listed(shell).await, [(json!("pending"), json!(task))]);
    let (exit, done) = shell.json(&["task", "wait", &task]).await;
    assert_eq!(exit, 0, "{done}");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn on_its_way_it_is_waited_for_once() {
    let place = Shell::simulated().await;
    let (simulator, shell) = &place;
    simulator.inject(Fault::once(Target::AnySubmit, What::Delay(500)));
    let ran = pressed(&place, &CAT, ("Submit", 1)).await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.err.contains("waiting for the task"), "{ran:?}");
    assert!(ran.out.contains("bought: yes"), "{ran:?}");
    assert_eq!(listed(shell).await[0].0, "pending");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_second_time_it_is_given_up_and_unknown() {
    let place = Shell::simulated().await;
    let (simulator, shell) = &place;
    let never = Fault::once(Target::AnySubmit, What::Delay(LONG_MS));
    simulator.inject(never);
    let ran = pressed(&place, &CAT, ("Submit", 100)).await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.err.contains("bought: unknown"), "{ran:?}");
    assert!(ran.err.contains("task forget"), "{ran:?}");
    assert_eq!(listed(shell).await, [(json!("unknown"), Value::Null)]);
}

#[tokio::test]
async fn without_tasks_it_is_given_up_at_once() {
    let place = Shell::simulated().await;
    let never = Fault::once(Target::AnySubmit, What::Delay(LONG_MS));
    place.0.inject(never);
    let words = ["run", "jimeng-2.1", "--prompt", "a cat", "--no-journal"];
    let ran = pressed(&place, &words, ("CVProcess", 1)).await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.err.contains("bought: unknown"), "{ran:?}");
    assert!(
        !ran.err.contains("task list"),
        "there is no journal: {ran:?}"
    );
}

/// After a refusal it waits for another turn, and nothing is bought.
#[tokio::test]
async fn between_two_tries_nothing_is_bought() {
    let place = Shell::simulated().await;
    let (simulator, shell) = &place;
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
    let (press, presses) = mpsc::channel(1);
    let pressing = async {
        asked(simulator, "Submit", 1).await;
        queued(shell, &press).await;
    };
    let run = shell.interrupted(&CAT, presses);
    let (ran, ()) = tokio::join!(run, pressing);
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.err.contains("bought: no"), "{ran:?}");
    assert!(listed(shell).await.is_empty());
    assert_eq!(simulator.meter().accepted, 0);
}

/// Presses Ctrl-C when the journal says that the wish waits.
async fn queued(shell: &Shell, press: &Sender<()>) {
    while listed(shell).await.first().map(|(state, _)| state.clone()) != Some(json!("queued")) {}
    press.send(()).await.expect("it runs");
}

/// However long the service keeps silent.
#[tokio::test]
async fn a_wait_is_the_whole_calls() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.inject(Fault::always(Target::AnySubmit, What::Hang));
    let begun = Instant::now();
    let ran = shell.run(&[&CAT[..], &["--wait", "2"]].concat()).await;
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(ran.err.contains("bought: unknown"), "{ran:?}");
}
