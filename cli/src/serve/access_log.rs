//! The access log: one line of JSON for each request, without its path, prompts or links.

use crate::output::terminal;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The most lines that wait to be written. Further ones are lost, where nobody reads.
const MAX_LINES: usize = 4096;

/// How long the last lines are waited for.
const LAST_LINES: Duration = Duration::from_millis(500);

/// Writes lines on standard error, from a thread that may block.
pub struct AccessLog {
    open: Mutex<Option<(SyncSender<String>, JoinHandle<()>)>>,
    has_requests: bool,
}

impl AccessLog {
    /// Begins to write, a line for each request too if it `has_requests`.
    pub fn start(has_requests: bool) -> AccessLog {
        let (sender, receiver) = sync_channel(MAX_LINES);
        let thread = std::thread::spawn(move || write(&receiver));
        AccessLog {
            open: Mutex::new(Some((sender, thread))),
            has_requests,
        }
    }

    /// Writes the line of a request down, if there is room.
    pub fn request(&self, line: String) {
        if self.has_requests {
            self.event(line);
        }
    }

    /// Writes the line of anything else down, if there is room.
    pub fn event(&self, line: String) {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((sender, _)) = &*open {
            _ = sender.try_send(line);
        }
    }

    /// Writes what waits to be written, if somebody reads.
    pub async fn finish(&self) {
        let open = self
            .open
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some((sender, thread)) = open {
            drop(sender);
            let end = Instant::now() + LAST_LINES;
            while !thread.is_finished() && Instant::now() < end {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    }
}

fn write(lines: &Receiver<String>) {
    while let Ok(line) = lines.recv() {
        terminal::tell_lines(&[line]);
    }
}
