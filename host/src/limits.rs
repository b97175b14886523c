//! What one call may use.

use std::time::Duration;
use wasmtime::ResourceLimiter;

/// Limits of one call.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Memory of the instance, all linear memories together, in bytes.
    pub memory: usize,
    /// The longest time of a call that names no wait of its own, and of a
    /// download.
    pub time: Duration,
    /// What a call may take beyond the wait that it names.
    pub margin: Duration,
    /// What may be passed between host and component in one call, in
    /// wasmtime's measure, which is somewhat more than bytes.
    pub transfer: usize,
    /// The largest file that is downloaded, in bytes.
    pub download: u64,
    /// How many calls run at once; more wait their turn.
    pub calls: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            memory: 256 << 20,
            time: Duration::from_secs(30 * 60),
            margin: Duration::from_secs(150),
            transfer: 256 << 20,
            download: 1 << 30,
            calls: 64,
        }
    }
}

impl Limits {
    /// The time limit of a call that waits for `wait_ms`.
    pub(crate) fn time_for(&self, wait_ms: Option<u32>) -> Duration {
        match wait_ms {
            Some(wait) => Duration::from_millis(wait.into()) + self.margin,
            None => self.time,
        }
    }
}

/// Counts the memory of one store over all its linear memories.
#[derive(Debug)]
pub(crate) struct MemoryGuard {
    limit: usize,
    used: usize,
    /// Whether a wish for more was refused.
    pub(crate) refused: bool,
}

impl MemoryGuard {
    pub(crate) fn new(limit: usize) -> MemoryGuard {
        MemoryGuard {
            limit,
            used: 0,
            refused: false,
        }
    }

    /// What is in use, in bytes.
    pub(crate) fn used(&self) -> usize {
        self.used
    }
}

impl ResourceLimiter for MemoryGuard {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let wanted = self.used.saturating_add(desired.saturating_sub(current));
        if wanted > self.limit {
            self.refused = true;
            return Ok(false);
        }
        self.used = wanted;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        _current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        Ok(desired <= 20_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memories_share_one_limit() {
        let mut guard = MemoryGuard::new(100);
        assert!(guard.memory_growing(0, 60, None).unwrap());
        assert!(guard.memory_growing(0, 40, None).unwrap());
        assert!(!guard.refused);
        assert!(!guard.memory_growing(60, 61, None).unwrap());
        assert!(guard.refused);
    }

    #[test]
    fn a_named_wait_gets_a_margin() {
        let limits = Limits::default();
        assert_eq!(limits.time_for(Some(1500)).as_millis(), 151_500);
        assert_eq!(limits.time_for(None), limits.time);
    }
}
