//! A call that buys: made, waited for, and reported.

use crate::account::Account;
use crate::failure::{Failure, interrupted};
use crate::interrupt::Interrupt;
use crate::job::{self, Ended};
use crate::progress::Progress;
use crate::report::Report;
use crate::save::Saving;
use crate::simulator::Running;
use crate::wait::wait;
use crate::{journal, options};
use clap::ArgMatches;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use visual_host::catalog::ActionPair;
use visual_host::types::{Options, Outcome};
use visual_host::{CallError, Progress as Step, VisualHost};

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
    /// The total wait for a tool with tasks; `None` where there are none.
    limit: Option<Duration>,
}

impl Order {
    /// Reads the options. `usual_ms` is the usual wait of a tool with tasks:
    /// such a one is submitted, and then waited for out here.
    pub fn read(
        wanted: Wanted,
        matches: &ArgMatches,
        usual_ms: Option<u64>,
    ) -> Result<Order, Failure> {
        let mut options = options::options(matches)?;
        let asked = match matches.get_flag("no-wait") {
            true => Some(0),
            false => matches.get_one::<u32>("wait").copied(),
        };
        let asked_ms = asked.map(|seconds| seconds.saturating_mul(1000));
        options.wait_ms = usual_ms.map_or(asked_ms, |_| Some(0));
        let limit = usual_ms.map(|usual| asked_ms.map_or(usual, u64::from));
        Ok(Order {
            wanted,
            options,
            intent: matches.get_one::<String>("intent").cloned(),
            saving: Saving::wanted(matches)?,
            limit: limit.map(Duration::from_millis),
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
            eprintln!(
                "note: this simulator, and its tasks, end with this command; for one that stays, run `visual simulate`"
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

    async fn carry_out(
        &self,
        host: &VisualHost,
        interrupt: &mut Interrupt,
    ) -> Result<Ended, Failure> {
        let (answer, broken_off) = self.submit(host, interrupt).await?;
        let outcome = match answer {
            Ok(outcome) => outcome,
            Err(error) => return Err(Failure::of(host, error).await),
        };
        let pending = match outcome {
            Outcome::Done(done) => return Ok(Ended::Done(Box::new(done))),
            Outcome::Pending(pending) => pending,
        };
        if broken_off {
            return Ok(Ended::Interrupted(pending));
        }
        let limit = self.limit.unwrap_or_default();
        match wait(host, pending, limit, interrupt).await {
            Ok(ended) => Ok(ended),
            Err(error) => Err(Failure::of(host, error).await),
        }
    }

    /// The first call. A submit that is on its way is not dropped at the first
    /// Ctrl-C: its task would be lost, and it may be paid for.
    async fn submit(
        &self,
        host: &VisualHost,
        interrupt: &mut Interrupt,
    ) -> Result<(Answer, bool), Failure> {
        let progress = Progress::start("submitting");
        let sent = AtomicBool::new(false);
        let watch = |step: Step<'_>| match step {
            Step::Queued => progress.say("queued"),
            Step::Submitting => {
                sent.store(true, Ordering::Relaxed);
                progress.say("submitting");
            }
            Step::Pending(_) => progress.say("submitted"),
        };
        let order = visual_host::Order {
            options: Some(&self.options),
            intent: self.intent.as_deref(),
            ..self.wanted.order()
        };
        let mut call = std::pin::pin!(host.order(&order, &watch));
        tokio::select! {
            answer = &mut call => return Ok((answer, false)),
            _ = interrupt.caught() => {}
        }
        let sent = || sent.load(Ordering::Relaxed);
        if self.limit.is_none() || !sent() {
            return Err(interrupted(sent()));
        }
        eprintln!("note: waiting for the task; Ctrl-C again gives it up");
        tokio::select! {
            answer = &mut call => Ok((answer, true)),
            _ = interrupt.caught() => Err(interrupted(true)),
        }
    }
}

type Answer = Result<Outcome, CallError>;
