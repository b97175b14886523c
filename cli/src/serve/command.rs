//! `visual serve`.

use super::access_log::AccessLog;
use super::accounts::Accounts;
use super::allowed_hosts::AllowedHosts;
use super::body::MAX_BODIES;
use super::catalogue::Catalogue;
use super::connections;
use super::journal_log;
use super::metrics::Metrics;
use super::results::Results;
use super::router::router;
use super::server::Server;
use super::session::{SESSION, Sessions};
use super::tasks::Tasks;
use super::tenant::Tenants;
use super::watchers::Watchers;
use crate::args::options::GlobalArgs;
use crate::args::serve::ServeArgs;
use crate::interrupt::Interrupt;
use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use crate::output::report::Report;
use crate::output::terminal::{print_json, print_lines};
use crate::simulator::EmbeddedSimulator;
use serde_json::json;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use visual_host::io_error_zh;

/// `visual serve`: serves until it is asked to end, and then finishes what was begun.
pub async fn serve(global: &GlobalArgs, args: &ServeArgs) -> Result<Report, Failure> {
    let mut interrupt = Interrupt::listen();
    let metrics = Metrics::start();
    let hosts = AllowedHosts::new(&args.hosts).map_err(no_name)?;
    let simulator = EmbeddedSimulator::start_if(args.simulate.simulate).await?;
    let accounts = Accounts::open(global, args, simulator.as_ref())?;
    let listener = TcpListener::bind(args.listen).await;
    let listener = listener.map_err(|error| no_listener(args, &error))?;
    let address = listener
        .local_addr()
        .map_err(|error| no_listener(args, &error))?;
    let log = Arc::new(AccessLog::start(!args.no_access_log));
    journal_log::start(log.clone());
    let server = Arc::new(Server {
        simulated: simulator.is_some(),
        shutdown: CancellationToken::new(),
        purchases: Tasks::default(),
        tenants: Tenants::new(accounts.tenants),
        sessions: Sessions::default(),
        hosts,
        catalogue: Catalogue::new(accounts.host),
        metrics,
        log,
        bodies: Semaphore::new(MAX_BODIES),
        watchers: Watchers::default(),
        results: Results::default(),
    });
    let url = format!("http://{address}");
    let opening = accounts.made_token.and_then(|token| {
        let link = server.sessions.make_link()?;
        Some((format!("{url}{SESSION}?link={link}"), token))
    });
    announce(global, &server, (&url, opening))?;
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
    server.log.finish().await;
    if let Some(running) = simulator {
        running.simulator.stop().await;
    }
    Ok(Report::silent())
}

/// Says where the server is, and how it is opened where nobody has chosen a token.
fn announce(
    global: &GlobalArgs,
    server: &Server,
    (url, opening): (&str, Option<(String, String)>),
) -> Result<(), Failure> {
    let journal = server
        .journal()
        .filter(|journal| journal.outlives_process());
    let journal = journal.map(|journal| journal.place());
    let told = match global.json {
        true => {
            let mut told = json!({ "url": url });
            if let Some(journal) = &journal {
                told["journal"] = json!(journal);
            }
            if let Some((link, token)) = &opening {
                told["page"] = json!(link);
                told["token"] = json!(token);
            }
            print_json(&json!({ "serve": told }))
        }
        false => {
            let mut lines = vec![tr!("listening on {url}", "正在监听 {url}")];
            lines.extend(journal.map(|journal| tr!("journal: {journal}", "购买记录：{journal}")));
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

/// A value of `--host` that is no name of a host.
fn no_name(text: &str) -> Failure {
    let text = text.escape_debug();
    Failure::input(
        "--host",
        message!(
            "--host must be the name of a host, such as visual.example.com, got `{text}`",
            "--host 必须是域名，例如 visual.example.com，实际为 `{text}`"
        ),
    )
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
