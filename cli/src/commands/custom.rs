//! `visual custom REQ_KEY` and `visual raw ACTION`: what the catalogue does not list.

use crate::account::Account;
use crate::args::arguments::read;
use crate::args::command;
use crate::component::Source;
use crate::interrupt::Interrupt;
use crate::order::Order;
use crate::output::failure::{Failure, interrupted};
use crate::output::report::{Exit, Report};
use crate::output::terminal;
use crate::save::makes::Makes;
use crate::simulator::Running;
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::{Value, json};
use visual_catalog::json_text;
use visual_host::tools::Actions;
use visual_host::{RawCall, RawParameters, Request};

/// The commands.
pub fn commands() -> [Command; 2] {
    [custom_command(), raw_command()]
}

fn custom_command() -> Command {
    Command::new("custom")
        .about("Run a tool that the catalogue does not list, by its req_key")
        .arg(
            Arg::new("req-key")
                .value_name("REQ_KEY")
                .required(true)
                .help("The service's key"),
        )
        .arg(
            Arg::new("pair")
                .long("pair")
                .value_parser(["sync2async", "task", "process"])
                .default_value("sync2async")
                .help("The actions: CVSync2Async..., CVSubmitTask and CVGetResult, or CVProcess"),
        )
        .arg(body("The parameters as the service takes them"))
        .args(crate::args::options::buying())
        .args(command::output())
        .arg(command::simulate())
}

fn raw_command() -> Command {
    let pairs = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("NAME=VALUE")
            .action(ArgAction::Append)
            .conflicts_with("body-json")
            .help(help)
    };
    Command::new("raw")
        .about("Call any action of the service cv, once, and print its data")
        .arg(
            Arg::new("action")
                .value_name("ACTION")
                .required(true)
                .help("The action, such as OCRNormal"),
        )
        .arg(
            Arg::new("api-version")
                .long("api-version")
                .value_name("DATE")
                .required(true)
                .help("The action's version, such as 2020-08-26"),
        )
        .arg(
            Arg::new("service")
                .long("service")
                .value_name("NAME")
                .default_value("cv")
                .help("The service; only cv is called"),
        )
        .arg(body("POST this JSON object").required(false))
        .arg(pairs("form", "POST this field of a form; repeat for more"))
        .arg(pairs("query", "GET with this in the query; repeat for more").conflicts_with("form"))
        .arg(command::simulate())
}

fn body(help: &'static str) -> Arg {
    Arg::new("body-json")
        .long("body-json")
        .value_name("JSON|@FILE|-")
        .required(true)
        .help(help)
}

/// Runs `visual custom`.
pub async fn custom(matches: &ArgMatches) -> Result<Report, Failure> {
    let component = Source::from(matches).host(Account::none())?;
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let actions = match text("pair").as_str() {
        "process" => Actions::Process,
        "task" => Actions::Task,
        _ => Actions::Sync2Async,
    };
    let body = read("body-json", &text("body-json"))?;
    let request = Request::custom(text("req-key"), actions, body);
    let makes = Makes::unknown(actions != Actions::Process);
    Order::read(request, matches, &makes)?
        .place(&component, matches)
        .await
}

/// Runs `visual raw`.
pub async fn raw(matches: &ArgMatches) -> Result<Report, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let parameters = match (
        text("body-json"),
        given(matches, "form")?,
        given(matches, "query")?,
    ) {
        (Some(body), ..) => RawParameters::Json(read("body-json", &body)?),
        (None, form, query) if query.is_empty() && !form.is_empty() => RawParameters::Form(form),
        (None, _, query) => RawParameters::Query(query),
    };
    let call = RawCall {
        service: text("service").unwrap_or_default(),
        ..RawCall::new(
            &text("action").unwrap_or_default(),
            &text("api-version").unwrap_or_default(),
            parameters,
        )
    };
    let simulator = Running::wanted(matches.get_flag("simulate")).await?;
    let account = Account::choose(simulator.as_ref())?;
    let host = account.host(&Source::from(matches).host(Account::none())?);
    let mut interrupt = Interrupt::listen();
    let mut sent = std::pin::pin!(host.raw(&call));
    let mut exit = Exit::Done;
    let answer = loop {
        tokio::select! {
            answer = &mut sent => break answer,
            () = interrupt.caught() => {}
        }
        if exit == Exit::Interrupted {
            return Err(interrupted(true, false));
        }
        exit = Exit::Interrupted;
        terminal::note("waiting for the answer, which may be paid for; Ctrl-C again gives it up");
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => return Err(error.into()),
    };
    let data: Value = json_text::parse(&answer.data).unwrap_or_default();
    let lines = terminal::pretty(&data);
    let json = json!({ "raw": { "request_id": answer.request_id, "data": data } });
    Ok(Report {
        exit,
        ..Report::done(json, lines)
    })
}

/// The pairs that were given under a flag.
fn given(matches: &ArgMatches, name: &str) -> Result<Vec<(String, String)>, Failure> {
    let texts = matches.get_many::<String>(name).into_iter().flatten();
    let pair = |text: &String| match text.split_once('=') {
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
        None => {
            let message = format!("--{name} must be NAME=VALUE, not `{text}`");
            Err(Failure::input(name, &message, "必须形如 NAME=VALUE"))
        }
    };
    texts.map(pair).collect()
}
