//! The protocol over HTTP, at `/mcp` of `visual serve`.

use host_test::mcp::text;
use host_test::program::{Running, Shell};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use volc_sim::{Fault, Gate, Held, Target, What};

const TOKEN: &str = "a-token-of-at-least-32-characters";

/// A server, and a session of a client.
struct Session<'a> {
    server: Running<'a>,
    address: String,
    path: String,
    id: Option<String>,
}

/// What a request was answered with.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    /// The messages, of a stream of events or as JSON alone.
    fn messages(&self) -> Vec<Value> {
        let events = self
            .body
            .lines()
            .filter_map(|line| line.strip_prefix("data:"));
        let texts = events.chain(std::iter::once(self.body.as_str()));
        texts
            .filter_map(|text| serde_json::from_str(text).ok())
            .collect()
    }

    /// The response to this request.
    fn response(&self, id: &str) -> Value {
        let found = self
            .messages()
            .into_iter()
            .find(|message| message["id"] == id);
        found.unwrap_or_else(|| panic!("{}{}", self.head, self.body))
    }
}

impl<'a> Session<'a> {
    /// Starts a server for the account of a shell, and a client that speaks as Dify does.
    async fn start(shell: &'a Shell, path: &str) -> Session<'a> {
        let server = shell.start("serve --listen 127.0.0.1:0 --json");
        let printed = server.printed_line("{").await;
        let told: Value = serde_json::from_str(printed.trim()).expect("JSON");
        let url = told["serve"]["url"].as_str().expect("a URL");
        let mut session = Session {
            server,
            address: url.trim_start_matches("http://").to_owned(),
            path: path.to_owned(),
            id: None,
        };
        let parameters = json!({
            "protocolVersion": "2025-03-26", "capabilities": {},
            "clientInfo": { "name": "host-test", "version": "1" },
        });
        let answer = session.request("initialize", parameters).await;
        assert_eq!(
            answer.response("initialize")["result"]["protocolVersion"],
            "2025-03-26"
        );
        let id = answer.head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("mcp-session-id")
                .then(|| value.to_owned())
        });
        session.id = id;
        let told = session.notify("notifications/initialized", json!({})).await;
        assert_eq!(told.status, 202);
        session
    }

    /// The head of a request to the server.
    fn head(&self, length: usize, more: &str) -> String {
        let (path, address) = (&self.path, &self.address);
        let session = self.id.iter().map(|id| format!("mcp-session-id: {id}\r\n"));
        let session: String = session.collect();
        format!(
            "POST {path} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             accept: application/json, text/event-stream\r\nconnection: close\r\n\
             content-length: {length}\r\n{session}{more}\r\n"
        )
    }

    /// Sends a message, and leaves the connection open.
    async fn send(&self, message: &Value, more: &str) -> TcpStream {
        let body = message.to_string();
        let head = self.head(body.len(), more);
        let mut stream = TcpStream::connect(&self.address).await.expect("a server");
        let sent = stream.write_all((head + &body).as_bytes()).await;
        sent.expect("it is read");
        stream
    }

    async fn post(&self, message: &Value, more: &str) -> Answer {
        let mut stream = self.send(message, more).await;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        let status = head.get(9..12).and_then(|status| status.parse().ok());
        Answer {
            status: status.expect("a status"),
            head: head.to_owned(),
            body: body.to_owned(),
        }
    }

    /// A request whose id is its method.
    async fn request(&self, method: &str, parameters: Value) -> Answer {
        let request =
            json!({ "jsonrpc": "2.0", "id": method, "method": method, "params": parameters });
        self.post(&request, &bearer()).await
    }

    async fn notify(&self, method: &str, parameters: Value) -> Answer {
        let told = json!({ "jsonrpc": "2.0", "method": method, "params": parameters });
        self.post(&told, &bearer()).await
    }

    /// The result of a call.
    async fn call(&self, tool: &str, arguments: Value) -> Value {
        let answer = self.request(
            "tools/call",
            json!({ "name": tool, "arguments": arguments }),
        );
        answer.await.response("tools/call")["result"].take()
    }

    /// The names of the tools.
    async fn names(&self) -> Vec<Value> {
        let mut answer = self
            .request("tools/list", json!({}))
            .await
            .response("tools/list");
        let tools = answer["result"]["tools"].as_array_mut().expect("tools");
        tools.iter_mut().map(|tool| tool["name"].take()).collect()
    }
}

fn bearer() -> String {
    format!("authorization: Bearer {TOKEN}\r\n")
}

#[tokio::test]
async fn a_client_over_http_lists_calls_and_is_refused() {
    let (simulator, shell) = Shell::simulated().await;
    let shell = shell.set("VISUAL_TOKEN", TOKEN);
    let session = Session::start(&shell, "/mcp").await;
    assert_eq!(session.names().await.len(), 13);
    let result = session
        .call("generate-image", json!({ "prompt": "a cat" }))
        .await;
    assert_eq!(result["content"][1]["type"], "image", "{result}");
    let result = session
        .call("generate-image", json!({ "prompt": "" }))
        .await;
    assert!(text(&result).contains("Billed: no"), "{result}");
    // No tool of a server uses its files.
    let result = session
        .call("upscale-image", json!({ "image": "/etc/passwd" }))
        .await;
    assert!(text(&result).contains("--root DIR"), "{result}");
    let call = json!({
        "jsonrpc": "2.0", "id": "zh", "method": "tools/call",
        "params": { "name": "generate-image", "arguments": { "prompt": "" } },
    });
    let chinese = bearer() + "accept-language: zh-CN,zh;q=0.9,en;q=0.8\r\n";
    let answer = session.post(&call, &chinese).await.response("zh");
    assert!(text(&answer["result"]).starts_with("失败："), "{answer}");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn the_address_chooses_the_tools() {
    let (_simulator, shell) = Shell::simulated().await;
    let shell = shell.set("VISUAL_TOKEN", TOKEN);
    let session = Session::start(&shell, "/mcp?tools=generate-image%2Cvideo").await;
    let names = session.names().await;
    assert!(names.len() > 8 && names[0] == "generate-image", "{names:?}");
    let wrong = Session {
        path: "/mcp?tools=vidoe".to_owned(),
        ..session
    };
    let answer = wrong
        .request("tools/list", json!({}))
        .await
        .response("tools/list");
    assert!(
        answer["error"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("vidoe"))
    );
}

#[tokio::test]
async fn nobody_gets_past_the_guard_of_the_server() {
    let (simulator, shell) = Shell::simulated().await;
    let shell = shell.set("VISUAL_TOKEN", TOKEN);
    let session = Session::start(&shell, "/mcp").await;
    let call = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": { "name": "generate-image", "arguments": { "prompt": "a cat" } },
    });
    let foreign = bearer() + "origin: https://evil.example\r\n";
    for (more, status) in [
        ("", 401),
        ("authorization: Bearer wrong\r\n", 401),
        (&foreign, 403),
    ] {
        assert_eq!(session.post(&call, more).await.status, status, "{more}");
    }
    assert_eq!(simulator.meter().accepted, 0);
}

#[tokio::test]
async fn a_call_is_cancelled_by_a_notification_and_its_task_goes_on() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(Held::Generating);
    let shell = shell.set("VISUAL_TOKEN", TOKEN);
    let session = Session::start(&shell, "/mcp").await;
    let call = json!({
        "jsonrpc": "2.0", "id": "long", "method": "tools/call",
        "params": {
            "name": "generate-video",
            "arguments": { "prompt": "a cat", "wait_seconds": 600 },
            "_meta": { "progressToken": "t" },
        },
    });
    let mut stream = session.send(&call, &bearer()).await;
    let mut heard = String::new();
    let mut piece = [0; 4096];
    while !heard.contains("vt1.") {
        let length = stream.read(&mut piece).await.expect("it is open");
        assert!(length > 0, "{heard}");
        heard += &String::from_utf8_lossy(&piece[..length]);
    }
    let told = heard.split("vt1.").nth(1).expect("a task");
    let end = told.find('"').expect("its end");
    let task = format!("vt1.{}", &told[..end]);
    let answer = session
        .notify("notifications/cancelled", json!({ "requestId": "long" }))
        .await;
    assert_eq!(answer.status, 202);
    drop(stream);
    simulator.release_tasks();
    let result = session
        .call("task-status", json!({ "task": task, "wait_seconds": 600 }))
        .await;
    assert_eq!(
        result["structuredContent"]["done"]["media"][0]["kind"], "video",
        "{result}"
    );
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_client_that_leaves_loses_no_purchase() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(Held::Generating);
    let reply = Gate::new();
    simulator.inject(Fault::once(Target::AnySubmit, What::Hold(reply.clone())));
    let shell = shell.set("VISUAL_TOKEN", TOKEN);
    let session = Session::start(&shell, "/mcp").await;
    let call = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": { "name": "generate-image", "arguments": { "prompt": "a cat", "idempotency_key": "k" } },
    });
    let stream = session.send(&call, &bearer()).await;
    reply.reached(1).await;
    drop(stream);
    let closed = session
        .notify("notifications/cancelled", json!({ "requestId": 1 }))
        .await;
    assert_eq!(closed.status, 202);
    reply.open();
    simulator.release_tasks();
    let again = json!({ "prompt": "a cat", "idempotency_key": "k", "wait_seconds": 600 });
    let result = session.call("generate-image", again).await;
    assert!(result["structuredContent"]["done"].is_object(), "{result}");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn a_server_that_is_stopped_answers_with_the_task() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(Held::Generating);
    let shell = shell.set("VISUAL_TOKEN", TOKEN);
    let session = Session::start(&shell, "/mcp").await;
    let call = json!({
        "jsonrpc": "2.0", "id": 1, "method": "tools/call",
        "params": {
            "name": "generate-image",
            "arguments": { "prompt": "a cat", "wait_seconds": 600 },
            "_meta": { "progressToken": "t" },
        },
    });
    let mut stream = session.send(&call, &bearer()).await;
    let mut heard = String::new();
    let mut piece = [0; 4096];
    while !heard.contains("vt1.") {
        let length = stream.read(&mut piece).await.expect("it is open");
        assert!(length > 0, "{heard}");
        heard += &String::from_utf8_lossy(&piece[..length]);
    }
    session.server.signal("TERM").await;
    stream.read_to_string(&mut heard).await.expect("UTF-8");
    let answers = heard.lines().filter_map(|line| line.strip_prefix("data:"));
    let mut answers = answers.filter_map(|text| serde_json::from_str::<Value>(text).ok());
    let answer = answers.rfind(|message| message["id"] == 1);
    let answer = answer.unwrap_or_else(|| panic!("{heard}"));
    let pending = &answer["result"]["structuredContent"]["pending"];
    assert!(!pending["task"].is_null(), "{answer}");
    assert_eq!(simulator.meter().accepted, 1);
}
