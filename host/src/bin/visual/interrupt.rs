//! Ctrl-C, noticed whenever it comes and answered where a task can be saved.

use std::future::pending;
use tokio::sync::watch;

/// Listens from its making on: no press is lost between two waits.
pub struct Interrupt(watch::Receiver<()>);

impl Interrupt {
    /// Starts to listen, in place of the system's own handling.
    pub fn listen() -> Interrupt {
        let (sender, receiver) = watch::channel(());
        tokio::spawn(async move {
            while tokio::signal::ctrl_c().await.is_ok() && sender.send(()).is_ok() {}
        });
        Interrupt(receiver)
    }

    /// Waits for a press that was not told yet.
    pub async fn caught(&mut self) {
        if self.0.changed().await.is_err() {
            pending().await
        }
    }
}
