//! Clients that do not wait: what was not sent is not bought, what was sent is not lost.

use super::held;
use host_test::mcp::McpClient;
use host_test::program::Shell;
use serde_json::{Value, json};
use volc_sim::{Config, Fault, Gate, Held, Keys, Simulator, Target, What};

/// Cancels a call, and waits until the server serves on.
async fn cancel(client: &mut McpClient, id: u64) {
    client
        .notify("notifications/cancelled", json!({ "requestId": id }))
        .await;
    let pong = client.request("ping", json!({})).await;
    assert!(pong["result"].is_object(), "{pong}");
}

/// The purchases of the journal.
async fn listed(shell: &Shell) -> Vec<Value> {
    let (_, printed) = shell.json("task list").await;
    let tasks = printed["tasks"].as_array().expect("a list").iter();
    tasks.map(|task| task["state"].clone()).collect()
}

#[tokio::test]
async fn progress_names_the_task_while_a_call_waits() {
    let (simulator, shell) = held().await;
    let mut client = McpClient::ready(&shell, "").await;
    let id = client
        .begin(
            "generate-image",
            json!({ "prompt": "a cat", "wait_seconds": 600 }),
        )
        .await;
    let first = client.progress(id, "").await;
    let later = client.progress(id, "generating: vt1.").await;
    let progress = |told: &Value| told["progress"].as_f64().expect("a number");
    assert!(progress(&first) < progress(&later), "{first} {later}");
    simulator.release_tasks();
    let answer = client.response(id).await;
    client.check("generate-image", &answer["result"]);
    let media = &answer["result"]["structuredContent"]["done"]["media"];
    assert_eq!(media.as_array().map(Vec::len), Some(1), "{answer}");
    // Without a token nothing is told.
    client.heard.clear();
    client
        .call("generate-image", json!({ "prompt": "a dog" }))
        .await;
    assert!(client.heard.is_empty(), "{:?}", client.heard);
}

#[tokio::test]
async fn a_task_goes_on_when_its_call_is_cancelled() {
    let (simulator, shell) = held().await;
    let mut client = McpClient::ready(&shell, "").await;
    let id = client
        .begin(
            "generate-video",
            json!({ "prompt": "a cat", "wait_seconds": 600 }),
        )
        .await;
    let told = client.progress(id, "vt1.").await;
    let task = told["message"]
        .as_str()
        .expect("a text")
        .rsplit(' ')
        .next()
        .expect("a task");
    cancel(&mut client, id).await;
    simulator.release_tasks();
    let result = client
        .call("task-status", json!({ "task": task, "wait_seconds": 600 }))
        .await;
    assert_eq!(
        result["structuredContent"]["done"]["media"][0]["kind"], "video",
        "{result}"
    );
    assert_eq!(simulator.meter().accepted, 1);
    let asked = simulator
        .requests()
        .into_iter()
        .filter(|seen| seen.action.contains("Cancel"));
    assert_eq!(asked.count(), 0, "the service was not asked to cancel it");
    assert!(
        client.heard.iter().all(|message| message["id"] != id),
        "{:?}",
        client.heard
    );
}

#[tokio::test]
async fn a_server_that_is_stopped_answers_with_the_task() {
    let (simulator, shell) = held().await;
    let mut client = McpClient::ready(&shell, "").await;
    let call = json!({ "prompt": "a cat", "wait_seconds": 600 });
    let id = client.begin("generate-image", call).await;
    client.progress(id, "vt1.").await;
    client.signal("TERM").await;
    let answer = client.response(id).await;
    let result = &answer["result"];
    client.check("generate-image", result);
    let pending = &result["structuredContent"]["pending"];
    assert!(!pending["task"].is_null(), "{answer}");
    assert_eq!(simulator.meter().accepted, 1);
}

/// One task at once is all that this account has.
async fn trial() -> (Simulator, Shell) {
    let keys = Keys {
        trial: true,
        ..Keys::generate()
    };
    let config = Config {
        keys: vec![keys.clone()],
        ..Config::default()
    };
    let simulator = Simulator::start(config).await.expect("a simulator");
    simulator.hold_tasks(Held::Generating);
    let shell = Shell::with_keys(&keys, &simulator.endpoint());
    (simulator, shell)
}

#[tokio::test]
async fn what_waits_its_turn_is_not_bought_when_it_is_cancelled() {
    let (simulator, shell) = trial().await;
    let mut client = McpClient::ready(&shell, "").await;
    let call = json!({ "prompt": "a cat", "wait_seconds": 600 });
    let first = client.begin("generate-image", call.clone()).await;
    client.progress(first, "vt1.").await;
    let second = client.begin("generate-image", call).await;
    // It was refused, and waits for another try.
    simulator.arrived(&Target::AnySubmit, 2).await;
    client.progress(second, "not submitted yet").await;
    cancel(&mut client, second).await;
    simulator.release_tasks();
    let answer = client.response(first).await;
    assert!(
        answer["result"]["structuredContent"]["done"].is_object(),
        "{answer}"
    );
    assert_eq!(simulator.meter().accepted, 1);
    client.close();
    assert_eq!(client.ended().await.0, Some(0));
    assert_eq!(listed(&shell).await, ["done"]);
}

/// The reply to the next submission, held.
fn held_reply(simulator: &Simulator) -> Gate {
    let gate = Gate::new();
    simulator.inject(Fault::once(Target::AnySubmit, What::Hold(gate.clone())));
    gate
}

#[tokio::test]
async fn what_is_on_its_way_is_waited_for_at_the_end() {
    for (signal, is_cancelled) in [(Some("TERM"), false), (Some("INT"), true), (None, true)] {
        let (simulator, shell) = held().await;
        let reply = held_reply(&simulator);
        let mut client = McpClient::ready(&shell, "").await;
        let id = client
            .begin("generate-image", json!({ "prompt": "a cat" }))
            .await;
        reply.reached(1).await;
        if is_cancelled {
            cancel(&mut client, id).await;
        }
        match signal {
            Some(name) => client.signal(name).await,
            None => client.close(),
        }
        reply.open();
        assert_eq!(client.ended().await.0, Some(0));
        assert_eq!(listed(&shell).await, ["pending"], "{signal:?}");
        assert_eq!(simulator.meter().accepted, 1);
    }
}
