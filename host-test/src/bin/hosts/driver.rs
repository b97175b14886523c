//! A host in a process of its own.

use std::process::Stdio;

use host_test::Rig;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// What a host said, and how long it took.
pub struct Answer {
    /// The answer.
    pub said: Value,
    /// Milliseconds.
    pub ms: u64,
    /// The memory of the host in MiB, where it is not that of the driver.
    pub mib: Option<u64>,
}

impl Answer {
    /// Whether the host can do what it was asked for.
    pub fn is_able(&self) -> bool {
        !self.said.is_null()
    }

    /// The task of a job that is still running.
    pub fn task(&self) -> Option<String> {
        self.said["pending"].as_str().map(str::to_owned)
    }

    /// The answer without what differs from call to call: links and tasks.
    pub fn comparable(&self) -> Value {
        let mut said = self.said.clone();
        if let Some(task) = said.get_mut("pending") {
            *task = json!(task.as_str().is_some_and(|task| task.starts_with("vt1.")));
        }
        if let Some(media) = said
            .pointer_mut("/done/media")
            .and_then(Value::as_array_mut)
        {
            for media in media {
                // The simulator draws by the seed, which it chooses: files differ in size.
                media[3] = match &media[3] {
                    Value::String(link) => json!(
                        link.split('?')
                            .next()
                            .is_some_and(|link| link.starts_with("http://127.0.0.1:"))
                    ),
                    length => json!(length.as_u64() > Some(1000)),
                };
            }
        }
        said
    }
}

/// A script that reads requests line by line, and writes answers.
pub struct Driver {
    child: Child,
    requests: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Driver {
    /// Starts a script with the keys of this account, and nothing else, in its
    /// environment.
    pub fn start(command: &[String], rig: &Rig) -> Driver {
        let (program, args) = command.split_first().expect("a command");
        let mut process = Command::new(program);
        process.args(args);
        process
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        process.env("VOLC_ACCESSKEY", &rig.keys.access_key_id);
        process.env("VOLC_SECRETKEY", &rig.keys.secret_access_key);
        process.env("VOLC_ENDPOINT", rig.simulator.endpoint());
        match &rig.keys.session_token {
            Some(token) => process.env("VOLC_SESSION_TOKEN", token),
            None => process.env_remove("VOLC_SESSION_TOKEN"),
        };
        let mut child = process
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let answers = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let requests = child.stdin.take().expect("a pipe");
        Driver {
            child,
            requests,
            answers,
        }
    }

    /// Asks once.
    pub async fn ask(&mut self, request: &Value) -> Answer {
        let line = format!("{request}\n");
        self.requests
            .write_all(line.as_bytes())
            .await
            .expect("it reads");
        let line = self
            .answers
            .next_line()
            .await
            .expect("it writes")
            .expect("an answer");
        let mut answer: Value = serde_json::from_str(&line).expect("JSON");
        Answer {
            ms: answer["ms"].as_u64().expect("a time"),
            mib: answer["mib"].as_u64(),
            said: answer["answer"].take(),
        }
    }

    /// Lets it end by itself, with what it started.
    pub async fn end(self) {
        let Driver {
            mut child,
            requests,
            ..
        } = self;
        drop(requests);
        child.wait().await.expect("it ends");
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id().expect("it runs")
    }
}
