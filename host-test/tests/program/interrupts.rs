//! Ctrl-C and other signals at every stage of a purchase.

use crate::program::held_reply;
use host_test::program::{Shell, signals};
use serde_json::{Value, json};
use volc_sim::{Fault, Gate, Held, Target, What};

const PHOTO: &str = "https://example.com/a.jpg";
const CAT: &str = "run general-3.0 --prompt 'a cat' --idempotency-key i";

async fn listed(shell: &Shell) -> Vec<(Value, Value)> {
    let (_, printed) = shell.json("task list").await;
    let tasks = printed["tasks"].as_array().expect("a list").iter();
    tasks
        .map(|task| (task["state"].clone(), task["task"].clone()))
        .collect()
}

#[tokio::test]
async fn while_it_runs_the_task_is_printed() {
    for (signal, stage) in
        signals()
            .into_iter()
            .zip([Held::Generating, Held::InQueue, Held::Generating])
    {
        let (simulator, shell) = Shell::simulated().await;
        simulator.hold_tasks(stage);
        let run = shell.start(&CAT);
        simulator.arrived(&Target::AnyQuery, 1).await;
        run.signal(signal).await;
        let ran = run.ended().await;
        assert_eq!(ran.exit, 130, "{ran:?}");
        assert!(
            ran.err.contains("billed: if it delivers a result"),
            "{ran:?}"
        );
        let task = ran.out.lines().next().unwrap().replace("pending: ", "");
        assert_eq!(listed(&shell).await, [(json!("pending"), json!(task))]);
        simulator.release_tasks();
        let (exit, done) = shell.json(&format!("task wait {task}")).await;
        assert_eq!(exit, 0, "{done}");
        assert_eq!(simulator.meter().accepted, 1);
    }
}

#[tokio::test]
async fn on_its_way_it_is_waited_for_once() {
    for signal in signals() {
        let (simulator, shell) = Shell::simulated().await;
        let reply = held_reply(&simulator);
        let run = shell.start(&CAT);
        reply.reached(1).await;
        run.signal(signal).await;
        run.told("waiting for the task").await;
        reply.open();
        let ran = run.ended().await;
        assert_eq!(ran.exit, 130, "{ran:?}");
        assert!(
            ran.err.contains("billed: if it delivers a result"),
            "{ran:?}"
        );
        assert_eq!(listed(&shell).await[0].0, "pending");
        assert_eq!(simulator.meter().accepted, 1);
    }
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
    assert!(ran.err.contains("billed: unknown"), "{ran:?}");
    assert!(ran.err.contains("task forget"), "{ran:?}");
    assert_eq!(listed(&shell).await, [(json!("unknown"), Value::Null)]);
}

/// The answer of a tool without tasks is the product.
#[tokio::test]
async fn without_tasks_the_product_is_waited_for_once() {
    let words = format!("run enhance --image {PHOTO} --no-journal");
    for signal in signals() {
        let (simulator, shell) = Shell::simulated().await;
        let reply = held_reply(&simulator);
        let run = shell.start(&words);
        reply.reached(1).await;
        run.signal(signal).await;
        run.told("waiting for the result").await;
        reply.open();
        let ran = run.ended().await;
        assert_eq!(ran.exit, 130, "{ran:?}");
        let files = shell.files();
        assert!(
            files.len() == 1 && ran.out.starts_with(&files[0]),
            "{ran:?}"
        );
        assert!(ran.err.contains("saved before it stopped"), "{ran:?}");
        assert!(ran.out.contains("billed: yes"), "{ran:?}");
    }
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let run = shell.start(&words);
    reply.reached(1).await;
    run.signal("INT").await;
    run.told("waiting for the result").await;
    run.signal("TERM").await;
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.err.contains("billed: unknown"), "{ran:?}");
    assert!(
        !ran.err.contains("task list"),
        "there is no journal: {ran:?}"
    );
}

/// A product that is on its way, or half here, is the same.
#[tokio::test]
async fn a_product_that_arrives_is_kept() {
    for signal in signals() {
        let (simulator, shell) = Shell::simulated().await;
        let rest = Gate::new();
        let half = What::HoldAfter(20_000, rest.clone());
        simulator.inject(Fault::once(Target::AnySubmit, half));
        let run = shell.start(&format!("run enhance --image {PHOTO} -o a.png"));
        rest.reached(1).await;
        run.signal(signal).await;
        run.told("waiting for the result").await;
        rest.open();
        let ran = run.ended().await;
        assert_eq!((ran.exit, shell.files().len()), (130, 1), "{ran:?}");
    }
}

/// Nothing of a download stays, and it can be had by the task.
#[tokio::test]
async fn while_it_is_downloaded_the_task_and_the_link_are_printed() {
    for signal in signals() {
        let (simulator, shell) = Shell::simulated().await;
        let rest = Gate::new();
        let half = What::HoldAfter(20_000, rest.clone());
        simulator.inject(Fault::once(Target::Download, half));
        let run = shell.start(&format!("{CAT} -o a.jpg --json"));
        rest.reached(1).await;
        run.signal(signal).await;
        let ran = run.ended().await;
        assert_eq!(ran.exit, 130, "{ran:?}");
        let error = &ran.object()["error"];
        assert_eq!(error["kind"], "cancelled", "{error}");
        assert!(error["media"][0]["content"]["url"].is_string(), "{error}");
        assert_eq!(shell.files(), [""; 0]);
        let task = error["task"]["text"].as_str().unwrap();
        let (exit, done) = shell.json(&format!("task wait {task} -o a.jpg")).await;
        assert_eq!(
            (exit, shell.files()),
            (0, vec!["a.jpg".to_owned()]),
            "{done}"
        );
        assert_eq!(simulator.meter().accepted, 1);
    }
}

/// Nobody knows what a raw call buys.
#[tokio::test]
async fn a_raw_call_is_waited_for_once() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = Gate::new();
    simulator.inject(Fault::always(Target::Any, What::Hold(reply.clone())));
    let words = "raw CVProcess --api-version 2022-08-31 --json";
    let body = r#"{"req_key": "lens_lqir", "image_urls": ["https://example.com/a.jpg"]}"#;
    let words = format!("{words} --body-json '{body}'");
    let run = shell.start(&words);
    reply.reached(1).await;
    run.signal("TERM").await;
    run.told("waiting for the response").await;
    reply.open();
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{}", ran.err);
    let data = &ran.object()["raw"]["data"];
    assert!(data["binary_data_base64"][0].is_string(), "{data}");
}

#[tokio::test]
async fn nohup_outlives_its_terminal() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(Held::Generating);
    let run = shell.start_within(r#"trap "" HUP; exec "$@""#, &CAT);
    simulator.arrived(&Target::AnyQuery, 1).await;
    run.signal("HUP").await;
    let before = simulator.requests().len();
    simulator.arrived(&Target::AnyQuery, before + 1).await;
    simulator.release_tasks();
    assert_eq!(run.ended().await.exit, 0);
}

/// After a refusal it waits for another turn, and nothing is bought.
#[tokio::test]
async fn between_two_tries_nothing_is_bought() {
    let (simulator, shell) = Shell::simulated().await;
    let body = json!({ "code": 50430, "data": null, "message": "busy", "request_id": "r" });
    let busy = What::reply(429, &[("retry-after", "60")], body.to_string());
    simulator.inject(Fault::always(Target::AnySubmit, busy));
    for signal in signals() {
        let run = shell.start(&CAT);
        queued(&shell).await;
        run.signal(signal).await;
        let ran = run.ended().await;
        assert_eq!(ran.exit, 130, "{ran:?}");
        assert!(ran.err.contains("billed: no"), "{ran:?}");
        assert!(listed(&shell).await.is_empty());
        assert_eq!(simulator.meter().accepted, 0);
    }
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
    let ran = shell.run(&format!("{CAT} --wait 10")).await;
    reply.reached(1).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(ran.err.contains("billed: unknown"), "{ran:?}");
}

/// The download is a part of it.
#[tokio::test]
async fn a_wait_bounds_the_download_too() {
    let (simulator, shell) = Shell::simulated().await;
    let rest = Gate::new();
    let half = What::HoldAfter(20_000, rest.clone());
    simulator.inject(Fault::always(Target::Download, half));
    let words = format!("{CAT} --wait 10 -o a.jpg --json");
    let ran = shell.run(&words).await;
    rest.reached(1).await;
    assert_eq!((ran.exit, shell.files()), (1, Vec::new()), "{ran:?}");
    let error = &ran.object()["error"];
    assert_eq!(
        (&error["kind"], &error["purchase"]),
        (&json!("timed-out"), &json!("made"))
    );
    assert!(error["media"][0]["content"]["url"].is_string(), "{error}");
    let task = error["task"]["text"].as_str().unwrap();
    let words = format!("task wait {task} --wait 10 -o a.jpg");
    let ran = shell.run(&words).await;
    assert_eq!((ran.exit, shell.files()), (1, Vec::new()), "{ran:?}");
    assert!(ran.out.contains(&format!("task: {task}")), "{ran:?}");
    simulator.clear_faults();
    let (exit, _) = shell.json(&format!("task wait {task} -o a.jpg")).await;
    assert_eq!((exit, shell.files()), (0, vec!["a.jpg".to_owned()]));
}
