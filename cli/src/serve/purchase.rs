//! Purchases that do not end with the connection of their client, nor in the middle when the
//! server is asked to end.

use super::journal_error::for_clients;
use super::server::Server;
use super::tenant::Tenant;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::{CancellationToken, DropGuard};
use visual_host::{Error, ErrorKind, Options, Outcome, Pending, Progress, Request};

/// What is bought.
#[derive(Clone, Debug)]
pub struct Call {
    /// The tool and its arguments.
    pub request: Request,
    /// How long it may take, its turn in the queue included, is `wait_ms`. By default the
    /// tool's usual time.
    pub options: Options,
    /// A purchase with a key goes on without its client, who can ask for it again.
    pub idempotency_key: Option<String>,
}

/// How far a purchase is.
#[derive(Clone, Debug)]
pub enum Stage {
    /// It waits for its turn; nothing was sent.
    Queued,
    /// It is on its way to the service.
    Submitting,
    /// It was accepted.
    Running(Pending),
    Ended(Result<Outcome, Error>),
}

/// A purchase under way. Clones are about the same one.
#[derive(Clone)]
pub struct Purchase {
    tenant: Arc<Tenant>,
    shutdown: CancellationToken,
    stage: watch::Receiver<Stage>,
    given_up: CancellationToken,
    _clients: Option<Arc<DropGuard>>,
}

impl Purchase {
    /// Begins to buy, if the tenant may.
    pub fn begin(server: &Server, tenant: Arc<Tenant>, call: Call) -> Result<Purchase, Error> {
        tenant.check(call.request.tool())?;
        let (sender, stage) = watch::channel(Stage::Queued);
        let given_up = CancellationToken::new();
        let needs_clients = call.idempotency_key.is_none();
        let clients = needs_clients.then(|| Arc::new(given_up.clone().drop_guard()));
        let purchase = Purchase {
            tenant: tenant.clone(),
            shutdown: server.shutdown.clone(),
            stage,
            given_up: given_up.clone(),
            _clients: clients,
        };
        let shutdown = server.shutdown.clone();
        server.purchases.spawn(async move {
            let ended = run(&tenant, call, &sender, [shutdown, given_up]).await;
            let ended = ended.map_err(for_clients);
            sender.send_replace(Stage::Ended(ended));
        });
        Ok(purchase)
    }

    /// Each stage, as it is reached.
    pub fn stages(&self) -> watch::Receiver<Stage> {
        self.stage.clone()
    }

    /// Gives up what was not sent yet. What is on its way or was accepted goes on.
    pub fn give_up(&self) {
        self.given_up.cancel();
    }

    /// How it ended, or that it still runs after so long. It is waited for beyond that until
    /// it is accepted or refused, since it may be paid for.
    pub async fn outcome(&self, limit: Duration) -> Result<Outcome, Error> {
        let mut stage = self.stage.clone();
        let end = Instant::now().checked_add(limit);
        let late = async {
            match end {
                Some(end) => sleep_until(end).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            _ = stage.wait_for(|stage| matches!(stage, Stage::Ended(_))) => {}
            () = late => {}
        }
        let is_accepted = |stage: &Stage| matches!(stage, Stage::Running(_) | Stage::Ended(_));
        let outcome = match stage.wait_for(is_accepted).await.as_deref() {
            Ok(Stage::Running(pending)) => Ok(Outcome::Pending(pending.clone())),
            Ok(Stage::Ended(ended)) => ended.clone(),
            _ => Err(broken()),
        }?;
        match (outcome, end) {
            // Its usual time is over, and its client waits on.
            (Outcome::Pending(pending), Some(end)) if Instant::now() < end => {
                let left = end.duration_since(Instant::now());
                let waiting = self.tenant.host.task(pending.clone()).outcome(left);
                tokio::select! {
                    biased;
                    outcome = waiting => outcome,
                    () = self.shutdown.cancelled() => Ok(Outcome::Pending(pending)),
                }
            }
            (outcome, _) => Ok(outcome),
        }
    }
}

/// Buys. When the server ends, or no client is left, what was not sent is given up; what was
/// accepted is in the journal.
async fn run(
    tenant: &Tenant,
    call: Call,
    sender: &watch::Sender<Stage>,
    [shutdown, given_up]: [CancellationToken; 2],
) -> Result<Outcome, Error> {
    let follow = |progress: Progress<'_>| {
        sender.send_modify(|stage| match (progress, stage) {
            (Progress::Queued, stage) => *stage = Stage::Queued,
            (Progress::Submitting, stage) => *stage = Stage::Submitting,
            (Progress::Pending(pending), stage) => *stage = Stage::Running(pending.clone()),
            (Progress::Unanswered { why, .. }, Stage::Running(pending)) => {
                pending.warnings.retain(|warning| warning != why);
                pending.warnings.push(why.clone());
            }
            _ => {}
        });
    };
    let order = tenant.order(call.request)?;
    let mut order = order.options(call.options).awaiting_response();
    if let Some(key) = call.idempotency_key {
        order = order.idempotency_key(key);
    }
    let mut outcome = std::pin::pin!(order.on_progress(follow).outcome());
    let mut stages = sender.subscribe();
    tokio::select! {
        biased;
        outcome = &mut outcome => return outcome,
        () = shutdown.cancelled() => {}
        () = given_up.cancelled() => {}
    }
    loop {
        tokio::select! {
            biased;
            outcome = &mut outcome => return outcome,
            stage = stages.wait_for(|stage| !matches!(stage, Stage::Submitting)) => {
                match stage.as_deref() {
                    // A job that runs needs nobody, unless it is waited for.
                    Ok(Stage::Running(pending)) if shutdown.is_cancelled() => {
                        return Ok(Outcome::Pending(pending.clone()));
                    }
                    Ok(Stage::Running(_)) => {}
                    _ if given_up.is_cancelled() => return Err(cancelled()),
                    _ => return Err(ending()),
                }
            }
        }
        // What it waits for now is the job, or the end of the server.
        tokio::select! {
            biased;
            outcome = &mut outcome => return outcome,
            () = shutdown.cancelled() => {}
        }
    }
}

/// Nothing was sent, because the server ends.
fn ending() -> Error {
    let texts = (
        "The server is shutting down; nothing was sent.".to_owned(),
        "服务器正在关闭，未发送任何请求。".to_owned(),
    );
    let mut error = Error::refused(ErrorKind::LimitReached, "", texts);
    error.advice = visual_host::Advice::RepeatLater;
    error
}

/// Nothing was sent, because nobody wants it any more.
fn cancelled() -> Error {
    let texts = (
        "Cancelled before anything was sent.".to_owned(),
        "已取消，未发送任何请求。".to_owned(),
    );
    Error::refused(ErrorKind::Cancelled, "", texts)
}

/// A purchase whose task ended without a word.
fn broken() -> Error {
    let texts = (
        "The server failed while it was buying.".to_owned(),
        "服务器在购买过程中出错。".to_owned(),
    );
    let mut error = Error::refused(ErrorKind::Internal, "", texts);
    error.purchase = visual_host::Purchase::Unknown;
    error.advice = visual_host::Advice::AskBeforeRepeating;
    error
}
