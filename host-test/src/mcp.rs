//! A client of MCP that shows every line: requests as JSON over the streams of `visual mcp`.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout};

use crate::program::{Shell, Words};

/// Far more than any call of the tests takes.
const LIMIT: Duration = Duration::from_secs(300);

/// The program as a server, and its client.
pub struct McpClient {
    child: Child,
    input: Option<ChildStdin>,
    output: Lines<BufReader<ChildStdout>>,
    next: u64,
    /// What came that nobody waited for: progress, and responses to other requests.
    pub heard: Vec<Value>,
    /// The tools, as they were listed.
    pub tools: Vec<Value>,
}

impl McpClient {
    /// Starts `visual mcp` with these words, without a handshake.
    pub fn start(shell: &Shell, words: &(impl Words + ?Sized)) -> McpClient {
        let mut all = vec!["mcp".to_owned()];
        all.extend(words.words());
        let mut child = shell.piped(&all);
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        McpClient {
            input: child.stdin.take(),
            output: output.lines(),
            child,
            next: 1,
            heard: Vec::new(),
            tools: Vec::new(),
        }
    }

    /// The same after a handshake, with the tools listed.
    pub async fn ready(shell: &Shell, words: &(impl Words + ?Sized)) -> McpClient {
        McpClient::ready_with(shell, words, ("2025-11-25", json!({}))).await
    }

    /// The same in this version of the protocol, with these capabilities.
    pub async fn ready_with(
        shell: &Shell,
        words: &(impl Words + ?Sized),
        (version, capabilities): (&str, Value),
    ) -> McpClient {
        let mut client = McpClient::start(shell, words);
        let answer = client.initialize(version, capabilities).await;
        assert_eq!(answer["protocolVersion"], version, "{answer}");
        client.notify("notifications/initialized", json!({})).await;
        let listed = client.request("tools/list", json!({})).await;
        client.tools = listed["result"]["tools"].as_array().expect("tools").clone();
        client
    }

    /// The result of a handshake.
    pub async fn initialize(&mut self, version: &str, capabilities: Value) -> Value {
        let parameters = json!({
            "protocolVersion": version,
            "capabilities": capabilities,
            "clientInfo": { "name": "host-test", "version": "1" },
        });
        let mut answer = self.request("initialize", parameters).await;
        answer["result"].take()
    }

    /// Writes a line as it is.
    pub async fn write(&mut self, line: &str) {
        let input = self.input.as_mut().expect("an open input");
        let line = format!("{line}\n");
        input.write_all(line.as_bytes()).await.expect("it is read");
    }

    /// Sends a request, and returns its id.
    pub async fn send(&mut self, method: &str, parameters: Value) -> u64 {
        let id = self.next;
        self.next += 1;
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters });
        self.write(&request.to_string()).await;
        id
    }

    /// Sends a notification.
    pub async fn notify(&mut self, method: &str, parameters: Value) {
        let told = json!({ "jsonrpc": "2.0", "method": method, "params": parameters });
        self.write(&told.to_string()).await;
    }

    /// The next line, which must be a message.
    pub async fn next(&mut self) -> Value {
        let line = tokio::time::timeout(LIMIT, self.output.next_line()).await;
        let line = line.expect("a line in time").expect("a pipe");
        let line = line.expect("it still writes");
        let message: Value = serde_json::from_str(&line).expect("JSON, and nothing else");
        assert_eq!(message["jsonrpc"], "2.0", "{message}");
        message
    }

    /// The response to a request; what else comes is kept.
    pub async fn response(&mut self, id: impl Into<Value>) -> Value {
        let id = id.into();
        let is_it = |message: &Value| message["id"] == id && message["method"].is_null();
        if let Some(at) = self.heard.iter().position(is_it) {
            return self.heard.remove(at);
        }
        loop {
            let message = self.next().await;
            if is_it(&message) {
                return message;
            }
            self.heard.push(message);
        }
    }

    /// Sends a request and returns its response.
    pub async fn request(&mut self, method: &str, parameters: Value) -> Value {
        let id = self.send(method, parameters).await;
        self.response(id).await
    }

    /// Sends a call whose progress is told under its own token, and returns its id.
    pub async fn begin(&mut self, tool: &str, arguments: Value) -> u64 {
        let token = self.next;
        let parameters = json!({
            "name": tool, "arguments": arguments, "_meta": { "progressToken": token },
        });
        self.send("tools/call", parameters).await
    }

    /// The next progress of a call whose message has this text.
    pub async fn progress(&mut self, id: u64, text: &str) -> Value {
        let is_it = |message: &Value| {
            let told = &message["params"];
            message["method"] == "notifications/progress"
                && told["progressToken"] == id
                && told["message"]
                    .as_str()
                    .is_some_and(|told| told.contains(text))
        };
        loop {
            if let Some(at) = self.heard.iter().position(is_it) {
                return self.heard.remove(at)["params"].take();
            }
            let message = self.next().await;
            self.heard.push(message);
        }
    }

    /// Calls a tool. Where its result is no error, its structured content fits the schema that
    /// was listed.
    pub async fn call(&mut self, tool: &str, arguments: Value) -> Value {
        let parameters = json!({ "name": tool, "arguments": arguments });
        let mut answer = self.request("tools/call", parameters).await;
        assert!(answer["error"].is_null(), "{answer}");
        let result = answer["result"].take();
        self.check(tool, &result);
        result
    }

    /// Holds a result against the schema of its tool.
    pub fn check(&self, tool: &str, result: &Value) {
        let listed = self.tools.iter().find(|listed| listed["name"] == tool);
        let schema = listed.map_or(&Value::Null, |listed| &listed["outputSchema"]);
        if result["isError"] == true || schema.is_null() {
            assert!(result["structuredContent"].is_null(), "{tool}: {result}");
            return;
        }
        let fits = jsonschema::validator_for(schema).expect("a schema");
        let structured = &result["structuredContent"];
        if let Err(error) = fits.validate(structured) {
            panic!("{tool}: {error}: {structured}");
        }
    }

    /// Sends a signal to the program, by its name without SIG.
    pub async fn signal(&self, name: &str) {
        let process = self.child.id().expect("it runs").to_string();
        let mut kill = tokio::process::Command::new("sh");
        kill.args(["-c", "kill -s \"$0\" \"$1\"", name, &process]);
        assert!(kill.status().await.expect("a shell").success());
    }

    /// Closes the program's input.
    pub fn close(&mut self) {
        self.input = None;
    }

    /// Waits for the end of the program: its exit status, and what it said on standard error.
    pub async fn ended(mut self) -> (Option<i32>, String) {
        let mut told = String::new();
        let mut errors = self.child.stderr.take().expect("a pipe");
        let ended = async {
            errors.read_to_string(&mut told).await.expect("UTF-8");
            self.child.wait().await.expect("it ran")
        };
        let status = tokio::time::timeout(LIMIT, ended).await.expect("it ends");
        (status.code(), told)
    }
}

/// The text of a result.
pub fn text(result: &Value) -> &str {
    result["content"][0]["text"].as_str().expect("a text")
}
