//! What became of the request to cancel a job, told by the state of the job
//! afterwards: the shape of the response itself is not documented \[unconfirmed\].

pub use crate::bindings::exports::volcengine::visual::tasks::Cancellation;

use crate::types::{Error, ErrorKind, Outcome};

/// The word of the service for a job that it does not know.
const NOT_FOUND: &str = "not_found";

/// `taken` tells whether the service took the request; `state` is what a query
/// right after it brought. A young job that is not found may be on its way
/// ([`Flow`](crate::call::flow::Flow) answers `pending` then), so it proves nothing.
pub fn cancellation(taken: bool, state: Result<Outcome, Error>) -> Result<Cancellation, Error> {
    match (state, taken) {
        (Ok(Outcome::Done(_)), _) => Ok(Cancellation::Done),
        (Err(error), true) if error.code.as_deref() == Some(NOT_FOUND) => {
            Ok(Cancellation::Confirmed)
        }
        // It ended without a product, and not because of this request.
        (Err(error), _) if is_over(&error) => Err(error),
        (_, true) => Ok(Cancellation::Asked),
        (_, false) => Ok(Cancellation::NotCancellable),
    }
}

/// Whether the job ended without a product.
fn is_over(error: &Error) -> bool {
    use ErrorKind::{Moderated, RejectedMedia, TaskGone};
    matches!(error.kind, TaskGone | Moderated | RejectedMedia)
        || error.code.as_deref() == Some("failed")
}
