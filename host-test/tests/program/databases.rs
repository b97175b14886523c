//! Databases that cannot be a journal: each is refused by name before anything is sent, and the
//! password is never shown.

use host_test::program::Shell;
use test_postgres::Postgres;

const SECRET: &str = "hidden-s3cret";

/// Commands that use a journal.
const COMMANDS: [&str; 5] = [
    "run general-3.0 --prompt cat --idempotency-key k",
    "task list",
    "journal export",
    "mcp",
    "serve --listen 127.0.0.1:0",
];

/// Each command is refused for this reason, whichever way the password is given.
async fn refused(shell: &Shell, address: &str, why: &str) {
    for words in COMMANDS {
        let ran = shell.run(&format!("{words} --journal {address}")).await;
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains(why), "{words}: {said}");
        assert!(!said.contains(SECRET), "{words}: {said}");
        assert_eq!(ran.exit, 2, "{words}: {said}");
    }
}

#[tokio::test]
async fn an_address_that_cannot_be_used_is_refused() {
    let (simulator, shell) = Shell::simulated().await;
    let shell = shell.set("PGPASSWORD", SECRET);
    for (address, why) in [
        (
            "postgres://u:hidden-s3cret@db.example/d?sslmode=disable",
            "needs TLS",
        ),
        ("postgres:/u:hidden-s3cret@h/d", "the form postgres://"),
        ("mysql://u:hidden-s3cret@h/d", "the form postgres://"),
        ("postgres://u:hidden-s3cret", "the form postgres://"),
    ] {
        refused(&shell, address, why).await;
        let ran = shell
            .run(&format!("journal check --journal {address}"))
            .await;
        assert!(ran.exit == 1 && !ran.err.contains(SECRET), "{ran:?}");
    }
    let away = "postgres://u:hidden-s3cret@127.0.0.1:1/d";
    let ran = shell
        .run(&format!("serve --listen 127.0.0.1:0 --journal {away}"))
        .await;
    assert!(
        ran.exit == 2 && ran.err.contains("cannot be reached"),
        "{ran:?}"
    );
    assert!(!ran.err.contains(SECRET), "{ran:?}");
    for (words, hint) in [
        (
            "run general-3.0 --prompt cat",
            "hint: nothing was bought; try again when the database answers",
        ),
        (
            "task wait vt1.x",
            "hint: nothing is bought here: --no-journal",
        ),
        ("journal check", "try again when the database answers"),
    ] {
        let ran = shell.run(&format!("{words} --journal {away}")).await;
        assert!(ran.err.contains(hint), "{words}: {ran:?}");
    }
    assert_eq!(simulator.meter().accepted, 0);
}

/// What is recorded in a file that nobody meant is known to one machine only.
#[tokio::test]
async fn a_mistyped_address_never_becomes_a_file() {
    let (simulator, shell) = Shell::simulated().await;
    for (address, why) in [
        ("visual@db.internal/visual", "begins with postgres://"),
        (
            "visual:hidden-s3cret@127.0.0.1/visual",
            "begins with postgres://",
        ),
        (
            "postgres//u:hidden-s3cret@db/visual",
            "begins with postgres://",
        ),
        ("postgre:visual", "begins with postgres://"),
        ("jdbc:postgresql:visual", "begins with postgres://"),
        ("db.internal:5432/visual", "begins with postgres://"),
        (
            "'host=127.0.0.1 dbname=visual password=hidden-s3cret'",
            "begins with postgres://",
        ),
        ("' '", "is blank"),
        ("''", "is blank"),
        ("db.internal/visual", "directory does not exist"),
        (
            "./u:hidden-s3cret@db/visual",
            "directory that does not exist",
        ),
    ] {
        refused(&shell, address, why).await;
        for words in ["journal check", "journal migrate", "task wait k"] {
            let ran = shell.run(&format!("{words} --journal {address}")).await;
            assert!(ran.exit == 2 && ran.err.contains(why), "{words}: {ran:?}");
            assert!(!ran.err.contains(SECRET), "{words}: {ran:?}");
        }
    }
    let ran = shell
        .run("task list --lang zh --journal u:hidden-s3cret@db/d")
        .await;
    assert!(ran.err.contains("地址以 postgres:// 开头"), "{ran:?}");
    assert!(!ran.err.contains(SECRET), "{ran:?}");
    let shell = shell.set("VISUAL_JOURNAL", "u:hidden-s3cret@db/d");
    for words in COMMANDS {
        let ran = shell.run(words).await;
        assert!(
            ran.exit == 2 && ran.err.contains("VISUAL_JOURNAL is neither"),
            "{words}: {ran:?}"
        );
        assert!(!ran.err.contains(SECRET), "{words}: {ran:?}");
    }
    let shell = shell.set("VISUAL_JOURNAL", " ");
    let ran = shell.run(COMMANDS[0]).await;
    assert!(ran.exit == 2 && ran.err.contains("is blank"), "{ran:?}");
    assert!(shell.files().is_empty() && shell.state().is_empty());
    assert_eq!(simulator.meter().accepted, 0);
}

#[tokio::test]
async fn a_database_that_is_no_journal_of_this_program_is_refused() {
    let Some(mut server) = Postgres::start(&[]) else {
        return;
    };
    let hba = "host all visual 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n";
    std::fs::write(server.data().join("pg_hba.conf"), hba).unwrap();
    server.restart();
    server.query("postgres", "CREATE ROLE guarded LOGIN PASSWORD 'another'");
    let (simulator, shell) = Shell::simulated().await;
    let shell = shell.set("PGPASSWORD", SECRET);
    let guarded = format!("postgres://guarded@127.0.0.1:{}/postgres", server.port);
    refused(&shell, &guarded, "password").await;
    refused(&shell, &guarded, "hint: set PGPASSWORD").await;
    let nowhere = format!("postgres://visual@127.0.0.1:{}/nowhere", server.port);
    refused(&shell, &nowhere, "hint: create the database").await;
    let inside = guarded.replace('@', ":hidden-s3cret@");
    refused(&shell, &inside, "password").await;

    let foreign = server.database();
    let name = |address: &str| address.rsplit_once('/').unwrap().1.to_owned();
    server.query(
        &name(&foreign),
        "CREATE SCHEMA visual; CREATE TABLE visual.journal (x int)",
    );
    refused(&shell, &foreign, "is not a journal").await;

    let made = server.database();
    for (words, exit) in [("journal check", 1), ("journal export", 2)] {
        let ran = shell.run(&format!("{words} --journal {made}")).await;
        let is_told = ran
            .err
            .contains("no tables yet: run `visual journal migrate`");
        assert!(ran.exit == exit && is_told, "{words}: {ran:?}");
    }
    let ran = shell
        .run(&format!("journal migrate --journal {made}"))
        .await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.out.contains("migrated from version 0"), "{ran:?}");
    let known = server.query(&name(&made), "SELECT version FROM visual.journal");
    for (version, why) in [
        ("99", "update this program"),
        ("1", "visual journal migrate"),
    ] {
        let set = format!("UPDATE visual.journal SET version = {version}");
        server.query(&name(&made), &set);
        refused(&shell, &made, why).await;
    }
    let set = format!("UPDATE visual.journal SET version = {known}");
    server.query(&name(&made), &set);
    let ran = shell.run(&format!("journal check --journal {made}")).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    server.query(
        &name(&made),
        &format!(
            "ALTER DATABASE {} SET synchronous_commit = off",
            name(&made)
        ),
    );
    let ran = shell.run(&format!("journal check --journal {made}")).await;
    assert!(
        ran.exit == 1 && ran.err.contains("synchronous_commit is off"),
        "{ran:?}"
    );
    assert_eq!(simulator.meter().accepted, 0);
}
