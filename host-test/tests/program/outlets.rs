//! Standard output and standard error that cannot be written.

use host_test::program::Shell;
use volc_sim::{Fault, Target, What};

const CAT: &str = "run general-3.0 --prompt 'a cat'";
const FULL: &str = r#"exec "$@" > /dev/full"#;
/// A pipe whose reader has gone.
const GONE: &str = "mkfifo p && exec 3<>p 4>p 3<&- && rm p";

#[tokio::test]
async fn what_cannot_be_printed_is_an_error() {
    let (_simulator, shell) = Shell::simulated().await;
    let gone = format!(r#"{GONE} && exec "$@" >&4"#);
    for script in [FULL, &gone] {
        for words in [
            "tools",
            "--help",
            "--version",
            "run general-3.0 --help",
            "describe general-3.0 --json",
            "completions bash",
            "check",
            "task list --json",
            "no-such-command --json",
            "simulate --port 0",
        ] {
            let ran = shell.run_within(script, words).await;
            assert_eq!((ran.exit, ran.out.as_str()), (1, ""), "{words:?}: {ran:?}");
        }
    }
}

/// The task, or the link, is said on standard error instead.
#[tokio::test]
async fn a_task_that_cannot_be_printed_is_told_on_standard_error() {
    let (simulator, shell) = Shell::simulated().await;
    for words in ["--no-wait", "--no-wait --json"] {
        let words = format!("{CAT} {words}");
        let ran = shell.run_within(FULL, &words).await;
        assert_eq!(ran.exit, 1, "{ran:?}");
        assert!(
            ran.err.contains("standard output cannot be written"),
            "{ran:?}"
        );
        assert!(ran.err.contains("vt1."), "{ran:?}");
    }
    let ran = shell.run_within(FULL, CAT).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(ran.err.contains(&simulator.endpoint()), "{ran:?}");
}

/// Nobody reads what goes wrong: the exit status stays what it is.
#[tokio::test]
async fn a_reader_of_errors_that_went_away_changes_nothing() {
    let (simulator, shell) = Shell::simulated().await;
    let gone = format!(r#"{GONE} && exec "$@" 2>&4"#);
    for script in [
        r#"exec "$@" 2> /dev/full"#,
        gone.as_str(),
        r#"exec "$@" 2>&-"#,
    ] {
        for (words, exit) in [
            ("no-such-command", 2),
            ("check --component no-such-file", 2),
            // A warning.
            ("run general-1.2 --prompt a --seed -2", 2),
            // A note.
            ("run general-3.0 --prompt a --simulate --no-wait", 3),
        ] {
            let ran = shell.run_within(script, words).await;
            assert_eq!(ran.exit, exit, "{script} {words:?}: {ran:?}");
        }
        let ran = shell.run_within(script, "check --component none").await;
        // Elsewhere what is closed is `/dev/null` to a Rust program.
        let swallowed = script.ends_with("&-") && !cfg!(target_os = "linux");
        assert!(
            swallowed || ran.out.contains("error: "),
            "{script}: {ran:?}"
        );
        simulator.inject(Fault::once(Target::Download, What::CutBody(100)));
        let words = format!("{CAT} -o new/ --json");
        let ran = shell.run_within(script, &words).await;
        assert_eq!(ran.exit, 1, "{ran:?}");
        assert!(ran.object()["error"]["task"]["text"].is_string(), "{ran:?}");
    }
}

/// What is closed is not `/dev/null`, however that was opened.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_closed_standard_output_is_an_error() {
    let (simulator, shell) = Shell::simulated().await;
    let closed = r#"exec "$@" >&-"#;
    for words in [CAT, &format!("{CAT} --json")] {
        let ran = shell.run_within(closed, words).await;
        assert_eq!(ran.exit, 1, "{ran:?}");
        assert!(ran.err.contains(&simulator.endpoint()), "{ran:?}");
    }
    let words = format!("{CAT} --no-wait");
    let ran = shell.run_within(r#"exec "$@" >&- 2>&-"#, &words).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    let ran = shell.run_within(closed, "--version").await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    for script in [
        r#"exec "$@" >/dev/null"#,
        r#"exec "$@" 1<>/dev/null"#,
        r#"exec "$@" <&- >/dev/null"#,
    ] {
        let ran = shell.run_within(script, CAT).await;
        assert_eq!(ran.exit, 0, "{script}: {ran:?}");
    }
}
