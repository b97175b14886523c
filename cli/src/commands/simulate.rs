//! `visual simulate`: a simulator of the service on its own.

use crate::args::options::GlobalArgs;
use crate::args::simulate::SimulateArgs;
use crate::interrupt::Interrupt;
use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use crate::output::report::Report;
use crate::output::terminal::{print_json, print_lines};
use crate::simulator::EmbeddedSimulator;
use serde_json::json;
use visual_host::io_error_zh;

/// `visual simulate`: serves until Ctrl-C.
pub async fn simulate(global: &GlobalArgs, args: &SimulateArgs) -> Result<Report, Failure> {
    let given = in_environment(|name| std::env::var(name).ok());
    let made = given.is_none();
    let keys = given.unwrap_or_else(volc_sim::Keys::generate);
    let side = args.side.map(volc_sim::Side::from);
    let keys = volc_sim::Keys {
        side,
        trial: args.trial,
        ..keys
    };
    let mut interrupt = Interrupt::listen();
    let running = EmbeddedSimulator::start(args.port, keys).await?;
    let endpoint = running.simulator.endpoint();
    let region = side.map(volc_sim::Side::region);
    let shown = made.then_some(&running.keys);
    if global.json {
        let mut told = json!({ "endpoint": endpoint });
        if let Some(region) = region {
            told["region"] = json!(region);
        }
        if let Some(keys) = shown {
            told["access_key_id"] = json!(keys.access_key_id);
            told["secret_access_key"] = json!(keys.secret_access_key);
        }
        print_json(&json!({ "simulate": told })).map_err(unheard)?;
    } else {
        let mut lines = vec![tr!(
            "listening on {endpoint}",
            "# 模拟器正在监听 {endpoint}（按 Ctrl-C 结束），请在另一终端执行："
        )];
        match shown {
            None => lines.push(tr!(
                "# accepts the keys in VOLC_ACCESSKEY and VOLC_SECRETKEY",
                "# 接受 VOLC_ACCESSKEY 与 VOLC_SECRETKEY 中的密钥"
            )),
            Some(keys) => lines.extend([
                format!("export VOLC_ACCESSKEY={}", keys.access_key_id),
                format!("export VOLC_SECRETKEY={}", keys.secret_access_key),
            ]),
        }
        lines.push(format!("export VOLC_ENDPOINT={endpoint}"));
        lines.extend(region.map(|region| format!("export VOLC_REGION={region}")));
        print_lines(&lines).map_err(unheard)?;
    }
    interrupt.caught().await;
    running.simulator.stop().await;
    Ok(Report::silent())
}

/// Without its address a simulator is of no use.
fn unheard(error: std::io::Error) -> Failure {
    let zh = io_error_zh(&error);
    Failure::machine(message!(
        "standard output cannot be written: {error}",
        "无法写入标准输出：{zh}"
    ))
}

fn in_environment(variable: impl Fn(&str) -> Option<String>) -> Option<volc_sim::Keys> {
    let set = |name| {
        let value = variable(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    };
    let keys = volc_sim::Keys::new(set("VOLC_ACCESSKEY")?, set("VOLC_SECRETKEY")?);
    Some(match set("VOLC_SESSION_TOKEN") {
        Some(token) => keys.with_token(token),
        None => keys,
    })
}
