//! A journal with members, and tasks at rest.

use anyhow::Result;
use tokio_postgres::{Client, NoTls};
use visual_shared_journal::sql;

use super::MEMBERS;

/// A database, and a connection to it.
pub struct Rest {
    client: Client,
}

/// Hashes of 64 digits, as the journal has them, that follow from a number.
const FILL: &str = "
    INSERT INTO visual.purchases (
        scope, idempotency_key, tool, fingerprint, json_fingerprint, owner, named, state, task,
        job, since, tenant, key_scope, budget_at, keep, payer, unit, units_min, units_max,
        currency, amount_min, amount_max, priced_on
    )
    SELECT
        h('scope', n % 50000), md5('key' || n), 'jimeng-t2i-v40', h('print', n), h('json', n),
        'm' || n % 1000 || '.' || md5('owner' || n), true, 'pending',
        'vt1.' || h('task', n) || h('more', n), job(n), 1700000000 + n / 10,
        h('tenant', n % 10000), h('key scope', n % 50000), n / 10, 172800, h('payer', n % 10000),
        'image', 1000, 1000, 'CNY', 200000, 200000, '2026-01-01'
    FROM generate_series($1::bigint, $2::bigint - 1) AS n";

impl Rest {
    /// Makes the tables, in an empty database.
    pub async fn create(address: &str) -> Result<Rest> {
        let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
        tokio::spawn(connection);
        for step in sql::MIGRATIONS {
            client.batch_execute(step).await?;
        }
        client
            .batch_execute(&format!(
                "INSERT INTO visual.journal (id, version, salt, proven, estimated, wall)
                     VALUES (1, {}, '', 0, 0, 0);
                 INSERT INTO visual.members SELECT 'm' || n, '', now() + interval '1 day'
                     FROM generate_series(0, {MEMBERS} - 1) AS n;
                 CREATE FUNCTION h(kind text, n bigint) RETURNS text IMMUTABLE LANGUAGE sql AS
                     $$ SELECT md5(kind || n) || md5(n || kind) $$;
                 CREATE FUNCTION job(n bigint) RETURNS text IMMUTABLE LANGUAGE sql AS
                     $$ SELECT 'jimeng-t2i-v40 ' || n || ' ' || h('endpoint', 1) $$;",
                sql::VERSION
            ))
            .await?;
        Ok(Rest { client })
    }

    /// Adds tasks from this number to that one.
    pub async fn fill(&self, from: u64, to: u64) -> Result<()> {
        let mut at = from;
        while at < to {
            let end = to.min(at + 100_000);
            let numbers = (i64::try_from(at)?, i64::try_from(end)?);
            self.client.execute(FILL, &[&numbers.0, &numbers.1]).await?;
            at = end;
        }
        for each in ["VACUUM ANALYZE visual.purchases", "CHECKPOINT"] {
            self.client.batch_execute(each).await?;
        }
        Ok(())
    }

    /// What a task takes, in words.
    pub async fn size(&self) -> Result<String> {
        let asked = "SELECT count(*), pg_table_size('visual.purchases'),
            pg_indexes_size('visual.purchases') FROM visual.purchases";
        let row = self.client.query_one(asked, &[]).await?;
        let (rows, table, indexes): (i64, i64, i64) = (row.get(0), row.get(1), row.get(2));
        let each = |bytes: i64| bytes.checked_div(rows).unwrap_or(0);
        Ok(format!(
            "{} bytes a row and {} of its indexes, {} MB in all",
            each(table),
            each(indexes),
            (table + indexes) / 1_000_000
        ))
    }
}
