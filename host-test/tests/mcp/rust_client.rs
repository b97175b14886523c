//! rmcp's own client.

use super::held;
use host_test::program::Shell;
use rmcp::model::{
    CallToolRequestParams, CallToolResult, ClientRequest, ContentBlock, ProgressNotificationParam,
    Request,
};
use rmcp::service::{NotificationContext, PeerRequestOptions, RunningService};
use rmcp::{ClientHandler, RoleClient, ServiceExt};
use serde_json::{Value, json};
use tokio::process::Child;
use tokio::sync::watch;

/// A client that keeps what it is told of progress.
#[derive(Clone)]
struct Client(watch::Sender<Vec<String>>);

impl ClientHandler for Client {
    async fn on_progress(
        &self,
        told: ProgressNotificationParam,
        _: NotificationContext<RoleClient>,
    ) {
        self.0.send_modify(|all| all.extend(told.message));
    }
}

/// The client, the program, and what the client is told.
struct Session {
    client: RunningService<RoleClient, Client>,
    _program: Child,
    told: watch::Receiver<Vec<String>>,
}

impl Session {
    async fn start(shell: &Shell) -> Session {
        let mut program = shell.piped("mcp");
        let output = program.stdout.take().expect("a pipe");
        let input = program.stdin.take().expect("a pipe");
        let told = watch::Sender::new(Vec::new());
        let client = Client(told.clone()).serve((output, input)).await;
        Session {
            client: client.expect("a handshake"),
            _program: program,
            told: told.subscribe(),
        }
    }

    async fn call(&self, tool: &'static str, arguments: Value) -> CallToolResult {
        let answer = self.client.call_tool(parameters(tool, arguments)).await;
        answer.expect("a result")
    }
}

fn parameters(tool: &'static str, arguments: Value) -> CallToolRequestParams {
    let arguments = arguments.as_object().expect("an object").clone();
    CallToolRequestParams::new(tool).with_arguments(arguments)
}

#[tokio::test]
async fn it_lists_calls_and_is_refused() {
    let (simulator, shell) = Shell::simulated().await;
    let session = Session::start(&shell).await;
    let tools = session.client.list_all_tools().await.expect("a list");
    assert_eq!(tools.len(), 13);
    let result = session
        .call("generate-image", json!({ "prompt": "a cat" }))
        .await;
    let is_image = |block: &ContentBlock| block.as_image().is_some();
    assert!(result.content.iter().any(is_image), "{result:?}");
    let result = session
        .call("generate-image", json!({ "prompt": "" }))
        .await;
    assert_eq!(result.is_error, Some(true), "{result:?}");
    let unknown = session
        .client
        .call_tool(parameters("genrate-image", json!({})))
        .await;
    let error = unknown.expect_err("an unknown tool").to_string();
    assert!(error.contains("generate-image"), "{error}");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn it_sees_progress_and_cancels() {
    let (simulator, shell) = held().await;
    let mut session = Session::start(&shell).await;
    let call = parameters(
        "generate-video",
        json!({ "prompt": "a cat", "wait_seconds": 600 }),
    );
    let call = ClientRequest::CallToolRequest(Request::new(call));
    let options = PeerRequestOptions::no_options();
    let call = session.client.send_cancellable_request(call, options).await;
    let call = call.expect("it is sent");
    let has_task = |told: &Vec<String>| told.iter().any(|text| text.contains("vt1."));
    let told = session.told.wait_for(has_task).await.expect("progress");
    let task = told
        .iter()
        .find_map(|text| Some(text.split_once("vt1.")?.1.to_owned()));
    let task = format!("vt1.{}", task.expect("a task"));
    drop(told);
    call.cancel(Some("enough".to_owned()))
        .await
        .expect("it is told");
    simulator.release_tasks();
    let arguments = json!({ "task": task, "wait_seconds": 600 });
    let result = session.call("task-status", arguments).await;
    let result = result.structured_content.expect("a structure");
    assert_eq!(result["done"]["media"][0]["kind"], "video", "{result}");
    assert_eq!(simulator.meter().accepted, 1);
}
