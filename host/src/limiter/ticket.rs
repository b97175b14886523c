//! What a caller asks for, and what the service may answer.

use crate::setters::setters;
use std::fmt;

/// A request to hand in one job.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ticket {
    /// Whose quota it uses: the account's name, which is its access key id
    /// unless [`Credentials`](crate::Credentials) say otherwise. Never printed.
    pub access_key_id: String,
    /// The tool, or the service's key of one: quotas are bought for each.
    pub tool: String,
    /// Who wants the job. Tenants take turns.
    pub tenant: String,
    /// What the service lets in, as far as one knows.
    pub quota: Quota,
}

/// What the service lets in: where learning begins, or, if `fixed`, where it
/// ends. Nothing means that no limit is known until the service refuses.
///
/// ```
/// use visual_host::Quota;
///
/// let quota = Quota::default().with_concurrency(4).with_fixed(true);
/// assert_eq!(quota.concurrency, Some(4));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quota {
    /// How many jobs may run at once.
    pub concurrency: Option<u32>,
    /// How many jobs may be handed in within a second.
    pub per_second: Option<u32>,
    /// Whether these numbers were set by somebody who knows them: then more is
    /// never tried. Refusals still lower them, and time brings them back.
    pub fixed: bool,
}

/// What the service refused a job for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// Too many requests within a second: 50429, or the gateway's flow limit.
    TooManyASecond,
    /// Too many jobs at once: 50430.
    TooManyAtOnce,
}

impl Quota {
    /// What an account on trial may do, and no more is ever tried: one job at once
    /// (`docs/service-api.md#times`), and one a second, the lower of the two numbers
    /// that were seen. A quota of its own for each tool, like any other.
    pub const TRIAL: Quota = Quota {
        concurrency: Some(1),
        per_second: Some(1),
        fixed: true,
    };
}

impl Ticket {
    /// A job of an account and a tool, of no tenant and without a known quota.
    pub fn new(access_key_id: impl Into<String>, tool: impl Into<String>) -> Ticket {
        Ticket {
            access_key_id: access_key_id.into(),
            tool: tool.into(),
            tenant: String::new(),
            quota: Quota::default(),
        }
    }
}

setters!(Ticket {
    with_tenant(tenant: impl Into<String>) => tenant.into(),
    with_quota(quota: Quota) => quota,
});

setters!(Quota {
    with_concurrency(concurrency: u32) => Some(concurrency),
    with_per_second(per_second: u32) => Some(per_second),
    with_fixed(fixed: bool) => fixed,
});

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ticket")
            .field("tool", &self.tool)
            .field("quota", &self.quota)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_key_nor_tenant() {
        let ticket = Ticket::new("AKLThidden", "jimeng_t2i_v40").with_tenant("hidden");
        let text = format!("{ticket:?}");
        assert!(text.contains("jimeng_t2i_v40"), "{text}");
        assert!(!text.contains("hidden"), "{text}");
    }
}
