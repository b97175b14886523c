//! How much an account may ask for at once, where nobody knows better.

use crate::tool::{Family, Tool};

/// What the service lets in before it answers 50430 or 50429. Snapshots, and
/// the wider reading of each: the account's console has the last word (`docs/service-api.md#generic-actions`,
/// `docs/service-api.md#failures-reported-from-the-field`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Jobs that run at once. Paid accounts begin with one or two, and with
    /// one for digital humans and dubbing.
    pub concurrency: u32,
    /// Jobs handed in within a second: one or two on trial.
    pub per_second: u32,
}

impl Tool {
    /// Where a limiter begins.
    pub const fn quota(&self) -> Quota {
        Quota {
            concurrency: match self.family {
                Family::DigitalHuman | Family::Dubbing => 1,
                _ => 2,
            },
            per_second: 2,
        }
    }
}
