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
            answer = host.task_status(&task) => answer.map(Ended::from),
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
        Ok(ended) => Ok(report(&host, ended, &saving, &mut patience).await),
        Err(error) => Err(Failure::of(&host, error).await),
    }
}

/// The task of the command line: its text, or an identifier of the service
/// beside its tool.
async fn named(reader: &VisualHost, matches: &ArgMatches) -> Result<Task, Failure> {
    let text = matches.get_one::<String>("task").map(String::as_str);
    let text = text.unwrap_or_default();
    let Some(tool) = matches.get_one::<String>("tool") else {
        return reader.task_parse(text).await.map_err(Failure::from);
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
    Ok(Task {
        tool,
        id: text.trim_matches(quotes).to_owned(),
        // Not known: what counts from then counts from now.
        submitted_at: now.unwrap_or_default().as_secs(),
        output: None,
    })
}

async fn cancel(
    host: &VisualHost,
    task: &Task,
    patience: &mut Patience,
) -> Result<Report, Failure> {
    tokio::select! {
        answer = host.task_cancel(task) => match answer {
            Ok(cancellation) => Ok(cancelled(host, task, cancellation).await),
            Err(error) => Err(Failure::of(host, error).await),
        },
        () = patience.signal() => Ok(unfinished(host, &task.clone().into(), Exit::Interrupted).await),
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
            "too late to stop: it runs already",
        ),
        Cancellation::Done => ("done", Exit::Done, "finished already: collect it"),
    };
    Report {
        exit,
        ..Report::done(json!({ member: body }), vec![line.to_owned()])
    }
}
