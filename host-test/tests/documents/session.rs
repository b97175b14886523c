//! Blocks for a shell. Each document is one session: its commands run in order
//! and in one directory, with an account at a simulator. Of what a command
//! prints, a task replaces `vt1.…` in the commands after it.

use std::env;
use std::fmt::Write as _;

use host_test::place;
use host_test::program::{Ran, Shell};
use tokio::task::JoinSet;
use volc_sim::Simulator;

use super::blocks::{Block, Line, commands};
use super::{checked, documents};

/// Commands that a session does not run, and what runs them.
const ELSEWHERE: [(&str, &str); 8] = [
    ("cargo xtask demo", "the module `demo`"),
    ("cargo xtask test", "the caller of this test"),
    (
        "cargo xtask test --test imports",
        "the module `imports` of this binary",
    ),
    (
        "cargo xtask build",
        "the caller of this test: the programs must be there",
    ),
    ("cargo xtask build --components-only", "the same"),
    (
        "target/release/visual serve --simulate",
        "the module `serve` of this binary",
    ),
    (
        "export PATH=\"$PWD/target/release:$PATH\"",
        "`Session::new`",
    ),
    (
        "cargo run --release --manifest-path examples/rust-host/Cargo.toml",
        "the module `example`",
    ),
];
/// What the documents write in the place of a task.
const TASK: &str = "vt1.…";

#[tokio::test]
async fn commands_of_the_documents_run() {
    let mut blocks = checked("sh");
    assert!(blocks.len() > 25, "{} blocks", blocks.len());
    let mut sessions = JoinSet::new();
    for document in documents() {
        let (own, rest) = blocks
            .into_iter()
            .partition(|block| block.document == document);
        blocks = rest;
        sessions.spawn(Session::run(own));
    }
    assert!(blocks.is_empty(), "{blocks:?}");
    sessions.join_all().await;
}

#[test]
fn what_runs_elsewhere_is_in_the_documents() {
    let blocks = checked("sh");
    let all: Vec<String> = blocks
        .iter()
        .flat_map(|block| commands(&block.text))
        .map(|line| line.command)
        .collect();
    for (command, _) in ELSEWHERE {
        assert!(
            all.iter().any(|known| known == command),
            "no document says `{command}`"
        );
    }
}

struct Session {
    shell: Shell,
    task: String,
}

impl Session {
    async fn run(blocks: Vec<Block>) {
        if blocks.is_empty() {
            return;
        }
        let (simulator, mut session) = Session::new().await;
        // Where a document runs a simulator: another terminal.
        let terminal = Shell::new();
        let mut running = Vec::new();
        for block in &blocks {
            for line in commands(&block.text) {
                if ELSEWHERE
                    .iter()
                    .any(|(command, _)| *command == line.command)
                {
                    continue;
                }
                if line.command.ends_with("visual simulate") {
                    let run = terminal.start(&["simulate"]);
                    session = session.at(&run.printed_line("export VOLC_ENDPOINT=").await);
                    running.push(run);
                } else {
                    session.command(&block.place, &line).await;
                }
            }
        }
        simulator.stop().await;
    }

    async fn new() -> (Simulator, Session) {
        let (simulator, shell) = Shell::simulated().await;
        let own = place::program().parent().unwrap().to_owned();
        let path = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths([own].into_iter().chain(env::split_paths(&path))).unwrap();
        let shell = shell.set("PATH", path.to_str().unwrap());
        let task = String::new();
        (simulator, Session { shell, task })
    }

    /// The same after these lines, `export NAME=VALUE` each.
    fn at(mut self, printed: &str) -> Session {
        for name in ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_ENDPOINT"] {
            let start = format!("export {name}=");
            let line = printed.lines().find_map(|line| line.strip_prefix(&start));
            self.shell = self.shell.set(name, line.expect("a line for each"));
        }
        self
    }

    async fn command(&mut self, place: &str, line: &Line) {
        let mut script = "set -eu\n".to_owned();
        _ = write!(script, "{}", line.command.replace(TASK, &self.task));
        let ran = self.shell.run_within(&script, "").await;
        let Ran { exit, out, err } = &ran;
        assert!(
            line.exits.contains(exit),
            "{place}: `{}` ends with {exit}, not {:?}\n{out}{err}",
            line.command,
            line.exits
        );
        if let Some(task) = task(out) {
            self.task = task.to_owned();
        }
    }
}

/// The last task in this text.
fn task(text: &str) -> Option<&str> {
    let (start, _) = text.rmatch_indices("vt1.").next()?;
    let task = text[start..].split([' ', '\n', '"', '`']).next();
    task.filter(|task| task.len() > 20)
}
