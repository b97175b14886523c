//! Which of the standard streams were closed when the program began. Rust's
//! runtime opens `/dev/null` in their place, so it must be looked at before.

use std::sync::atomic::{AtomicBool, Ordering};

/// Whether standard output was closed.
pub fn is_out() -> bool {
    OUT.load(Ordering::Relaxed)
}

/// Whether standard error was closed.
pub fn is_err() -> bool {
    ERR.load(Ordering::Relaxed)
}

static OUT: AtomicBool = AtomicBool::new(false);
static ERR: AtomicBool = AtomicBool::new(false);

#[cfg(target_os = "linux")]
mod early {
    use super::{ERR, OUT};
    use std::fs::symlink_metadata;
    use std::sync::atomic::Ordering;

    /// Called by the loader, ahead of the runtime.
    #[allow(
        unsafe_code,
        reason = "the section takes functions of exactly this type"
    )]
    #[unsafe(link_section = ".init_array")]
    #[used]
    static LOOK: extern "C" fn() = look;

    extern "C" fn look() {
        if symlink_metadata("/proc/self/fd").is_err() {
            return;
        }
        let is_closed = |path| symlink_metadata(path).is_err();
        OUT.store(is_closed("/proc/self/fd/1"), Ordering::Relaxed);
        ERR.store(is_closed("/proc/self/fd/2"), Ordering::Relaxed);
    }
}
