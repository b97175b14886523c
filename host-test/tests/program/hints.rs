//! Errors name what was typed, and say what to do.

use host_test::program::Shell;
use serde_json::json;

const EDIT: &str = "run seededit-3.0 --prompt snow";

fn edit(more: &str) -> String {
    format!("{EDIT} {more}")
}

/// Runs what must be refused, and returns what is said.
async fn refused(shell: &Shell, words: &str) -> String {
    let ran = shell.run(words).await;
    assert_eq!((ran.exit, ran.out.as_str()), (2, ""), "{words:?}: {ran:?}");
    assert!(ran.err.starts_with("error: "), "{ran:?}");
    // Only a command that can buy says what was billed.
    let buys = words.starts_with("run") || words.starts_with("raw");
    assert_eq!(ran.err.ends_with("billed: no\n"), buys, "{ran:?}");
    assert_eq!(ran.err.contains("billed"), buys, "{ran:?}");
    ran.err
}

/// A PNG whose pixels are zeros.
fn png(length: u32) -> Vec<u8> {
    let mut file =
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\0\0\0\x02\0\x08\x02\0\0\0\0\0\0\0".to_vec();
    file.extend(length.to_be_bytes());
    file.extend(b"IDAT");
    file.resize(file.len() + length as usize + 4, 0);
    file.extend(b"\0\0\0\0IEND\xaeB`\x82");
    file
}

#[tokio::test]
async fn a_file_of_any_size_that_is_too_large_leads_to_fit() {
    let (simulator, shell) = Shell::simulated().await;
    for megabytes in [11, 19, 40] {
        std::fs::write(shell.path("big.png"), png(megabytes << 20)).unwrap();
        let told = refused(&shell, &edit("--image big.png")).await;
        assert!(told.contains("error: --image would make"), "{told}");
        assert!(told.contains("at most 10485760"), "{told}");
        assert!(told.contains("hint: --fit"), "{told}");
    }
    assert_eq!(simulator.requests().len(), 0);
}

#[tokio::test]
async fn a_flag_is_named_as_it_is_typed() {
    let (simulator, shell) = Shell::simulated().await;
    std::fs::write(shell.path("a.json"), "{}").unwrap();
    for (words, says) in [
        ("run general-3.0", "error: --prompt is required"),
        ("run general-3.0 --prompt a --width 4 --height 4", "--width"),
        (
            "run enhance --no-wait --image https://a.example/a",
            "--no-wait needs",
        ),
        (
            "run general-3.0 --prompt a --watermark-opacity 2",
            "--watermark-opacity must be",
        ),
        ("run general-3.0 --args-json a.json", "--args-json @a.json"),
        ("run general-3.0 --args-json {", "--args-json"),
        ("raw OCRNormal --api-version x", "--api-version"),
        ("run general-3.0 --prompt a -o -", "file or a directory"),
    ] {
        let told = refused(&shell, words).await;
        assert!(told.contains(says), "{words:?}: {told}");
    }
    let both = edit("--image - --args-json -");
    let told = refused(&shell, &both).await;
    assert!(told.contains("standard input"), "{told}");
    assert_eq!(simulator.requests().len(), 0);
}

#[tokio::test]
async fn pictures_are_links_or_files() {
    let (simulator, shell) = Shell::simulated().await;
    std::fs::write(shell.path("empty.jpg"), "").unwrap();
    for (image, says) in [
        ("file:///tmp/x.jpg", "only http:// and https:// links"),
        ("ftp://a.example/x.jpg", "only http:// and https:// links"),
        (
            "data:image/png;base64,AAAA",
            "only http:// and https:// links",
        ),
        ("www.example.com/a.jpg", "cannot read file"),
        ("empty.jpg", "is empty"),
    ] {
        let told = refused(&shell, &edit(&format!("--image '{image}'"))).await;
        assert!(told.contains(says), "{image}: {told}");
    }
    assert_eq!(simulator.requests().len(), 0);
    let shouted = edit("--image HTTPS://EXAMPLE.COM/a.jpg --no-wait");
    assert_eq!(shell.run(&shouted).await.exit, 3);
}

/// What only looks makes nothing.
#[tokio::test]
async fn a_journal_that_is_not_there_is_not_made() {
    let (_simulator, shell) = Shell::simulated().await;
    let none = shell.path("no/such.db").display().to_string();
    for words in ["task list", "task forget i"] {
        let words = format!("{words} --journal '{none}'");
        let told = refused(&shell, &words).await;
        assert!(told.contains("such.db"), "{told}");
    }
    assert_eq!(shell.files(), [""; 0]);
    let (exit, printed) = shell.json("task list").await;
    assert_eq!((exit, &printed["tasks"]), (0, &json!([])));
    assert_eq!(shell.state(), [""; 0]);
}

/// A simulator inside a command ends with it, and keeps no journal.
#[tokio::test]
async fn what_a_simulator_inside_a_command_cannot_do_is_told() {
    let shell = Shell::new();
    let run = "run general-3.0 --prompt a --simulate";
    for option in [
        "--idempotency-key k",
        "--max-calls 2",
        "--journal-keep 3",
        "--journal j.db",
    ] {
        let told = refused(&shell, &format!("{run} {option}")).await;
        assert!(told.contains("keeps no journal"), "{option}: {told}");
    }
    for option in ["--no-wait", "--wait 0"] {
        let ran = shell.run(&format!("{run} {option}")).await;
        assert_eq!(ran.exit, 3, "{ran:?}");
        assert!(ran.err.contains("visual simulate"), "{ran:?}");
        assert!(!ran.err.contains("task wait"), "{ran:?}");
    }
    for command in ["status", "wait", "cancel"] {
        let told = refused(&shell, &format!("task {command} vt1.a --simulate")).await;
        assert!(told.contains("visual simulate"), "{told}");
    }
}

#[tokio::test]
async fn a_script_gets_the_task_alone() {
    let (_simulator, shell) = Shell::simulated().await;
    let options = "-o a.jpg --journal 'j 1.db'";
    let words = format!("run general-3.0 --prompt a --no-wait {options}");
    let ran = shell.run(&words).await;
    let task = ran.out.trim_end();
    assert!(
        volcengine_visual::call::task_text::parse(task).is_ok(),
        "{ran:?}"
    );
    let way = format!("visual task wait {task} {options}\n");
    assert!(ran.err.contains(&way), "{ran:?}");
    let ran = shell.run(&format!("task wait {task} {options}")).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
}

#[tokio::test]
async fn a_moderated_task_leads_to_another_prompt() {
    let (_simulator, shell) = Shell::simulated().await;
    for (mark, hint) in [
        ("[moderate-text]", "hint: change the prompt or the files"),
        ("[moderate-output]", "hint: change the prompt or the seed"),
    ] {
        let words = format!("run general-3.0 --prompt 'a {mark}'");
        let ran = shell.run(&words).await;
        assert!(ran.err.contains(hint), "{ran:?}");
        assert!(!ran.err.contains("billed again"), "{ran:?}");
    }
}
