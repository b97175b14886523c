//! `visual run TOOL`.

use crate::account::Account;
use crate::args::arguments;
use crate::args::early::EarlyArgs;
use crate::args::flags;
use crate::args::parse::{Parsed, parse};
use crate::args::program::{ArgumentArgs, Command, program};
use crate::args::schema;
use crate::commands::tools::unknown;
use crate::commands::{price, successor};
use crate::component::ComponentSource;
use crate::output::failure::Failure;
use crate::output::language::{Message, message, pick, tr};
use crate::output::report::Report;
use crate::output::terminal;
use crate::run_request::RunRequest;
use crate::save::tool_facts::ToolFacts;
use std::cell::OnceCell;
use std::ffi::OsString;
use visual_catalog::json_text;
use visual_catalog::sanitize::escape_hidden;
use visual_host::Request;
use visual_host::types::{ToolDescription, ToolInfo, ToolStatus};

/// Runs a tool whose flags come from its own description.
pub async fn run(words: Vec<OsString>, early: &EarlyArgs) -> Result<Report, Failure> {
    let catalogue = ComponentSource::from(early).host(Account::none())?;
    let name = early.tool.as_deref().unwrap_or_default();
    let described = match catalogue.describe(name).await {
        Ok(described) => described,
        Err(error) => return Err(unknown(&catalogue, name, error).await),
    };
    let json = |text: &str| json_text::parse(text).unwrap_or_default();
    let (schema, facts) = (json(&described.schema), json(&described.facts));
    let fields = schema::fields(&schema, &facts);
    let typed = early.command.as_deref().unwrap_or("run");
    let usage = flags::usage(name, &fields);
    let command = program(Some(&usage), flags::define(&fields))
        .mut_subcommand(typed, |run| run.about(about(&described)));
    let Parsed { program, matches } = parse(command, words)?;
    let (Command::Run(args) | Command::Price(args), Some((_, matches))) =
        (program.command, matches.subcommand())
    else {
        return Err(no_tool(typed));
    };
    let only_price = typed == "price";
    if let Some(warning) = warning(&described.info).filter(|_| !args.prefer_current) {
        terminal::warn(&warning);
    }
    let files = OnceCell::new();
    let ordered = async {
        let given =
            arguments::arguments(&args.arguments, matches, (&described.info.name, &fields))?;
        let arguments = given.text;
        let has_files = !files.get_or_init(|| given.files).is_empty();
        let newer = match args.prefer_current {
            true => successor::preferred(&described.info.name, &arguments)?,
            false => None,
        };
        let (name, facts) = match newer {
            None => (described.info.name, ToolFacts::new(&facts)),
            Some(newer) => (
                newer.name.to_owned(),
                ToolFacts::for_tool(&catalogue, newer.name).await,
            ),
        };
        let request = Request::new(name, arguments);
        if only_price {
            return price::report(&catalogue, request).await;
        }
        let placed = RunRequest::new(request, &args.buy, &facts, program.global.json)?
            .place(&catalogue, &args.buy)
            .await;
        placed.map_err(|failure| match has_files && may_fit(&args.arguments) {
            true => {
                let mut files = files.get().into_iter().flatten();
                failure.about_files(files.any(|file| file == "--mask"))
            }
            false => failure,
        })
    };
    let result = ordered.await;
    let as_typed = |field: &str| {
        let flag = match (field, files.get().map(Vec::as_slice)) {
            ("arguments", None | Some([])) => "--args-json".to_owned(),
            ("arguments", Some(files)) => {
                return Some(Message::new(files.join(" and "), files.join("、")));
            }
            _ => flags::given_name(field, &fields, matches)?,
        };
        Some(Message::same(flag))
    };
    result.map_err(|failure| failure.naming(as_typed))
}

/// `visual run`, or `visual price`, without a tool.
pub fn no_tool(command: &str) -> Failure {
    let message = message!(
        "name the tool right after `{command}`",
        "请在 `{command}` 之后给出工具名"
    );
    Failure::input("tool", message).with_hint(tr!(
        "`visual tools` lists them",
        "`visual tools` 可列出所有工具"
    ))
}

/// Whether `--fit` is there, and was not given.
#[cfg(feature = "pictures")]
fn may_fit(args: &ArgumentArgs) -> bool {
    !args.fit
}

#[cfg(not(feature = "pictures"))]
fn may_fit(_: &ArgumentArgs) -> bool {
    false
}

/// What a person should know before the tool is run.
fn warning(info: &ToolInfo) -> Option<String> {
    let name = &info.alias;
    match info.status {
        ToolStatus::Legacy | ToolStatus::Retiring
            if let Some(newer) = successor::alias(&info.name) =>
        {
            Some(tr!(
                "{name} is a legacy tool; its successor is {newer} (--prefer-current runs it)",
                "{name} 是旧版工具，替代工具为 {newer}（加 --prefer-current 可自动改用）"
            ))
        }
        ToolStatus::Legacy => Some(tr!(
            "{name} is a legacy tool; newer tools give better results",
            "{name} 是旧版工具，新版工具效果更好"
        )),
        ToolStatus::Retiring => Some(tr!(
            "{name} is being retired by the service",
            "{name} 即将由服务方下线"
        )),
        ToolStatus::Unconfirmed => Some(tr!(
            "{name} is unconfirmed: it is known from one source only and may differ from its description",
            "{name} 未经确认：仅有单一来源，实际情况可能与描述不符"
        )),
        _ => None,
    }
}

fn about(described: &ToolDescription) -> String {
    let info = &described.info;
    let title = escape_hidden(pick(&info.title, &info.title_zh));
    let summary = escape_hidden(pick(&info.summary, &info.summary_zh));
    format!("{title}\n{summary}")
}
