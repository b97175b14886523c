//! `visual task status|wait|cancel|list|forget`.

use crate::account::Account;
use crate::component::Source;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::job::{Ended, report, unfinished};
use crate::journal;
use crate::report::{Exit, Report};
use crate::save::Saving;
use crate::simulator::Running;
use crate::wait::wait;
use clap::ArgMatches;
use serde_json::json;
use std::time::Duration;
use visual_host::tasks::Cancellation;
use visual_host::types::Task;
use visual_host::{VisualHost, json as render};

/// Runs one of them.
pub async fn task(matches: &ArgMatches) -> Result<Report, Failure> {
    let Some((action, matches)) = matches.subcommand() else {
        return Err(Failure::usage("no action was given", ""));
    };
    match action {
        "list" => return journal::list(matches),
        "forget" => return journal::forget(matches),
        _ => {}
    }
    let reader = Source::from(matches).host(Account::none())?;
    let text = matches.get_one::<String>("task").map(String::as_str);
    let parsed = reader.task_parse(text.unwrap_or_default()).await;
    let task = parsed.map_err(Failure::from)?;
    let saving = match action {
        "cancel" => None,
        _ => Saving::wanted(matches)?,
    };
    let simulator = Running::wanted(matches.get_flag("simulate")).await?;
    let account = Account::choose(simulator.as_ref())?;
    let journal = journal::choose(matches, simulator.is_some())?;
    let host = account.host(&reader).with_journal(journal);
    let mut interrupt = Interrupt::listen();
    if action == "cancel" {
        return cancel(&host, &task, &mut interrupt).await;
    }
    let result = if action == "status" {
        tokio::select! {
            answer = host.task_status(&task) => answer.map(Ended::from),
            _ = interrupt.caught() => Ok(Ended::Interrupted(task.into())),
        }
    } else {
        let limit = match matches.get_one::<u32>("wait") {
            Some(seconds) => Duration::from_secs((*seconds).into()),
            None => usual(&host, &task).await,
        };
        wait(&host, task.into(), limit, &mut interrupt).await
    };
    match result {
        Ok(ended) => Ok(report(&host, ended, saving.as_ref(), &mut interrupt).await),
        Err(error) => Err(Failure::of(&host, error).await),
    }
}

/// The usual time of the tool's family.
async fn usual(host: &VisualHost, task: &Task) -> Duration {
    let described = host.describe(&task.tool).await.ok();
    let facts = described.map(|d| serde_json::from_str::<serde_json::Value>(&d.facts));
    let usual = facts.and_then(|facts| facts.ok()?["usual_wait_ms"].as_u64());
    Duration::from_millis(usual.unwrap_or(300_000))
}

async fn cancel(
    host: &VisualHost,
    task: &Task,
    interrupt: &mut Interrupt,
) -> Result<Report, Failure> {
    tokio::select! {
        answer = host.task_cancel(task) => match answer {
            Ok(cancellation) => Ok(cancelled(host, task, cancellation).await),
            Err(error) => Err(Failure::of(host, error).await),
        },
        _ = interrupt.caught() => Ok(unfinished(host, &task.clone().into(), Exit::Interrupted).await),
    }
}

async fn cancelled(host: &VisualHost, task: &Task, cancellation: Cancellation) -> Report {
    let text = host.task_format(task).await.ok();
    let word = render::words::cancellation(cancellation);
    let body = json!({ "cancellation": word, "task": render::task(task, text.as_deref()) });
    let (member, exit, line) = match cancellation {
        Cancellation::Asked => ("done", Exit::Done, "asked to stop; it may still finish"),
        Cancellation::Confirmed => ("done", Exit::Done, "stopped"),
        Cancellation::NotCancellable => (
            "pending",
            Exit::Pending,
            "too late to stop: it runs already, or is finished",
        ),
    };
    Report {
        exit,
        ..Report::done(json!({ member: body }), vec![line.to_owned()])
    }
}
