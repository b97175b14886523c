//! `wasmtime serve` with `visual-http.wasm`, in a process of its own.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};

use crate::Rig;
use crate::served::TOKEN;

/// A running server, stopped when dropped.
pub struct Serve {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    /// Kept open: the server could not write into a closed pipe.
    _told: Lines<BufReader<ChildStderr>>,
}

impl Serve {
    /// Starts it with a token and the keys of this account.
    pub async fn start(wasmtime: &Path, component: &Path, rig: &Rig) -> Serve {
        let mut command = Command::new(wasmtime);
        command.args(["serve", "-S", "cli", "-S", "http", "--addr", "127.0.0.1:0"]);
        let endpoint = rig.simulator.endpoint();
        let token = rig.keys.session_token.as_deref();
        let variables = [
            ("VISUAL_TOKEN", TOKEN),
            ("VOLC_ACCESSKEY", &rig.keys.access_key_id),
            ("VOLC_SECRETKEY", &rig.keys.secret_access_key),
            ("VOLC_SESSION_TOKEN", token.unwrap_or_default()),
            ("VOLC_ENDPOINT", &endpoint),
        ];
        for (name, value) in variables {
            command.args(["--env", name]).env(name, value);
        }
        command.arg(component).stderr(Stdio::piped());
        let mut child = command.kill_on_drop(true).spawn().expect("wasmtime");
        let mut told = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let line = told.next_line().await.expect("text").expect("a line");
        let address = line.split_once("http://").map(|(_, address)| address);
        let address = address.unwrap_or(&line).trim_end_matches('/');
        Serve {
            address: address.parse().unwrap_or_else(|_| panic!("{line}")),
            child,
            _told: told,
        }
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id().expect("it runs")
    }
}
