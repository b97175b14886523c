//! `visual raw ACTION`: any action of the service.

use crate::account::Account;
use crate::args::arguments::read;
use crate::args::options::GlobalArgs;
use crate::args::program::RawArgs;
use crate::component::ComponentSource;
use crate::interrupt::Interrupt;
use crate::output::failure::{Failure, interrupted};
use crate::output::language::{Message, message, tr};
use crate::output::report::{Exit, Report};
use crate::output::terminal;
use crate::simulator::EmbeddedSimulator;
use serde_json::{Value, json};
use visual_catalog::json_text;
use visual_host::{ErrorKind, RawCall, RawParameters};

/// Runs `visual raw`.
pub async fn raw(global: &GlobalArgs, args: &RawArgs) -> Result<Report, Failure> {
    let parameters = match (
        &args.body_json,
        pairs("form", &args.form)?,
        pairs("query", &args.query)?,
    ) {
        (Some(body), ..) => RawParameters::Json(read("body-json", body)?),
        (None, form, query) if query.is_empty() && !form.is_empty() => RawParameters::Form(form),
        (None, _, query) => RawParameters::Query(query),
    };
    let call = RawCall::new(&args.action, args.api_version.as_deref(), parameters);
    let call = call.with_service(&args.service);
    let simulator = EmbeddedSimulator::start_if(args.simulate.simulate).await?;
    let account = Account::choose(simulator.as_ref())?;
    let host = account.host(&ComponentSource::from(global).host(Account::none())?);
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
        terminal::note(&tr!(
            "waiting for the response, which may be billed; press Ctrl-C again to abort",
            "正在等待响应（可能计费），再按一次 Ctrl-C 可放弃"
        ));
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => {
            let is_unknown = error.kind == ErrorKind::Unsupported && error.code.is_some();
            let failure = Failure::from(error).naming(flag);
            return Err(match is_unknown {
                true => failure.with_hint(tr!(
                    "check ACTION; --api-version chooses another version",
                    "请检查 ACTION；可用 --api-version 指定其他版本"
                )),
                false => failure,
            });
        }
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
fn pairs(name: &str, texts: &[String]) -> Result<Vec<(String, String)>, Failure> {
    let pair = |text: &String| match text.split_once('=') {
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
        None => {
            let message = message!(
                "--{name} must be NAME=VALUE, got `{text}`",
                "--{name} 必须形如 NAME=VALUE，实际为 `{text}`"
            );
            Err(Failure::input(name, message))
        }
    };
    texts.iter().map(pair).collect()
}

/// The flag of a part of the call.
fn flag(field: &str) -> Option<Message> {
    Some(Message::same(match field {
        "version" => "--api-version",
        "service" => "--service",
        "action" => "ACTION",
        _ => return None,
    }))
}
