//! What came of many test binaries, read from their output.

use std::fmt;

/// Passed and failed tests of all binaries.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Summary {
    passed: usize,
    failed: usize,
    /// A line for each failed test, and for each binary that ended without a result.
    failures: Vec<String>,
    /// The binary that runs, until its result comes.
    running: Option<String>,
    /// The names below the last line `failures:`.
    names: Option<Vec<String>>,
}

impl Summary {
    /// Reads the output of `cargo test`, both of its streams in one.
    pub fn read(&mut self, line: &str) {
        let line = line.trim_end();
        if let Some(binary) = binary(line) {
            self.end();
            self.running = Some(binary.to_owned());
        } else if line == "failures:" {
            // There are two lists: the first has the output of each test, the second one their names.
            self.names = Some(Vec::new());
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            self.result(counts);
        } else if let (Some(names), Some(name)) = (&mut self.names, line.strip_prefix("    ")) {
            names.push(name.to_owned());
        }
    }

    /// Takes the end of the output for the end of the binary that runs.
    pub fn end(&mut self) {
        if let Some(binary) = self.running.take() {
            self.failed += 1;
            self.failures
                .push(format!("{binary}: ended without a result"));
        }
        self.names = None;
    }

    /// Whether something failed.
    pub fn is_failed(&self) -> bool {
        self.failed > 0
    }

    fn result(&mut self, counts: &str) {
        let count = |what: &str| {
            let mut parts = counts.split([';', '.']);
            parts.find_map(|part| part.trim().strip_suffix(what)?.trim().parse().ok())
        };
        self.passed += count("passed").unwrap_or(0);
        self.failed += count("failed").unwrap_or(0);
        let binary = self.running.take().unwrap_or_default();
        let names = self.names.take().into_iter().flatten();
        self.failures
            .extend(names.map(|name| format!("{binary}: {name}")));
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.failures.is_empty() {
            writeln!(f, "failed:")?;
        }
        for failure in &self.failures {
            writeln!(f, "  {failure}")?;
        }
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The binary, or the crate of documentation tests, that cargo says to run now.
fn binary(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let running = line.strip_prefix("Running ");
    let path = running.and_then(|rest| Some(rest.rsplit_once(" (")?.1.trim_end_matches(')')));
    let file = path.map(|path| path.rsplit(['/', '\\']).next().unwrap_or(path));
    // Without the hash that cargo adds.
    let name = file.map(|file| file.rsplit_once('-').map_or(file, |(name, _)| name));
    name.or_else(|| line.strip_prefix("Doc-tests "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary_of(output: &str) -> Summary {
        let mut summary = Summary::default();
        output.lines().for_each(|line| summary.read(line));
        summary.end();
        summary
    }

    const GOOD: &str = "\
     Running unittests src/lib.rs (target/release/deps/visual_host-0c1d)

running 2 tests
test a ... ok
test b ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s

   Doc-tests volc_sim

running 1 test
test result: ok. 1 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    const BAD: &str = "\
     Running tests/main.rs (target/release/deps/host-9f3a)

running 3 tests
test a ... ok
test runs::b ... FAILED
test c ... FAILED

failures:

---- runs::b stdout ----
    left: 1
   right: 2

---- c stdout ----
failures:
    of its own

failures:
    c
    runs::b

test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s

error: test failed, to rerun pass `-p host-test --test host`
";

    const DEAD: &str = "\
     Running tests/growth.rs (target/release/deps/growth-77)

running 1 test
error: test failed, to rerun pass `-p host-test --test growth`
Caused by:
  process didn't exit successfully: (signal: 6, SIGABRT: process abort signal)
";

    #[test]
    fn counts_what_passed() {
        let summary = summary_of(GOOD);
        assert!(!summary.is_failed());
        assert_eq!(summary.to_string(), "3 passed, 0 failed");
    }

    #[test]
    fn names_what_failed_and_what_died() {
        let summary = summary_of(&[DEAD, BAD, GOOD].concat());
        assert!(summary.is_failed());
        let lines = "\
failed:
  growth: ended without a result
  host: c
  host: runs::b
4 passed, 3 failed";
        assert_eq!(summary.to_string(), lines);
        assert_eq!(
            summary_of(&[GOOD, DEAD].concat()).to_string(),
            "failed:\n  growth: ended without a result\n3 passed, 1 failed"
        );
    }
}
