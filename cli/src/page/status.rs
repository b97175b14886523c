//! What is said of the status of a tool.

use crate::output::language::pick;
use visual_catalog::Status;

/// The status of a tool, where there is something to say.
pub fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Current => None,
        Status::Legacy => Some(pick("older", "旧版")),
        Status::Retiring => Some(pick("retiring", "即将下线")),
        Status::Unconfirmed => Some(pick("unconfirmed", "未核实")),
    }
}
