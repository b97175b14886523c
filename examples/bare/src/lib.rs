//! The library without its features, for hosts that bring the component along and
//! keep no journal.

use visual_host::{HostError, VisualHost};

/// A host of this component.
pub fn host(component: &[u8]) -> Result<VisualHost, HostError> {
    VisualHost::builder().component(component).build()
}
