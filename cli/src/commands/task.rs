//! `visual task status|wait|cancel|list|forget`.

use crate::account::Account;
use crate::component::Source;
use crate::job::{Ended, report, unfinished};
use crate::journal;
use crate::output::failure::Failure;
use crate::output::report::{Exit, Report};
use crate::patience::Patience;
use crate::save::makes::Makes;
use crate::save::saving::Saving;
use crate::simulator::Running;
use crate::wait::wait;
use clap::ArgMatches;
use serde_json::json;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use visual_host::VisualHost;
use visual_host::types::{Cancellation, Task};

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
    let task = named(&reader, matches).await?;
    let makes = Makes::of_tool(&reader, &task.tool).await;
    let saving = match action {
        "cancel" => None,
        _ => Some(Saving::wanted(matches, &makes)?),
    };
    let seconds = match action {
        "wait" => matches.get_one::<u32>("wait").copied(),
        _ => None,
    };
    let time = seconds.map(|seconds| Duration::from_secs(seconds.into()));
    let mut patience = Patience::begin(time);
    let simulator = Running::wanted(matches.get_flag("simulate")).await?;
    let account = Account::choose(simulator.as_ref())?.with_link_hosts(matches)?;
    let journal = journal::choose(matches, simulator.is_some())?;
    let host = account.host(&reader).with_journal(journal);
    let Some(saving) = saving else {
        return cancel(&host, &task, &mut patience).await;
    };
    let result = if action == "status" {
        tokio::select! {
            answer = host.task(task.clone()).status() => answer.map(Ended::from),
            () = patience.signal() => Ok(Ended::Interrupted(task.into())),
        }
    } else {
        let limit = match patience.left() {
            Some(left) => left,
            None => Duration::from_millis(makes.usual_wait_ms),
        };
        wait(&host, task.into(), limit, &mut patience).await
    };
    match result {
        Ok(ended) => Ok(report(ended, &saving, &mut patience).await),
        Err(error) => Err(error.into()),
    }
}

/// The task of the command line: its text, or an identifier of the service
/// beside its tool.
async fn named(reader: &VisualHost, matches: &ArgMatches) -> Result<Task, Failure> {
    let text = matches.get_one::<String>("task").map(String::as_str);
    let text = text.unwrap_or_default();
    let Some(tool) = matches.get_one::<String>("tool") else {
        return text.parse().map_err(Failure::from);
    };
    // Of a tool that the catalogue does not list, the name says all there is.
    let tool = match tool.starts_with("custom:") {
        true => tool.clone(),
        false => {
            reader
                .describe(tool)
                .await
                .map_err(Failure::from)?
                .info
                .name
        }
    };
    let quotes = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',');
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    // When it was submitted is not known: what counts from then counts from now.
    let now = now.unwrap_or_default().as_secs();
    Ok(Task::new(tool, text.trim_matches(quotes), now))
}

async fn cancel(
    host: &VisualHost,
    task: &Task,
    patience: &mut Patience,
) -> Result<Report, Failure> {
    let handle = host.task(task.clone());
    tokio::select! {
        answer = handle.cancel() => match answer {
            Ok(cancellation) => Ok(cancelled(task, cancellation)),
            Err(error) => Err(error.into()),
        },
        () = patience.signal() => Ok(unfinished(&task.clone().into(), Exit::Interrupted)),
    }
}

fn cancelled(task: &Task, cancellation: Cancellation) -> Report {
    let body = json!({ "cancellation": cancellation, "task": task });
    let (member, exit, line) = match cancellation {
        Cancellation::Asked => ("done", Exit::Done, "asked to stop; it may still finish"),
        Cancellation::Confirmed => ("done", Exit::Done, "stopped"),
        Cancellation::NotCancellable => (
            "pending",
            Exit::Pending,
            "too late to stop: it runs already",
        ),
        Cancellation::Done => ("done", Exit::Done, "finished already: collect it"),
        _ => ("done", Exit::Done, cancellation.as_str()),
    };
    Report {
        exit,
        ..Report::done(json!({ member: body }), vec![line.to_owned()])
    }
}
