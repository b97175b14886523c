//! `visual serve`.

use super::allowed_hosts::AllowedHosts;
use super::catalogue::Catalogue;
use super::connections;
use super::results::Results;
use super::router::router;
use super::secret::{digest, random};
use super::server::Server;
use super::session::{SESSION, Sessions};
use super::tasks::Tasks;
use super::tenant::{Tenant, Tenants};
use super::watchers::Watchers;
use crate::account::Account;
use crate::args::options::GlobalArgs;
use crate::args::serve::ServeArgs;
use crate::component::ComponentSource;
use crate::interrupt::Interrupt;
use crate::journal;
use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use crate::output::report::Report;
use crate::output::terminal::{print_json, print_lines};
use crate::simulator::EmbeddedSimulator;
use serde_json::json;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use visual_host::io_error_zh;

/// The token of the one account, unless there is a file of tenants.
const TOKEN: &str = "VISUAL_TOKEN";

/// The least number of characters of a token.
const MIN_TOKEN: usize = 32;

/// `visual serve`: serves until it is asked to end, and then finishes what was begun.
pub async fn serve(global: &GlobalArgs, args: &ServeArgs) -> Result<Report, Failure> {
    let mut interrupt = Interrupt::listen();
    let given = token(args)?;
    let simulator = EmbeddedSimulator::start_if(args.simulate.simulate).await?;
    let account = Account::choose(simulator.as_ref())?.with_link_hosts(&[])?;
    let journal = journal::for_server(args.journal.as_deref(), args.simulate.simulate)?;
    let host = ComponentSource::from(global).host(account)?;
    let token = match &given {
        Some(token) => token.clone(),
        None => random().ok_or_else(no_random)?,
    };
    let tenant = Tenant {
        name: "default".to_owned(),
        host: host.with_journal(journal).with_max_calls(args.max_calls),
        tools: None,
        token: digest(&token),
    };
    let listener = TcpListener::bind(args.listen).await;
    let listener = listener.map_err(|error| no_listener(args, &error))?;
    let address = listener
        .local_addr()
        .map_err(|error| no_listener(args, &error))?;
    let server = Arc::new(Server {
        simulated: simulator.is_some(),
        shutdown: CancellationToken::new(),
        purchases: Tasks::default(),
        tenants: Tenants::new(vec![tenant]),
        sessions: Sessions::default(),
        hosts: AllowedHosts::new(&args.hosts),
        catalogue: Catalogue::new(host),
        watchers: Watchers::default(),
        results: Results::default(),
    });
    let url = format!("http://{address}");
    let link = match given {
        Some(_) => None,
        None => server.sessions.make_link(),
    };
    let link = link.map(|link| format!("{url}{SESSION}?link={link}"));
    announce(global, &url, link.map(|link| (link, token)))?;
    let serving = connections::serve(listener, router(server.clone()), server.shutdown.clone());
    let mut serving = std::pin::pin!(serving);
    tokio::select! {
        () = &mut serving => {}
        () = interrupt.caught() => {}
    }
    server.shutdown.cancel();
    tokio::select! {
        ((), ()) = async { tokio::join!(serving, server.purchases.ended()) } => {}
        // Asked twice, it ends at once: the journal says what is unknown.
        () = interrupt.caught() => {}
    }
    if let Some(running) = simulator {
        running.simulator.stop().await;
    }
    Ok(Report::silent())
}

/// The token of the environment. Without one, only this machine is served.
fn token(args: &ServeArgs) -> Result<Option<String>, Failure> {
    let token = std::env::var(TOKEN).unwrap_or_default();
    let token = token.trim();
    if token.is_empty() {
        let address = args.listen;
        if address.ip().is_loopback() {
            return Ok(None);
        }
        let message = message!(
            "--listen {address} needs a token: set {TOKEN} to {MIN_TOKEN} characters or more",
            "--listen {address} 需要令牌：请将 {TOKEN} 设为至少 {MIN_TOKEN} 个字符"
        );
        return Err(Failure::input("listen", message));
    }
    if token.chars().count() < MIN_TOKEN {
        let message = message!(
            "{TOKEN} has fewer than {MIN_TOKEN} characters",
            "{TOKEN} 少于 {MIN_TOKEN} 个字符"
        );
        return Err(Failure::input("token", message).with_hint(tr!(
            "make one with: openssl rand -hex 32",
            "可用以下命令生成：openssl rand -hex 32"
        )));
    }
    Ok(Some(token.to_owned()))
}

/// Says where the server is, and how it is opened where nobody has chosen a token.
fn announce(
    global: &GlobalArgs,
    url: &str,
    opening: Option<(String, String)>,
) -> Result<(), Failure> {
    let told = match global.json {
        true => {
            let mut told = json!({ "url": url });
            if let Some((link, token)) = &opening {
                told["page"] = json!(link);
                told["token"] = json!(token);
            }
            print_json(&json!({ "serve": told }))
        }
        false => {
            let mut lines = vec![tr!("listening on {url}", "正在监听 {url}")];
            if let Some((link, token)) = &opening {
                lines.push(tr!(
                    "page, opens once: {link}",
                    "网页（链接仅可使用一次）：{link}"
                ));
                lines.push(tr!("token of this run: {token}", "本次运行的令牌：{token}"));
            }
            print_lines(&lines)
        }
    };
    told.map_err(|error| {
        let zh = io_error_zh(&error);
        Failure::machine(message!(
            "standard output cannot be written: {error}",
            "无法写入标准输出：{zh}"
        ))
    })
}

fn no_random() -> Failure {
    Failure::machine(message!(
        "the system gives no random numbers",
        "系统无法提供随机数"
    ))
}

fn no_listener(args: &ServeArgs, error: &std::io::Error) -> Failure {
    let (address, zh) = (args.listen, io_error_zh(error));
    let message = message!(
        "cannot listen on {address}: {error}",
        "无法监听 {address}：{zh}"
    );
    Failure::machine(message).with_hint(tr!(
        "choose another address with --listen; port 0 takes a free one",
        "请用 --listen 指定其他地址；端口 0 表示任一空闲端口"
    ))
}
