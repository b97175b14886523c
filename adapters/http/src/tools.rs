//! The tools: what there is, and a call.

use crate::bindings::volcengine::visual::catalog::{self, ToolInfo, invoke};
use crate::bindings::volcengine::visual::tasks::{self, WaitOptions};
use crate::bindings::volcengine::visual::types::{
    Advice, Error, ErrorKind, Options, Outcome, Pending, Purchase, Task, Warning,
};
#[cfg(not(feature = "store"))]
use crate::no_store as store;
use crate::order::{Bought, Order};
#[cfg(feature = "store")]
use crate::store;
use crate::{names, outcome, problem};
use visual_http_api::json::{self, Object};
use visual_http_api::openapi::{self, Described};
use visual_http_api::{Prefer, Reply};

/// Every tool in a line.
pub fn list() -> Reply {
    let tools = json::list(catalog::list_tools().iter().map(info));
    Reply::json(200, json::member("tools", &tools))
}

/// One tool in full.
pub fn describe(name: &str) -> Reply {
    match catalog::describe(name) {
        Ok(tool) => {
            let object = Object::default()
                .json("info", &info(&tool.info))
                .json("schema", &tool.schema)
                .json("facts", &tool.facts);
            Reply::json(200, json::member("tool", &object.end()))
        }
        Err(error) => problem::not_found(&error),
    }
}

/// The description of the server.
pub fn openapi() -> String {
    let tools = catalog::list_tools();
    // What was listed is described.
    let described = tools.iter().filter_map(|tool| {
        let described = catalog::describe(&tool.name).ok()?;
        let info = described.info;
        Some(Described {
            name: info.name,
            family: info.family,
            title: info.title,
            summary: info.summary,
            schema: described.schema,
        })
    });
    openapi::document(described)
}

fn info(tool: &ToolInfo) -> String {
    let actions = json::list(tool.actions.iter().map(|action| json::text(action)));
    Object::default()
        .text("name", &tool.name)
        .text("alias", &tool.alias)
        .text("family", &tool.family)
        .text("title", &tool.title)
        .text("title_zh", &tool.title_zh)
        .text("summary", &tool.summary)
        .text("summary_zh", &tool.summary_zh)
        .text("req_key", &tool.req_key)
        .json("actions", &actions)
        .text("status", names::status(tool.status))
        .json("typed", if tool.typed { "true" } else { "false" })
        .end()
}

/// Calls a tool, once. It is submitted first and waited for then: a short wait
/// never cuts a submission short, whose outcome would then be unknown.
pub fn call(order: &Order<'_>, prefer: &Prefer) -> Reply {
    // The turn lasts until the answer is there.
    let Bought {
        answer,
        key,
        turn: _turn,
    } = match store::buy(order, || submit(order)) {
        Ok(bought) => bought,
        Err(refusal) => return refusal,
    };
    let (answer, has_task) = match answer {
        Ok(Outcome::Pending(pending)) => {
            let waited = store::wait(pending, |pending| wait(pending, order.wait_ms));
            (waited, true)
        }
        other => (other, false),
    };
    let reply = match &answer {
        Ok(outcome) => outcome::reply(outcome, tasks::format),
        Err(error) if is_unknown(error, order.tool) => problem::not_found(error),
        Err(error) => problem::not_bought(error, key.as_deref(), tasks::format),
    };
    reply.preferred(prefer.applied(has_task))
}

fn submit(order: &Order<'_>) -> Result<Outcome, Error> {
    let options = |wait_ms| Options {
        output: order.output.clone(),
        wait_ms,
        max_inline: None,
    };
    match invoke(order.tool, order.arguments, Some(&options(Some(0)))) {
        // Without tasks, its response is the result.
        Err(error) if is_without_tasks(&error) => {
            invoke(order.tool, order.arguments, Some(&options(None)))
        }
        other => other,
    }
}

/// Whether there is no such tool: an argument may be called `tool` too.
fn is_unknown(error: &Error, name: &str) -> bool {
    error.field.as_deref() == Some("tool") && catalog::describe(name).is_err()
}

fn is_without_tasks(error: &Error) -> bool {
    let is_wait = error.field.as_deref() == Some("wait-ms");
    is_wait && error.kind == ErrorKind::InvalidInput && error.purchase == Purchase::NotMade
}

fn wait(pending: Pending, wait_ms: u32) -> Result<Outcome, Error> {
    if wait_ms == 0 {
        return Ok(Outcome::Pending(pending));
    }
    let options = WaitOptions {
        wait_ms: Some(wait_ms),
        max_inline: None,
    };
    tasks::wait(&pending.task, Some(options)).or_else(|error| still_pending(error, &pending.task))
}

/// A query that failed says nothing of the task, which was accepted: its
/// submission is answered with it, and never with what invites another.
fn still_pending(error: Error, task: &Task) -> Result<Outcome, Error> {
    if error.advice != Advice::CollectTask {
        return Err(error);
    }
    let warning = Warning {
        message: error.message,
        message_zh: error.message_zh,
    };
    Ok(Outcome::Pending(Pending {
        task: task.clone(),
        status: None,
        request_id: error.request_id,
        warnings: vec![warning],
    }))
}
