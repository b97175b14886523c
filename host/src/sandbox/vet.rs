//! What a component returns, held to sizes: it may be a stranger's. Texts are
//! cut, lists too; they are cleaned where they are printed.

use crate::HostError;
use crate::sandbox::usage::{self, Usage};
use crate::types::{CredentialCheck, Error, Outcome, Task, ToolDescription, ToolInfo, Warning};
use visual_catalog::sanitize::cut;

/// The most characters of a name, a code or an identifier.
const NAME: usize = 300;
/// The most characters of a sentence.
const SENTENCE: usize = 2_000;
/// The most characters of a link.
const LINK: usize = 16 << 10;
/// The most tools of a catalogue.
const TOOLS: usize = 1_000;
/// The most products, and the most warnings, of an outcome.
const PRODUCTS: usize = 20_000;
const WARNINGS: usize = 100;
/// The most actions of a tool.
const ACTIONS: usize = 8;

fn shorten(text: &mut String, max: usize) {
    // A text with fewer bytes has fewer characters.
    if text.len() > max {
        *text = cut(std::mem::take(text), max);
    }
}

fn shorten_some(text: &mut Option<String>, max: usize) {
    if let Some(text) = text {
        shorten(text, max);
    }
}

fn shorten_all(texts: &mut Vec<String>, (count, max): (usize, usize)) {
    texts.truncate(count);
    texts.iter_mut().for_each(|text| shorten(text, max));
}

fn warnings(warnings: &mut Vec<Warning>) {
    warnings.truncate(WARNINGS);
    for warning in warnings {
        shorten(&mut warning.message, SENTENCE);
        shorten(&mut warning.message_zh, SENTENCE);
    }
}

pub(crate) fn tools(mut tools: Vec<ToolInfo>) -> Vec<ToolInfo> {
    tools.truncate(TOOLS);
    tools.iter_mut().for_each(tool);
    tools
}

fn tool(tool: &mut ToolInfo) {
    for name in [
        &mut tool.name,
        &mut tool.alias,
        &mut tool.family,
        &mut tool.title,
        &mut tool.title_zh,
        &mut tool.req_key,
    ] {
        shorten(name, NAME);
    }
    shorten(&mut tool.summary, SENTENCE);
    shorten(&mut tool.summary_zh, SENTENCE);
    shorten_all(&mut tool.actions, (ACTIONS, NAME));
}

/// JSON takes a multiple of its text once it is parsed.
pub(crate) fn description(mut described: ToolDescription) -> Result<ToolDescription, HostError> {
    tool(&mut described.info);
    for text in [&described.schema, &described.facts] {
        if text.len() > usage::DESCRIPTION {
            return Err(HostError::limit(
                Usage::DescriptionBytes,
                usage::DESCRIPTION,
            ));
        }
    }
    Ok(described)
}

pub(crate) fn check(mut check: CredentialCheck) -> CredentialCheck {
    shorten(&mut check.endpoint, NAME);
    shorten_some(&mut check.request_id, NAME);
    warnings(&mut check.warnings);
    check
}

pub(crate) fn task(mut task: Task) -> Task {
    shorten(&mut task.tool, NAME);
    shorten(&mut task.id, SENTENCE);
    task
}

pub(crate) fn outcome(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Done(mut done) => {
            use crate::types::MediaContent::Url;
            let dropped = done.media.len().saturating_sub(PRODUCTS);
            done.media.truncate(PRODUCTS);
            for media in &mut done.media {
                shorten(&mut media.mime_type, NAME);
                if let Url(link) = &mut media.content {
                    shorten(link, LINK);
                }
            }
            shorten(&mut done.request_id, NAME);
            warnings(&mut done.warnings);
            if dropped > 0 {
                done.warnings.push(Warning::new(
                    format!("{dropped} results beyond {PRODUCTS} were dropped"),
                    format!("结果超过 {PRODUCTS} 个，已丢弃 {dropped} 个"),
                ));
            }
            done.task = done.task.map(task);
            Outcome::Done(done)
        }
        Outcome::Pending(mut pending) => {
            pending.task = task(pending.task);
            shorten_some(&mut pending.status, NAME);
            shorten_some(&mut pending.request_id, NAME);
            warnings(&mut pending.warnings);
            Outcome::Pending(pending)
        }
    }
}

pub(crate) fn error(mut error: Error) -> Error {
    let info = &mut *error;
    shorten(&mut info.message, SENTENCE);
    shorten(&mut info.message_zh, SENTENCE);
    for text in [&mut info.field, &mut info.code, &mut info.request_id] {
        shorten_some(text, NAME);
    }
    info.task = info.task.take().map(task);
    error
}
