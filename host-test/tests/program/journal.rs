//! The journal of the command line: requests that are made twice, what is
//! open after a crash, budgets.

use crate::program::held_reply;
use host_test::killed::{Settled, Stage, Tool, kill, kill_held, moments};
use host_test::program::Shell;
use serde_json::{Value, json};
use volc_sim::{Fault, Target, What};

const CAT: &str = "run general-3.0 --prompt 'a cat' --width 512 --height 512";

fn cat(more: &str) -> String {
    format!("{CAT} {more}")
}

fn listed(printed: &Value) -> Vec<(&str, &str)> {
    let tasks = printed["tasks"].as_array().expect("a list").iter();
    tasks
        .map(|task| {
            (
                task["idempotency_key"].as_str().unwrap(),
                task["state"].as_str().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn f14_a_key_is_bought_once_by_however_many_processes() {
    let (simulator, shell) = Shell::simulated().await;
    let (submit, wait) = (cat("--idempotency-key i --no-wait"), cat("--intent i"));
    let (one, other) = tokio::join!(shell.json(&submit), shell.json(&submit));
    assert_eq!((one.0, other.0), (3, 3), "{one:?} {other:?}");
    let task = &one.1["pending"]["task"];
    assert_eq!(task, &other.1["pending"]["task"]);

    let (exit, printed) = shell.json("task list").await;
    assert_eq!((exit, listed(&printed)), (0, vec![("i", "pending")]));
    assert_eq!(printed["tasks"][0]["task"], task["text"]);
    let (exit, done) = shell.json(&wait).await;
    assert_eq!((exit, &done["done"]["task"]["id"]), (0, &task["id"]));
    let (_, printed) = shell.json("task list").await;
    assert_eq!(listed(&printed), [("i", "done")]);
    assert!(printed["tasks"][0]["ended"].is_u64());
    assert_eq!(simulator.meter().accepted, 1);

    // The same id for something else.
    let dog = "run general-3.0 --prompt 'a dog' --idempotency-key i";
    let (exit, refused) = shell.json(&dog).await;
    assert_eq!(
        (exit, &refused["error"]["field"]),
        (2, &json!("idempotency-key"))
    );
    assert_eq!(shell.state(), ["journal.db"], "no locks, no logs left");
}

/// While one process submits, another with the same key is told to come back.
#[tokio::test]
async fn a_key_that_is_being_submitted_is_exit_3() {
    let (simulator, shell) = Shell::simulated().await;
    let reply = held_reply(&simulator);
    let first = shell.start(&cat("--idempotency-key i --no-wait"));
    reply.reached(1).await;
    let (exit, printed) = shell.json(&cat("--idempotency-key i --wait 1")).await;
    assert_eq!(exit, 3, "{printed}");
    assert_eq!(printed["error"]["field"], "idempotency-key");
    assert_eq!(printed["error"]["advice"], "repeat-later");
    reply.open();
    assert_eq!(first.ended().await.exit, 3, "the task is pending");
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn an_unknown_purchase_is_shown_and_forgotten() {
    let (simulator, shell) = Shell::simulated().await;
    let lost = What::AfterWork(Box::new(What::Reset));
    simulator.inject(Fault::once(Target::AnySubmit, lost));
    let words = cat("--idempotency-key i");
    for _ in 0..2 {
        let (exit, told) = shell.json(&words).await;
        assert_eq!((exit, &told["error"]["purchase"]), (1, &json!("unknown")));
    }
    let list = shell.run("task list").await;
    let row = list.out.lines().nth(1).unwrap();
    let cells: Vec<_> = row.split_whitespace().collect();
    assert_eq!(cells[0], "unknown", "{list:?}");
    assert_eq!(cells[4..], ["general-3.0", "i", "-"], "{list:?}");
    let (exit, told) = shell.json("task forget other").await;
    assert_eq!(
        (exit, &told["error"]["field"]),
        (2, &json!("idempotency-key"))
    );
    let (exit, told) = shell.json("task forget i").await;
    assert_eq!((exit, &told["forgotten"]["entries"]), (0, &json!(1)));
    assert_eq!(shell.run("task list").await.out, "the journal is empty\n");
    assert_eq!(simulator.meter().accepted, 1);
    assert_eq!(shell.json(&words).await.0, 0);
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn a_budget_holds_over_processes() {
    let (simulator, shell) = Shell::simulated().await;
    let words = cat("--no-wait --max-calls 2");
    assert_eq!(shell.json(&words).await.0, 3);
    assert_eq!(shell.json(&words).await.0, 3);
    let (exit, told) = shell.json(&words).await;
    assert_eq!((exit, &told["error"]["field"]), (2, &json!("max-calls")));
    assert_eq!(told["error"]["kind"], "limit-reached");
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn no_journal_is_written_where_none_is_wanted() {
    let (simulator, shell) = Shell::simulated().await;
    assert_eq!(shell.json(&cat("--no-journal")).await.0, 0);
    assert_eq!(shell.json(&cat("--simulate")).await.0, 0);
    assert!(shell.state().is_empty());
    let place = shell.path("mine.db").display().to_string();
    let named = cat(&format!(
        "--no-wait --idempotency-key i --journal '{place}'"
    ));
    assert_eq!(shell.json(&named).await.0, 3);
    assert!(shell.state().is_empty());
    let (_, printed) = shell.json(&format!("task list --journal '{place}'")).await;
    assert_eq!(listed(&printed), [("i", "pending")]);
    let (exit, told) = shell.json(&cat("--journal /dev/null/x")).await;
    assert_eq!((exit, &told["error"]["field"]), (2, &json!("journal")));
    assert_eq!(simulator.meter().accepted, 2);
}

#[tokio::test]
async fn killed_at_any_moment_nothing_is_lost_nor_bought_twice() {
    // How many of them are killed is the machine's.
    let faults = kill(12, moments(7), None).await.faults();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn killed_at_any_moment_a_journal_in_postgresql_knows_what_was_bought() {
    let Some(address) = test_postgres::database() else {
        return;
    };
    let faults = kill(6, moments(7), Some(&address)).await.faults();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn killed_at_a_stage_of_the_purchase_it_is_known_how_far_it_came() {
    for (tool, stage, bought, settled) in [
        (Tool::Task, Stage::OnItsWay, 0, Settled::Unknown),
        (Tool::Task, Stage::Made, 1, Settled::Unknown),
        (Tool::Task, Stage::Running, 1, Settled::Collected),
        (Tool::Process, Stage::OnItsWay, 0, Settled::Unknown),
        (Tool::Process, Stage::Made, 1, Settled::Unknown),
    ] {
        let killed = kill_held(tool, stage).await;
        let expected = (bought, Some(settled), Vec::new());
        assert_eq!(killed, expected, "{tool:?}, {stage:?}");
    }
}

const NO_HOME: &str = r#"unset HOME XDG_STATE_HOME; exec "$@""#;

#[cfg(unix)]
#[tokio::test]
async fn what_needs_a_journal_that_lasts_is_refused_without_one() {
    let (simulator, shell) = Shell::simulated().await;
    let place = shell.path("mine.db").display().to_string();
    for (flag, value) in [("idempotency-key", "i"), ("max-calls", "5")] {
        let flag_word = format!("--{flag}");
        let words = cat(&format!("{flag_word} {value} --no-wait --json"));
        let ran = shell.run_within(NO_HOME, &words).await;
        let told = ran.object();
        assert_eq!((ran.exit, &told["error"]["field"]), (2, &json!(flag)));
        assert_eq!(told["error"]["purchase"], "not-made");
        for (message, words) in [
            ("message", ["HOME", "XDG_STATE_HOME", "--journal"]),
            ("message_zh", ["HOME", "XDG_STATE_HOME", "--journal"]),
        ] {
            let message = told["error"][message].as_str().unwrap();
            assert!(words.iter().all(|word| message.contains(word)), "{message}");
        }
        assert_eq!(simulator.requests().len(), 0);
        let without = cat(&format!("{flag_word} {value} --no-journal"));
        assert_eq!(shell.run(&without).await.exit, 2);
        assert_eq!(simulator.requests().len(), 0);
    }
    // Without promises it buys, and with a file it keeps them.
    let ran = shell.run_within(NO_HOME, &cat("--no-wait")).await;
    assert_eq!(ran.exit, 3, "{ran:?}");
    for _ in 0..2 {
        let words = cat(&format!(
            "--no-wait --idempotency-key i --journal '{place}'"
        ));
        assert_eq!(shell.run_within(NO_HOME, &words).await.exit, 3);
    }
    assert_eq!(simulator.meter().accepted, 2);
}

#[cfg(unix)]
#[tokio::test]
async fn what_is_no_journal_is_refused_and_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let (simulator, shell) = Shell::simulated().await;
    let (text, directory) = (shell.path("text"), shell.path("directory"));
    std::fs::write(&text, "mine").unwrap();
    std::fs::create_dir(&directory).unwrap();
    for path in [&text, &directory] {
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode();
        let before = mode(path);
        let place = path.display().to_string();
        for words in [
            cat(&format!("--journal '{place}'")),
            format!("task list --journal '{place}'"),
            format!("task forget i --journal '{place}'"),
        ] {
            let (exit, told) = shell.json(&words).await;
            assert_eq!((exit, &told["error"]["field"]), (2, &json!("journal")));
            assert_eq!(mode(path), before);
        }
    }
    assert_eq!(std::fs::read(&text).unwrap(), b"mine");
    assert_eq!(simulator.requests().len(), 0);
}

#[tokio::test]
async fn an_account_with_a_name_outlives_its_keys() {
    let keys = || volc_sim::Keys::generate().with_token("STS2token".to_owned());
    let (one, other) = (keys(), keys());
    let config = volc_sim::Config {
        keys: vec![one.clone(), other.clone()],
        ..volc_sim::Config::default()
    };
    let simulator = volc_sim::Simulator::start(config).await.unwrap();
    let shell =
        Shell::with_keys(&one, &simulator.endpoint()).set("VOLC_SESSION_TOKEN", "STS2token");
    let rotated = |shell: Shell| {
        let shell = shell.set("VOLC_ACCESSKEY", &other.access_key_id);
        shell.set("VOLC_SECRETKEY", &other.secret_access_key)
    };
    let submit = cat("--idempotency-key i --no-wait --account team --journal-keep 7");
    let (exit, first) = shell.json(&submit).await;
    assert_eq!(exit, 3, "{first}");
    let unnamed = shell.run(&cat("--idempotency-key u --no-wait")).await;
    assert_eq!(unnamed.exit, 2, "{unnamed:?}");
    assert!(unnamed.err.contains("VOLC_ACCOUNT"), "{unnamed:?}");
    let shell = rotated(shell).set("VOLC_ACCOUNT", "team");
    let (exit, second) = shell.json(&cat("--idempotency-key i --no-wait")).await;
    assert_eq!(exit, 3, "{second}");
    assert_eq!(first["pending"]["task"], second["pending"]["task"]);
    assert_eq!(simulator.meter().accepted, 1);
    let days = shell.kept("i");
    assert_eq!(days, 7 * 86_400);
}
