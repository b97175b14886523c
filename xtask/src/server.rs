//! A program that serves on loopback while a command runs.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// A running server, stopped when dropped.
pub struct Server {
    process: Child,
    /// Where it listens, such as `http://127.0.0.1:8080`.
    pub endpoint: String,
    /// Kept open: the server could not write into a closed pipe.
    output: BufReader<Box<dyn Read>>,
}

/// Where a server says that it listens.
pub enum Says {
    /// On standard output.
    Output,
    /// On standard error.
    Error,
}

impl Server {
    /// Starts a server, whose first line ends in its address.
    pub fn start(mut command: Command, says: Says) -> Result<Server> {
        let name = command.get_program().to_string_lossy().into_owned();
        match says {
            Says::Output => command.stdout(Stdio::piped()),
            Says::Error => command.stderr(Stdio::piped()),
        };
        let process = command.spawn();
        let mut process = process.with_context(|| format!("cannot start {name}"))?;
        let output: Box<dyn Read> = match (process.stdout.take(), process.stderr.take()) {
            (Some(output), _) => Box::new(output),
            (_, Some(error)) => Box::new(error),
            _ => anyhow::bail!("{name} has no output"),
        };
        let mut server = Server {
            process,
            endpoint: String::new(),
            output: BufReader::new(output),
        };
        let mut line = String::new();
        server.output.read_line(&mut line)?;
        let address = line.find("http://").and_then(|at| line.get(at..));
        let address =
            address.with_context(|| format!("{name} said {line:?}, not where it listens"))?;
        server.endpoint = address.trim().trim_end_matches('/').to_owned();
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
