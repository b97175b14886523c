//! The program `visual`, run as a person or a script would.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::process::{Child, Command};
use volc_sim::{Config, Simulator};

use crate::place;

mod running;

pub use running::{Running, signals};

/// Far more than any call of the tests takes.
const LIMIT: Duration = Duration::from_secs(300);

/// What a run of the program left.
#[derive(Debug)]
pub struct Ran {
    /// The exit status.
    pub exit: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The words of a command, as a list or as a line of which `'a cat'` is one word.
pub trait Words {
    /// Each of them.
    fn words(&self) -> Vec<String>;
}

impl Words for str {
    fn words(&self) -> Vec<String> {
        let mut quotes = self.split('\'');
        let mut words = Vec::new();
        while let Some(bare) = quotes.next() {
            words.extend(bare.split_whitespace().map(str::to_owned));
            words.extend(quotes.next().map(str::to_owned));
        }
        words
    }
}

impl Words for String {
    fn words(&self) -> Vec<String> {
        self.as_str().words()
    }
}

impl<S: AsRef<str>> Words for [S] {
    fn words(&self) -> Vec<String> {
        self.iter().map(|word| word.as_ref().to_owned()).collect()
    }
}

impl<S: AsRef<str>, const N: usize> Words for [S; N] {
    fn words(&self) -> Vec<String> {
        self[..].words()
    }
}

impl<S: AsRef<str>> Words for Vec<S> {
    fn words(&self) -> Vec<String> {
        self[..].words()
    }
}

impl<W: Words + ?Sized> Words for &W {
    fn words(&self) -> Vec<String> {
        (**self).words()
    }
}

/// A place to run in: an empty home, no variables but those set here.
pub struct Shell {
    home: TempDir,
    state: TempDir,
    work: TempDir,
    variables: Vec<(&'static str, String)>,
}

impl Shell {
    /// Without keys.
    pub fn new() -> Shell {
        let directory = || tempfile::tempdir().expect("a directory");
        Shell {
            home: directory(),
            state: directory(),
            work: directory(),
            variables: Vec::new(),
        }
    }

    /// With an account of a simulator of its own.
    pub async fn simulated() -> (Simulator, Shell) {
        Shell::simulated_with(Config::default()).await
    }

    /// The same with these settings.
    pub async fn simulated_with(config: Config) -> (Simulator, Shell) {
        let keys = volc_sim::Keys::generate();
        let config = Config {
            keys: vec![keys.clone()],
            ..config
        };
        let simulator = Simulator::start(config).await.expect("a simulator");
        let shell = Shell::with_keys(&keys, &simulator.endpoint());
        (simulator, shell)
    }

    /// With the keys of an account at an endpoint.
    pub fn with_keys(keys: &volc_sim::Keys, endpoint: &str) -> Shell {
        Shell::new()
            .set("VOLC_ACCESSKEY", &keys.access_key_id)
            .set("VOLC_SECRETKEY", &keys.secret_access_key)
            .set("VOLC_ENDPOINT", endpoint)
    }

    /// Sets a variable.
    #[must_use]
    pub fn set(mut self, name: &'static str, value: &str) -> Shell {
        self.variables.push((name, value.to_owned()));
        self
    }

    /// A variable that was set here.
    pub fn variable(&self, name: &str) -> Option<&str> {
        let mut set = self.variables.iter().rev();
        let found = set.find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A path in the directory where the program runs.
    pub fn path(&self, name: &str) -> PathBuf {
        self.work.path().join(name)
    }

    /// The names of the files there, in order.
    pub fn files(&self) -> Vec<String> {
        names(self.work.path())
    }

    /// Runs the program with these words.
    pub async fn run(&self, words: &(impl Words + ?Sized)) -> Ran {
        self.ended(Command::new(place::program()).args(words.words()))
            .await
    }

    /// Runs the program with these words by a script of `sh`, in which it is `"$@"`.
    pub async fn run_within(&self, script: &str, words: &(impl Words + ?Sized)) -> Ran {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(place::program());
        self.ended(shell.args(words.words())).await
    }

    /// Runs the program with these words, and kills it after so long, without a
    /// word of warning. Whether it was still running then.
    pub async fn run_for(&self, time: Duration, words: &(impl Words + ?Sized)) -> bool {
        let mut command = Command::new(place::program());
        let mut child = self
            .set_up(command.args(words.words()))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let runs = tokio::time::timeout(time, child.wait()).await.is_err();
        if runs {
            child.kill().await.expect("it can be killed");
        }
        runs
    }

    /// Starts the program with these words; the test goes on while it runs.
    pub fn start(&self, words: &(impl Words + ?Sized)) -> Running<'_> {
        let mut command = Command::new(place::program());
        let command = self.set_up(command.args(words.words()));
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Running::new(self, command.spawn().expect("the program runs"))
    }

    /// Starts the program with these words by a script of `sh`, in which it is `"$@"`, and which must become it.
    pub fn start_within(&self, script: &str, words: &(impl Words + ?Sized)) -> Running<'_> {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(place::program());
        let command = self.set_up(shell.args(words.words()));
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        Running::new(self, command.spawn().expect("a shell runs"))
    }

    /// Starts the program with these words and pipes to all of its streams; it is killed when what
    /// is returned is dropped.
    pub fn piped(&self, words: &(impl Words + ?Sized)) -> Child {
        let mut command = Command::new(place::program());
        let command = self.set_up(command.args(words.words()));
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let child = command.stderr(Stdio::piped()).spawn();
        child.expect("the program runs")
    }

    async fn ended(&self, command: &mut Command) -> Ran {
        self.ran(self.set_up(command).output()).await
    }

    async fn ran(&self, output: impl Future<Output = io::Result<Output>>) -> Ran {
        let output = tokio::time::timeout(LIMIT, output).await;
        let output = output.expect("the program ends").expect("the program runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        assert_eq!(names(self.home.path()), [""; 0], "the home stays empty");
        Ran {
            exit: output.status.code().expect("an exit status"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    fn set_up<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        let path = std::env::var_os("PATH").unwrap_or_default();
        command
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.home.path())
            .env("USERPROFILE", self.home.path())
            .env("XDG_CACHE_HOME", place::cache())
            .env("XDG_STATE_HOME", self.state.path())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .current_dir(self.work.path())
            .stdin(Stdio::null())
            .kill_on_drop(true)
    }

    /// What the program keeps: files of its state, by their names.
    pub fn state(&self) -> Vec<String> {
        match self.state_directory() {
            directory if directory.is_dir() => names(&directory),
            _ => Vec::new(),
        }
    }

    /// For how many seconds the journal keeps a key after the end of its task.
    pub fn kept(&self, key: &str) -> i64 {
        let journal = self.state_directory().join("journal.db");
        let connection = rusqlite::Connection::open(journal).expect("a journal");
        let select = "SELECT keep FROM purchases WHERE idempotency_key = ?1";
        let kept = connection.query_row(select, [key], |row| row.get(0));
        kept.expect("an entry")
    }

    /// Where the program keeps its state.
    pub fn state_directory(&self) -> PathBuf {
        self.state.path().join("volcengine-visual")
    }

    /// Runs the program with these words and `--json`.
    pub async fn json(&self, words: &(impl Words + ?Sized)) -> (i32, Value) {
        let mut words = words.words();
        words.push("--json".to_owned());
        let ran = self.run(&words).await;
        (ran.exit, ran.object())
    }
}

impl Default for Shell {
    fn default() -> Shell {
        Shell::new()
    }
}

impl Ran {
    /// The one JSON object that standard output consists of.
    pub fn object(&self) -> Value {
        let value: Value =
            serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        assert!(value.is_object(), "{self:?}");
        assert_eq!(self.out.lines().count(), 1, "{self:?}");
        value
    }
}

fn names(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).expect("a directory");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn a_line_is_its_words() {
        let line = "run general-3.0 --prompt 'a  cat' -o '' --json";
        let words = [
            "run",
            "general-3.0",
            "--prompt",
            "a  cat",
            "-o",
            "",
            "--json",
        ];
        assert_eq!(line.words(), words);
        assert_eq!(words[..].words(), words);
    }
}
