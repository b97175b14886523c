//! Faults of a host, whatever they were told as.

use crate::sandbox::usage::Usage;

/// A fault of the host, or of a component in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HostError {
    /// The bytes are no component.
    #[error("this file is no WebAssembly component: {0}")]
    NotAComponent(String),
    /// The component wants something that this host does not offer.
    #[error("the component imports `{name}`, which this host does not offer{hint}")]
    UnknownImport {
        /// The import.
        name: String,
        /// What to do about it; empty or beginning with a colon.
        hint: &'static str,
    },
    /// The component does not have the shape of this host's contract.
    #[error("the component does not fit this host: {0}")]
    Incompatible(String),
    /// The engine could not be set up.
    #[error("the WebAssembly engine could not be set up: {0}")]
    Engine(String),
    /// TLS could not be set up.
    #[error("TLS could not be set up: {0}")]
    Tls(String),
    /// A call took longer than the host allows.
    #[error("the call reached the host's time limit of {0} s")]
    TimeLimit(u64),
    /// The time that its caller gave it ran out.
    #[error("no whole answer came within the time that the caller gave")]
    Deadline,
    /// A call needed more memory than the host allows.
    #[error("the call reached the host's memory limit of {0} bytes")]
    MemoryLimit(usize),
    /// More was to pass between host and component than the host allows.
    #[error("the call reached the host's limit of {0} on what passes between host and component")]
    TransferLimit(usize),
    /// The component, or a call of it, used more than the host allows.
    #[error("the component reached the host's limit of {1} {0}")]
    Limit(Usage, u64),
    /// The component takes too long to compile.
    #[error("the component was not compiled within the host's limit of {0} s")]
    CompileLimit(u64),
    /// A limit under which nothing could run.
    #[error("`limits.{0}` is 0, and nothing could run: it must be at least 1")]
    ZeroLimit(&'static str),
    /// The component stopped by a fault of its own.
    #[error("the component stopped by a fault of its own: {0}")]
    Trap(String),
}

impl HostError {
    pub(crate) fn limit(usage: Usage, max: usize) -> HostError {
        HostError::Limit(usage, max as u64)
    }
}
