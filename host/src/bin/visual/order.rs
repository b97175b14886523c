//! A call that buys: made, waited for, and reported.

use crate::account::Account;
use crate::failure::{Failure, interrupted};
use crate::interrupt::Interrupt;
use crate::job::{self, Ended};
use crate::progress::Progress;
use crate::report::Report;
use crate::save::Saving;
use crate::simulator::Running;
use crate::{journal, options, terminal};
use clap::ArgMatches;
use tokio::sync::watch;
use visual_host::catalog::ActionPair;
use visual_host::types::{Options, Pending};
use visual_host::{Progress as Step, VisualHost};

/// What is wanted.
pub enum Wanted {
    /// A tool of the catalogue.
    Tool { name: String, arguments: String },
    /// A key that the catalogue does not list.
    Custom {
        req_key: String,
        pair: ActionPair,
        body: String,
    },
}

impl Wanted {
    fn order(&self) -> visual_host::Order<'_> {
        match self {
            Wanted::Tool { name, arguments } => visual_host::Order::new(name, arguments),
            Wanted::Custom {
                req_key,
                pair,
                body,
            } => visual_host::Order {
                wanted: visual_host::Wanted::Custom(req_key, *pair),
                ..visual_host::Order::new(req_key, body)
            },
        }
    }
}

/// What is to be run, and how.
pub struct Order {
    wanted: Wanted,
    options: Options,
    intent: Option<String>,
    saving: Option<Saving>,
    /// Whether there will be a task to come back for.
    tasks: bool,
}

/// Where a call stands, as far as Ctrl-C is concerned.
#[derive(Clone)]
enum Stage {
    Unsent,
    Sending,
    Running(Box<Pending>),
}

impl Order {
    /// Reads the options. `tasks` says whether the tool has tasks.
    pub fn read(wanted: Wanted, matches: &ArgMatches, tasks: bool) -> Result<Order, Failure> {
        let mut options = options::options(matches)?;
        let seconds = match matches.get_flag("no-wait") {
            true => Some(0),
            false => matches.get_one::<u32>("wait").copied(),
        };
        options.wait_ms = seconds.map(|seconds| seconds.saturating_mul(1000));
        Ok(Order {
            wanted,
            options,
            intent: matches.get_one::<String>("intent").cloned(),
            saving: Saving::wanted(matches)?,
            tasks,
        })
    }

    /// Makes the call with the account that was chosen, and reports its end.
    pub async fn place(
        self,
        component: &VisualHost,
        matches: &ArgMatches,
    ) -> Result<Report, Failure> {
        let simulator = Running::wanted(matches.get_flag("simulate")).await?;
        if simulator.is_some() && matches.get_flag("no-wait") {
            terminal::note(
                "this simulator, and its tasks, end with this command; for one that stays, run `visual simulate`",
            );
        }
        let account = Account::choose(simulator.as_ref())?;
        let journal = journal::choose(matches, simulator.is_some())?;
        let most = matches.get_one::<u32>("max-calls").copied();
        let host = account.host(component).with_journal(journal);
        let host = host.with_max_calls(most);
        let mut interrupt = Interrupt::listen();
        let ended = self.carry_out(&host, &mut interrupt).await?;
        Ok(job::report(&host, ended, self.saving.as_ref(), &mut interrupt).await)
    }

    /// Ctrl-C ends the call at once where nothing was sent, or a task is there
    /// to come back for. While it is on its way it is waited for: its task
    /// would be lost, and it may be paid for. A second Ctrl-C gives it up.
    async fn carry_out(
        &self,
        host: &VisualHost,
        interrupt: &mut Interrupt,
    ) -> Result<Ended, Failure> {
        let progress = Progress::start("queued");
        let (stage, mut told) = watch::channel(Stage::Unsent);
        let follow = |step: Step<'_>| {
            progress.say(words(&step));
            stage.send_replace(match step {
                Step::Queued => Stage::Unsent,
                Step::Submitting => Stage::Sending,
                Step::Pending(pending) => Stage::Running(Box::new(pending.clone())),
            });
        };
        let order = visual_host::Order {
            options: Some(&self.options),
            intent: self.intent.as_deref(),
            ..self.wanted.order()
        };
        let mut call = std::pin::pin!(host.order(&order, &follow));
        let mut given_up = false;
        loop {
            tokio::select! {
                // First, so that what it tells is seen before it goes on.
                biased;
                answer = &mut call => return match answer {
                    Ok(outcome) => Ok(Ended::from(outcome)),
                    Err(error) => Err(Failure::of(host, error).await),
                },
                () = interrupt.caught() => {}
                _ = told.wait_for(|stage| !matches!(stage, Stage::Sending)), if given_up => {}
            }
            match stage.borrow().clone() {
                Stage::Running(pending) => return Ok(Ended::Interrupted(*pending)),
                Stage::Sending if self.tasks && !given_up => {
                    terminal::note("waiting for the task; Ctrl-C again gives it up");
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
    }
}
