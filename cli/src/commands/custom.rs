//! `visual custom REQ_KEY`: a tool that the catalogue does not list.

use crate::account::Account;
use crate::args::arguments::read;
use crate::args::options::GlobalArgs;
use crate::args::program::CustomArgs;
use crate::component::ComponentSource;
use crate::output::failure::Failure;
use crate::output::language::{Message, message, tr};
use crate::output::report::Report;
use crate::run_request::RunRequest;
use crate::save::tool_facts::ToolFacts;
use visual_host::Request;
use visual_host::tools::Actions;

/// Runs `visual custom`.
pub async fn custom(global: &GlobalArgs, args: &CustomArgs) -> Result<Report, Failure> {
    let component = ComponentSource::from(global).host(Account::none())?;
    let actions = match args.actions.as_str() {
        "process" => Actions::Process,
        "task" => Actions::Task,
        _ => Actions::Sync2Async,
    };
    let body = read("body-json", &args.body_json)?;
    let request = Request::custom(args.req_key.clone(), actions, body);
    let request = match &args.api_version {
        Some(version) => request.with_api_version(version.clone()),
        None => request,
    };
    let tool_facts = ToolFacts::unknown(actions != Actions::Process);
    let placed = RunRequest::new(request, &args.buy, &tool_facts, global.json)?
        .place(&component, &args.buy)
        .await;
    placed.map_err(|failure| named(failure, &args.req_key))
}

/// The service has one code for a key that it does not know and one that the account may not
/// use.
const REFUSED_KEY: &str = "50400";

/// The failure, which tells that the key may be misspelt.
fn named(mut failure: Failure, req_key: &str) -> Failure {
    if failure.error.code.as_deref() != Some(REFUSED_KEY) {
        return failure;
    }
    let Message { en, zh } = message!(
        "the service has no tool with the req_key `{req_key}`, or this account may not use it",
        "服务没有 req_key 为 `{req_key}` 的工具，或该账号无权使用"
    );
    (failure.error.message, failure.error.message_zh) = (en, zh);
    failure.with_hint(tr!(
        "check REQ_KEY; if it is right, activate the tool in the service's console",
        "请检查 REQ_KEY；若无误，请到控制台开通该工具"
    ))
}
