//! Idempotency keys: which are taken, who may change their entries, and what
//! clears them.

use host_test::program::Shell;
use serde_json::{Value, json};
use volc_sim::{Config, Fault, Simulator, Target, What};

const CAT: &str = "run general-3.0 --prompt 'a cat'";

fn cat(more: &str) -> String {
    format!("{CAT} {more}")
}

/// Two accounts of one simulator, and a script that uses the second.
async fn two_accounts() -> (Simulator, Shell, volc_sim::Keys, String) {
    let (one, other) = (volc_sim::Keys::generate(), volc_sim::Keys::generate());
    let config = Config {
        keys: vec![one.clone(), other.clone()],
        ..Config::default()
    };
    let simulator = Simulator::start(config).await.unwrap();
    let shell = Shell::with_keys(&one, &simulator.endpoint());
    let script = format!(
        "export VOLC_ACCESSKEY='{}' VOLC_SECRETKEY='{}'; exec \"$@\"",
        other.access_key_id, other.secret_access_key
    );
    (simulator, shell, other, script)
}

async fn states(shell: &Shell) -> Vec<Value> {
    let (_, printed) = shell.json("task list").await;
    let tasks = printed["tasks"].as_array().expect("a list").iter();
    tasks.map(|task| task["state"].clone()).collect()
}

#[tokio::test]
async fn of_several_purchases_with_one_key_only_the_chosen_one_is_forgotten() {
    let (simulator, shell, other, script) = two_accounts().await;
    let lost = What::AfterWork(Box::new(What::Reset));
    simulator.inject(Fault::always(Target::AnySubmit, lost));
    let keyed = cat("--idempotency-key i");
    assert_eq!(shell.run(&keyed).await.exit, 1);
    assert_eq!(shell.run_within(&script, &keyed).await.exit, 1);
    let tool = "run jimeng-2.1 --prompt sea --idempotency-key i";
    assert_eq!(shell.run(&tool).await.exit, 1);

    let forget = "task forget i";
    let (exit, refused) = shell.json(&forget).await;
    assert_eq!(
        (exit, &refused["error"]["field"]),
        (2, &json!("idempotency-key"))
    );
    let plain = shell.run(&forget).await;
    for word in [
        "general-3.0,",
        "jimeng-2.1,",
        "another account",
        "--tool",
        "--account",
    ] {
        assert!(plain.err.contains(word), "{word}: {plain:?}");
    }
    let by_tool = format!("{forget} --tool general-3.0");
    let (exit, _) = shell.json(&by_tool).await;
    assert_eq!((exit, states(&shell).await.len()), (2, 3));

    let ran = shell.run(&format!("{forget} --tool jimeng-2.1")).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.out.contains("jimeng-2.1,"), "{ran:?}");
    let by_account = format!("{by_tool} --account {}", other.access_key_id);
    let (exit, told) = shell.json(&by_account).await;
    assert_eq!((exit, &told["forgotten"]["entries"]), (0, &json!(1)));
    assert_eq!(told["forgotten"]["purchases"][0]["state"], "unknown");
    assert_eq!(states(&shell).await, ["unknown"]);

    // It is the first account's that is left: only the other may buy again.
    simulator.clear_faults();
    let bought = simulator.meter().accepted;
    assert_eq!(shell.run(&keyed).await.exit, 1);
    assert_eq!(simulator.meter().accepted, bought);
    assert_eq!(shell.run_within(&script, &keyed).await.exit, 0);
    assert_eq!(shell.run(&forget).await.exit, 0);
}

#[tokio::test]
async fn keys_that_identify_nothing_are_refused() {
    let (simulator, shell) = Shell::simulated().await;
    let long = "k".repeat(256);
    for (key, says) in [
        ("", "empty"),
        (" ", "empty"),
        ("a\nb", "control character"),
        ("a\u{1b}b", "control character"),
        (&long, "at most 255"),
    ] {
        let (exit, told) = shell
            .json(&cat(&format!("--idempotency-key '{key}'")))
            .await;
        assert_eq!(
            (exit, &told["error"]["field"]),
            (2, &json!("idempotency-key"))
        );
        let message = told["error"]["message"].as_str().unwrap();
        assert!(message.contains(says), "{message}");
    }
    assert_eq!(simulator.requests().len(), 0);
    let longest = "é".repeat(255);
    let words = cat(&format!("--no-wait --idempotency-key '{longest}'"));
    assert_eq!(shell.json(&words).await.0, 3);
}

#[tokio::test]
async fn a_failed_job_says_how_its_key_buys_again() {
    let (simulator, shell) = Shell::simulated().await;
    let words = "run general-3.0 --prompt 'a cat [moderate-output]' --idempotency-key i";
    for _ in 0..2 {
        let ran = shell.run(&words).await;
        assert_eq!(ran.exit, 1, "{ran:?}");
        assert!(ran.err.contains("visual task forget i"), "{ran:?}");
        assert!(ran.err.contains("another key"), "{ran:?}");
    }
    assert_eq!(simulator.meter().accepted, 1);
    assert_eq!(states(&shell).await, ["failed"]);
    let ran = shell.run("task forget i").await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert_eq!(shell.run(&words).await.exit, 1);
    assert_eq!(simulator.meter().accepted, 2);
}

/// A task that another account or endpoint does not know says nothing of it.
#[tokio::test]
async fn an_answer_to_somebody_else_changes_no_entry() {
    let (simulator, shell, _, script) = two_accounts().await;
    let words = cat("--idempotency-key i --no-wait");
    let (exit, printed) = shell.json(&words).await;
    assert_eq!(exit, 3, "{printed}");
    let text = printed["pending"]["task"]["text"].as_str().unwrap();
    // As if it had been submitted long ago: a young job may not be found yet.
    let mut task = volcengine_visual::call::task_text::parse(text).unwrap();
    task.submitted_at -= 600;
    let text = volcengine_visual::call::task_text::format(&task);

    let elsewhere = Simulator::start(Config {
        keys: simulator_keys(&shell),
        ..Config::default()
    });
    let elsewhere = elsewhere.await.unwrap();
    let endpoint = format!(
        "export VOLC_ENDPOINT='{}'; exec \"$@\"",
        elsewhere.endpoint()
    );
    for script in [&script, &endpoint] {
        for command in ["status", "wait", "cancel"] {
            let ran = shell
                .run_within(script, &format!("task {command} {text}"))
                .await;
            assert!(ran.exit == 1 || command == "cancel", "{ran:?}");
            assert_eq!(states(&shell).await, ["pending"], "{command}");
        }
    }
    assert_eq!(shell.json(&cat("--idempotency-key i")).await.0, 0);
    assert_eq!(states(&shell).await, ["done"]);
    assert_eq!(simulator.meter().accepted, 1);
}

/// The account of a shell.
fn simulator_keys(shell: &Shell) -> Vec<volc_sim::Keys> {
    let value = |name| shell.variable(name).expect("a variable").to_owned();
    vec![volc_sim::Keys::new(
        value("VOLC_ACCESSKEY"),
        value("VOLC_SECRETKEY"),
    )]
}

/// What clears a purchase is printed with its whole key, also where the program has made it, and a part is enough.
#[tokio::test]
async fn an_unknown_purchase_says_how_it_is_cleared() {
    let (simulator, shell) = Shell::simulated().await;
    let lost = What::AfterWork(Box::new(What::Reset));
    simulator.inject(Fault::always(Target::AnySubmit, lost));
    let ran = shell.run(CAT).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    let (_, listed) = shell.json("task list").await;
    let key = listed["tasks"][0]["idempotency_key"].as_str().unwrap();
    assert!(
        ran.err.contains(&format!("visual task forget {key}")),
        "{ran:?}"
    );
    let short = shell.run(&format!("task forget {}", &key[..7])).await;
    assert_eq!(short.exit, 2, "{short:?}");
    let ran = shell.run(&format!("task forget {}…", &key[..20])).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.out.contains(key), "{ran:?}");
    assert!(states(&shell).await.is_empty());
}
