//! `visual run TOOL`.

use crate::account::Account;
use crate::component::Source;
use crate::failure::{Failure, interrupted};
use crate::glance::Glance;
use crate::interrupt::Interrupt;
use crate::job::{self, Ended};
use crate::progress::Progress;
use crate::report::Report;
use crate::save::Saving;
use crate::simulator::Running;
use crate::wait::wait;
use crate::{arguments, cli, flags, options, schema};
use clap::ArgMatches;
use serde_json::Value;
use std::ffi::OsString;
use std::time::Duration;
use visual_host::catalog::{ToolDescription, ToolInfo, ToolStatus};
use visual_host::types::{Options, Outcome};
use visual_host::{CallError, VisualHost};

/// What is to be run.
struct Order {
    tool: String,
    arguments: String,
    options: Options,
    saving: Option<Saving>,
    /// The total wait for a tool with tasks; `None` where there are none.
    limit: Option<Duration>,
}

/// Runs a tool whose flags come from its own description.
pub async fn run(words: Vec<OsString>, glance: &Glance) -> Result<Report, Failure> {
    let catalogue = Source::from(glance).host(Account::none())?;
    let name = glance.tool.as_deref().unwrap_or_default();
    let described = match catalogue.describe(name).await {
        Ok(described) => described,
        Err(error) => return Err(Failure::of(&catalogue, error).await),
    };
    let json = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_default();
    let (schema, facts) = (json(&described.schema), json(&described.facts));
    let fields = schema::fields(&schema, &facts);
    let command = cli::run(Some(name), flags::define(&fields)).about(about(&described));
    let matches = cli::parse(cli::program(command), words)?;
    let Some(("run", matches)) = matches.subcommand() else {
        return Err(Failure::usage("name the tool right after `run`", ""));
    };
    if let Some(warning) = warning(&described.info) {
        eprintln!("warning: {warning}");
    }
    let mut order = Order {
        tool: described.info.name,
        arguments: arguments::arguments(matches, &fields)?,
        options: options::options(matches)?,
        saving: Saving::wanted(matches)?,
        limit: None,
    };
    order.plan_wait(matches, &facts);
    let simulator = Running::wanted(matches.get_flag("simulate")).await?;
    if simulator.is_some() && matches.get_flag("no-wait") {
        eprintln!(
            "note: this simulator, and its tasks, end with this command; for one that stays, run `visual simulate`"
        );
    }
    let account = Account::choose(simulator.as_ref())?;
    let host = catalogue
        .with_credentials(account.credentials)
        .with_egress(account.egress);
    let mut interrupt = Interrupt::listen();
    let ended = order.carry_out(&host, &mut interrupt).await?;
    Ok(job::report(&host, ended, order.saving.as_ref(), &mut interrupt).await)
}

/// What a person should know before the tool is run.
fn warning(info: &ToolInfo) -> Option<String> {
    let ToolInfo { name, status, .. } = info;
    match status {
        ToolStatus::Current => None,
        ToolStatus::Legacy => Some(format!("{name} is legacy: newer tools do the same better")),
        ToolStatus::Retiring => Some(format!("{name} is being retired by the service")),
        ToolStatus::Unconfirmed => Some(format!(
            "{name} is unconfirmed: it is known from one source only, and may not be as described"
        )),
    }
}

fn about(described: &ToolDescription) -> String {
    let info = &described.info;
    format!(
        "{} ({})\n{}\n{}",
        info.title, info.title_zh, info.summary, info.summary_zh
    )
}

impl Order {
    /// A tool with tasks is submitted and then waited for out here; another
    /// one does its waiting inside the call.
    fn plan_wait(&mut self, matches: &ArgMatches, facts: &Value) {
        let asked = match matches.get_flag("no-wait") {
            true => Some(0),
            false => matches.get_one::<u32>("wait").copied(),
        };
        let asked_ms = asked.map(|seconds| seconds.saturating_mul(1000));
        if facts["tasks"] == true {
            let usual = facts["usual_wait_ms"].as_u64().unwrap_or(300_000);
            self.options.wait_ms = Some(0);
            self.limit = Some(Duration::from_millis(asked_ms.map_or(usual, u64::from)));
        } else {
            self.options.wait_ms = asked_ms;
        }
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
            Ok(waited) => Ok(waited.into()),
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
        let _progress = Progress::start("submitting");
        let call = host.invoke(&self.tool, &self.arguments, Some(&self.options));
        let mut call = std::pin::pin!(call);
        tokio::select! {
            answer = &mut call => return Ok((answer, false)),
            _ = interrupt.caught() => {}
        }
        if self.limit.is_none() {
            return Err(interrupted(true));
        }
        eprintln!("note: waiting for the task; Ctrl-C again gives it up");
        tokio::select! {
            answer = &mut call => Ok((answer, true)),
            _ = interrupt.caught() => Err(interrupted(true)),
        }
    }
}

type Answer = Result<Outcome, CallError>;
