//! The tasks, by their texts.

use super::outcome;
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use std::time::Duration;
use visual_host::types::Cancellation;
use visual_host::{Error, Outcome, Task};
use visual_http_api::refusal::not_cancelled;
use visual_http_api::{Prefer, Reply, json};

/// The state of a task: asked for once, or waited for as the client prefers.
pub async fn query(server: &Server, tenant: &Tenant, id: &str, prefer: &Prefer) -> Reply {
    let task = match tenant.task(id).await {
        Ok(task) => task,
        Err(error) => return outcome::not_found(&error),
    };
    let wait = prefer.wait.filter(|seconds| *seconds > 0);
    let reply = match state(server, tenant, task, wait).await {
        Ok(outcome) => outcome::reply(&outcome),
        Err(error) => outcome::failed(&error, false),
    };
    reply.preferred(prefer.applied(true))
}

/// A task runs on when the server ends, and is no longer waited for.
async fn state(
    server: &Server,
    tenant: &Tenant,
    task: Task,
    wait: Option<u32>,
) -> Result<Outcome, Error> {
    let handle = tenant.host.task(task.clone());
    let Some(seconds) = wait else {
        return handle.status().await;
    };
    tokio::select! {
        biased;
        outcome = handle.outcome(Duration::from_secs(seconds.into())) => outcome,
        () = server.shutdown.cancelled() => Ok(Outcome::Pending(task.into())),
    }
}

/// Asks the service to cancel a task.
pub async fn cancel(tenant: &Tenant, id: &str) -> Reply {
    let task = match tenant.task(id).await {
        Ok(task) => task,
        Err(error) => return outcome::not_found(&error),
    };
    let (status, word) = match tenant.host.task(task).cancel().await {
        Ok(word @ Cancellation::Confirmed) => (200, word),
        Ok(word @ Cancellation::Asked) => (202, word),
        Ok(word) => return not_cancelled(word.as_str()),
        Err(error) => return outcome::failed(&error, false),
    };
    Reply::json(
        status,
        json::member("cancellation", &json::text(word.as_str())),
    )
}
