//! `visual check`: are the credentials good, and if not, what is wrong.

use crate::account::Account;
use crate::args::options::{GlobalArgs, SimulateArg};
use crate::component::ComponentSource;
use crate::job::warning;
use crate::output::failure::Failure;
use crate::output::language::tr;
use crate::output::report::Report;
use crate::simulator::EmbeddedSimulator;
use serde_json::json;

/// Asks the service; never billed.
pub async fn check(global: &GlobalArgs, args: &SimulateArg) -> Result<Report, Failure> {
    let simulator = EmbeddedSimulator::start_if(args.simulate).await?;
    let host = ComponentSource::from(global).host(Account::choose(simulator.as_ref())?)?;
    let check = host.check_credentials().await.map_err(Failure::from)?;
    let endpoint = &check.endpoint;
    let mut lines = vec![tr!(
        "{endpoint} accepts the credentials",
        "密钥有效，服务地址 {endpoint}"
    )];
    lines.extend(check.warnings.iter().map(warning));
    Ok(Report::prose(json!({ "check": check }), &lines))
}
