//! The host's clocks: the time, pauses and deadlines.

use crate::bindings::wasi::clocks::{monotonic_clock, wall_clock};
use crate::bindings::wasi::io::poll::{self, Pollable};
use crate::call::flow::Now;
use crate::errors::transport_codes::DEADLINE;
use crate::errors::transport_error::TransportError;

/// `wasi:clocks` counts nanoseconds.
pub const NANOS_PER_MILLI: u64 = 1_000_000;

/// Waits for so many milliseconds.
pub fn pause(milliseconds: u64) {
    monotonic_clock::subscribe_duration(milliseconds * NANOS_PER_MILLI).block();
}

/// Seconds since 1970.
pub fn unix() -> u64 {
    wall_clock::now().seconds
}

/// The time on both clocks.
pub fn now() -> Now {
    let noise = monotonic_clock::now();
    Now {
        unix: unix(),
        ms: noise / NANOS_PER_MILLI,
        noise,
    }
}

/// When something must be over, on the clock that never jumps.
#[derive(Clone, Copy)]
pub struct Deadline(u64);

impl Deadline {
    pub fn after(milliseconds: u64) -> Deadline {
        let nanoseconds = milliseconds.saturating_mul(NANOS_PER_MILLI);
        Deadline(monotonic_clock::now().saturating_add(nanoseconds))
    }

    /// So many milliseconds after a moment that was read already.
    pub fn since(now: Now, milliseconds: u64) -> Deadline {
        let end = now.ms.saturating_add(milliseconds);
        Deadline(end.saturating_mul(NANOS_PER_MILLI))
    }

    pub fn never() -> Deadline {
        Deadline(u64::MAX)
    }

    /// This one, or the one after so many milliseconds, whichever comes first.
    pub fn or_after(self, milliseconds: u64) -> Deadline {
        Deadline(self.0.min(Deadline::after(milliseconds).0))
    }

    pub fn left_ms(self) -> u64 {
        // Hosts add this to their own clock: a century is enough.
        const LONGEST_MS: u64 = 100 * 365 * 24 * 3_600_000;
        let left = self.0.saturating_sub(monotonic_clock::now());
        (left / NANOS_PER_MILLI).clamp(1, LONGEST_MS)
    }

    /// Waits for something, but no longer than allowed.
    pub fn wait(self, pollable: &Pollable) -> Result<(), TransportError> {
        let end = monotonic_clock::subscribe_instant(self.0);
        if poll::poll(&[pollable, &end]).contains(&0) {
            return Ok(());
        }
        Err(TransportError::from_code(DEADLINE))
    }
}
