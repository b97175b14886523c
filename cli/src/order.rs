//! A call that buys: made, waited for, and reported.

use crate::account::Account;
use crate::args::options;
use crate::job::{self, Ended};
use crate::journal;
use crate::output::failure::{Failure, interrupted};
use crate::output::progress::Progress;
use crate::output::report::Report;
use crate::output::terminal;
use crate::patience::Patience;
use crate::save::makes::Makes;
use crate::save::saving::Saving;
use crate::simulator::Running;
use clap::ArgMatches;
use std::time::Duration;
use tokio::sync::watch;
use visual_host::{Options, Pending, Progress as Step, Request, VisualHost};

/// What is to be run, and how.
pub struct Order {
    request: Request,
    options: Options,
    intent: Option<String>,
    saving: Saving,
    /// Whether there will be a task to come back for.
    tasks: bool,
    patience: Patience,
}

/// Where a call stands, as far as signals are concerned.
#[derive(Clone)]
enum Stage {
    Unsent,
    Sending,
    Running(Box<Pending>),
}

impl Order {
    /// Reads the options, for a tool that makes such products. From here on,
    /// the time of `--wait` runs.
    pub fn read(request: Request, matches: &ArgMatches, makes: &Makes) -> Result<Order, Failure> {
        let mut options = options::options(matches)?;
        let seconds = matches.get_one::<u32>("wait").copied();
        options.wait_ms = match matches.get_flag("no-wait") {
            true => Some(0),
            false => seconds.map(|seconds| seconds.saturating_mul(1000)),
        };
        let wait = seconds.filter(|seconds| *seconds > 0);
        Ok(Order {
            request,
            options,
            intent: matches.get_one::<String>("intent").cloned(),
            saving: Saving::wanted(matches, makes)?,
            tasks: makes.tasks,
            patience: Patience::begin(wait.map(|seconds| Duration::from_secs(seconds.into()))),
        })
    }

    /// Makes the call with the account that was chosen, and reports its end.
    pub async fn place(
        mut self,
        component: &VisualHost,
        matches: &ArgMatches,
    ) -> Result<Report, Failure> {
        let simulator = Running::wanted(matches.get_flag("simulate")).await?;
        if simulator.is_some() && matches.get_flag("no-wait") {
            terminal::note(
                "this simulator, and its tasks, end with this command; for one that stays, run `visual simulate`",
            );
        }
        let account = Account::choose(simulator.as_ref())?
            .named(matches.get_one("account"))
            .with_link_hosts(matches)?;
        if self.intent.is_some() && account.is_temporary() {
            terminal::note(
                "the keys are temporary, and --intent buys again under others: name the account with --account NAME or VOLC_ACCOUNT",
            );
        }
        let journal = journal::for_purchase(matches, simulator.is_some())?;
        let most = matches.get_one::<u32>("max-calls").copied();
        let host = account.host(component).with_journal(journal);
        let host = host.with_max_calls(most);
        if let Some(left) = self.patience.left() {
            let left = u32::try_from(left.as_millis()).unwrap_or(u32::MAX);
            self.options.wait_ms = Some(left.max(1));
        }
        let ended = self.carry_out(&host).await?;
        Ok(job::report(ended, &self.saving, &mut self.patience).await)
    }

    /// A signal ends the call at once where nothing was sent, or a task is there
    /// to come back for. While it is on its way it is waited for: its task, or
    /// the product itself, would be lost, and it may be paid for. A second
    /// signal gives it up.
    async fn carry_out(&mut self, host: &VisualHost) -> Result<Ended, Failure> {
        let progress = Progress::start("queued");
        let (stage, mut told) = watch::channel(Stage::Unsent);
        let follow = |step: Step<'_>| {
            progress.say(words(&step));
            stage.send_replace(match step {
                Step::Queued => Stage::Unsent,
                Step::Submitting => Stage::Sending,
                Step::Pending(pending) => Stage::Running(Box::new(pending.clone())),
                _ => return,
            });
        };
        let order = host.order(self.request.clone()).on_progress(follow);
        let mut order = order.options(self.options.clone());
        if let Some(key) = &self.intent {
            order = order.idempotency_key(key);
        }
        let patience = &mut self.patience;
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
                () = patience.signal() => {}
                _ = told.wait_for(|stage| !matches!(stage, Stage::Sending)), if given_up => {}
            }
            match stage.borrow().clone() {
                Stage::Running(pending) => return Ok(Ended::Interrupted(*pending)),
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
