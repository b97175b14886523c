//! What people read of the program, held by snapshots: a change of wording is
//! seen in review. `UPDATE_SNAPSHOTS=1` in the environment writes them.

use std::path::Path;

use host_test::program::Shell;

const COMMANDS: &[&str] = &[
    "-h",
    "--help",
    "tools --help",
    "describe --help",
    "run --help",
    "run jimeng-4.0 -h",
    "run jimeng-4.0 --help",
    "custom --help",
    "raw --help",
    "task --help",
    "task status --help",
    "task wait --help",
    "task cancel --help",
    "task list --help",
    "task forget --help",
    "journal --help",
    "journal check --help",
    "journal migrate --help",
    "journal export --help",
    "journal import --help",
    "journal check --journal postgres://visual:secret@db.example/visual?sslmode=disable",
    "check --help",
    "completions --help",
    "man --help",
    "simulate --help",
    "serve --help",
    "serve --listen 0.0.0.0:0 --simulate",
    "mcp --help",
    "mcp --tools vidoe",
    "tools",
    "describe jimeng-4.0",
    "describe omnihuman-1.5-masks",
    "",
    "tolls",
    "tool",
    "tools 旧版",
    "--component no-such.wasm tools",
    "describe pippit-script",
    "run pippit-script -h",
    "price pippit-video-2.0-vinput --prompt cat",
    "price jimeng-video-2.0",
    "run jimeng-inpaint --image https://a.example/a.jpg --prompt cat --simulate",
    "tools no-such-tool",
    "describe general-3.1",
    "run general-3.0 --simulate",
    "run general-3.0 --promt cat",
    "run general-3.0 --prompt cat --wait x",
    "run general-3.0 --prompt cat --seed x --simulate",
    "run general-3.0 --prompt cat --width 4 --height 4 --simulate",
    "run seededit-3.0 --image no-such.jpg --prompt snow --simulate",
    "run enhance --no-wait --image https://a.example/a.jpg --simulate",
    "run general-3.0 --prompt cat -o no-such/cat.jpg --simulate",
    "run general-3.0 --prompt cat --idempotency-key k",
    "task list",
    "task forget no-such-key",
    "task status no-such-task",
    "task wait --simulate no-such-task",
    "run general-3.0 --prompt cat --watermark mine",
    "run general-3.0 --prompt cat --simulate --max-calls 2",
    "run jimeng-4.0 --prompt cat --min-ratio 2 --max-ratio 1 --simulate",
    "run jimeng-2.0 --prompt cat --simulate",
    "tools portrit",
    "tools 数字人",
    "describe xl-i2i",
    "raw IDCard --api-version 2020-08-26 --simulate",
    "check",
];

/// Everything that is printed for the commands, in a language.
async fn printed(language: &str) -> String {
    let shell = Shell::new().set("COLUMNS", "80").set("LC_ALL", language);
    let mut text = String::new();
    for words in COMMANDS {
        let words: Vec<_> = words.split_whitespace().collect();
        let ran = shell.run(&words).await;
        text += &format!(
            "$ visual {}\n{}{}[exit {}]\n\n",
            words.join(" "),
            ran.out,
            ran.err,
            ran.exit
        );
    }
    let lines = text.lines().map(str::trim_end);
    for line in lines.clone().filter(|line| columns(line) > 80) {
        let is_whole = ["https://", "$ visual "]
            .iter()
            .any(|whole| line.contains(whole));
        assert!(is_whole, "{line}");
    }
    lines.map(|line| format!("{line}\n")).collect()
}

/// The columns of a line, in which a Chinese character takes two.
fn columns(line: &str) -> usize {
    let wide = |c: char| if c < '\u{2e80}' { 1 } else { 2 };
    line.chars().map(wide).sum()
}

async fn check(language: &str, name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(name);
    let printed = printed(language).await;
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, &printed).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (now, before) in printed.lines().zip(expected.lines()) {
        assert_eq!(
            now, before,
            "{name} has changed; UPDATE_SNAPSHOTS=1 accepts it"
        );
    }
    assert_eq!(
        printed.lines().count(),
        expected.lines().count(),
        "{name} has changed"
    );
}

#[tokio::test]
async fn english_is_as_in_its_snapshot() {
    check("en_US.UTF-8", "words.en.txt").await;
}

#[tokio::test]
async fn chinese_is_as_in_its_snapshot() {
    check("zh_CN.UTF-8", "words.zh.txt").await;
}

/// One language at a time at a terminal; programs get both.
#[tokio::test]
async fn the_language_is_that_of_the_locale_or_the_flag() {
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let (_simulator, shell) = Shell::simulated().await;
    let shell = shell.set("LANG", "zh_CN.UTF-8");
    let ran = shell.run(&["run", "general-3.0"]).await;
    assert_eq!(
        ran.err,
        "错误：--prompt 为必填项\n提示：见 `visual run general-3.0 --help`\n计费：否\n"
    );
    let ran = shell.run(&["--lang", "en", "run", "general-3.0"]).await;
    assert_eq!(
        ran.err,
        "error: --prompt is required\nhint: see `visual run general-3.0 --help`\nbilled: no\n"
    );
    let (_, printed) = shell.json(&["run", "general-3.0"]).await;
    let error = &printed["error"];
    assert!(!chinese(error["message"].as_str().unwrap()));
    assert!(chinese(error["message_zh"].as_str().unwrap()));
    let found = shell.run(&["tools", "文生图"]).await;
    assert!(
        found.exit == 0 && found.out.contains("general-3.0"),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_man_page_and_completions_are_written() {
    let shell = Shell::new();
    let ran = shell.run(&["man", "man1"]).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    let page = std::fs::read_to_string(shell.path("man1/visual-task-forget.1")).unwrap();
    assert!(
        page.contains(".TH") && page.contains("idempotency key"),
        "{page}"
    );
    for name in ["bash", "zsh"] {
        let ran = shell.run(&["completions", name]).await;
        assert!(ran.exit == 0 && ran.out.contains("jimeng-4.0"), "{name}");
    }
}
