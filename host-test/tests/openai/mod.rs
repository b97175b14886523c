//! OpenAI's interface of `visual serve`, by raw HTTP.

mod lists;
mod pictures;
mod refusals;
mod repetitions;
mod restarts;
mod videos;

use bytes::Bytes;
use host_test::honest::connect;
use host_test::program::{Running, Shell};
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use volc_sim::Simulator;

/// The server's token.
const TOKEN: &str = "test-token-0123456789abcdef0123456789abcdef";

const GENERATIONS: &str = "/v1/images/generations";
const EDITS: &str = "/v1/images/edits";

/// A boundary of a form.
const BOUNDARY: &str = "boundary-of-a-test";

/// A running server.
struct Serving<'a> {
    running: Running<'a>,
    authority: String,
}

/// An answer.
#[derive(Debug)]
struct Answer {
    status: u16,
    response: Response<Bytes>,
}

/// A simulator, and a place to serve from.
async fn place() -> (Simulator, Shell) {
    let (simulator, shell) = Shell::simulated().await;
    (simulator, shell.set("VISUAL_TOKEN", TOKEN))
}

impl Serving<'_> {
    /// Starts a server in this place.
    async fn start(shell: &Shell) -> Serving<'_> {
        Serving::start_with(shell, "").await
    }

    /// The same with more options.
    async fn start_with<'a>(shell: &'a Shell, options: &str) -> Serving<'a> {
        let running = shell.start(&format!("serve --listen 127.0.0.1:0 {options}"));
        let said = "listening on http://";
        let text = running.printed_line(said).await;
        let line = text.lines().find_map(|line| line.strip_prefix(said));
        Serving {
            authority: line.expect("its address").trim().to_owned(),
            running,
        }
    }

    async fn send(&self, request: Request<Bytes>) -> Answer {
        let stream = TokioIo::new(connect(self.authority.clone()).await.expect("a server"));
        let connection = hyper::client::conn::http1::handshake(stream).await;
        let (mut sender, connection) = connection.expect("HTTP");
        tokio::spawn(connection);
        let response = sender.send_request(request.map(Full::new)).await;
        let (parts, body) = response.expect("a response").into_parts();
        let body = body.collect().await.expect("a whole body").to_bytes();
        Answer {
            status: parts.status.as_u16(),
            response: Response::from_parts(parts, body),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(request("GET", path).body(Bytes::new()).expect("a request"))
            .await
    }

    async fn delete(&self, path: &str) -> Answer {
        self.send(
            request("DELETE", path)
                .body(Bytes::new())
                .expect("a request"),
        )
        .await
    }

    async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(repetition(path, body, 0)).await
    }

    /// Sends a request, and leaves without waiting for its answer. The connection is held until
    /// the returned value is dropped.
    async fn leave(&self, request: Request<Bytes>) -> tokio::net::TcpStream {
        let mut stream = connect(self.authority.clone()).await.expect("a server");
        let path = request.uri().path();
        let mut text = format!("{} {path} HTTP/1.1\r\n", request.method());
        for (name, value) in request.headers() {
            text += &format!("{name}: {}\r\n", value.to_str().expect("a text"));
        }
        text += &format!("content-length: {}\r\n\r\n", request.body().len());
        stream.write_all(text.as_bytes()).await.expect("it is sent");
        stream.write_all(request.body()).await.expect("it is sent");
        stream
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(self.response.body()).expect("JSON")
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(self.response.body()).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        let value = self.response.headers().get(name)?;
        Some(value.to_str().expect("a text"))
    }

    /// Whether OpenAI's clients repeat the request after this answer.
    fn is_repeated(&self) -> bool {
        match self.header("x-should-retry") {
            Some(should) => should == "true",
            None => [408, 409, 429].contains(&self.status) || self.status >= 500,
        }
    }

    /// That it is an error about this member, and of this code.
    #[track_caller]
    fn assert_error(&self, status: u16, param: Option<&str>, code: &str) {
        let told = self.json();
        let error = &told["error"];
        let found = (self.status, error["param"].as_str(), error["code"].as_str());
        assert_eq!(found, (status, param, Some(code)), "{told}");
        for member in ["message", "type", "purchase"] {
            assert!(error[member].is_string(), "{told}");
        }
    }
}

fn request(method: &str, path: &str) -> http::request::Builder {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "localhost")
        .header("authorization", format!("Bearer {TOKEN}"))
}

/// A request that its client has sent so often before.
fn repetition(path: &str, body: &Value, count: u32) -> Request<Bytes> {
    let request = request("POST", path)
        .header("content-type", "application/json")
        .header("x-stainless-retry-count", count.to_string());
    request.body(body.to_string().into()).expect("a request")
}

/// A text of a form, by name.
type Text<'a> = (&'a str, &'a str);
/// A file of a form, by name.
type File<'a> = (&'a str, &'a [u8]);

/// A form of texts and files.
fn form(path: &str, texts: &[Text<'_>], files: &[File<'_>]) -> Request<Bytes> {
    form_with(path, BOUNDARY, (texts, files))
}

/// A form with this boundary.
fn form_with(
    path: &str,
    boundary: &str,
    (texts, files): (&[Text<'_>], &[File<'_>]),
) -> Request<Bytes> {
    let mut body = Vec::new();
    let mut part = |head: String, content: &[u8]| {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    };
    for (name, text) in texts {
        part(format!("name=\"{name}\""), text.as_bytes());
    }
    for (name, file) in files {
        let head = format!("name=\"{name}\"; filename=\"file.png\"\r\nContent-Type: image/png");
        part(head, file);
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let content_type = format!("multipart/form-data; boundary={boundary}");
    let request = request("POST", path).header("content-type", content_type);
    request.body(body.into()).expect("a request")
}

/// A request for a picture of a tool with tasks.
fn cat(prompt: &str) -> Value {
    json!({ "model": "general-3.0", "prompt": prompt, "size": "512x512" })
}

/// The body of the last submission.
fn submitted(simulator: &Simulator) -> Value {
    let mut seen = simulator.requests().into_iter();
    let last = seen.rfind(|seen| seen.action.contains("Submit"));
    serde_json::from_slice(&last.expect("a submission").body).expect("JSON")
}

/// The task of an answer.
fn task(answer: &Answer) -> String {
    let told = answer.json();
    assert_eq!(answer.status, 200, "{told}");
    told["visual"]["task"].as_str().expect("a task").to_owned()
}
