//! The protocol over standard input and output: a message a line.
//!
//! rmcp's own transport drops what it cannot read, and its client waits for ever. This one answers.

use rmcp::RoleServer;
use rmcp::model::ClientJsonRpcMessage;
use rmcp::service::TxJsonRpcMessage;
use rmcp::transport::Transport;
use serde_json::{Value, json};
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::{Mutex, mpsc};

/// The longest message, in bytes: room for the files of the largest request.
pub const MAX_MESSAGE: usize = 16 << 20;
/// How much of a message that is too long is kept, to find its id.
const BEGINNING: usize = 64 << 10;

/// Reads and writes messages.
pub struct StdioTransport<W> {
    messages: mpsc::Receiver<ClientJsonRpcMessage>,
    output: Arc<Mutex<Option<W>>>,
    is_open: bool,
}

impl<W: AsyncWrite + Send + Unpin + 'static> StdioTransport<W> {
    /// Begins to read. Needs a tokio runtime.
    pub fn new(input: impl AsyncRead + Send + Unpin + 'static, output: W) -> StdioTransport<W> {
        let output = Arc::new(Mutex::new(Some(output)));
        let (sender, messages) = mpsc::channel(1);
        tokio::spawn(read(BufReader::new(input), sender, output.clone()));
        StdioTransport {
            messages,
            output,
            is_open: false,
        }
    }
}

impl<W: AsyncWrite + Send + Unpin + 'static> Transport<RoleServer> for StdioTransport<W> {
    type Error = io::Error;

    fn send(
        &mut self,
        message: TxJsonRpcMessage<RoleServer>,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let output = self.output.clone();
        async move { write(&output, &serde_json::to_string(&message)?).await }
    }

    async fn receive(&mut self) -> Option<ClientJsonRpcMessage> {
        loop {
            let message = self.messages.recv().await?;
            self.is_open |= matches!(message, ClientJsonRpcMessage::Request(_));
            // Before the first request there is nothing that others could be about.
            if self.is_open {
                return Some(message);
            }
        }
    }

    async fn close(&mut self) -> io::Result<()> {
        self.output.lock().await.take();
        Ok(())
    }
}

async fn write<W: AsyncWrite + Unpin>(output: &Mutex<Option<W>>, text: &str) -> io::Result<()> {
    let mut output = output.lock().await;
    let Some(output) = output.as_mut() else {
        return Err(io::ErrorKind::NotConnected.into());
    };
    output.write_all(format!("{text}\n").as_bytes()).await?;
    output.flush().await
}

/// Reads until the end, and answers what is no message.
async fn read<W: AsyncWrite + Unpin>(
    mut input: BufReader<impl AsyncRead + Unpin>,
    messages: mpsc::Sender<ClientJsonRpcMessage>,
    output: Arc<Mutex<Option<W>>>,
) {
    loop {
        let line = match next_line(&mut input).await {
            Ok(Some(line)) => line,
            Ok(None) | Err(_) => return,
        };
        let passed = match message(&line) {
            Ok(None) => Ok(()),
            Ok(Some(message)) => messages.send(*message).await.map_err(|_| ()),
            Err(answer) => write(&output, &answer.to_string()).await.map_err(|_| ()),
        };
        if passed.is_err() {
            return;
        }
    }
}

/// A line of the input.
struct Line {
    /// Its text, of a line that is too long the beginning.
    bytes: Vec<u8>,
    length: usize,
}

/// The next line; what follows the last line break is no message.
async fn next_line(input: &mut BufReader<impl AsyncRead + Unpin>) -> io::Result<Option<Line>> {
    let mut line = Line {
        bytes: Vec::new(),
        length: 0,
    };
    loop {
        let piece = input.fill_buf().await?;
        if piece.is_empty() {
            return Ok(None);
        }
        let end = piece.iter().position(|byte| *byte == b'\n');
        let piece = piece.get(..end.unwrap_or(piece.len())).unwrap_or_default();
        let read = piece.len() + usize::from(end.is_some());
        line.length += piece.len();
        match line.length > MAX_MESSAGE {
            true => {
                line.bytes.truncate(BEGINNING);
                line.bytes.shrink_to_fit();
            }
            false => line.bytes.extend_from_slice(piece),
        }
        input.consume(read);
        if end.is_some() {
            return Ok(Some(line));
        }
    }
}

/// The message of a line, none of an empty one, or the answer to what is no message.
fn message(line: &Line) -> Result<Option<Box<ClientJsonRpcMessage>>, Value> {
    if line.length > MAX_MESSAGE {
        let length = line.length;
        let text = format!(
            "the message has {length} bytes; at most {MAX_MESSAGE} are allowed. Pass URLs instead of files"
        );
        return Err(answer(id_in(&line.bytes), -32600, &text));
    }
    parsed(&line.bytes)
}

/// The same of a text that is whole.
fn parsed(bytes: &[u8]) -> Result<Option<Box<ClientJsonRpcMessage>>, Value> {
    let text = bytes.trim_ascii();
    if text.is_empty() {
        return Ok(None);
    }
    let value: Value = match serde_json::from_slice(text) {
        Ok(value) => value,
        Err(error) => {
            let text = format!("this is not JSON: {error}");
            return Err(answer(id_in(text_of(bytes)), -32700, &text));
        }
    };
    let id = value.get("id").filter(|id| is_id(id)).cloned();
    match serde_json::from_value(value) {
        Ok(message) => Ok(Some(Box::new(message))),
        Err(_) => Err(answer(
            id,
            -32600,
            "this is no message of JSON-RPC 2.0; batches are not taken",
        )),
    }
}

/// Whether a text of at most `MAX_MESSAGE` bytes is a message; else what it is answered with.
pub fn check(bytes: &[u8]) -> Result<(), Value> {
    match parsed(bytes)? {
        Some(_) => Ok(()),
        None => Err(answer(None, -32600, "there is no message")),
    }
}

fn text_of(bytes: &[u8]) -> &[u8] {
    bytes.get(..BEGINNING).unwrap_or(bytes)
}

fn answer(id: Option<Value>, code: i32, text: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": text } })
}

fn is_id(id: &Value) -> bool {
    id.is_string() || id.is_i64() || id.is_u64()
}

/// The id of a message of which only the beginning is there, or which is damaged: the first
/// member `id` of the outermost object.
fn id_in(beginning: &[u8]) -> Option<Value> {
    let (mut depth, mut start) = (0_usize, None);
    let mut escaped = false;
    for (at, byte) in beginning.iter().enumerate() {
        match (start, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(from), b'"') => {
                start = None;
                let rest = beginning.get(at + 1..)?;
                let is_key = depth == 1 && beginning.get(from + 1..at) == Some(b"id");
                if let Some(rest) = rest
                    .trim_ascii_start()
                    .strip_prefix(b":")
                    .filter(|_| is_key)
                {
                    let mut values = serde_json::Deserializer::from_slice(rest).into_iter();
                    return values.next()?.ok().filter(is_id);
                }
            }
            (Some(_), _) => {}
            (None, b'"') => start = Some(at),
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::AsyncReadExt;

    #[test]
    fn the_id_of_a_damaged_message_is_found() {
        for (text, id) in [
            (r#"{"jsonrpc":"2.0","id":7,"method":"#, Some(json!(7))),
            (r#"{"params":{"id":1},"id" : "a","x":"#, Some(json!("a"))),
            (r#"{"params":"\"id\":1"#, None),
            (r#"{"params":{"id":1"#, None),
            (r#"{"a":"id","b":[{"id":1}],"id":2"#, Some(json!(2))),
            (r#"{"id":{"a":1}}"#, None),
            ("", None),
        ] {
            assert_eq!(id_in(text.as_bytes()), id, "{text}");
        }
    }

    #[tokio::test]
    async fn what_is_no_message_is_answered_and_the_next_one_is_read() {
        let (mut client, server) = tokio::io::duplex(1 << 20);
        let (input, output) = tokio::io::split(server);
        let mut transport = StdioTransport::new(input, output);
        let long = format!(
            r#"{{"id":"long","method":"a","params":{{"a":"{}"}}}}"#,
            "b".repeat(MAX_MESSAGE)
        );
        let lines = [
            "\n",
            r#"{"jsonrpc":"2.0","id":1,"method":"pi"#,
            "[1, 2]",
            &long,
            r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            r#"{"jsonrpc":"2.0","id":5,"method":"ping"}"#,
        ];
        let sent = lines.map(|line| format!("{line}\n")).concat();
        let sending = async {
            client.write_all(sent.as_bytes()).await.unwrap();
            client
        };
        let (mut client, received) = tokio::join!(sending, transport.receive());
        assert!(matches!(received, Some(ClientJsonRpcMessage::Request(_))));
        let mut answers = vec![0; 4096];
        let length = client.read(&mut answers).await.unwrap();
        let answers = String::from_utf8(answers[..length].to_vec()).unwrap();
        let answers: Vec<Value> = answers
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let told: Vec<_> = answers
            .iter()
            .map(|answer| (&answer["id"], answer["error"]["code"].as_i64().unwrap()))
            .collect();
        let expected = [
            (&json!(1), -32700),
            (&json!(null), -32600),
            (&json!("long"), -32600),
        ];
        assert_eq!(told, expected);
    }
}
