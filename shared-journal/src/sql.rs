//! The statements, and the steps that make the tables. Each statement takes text parameters and
//! returns one column of text: JSON, unless it says otherwise.

/// What leads from each version of the tables to the next. The version counts the steps.
pub const MIGRATIONS: [&str; 4] = [
    include_str!("../sql/1_journal.sql"),
    include_str!("../sql/2_limits.sql"),
    include_str!("../sql/3_quotas.sql"),
    include_str!("../sql/4_polls.sql"),
];

/// The version of the tables that this program knows.
pub const VERSION: usize = MIGRATIONS.len();

/// A [`Claim`](crate::Claim); returns [`Claimed`](crate::Claimed).
pub const CLAIM: &str = "SELECT visual.claim($1::text::jsonb)::text";

/// A list of [`Row`](crate::Row)s as they are now, whose `state` is empty where it is as if the
/// purchase had not been ordered; returns how many each found.
pub const SETTLE: &str = "SELECT visual.settle($1::text::jsonb)::text";

/// A tenant and a job; returns a list of rows.
pub const OF_JOB: &str = "SELECT visual.of_job($1::text, $2::text)::text";

/// A list of [`Row`](crate::Row)s as they are now.
pub const END_JOB: &str = "SELECT visual.end_job($1::text::jsonb)::text";

/// A tenant; one row a row.
pub const ENTRIES: &str = "SELECT entry::text FROM visual.entries($1::text) AS entry";

/// A tenant and what keys begin with; one row a row.
pub const OF_KEY: &str = "SELECT entry::text FROM visual.of_key($1::text, $2::text) AS entry";

/// A tenant; one row a kind of purchase.
pub const ARCHIVED: &str = "SELECT kept::text FROM visual.archived($1::text) AS kept";

/// A tenant and a key; returns a number.
pub const FORGET: &str = "SELECT visual.forget($1::text, $2::text)::text";

/// `{tenant, scope, idempotency_key, owner}`; returns a number.
pub const FORGET_ENTRY: &str = "SELECT visual.forget_entry($1::text::jsonb)::text";

/// `{name, about, lease_ms, joins, proven, estimated}`; returns `{proven, estimated, members}`.
pub const TICK: &str = "SELECT visual.tick($1::text::jsonb)::text";

/// Returns `{is_closed, is_standby, is_read_only, missing}`: what stands in the way of purchases,
/// where `missing` lists the rights that a member needs and its user has not.
pub const OBSTACLES: &str = include_str!("../sql/obstacles.sql");

/// A member's name.
pub const LEAVE: &str = "SELECT visual.leave($1::text)::text";

/// Returns [`About`](crate::About).
pub const ABOUT: &str = "SELECT jsonb_build_object('version', version, 'salt', salt, 'name', gen_random_uuid())::text FROM visual.journal";

/// Returns a text that is empty where there are no tables.
pub const EXISTS: &str = "SELECT coalesce(to_regclass('visual.journal')::text, '')";

/// `{claim, quota, tenant, member or lease_ms, concurrency?, per_second?, fixed?, waits?}`;
/// returns `{turn, again_ms, tell}`.
pub const ENTER: &str = "SELECT visual.enter($1::text::jsonb)::text";

/// A list of `{claim, what, retry_after_ms?}`; returns a list of claims whose turn has come.
pub const REPORT: &str = "SELECT visual.report($1::text::jsonb)::text";

/// `{job, tenant, claim, lease_ms}`; returns `{mine, state}`.
pub const POLL: &str = "SELECT visual.poll($1::text::jsonb)::text";

/// A list of `{job, tenant, claim}`.
pub const POLLED: &str = "SELECT visual.polled($1::text::jsonb)::text";
