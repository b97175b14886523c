//! The time of day, and how long this machine has been running.

use std::fs;
use std::sync::OnceLock;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// What the clocks of this machine show at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The time of day, in seconds since 1970. Anybody may set it.
    pub(crate) wall: i64,
    /// What `uptime` counts from: a boot of the system, or the start of this
    /// process where the system does not tell.
    pub(crate) boot: String,
    /// Seconds since then, which nobody can set.
    pub(crate) uptime: i64,
}

/// Seconds since 1970.
pub(crate) fn unix() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// Reads the clocks.
pub(crate) fn read() -> Reading {
    let (boot, uptime) = since_boot().unwrap_or_else(since_start);
    Reading {
        wall: unix().cast_signed(),
        boot,
        uptime,
    }
}

/// The boot of a Linux system, and the seconds since then, suspension included.
fn since_boot() -> Option<(String, i64)> {
    // A process lives within one boot.
    static BOOT: OnceLock<Option<String>> = OnceLock::new();
    let boot = BOOT.get_or_init(|| fs::read_to_string("/proc/sys/kernel/random/boot_id").ok());
    let boot = boot.as_ref()?;
    Some((boot.trim().to_owned(), uptime()))
}

#[cfg(target_os = "linux")]
fn uptime() -> i64 {
    rustix::time::clock_gettime(rustix::time::ClockId::Boottime).tv_sec
}

/// Never asked for: only Linux has the file that names a boot.
#[cfg(not(target_os = "linux"))]
const fn uptime() -> i64 {
    0
}

fn since_start() -> (String, i64) {
    static START: OnceLock<(String, Instant)> = OnceLock::new();
    let (process, start) = START.get_or_init(|| (crate::journal::random_key(), Instant::now()));
    let seconds = start.elapsed().as_secs();
    (process.clone(), seconds.cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_boot_is_one_boot() {
        for clock in [since_boot().unwrap_or_else(since_start), since_start()] {
            assert!(!clock.0.is_empty() && clock.1 >= 0, "{clock:?}");
        }
        assert_eq!(since_start().0, since_start().0);
        assert_eq!(read().boot, read().boot);
    }
}
