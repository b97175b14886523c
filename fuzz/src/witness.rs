//! What someone who watches a call from outside knows of it, and what must hold.

use serde_json::Value;
use visual_catalog::Actions;
use volcengine_visual::call::flow::Event;
use volcengine_visual::protocol::reply::envelope::Reply;
use volcengine_visual::protocol::request::ApiRequest;
use volcengine_visual::types::{Error, MediaContent, Outcome, Purchase};

use crate::script::Script;

/// What may come back as bytes when nobody says.
const MAX_INLINE: u32 = 1 << 20;

/// The watcher of one call.
pub struct Witness {
    actions: Actions,
    submits: bool,
    max_inline: u32,
    /// Whether the last request was a submission.
    buying: bool,
    submitted: bool,
    /// The job that was certainly bought.
    bought: Option<String>,
    /// Whether it is certain that the last request bought nothing, and that another
    /// one may do better.
    passes: bool,
    /// Whether the last request never left.
    unsent: bool,
}

impl Witness {
    /// A watcher of the call that a script makes.
    pub fn new(script: &Script<'_>) -> Witness {
        Witness {
            actions: script.target.actions,
            submits: script.submits,
            max_inline: script.options.max_inline.unwrap_or(MAX_INLINE),
            buying: false,
            submitted: false,
            bought: None,
            passes: false,
            unsent: false,
        }
    }

    /// A request goes out: the submission first, then questions about the job.
    pub fn sends(&mut self, ask: &ApiRequest) {
        self.buying = self.submits && !self.submitted;
        let action = match self.buying {
            true => Some(self.actions.submit()),
            false => self.actions.query(),
        };
        assert_eq!(Some(ask.action), action);
        let body: Value = serde_json::from_str(&ask.body.text()).expect("the body is JSON");
        assert_eq!(body.get("task_id").is_none(), self.buying, "{body}");
        self.submitted |= self.buying;
    }

    /// The last request goes out again.
    pub fn repeats(&self) {
        assert!(!self.buying || self.passes, "it may buy twice");
    }

    /// What became of the last request.
    pub fn hears(&mut self, event: &Event) {
        self.unsent = matches!(event, Event::Transport(broken) if !broken.request_sent);
        self.passes = matches!(event, Event::Transport(broken) if broken.resend);
        if let Event::Reply(reply) = event {
            let body = serde_json::from_slice::<Value>(&reply.body).unwrap_or_default();
            // Written once more, without escapes that could hide them.
            let body = body.to_string();
            let limits = ["50429", "50430", "FlowLimitExceeded"];
            self.passes = limits.iter().any(|code| body.contains(code));
            if self.buying && self.actions.query().is_some() {
                self.bought = job(reply);
            }
        }
    }

    /// The call is over: what was bought is never lost, nor called not bought.
    pub fn ends(&self, result: &Result<Outcome, Error>) {
        let task = match result {
            Ok(Outcome::Done(done)) => done.task.as_ref(),
            Ok(Outcome::Pending(pending)) => Some(&pending.task),
            Err(error) => error.task.as_ref(),
        };
        let task = task.map(|task| task.id.as_str());
        assert!(task.is_some() || self.submits, "{result:?}");
        assert!(
            self.bought.is_none() || task == self.bought.as_deref(),
            "{result:?}"
        );
        match result {
            Err(error) if task.is_some() => assert_eq!(error.purchase, Purchase::Made, "{error:?}"),
            Err(error) if error.purchase == Purchase::NotMade => {
                assert!(self.unsent || error.code.is_some(), "{error:?}");
            }
            Ok(Outcome::Done(done)) if self.submits => {
                let max = self.max_inline as usize;
                let length = |content: &MediaContent| match content {
                    MediaContent::Bytes(bytes) => bytes.len(),
                    _ => 0,
                };
                let inline: usize = done.media.iter().map(|media| length(&media.content)).sum();
                assert!(inline <= max, "{done:?}");
            }
            _ => {}
        }
    }
}

/// The job that an answer to a submission certainly names.
fn job(reply: &Reply) -> Option<String> {
    let body: Value = serde_json::from_slice(&reply.body).ok()?;
    let wrapped = body.get("ResponseMetadata").is_some() || body.get("Result").is_some();
    let id = body.get("data")?.get("task_id")?.as_str()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let known = (1..=128).contains(&id.len()) && id.chars().all(plain);
    (!wrapped && known && body["code"].as_u64() == Some(10_000)).then(|| id.to_string())
}
