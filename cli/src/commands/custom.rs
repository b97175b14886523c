//! `visual custom REQ_KEY`: a tool that the catalogue does not list.

use crate::account::Account;
use crate::args::arguments::read;
use crate::args::options::GlobalArgs;
use crate::args::program::CustomArgs;
use crate::component::ComponentSource;
use crate::output::failure::Failure;
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
    RunRequest::new(request, &args.buy, &tool_facts, global.json)?
        .place(&component, &args.buy)
        .await
}
