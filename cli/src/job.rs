//! What is printed of a job, wherever it came from.

use crate::deadline::Deadline;
use crate::output::failure::uncapitalized;
use crate::output::language::{pick, tr};
use crate::output::layout::quoted;
use crate::output::progress::duration;
use crate::output::report::{Exit, Report};
use crate::output::terminal;
use crate::output::{billed, progress};
use crate::save::saving::Saving;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;
use visual_catalog::{Family, find, json_text};
use visual_host::types::Warning;
use visual_host::{Done, EntryState, JournalAddress, Outcome, Pending, Task};

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

/// What the program prints of a job; saves its products if asked. `way` tells how one that
/// runs on is got later.
pub async fn report(ended: Ended, saving: &Saving, way: &Way, deadline: &mut Deadline) -> Report {
    match ended {
        Ended::Done(done) => finished(&done, saving, deadline).await,
        Ended::Pending(pending) if !deadline.is_interrupted() => {
            let mut report = unfinished(&pending, way, Exit::Pending);
            report.asides.splice(0..0, way.late());
            report
        }
        Ended::Pending(pending) | Ended::Interrupted(pending) => {
            let mut report = unfinished(&pending, way, Exit::Interrupted);
            report.asides.splice(0..0, way.interrupted());
            report
        }
    }
}

/// What is told of a job that runs on.
pub struct Way {
    /// The options behind `visual task wait TASK`; none where the job ends with this command.
    wait: Option<String>,
    /// Whether the task is all that standard output gets, so that a script can keep it.
    task_alone: bool,
    /// The state of a purchase that was made before this command.
    before: Option<EntryState>,
    /// How long it is waited for, if it is.
    waited: Option<Duration>,
}

impl Way {
    /// The result is got later, with options that lead to the same file and journal.
    pub fn new(output: Option<&Path>, journal: Option<&JournalAddress>) -> Way {
        let option = |(flag, place): (&str, Option<String>)| {
            let text = quoted(&place?);
            Some(format!(" {flag} {text}"))
        };
        let options = [
            ("-o", output.map(|path| path.display().to_string())),
            ("--journal", journal.map(ToString::to_string)),
        ];
        Way {
            wait: Some(options.into_iter().filter_map(option).collect()),
            task_alone: false,
            before: None,
            waited: None,
        }
    }

    /// The job's simulator ends with this command.
    pub fn gone() -> Way {
        Way {
            wait: None,
            task_alone: true,
            before: None,
            waited: None,
        }
    }

    /// The same, of a command that submits.
    pub fn task_alone(self) -> Way {
        Way {
            task_alone: true,
            ..self
        }
    }

    /// The same of a job that was bought before this command.
    pub fn bought_before(self, state: EntryState) -> Way {
        Way {
            before: Some(state),
            ..self
        }
    }

    /// The same of a command that waits at most so long.
    pub fn waiting(self, limit: Duration) -> Way {
        Way {
            waited: Some(limit),
            ..self
        }
    }

    /// The time to wait ran out.
    fn late(&self) -> Option<String> {
        let waited = duration(self.waited?);
        Some(terminal::noted(&match self.wait {
            Some(_) => tr!(
                "not finished after {waited}; the task goes on",
                "已等待 {waited}，任务尚未完成，仍在运行"
            ),
            None => tr!(
                "not finished after {waited}",
                "已等待 {waited}，任务尚未完成"
            ),
        }))
    }

    /// A signal came before the task was done.
    fn interrupted(&self) -> Option<String> {
        self.wait.as_ref()?;
        Some(terminal::noted(&tr!(
            "interrupted; the task goes on",
            "已中断，任务仍在运行"
        )))
    }

    /// How the result is got.
    pub fn line(&self, task: &Task) -> Option<String> {
        let options = self.wait.as_ref()?;
        Some(tr!(
            "get the result with: visual task wait {task}{options}",
            "获取结果：visual task wait {task}{options}"
        ))
    }
}

async fn finished(done: &Done, saving: &Saving, deadline: &mut Deadline) -> Report {
    let saved = saving.save(done, deadline).await;
    let exit = match &saved.problem {
        _ if deadline.is_interrupted() => Exit::Interrupted,
        Some(_) => Exit::Failed,
        None => Exit::Done,
    };
    let warnings = done.warnings.iter().map(warning);
    let report = done.report_json();
    let facts = match (&report, done.media.is_empty()) {
        (Some(report), _) if is_passed_on(done) => Some(terminal::pretty(report)),
        (_, true) => Some(facts(done)),
        _ => None,
    };
    let mut lines = saved.lines();
    lines.extend(facts.into_iter().flatten());
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
        asides: warnings.collect(),
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

/// A warning of the library, in the terminal's language.
pub fn warning(warning: &Warning) -> String {
    let text = pick(&warning.message, &warning.message_zh);
    terminal::warning(&uncapitalized(text))
}

/// What the program prints of a job that runs on.
pub fn unfinished(pending: &Pending, way: &Way, exit: Exit) -> Report {
    let task = &pending.task;
    let mut lines = match way.task_alone {
        true => vec![task.to_string()],
        false => vec![tr!("pending: {task}", "未完成：{task}")],
    };
    let mut asides = Vec::new();
    let status = pending.status.as_deref().map(progress::status);
    let status = status.map(|text| tr!("status: {text}", "状态：{text}"));
    match way.task_alone {
        true => asides.extend(status),
        false => lines.extend(status),
    }
    asides.extend(pending.warnings.iter().map(warning));
    asides.push(match way.before {
        _ if way.wait.is_none() => billed::simulated(),
        Some(state) => billed::before(state),
        None => billed::of_pending(pending),
    });
    asides.extend(way.line(task));
    Report {
        exit,
        asides,
        ..Report::done(json!({ "pending": pending }), lines)
    }
}
