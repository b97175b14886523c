//! `visual serve` in a process of its own.

use std::net::SocketAddr;
use std::path::Path;

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use volc_sim::Simulator;

use crate::program::{Running, Shell, Words};
use crate::served::{Answer, TOKEN};

/// A server with a token and the keys of an account at a simulator of its own.
pub async fn place() -> (Simulator, Shell) {
    let (simulator, shell) = Shell::simulated().await;
    (simulator, shell.set("VISUAL_TOKEN", TOKEN))
}

/// A running server, which answers to `visual.example`.
pub struct VisualServe<'a> {
    /// The program.
    pub running: Running<'a>,
    /// Where it listens.
    pub address: SocketAddr,
    /// What it printed.
    pub told: Value,
}

impl<'a> VisualServe<'a> {
    /// Starts it with these options more.
    pub async fn start(shell: &'a Shell, options: &str) -> VisualServe<'a> {
        let mut words = "serve --json --listen 127.0.0.1:0 --host visual.example".words();
        words.extend(options.words());
        let running = shell.start(&words);
        let line = running.printed_line("{\"serve\"").await;
        let told: Value = serde_json::from_str(line.trim()).expect("JSON");
        let told = told["serve"].clone();
        let url = told["url"].as_str().expect("an address");
        let address = url.trim_start_matches("http://").parse();
        VisualServe {
            running,
            address: address.expect("an address"),
            told,
        }
    }

    /// Answers a request, on a connection of its own.
    pub async fn answer(&self, request: Request<Full<Bytes>>) -> Answer {
        self.try_answer(request).await.expect("a response")
    }

    /// The same of a server that may be gone.
    pub async fn try_answer(&self, request: Request<Full<Bytes>>) -> anyhow::Result<Answer> {
        answer(self.address, request).await
    }

    /// Sends bytes, and returns what comes back until the end of the connection.
    pub async fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.expect("a server");
        // A server may close a connection whose request it refuses.
        let _ = stream.write_all(bytes).await;
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// Sends a request to an address.
pub async fn answer(address: SocketAddr, request: Request<Full<Bytes>>) -> anyhow::Result<Answer> {
    let stream = TokioIo::new(TcpStream::connect(address).await?);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(stream).await?;
    tokio::spawn(connection);
    let response = sender.send_request(request).await?;
    let (parts, body) = response.into_parts();
    let body = body.collect().await?.to_bytes();
    Ok(Answer::new(http::Response::from_parts(parts, body)))
}

/// The purchases of a journal, by their states.
pub fn states(file: &Path) -> Vec<String> {
    let connection = rusqlite::Connection::open(file).expect("a journal");
    let mut select = connection
        .prepare("SELECT state FROM purchases ORDER BY state")
        .expect("a table");
    let rows = select.query_map([], |row| row.get(0)).expect("rows");
    rows.map(|state| state.expect("a state")).collect()
}
