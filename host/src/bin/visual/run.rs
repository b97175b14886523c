//! `visual run TOOL`.

use crate::account::Account;
use crate::component::Source;
use crate::failure::Failure;
use crate::glance::Glance;
use crate::makes::Makes;
use crate::order::{Order, Wanted};
use crate::report::Report;
use crate::{arguments, cli, flags, schema, terminal};
use std::ffi::OsString;
use visual_host::catalog::{ToolDescription, ToolInfo, ToolStatus};
use volcengine_visual::fault::escape_hidden;
use volcengine_visual::json_text;

/// Runs a tool whose flags come from its own description.
pub async fn run(words: Vec<OsString>, glance: &Glance) -> Result<Report, Failure> {
    let catalogue = Source::from(glance).host(Account::none())?;
    let name = glance.tool.as_deref().unwrap_or_default();
    let described = match catalogue.describe(name).await {
        Ok(described) => described,
        Err(error) => return Err(Failure::of(&catalogue, error).await),
    };
    let json = |text: &str| json_text::parse(text).unwrap_or_default();
    let (schema, facts) = (json(&described.schema), json(&described.facts));
    let fields = schema::fields(&schema, &facts);
    let command = cli::run(Some(name), flags::define(&fields)).about(about(&described));
    let matches = cli::parse(cli::program(command), words)?;
    let Some(("run", matches)) = matches.subcommand() else {
        return Err(Failure::usage("name the tool right after `run`", ""));
    };
    if let Some(warning) = warning(&described.info) {
        terminal::warn(&warning);
    }
    let wanted = Wanted::Tool {
        name: described.info.name,
        arguments: arguments::arguments(matches, &fields)?,
    };
    Order::read(wanted, matches, &Makes::new(&facts))?
        .place(&catalogue, matches)
        .await
}

/// What a person should know before the tool is run.
fn warning(info: &ToolInfo) -> Option<String> {
    let ToolInfo { name, status, .. } = info;
    match status {
        ToolStatus::Current => None,
        ToolStatus::Legacy => Some(format!("{name} is legacy: newer tools do the same better")),
        ToolStatus::Retiring => Some(format!("{name} is being retired by the service")),
        ToolStatus::Unconfirmed => Some(format!(
            "{name} is unconfirmed: it is known from one source only, and may not be as described"
        )),
    }
}

fn about(described: &ToolDescription) -> String {
    let info = &described.info;
    let texts = [&info.title, &info.title_zh, &info.summary, &info.summary_zh];
    let [title, title_zh, summary, summary_zh] = texts.map(|text| escape_hidden(text));
    format!("{title} ({title_zh})\n{summary}\n{summary_zh}")
}
