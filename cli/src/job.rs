//! What is printed of a job, wherever it came from.

use crate::deadline::Deadline;
use crate::output::billed;
use crate::output::language::tr;
use crate::output::report::{Exit, Report};
use crate::output::terminal;
use crate::save::saving::Saving;
use serde_json::{Value, json};
use visual_catalog::{Family, find, json_text};
use visual_host::{Done, Outcome, Pending, Task};

/// Where a job stands when the program ends.
pub enum Ended {
    Done(Box<Done>),
    Pending(Pending),
    Interrupted(Pending),
}

impl From<Outcome> for Ended {
    fn from(outcome: Outcome) -> Ended {
        match outcome {
            Outcome::Done(done) => Ended::Done(Box::new(done)),
            Outcome::Pending(pending) => Ended::Pending(pending),
        }
    }
}

/// What the program prints of a job; saves its products if asked.
pub async fn report(ended: Ended, saving: &Saving, deadline: &mut Deadline) -> Report {
    match ended {
        Ended::Done(done) => finished(&done, saving, deadline).await,
        Ended::Pending(pending) if !deadline.is_interrupted() => {
            unfinished(&pending, Exit::Pending)
        }
        Ended::Pending(pending) | Ended::Interrupted(pending) => {
            unfinished(&pending, Exit::Interrupted)
        }
    }
}

async fn finished(done: &Done, saving: &Saving, deadline: &mut Deadline) -> Report {
    let saved = saving.save(done, deadline).await;
    let exit = match &saved.problem {
        _ if deadline.is_interrupted() => Exit::Interrupted,
        Some(_) => Exit::Failed,
        None => Exit::Done,
    };
    let warnings = done.warnings.iter().map(|text| terminal::warning(text));
    let report = done.report_json();
    let facts = match (&report, done.media.is_empty()) {
        (Some(report), _) if is_passed_on(done) => Some(terminal::pretty(report)),
        (_, true) => Some(facts(done)),
        _ => None,
    };
    let mut lines = saved.lines();
    lines.extend(facts.into_iter().flatten().chain(warnings));
    if exit != Exit::Done {
        let task = done
            .task
            .iter()
            .map(|task| tr!("task: {task}", "任务：{task}"));
        lines.extend(task.chain([billed::delivered()]));
    }
    let mut notes = saved.notes;
    if exit == Exit::Interrupted && saved.problem.is_none() {
        notes.push(tr!(
            "interrupted; the result was printed or saved before it stopped",
            "已中断；结果在停止前已输出或保存"
        ));
    }
    let json = match &saved.problem {
        None => {
            let mut json = json!({ "done": done });
            json["done"]["media"] = Value::Array(saved.media);
            if let Some(report) = report {
                json["done"]["report"] = report;
            }
            json
        }
        // What there is of the products comes with the error: they are paid for.
        Some(problem) => {
            let mut json = json!({ "error": problem.to_error(done) });
            json["error"]["media"] = Value::Array(saved.media);
            json
        }
    };
    Report {
        json,
        lines,
        notes,
        errors: saved.errors,
        exit,
    }
}

/// Whether other tools take what is in the report, so that it is shown beside
/// media too.
fn is_passed_on(done: &Done) -> bool {
    let tool = done.task.as_ref().and_then(|task| find(&task.tool));
    tool.is_some_and(|tool| tool.family == Family::Pippit)
}

/// What a tool without media answered: the report itself, or all there is.
fn facts(done: &Done) -> Vec<String> {
    let details: Value = json_text::parse(&done.details).unwrap_or_default();
    let told = match details["resp_data"].is_object() {
        true => &details["resp_data"],
        false => &details,
    };
    terminal::pretty(told)
}

/// How the result of a task is got.
pub fn wait_with(task: &Task) -> String {
    tr!(
        "get the result with: visual task wait {task}",
        "获取结果：visual task wait {task}"
    )
}

/// What the program prints of a job that runs on.
pub fn unfinished(pending: &Pending, exit: Exit) -> Report {
    let shown = &pending.task;
    let status = pending.status.iter();
    let status = status.map(|text| tr!("status: {text}", "状态：{text}"));
    let warnings = pending.warnings.iter();
    let lines: Vec<_> = std::iter::once(tr!("pending: {shown}", "未完成：{shown}"))
        .chain(status)
        .chain(warnings.map(|text| terminal::warning(text)))
        .chain([billed::of_pending(pending), wait_with(shown)])
        .collect();
    let json = json!({ "pending": pending });
    Report {
        exit,
        ..Report::done(json, lines)
    }
}
