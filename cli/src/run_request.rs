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
use visual_host::{EntryState, Error, Options, Pending, Progress as Step, Request, VisualHost};

/// What is to be run, and how.
pub struct RunRequest {
    request: Request,
    options: Options,
    idempotency_key: Option<String>,
    saving: Saving,
    /// Whether there will be a task to come back for.
    tasks: bool,
    /// Whether its products are printed as links.
    prints_links: bool,
    deadline: Deadline,
}

/// Where a call stands, as far as signals are concerned.
#[derive(Clone)]
enum Stage {
    Unsent,
    Sending,
    Running(Box<Pending>),
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
        if args.no_wait && !tool_facts.tasks {
            let message = "--no-wait needs a tool with tasks; this one responds with the result";
            let message_zh = "--no-wait 仅适用于使用任务的工具，该工具直接返回结果";
            return Err(Failure::input("no-wait", message, message_zh));
        }
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
            prints_links: tool_facts.link && args.output.output.is_none(),
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
        let is_ending = simulator.is_some();
        if is_ending && self.prints_links && !args.no_wait {
            terminal::note(
                "this simulator ends with this command, and its links with it; -o FILE saves the result",
            );
        }
        if is_ending && args.no_wait {
            terminal::note(
                "this simulator, and its tasks, end with this command; for one that stays, run `visual simulate`",
            );
        }
        let account = Account::choose(simulator.as_ref())?
            .named(args.purchase.account.as_deref())
            .with_link_hosts(&args.output.link_hosts)?;
        if self.idempotency_key.is_some() && account.is_temporary() {
            let message = "--idempotency-key needs a name of the account: its keys are temporary, and under the next ones the same request would be billed again. Give --account NAME, or set VOLC_ACCOUNT";
            let message_zh = "使用临时密钥时，--idempotency-key 需要账号名称，否则更换密钥后同一请求会再次计费：请用 --account 或 VOLC_ACCOUNT 指定";
            return Err(Failure::input("account", message, message_zh));
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
    /// signal gives it up. So it is when the time of `--wait` runs out.
    async fn carry_out(&mut self, host: &VisualHost) -> Result<Ended, Failure> {
        let progress = ProgressLine::start("queued");
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
        let mut order = order.options(self.options.clone()).awaiting_response();
        if let Some(key) = &self.idempotency_key {
            order = order.idempotency_key(key);
        }
        let deadline = &mut self.deadline;
        let mut late = std::pin::pin!(deadline.elapsed());
        let mut is_late = false;
        let what = if self.tasks { "task" } else { "product" };
        let mut call = std::pin::pin!(order.outcome());
        let mut given_up = false;
        loop {
            tokio::select! {
                // First, so that what it tells is seen before it goes on.
                biased;
                answer = &mut call => return match answer {
                    Ok(outcome) => Ok(Ended::from(outcome)),
                    Err(error) => Err(self.failed(host, error)),
                },
                () = &mut late, if !is_late => {
                    is_late = true;
                    if matches!(*stage.borrow(), Stage::Sending) {
                        terminal::note(&format!(
                            "--wait ran out: waiting for the {what} all the same, as it may be paid for; Ctrl-C stops"
                        ));
                    }
                    continue;
                }
                () = deadline.interrupted() => {}
                _ = told.wait_for(|stage| !matches!(stage, Stage::Sending)), if given_up => {}
            }
            match stage.borrow().clone() {
                Stage::Running(pending) => return Ok(Ended::Interrupted(*pending)),
                Stage::Sending if !given_up => {
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

    /// A failure, with what its idempotency key is good for from now on.
    fn failed(&self, host: &VisualHost, error: Error) -> Failure {
        let mut failure = Failure::from(error);
        if let Some(key) = &self.idempotency_key
            && is_failed(host, key)
        {
            failure.hint = Some(format!(
                "hint: the key `{key}` stays with this failed job; to buy again, use another key, or clear this one with `visual task forget {key}`"
            ));
        }
        failure
    }
}

/// Whether the job of an idempotency key has failed.
fn is_failed(host: &VisualHost, key: &str) -> bool {
    let entries = host.journal().entries().unwrap_or_default();
    let mut entries = entries.iter().filter(|entry| entry.idempotency_key == key);
    entries.any(|entry| entry.state == EntryState::Failed)
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
