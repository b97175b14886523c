//! `visual journal`: what is in a journal, and how it moves to another place.

use host_test::program::Shell;
use serde_json::{Value, json};

const CAT: &str = "run general-3.0 --prompt 'a cat'";

/// A journal in another place, of each kind that there is.
fn places() -> Vec<String> {
    let file = Some("moved.db".to_owned());
    file.into_iter().chain(test_postgres::database()).collect()
}

/// The kinds of what is found of a journal.
fn findings(checked: &Value) -> Vec<&str> {
    let findings = checked["journal"]["findings"].as_array().expect("a list");
    let kinds = findings.iter().map(|finding| finding["kind"].as_str());
    kinds.map(|kind| kind.expect("a kind")).collect()
}

#[tokio::test]
async fn purchases_are_known_where_their_journal_moved_to() {
    for place in places() {
        let (simulator, shell) = Shell::simulated().await;
        let bought = shell.json(&format!("{CAT} --idempotency-key i")).await;
        assert_eq!(bought.0, 0, "{bought:?}");
        let (exit, told) = shell.json("journal export --close -o j.jsonl").await;
        assert_eq!((exit, &told["exported"]["entries"]), (0, &json!(1)));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = shell.path("j.jsonl").metadata().unwrap().permissions();
            assert_eq!(mode.mode() & 0o777, 0o600, "the salt is in it");
        }
        let ran = shell.run("journal export -o j.jsonl").await;
        assert_eq!((ran.exit, ran.err.contains("exists already")), (2, true));
        let (exit, checked) = shell.json("journal check").await;
        assert_eq!((exit, findings(&checked)), (1, vec!["closed"]));
        let ran = shell.run(&format!("{CAT} --idempotency-key j")).await;
        assert_eq!(
            (ran.exit, ran.err.contains("was closed by")),
            (1, true),
            "{ran:?}"
        );

        let shell = shell.set("VISUAL_JOURNAL", &place);
        let (exit, told) = shell.json("journal import j.jsonl").await;
        assert_eq!(
            (exit, &told["imported"]["was_there"]),
            (0, &json!(false)),
            "{told}"
        );
        let (_, again) = shell.json("journal import j.jsonl").await;
        assert_eq!(again["imported"]["was_there"], true);
        let (exit, checked) = shell.json("journal check").await;
        assert_eq!(
            (exit, &checked["journal"]["entries"]["done"]),
            (0, &json!(1)),
            "{checked}"
        );
        let (exit, migrated) = shell.json("journal migrate").await;
        let migrated = &migrated["migrated"];
        assert_eq!((exit, &migrated["from"]), (0, &migrated["to"]));
        let repeated = shell.json(&format!("{CAT} --idempotency-key i")).await;
        assert_eq!(repeated.1["done"]["task"], bought.1["done"]["task"]);
        assert_eq!(simulator.meter().accepted, 1);
        let more = shell.json(&format!("{CAT} --idempotency-key j")).await;
        assert_eq!(more.0, 0, "{more:?}");
        // The newest entry is the one that has just ended.
        let (_, checked) = shell.json("journal check").await;
        let exported = shell.run("journal export").await.out;
        let entries = exported.lines().filter_map(|line| {
            let line: Value = serde_json::from_str(line).expect("JSON");
            line["entry"]["ended"].as_i64()
        });
        let newest = entries.max().expect("an entry");
        assert_eq!(checked["journal"]["last_written"], newest);

        // It is opened again by its own export, where that is asked for.
        let shell = shell.set("VISUAL_JOURNAL", "");
        let ran = shell.run("journal import j.jsonl").await;
        assert!(ran.exit == 2 && ran.err.contains("--reopen"), "{ran:?}");
        let (exit, checked) = shell.json("journal check").await;
        assert_eq!((exit, findings(&checked)), (1, vec!["closed"]));
        let (_, told) = shell.json("journal import j.jsonl --reopen").await;
        assert_eq!(told["imported"]["was_there"], true);
        assert_eq!(told["imported"]["reopened"], true);
        let ran = shell.run("journal import j.jsonl --reopen").await;
        assert!(ran.out.contains("purchases already"), "{ran:?}");
        let (exit, checked) = shell.json("journal check").await;
        assert_eq!((exit, findings(&checked)), (0, vec![]));
    }
}

#[tokio::test]
async fn an_export_goes_through_a_pipe() {
    let (_simulator, shell) = Shell::simulated().await;
    shell.run(&format!("{CAT} --no-wait")).await;
    let piped = "\"$1\" journal export | \"$1\" journal import - --journal other.db";
    let ran = shell.run_within(piped, "").await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(
        ran.out.starts_with("imported 1 purchases into other.db"),
        "{ran:?}"
    );
    let (exit, listed) = shell.json("task list --journal other.db").await;
    assert_eq!((exit, &listed["tasks"][0]["state"]), (0, &json!("pending")));
}

#[tokio::test]
async fn what_is_no_export_or_not_there_is_named() {
    let shell = Shell::new();
    std::fs::write(shell.path("no.jsonl"), "{}\n").unwrap();
    std::fs::write(shell.path("empty.jsonl"), "").unwrap();
    for (words, why) in [
        (
            "journal import no.jsonl",
            "error: no.jsonl: this is not an export of a journal",
        ),
        (
            "journal import empty.jsonl",
            "error: empty.jsonl: it is empty",
        ),
        (
            "journal import empty.jsonl --lang zh",
            "错误：empty.jsonl：文件为空",
        ),
        (
            "journal import - --journal other.db",
            "error: standard input: it is empty",
        ),
        ("journal import none.jsonl", "cannot read none.jsonl"),
        ("journal export", "no such file"),
        ("journal migrate --journal none.db", "no such file"),
        ("journal check --journal none.db", "no such file"),
        (
            "journal check --journal no.jsonl",
            "neither empty nor a journal",
        ),
    ] {
        let ran = shell.run(words).await;
        assert!(ran.exit > 0 && ran.err.contains(why), "{words}: {ran:?}");
        assert_eq!(ran.out, "");
    }
}
