//! The program while it runs.

use std::io;
use std::process::{ExitStatus, Output};

use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{Child, Command};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::{LIMIT, Ran, Shell};

/// A run of the program that a test sends signals to. It is killed when it is dropped.
pub struct Running<'a> {
    shell: &'a Shell,
    child: Child,
    process: String,
    out: Stream,
    err: Stream,
}

impl<'a> Running<'a> {
    pub(super) fn new(shell: &'a Shell, mut child: Child) -> Running<'a> {
        Running {
            shell,
            process: child.id().expect("it runs").to_string(),
            out: Stream::read(child.stdout.take().expect("a pipe")),
            err: Stream::read(child.stderr.take().expect("a pipe")),
            child,
        }
    }

    /// Sends a signal, by its name without SIG: INT, TERM, HUP, KILL.
    pub async fn signal(&self, name: &str) {
        let mut kill = Command::new("sh");
        kill.args(["-c", "kill -s \"$0\" \"$1\"", name, &self.process]);
        assert!(kill.status().await.expect("a shell").success());
    }

    /// Returns when this text has been written to standard error.
    pub async fn told(&self, text: &str) {
        self.err.holds(text).await;
    }

    /// Returns when this text has been written to standard output.
    pub async fn printed(&self, text: &str) {
        self.out.holds(text).await;
    }

    /// Returns what has been written to standard output, once a whole line of it
    /// begins with this text.
    pub async fn printed_line(&self, start: &str) -> String {
        self.out.line(start).await
    }

    /// Returns when it has ended.
    pub async fn over(&mut self) {
        self.child.wait().await.expect("it ran");
    }

    /// Whether it has ended.
    pub fn is_over(&mut self) -> bool {
        self.child.try_wait().expect("it ran").is_some()
    }

    /// Waits for its end, which may be by a signal: then there is no exit status.
    pub async fn left(self) -> (Option<i32>, String, String) {
        let output = tokio::time::timeout(LIMIT, self.output()).await;
        let output = output.expect("the program ends").expect("it ran");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        (output.status.code(), out, err)
    }

    /// Waits for its end.
    pub async fn ended(self) -> Ran {
        self.shell.ran(self.output()).await
    }

    /// Waits for its end, which must come by the signal of this number.
    pub async fn killed_by(self, signal: i32) {
        let output = tokio::time::timeout(LIMIT, self.output()).await;
        let status = output.expect("the program ends").expect("it ran").status;
        assert_eq!(signal_of(status), Some(signal));
    }

    async fn output(mut self) -> io::Result<Output> {
        let status = self.child.wait().await?;
        Ok(Output {
            status,
            stdout: self.out.whole().await,
            stderr: self.err.whole().await,
        })
    }
}

/// The signals that ask a program to end: those that it heeds when it is started
/// from here, since what runs under `nohup` hands on that hang-ups are ignored.
pub fn signals() -> Vec<&'static str> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    match ignored.unwrap_or_default() & 1 {
        0 => vec!["INT", "TERM", "HUP"],
        _ => vec!["INT", "TERM"],
    }
}

#[cfg(unix)]
fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal_of(_: ExitStatus) -> Option<i32> {
    None
}

/// What it has written so far.
struct Stream {
    text: watch::Receiver<Vec<u8>>,
    reader: JoinHandle<()>,
}

impl Stream {
    fn read(mut from: impl AsyncRead + Unpin + Send + 'static) -> Stream {
        let (sender, text) = watch::channel(Vec::new());
        let reader = tokio::spawn(async move {
            let mut part = [0; 4096];
            while let Ok(length @ 1..) = from.read(&mut part).await {
                sender.send_modify(|all| all.extend_from_slice(&part[..length]));
            }
        });
        Stream { text, reader }
    }

    async fn holds(&self, text: &str) {
        self.until(text, |all| all.contains(text)).await;
    }

    async fn line(&self, start: &str) -> String {
        let begins = |line: &str| line.starts_with(start) && line.ends_with('\n');
        let found = |all: &str| all.split_inclusive('\n').any(begins);
        self.until(start, found).await
    }

    /// What has been written, once this is found in it.
    async fn until(&self, text: &str, found: impl Fn(&str) -> bool) -> String {
        let mut written = self.text.clone();
        let found = |all: &Vec<u8>| found(&String::from_utf8_lossy(all));
        let waited = tokio::time::timeout(LIMIT, written.wait_for(found)).await;
        let all = String::from_utf8_lossy(&self.text.borrow()).into_owned();
        assert!(
            matches!(waited, Ok(Ok(_))),
            "the program does not say {text:?}, but {all:?}"
        );
        all
    }

    async fn whole(self) -> Vec<u8> {
        _ = self.reader.await;
        self.text.borrow().clone()
    }
}
