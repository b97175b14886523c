//! An order of one product, and how far it is.

use super::canonical::{self, Hash};
use crate::tools::Request;
use crate::types::{
    AigcLabel, Delivery, Done, Error, Options, Outcome, OutputOptions, Pending, Task, Warning,
    Watermark,
};
use crate::{VisualHost, counters, error};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// How far an order is.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Progress<'a> {
    /// It waits, and nothing was bought so far: for its turn, or for another
    /// try.
    Queued,
    /// It is on its way to the service, which may accept it at any moment.
    Submitting,
    /// It was accepted, and runs.
    Pending(&'a Pending),
    /// It was accepted, and the service could not be asked about it. It is asked again
    /// until the time of the call is up.
    Unanswered {
        /// Why.
        why: &'a Warning,
        /// How much of the time is left.
        left: Duration,
    },
}

/// Who is told how far an order is.
pub(crate) type Watch<'a> = &'a (dyn Fn(Progress<'_>) + Send + Sync);

/// The same, kept.
pub(crate) type Watcher<'a> = Arc<dyn Fn(Progress<'_>) + Send + Sync + 'a>;

/// Hashes arguments where that holds nobody up.
pub(crate) type Hashing = Box<dyn FnOnce() -> Hash + Send>;

/// An order of one product, made by [`VisualHost::order`].
///
/// Awaited, it buys the product, once for each idempotency key, and waits for
/// it. The order is in the journal before anything is sent, and its task as
/// soon as it was accepted. Dropping the future stops within a moment: what was
/// accepted is in the journal, what was on its way is unknown there, and what
/// had not left is as if it had not been ordered.
///
/// ```no_run
/// # async fn demo(host: &visual_host::VisualHost) -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use visual_host::tools::General30;
///
/// let done = host
///     .order(General30::new("a cat").size(1024, 1024))
///     .idempotency_key("issue-7")
///     .wait(Duration::from_secs(120))
///     .await?;
/// done.media[0].save("cat.jpg").await?;
/// # Ok(()) }
/// ```
#[derive(Clone)]
#[must_use = "an order buys nothing until it is awaited"]
pub struct Order<'a> {
    pub(crate) host: &'a VisualHost,
    pub(crate) request: Request,
    pub(crate) options: Options,
    pub(crate) key: Option<String>,
    pub(crate) awaits_response: bool,
    watcher: Option<Watcher<'a>>,
}

impl VisualHost {
    /// Begins an order: a struct of [`tools`](crate::tools), or a tool's name
    /// and its arguments as JSON.
    ///
    /// ```no_run
    /// # async fn demo(host: &visual_host::VisualHost) -> Result<(), visual_host::Error> {
    /// use serde_json::json;
    ///
    /// let task = host.order(("jimeng-video-2.0", json!({ "prompt": "a cat" }))).submit().await?;
    /// println!("{task}");
    /// # Ok(()) }
    /// ```
    pub fn order(&self, request: impl Into<Request>) -> Order<'_> {
        Order {
            host: self,
            request: request.into(),
            options: Options::default(),
            key: None,
            awaits_response: false,
            watcher: None,
        }
    }
}

impl<'a> Order<'a> {
    /// The caller's idempotency key. Repeating an order with it buys nothing
    /// again for this tenant, account and tool, until 24 hours after the end of
    /// the job ([`Journal::with_keep`](crate::Journal::with_keep) for longer):
    /// it returns the same task. That holds as long as the journal does: one in
    /// memory, the default, ends with the process. It has 1 to 255 characters,
    /// not all of them blank, and no control character. Default: every order
    /// buys.
    pub fn idempotency_key(mut self, key: impl Into<String>) -> Order<'a> {
        self.key = Some(key.into());
        self
    }

    /// How long the whole order may take: its turn in the queue, the
    /// submission, retries and polling. Default: the usual time of the tool.
    /// Zero: submit only, which a tool without tasks refuses.
    pub fn wait(mut self, limit: Duration) -> Order<'a> {
        let whole = limit.as_nanos().div_ceil(1_000_000);
        self.options.wait_ms = Some(u32::try_from(whole).unwrap_or(u32::MAX));
        self
    }

    /// Waits for the response to a request that has left beyond the time of
    /// [`wait`](Order::wait), since it may be paid for: as long as a submission
    /// may take, or the usual time of a tool without tasks. Default: the time
    /// of `wait` is kept.
    pub fn awaiting_response(mut self) -> Order<'a> {
        self.awaits_response = true;
        self
    }

    /// How media come back. Default: as links.
    pub fn delivery(mut self, delivery: Delivery) -> Order<'a> {
        self.output().delivery = Some(delivery);
        self
    }

    /// A visible watermark. Default: none.
    pub fn watermark(mut self, watermark: Watermark) -> Order<'a> {
        self.output().watermark = Some(watermark);
        self
    }

    /// A label in the file's metadata. Default: none.
    pub fn label(mut self, label: AigcLabel) -> Order<'a> {
        self.output().label = Some(label);
        self
    }

    /// All options at once.
    pub fn options(mut self, options: Options) -> Order<'a> {
        self.options = options;
        self
    }

    /// Is called at each step of the order.
    pub fn on_progress(mut self, watch: impl Fn(Progress<'_>) + Send + Sync + 'a) -> Order<'a> {
        self.watcher = Some(Arc::new(watch));
        self
    }

    fn output(&mut self) -> &mut OutputOptions {
        self.options.output.get_or_insert_default()
    }

    /// Buys the product and waits for it. A job that is still running when the
    /// time is up is no error: it is [`Outcome::Pending`].
    pub async fn outcome(self) -> Result<Outcome, Error> {
        let quiet: Watch<'_> = &|_| {};
        let watch = self.watcher.as_deref();
        let answer = self.host.purchase(&self, watch.unwrap_or(quiet)).await;
        counters::order(self.request.tool(), &answer);
        Ok(self.host.with_source(answer?))
    }

    /// Buys the product, and returns its task without waiting for it. A tool
    /// without tasks refuses this before anything is sent.
    pub async fn submit(self) -> Result<Task, Error> {
        match self.wait(Duration::ZERO).outcome().await? {
            Outcome::Pending(pending) => Ok(pending.task),
            Outcome::Done(done) => done.task.ok_or_else(error::without_task),
        }
    }

    /// How long the body of its request is, about, in bytes.
    pub(crate) fn size(&self) -> usize {
        self.request.arguments().len()
    }

    /// Hashes what is bought.
    pub(crate) fn hashing(&self, tool: &str) -> Hashing {
        hashing(&self.request, &self.options, tool)
    }

    /// The same by those who do not know the tools' fields; nothing where the call has no tool.
    pub(crate) fn hashing_as_json(&self) -> Option<Hashing> {
        if self.request.actions().is_some() {
            return None;
        }
        let output = output_of(&self.options);
        let text = self.request.arguments().to_owned();
        let hash = move || canonical::of_order(canonical::of_json(&text), &output);
        Some(Box::new(hash))
    }
}

/// The options that decide what is delivered, as JSON.
fn output_of(options: &Options) -> String {
    let output = options.output.as_ref();
    let output = output.and_then(|output| serde_json::to_string(output).ok());
    output.unwrap_or_else(|| "null".to_owned())
}

/// Hashes everything that decides what is bought, in one canonical form: how it
/// is spelled is not part of it, nor how long one waits.
pub(crate) fn hashing(request: &Request, options: &Options, tool: &str) -> Hashing {
    let output = output_of(options);
    let (tool, text) = (tool.to_owned(), request.arguments().to_owned());
    let version = request.api_version().map(|version| format!(" {version}"));
    let actions = request.actions().map(|actions| {
        let version = version.unwrap_or_default();
        format!("{actions:?}{version}")
    });
    Box::new(move || {
        let arguments = match actions {
            None => canonical::of_arguments(&tool, &text),
            Some(actions) => {
                let body: Hash = canonical::of_json(&text);
                canonical::tagged(&actions, &body)
            }
        };
        canonical::of_order(arguments, &output)
    })
}

/// The product. A job that is still running when the time is up is an error of
/// the kind [`Pending`](crate::ErrorKind::Pending), with its task.
impl<'a> IntoFuture for Order<'a> {
    type Output = Result<Done, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<Done, Error>> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.outcome().await.and_then(error::done) })
    }
}

impl fmt::Debug for Order<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Order")
            .field("request", &self.request)
            .field("options", &self.options)
            .field("idempotency_key", &self.key)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::Actions;

    /// An order of these arguments, without a host.
    fn hash(request: Request, options: Options) -> Hash {
        hashing(&request, &options, "t")()
    }

    #[test]
    fn an_order_is_what_is_bought() {
        let plain = |text: &str| hash(Request::new("t", text), Options::default());
        let waits = Options {
            wait_ms: Some(7),
            ..Options::default()
        };
        let one = plain(r#"{"a":1,"b":2}"#);
        let same = Request::new("t", r#"{ "b": 2, "a": 1.0 }"#);
        assert_eq!(one, hash(same, waits));
        assert_ne!(one, plain(r#"{"a":1,"b":3}"#));
        let custom = |actions| {
            let request = Request::custom("t", actions, r#"{"a":1,"b":2}"#);
            hash(request, Options::default())
        };
        let (task, process) = (custom(Actions::Task), custom(Actions::Process));
        assert_ne!(task, process);
        assert_ne!(task, one);
        let versioned = Request::custom("t", Actions::Task, r#"{"a":1,"b":2}"#);
        let versioned = versioned.with_api_version("2024-06-06");
        assert_ne!(task, hash(versioned, Options::default()));
        assert_eq!(plain("{"), plain("{"));
    }
}
