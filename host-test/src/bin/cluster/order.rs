//! A client: it sends an order, again with the same key while nothing is decided.

use std::net::SocketAddr;
use std::ops::AddAssign;
use std::time::{Duration, Instant};

use bytes::Bytes;
use host_test::served::{Answer, request, with};
use host_test::visual_serve::answer;
use http::Request;
use http_body_util::Full;
use serde_json::json;

/// The tool that is bought: one with tasks.
pub const TOOL: &str = "general-3.0";
/// Longer than a call that waits for its product, or for another with its key.
const LIMIT: Duration = Duration::from_secs(120);
/// How long an order is repeated: a claim of a host that was killed is alive for 90 seconds.
const PATIENCE: Duration = Duration::from_secs(200);

/// An order. No other has its prompt.
#[derive(Clone, Debug)]
pub struct Order {
    pub prompt: String,
    pub key: Option<String>,
    pub tool: &'static str,
    /// What the client prefers: `respond-async`, or `wait=SECONDS`.
    pub prefer: &'static str,
    /// When the client leaves its first request.
    pub leaves_after: Option<Duration>,
}

/// How an order ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// With the path of its task.
    Task(String),
    /// With its product, and no task to name.
    Product,
    /// It may have been bought, and the key is blocked.
    Unknown,
    /// Refused to the end; nothing was bought.
    NotMade(String),
    /// With an answer that should not be.
    Wrong(String),
    /// Without an answer.
    Lost(String),
}

/// What clients met.
#[derive(Clone, Copy, Debug, Default)]
pub struct Met {
    /// Requests.
    pub sent: u32,
    /// Those without an answer.
    pub cut: u32,
    /// 409: another request with the key is on its way.
    pub busy: u32,
    /// 429, 502, 503, 504: nothing was bought.
    pub refused: u32,
}

impl AddAssign for Met {
    fn add_assign(&mut self, other: Met) {
        self.sent += other.sent;
        self.cut += other.cut;
        self.busy += other.busy;
        self.refused += other.refused;
    }
}

impl Order {
    /// With a key; the prompt is the key's alone.
    pub fn keyed(key: String) -> Order {
        Order {
            prompt: format!("a cat called {key}"),
            key: Some(key),
            tool: TOOL,
            prefer: "respond-async",
            leaves_after: None,
        }
    }

    fn request(&self) -> Request<Full<Bytes>> {
        let body = json!({ "prompt": self.prompt });
        let path = format!("/v1/tools/{}", self.tool);
        let request = with(request("POST", &path, Some(&body)), "prefer", self.prefer);
        match &self.key {
            Some(key) => with(request, "idempotency-key", key),
            None => request,
        }
    }

    /// Sends it once to this member.
    pub async fn send(&self, to: SocketAddr) -> anyhow::Result<Answer> {
        tokio::time::timeout(LIMIT, answer(to, self.request())).await?
    }

    /// Sends it to these members, beginning with the first, the next whenever there is no
    /// answer or a refusal for now, until it is decided.
    pub async fn buy(&self, members: &[SocketAddr]) -> (End, Met) {
        let end = Instant::now() + PATIENCE;
        let mut met = Met::default();
        let mut leaves = self.leaves_after;
        for member in members.iter().cycle() {
            met.sent += 1;
            let sent = self.send(*member);
            let (undecided, pause) = match leave(leaves.take(), sent).await {
                Ok(answer) => match decided(&answer) {
                    Some(end) => return (end, met),
                    None if answer.status == 409 => {
                        met.busy += 1;
                        (End::NotMade(answer.text()), after(&answer))
                    }
                    None => {
                        met.refused += 1;
                        (End::NotMade(answer.text()), after(&answer))
                    }
                },
                Err(error) => {
                    met.cut += 1;
                    (End::Lost(format!("{error:#}")), Duration::from_millis(100))
                }
            };
            if Instant::now() > end {
                return (undecided, met);
            }
            tokio::time::sleep(pause).await;
        }
        (End::Lost("no member".to_owned()), met)
    }
}

/// Ends the request after a time, if the client leaves.
async fn leave<T>(
    after: Option<Duration>,
    sent: impl Future<Output = anyhow::Result<T>>,
) -> anyhow::Result<T> {
    match after {
        Some(after) => tokio::time::timeout(after, sent).await?,
        None => sent.await,
    }
}

/// What an answer says for good, if it does.
fn decided(answer: &Answer) -> Option<End> {
    let task = |answer: &Answer| answer.header("location").map(str::to_owned);
    let purchase = |word: &str| {
        let body: serde_json::Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        body["purchase"] == word
    };
    match answer.status {
        200 | 202 => Some(task(answer).map_or(End::Product, End::Task)),
        409 | 429 | 502..=504 => None,
        500 if purchase("unknown") => Some(End::Unknown),
        _ => Some(End::Wrong(answer.text())),
    }
}

/// When to repeat: what the answer says, in a test's time.
fn after(answer: &Answer) -> Duration {
    let seconds = answer
        .header("retry-after")
        .and_then(|text| text.parse().ok());
    Duration::from_secs_f64(seconds.unwrap_or(0.2_f64).clamp(0.05, 1.0))
}
