//! How long requests and replies are on the wire, so that they can be cut at
//! every byte.

use crate::calls::Calls;
use std::ops::RangeInclusive;

use bytes::Bytes;
use hyper::Response;
use volc_sim::Seen;

use super::play::start;
use super::script::mark;
use super::{Schedule, Script, Subject};
use crate::Rig;
use crate::plain::{Account, Connection};
use visual_host::VisualHost;

/// How often a reply is measured: the times in it are not all equally long.
const REPLIES: usize = 6;
/// How much longer or shorter than the measured ones a reply may be.
const SLACK: usize = 16;

/// A purchase on the wire.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The action.
    pub action: String,
    /// The body, with the mark of prompt 0.
    body: String,
    /// The bytes of the request, head included.
    pub request: usize,
    /// The bytes of the reply: fewer are certainly cut, more are certainly
    /// whole.
    pub reply: RangeInclusive<usize>,
}

impl Probe {
    /// Buys a few times without a fault, and measures.
    pub async fn new(subject: Subject, script: Script, host: &VisualHost) -> Probe {
        let schedule = Schedule {
            script,
            ..Schedule::new(subject, "probe")
        };
        let rig = start(&schedule, host).await;
        let options = crate::rig::wait(schedule.wait_ms);
        let arguments = schedule.arguments(&script.prompt(0));
        let bought = rig.host.invoke(subject.tool(), &arguments, Some(&options));
        bought.await.expect("no fault, no failure");
        let seen = rig.calls().remove(0);
        let mut probe = Probe {
            action: seen.action.clone(),
            request: request(&seen),
            body: String::from_utf8(seen.body).expect("JSON"),
            reply: 0..=0,
        };
        let replies = probe.replies(&rig).await;
        let (min, max) = (replies.iter().min(), replies.iter().max());
        probe.reply = min.expect("replies") - SLACK..=max.expect("replies") + SLACK;
        probe
    }

    /// The body for the prompt of this number.
    pub fn body(&self, number: usize) -> Bytes {
        Bytes::from(self.body.replace(&mark(0), &mark(number)))
    }

    async fn replies(&self, rig: &Rig) -> Vec<usize> {
        let account = account(rig);
        let mut lengths = Vec::new();
        let mut connection = Connection::open(&account.authority).await.expect("a line");
        for number in 0..REPLIES {
            let request = account.signed(&self.action, &self.body(number));
            let answer = connection.ask(request.expect("a request")).await;
            lengths.push(reply(&answer.expect("a reply")));
        }
        lengths
    }
}

/// The account of a rig, for plain clients.
pub fn account(rig: &Rig) -> Account {
    let keys = (
        rig.keys.access_key_id.as_str(),
        rig.keys.secret_access_key.as_str(),
    );
    Account::at(&rig.simulator.endpoint(), keys)
}

fn request(seen: &Seen) -> usize {
    let line = format!("{} {}?{} HTTP/1.1\r\n", seen.method, seen.path, seen.query);
    let headers = seen.headers.iter();
    let headers: usize = headers.map(|(name, value)| field(name, value.len())).sum();
    line.len() + headers + 2 + seen.body.len()
}

fn reply(answer: &Response<Bytes>) -> usize {
    let headers = answer.headers().iter();
    let headers: usize = headers
        .map(|(name, value)| field(name.as_str(), value.len()))
        .sum();
    let line = format!("HTTP/1.1 {}\r\n", answer.status());
    line.len() + headers + 2 + answer.body().len()
}

fn field(name: &str, value: usize) -> usize {
    name.len() + ": ".len() + value + "\r\n".len()
}
