//! `visual mcp`: tools for language models over standard input and output.

use crate::account::Account;
use crate::args::max_cost;
use crate::args::mcp::McpArgs;
use crate::args::options::GlobalArgs;
use crate::component::ComponentSource;
use crate::interrupt::Interrupt;
use crate::journal;
use crate::mcp::{LocalAccount, McpServer, Offer, Root, Selection, Shown, StdioTransport, list};
use crate::output::failure::Failure;
use crate::output::language::{message, tr, zh};
use crate::output::report::Report;
use crate::serve::tasks::Tasks;
use crate::simulator::EmbeddedSimulator;
use rmcp::ServiceExt;
use serde_json::json;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use visual_host::io_error_zh;

/// How long the end waits for responses that are on their way: longer than a submission takes.
const LAST_RESPONSES: Duration = Duration::from_secs(75);

/// `visual mcp`: serves until its input ends, or a signal comes.
pub async fn mcp(global: &GlobalArgs, args: &McpArgs) -> Result<Report, Failure> {
    let selection = match &args.tools {
        Some(words) => {
            Selection::parse(words).map_err(|message| Failure::input("tools", message))?
        }
        None => Selection::curated(),
    };
    let root = args.root.as_deref().map(|directory| {
        Root::new(directory).map_err(|error| {
            let (shown, zh) = (directory.display(), io_error_zh(&error));
            let message = message!(
                "--root {shown} cannot be used: {error}",
                "无法使用 --root {shown}：{zh}"
            );
            Failure::input("root", message)
        })
    });
    let root = root.transpose()?;
    if args.list {
        return Ok(listed(&selection, root.is_some()));
    }
    let simulator = EmbeddedSimulator::start_if(args.simulate.simulate).await?;
    let account = Account::choose(simulator.as_ref())?.named(args.account.as_deref());
    let account = account.with_link_hosts(&[])?;
    let journal = journal::for_server(args.journal.as_ref(), simulator.is_some())?;
    let host = ComponentSource::from(global)
        .host(account)?
        .with_journal(journal)
        .with_max_calls(args.max_calls)
        .with_max_cost(max_cost::amount(args.max_cost.as_deref())?);
    let offer = Offer {
        account: Arc::new(LocalAccount(host)),
        selection: Arc::new(selection),
        root: root.map(Arc::new),
        is_chinese: zh(),
        tasks: Default::default(),
    };
    serve(offer).await;
    if let Some(simulator) = simulator {
        simulator.simulator.stop().await;
    }
    Ok(Report::silent())
}

/// Serves one client.
async fn serve(offer: Offer) {
    let (closing, under_way) = (CancellationToken::new(), Tasks::default());
    let server = McpServer::new(offer, closing.clone(), under_way.clone());
    let mut interrupt = Interrupt::listen();
    let (input, output) = rmcp::transport::stdio();
    let transport = StdioTransport::new(input, output);
    let running = tokio::select! {
        running = server.serve(transport) => running,
        () = interrupt.caught() => return,
    };
    let Ok(running) = running else { return };
    let ended = running.cancellation_token();
    let mut running = pin!(running.waiting());
    let is_over = tokio::select! {
        _ = &mut running => true,
        () = interrupt.caught() => false,
    };
    closing.cancel();
    tokio::select! {
        () = under_way.ended() => {}
        () = tokio::time::sleep(LAST_RESPONSES) => {}
        // A second signal ends it at once.
        () = interrupt.caught() => {}
    }
    if !is_over {
        ended.cancel();
        _ = running.await;
    }
}

/// The tools, with the size of each and of the list, as clients get it.
fn listed(selection: &Selection, has_root: bool) -> Report {
    let shown = Shown {
        has_root,
        is_chinese: zh(),
    };
    let tools = list(selection, shown);
    let bytes = |value: &serde_json::Value| value.to_string().len();
    let rows: Vec<_> = tools.iter().map(|tool| json!(tool)).collect();
    let mut lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let (name, size) = (row["name"].as_str().unwrap_or_default(), bytes(row));
            tr!("{name}  {size} bytes", "{name}  {size} 字节")
        })
        .collect();
    let (count, size) = (rows.len(), bytes(&json!(rows)));
    lines.push(tr!(
        "{count} tools, {size} bytes in all",
        "共 {count} 个工具，{size} 字节"
    ));
    let told = json!({ "mcp": { "tools": rows, "bytes": size } });
    Report::done(told, lines)
}
