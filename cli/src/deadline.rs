//! How long products are waited for: until a signal comes, or time is up.

use crate::interrupt::Interrupt;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Why nothing more is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Interrupted,
    TimedOut,
}

/// What may end a command before it is done.
pub struct Deadline {
    interrupt: Interrupt,
    /// When the time of `--wait` is up.
    end: Option<Instant>,
    stop: Option<Stop>,
}

impl Deadline {
    /// Listens from now on; `wait` bounds the whole command.
    pub fn start(wait: Option<Duration>) -> Deadline {
        Deadline {
            interrupt: Interrupt::listen(),
            end: wait.map(|wait| Instant::now() + wait),
            stop: None,
        }
    }

    /// How much time is left, if it is bounded.
    pub fn remaining(&self) -> Option<Duration> {
        self.end
            .map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// Waits until the time is up, if it is bounded.
    pub fn elapsed(&self) -> impl Future<Output = ()> + use<> {
        let end = self.end;
        async move {
            match end {
                Some(end) => sleep_until(end).await,
                None => std::future::pending().await,
            }
        }
    }

    /// Whether a signal came.
    pub fn is_interrupted(&self) -> bool {
        self.stop == Some(Stop::Interrupted)
    }

    /// Waits for the next signal.
    pub async fn interrupted(&mut self) {
        self.interrupt.caught().await;
        self.stop = Some(Stop::Interrupted);
    }

    /// Waits until nothing more should be waited for; at once if that was so
    /// before.
    pub async fn reached(&mut self) -> Stop {
        if let Some(stop) = self.stop {
            return stop;
        }
        let late = self.elapsed();
        tokio::select! {
            () = self.interrupt.caught() => self.stop = Some(Stop::Interrupted),
            () = late => self.stop = Some(Stop::TimedOut),
        }
        self.stop.unwrap_or(Stop::TimedOut)
    }

    /// Waits for a signal beyond the first one: what must be kept is given up
    /// only when that is asked for twice.
    pub async fn interrupted_again(&mut self) {
        if !self.is_interrupted() {
            self.interrupted().await;
        }
        self.interrupted().await;
    }
}
