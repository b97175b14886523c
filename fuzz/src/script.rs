//! A call and what happens to it, as text:
//!
//! ```text
//! submit TOOL                      or `collect TOOL`
//! {"prompt":"a cat"}               its arguments
//! wait=9000 inline=9 bytes label   its options
//! 44 200 {"code":10000}            what comes next, after so many milliseconds:
//! 44 429,5000 {"code":50429}       an answer, with Retry-After and Date at will,
//! 44 lost                          a broken line,
//! 44 file GIF89a                   a file, or none
//! ```

use serde_json::Value;
use volcengine_visual::call;
use volcengine_visual::call::flow::{Event, Flow};
use volcengine_visual::call::media_fetcher::Fetch;
use volcengine_visual::call::target::{CustomCall, Target};
use volcengine_visual::errors::transport_error::TransportError;
use volcengine_visual::protocol::reply::envelope::Reply;
use volcengine_visual::protocol::reply::reader::ReplyReader;
use volcengine_visual::types::{
    AigcLabel, Delivery, ErrorKind, Options, OutputOptions, Task, Warning, Watermark,
};

use crate::ask::min;
use crate::{text_line, tool};

/// The longest wait: a call's requests grow with it.
const MAX_WAIT: u64 = 600_000;
/// The job that `collect` asks for.
const JOB: &str = "14411597596416601128";

/// What a script says of a call.
pub struct Script<'a> {
    /// What it goes to.
    pub target: Target,
    /// Whether it buys.
    pub submits: bool,
    /// Its options.
    pub options: Options,
    /// The first event's time, in seconds since 1970.
    pub begin: u64,
    arguments: String,
    submitted_at: u64,
    lines: &'a [u8],
    next: &'a [u8],
}

impl<'a> Script<'a> {
    /// Reads a script; what is missing or odd stands for something usual.
    pub fn read(data: &'a [u8]) -> Script<'a> {
        let (call, rest) = text_line(data);
        let (arguments, rest) = text_line(rest);
        let (words, lines) = text_line(rest);
        let (verb, name) = call.split_once(' ').unwrap_or_default();
        let number = |name: &str| {
            let mut words = words.split(' ');
            words.find_map(|word| word.strip_prefix(name)?.parse::<u64>().ok())
        };
        Script {
            target: Target::of_task(name).unwrap_or_else(|| Target::from(tool(name))),
            submits: verb != "collect",
            options: Options {
                output: output(&words),
                wait_ms: number("wait=").map(|wait| wait.min(MAX_WAIT) as u32),
                max_inline: number("inline=").map(|inline| inline as u32),
            },
            begin: number("begin=").unwrap_or(1_735_787_045),
            submitted_at: number("submitted=").unwrap_or(1_735_787_000),
            arguments,
            lines,
            next: lines,
        }
    }

    /// The call, unless it is refused.
    pub fn flow(&self) -> Option<Flow> {
        let Target {
            name,
            req_key,
            actions,
            version,
            ..
        } = &self.target;
        let options = || Some(self.options.clone());
        if !self.submits {
            let task = Task {
                tool: name.clone(),
                id: JOB.into(),
                submitted_at: self.submitted_at,
                output: self.options.output.clone(),
            };
            return call::collect(task, self.options.wait_ms).ok();
        }
        if name.starts_with("custom:") {
            let call = CustomCall {
                req_key,
                actions: *actions,
                version: version.as_deref(),
            };
            return call::custom(call, &self.arguments, options()).ok();
        }
        let given = call::invoke(name, &self.arguments, options());
        let min = || Value::from(min(tool(name))).to_string();
        given.or_else(|_| call::invoke(name, min(), options())).ok()
    }

    /// The next line: milliseconds, a word, and the rest. After the last comes the
    /// first again, since a call goes on for as long as it likes.
    fn line(&mut self) -> (u64, String, &'a [u8]) {
        if self.next.is_empty() {
            self.next = self.lines;
        }
        let (line, next) = crate::line(self.next);
        self.next = next;
        let mut parts = line.splitn(3, |byte| *byte == b' ');
        let mut text = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
        let (ms, word) = (text().parse().unwrap_or(0), text());
        (ms.min(MAX_WAIT), word, parts.next().unwrap_or_default())
    }

    /// What becomes of a request, and how long it takes.
    pub fn answer(&mut self) -> (u64, Event) {
        let (ms, word, rest) = self.line();
        let mut head = word.split(',');
        let Some(status) = head.next().and_then(|status| status.parse().ok()) else {
            return (ms, Event::Transport(broken(&word)));
        };
        let mut reader = ReplyReader::new(rest.len());
        reader.push(rest).expect("inputs are far below the limit");
        let (body, files) = reader.finish();
        let reply = Reply {
            status,
            body,
            files,
            retry_after_ms: head.next().and_then(|ms| ms.parse().ok()),
            date: head.next().and_then(|date| date.parse().ok()),
            ..Reply::default()
        };
        (ms, Event::Reply(reply))
    }

    /// What comes of a link, and how long it takes. Nobody fetches more than is wanted.
    pub fn file(&mut self, fetch: &Fetch) -> (u64, Event) {
        let (ms, word, rest) = self.line();
        let max = usize::try_from(fetch.max).map_or(rest.len(), |max| max.min(rest.len()));
        let file = match word.as_str() {
            "file" => Ok(rest[..max].to_vec()),
            _ => Err(Warning::new("there is none", "没有文件")),
        };
        (ms, Event::Fetched(file))
    }
}

fn output(words: &str) -> Option<OutputOptions> {
    let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
    let delivery = [
        ("url", Delivery::Url),
        ("bytes", Delivery::Bytes),
        ("base64", Delivery::Base64),
    ];
    let output = OutputOptions {
        delivery: delivery
            .into_iter()
            .find(|(word, _)| has(word))
            .map(|(_, delivery)| delivery),
        watermark: has("watermark").then(|| Watermark {
            text: Some("a \"cat\"".into()),
            position: None,
            language: None,
            opacity: Some(0.5),
        }),
        label: has("label").then(|| AigcLabel {
            content_producer: None,
            producer_id: "p".into(),
            content_propagator: Some("q".into()),
            propagate_id: None,
        }),
    };
    (!words.is_empty()).then_some(output)
}

/// Why there is no whole answer: `denied` and `unsent` say that nothing left.
fn broken(word: &str) -> TransportError {
    let kind = match word {
        "denied" => ErrorKind::DeniedByHost,
        "slow" => ErrorKind::TimedOut,
        "large" => ErrorKind::TooLarge,
        _ => ErrorKind::Network,
    };
    TransportError {
        code: "connection-terminated",
        kind,
        request_sent: !matches!(word, "denied" | "unsent"),
        resend: word == "unsent",
        what: "the line broke".into(),
    }
}
