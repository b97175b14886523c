//! The interface `catalog`.

use super::clock::{self, Deadline};
use super::{Component, drive, signing};
#[cfg(feature = "families")]
use crate::abi::handover::{self, Handed};
use crate::bindings::exports::volcengine::visual::catalog::{
    Actions as WitActions, CredentialCheck, Guest, ToolDescription, ToolInfo, ToolStatus,
};
use crate::call::target::CustomCall;
use crate::call::{self, probe};
#[cfg(feature = "families")]
use crate::types::Task;
use crate::types::{Error, Options, Outcome};
use visual_catalog::schema;
use visual_catalog::{Actions, Status, Tool, tools};

impl Guest for Component {
    fn list_tools() -> Vec<ToolInfo> {
        tools().map(info).collect()
    }

    fn describe(name: String) -> Result<ToolDescription, Error> {
        let tool = call::tool(&name)?;
        Ok(ToolDescription {
            info: info(tool),
            schema: schema::schema(tool).to_string(),
            facts: schema::facts(tool).to_string(),
        })
    }

    fn invoke(name: String, json: String, options: Option<Options>) -> Result<Outcome, Error> {
        #[cfg(feature = "families")]
        match handover::take() {
            None => {}
            Some(Handed::Typed(arguments)) => {
                let product = arguments.tool.product;
                let answer = drive::run(call::start(arguments, options)?);
                handover::keep_report(product, &answer);
                return answer;
            }
            Some(Handed::Custom(actions, version)) => {
                return Component::custom(name, actions, version, json, options);
            }
            Some(Handed::Task(submitted_at)) => return query(name, json, submitted_at, options),
        }
        drive::run(call::invoke(&name, json, options)?)
    }

    fn custom(
        req_key: String,
        actions: WitActions,
        version: Option<String>,
        json: String,
        options: Option<Options>,
    ) -> Result<Outcome, Error> {
        let actions = match actions {
            WitActions::Process => Actions::Process,
            WitActions::Sync2async => Actions::Sync2Async,
            WitActions::Task => Actions::Async,
        };
        let custom = CustomCall {
            req_key: &req_key,
            actions,
            version: version.as_deref(),
        };
        drive::run(call::custom(custom, &json, options)?)
    }

    fn check_credentials() -> Result<CredentialCheck, Error> {
        let ask = probe::ask(signing::account_side()?);
        let now = clock::now();
        let deadline = Deadline::since(now, ask.timeout_ms);
        let signed = signing::sign(&ask, now.unix)?;
        let scheme = if signed.endpoint.tls { "https" } else { "http" };
        let endpoint = format!("{scheme}://{}", signed.endpoint.authority);
        let reply = super::transport::send(&signed, &ask.body, deadline);
        let accepted = probe::judge(reply, clock::unix())?;
        Ok(CredentialCheck {
            endpoint,
            request_id: accepted.request_id,
            warnings: accepted.warnings,
        })
    }
}

/// Asks for a task, whose output and whose wait the options hold.
#[cfg(feature = "families")]
fn query(
    tool: String,
    id: String,
    submitted_at: u64,
    options: Option<Options>,
) -> Result<Outcome, Error> {
    let (output, wait_ms, max_inline) = match options {
        Some(options) => (options.output, options.wait_ms, options.max_inline),
        None => (None, None, None),
    };
    let task = Task {
        tool,
        id,
        submitted_at,
        output,
    };
    drive::collect(task, wait_ms, max_inline)
}

fn info(tool: &'static Tool) -> ToolInfo {
    let actions = [Some(tool.actions.submit()), tool.actions.query()];
    ToolInfo {
        name: tool.name.to_string(),
        alias: tool.alias.to_string(),
        family: tool.family.name().to_string(),
        title: tool.title.en.to_string(),
        title_zh: tool.title.zh.to_string(),
        summary: tool.summary.en.to_string(),
        summary_zh: tool.summary.zh.to_string(),
        req_key: tool.req_key.to_string(),
        actions: actions.into_iter().flatten().map(str::to_string).collect(),
        status: match tool.status {
            Status::Current => ToolStatus::Current,
            Status::Legacy => ToolStatus::Legacy,
            Status::Retiring => ToolStatus::Retiring,
            Status::Unconfirmed => ToolStatus::Unconfirmed,
        },
        typed: tool.typed,
    }
}
