//! `volc-sim`: the simulator as a program.

use std::io::Write;
use std::process::ExitCode;
use std::str::FromStr;
use volc_sim::{Config, Keys, Side, Simulator};

const USAGE: &str = "\
Usage: volc-sim [OPTIONS]

Simulates Volcengine's visual service on 127.0.0.1 until it is stopped.

  --port N          Port to listen on; 0 takes a free one [default: 0]
  --side SIDE       Serve only `china` or `byteplus`, with keys of that side
                    [default: both, chosen by the signature's region]
  --wrapped         BytePlus answers in the gateway's wrapper, not in the flat
                    envelope
  --known-members   BytePlus fails tasks (50215) with members that the tool does
                    not know
  --trial           Simulate a trial account: one running task per tool; more
                    are answered 50430
  --unconfirmed     Also offer tools that are known from one source only
  --example-play    Hold a short play from the start, pictures and shots made:
                    thread_id ark_3572523320385040940, assets_id
                    ark_1194097890828
  --queue-ms N      Time that a task is queued [default: 1000]
  --generate-ms N   Time that a task is generated [default: 2000]
  --concurrency N   Tasks at once of a key and a tool; more are answered 50430
                    [default: no limit]
  --qps N           Submissions a second of a key and a tool; more are answered
                    50429 [default: no limit]

Environment:
  VOLC_ACCESSKEY, VOLC_SECRETKEY  the keys to accept; without them a pair is
                                  made and printed
  VOLC_SESSION_TOKEN              the session token of temporary keys
";

#[tokio::main]
async fn main() -> ExitCode {
    let (asked, trial) = match asked(std::env::args().skip(1)) {
        Ok(Some((asked, trial))) => (asked, trial),
        Ok(None) => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(fault) => {
            eprintln!("volc-sim: {fault}");
            return ExitCode::from(USAGE_ERROR);
        }
    };
    match run(asked, trial).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("volc-sim: {fault}");
            ExitCode::FAILURE
        }
    }
}

/// An invalid command line.
const USAGE_ERROR: u8 = 2;

async fn run(asked: Config, trial: bool) -> Result<(), String> {
    let given = keys_from_environment()?;
    let made = given.is_none();
    let keys = given.unwrap_or_else(Keys::generate);
    let keys = Keys {
        trial,
        side: asked.side,
        ..keys
    };
    let config = Config {
        keys: vec![keys.clone()],
        ..asked
    };
    let simulator = Simulator::start(config).await.map_err(|e| e.to_string())?;
    announce(&simulator, made.then_some(&keys)).map_err(|e| e.to_string())?;
    tokio::select! {
        () = simulator.wait() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    Ok(())
}

/// The settings asked for, and whether the account is a trial one; `None` when help was asked for.
fn asked(mut arguments: impl Iterator<Item = String>) -> Result<Option<(Config, bool)>, String> {
    let mut trial = false;
    let mut asked = Config {
        queue_ms: 1000,
        generate_ms: 2000,
        ..Config::default()
    };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--help" | "-h" => return Ok(None),
            "--unconfirmed" => asked.unconfirmed = true,
            "--example-play" => asked.example_play = true,
            "--wrapped" => asked.byteplus_wrapped = true,
            "--known-members" => asked.byteplus_known_members_only = true,
            "--trial" => trial = true,
            option => {
                let (name, value) = match option.split_once('=') {
                    Some((name, value)) => (name, Some(value.to_owned())),
                    None => (option, None),
                };
                let set = setting(name)
                    .ok_or_else(|| format!("unknown argument {argument}\n\n{USAGE}"))?;
                let value = value.or_else(|| arguments.next());
                let value = value.ok_or_else(|| format!("{name} needs a value"))?;
                set(&mut asked, &value).map_err(|why| format!("{name} takes {why}"))?;
            }
        }
    }
    Ok(Some((asked, trial)))
}

/// Puts a value where an option belongs, or says what it may be.
type Set = fn(&mut Config, &str) -> Result<(), String>;

/// What an option with a value sets.
fn setting(option: &str) -> Option<Set> {
    Some(match option {
        "--side" => |to, text| Side::from_str(text).map(|side| to.side = Some(side)),
        "--port" => |to, text| number(text, u16::MAX.into()).map(|n| to.port = n),
        "--queue-ms" => |to, text| number(text, u64::MAX).map(|n| to.queue_ms = n),
        "--generate-ms" => |to, text| number(text, u64::MAX).map(|n| to.generate_ms = n),
        "--concurrency" => {
            |to, text| number(text, u32::MAX.into()).map(|n| to.concurrency = Some(n))
        }
        "--qps" => |to, text| number(text, u32::MAX.into()).map(|n| to.qps = Some(n)),
        _ => return None,
    })
}

fn number<N: FromStr>(text: &str, max: u64) -> Result<N, String> {
    let why = || format!("a number from 0 to {max}, not {text}");
    text.parse().map_err(|_| why())
}

fn keys_from_environment() -> Result<Option<Keys>, String> {
    let read = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let keys = match (read("VOLC_ACCESSKEY"), read("VOLC_SECRETKEY")) {
        (Some(id), Some(secret)) => Keys::new(id, secret),
        (None, None) => return Ok(None),
        _ => return Err("set both VOLC_ACCESSKEY and VOLC_SECRETKEY, or neither".to_owned()),
    };
    Ok(Some(match read("VOLC_SESSION_TOKEN") {
        Some(token) => keys.with_token(token),
        None => keys,
    }))
}

/// The address first, so that a program that reads the first line is served; then a pair that was made here.
fn announce(simulator: &Simulator, made: Option<&Keys>) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "listening on {}", simulator.endpoint())?;
    if let Some(keys) = made {
        writeln!(out, "VOLC_ACCESSKEY={}", keys.access_key_id)?;
        writeln!(out, "VOLC_SECRETKEY={}", keys.secret_access_key)?;
    }
    out.flush()
}
