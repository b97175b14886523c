//! The WebAssembly engine: pooled instances, a compilation cache, and a clock
//! that lets a busy component be interrupted.

use crate::files::private;
use crate::sandbox::usage;
use crate::{HostError, Limits};
use std::path::Path;
use std::time::Duration;
use wasmtime::{Cache, CacheConfig, Config, Engine, InstanceAllocationStrategy};
use wasmtime::{Enabled, EngineWeak, PoolingAllocationConfig};

/// How often a busy component lets other work on.
const TICK: Duration = Duration::from_millis(20);

/// How much of a memory, and of a table, stays with its place in the pool when
/// a call is over, in bytes: as much as a small call writes to, or a picture in
/// a reply takes. More places than calls at once have needed are not used.
const RESIDENT_MEMORY: usize = 8 << 20;
const RESIDENT_TABLE: usize = 64 << 10;

/// Sets up an engine; `cache` is the directory of compiled code.
pub(crate) fn engine(limits: &Limits, cache: Option<&Path>) -> Result<Engine, HostError> {
    let mut config = Config::new();
    config.epoch_interruption(true);
    if let Some(directory) = cache {
        match private_cache(directory) {
            Ok(cache) => _ = config.cache(Some(cache)),
            Err(error) => tracing::warn!(%error, "compiled code is not cached"),
        }
    }
    // Pools reserve much address space, which some systems do not grant.
    let pooled = config
        .clone()
        .allocation_strategy(InstanceAllocationStrategy::Pooling(pool(limits)))
        .clone();
    let engine = Engine::new(&pooled)
        .or_else(|error| {
            tracing::warn!(%error, "instances are not pooled");
            Engine::new(&config)
        })
        .map_err(|error| HostError::Engine(format!("{error:#}")))?;
    tick(engine.weak());
    Ok(engine)
}

/// Room for as many instances as may run at once, each within its limits.
fn pool(limits: &Limits) -> PoolingAllocationConfig {
    let calls = limits.calls.saturating_add(limits.downloads);
    let mut pool = PoolingAllocationConfig::new();
    pool.total_component_instances(calls)
        .total_core_instances(calls.saturating_mul(usage::INSTANCES))
        .total_memories(calls.saturating_mul(usage::MEMORIES))
        .total_tables(calls.saturating_mul(usage::TABLES))
        .total_stacks(calls)
        .max_memory_size(limits.memory)
        // What a small call wrote to is cleaned and used again, without the
        // kernel: page faults were a fifth of its time.
        .linear_memory_keep_resident(RESIDENT_MEMORY)
        .table_keep_resident(RESIDENT_TABLE)
        .pagemap_scan(Enabled::Auto)
        .max_unused_warm_slots(0);
    pool
}

fn tick(engine: EngineWeak) {
    std::thread::spawn(move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            std::thread::sleep(TICK);
        }
    });
}

/// Compiled code is run as it is found, so nobody else may have written there.
fn private_cache(directory: &Path) -> wasmtime::Result<Cache> {
    private::directory(directory)?;
    private::check_private(directory)?;
    let mut config = CacheConfig::new();
    config.with_directory(directory);
    Cache::new(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pool_fits_the_address_space() {
        let mut config = Config::new();
        let pool = pool(&Limits::default());
        config.allocation_strategy(InstanceAllocationStrategy::Pooling(pool));
        Engine::new(&config).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn cache_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let root = tempfile::tempdir().unwrap();
        let directory = root.path().join("a/b");
        private_cache(&directory).unwrap();
        let mode = std::fs::metadata(&directory).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        let shared = std::fs::Permissions::from_mode(0o777);
        std::fs::set_permissions(&directory, shared).unwrap();
        assert!(private_cache(&directory).is_err());
        let mode = std::fs::metadata(&directory).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o777, "what was there is not changed");
    }
}
