//! What all schedules of a run share.

use std::collections::HashMap;

use tokio::sync::Semaphore;

use super::probe::Probe;
use super::{Script, Subject};
use crate::{Ear, rig};
use visual_host::{Keys, StaticKeys, VisualHost};

/// How many play at once, of all scenarios; the host has more places.
const PLACES: usize = 56;

/// How much is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Everything, or a small part of it.
    pub full: bool,
    /// How many schedules of cut lines; fewer than there are leave some out
    /// evenly.
    pub cuts: usize,
    /// So much longer callers wait whose wait is to run out: what comes before must happen within it, on a machine
    /// that is busy as well. In milliseconds.
    pub room_ms: u32,
}

impl Size {
    /// Some hundred schedules.
    pub const QUICK: Size = Size {
        full: false,
        cuts: 240,
        room_ms: 0,
    };
    /// The same for a machine that does other things as well.
    pub const UNHURRIED: Size = Size {
        room_ms: 6_000,
        ..Size::QUICK
    };
    /// Every byte.
    pub const FULL: Size = Size {
        full: true,
        cuts: usize::MAX,
        room_ms: 0,
    };

    /// One or the other.
    pub fn pick<T>(self, quick: T, full: T) -> T {
        if self.full { full } else { quick }
    }

    /// A wait that is to run out, in milliseconds.
    pub fn wait(self, wait_ms: u32) -> u32 {
        wait_ms + self.room_ms
    }
}

/// What all schedules share.
pub struct Stage {
    /// How much is played.
    pub size: Size,
    /// The component, without an account.
    pub host: VisualHost,
    /// Where no request may arrive.
    pub ear: Ear,
    /// Places for calls. Who waits for one does not wait in the host, where
    /// it would count.
    pub places: Semaphore,
    probes: HashMap<(Subject, Script), Probe>,
}

impl Stage {
    /// Measures what is to be cut.
    pub async fn set(size: Size) -> Stage {
        let host = rig::host(StaticKeys::new(Keys::new("", "")));
        let mut probes = HashMap::new();
        for subject in Subject::BOTH {
            for script in Script::ALL {
                let probe = Probe::new(subject, script, &host).await;
                probes.insert((subject, script), probe);
            }
        }
        Stage {
            size,
            host,
            ear: Ear::listen().await,
            places: Semaphore::new(PLACES),
            probes,
        }
    }

    /// A purchase on the wire.
    pub fn probe(&self, subject: Subject, script: Script) -> &Probe {
        &self.probes[&(subject, script)]
    }
}
