//! A call that buys: made, waited for, and reported.

use crate::account::Account;
use crate::args::options::BuyArgs;
use crate::args::{delivery, max_cost};
use crate::deadline::Deadline;
use crate::job::{self, Ended, Way};
use crate::journal;
use crate::limits::Limits;
use crate::output::failure::{Failure, interrupted};
use crate::output::language::{message, pick, tr};
use crate::output::price;
use crate::output::progress::ProgressLine;
use crate::output::report::{Exit, Report};
use crate::output::terminal;
use crate::save::saving::Saving;
use crate::save::tool_facts::ToolFacts;
use crate::simulator::EmbeddedSimulator;
use crate::wait::unanswered;
use serde_json::json;
use std::time::Duration;
use tokio::sync::watch;
use visual_catalog::{alias, find};
use visual_host::{
    Credentials, Entry, EntryState, Error, ErrorKind, Keys, Options, Pending, Progress as Step,
    Purchase, Request, Side, VisualHost,
};
use volcengine_visual::errors::stage::REFUSED_TASK;

/// What is to be run, and how.
pub struct RunRequest {
    request: Request,
    options: Options,
    idempotency_key: Option<String>,
    saving: Saving,
    /// Whether there will be a task to come back for.
    tasks: bool,
    /// How long the tool may usually take.
    usual: Duration,
    /// Whether its results are printed as links.
    prints_links: bool,
    limits: Limits,
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
            let message = message!(
                "--no-wait needs a tool with tasks; this one returns its result directly",
                "--no-wait 仅适用于使用任务的工具，该工具直接返回结果"
            );
            return Err(Failure::input("no-wait", message));
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
            usual: Duration::from_millis(tool_facts.usual_wait_ms),
            prints_links: tool_facts.link && args.output.output.is_none(),
            limits: Limits::default(),
            deadline: Deadline::start(wait.map(|seconds| Duration::from_secs(seconds.into()))),
        })
    }

    /// Makes the call with the account that was chosen, and reports its end.
    pub async fn place(
        mut self,
        component: &VisualHost,
        args: &BuyArgs,
    ) -> Result<Report, Failure> {
        if args.simulate.simulate {
            journal::not_simulated(args)?;
        }
        let journal_file = args.journal.journal.as_ref();
        let simulator = EmbeddedSimulator::start_if(args.simulate.simulate).await?;
        let is_ending = simulator.is_some();
        let way = match is_ending {
            true => Way::gone(),
            false => {
                let output = args.output.output.as_deref();
                Way::new(output, journal_file).task_alone()
            }
        };
        let account = Account::choose(simulator.as_ref())?
            .named(args.purchase.account.as_deref())
            .with_link_hosts(&args.output.link_hosts)?;
        if self.idempotency_key.is_some() && account.is_temporary() {
            let message = message!(
                "--idempotency-key with temporary keys needs a name of the account; with the next keys the same request would be billed again",
                "使用临时密钥时，--idempotency-key 需要账号名称，否则更换密钥后同一请求会再次计费"
            );
            return Err(Failure::input("account", message).with_hint(tr!(
                "use --account NAME, or set VOLC_ACCOUNT",
                "请用 --account 或 VOLC_ACCOUNT 指定"
            )));
        }
        let journal = journal::for_purchase(args, is_ending)?;
        let keys = account.credentials.get().await.ok();
        let host = account.host(component).with_journal(journal);
        let host = host.with_max_calls(args.purchase.max_calls);
        let max_cost = max_cost::amount(args.purchase.max_cost.as_deref())?;
        let host = host.with_max_cost(max_cost);
        let quote = host.price(self.request.clone()).await?;
        let side = keys.as_ref().map_or(Side::China, Keys::side);
        let tool = find(&quote.tool);
        let is_offered = tool.is_none_or(|tool| tool.is_on(side));
        self.limits = Limits {
            no_calls: args.purchase.max_calls == Some(0),
            call: quote.amount.as_ref().and_then(|range| range.max),
            cost: max_cost,
            side,
            counterpart: tool.and_then(|tool| Some(tool.counterpart()?.alias)),
        };
        let bought = self.bought_before(&host, &quote.tool, keys.as_ref());
        if !is_ending && quote.known && is_offered && bought.is_none() {
            terminal::note(&price::cost(&quote));
        }
        if let Some(left) = self.deadline.remaining() {
            let left = u32::try_from(left.as_millis()).unwrap_or(u32::MAX);
            self.options.wait_ms = Some(left.max(1));
        }
        let limit = match args.wait.filter(|seconds| *seconds > 0) {
            Some(seconds) => Some(Duration::from_secs(seconds.into())),
            None => (!args.no_wait && args.wait.is_none()).then_some(self.usual),
        };
        let way = match limit {
            Some(limit) => way.waiting(limit),
            None => way,
        };
        let ended = self.carry_out(&host).await.map_err(|failure| {
            let listed = host.journal().outlives_process();
            failure.clearing(journal_file.filter(|_| listed), listed)
        })?;
        let way = match bought {
            Some(state) => way.bought_before(state),
            None => way,
        };
        let mut report = job::report(ended, &self.saving, &way, &mut self.deadline).await;
        if is_ending && matches!(report.exit, Exit::Done | Exit::Pending) {
            report.notes.extend(self.end_of_simulator(report.exit));
        }
        for end in ["done", "pending"] {
            if let Some(told) = report.json.get_mut(end) {
                told["price"] = json!(quote);
            }
        }
        Ok(report)
    }

    /// What is lost with a simulator inside this command.
    fn end_of_simulator(&self, exit: Exit) -> Option<String> {
        match exit {
            Exit::Done => self.prints_links.then(|| {
                tr!(
                    "this simulator and its links end with this command; use -o FILE to save the result",
                    "模拟器及其链接随本命令结束，请用 -o 保存结果"
                )
            }),
            _ => Some(tr!(
                "this task ended with the simulator inside this command; run `visual simulate` for one that stays",
                "该任务已随本命令内的模拟器结束；如需持续运行，请使用 `visual simulate`"
            )),
        }
    }

    /// The state of the purchase that the idempotency key has made, if it has made one.
    fn bought_before(
        &self,
        host: &VisualHost,
        tool: &str,
        keys: Option<&Keys>,
    ) -> Option<EntryState> {
        let (key, keys) = self.idempotency_key.as_deref().zip(keys)?;
        let journal = host.journal();
        let entries = journal.entries_of_key(key).ok()?;
        let is_it = |entry: &&Entry| {
            let names = [keys.account(), keys.access_key_id()];
            entry.idempotency_key == key
                && entry.tool == tool
                && names.iter().any(|name| journal.is_of(entry, name))
        };
        let entry = entries.iter().find(is_it)?;
        Some(entry.state).filter(|state| *state != EntryState::Queued)
    }

    /// A signal ends the call at once where nothing was sent, or a task is there
    /// to come back for. While it is on its way it is waited for: its task, or
    /// the product itself, would be lost, and it may be paid for. A second
    /// signal gives it up. So it is when the time of `--wait` runs out.
    async fn carry_out(&mut self, host: &VisualHost) -> Result<Ended, Failure> {
        let progress = ProgressLine::start(&Step::Queued, self.usual);
        let (stage, mut told) = watch::channel(Stage::Unsent);
        let follow = |step: Step<'_>| {
            progress.show(&step);
            stage.send_modify(|stage| match (step, stage) {
                (Step::Queued, stage) => *stage = Stage::Unsent,
                (Step::Submitting, stage) => *stage = Stage::Sending,
                (Step::Pending(pending), stage) => {
                    *stage = Stage::Running(Box::new(pending.clone()));
                }
                (Step::Unanswered { why, .. }, Stage::Running(pending)) => {
                    unanswered(pending, why);
                }
                _ => {}
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
        let what = match self.tasks {
            true => pick("task", "任务"),
            false => pick("result", "结果"),
        };
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
                        terminal::note(&tr!(
                            "--wait ran out; still waiting for the {what}, which may be billed. Press Ctrl-C to stop",
                            "--wait 的时间已用完，仍在等待可能计费的{what}，按 Ctrl-C 可停止"
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
                    terminal::note(&tr!(
                        "waiting for the {what}; press Ctrl-C again to abort",
                        "正在等待{what}，再按一次 Ctrl-C 可放弃"
                    ));
                    given_up = true;
                }
                stage => {
                    let sent = matches!(stage, Stage::Sending);
                    let listed = host.journal().outlives_process();
                    return Err(interrupted(sent, listed));
                }
            }
        }
    }

    /// A failure, with what its idempotency key is good for from now on.
    fn failed(&self, host: &VisualHost, error: Error) -> Failure {
        let mut failure = Failure::from(error);
        // The task is this command's own, so neither its age nor its id is at fault.
        if failure.error.code.as_deref() == Some(REFUSED_TASK)
            && failure.error.purchase == Purchase::Made
        {
            let tool = alias(self.request.tool());
            failure.hint = Some(tr!(
                "`visual describe {tool}` shows what the tool takes",
                "`visual describe {tool}` 可查看工具的要求"
            ));
        }
        failure.hint = failure.hint.or_else(|| self.limits.hint(&failure.error));
        if let Some(key) = &self.idempotency_key
            && is_in_journal(host, key)
            && failure.error.kind == ErrorKind::InvalidInput
            && failure.error.field.as_deref() == Some("idempotency-key")
        {
            failure.hint = Some(tr!(
                "use another key, or the same arguments; `visual task list` shows the purchase",
                "请换用其他幂等键，或使用相同的参数；可用 `visual task list` 查看该购买"
            ));
        }
        if let Some(key) = &self.idempotency_key
            && is_failed(host, key)
        {
            failure.hint = Some(tr!(
                "the key `{key}` belongs to this failed task; to retry, use another key, or clear it with `visual task forget {key}`",
                "幂等键 `{key}` 已属于该失败任务；如需重试，请换用其他幂等键，或执行 `visual task forget {key}` 清除"
            ));
        }
        failure
    }
}

/// Whether the journal knows an idempotency key.
fn is_in_journal(host: &VisualHost, key: &str) -> bool {
    let entries = host.journal().entries_of_key(key).unwrap_or_default();
    entries.iter().any(|entry| entry.idempotency_key == key)
}

/// Whether the job of an idempotency key has failed.
fn is_failed(host: &VisualHost, key: &str) -> bool {
    let entries = host.journal().entries_of_key(key).unwrap_or_default();
    let mut entries = entries.iter().filter(|entry| entry.idempotency_key == key);
    entries.any(|entry| entry.state == EntryState::Failed)
}
