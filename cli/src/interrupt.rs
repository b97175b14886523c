//! Ctrl-C and the other signals that ask a program to end: noticed whenever
//! they come, and answered where a task or a product can be saved.

use std::future::pending;
use tokio::sync::watch;

/// Listens from its making on: no signal is lost between two waits.
pub struct Interrupt(watch::Receiver<()>);

impl Interrupt {
    /// Starts to listen, in place of the system's own handling.
    pub fn listen() -> Interrupt {
        let (sender, receiver) = watch::channel(());
        signals::forward(&sender);
        Interrupt(receiver)
    }

    /// Waits for a signal that was not told yet.
    pub async fn caught(&mut self) {
        if self.0.changed().await.is_err() {
            pending().await
        }
    }
}

/// From here on, a file that grows too large is an error of the write, and
/// not the end of the program. Needs a tokio runtime.
pub fn survive_large_files() {
    signals::survive_large_files();
}

#[cfg(unix)]
mod signals {
    use tokio::signal::unix::{SignalKind, signal};
    use tokio::sync::watch::Sender;

    /// `SIGXFSZ` of Linux on most machines, of macOS and of the BSDs.
    const FILE_TOO_LARGE: i32 = 25;
    /// `SIGXCPU`, likewise.
    const CPU_TIME_USED_UP: i32 = 24;

    /// Ctrl-C, a request to end, a terminal that went away, and the first
    /// warning that processor time is used up.
    pub fn forward(to: &Sender<()>) {
        let kinds = [
            SignalKind::interrupt(),
            SignalKind::terminate(),
            SignalKind::hangup(),
            SignalKind::from_raw(CPU_TIME_USED_UP),
        ];
        // `nohup` asks to outlive the terminal.
        let ignored = ignored();
        let kinds = kinds
            .into_iter()
            .filter(|kind| *kind != SignalKind::hangup() || ignored & bit(*kind) == 0);
        for mut signal in kinds.filter_map(|kind| signal(kind).ok()) {
            let to = to.clone();
            tokio::spawn(
                async move { while signal.recv().await.is_some() && to.send(()).is_ok() {} },
            );
        }
    }

    pub fn survive_large_files() {
        // The handler outlives the listener.
        _ = signal(SignalKind::from_raw(FILE_TOO_LARGE));
    }

    fn bit(kind: SignalKind) -> u64 {
        1_u64 << (kind.as_raw_value() - 1)
    }

    /// The signals that are ignored, a bit each, where the system tells.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status
            .lines()
            .find_map(|line| line.strip_prefix("SigIgn:"))
            .and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
        mask.unwrap_or_default()
    }
}

#[cfg(not(unix))]
mod signals {
    use tokio::sync::watch::Sender;

    pub fn forward(to: &Sender<()>) {
        let to = to.clone();
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() && to.send(()).is_ok() {}
        });
    }

    pub fn survive_large_files() {}
}
