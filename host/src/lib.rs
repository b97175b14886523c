//! A wasmtime host for the Volcengine visual component.
//!
//! The component does the work (checking, signing, polling); this crate gives
//! it a sandbox with credentials and network, and nothing else.
//!
//! ```no_run
//! # async fn demo() -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//! use visual_host::{Keys, VisualHost, tools};
//!
//! // Compiles the component, which takes seconds the first time.
//! let host = VisualHost::builder().credentials(Keys::new("AKLT…", "…")).build()?;
//! let done = host
//!     .order(tools::General30::new("a cat").size(1024, 1024))
//!     .idempotency_key("issue-7")
//!     .wait(Duration::from_secs(120))
//!     .await?;
//! done.media[0].save("cat.jpg").await?;
//! # Ok(()) }
//! ```
//!
//! - [`VisualHost::order`] buys a product: one of [`tools`], or a tool's name and
//!   its arguments as JSON.
//! - [`VisualHost::task`] collects or cancels what was submitted before, by its
//!   [`Task`], which is plain text to keep.
//! - [`Error`] says what happened, what to do, and whether it was billed.
//!
//! # Running
//!
//! It needs a tokio runtime with its time and I/O drivers. Futures are `Send`, and
//! what blocks runs on tokio's blocking threads, except what its documentation
//! names: [`Builder::build`], [`Journal::open`] and [`Journal::connect`].
//!
//! Spans named `order`, `wait` and `download` go to [`tracing`], and counters to
//! the [`metrics`] facade: `visual_orders_total`, `visual_submissions_total`,
//! `visual_retries_total`, `visual_polls_total`, `visual_downloads_total`,
//! `visual_downloaded_bytes_total`, `visual_instances_total`, and the gauges
//! `visual_instances` and `visual_memory_bytes`. A journal in PostgreSQL adds
//! `visual_journal_statements_total`, the histogram `visual_journal_seconds`, and the gauges
//! `visual_journal_up` and `visual_fleet_members`. None holds keys, prompts or links.
//!
//! # Features
//!
//! - `component` (default): the component is inside of this crate. Without it
//!   [`Builder::component`] is required.
//! - `journal` (default): [`Journal::open`], a journal in a file of SQLite, which
//!   many processes share. Without it there is [`Journal::in_memory`], and SQLite
//!   is not compiled.
//! - `postgres` (default): [`Journal::connect`], a journal in PostgreSQL, which many
//!   machines share.

mod account;
mod builder;
mod clock;
mod counters;
mod download;
mod error;
mod files;
mod host;
mod host_error;
mod journal;
pub mod limiter;
mod net;
mod purchase;
mod raw;
mod sandbox;
mod setters;
pub mod tools;
pub mod types;
mod words;

pub use account::{Credentials, CredentialsError, Keys, KeysFuture, StaticKeys, VendorCredentials};
pub use builder::Builder;
pub use download::Download;
pub use files::{PartialFile, io_error_zh, read_bounded};
pub use host::VisualHost;
pub use host_error::HostError;
pub use journal::{
    DailyUsage, Entry, Journal, JournalError, State as EntryState, UsageAmount, UsageUnits,
    UsageUnmeasured,
};
#[cfg(feature = "postgres")]
pub use journal::{
    JournalAddress, JournalCheck, JournalFinding, Migrated, TransferError, Transferred,
};
pub use limiter::{Limiter, Quota};
pub use net::{Denied, Egress, Proxy, ProxyError};
pub use purchase::{Order, Progress, Quote, QuotedPrice, Range, TaskHandle};
pub use raw::{RawAnswer, RawCall, RawParameters};
pub use sandbox::{Limits, Usage};
pub use tools::Request;
pub use types::{
    Advice, Done, DownloadError, Downloaded, Error, ErrorInfo, ErrorKind, Media, MediaContent,
    Options, Origin, Outcome, Pending, Purchase, Task,
};
pub use visual_catalog::Side;

pub use visual_catalog::{Currency, Money, MoneyError, Quantity, Unit};

/// The component that was found when this crate was compiled; empty if there was
/// none.
#[cfg(feature = "component")]
pub static COMPONENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/visual.wasm"));

/// The Rust code of the documents compiles.
#[cfg(doctest)]
mod documents {
    #[doc = include_str!("../../README.md")]
    struct Readme;
    #[doc = include_str!("../../README.zh-CN.md")]
    struct ReadmeInChinese;
    #[doc = include_str!("../../docs/embedding.md")]
    struct Embedding;
}
