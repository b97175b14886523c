//! Reads replies by the codes that have a meaning.

use super::service_codes::is_known;
use crate::protocol::reply::envelope::{self, Decoded, Reply};

/// Reads a reply, whatever its HTTP status.
pub fn decode(reply: &Reply) -> Decoded {
    envelope::decode(reply, is_known)
}
