//! `visual task status|wait|cancel|list|forget`.

use crate::account::Account;
use crate::args::options::GlobalArgs;
use crate::args::program::{ForgetArgs, TaskArgs, TaskCommand};
use crate::commands::{forget, task_key, task_list, usage};
use crate::component::ComponentSource;
use crate::deadline::Deadline;
use crate::job::{Ended, Way, report, unfinished};
use crate::journal;
use crate::output::failure::Failure;
use crate::output::language::tr;
use crate::output::progress;
use crate::output::report::{Exit, Report};
use crate::save::saving::Saving;
use crate::save::tool_facts::ToolFacts;
use crate::wait::wait;
use serde_json::json;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use visual_host::types::{Cancellation, Task};
use visual_host::{ErrorKind, Purchase};
use visual_host::{Journal, VisualHost};
use volcengine_visual::call::flow::PROPAGATION_S;

/// Runs one of them.
pub async fn task(global: &GlobalArgs, command: &TaskCommand) -> Result<Report, Failure> {
    let (args, output, wait_s) = match command {
        TaskCommand::List(args) if args.usage => {
            return usage::usage(args.journal.as_ref()).await;
        }
        TaskCommand::List(args) => return task_list::list(args),
        TaskCommand::Forget(args) => return forget(global, args).await,
        TaskCommand::Status { task, output } => (task, Some(output), None),
        TaskCommand::Wait { task, output, wait } => (task, Some(output), *wait),
        TaskCommand::Cancel { task } => (task, None, None),
    };
    let reader = ComponentSource::from(global).host(Account::none())?;
    let is_status = matches!(command, TaskCommand::Status { .. });
    let journal = match args.no_journal {
        true => Journal::in_memory(),
        false => journal::existing(args.journal.as_ref())
            .map_err(|failure| task_key::without_journal(failure, args))?,
    };
    let task = match task_key::find(&journal, args)? {
        Some(task) => task,
        None => named(&reader, args, is_status).await?,
    };
    let tool_facts = ToolFacts::for_tool(&reader, &task.tool).await;
    let saving = output.map(|output| Saving::new(output, &tool_facts, global.json));
    let saving = saving.transpose()?;
    let time = wait_s.map(|seconds| Duration::from_secs(seconds.into()));
    let mut deadline = Deadline::start(time);
    let link_hosts = output.map_or(&[][..], |output| &output.link_hosts);
    let account = Account::choose(None)?.with_link_hosts(link_hosts)?;
    let output = output.and_then(|output| output.output.as_deref());
    let way = Way::new(output, args.journal.as_ref());
    let host = account.host(&reader).with_journal(journal);
    let Some(saving) = saving else {
        return cancel(&host, &task, &way, &mut deadline).await;
    };
    let mut way = way;
    let result = if is_status {
        tokio::select! {
            answer = host.task(task.clone()).status() => answer.map(Ended::from),
            () = deadline.interrupted() => Ok(Ended::Interrupted(task.clone().into())),
        }
    } else {
        let limit = match deadline.remaining() {
            Some(left) => left,
            None => Duration::from_millis(tool_facts.usual_wait_ms),
        };
        way = way.waiting(time.unwrap_or(limit));
        wait(&host, task.clone().into(), limit, &mut deadline).await
    };
    match result {
        Ok(ended) => {
            let is_done = matches!(ended, Ended::Done(_));
            let mut report = report(ended, &saving, &way, &mut deadline).await;
            if is_status && is_done && output.is_none() {
                report.lines.insert(0, progress::status("done"));
                report.asides.push(tr!(
                    "save the result with: visual task wait {task} -o FILE",
                    "保存结果：visual task wait {task} -o 文件"
                ));
            }
            Ok(report)
        }
        Err(mut error) => {
            // The identifier was typed, so nothing is known of such a task.
            if args.tool.is_some() && error.kind == ErrorKind::TaskGone {
                error.purchase = Purchase::Unknown;
            }
            Err(error.into())
        }
    }
}

/// `visual task forget KEY`.
async fn forget(global: &GlobalArgs, args: &ForgetArgs) -> Result<Report, Failure> {
    let tool = match &args.tool {
        Some(tool) => {
            let reader = ComponentSource::from(global).host(Account::none())?;
            let described = reader.describe(tool).await;
            // A tool that the catalogue does not list goes by its key.
            Some(described.map_or_else(|_| tool.clone(), |tool| tool.info.name))
        }
        None => None,
    };
    forget::forget(args, tool.as_deref())
}

/// The task of the command line: its text, or an identifier of the service
/// beside its tool.
async fn named(reader: &VisualHost, args: &TaskArgs, is_single: bool) -> Result<Task, Failure> {
    let Some(tool) = &args.tool else {
        return args.task.parse().map_err(Failure::from);
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
    let now = now.unwrap_or_default().as_secs();
    // When it was submitted is not known: what counts from then counts from now. A
    // single question takes no answer for that of a young job, which may not be
    // found yet.
    let submitted_at = match is_single {
        true => now.saturating_sub(PROPAGATION_S),
        false => now,
    };
    Ok(Task::new(
        tool,
        args.task.trim_matches(quotes),
        submitted_at,
    ))
}

async fn cancel(
    host: &VisualHost,
    task: &Task,
    way: &Way,
    deadline: &mut Deadline,
) -> Result<Report, Failure> {
    let handle = host.task(task.clone());
    tokio::select! {
        answer = handle.cancel() => match answer {
            Ok(cancellation) => Ok(cancelled(task, way, cancellation)),
            Err(error) => Err(error.into()),
        },
        () = deadline.interrupted() => Ok(unfinished(&task.clone().into(), way, Exit::Interrupted)),
    }
}

fn cancelled(task: &Task, way: &Way, cancellation: Cancellation) -> Report {
    let body = json!({ "cancellation": cancellation, "task": task });
    let (member, exit, line) = match cancellation {
        Cancellation::Asked => (
            "done",
            Exit::Done,
            tr!(
                "cancellation requested; the task may still finish",
                "已请求取消，任务仍可能完成"
            ),
        ),
        Cancellation::Confirmed => (
            "done",
            Exit::Done,
            tr!(
                "cancelled: the service no longer has the task",
                "已取消：服务中已没有该任务"
            ),
        ),
        Cancellation::NotCancellable => (
            "pending",
            Exit::Pending,
            tr!(
                "not cancelled: the task is already running",
                "未取消：任务已在运行"
            ),
        ),
        Cancellation::Done => (
            "done",
            Exit::Failed,
            tr!(
                "not cancelled: the task has already finished",
                "未取消：任务已完成"
            ),
        ),
        _ => (
            "done",
            Exit::Done,
            tr!("query the task for its status", "请查询任务状态"),
        ),
    };
    let next = match cancellation {
        Cancellation::Confirmed => None,
        Cancellation::Asked => Some(tr!(
            "check it with: visual task status {task}",
            "查询状态：visual task status {task}"
        )),
        _ => way.line(task),
    };
    Report {
        exit,
        ..Report::done(
            json!({ member: body }),
            [Some(line), next].into_iter().flatten().collect(),
        )
    }
}
