//! Tasks of the protocol, for clients that know them.

use super::held;
use host_test::mcp::McpClient;
use host_test::program::Shell;
use serde_json::{Value, json};
use volc_sim::Simulator;

/// A client that knows tasks, and a service that holds them.
async fn knowing() -> (Simulator, Shell, McpClient) {
    let (simulator, shell) = held().await;
    let knows = json!({ "extensions": { "io.modelcontextprotocol/tasks": {} } });
    let client = McpClient::ready_with(&shell, "", ("2025-11-25", knows)).await;
    (simulator, shell, client)
}

/// Calls a tool that takes long, and returns the task of the protocol.
async fn begin(client: &mut McpClient) -> Value {
    let call = json!({ "name": "generate-video", "arguments": { "prompt": "a cat" } });
    let mut answer = client.request("tools/call", call).await;
    assert_eq!(answer["result"]["resultType"], "task", "{answer}");
    answer["result"]["taskId"].take()
}

/// Asks for a task until it is in this state.
async fn until(client: &mut McpClient, task: &Value, status: &str) -> Value {
    loop {
        let mut answer = client.request("tasks/get", json!({ "taskId": task })).await;
        assert!(answer["error"].is_null(), "{answer}");
        if answer["result"]["status"] == status {
            return answer["result"].take();
        }
        assert_eq!(answer["result"]["status"], "working", "{answer}");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_takes_long_is_a_task_with_its_result() {
    let (simulator, _shell, mut client) = knowing().await;
    let task = begin(&mut client).await;
    let working = until(&mut client, &task, "working").await;
    assert!(
        working["pollIntervalMs"].is_u64() && working["ttlMs"].is_u64(),
        "{working}"
    );
    simulator.release_tasks();
    let completed = until(&mut client, &task, "completed").await;
    client.check("generate-video", &completed["result"]);
    let done = &completed["result"]["structuredContent"]["done"];
    assert_eq!(done["media"][0]["kind"], "video", "{completed}");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_cancelled_task_of_the_protocol_goes_on_at_the_service() {
    let (simulator, shell, mut client) = knowing().await;
    let task = begin(&mut client).await;
    simulator.arrived(&volc_sim::Target::AnyQuery, 1).await;
    client
        .request("tasks/cancel", json!({ "taskId": task }))
        .await;
    let cancelled = until(&mut client, &task, "cancelled").await;
    let told = cancelled["statusMessage"].as_str().expect("a message");
    let text = told.rsplit(' ').next().expect("a task").to_owned();
    assert!(text.starts_with("vt1."), "{cancelled}");
    simulator.release_tasks();
    let (exit, done) = shell.json(&format!("task wait {text}")).await;
    assert_eq!(exit, 0, "{done}");
    let asked = simulator
        .requests()
        .into_iter()
        .filter(|seen| seen.action.contains("Cancel"));
    assert_eq!(asked.count(), 0);
}

#[tokio::test]
async fn who_says_how_long_to_wait_or_knows_no_tasks_gets_a_text() {
    let (simulator, _shell, mut client) = knowing().await;
    let call = json!({ "prompt": "a cat", "wait_seconds": 0 });
    let result = client.call("generate-video", call).await;
    let task = result["structuredContent"]["pending"]["task"].as_str();
    assert!(
        task.is_some_and(|task| task.starts_with("vt1.")),
        "{result}"
    );
    simulator.release_tasks();
    let result = client
        .call("generate-image", json!({ "prompt": "a cat" }))
        .await;
    assert!(
        result["structuredContent"]["done"].is_object(),
        "images are waited for: {result}"
    );
    let answer = client
        .request("tasks/get", json!({ "taskId": "unknown" }))
        .await;
    assert_eq!(answer["error"]["code"], -32602, "{answer}");
    let (_simulator, shell) = held().await;
    let mut client = McpClient::ready(&shell, "").await;
    let result = client
        .call("generate-video", json!({ "prompt": "a cat" }))
        .await;
    assert!(
        result["structuredContent"]["pending"].is_object(),
        "{result}"
    );
}
