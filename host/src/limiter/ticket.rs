//! What a caller asks for, and what the service may answer.

use std::fmt;

/// A wish to hand in one job.
#[derive(Clone, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
pub enum Refusal {
    /// Too many requests within a second: 50429, or the gateway's flow limit.
    TooManyASecond,
    /// Too many jobs at once: 50430.
    TooManyAtOnce,
}

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
        let ticket = Ticket {
            access_key_id: "AKLThidden".to_owned(),
            tool: "jimeng_t2i_v40".to_owned(),
            tenant: "hidden".to_owned(),
            quota: Quota::default(),
        };
        let text = format!("{ticket:?}");
        assert!(text.contains("jimeng_t2i_v40"), "{text}");
        assert!(!text.contains("hidden"), "{text}");
    }
}
