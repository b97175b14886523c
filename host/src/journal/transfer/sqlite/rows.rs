//! Entries and sums as rows of the tables.

use crate::journal::transfer::format::Usage;
use rusqlite::types::FromSql;
use rusqlite::{CachedStatement, Connection, Result, Row as Record, ToSql};
use visual_shared_journal::Row;

macro_rules! table {
    ($table:literal, $row:ident, [$first:ident $(, $column:ident)*]) => {
        impl Stored for $row {
            const COLUMNS: &str = concat!(stringify!($first) $(, ", ", stringify!($column))*);
            const INSERT: &str = concat!(
                "INSERT INTO ", $table, " (", stringify!($first) $(, ", ", stringify!($column))*,
                ") VALUES (:", stringify!($first) $(, ", :", stringify!($column))*, ")"
            );

            #[allow(clippy::needless_update, reason = "an entry has more members than columns")]
            fn read(record: &Record<'_>) -> Result<$row> {
                Ok($row {
                    $first: value(record, stringify!($first))?,
                    $($column: value(record, stringify!($column))?,)*
                    ..$row::default()
                })
            }

            fn insert(&self, file: &Connection) -> Result<()> {
                let values: &[(&str, &dyn ToSql)] = &[
                    (concat!(":", stringify!($first)), &self.$first),
                    $((concat!(":", stringify!($column)), &self.$column),)*
                ];
                file.prepare_cached(Self::INSERT)?.execute(values)?;
                Ok(())
            }
        }
    };
}

/// What a row of a table holds.
pub(super) trait Stored: Sized {
    const COLUMNS: &str;
    const INSERT: &str;

    fn read(record: &Record<'_>) -> Result<Self>;

    fn insert(&self, file: &Connection) -> Result<()>;
}

table!(
    "purchases",
    Row,
    [
        scope,
        idempotency_key,
        tool,
        fingerprint,
        owner,
        named,
        state,
        task,
        job,
        since,
        ended,
        tenant,
        key_scope,
        budget_at,
        ended_at,
        keep,
        payer,
        unit,
        units_min,
        units_max,
        currency,
        amount_min,
        amount_max,
        priced_on
    ]
);

table!(
    "usage",
    Usage,
    [
        tenant, payer, day, tool, unit, currency, priced_on, bounded, calls, unknown, units_min,
        units_max, amount_min, amount_max
    ]
);

/// The value in a column; of one that is empty, the usual one.
fn value<T: FromSql + Default>(record: &Record<'_>, column: &str) -> Result<T> {
    Ok(record.get::<_, Option<T>>(column)?.unwrap_or_default())
}

/// The row that a statement finds.
pub(super) fn one<T: Stored>(
    mut statement: CachedStatement<'_>,
    key: &[&dyn ToSql],
) -> Result<Option<T>> {
    let mut rows = statement.query(key)?;
    rows.next()?.map(T::read).transpose()
}
