//! A wasmtime host for the Volcengine visual component.
//!
//! The component does the work (checking, signing, polling); this crate gives
//! it a sandbox with credentials and network, and nothing else.
//!
//! ```no_run
//! # async fn demo(component: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
//! use visual_host::{StaticKeys, VisualHost};
//!
//! let keys = visual_host::Keys::new("AKLT…", "…");
//! let host = VisualHost::builder()
//!     .component(component)
//!     .credentials(StaticKeys::new(keys))
//!     .build()?;
//! let outcome = host.invoke("general-3.0", r#"{"prompt":"a cat"}"#, None).await?;
//! println!("{}", visual_host::json::outcome(&outcome, None));
//! # Ok(()) }
//! ```
//!
//! Typed calls use the generated [`bindings`]: [`Typed`] makes an order of
//! them, and a [`Session`] is the bare instance.

mod account;
mod builder;
mod clock;
mod download;
mod error;
mod files;
mod host;
mod journal;
pub mod json;
pub mod limiter;
mod net;
mod purchase;
mod raw;
mod sandbox;

pub use account::{Credentials, CredentialsError, Keys, KeysFuture, StaticKeys, VendorCredentials};
pub use builder::Builder;
pub use download::{DownloadError, Downloaded};
pub use error::{CallError, HostError};
pub use files::{PartialFile, read_bounded};
pub use host::VisualHost;
pub use journal::{Entry, Journal, JournalError, State as IntentState};
pub use limiter::{Limiter, Quota};
pub use net::{Denied, Egress, Proxy, ProxyError};
pub use purchase::{Order, Progress, Wanted, Watch};
pub use raw::{RawAnswer, RawCall, RawParameters};
pub use sandbox::bindings;
pub use sandbox::bindings::exports::volcengine::visual::{
    catalog, downloads::Origin, tasks, types,
};
pub use sandbox::{Answering, Call, Calling, Limits, Session, State, Typed, Usage};

/// The component that was found when this crate was compiled; empty if there was
/// none.
#[cfg(feature = "component")]
pub static COMPONENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/visual.wasm"));
