//! The commands and flags that the documents name within a sentence.

use std::collections::BTreeSet;
use std::fs;

use host_test::program::Shell;

use super::root;

/// Where the program is described.
const DOCUMENTS: [&str; 8] = [
    "PRIVACY.md",
    "README.md",
    "README.zh-CN.md",
    "docs/cli.md",
    "docs/from-dify.md",
    "docs/mcp.md",
    "docs/simulator.md",
    "docs/tools.md",
];
/// Commands with flags of their own.
const COMMANDS: [&[&str]; 20] = [
    &[],
    &["check"],
    &["completions"],
    &["custom"],
    &["describe"],
    &["journal", "export"],
    &["mcp"],
    &["price", "jimeng-4.0"],
    &["raw"],
    &["run", "general-3.0"],
    &["run", "jimeng-4.0"],
    &["run", "jimeng-video-3.0-pro"],
    &["run", "seededit-3.0"],
    &["simulate"],
    &["task", "cancel"],
    &["task", "forget"],
    &["task", "list"],
    &["task", "status"],
    &["task", "wait"],
    &["tools"],
];
/// Flags of cargo, of `cargo xtask` and of `volc-sim`.
const OTHERS: [&str; 10] = [
    "--components-only",
    "--concurrency",
    "--features",
    "--help",
    "--manifest-path",
    "--package",
    "--qps",
    "--release",
    "--test",
    "--write",
];

/// What stands in code, in blocks and in sentences.
fn code(document: &str) -> Vec<String> {
    let text = fs::read_to_string(root(document)).unwrap();
    let parts = text.replace("```", "`").replace('\r', "");
    let code = parts.split('`').skip(1).step_by(2);
    code.map(str::to_owned).collect()
}

fn flags(text: &str) -> impl Iterator<Item = &str> {
    let is_end = |c: char| !c.is_ascii_lowercase() && c != '-';
    let words = text.split(is_end).map(|word| word.trim_end_matches('-'));
    words.filter(|word| word.starts_with("--") && word.len() > 2)
}

#[tokio::test]
async fn every_flag_that_is_named_exists() {
    let shell = Shell::new();
    let mut known: BTreeSet<String> = OTHERS.map(str::to_owned).into();
    for command in COMMANDS {
        let words: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let ran = shell.run(&words).await;
        assert_eq!(ran.exit, 0, "{words:?}: {ran:?}");
        known.extend(flags(&ran.out).map(str::to_owned));
    }
    let mut named = BTreeSet::new();
    for document in DOCUMENTS {
        for code in code(document) {
            for flag in flags(&code) {
                assert!(known.contains(flag), "{document}: there is no flag {flag}");
                named.insert(flag.to_owned());
            }
        }
    }
    assert!(named.len() > 25, "{named:?}");
}

#[tokio::test]
async fn every_command_that_is_named_exists() {
    let shell = Shell::new();
    let mut named = BTreeSet::new();
    for document in DOCUMENTS {
        for code in code(document) {
            let mut words = code.lines().next().unwrap_or_default().split(' ');
            if words.next() != Some("visual") {
                continue;
            }
            let is_plain = |word: &&str| word.chars().all(|c| c.is_ascii_lowercase());
            let words: Vec<String> = words.take_while(is_plain).map(str::to_owned).collect();
            named.extend((!words.is_empty()).then_some(words));
        }
    }
    assert!(named.len() > 5, "{named:?}");
    for command in named {
        let words = command.iter().map(String::as_str).chain(["--help"]);
        let ran = shell.run(&words.collect::<Vec<_>>()).await;
        assert_eq!(ran.exit, 0, "{command:?}: {ran:?}");
    }
}
