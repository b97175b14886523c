//! What several tests share: a driver with a clock of its own, and replies.

pub mod ask;

use serde_json::{Value, json};
use visual_catalog::Tool;
use volcengine_visual::call;
use volcengine_visual::call::flow::{Event, Flow, Now, Step};
use volcengine_visual::call::media_fetcher::Fetch;
use volcengine_visual::errors::transport_error::TransportError;
use volcengine_visual::protocol::reply::envelope::Reply;
use volcengine_visual::protocol::reply::reader::ReplyReader;
use volcengine_visual::protocol::request::ApiRequest;
use volcengine_visual::types::{
    Delivery, Done, Error, ErrorKind, Options, Outcome, OutputOptions, Pending, Task, Warning,
};

/// 2025-01-02T03:04:05Z.
pub const BEGIN: u64 = 1_735_787_045;
/// What one exchange takes, in milliseconds.
pub const EXCHANGE: u64 = 44;
/// More requests than any call may make.
const FAR_TOO_MANY: usize = 10_000;

pub const GENERAL: &str = "high-aes-general-v30l-zt2i";
pub const JIMENG: &str = "jimeng-high-aes-general-v21-l";
pub const SEEDEDIT: &str = "seededit-v30";
pub const PORTRAIT: &str = "i2i-portrait-photo";
pub const T2V: &str = "jimeng-vgfm-t2v-l20";
pub const I2V: &str = "jimeng-vgfm-i2v-l20";
pub const ID: &str = "14411597596416601128";
pub const CAT: &str = r#"{"prompt":"a cat"}"#;

/// What a call did, on a clock that only its pauses and exchanges move.
pub struct Ran {
    pub result: Result<Outcome, Error>,
    pub asks: Vec<ApiRequest>,
    pub fetches: Vec<Fetch>,
    pub pauses: Vec<u64>,
    pub elapsed_ms: u64,
}

impl Ran {
    pub fn done(self) -> Done {
        match self.result {
            Ok(Outcome::Done(done)) => done,
            other => panic!("not done: {other:?}"),
        }
    }

    pub fn pending(self) -> Pending {
        match self.result {
            Ok(Outcome::Pending(pending)) => pending,
            other => panic!("not pending: {other:?}"),
        }
    }

    pub fn error(self) -> Error {
        match self.result {
            Err(error) => error,
            Ok(outcome) => panic!("no error: {outcome:?}"),
        }
    }

    pub fn actions(&self) -> Vec<&'static str> {
        self.asks.iter().map(|ask| ask.action).collect()
    }
}

/// Runs a call to its end against a service.
pub fn drive(flow: Flow, service: impl FnMut(&ApiRequest) -> Result<Reply, TransportError>) -> Ran {
    drive_at(EXCHANGE, flow, service)
}

/// The same, with exchanges that take as long as they are told to.
pub fn drive_at(
    exchange_ms: u64,
    flow: Flow,
    service: impl FnMut(&ApiRequest) -> Result<Reply, TransportError>,
) -> Ran {
    drive_with(exchange_ms, flow, service, |_| {
        Err(Warning::new("no file is here", "没有文件"))
    })
}

/// The same, with a place that files are fetched from.
pub fn drive_with(
    exchange_ms: u64,
    mut flow: Flow,
    mut service: impl FnMut(&ApiRequest) -> Result<Reply, TransportError>,
    mut files: impl FnMut(&Fetch) -> Result<Vec<u8>, Warning>,
) -> Ran {
    let (mut asks, mut pauses, mut elapsed_ms) = (Vec::new(), Vec::new(), 0);
    let mut fetches = Vec::new();
    let mut event = Event::Begin;
    loop {
        let now = Now {
            unix: BEGIN + elapsed_ms / 1000,
            ms: 77_000 + elapsed_ms,
            noise: elapsed_ms,
        };
        event = match flow.step(event, now) {
            Step::Finish(result) => {
                return Ran {
                    result,
                    asks,
                    fetches,
                    pauses,
                    elapsed_ms,
                };
            }
            Step::Wait(pause) => {
                pauses.push(pause);
                elapsed_ms += pause;
                Event::Woke
            }
            Step::Fetch(fetch) => {
                let file = files(&fetch);
                fetches.push(fetch);
                elapsed_ms += exchange_ms;
                Event::Fetched(file)
            }
            Step::Repeat(timeout_ms) => {
                let last = asks.last().cloned().unwrap();
                let ask = ApiRequest { timeout_ms, ..last };
                let answer = service(&ask);
                asks.push(ask);
                elapsed_ms += exchange_ms;
                match answer {
                    Ok(reply) => Event::Reply(reply),
                    Err(broken) => Event::Transport(broken),
                }
            }
            Step::Send(ask) => {
                let answer = service(&ask);
                asks.push(ask);
                assert!(asks.len() < FAR_TOO_MANY, "the call does not end");
                elapsed_ms += exchange_ms;
                match answer {
                    Ok(reply) => Event::Reply(reply),
                    Err(broken) => Event::Transport(broken),
                }
            }
        };
    }
}

/// A service that accepts a job, and then answers queries one by one; the last
/// answer again and again.
pub fn jobs(queries: Vec<Reply>) -> impl FnMut(&ApiRequest) -> Result<Reply, TransportError> {
    let mut next = 0;
    move |ask| {
        if ask.action.ends_with("SubmitTask") {
            return Ok(accepted());
        }
        let reply = queries[next.min(queries.len() - 1)].clone();
        next += 1;
        Ok(reply)
    }
}

pub fn start(name: &str, json: &str, options: Option<Options>) -> Flow {
    match call::invoke(name, json, options) {
        Ok(flow) => flow,
        Err(fault) => panic!("refused: {fault:?}"),
    }
}

pub fn tool(name: &str) -> &'static Tool {
    match call::tool(name) {
        Ok(tool) => tool,
        Err(fault) => panic!("no such tool: {fault:?}"),
    }
}

pub fn wait(wait_ms: u32) -> Option<Options> {
    options(None, Some(wait_ms))
}

pub fn options(output: Option<OutputOptions>, wait_ms: Option<u32>) -> Option<Options> {
    Some(Options {
        output,
        wait_ms,
        max_inline: None,
    })
}

pub fn delivery(delivery: Delivery) -> OutputOptions {
    OutputOptions {
        delivery: Some(delivery),
        watermark: None,
        label: None,
    }
}

pub fn task(name: &str, age_s: u64) -> Task {
    Task {
        tool: name.into(),
        id: ID.into(),
        submitted_at: BEGIN - age_s,
        output: None,
    }
}

pub fn reply(status: u16, body: &str) -> Reply {
    let mut reader = ReplyReader::new(body.len());
    reader.push(body.as_bytes()).unwrap();
    let (body, files) = reader.finish();
    Reply {
        status,
        body,
        files,
        ..Reply::default()
    }
}

pub fn success(data: &Value) -> Reply {
    let body = json!({"code": 10000, "data": data, "message": "Success", "request_id": "R"});
    reply(200, &body.to_string())
}

pub fn failure(code: u32, message: &str) -> Reply {
    let body = json!({"code": code, "data": null, "message": message, "request_id": "R"});
    reply(400, &body.to_string())
}

pub fn accepted() -> Reply {
    success(&json!({"task_id": ID}))
}

pub fn status(word: &str) -> Reply {
    success(&json!({"status": word}))
}

pub fn link_done() -> Reply {
    success(&json!({"status": "done", "image_urls": ["https://p3.example/a.jpeg"]}))
}

pub fn broken(unsent: bool) -> TransportError {
    TransportError {
        code: "connection-terminated",
        kind: ErrorKind::Network,
        request_sent: !unsent,
        resend: unsent,
        what: "the connection broke".into(),
    }
}
