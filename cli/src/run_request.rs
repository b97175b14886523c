//! A call that buys: made, waited for, and reported.

use crate::account::Account;
use crate::args::delivery;
use crate::args::options::BuyArgs;
use crate::deadline::Deadline;
use crate::job::{self, Ended};
use crate::journal;
use crate::output::failure::{Failure, interrupted};
use crate::output::progress::ProgressLine;
use crate::output::report::Report;
use crate::output::terminal;
use crate::save::saving::Saving;
use crate::save::tool_facts::ToolFacts;
use crate::simulator::EmbeddedSimulator;
use std::time::Duration;
use tokio::sync::watch;
use visual_host::{Options, Pending, Progress as Step, Request, VisualHost};

/// What is to be run, and how.
pub struct RunRequest {
    request: Request,
    options: Options,
    idempotency_key: Option<String>,
    saving: Saving,
    /// Whether there will be a task to come back for.
    tasks: bool,
    deadline: Deadline,
}

/// Where a call stands, as far as signals are concerned.
#[derive(Clone)]
enum Stage {
    Unsent,
    Sending,
    EmbeddedSimulator(Box<Pending>),
}

impl RunRequest {
    /// Reads the options, for a tool that makes such products. From here on,
    /// the time of `--wait` runs.
    pub fn new(
        request: Request,
        args: &BuyArgs,
        tool_facts: &ToolFacts,
        json: bool,
    ) -> Result<RunRequest, Failure> {
        let mut options = delivery::options(args)?;
        let seconds = args.wait;
        options.wait_ms = match args.no_wait {
            true => Some(0),
            false => seconds.map(|seconds| seconds.saturating_mul(1000)),
        };
        let wait = seconds.filter(|seconds| *seconds > 0);
        Ok(RunRequest {
            request,
            options,
            idempotency_key: args.purchase.idempotency_key.clone(),
            saving: Saving::new(&args.output, tool_facts, json)?,
            tasks: tool_facts.tasks,
            deadline: Deadline::start(wait.map(|seconds| Duration::from_secs(seconds.into()))),
        })
    }

    /// ToolFacts the call with the account that was chosen, and reports its end.
    pub async fn place(
        mut self,
        component: &VisualHost,
        args: &BuyArgs,
    ) -> Result<Report, Failure> {
        let simulator = EmbeddedSimulator::start_if(args.simulate.simulate).await?;
        if simulator.is_some() && args.no_wait {
            terminal::note(
                "this simulator, and its tasks, end with this command; for one that stays, run `visual simulate`",
            );
        }
        let account = Account::choose(simulator.as_ref())?
            .named(args.purchase.account.as_deref())
            .with_link_hosts(&args.output.link_hosts)?;
        if self.idempotency_key.is_some() && account.is_temporary() {
            terminal::note(
                "the keys are temporary, and --idempotency-key buys again under others: name the account with --account NAME or VOLC_ACCOUNT",
            );
        }
        let journal = journal::for_purchase(args, simulator.is_some())?;
        let host = account.host(component).with_journal(journal);
        let host = host.with_max_calls(args.purchase.max_calls);
        if let Some(left) = self.deadline.remaining() {
            let left = u32::try_from(left.as_millis()).unwrap_or(u32::MAX);
            self.options.wait_ms = Some(left.max(1));
        }
        let ended = self.carry_out(&host).await?;
        Ok(job::report(ended, &self.saving, &mut self.deadline).await)
    }

    /// A signal ends the call at once where nothing was sent, or a task is there
    /// to come back for. While it is on its way it is waited for: its task, or
    /// the product itself, would be lost, and it may be paid for. A second
    /// signal gives it up.
    async fn carry_out(&mut self, host: &VisualHost) -> Result<Ended, Failure> {
        let progress = ProgressLine::start("queued");
        let (stage, mut told) = watch::channel(Stage::Unsent);
        let follow = |step: Step<'_>| {
            progress.say(words(&step));
            stage.send_replace(match step {
                Step::Queued => Stage::Unsent,
                Step::Submitting => Stage::Sending,
                Step::Pending(pending) => Stage::EmbeddedSimulator(Box::new(pending.clone())),
                _ => return,
            });
        };
        let order = host.order(self.request.clone()).on_progress(follow);
        let mut order = order.options(self.options.clone());
        if let Some(key) = &self.idempotency_key {
            order = order.idempotency_key(key);
        }
        let deadline = &mut self.deadline;
        let mut call = std::pin::pin!(order.outcome());
        let mut given_up = false;
        loop {
            tokio::select! {
                // First, so that what it tells is seen before it goes on.
                biased;
                answer = &mut call => return match answer {
                    Ok(outcome) => Ok(Ended::from(outcome)),
                    Err(error) => Err(error.into()),
                },
                () = deadline.interrupted() => {}
                _ = told.wait_for(|stage| !matches!(stage, Stage::Sending)), if given_up => {}
            }
            match stage.borrow().clone() {
                Stage::EmbeddedSimulator(pending) => return Ok(Ended::Interrupted(*pending)),
                Stage::Sending if !given_up => {
                    let what = if self.tasks { "task" } else { "product" };
                    terminal::note(&format!("waiting for the {what}; Ctrl-C again gives it up"));
                    given_up = true;
                }
                stage => {
                    let sent = matches!(stage, Stage::Sending);
                    let listed = host.journal().file().is_some();
                    return Err(interrupted(sent, listed));
                }
            }
        }
    }
}

/// What is shown of a step.
fn words<'a>(step: &Step<'a>) -> &'a str {
    match step {
        Step::Queued => "queued",
        Step::Submitting => "submitting",
        Step::Pending(pending) => pending.status.as_deref().unwrap_or("submitted"),
        _ => "running",
    }
}
