//! A connection to a journal for a command, which is no member of those that share it.

use super::address;
use super::link::Link;
use crate::journal::backend::PATIENCE;
use crate::journal::store::StoreError;
use tokio::runtime::Builder;
use tokio::time::Instant;

/// Does something with a database, on a thread of its own: the caller may be in a runtime.
pub(super) fn run<T: Send, E: From<StoreError> + Send>(
    text: &str,
    work: impl AsyncFnOnce(Link) -> Result<T, E> + Send,
) -> Result<T, E> {
    let address = address::parse(text, std::env::var("PGPASSWORD").ok())?;
    let run = || {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| StoreError::new(error, "无法启动线程"))?;
        runtime.block_on(async { work(Link::new(address)?).await })
    };
    std::thread::scope(|scope| {
        let ran = scope.spawn(run).join();
        ran.unwrap_or_else(|_| Err(StoreError::failed("a thread has ended").into()))
    })
}

/// Until when a statement that takes no time is waited for.
pub(super) fn soon() -> Instant {
    Instant::now() + PATIENCE
}
