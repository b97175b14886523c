//! What one call may use.

use crate::sandbox::usage::{self, Usage};
use crate::setters::setters;
use crate::{HostError, counters};
use std::time::Duration;
use wasmtime::ResourceLimiter;

/// Limits of one call, and of the component that is loaded.
///
/// Together they bound what any component, a foreign one too, can take: at the
/// defaults its peak is below 256 MiB a call. What has no field here (tables,
/// resources, connections, requests, purchases) is bounded by constants that
/// [`Usage`] names.
///
/// ```
/// use visual_host::Limits;
///
/// let limits = Limits::default().with_memory(96 << 20).with_calls(8);
/// assert_eq!(limits.download, Limits::default().download);
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Memory of the instance, all linear memories together, in bytes.
    pub memory: usize,
    /// The longest time of a call that names no wait of its own, and of a
    /// download, the writer's time included.
    pub time: Duration,
    /// What a call may take beyond the wait that it names.
    pub margin: Duration,
    /// The longest time of an instantiation, and of a call that needs no
    /// network: `list_tools`, `describe`, and the text form of a task.
    pub local: Duration,
    /// What the component may hand to the host in one piece, in bytes: the
    /// result of a call, or the arguments of one call of an import. Texts count
    /// with their bytes, lists with the size of their elements in the host's
    /// memory: a byte counts 1 in typed calls, and 48 as a dynamic value
    /// ([`wasmtime::component::Val`]). What goes to the component does not count.
    pub transfer: usize,
    /// The largest file that is downloaded, in bytes.
    pub download: u64,
    /// How many calls run at once; more wait their turn. At least 1.
    pub calls: u32,
    /// How many downloads run at once, beside the calls: one whose writer is
    /// slow holds up no purchase. At least 1.
    pub downloads: u32,
    /// The largest component that is loaded, in bytes.
    pub component: usize,
    /// How long a component may be compiled. Compilation cannot be interrupted:
    /// after this time [`Builder::build`](crate::Builder::build) returns an
    /// error, and a thread works on until the code is done or the process ends.
    pub compile: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            memory: 144 << 20,
            time: Duration::from_secs(30 * 60),
            margin: Duration::from_secs(150),
            local: Duration::from_secs(5),
            transfer: 80 << 20,
            download: 1 << 30,
            calls: 64,
            downloads: 16,
            component: 8 << 20,
            compile: Duration::from_secs(60),
        }
    }
}

setters!(Limits {
    with_memory(memory: usize) => memory,
    with_time(time: Duration) => time,
    with_margin(margin: Duration) => margin,
    with_local(local: Duration) => local,
    with_transfer(transfer: usize) => transfer,
    with_download(download: u64) => download,
    with_calls(calls: u32) => calls,
    with_downloads(downloads: u32) => downloads,
    with_component(component: usize) => component,
    with_compile(compile: Duration) => compile,
});

impl Limits {
    /// The time limit of a call that waits for `wait_ms`.
    pub(crate) fn time_for(&self, wait_ms: Option<u32>) -> Duration {
        match wait_ms {
            Some(wait) => Duration::from_millis(wait.into()) + self.margin,
            None => self.time,
        }
    }

    /// Refuses limits under which nothing could ever run.
    pub(crate) fn check(&self) -> Result<(), HostError> {
        for (name, value) in [("calls", self.calls), ("downloads", self.downloads)] {
            if value == 0 {
                return Err(HostError::ZeroLimit(name));
            }
        }
        Ok(())
    }
}

/// Counts memory and table elements of one store.
#[derive(Debug)]
pub(crate) struct Guard {
    limit: usize,
    used: usize,
    elements: usize,
    /// The limit that was reached first, if one was.
    pub(crate) reached: Option<HostError>,
}

impl Guard {
    pub(crate) fn new(limit: usize) -> Guard {
        counters::instances(1.0);
        Guard {
            limit,
            used: 0,
            elements: 0,
            reached: None,
        }
    }

    /// The memory in use, in bytes.
    pub(crate) fn used(&self) -> usize {
        self.used
    }

    /// Notes the limit that was reached.
    pub(crate) fn reach(&mut self, limit: HostError) {
        self.reached.get_or_insert(limit);
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        counters::instances(-1.0);
        counters::memory(-(self.used as f64));
    }
}

impl ResourceLimiter for Guard {
    fn memory_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let wanted = self.used.saturating_add(desired.saturating_sub(current));
        if wanted > self.limit {
            self.reach(HostError::MemoryLimit(self.limit));
            return Ok(false);
        }
        counters::memory((wanted - self.used) as f64);
        self.used = wanted;
        Ok(true)
    }

    fn table_growing(
        &mut self,
        current: usize,
        desired: usize,
        _maximum: Option<usize>,
    ) -> wasmtime::Result<bool> {
        let max = usage::TABLE_ELEMENTS;
        let wanted = self
            .elements
            .saturating_add(desired.saturating_sub(current));
        if wanted > max {
            self.reach(HostError::limit(Usage::TableElements, max));
            return Ok(false);
        }
        self.elements = wanted;
        Ok(true)
    }

    fn instances(&self) -> usize {
        usage::INSTANCES as usize
    }

    fn memories(&self) -> usize {
        usage::MEMORIES as usize
    }

    fn tables(&self) -> usize {
        usage::TABLES as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memories_share_one_limit() {
        let mut guard = Guard::new(100);
        assert!(guard.memory_growing(0, 60, None).unwrap());
        assert!(guard.memory_growing(0, 40, None).unwrap());
        assert_eq!(guard.reached, None);
        assert!(!guard.memory_growing(60, 61, None).unwrap());
        assert_eq!(guard.reached, Some(HostError::MemoryLimit(100)));
    }

    #[test]
    fn tables_share_one_limit() {
        let mut guard = Guard::new(100);
        assert!(guard.table_growing(0, 12_000, None).unwrap());
        assert!(guard.table_growing(0, 8_000, None).unwrap());
        assert!(!guard.table_growing(12_000, 12_001, None).unwrap());
        let limit = HostError::limit(Usage::TableElements, 20_000);
        assert_eq!(guard.reached, Some(limit));
    }

    #[test]
    fn a_named_wait_gets_a_margin() {
        let limits = Limits::default();
        assert_eq!(limits.time_for(Some(1500)).as_millis(), 151_500);
        assert_eq!(limits.time_for(None), limits.time);
    }

    #[test]
    fn limits_that_would_hang_are_refused() {
        assert!(Limits::default().check().is_ok());
        for limits in [
            Limits::default().with_calls(0),
            Limits::default().with_downloads(0),
        ] {
            assert!(matches!(limits.check(), Err(HostError::ZeroLimit(_))));
        }
    }
}
