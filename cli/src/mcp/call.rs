//! A purchase, and what a client that leaves may stop of it.

use crate::mcp::catalogue;
use crate::mcp::stage::Stage;
use std::pin::Pin;
use std::time::Duration;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use visual_catalog::find;
use visual_host::{Error, Order, Outcome, Request, Task, VisualHost};

/// Whose purchases they are.
pub trait Account: Send + Sync + 'static {
    /// What buys, and asks for tasks.
    fn host(&self) -> &VisualHost;

    /// An order, if this account may make it.
    fn order(&self, request: Request) -> Result<Order<'_>, Error>;

    /// The same task, if this account may see it.
    fn own(&self, task: Task) -> OwnTask<'_>;

    /// An error as its clients may see it.
    fn told(&self, error: Error) -> Error {
        error
    }
}

/// A task that is looked up in a journal.
pub type OwnTask<'a> = Pin<Box<dyn Future<Output = Result<Task, Error>> + Send + 'a>>;

/// The account of this program.
pub struct LocalAccount(pub VisualHost);

impl Account for LocalAccount {
    fn host(&self) -> &VisualHost {
        &self.0
    }

    fn order(&self, request: Request) -> Result<Order<'_>, Error> {
        Ok(self.0.order(request))
    }

    fn own(&self, task: Task) -> OwnTask<'_> {
        Box::pin(std::future::ready(Ok(task)))
    }
}

/// How long a task is waited for.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
    /// The usual time of the tool.
    Usual,
    /// At most so long; not at all, if it is zero.
    AtMost(Duration),
}

/// How a call is followed, and ended.
pub struct Following {
    pub stage: watch::Sender<Stage>,
    /// The client does not wait any more.
    pub cancelled: CancellationToken,
}

/// Buys, once for each idempotency key. Where nobody waits any more, what was not sent is not
/// bought, and nothing is returned; what is on its way is waited for until its response; and a
/// task goes on at the service, and is returned.
pub async fn buy(
    account: &dyn Account,
    request: Request,
    (key, wait): (Option<String>, Wait),
    following: &Following,
) -> Option<Result<Outcome, Error>> {
    let has_tasks = find(request.tool()).is_none_or(|tool| catalogue::wait_seconds(tool).is_some());
    let order = match account.order(request) {
        Ok(order) => order,
        Err(error) => return Some(Err(error)),
    };
    let order = match key {
        Some(key) => order.idempotency_key(key),
        None => order,
    };
    let order = match wait {
        Wait::AtMost(limit) if has_tasks => order.wait(limit),
        _ => order,
    };
    let order = order
        .awaiting_response()
        .on_progress(|step| following.stage.send_modify(|stage| stage.advance(step)));
    tokio::select! {
        answer = order.outcome() => Some(answer),
        () = left(following) => {
            let stage = following.stage.borrow();
            stage.pending().map(|pending| Ok(Outcome::Pending(pending.clone())))
        }
    }
}

/// Waits for a task; `None` where the client left, which the task does not notice.
pub async fn follow(
    host: &VisualHost,
    task: Task,
    wait: Duration,
    following: &Following,
) -> Option<Result<Outcome, Error>> {
    let handle = host.task(task);
    let asked = async {
        match wait.is_zero() {
            true => handle.status().await,
            false => {
                let told = |step: visual_host::Progress<'_>| {
                    following.stage.send_modify(|stage| stage.advance(step));
                };
                handle.on_progress(told).outcome(wait).await
            }
        }
    };
    tokio::select! {
        answer = asked => Some(answer),
        () = following.cancelled.cancelled() => None,
    }
}

/// The client left, and no request is on its way that may be billed.
async fn left(following: &Following) {
    following.cancelled.cancelled().await;
    let mut stage = following.stage.subscribe();
    _ = stage
        .wait_for(|stage| !matches!(stage, Stage::Submitting))
        .await;
}
