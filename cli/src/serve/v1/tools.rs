//! The tools: what there is, and a call.

use super::{outcome, output};
use crate::serve::purchase::{Call, Purchase};
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use axum::body::Bytes;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use visual_host::types::Warning;
use visual_host::{Advice, Error, Options, Outcome, Pending, Request};
use visual_http_api::refusal::not_text;
use visual_http_api::{Asked, Reply, json};

/// Every tool that the tenant may use, in a line.
pub async fn list(server: &Server, tenant: &Tenant) -> Reply {
    let tools = match server.catalogue.tools().await {
        Ok(tools) => tools.iter(),
        Err(error) => return outcome::failed(&error, false),
    };
    let tools: Vec<_> = tools
        .filter(|tool| tenant.check(&tool.name).is_ok())
        .collect();
    Reply::json(200, json!({ "tools": tools }).to_string())
}

/// One tool in full.
pub async fn describe(server: &Server, tenant: &Tenant, name: &str) -> Reply {
    let described = match server.catalogue.describe(name).await {
        Ok(described) => described,
        Err(error) => return outcome::not_found(&error),
    };
    match tenant.check(&described.tool.info.name) {
        Ok(()) => Reply::json(200, json::member("tool", &described.json)),
        Err(error) => outcome::failed(&error, false),
    }
}

/// Calls a tool, once. It is waited for after it was submitted: a short wait never cuts a
/// submission short, whose outcome would then be unknown.
pub async fn call(
    server: &Arc<Server>,
    tenant: &Arc<Tenant>,
    (name, body): (&str, Bytes),
    asked: Asked,
) -> Reply {
    let Ok(arguments) = String::from_utf8(body.into()) else {
        return not_text();
    };
    let mut options = Options::default();
    options.output = asked.output.map(output::options);
    let call = Call {
        request: Request::new(name, arguments),
        options,
        idempotency_key: asked.idempotency_key,
    };
    let limit = Duration::from_millis(asked.prefer.wait_ms().into());
    let answer = match Purchase::begin(server, tenant.clone(), call) {
        Ok(purchase) => purchase.outcome(limit).await.or_else(still_pending),
        Err(error) => Err(error),
    };
    let reply = match &answer {
        Ok(outcome) => outcome::reply(outcome),
        Err(error) if is_unknown(server, error, name).await => outcome::not_found(error),
        Err(error) => outcome::failed(error, true),
    };
    reply.preferred(asked.prefer.applied(has_task(&answer)))
}

fn has_task(answer: &Result<Outcome, Error>) -> bool {
    match answer {
        Ok(Outcome::Pending(_)) => true,
        Ok(Outcome::Done(done)) => done.task.is_some(),
        Err(error) => error.task.is_some(),
    }
}

/// Whether there is no such tool: an argument may be called `tool` too.
async fn is_unknown(server: &Server, error: &Error, name: &str) -> bool {
    error.field.as_deref() == Some("tool") && server.catalogue.describe(name).await.is_err()
}

/// A query that failed says nothing of the task, which was accepted: its submission is answered
/// with it, and never with what invites another.
fn still_pending(error: Error) -> Result<Outcome, Error> {
    match &error.task {
        Some(task) if error.advice == Advice::CollectTask => {
            let mut pending = Pending::from(task.clone());
            pending.request_id = error.request_id.clone();
            pending.warnings.push(Warning::from(&error));
            Ok(Outcome::Pending(pending))
        }
        _ => Err(error),
    }
}
