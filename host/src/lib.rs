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

mod allowance;
pub mod bindings;
mod bounded;
mod budget;
mod builder;
mod call;
mod canonical;
mod clock;
mod credentials;
mod download;
mod egress;
mod engine;
mod error;
mod hooks;
mod host;
mod imports;
mod inspect;
mod journal;
pub mod json;
mod keys;
pub mod limiter;
mod limits;
mod load;
mod meter;
mod order;
mod partial;
mod plan;
mod private;
mod proxy;
mod purchase;
mod raw;
mod retry_budget;
mod session;
mod state;
mod transport;
mod typed;
mod usage;
mod vendor;
mod vet;
mod wait;

pub use bindings::exports::volcengine::visual::{catalog, downloads::Origin, tasks, types};
pub use bounded::read_bounded;
pub use builder::Builder;
pub use credentials::{Credentials, CredentialsError, KeysFuture, StaticKeys};
pub use download::{DownloadError, Downloaded};
pub use egress::{Denied, Egress};
pub use error::{CallError, HostError};
pub use host::VisualHost;
pub use journal::{Entry, Journal, JournalError, State as IntentState};
pub use keys::Keys;
pub use limiter::{Limiter, Quota};
pub use limits::Limits;
pub use order::{Order, Progress, Wanted, Watch};
pub use partial::PartialFile;
pub use proxy::{Proxy, ProxyError};
pub use raw::{RawAnswer, RawCall, RawParameters};
pub use session::Session;
pub use state::State;
pub use typed::{Answering, Call, Calling, Typed};
pub use usage::Usage;
pub use vendor::VendorCredentials;
