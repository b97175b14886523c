//! `visual serve` where the database of its journal answers, and takes no purchases.

use host_test::program::Shell;
use host_test::served::{Answer, request, with};
use host_test::visual_serve::{VisualServe, place};
use serde_json::{Value, json};
use test_postgres::Postgres;
use tokio::time::{Duration, sleep};

use super::PATH;

const MEMBER: &str = "CREATE ROLE member LOGIN; GRANT USAGE ON SCHEMA visual TO member;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA visual TO member";
const END: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'member'";

/// A journal whose members are no owners of it: its name, and the member's address.
async fn journal(database: &Postgres, shell: &Shell) -> (String, String) {
    let owner = database.database();
    let ran = shell
        .run(&format!("journal migrate --journal {owner}"))
        .await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let name = owner.rsplit_once('/').unwrap().1.to_owned();
    database.query(&name, MEMBER);
    let member = owner.replace("://visual@", "://member@");
    assert_ne!(owner, member);
    (name, member)
}

/// A message of the protocol, in a session.
async fn mcp(
    serve: &VisualServe<'_>,
    session: Option<&str>,
    method: &str,
    parameters: Value,
) -> Answer {
    let mut message = json!({ "jsonrpc": "2.0", "method": method, "params": parameters });
    if !method.starts_with("notifications") {
        message["id"] = json!(1);
    }
    let mut asked = request("POST", "/mcp", Some(&message));
    if let Some(session) = session {
        asked = with(asked, "mcp-session-id", session);
    }
    serve.answer(asked).await
}

/// Returns when `/readyz` and the metrics say so.
async fn becomes(serve: &VisualServe<'_>, status: u16) {
    while serve.answer(request("GET", "/readyz", None)).await.status != status {
        sleep(Duration::from_millis(50)).await;
    }
    let up = format!("visual_journal_up {}", u8::from(status == 200));
    let metrics = serve.answer(request("GET", "/metrics", None)).await.text();
    assert!(metrics.contains(&up), "{metrics}");
}

/// Purchases are refused at every door, without a word for operators.
async fn refused(serve: &VisualServe<'_>, session: &str) {
    let body = json!({ "prompt": "a" });
    let order = with(request("POST", PATH, Some(&body)), "idempotency-key", "k");
    let refused = serve.answer(order).await;
    let text = refused.text();
    assert_eq!(refused.status, 503, "{text}");
    assert!(refused.header("retry-after").is_some(), "{text}");
    let problem = refused.json();
    assert_eq!(problem["advice"], "repeat-later", "{problem}");
    assert_eq!(problem["purchase"], "not-made", "{problem}");
    let images = json!({ "model": "general-3.0", "prompt": "a" });
    let images = request("POST", "/v1/images/generations", Some(&images));
    let images = serve.answer(images).await;
    assert_eq!(images.status, 503, "{}", images.text());
    assert!(images.header("retry-after").is_some());
    let call = mcp(
        serve,
        Some(session),
        "tools/call",
        json!({
        "name": "generate-image", "arguments": { "prompt": "a" } }),
    )
    .await;
    for text in [text, images.text(), call.text()] {
        assert!(text.contains("not available"), "{text}");
        for hidden in [
            "postgres",
            "127.0.0.1",
            "member",
            "visual journal",
            "SQLSTATE",
        ] {
            assert!(!text.contains(hidden), "{text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_can_sell_nothing_is_not_ready_and_tells_its_operators_alone() {
    let Some(database) = Postgres::start(&[]) else {
        return;
    };
    let (simulator, shell) = place().await;
    let (name, member) = journal(&database, &shell).await;
    let serve = VisualServe::start(&shell, &format!("--journal {member}")).await;
    becomes(&serve, 200).await;
    let set =
        |rest: &str| format!("ALTER DATABASE {name} SET default_transaction_read_only {rest}");
    let cases = [
        (
            "REVOKE USAGE ON SCHEMA visual FROM member".to_owned(),
            "GRANT USAGE ON SCHEMA visual TO member".to_owned(),
            "USAGE on schema visual",
        ),
        (
            "REVOKE UPDATE ON visual.purchases FROM member".to_owned(),
            "GRANT UPDATE ON visual.purchases TO member".to_owned(),
            "UPDATE on visual.purchases",
        ),
        (
            "ALTER ROLE member NOLOGIN".to_owned(),
            "ALTER ROLE member LOGIN".to_owned(),
            "not permitted to log in",
        ),
        (set("= on"), set("= off"), "read-only"),
        (
            "UPDATE visual.journal SET version = version + 1".to_owned(),
            "UPDATE visual.journal SET version = version - 1".to_owned(),
            "update this program",
        ),
    ];
    let client = json!({ "protocolVersion": "2025-03-26", "capabilities": {},
        "clientInfo": { "name": "host-test", "version": "1" } });
    let opened = mcp(&serve, None, "initialize", client).await;
    let session = opened.header("mcp-session-id").unwrap().to_owned();
    mcp(
        &serve,
        Some(&session),
        "notifications/initialized",
        json!({}),
    )
    .await;
    for (taken, given, why) in cases {
        let place = match taken.starts_with("ALTER DATABASE") {
            true => "postgres",
            false => &name,
        };
        database.query(place, &taken);
        database.query("postgres", END);
        becomes(&serve, 503).await;
        let ran = shell
            .run(&format!("journal check --journal {member}"))
            .await;
        assert!(ran.exit == 1 && ran.err.contains(why), "{taken}: {ran:?}");
        // What else there is passes, or goes on.
        if taken.contains("member") {
            refused(&serve, &session).await;
        }
        database.query(place, &given);
        database.query("postgres", END);
        becomes(&serve, 200).await;
    }
    assert_eq!(simulator.meter().accepted, 0);
    serve.running.signal("TERM").await;
    let (_, _, log) = serve.running.left().await;
    let count = |event: &str| log.matches(event).count();
    assert!(count("takes no purchases") >= 5, "{log}");
    assert!(count("takes purchases again") >= 5, "{log}");
    assert!(count("takes purchases again") <= 10, "{log}");
    assert!(log.contains("UPDATE on visual.purchases"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_journal_sells_nothing_and_serves_nobody_new() {
    let Some(database) = Postgres::start(&[]) else {
        return;
    };
    let (_simulator, shell) = place().await;
    for journal in [
        database.database(),
        shell.path("j.db").display().to_string(),
    ] {
        let serve = VisualServe::start(&shell, &format!("--journal {journal}")).await;
        becomes(&serve, 200).await;
        let moved = format!("journal export --close -o moved.jsonl --journal {journal}");
        let ran = shell.run(&moved).await;
        assert_eq!(ran.exit, 0, "{ran:?}");
        becomes(&serve, 503).await;
        for command in ["serve --listen 127.0.0.1:0", "mcp"] {
            let ran = shell.run(&format!("{command} --journal {journal}")).await;
            assert_eq!(ran.exit, 2, "{command}: {ran:?}");
            assert!(ran.err.contains("was closed by"), "{command}: {ran:?}");
        }
        // Importing its own export does so too, where nobody has it open.
        match journal.strip_prefix("postgres://") {
            Some(_) => {
                let name = journal.rsplit_once('/').unwrap().1;
                database.query(name, "DROP TRIGGER closed ON visual.purchases");
            }
            None => {
                let file = rusqlite::Connection::open(&journal).unwrap();
                file.execute_batch("DROP TRIGGER closed").unwrap();
            }
        }
        becomes(&serve, 200).await;
        std::fs::remove_file(shell.path("moved.jsonl")).unwrap();
    }
}
