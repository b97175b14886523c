//! What is asked again without anyone being asked, and when.
//!
//! A purchase is repeated only after proof that nothing was bought, and only
//! where the proof is of something that passes. A question about a task costs
//! nothing, so it is repeated for every trouble that says nothing of the task.

use crate::errors::service_codes as codes;
use crate::errors::transport_error::TransportError;
use crate::types::ErrorKind;
use std::time::Duration;

/// How often a question is repeated after failures in a row.
pub const MAX_QUERY_RETRIES: u32 = 3;
/// How often a purchase is repeated that could not be sent.
pub const MAX_SUBMIT_RETRIES: u32 = 2;

/// The first pause is at most this long, in milliseconds; each next one may be
/// twice as long.
const BASE_MS: u64 = 500;
/// The longest pause of our own, in milliseconds.
pub const CAP_MS: u64 = 20_000;
/// The longest pause that the service is granted.
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(60);

/// Why there is no answer to go on with.
#[derive(Clone, Copy, Debug)]
pub enum Cause<'a> {
    /// The service named a code.
    Code(&'a str),
    /// A response that is no envelope, with this HTTP status.
    Status(u16),
    /// No complete response.
    Transport(&'a TransportError),
    /// The request could not be signed; `unavailable`: for now.
    Unsigned {
        /// Whether the credentials may be there later.
        unavailable: bool,
    },
}

/// One row of the rules: a code of the service by its word, or an HTTP status.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code, or the status of a response without one.
    pub code: &'static str,
    /// Whether a purchase is repeated; a question always is.
    pub purchase: bool,
}

const fn rule(code: &'static str, purchase: bool) -> Rule {
    Rule { code, purchase }
}

/// The closed list of what passes.
pub static RULES: &[Rule] = &[
    rule("50429", true),
    rule("50430", true),
    rule("FlowLimitExceeded", true),
    rule("50500", false),
    rule("50501", false),
    rule("InternalError", false),
    rule("FailToConnect", false),
    rule("InternalServiceTimeout", false),
    rule("InternalServiceError", false),
    rule("ServiceUnavailableTemp", false),
    rule("429", false),
    rule("500", false),
    rule("502", false),
    rule("503", false),
    rule("504", false),
];

impl Cause<'_> {
    /// Whether the same request may be made again.
    pub fn is_retryable(self, purchase: bool) -> bool {
        let code = match self {
            // A gateway's code may arrive as a number.
            Cause::Code(code) => codes::find(code).code.to_string(),
            Cause::Status(status) => status.to_string(),
            Cause::Transport(broken) => {
                let line = matches!(broken.kind, ErrorKind::Network | ErrorKind::TimedOut);
                return line && (broken.resend || !purchase);
            }
            // Nothing was sent.
            Cause::Unsigned { unavailable } => return unavailable,
        };
        let row = RULES.iter().find(|rule| rule.code == code);
        row.is_some_and(|rule| rule.purchase || !purchase)
    }

    /// Whether it is retried as often as the deadline allows: the service asks
    /// to wait, or the credentials cannot be reached.
    pub fn is_unbounded(self) -> bool {
        match self {
            Cause::Code(code) => codes::find(code).kind == ErrorKind::RateLimited,
            Cause::Unsigned { .. } => true,
            Cause::Status(_) | Cause::Transport(_) => false,
        }
    }
}

/// The pause before the next try, in milliseconds: what the service asks for,
/// else anything up to a bound that doubles with each of the `tries` before
/// ("full jitter"). `noise` is any number that others do not have too.
pub fn pause_ms(tries: u32, retry_after_ms: Option<u32>, noise: u64) -> u64 {
    if let Some(asked) = retry_after_ms.filter(|asked| *asked > 0) {
        return u64::from(asked).min(MAX_RETRY_AFTER.as_secs() * 1_000);
    }
    let bound = BASE_MS.saturating_mul(1 << tries.min(16)).min(CAP_MS);
    scatter(noise) % (bound + 1)
}

/// Spreads neighbouring numbers over all numbers: the last step of the
/// generator SplitMix64. There is no `wasi:random` among the imports, and the
/// nanoseconds of a clock are noise enough to keep callers apart.
pub const fn scatter(number: u64) -> u64 {
    let mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::pause_ms;

    #[test]
    fn pauses_fill_their_bounds_and_no_more() {
        for (tries, bound) in [(0, 500), (1, 1_000), (4, 8_000), (6, 20_000), (90, 20_000)] {
            let pauses: Vec<u64> = (0..2_000).map(|n| pause_ms(tries, None, n)).collect();
            assert!(pauses.iter().all(|pause| *pause <= bound));
            assert!(pauses.iter().any(|pause| pause * 10 < bound));
            assert!(pauses.iter().any(|pause| pause * 10 > bound * 9));
        }
    }

    #[test]
    fn the_service_is_granted_a_minute() {
        assert_eq!(pause_ms(0, Some(5_000), 7), 5_000);
        assert_eq!(pause_ms(0, Some(u32::MAX), 7), 60_000);
        assert!(pause_ms(0, Some(0), 7) <= 500);
    }
}
