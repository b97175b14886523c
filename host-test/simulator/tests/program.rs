//! The program `volc-sim`.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_volc-sim");

/// The program without keys from outside.
fn program() -> Command {
    let mut command = Command::new(PROGRAM);
    for name in ["VOLC_ACCESSKEY", "VOLC_SECRETKEY", "VOLC_SESSION_TOKEN"] {
        command.env_remove(name);
    }
    command
}

/// A running program, ended with the test.
struct Running(Child);

impl Running {
    fn start(command: &mut Command) -> Running {
        Running(command.stdout(Stdio::piped()).spawn().unwrap())
    }

    fn lines(&mut self, count: usize) -> Vec<String> {
        let out = BufReader::new(self.0.stdout.as_mut().unwrap());
        out.lines().take(count).map(Result::unwrap).collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn it_says_where_it_listens_and_makes_a_pair() {
    let mut running = Running::start(&mut program());
    let lines = running.lines(3);
    let port: u16 = lines[0]
        .strip_prefix("listening on http://127.0.0.1:")
        .unwrap()
        .parse()
        .unwrap();
    assert_ne!(port, 0);
    assert!(lines[1].starts_with("VOLC_ACCESSKEY=AKLT"));
    assert!(lines[2].starts_with("VOLC_SECRETKEY="));
}

#[test]
fn it_takes_a_pair_and_does_not_print_it() {
    let mut running = Running::start(
        program()
            .env("VOLC_ACCESSKEY", "AKLTmine")
            .env("VOLC_SECRETKEY", "secret"),
    );
    assert!(running.lines(1)[0].starts_with("listening on "));
    running.0.kill().unwrap();
    assert_eq!(running.lines(9), Vec::<String>::new());
}

#[test]
fn wrong_use_is_explained() {
    let fails = |command: &mut Command, word: &str| {
        let output = command.output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && text.contains(word), "{text}");
    };
    fails(program().args(["--port", "70000"]), "0 to 65535");
    fails(program().arg("--port"), "needs a number");
    fails(program().arg("--what"), "unknown argument --what");
    fails(program().env("VOLC_ACCESSKEY", "AKLTmine"), "or neither");
}
