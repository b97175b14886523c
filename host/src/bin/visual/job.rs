//! What is printed of a job, wherever it came from.

use crate::interrupt::Interrupt;
use crate::report::{Exit, Report, bought_line};
use crate::save::{Saved, Saving};
use crate::terminal;
use serde_json::{Value, json};
use visual_host::types::{Done, Outcome, Pending, Purchase};
use visual_host::{VisualHost, json as render};

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
pub async fn report(
    host: &VisualHost,
    ended: Ended,
    saving: Option<&Saving>,
    interrupt: &mut Interrupt,
) -> Report {
    let done = match ended {
        Ended::Done(done) => done,
        Ended::Pending(pending) => return unfinished(host, &pending, Exit::Pending).await,
        Ended::Interrupted(pending) => return unfinished(host, &pending, Exit::Interrupted).await,
    };
    let Some(saving) = saving else {
        return finished(host, &done, Saved::links(&done), Exit::Done).await;
    };
    let stem = stem(&done);
    tokio::select! {
        saved = saving.save(host, &done, &stem) => {
            let exit = if saved.failed { Exit::Failed } else { Exit::Done };
            finished(host, &done, saved, exit).await
        }
        _ = interrupt.caught() => {
            finished(host, &done, Saved::links(&done), Exit::Interrupted).await
        }
    }
}

async fn finished(host: &VisualHost, done: &Done, saved: Saved, exit: Exit) -> Report {
    let text = match &done.task {
        Some(task) => host.task_format(task).await.ok(),
        None => None,
    };
    let warnings = done.warnings.iter().map(|text| format!("warning: {text}"));
    let facts = done.media.is_empty().then(|| facts(done));
    let lines = saved.lines.into_iter().chain(facts.into_iter().flatten());
    let mut lines: Vec<_> = lines.chain(warnings).collect();
    if exit != Exit::Done
        && let Some(text) = &text
    {
        lines.push(format!("task: {text}"));
    }
    Report {
        json: json!({ "done": render::done(done, saved.media, text.as_deref()) }),
        lines,
        notes: saved.notes,
        exit,
    }
}

/// What a tool without media answered: the report itself, or all there is.
fn facts(done: &Done) -> Vec<String> {
    let details: Value = serde_json::from_str(&done.details).unwrap_or_default();
    let told = match details["resp_data"].is_object() {
        true => &details["resp_data"],
        false => &details,
    };
    terminal::pretty(told)
}

/// A name for products that are saved into a directory.
fn stem(done: &Done) -> String {
    let safe = |text: &str| -> String {
        let kept = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        text.chars().filter(kept).take(64).collect()
    };
    match &done.task {
        Some(task) => format!("{}-{}", safe(&task.tool), safe(&task.id)),
        None => format!("visual-{}", safe(&done.request_id)),
    }
}

/// What the program prints of a job that runs on.
pub async fn unfinished(host: &VisualHost, pending: &Pending, exit: Exit) -> Report {
    let text = host.task_format(&pending.task).await.ok();
    let shown = text.as_deref().unwrap_or(&pending.task.id);
    let status = pending.status.iter().map(|text| format!("status: {text}"));
    let warnings = pending.warnings.iter();
    let lines: Vec<_> = std::iter::once(format!("pending: {shown}"))
        .chain(status)
        .chain(warnings.map(|text| format!("warning: {text}")))
        .chain([
            bought_line(Purchase::Made).to_owned(),
            format!("collect it with: visual task wait {shown}"),
        ])
        .collect();
    let json = json!({ "pending": render::pending(pending, text.as_deref()) });
    Report {
        exit,
        ..Report::done(json, lines)
    }
}
