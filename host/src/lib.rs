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
//! For typed calls open a [`Session`] and use the generated [`bindings`].

pub mod bindings;
mod builder;
mod call;
mod credentials;
mod download;
mod egress;
mod engine;
mod error;
mod hooks;
mod host;
pub mod json;
mod keys;
pub mod limiter;
mod limits;
mod load;
mod partial;
mod raw;
mod retry_budget;
mod session;
mod state;
mod transport;
mod vendor;

pub use bindings::exports::volcengine::visual::{catalog, downloads::Origin, tasks, types};
pub use builder::Builder;
pub use credentials::{Credentials, CredentialsError, KeysFuture, StaticKeys};
pub use download::{DownloadError, Downloaded};
pub use egress::{Denied, Egress};
pub use error::{CallError, HostError};
pub use host::VisualHost;
pub use keys::Keys;
pub use limiter::Limiter;
pub use limits::Limits;
pub use partial::PartialFile;
pub use raw::{RawAnswer, RawCall, RawParameters};
pub use retry_budget::RetryBudget;
pub use session::Session;
pub use state::State;
pub use vendor::VendorCredentials;
