//! A journal in PostgreSQL, looked at.

use super::fault::Fault;
use super::obstacles::{Obstacles, READ_ONLY};
use super::schema;
use super::session::{run, soon};
use crate::journal::check::{Found, JournalFinding, Migrated};
use crate::journal::store::{Result, StoreError};
use serde::Deserialize;
use std::collections::BTreeMap;

const LOOK: &str = "SELECT jsonb_build_object(
    'version', (SELECT version FROM visual.journal),
    'states', (SELECT coalesce(jsonb_object_agg(state, counted), '{}')
        FROM (SELECT state, count(*) AS counted FROM visual.purchases GROUP BY state) AS states),
    'oldest_open', (SELECT min(since) FROM visual.purchases WHERE state NOT IN ('done', 'failed')),
    'wall', (SELECT wall FROM visual.journal),
    'last_written', (SELECT max(greatest(since, ended)) FROM visual.purchases),
    'members', (SELECT count(*) FROM visual.members WHERE until > clock_timestamp()),
    'abandoned', (SELECT count(*) FROM visual.purchases AS kept
        WHERE state = 'sending' AND NOT visual.is_alive(kept)),
    'shared_keys', (SELECT count(*) FROM (SELECT FROM visual.purchases GROUP BY key_scope
        HAVING count(DISTINCT scope) > 1) AS keys),
    'synchronous_commit', current_setting('synchronous_commit'),
    'fsync', current_setting('fsync')
)::text";

#[derive(Deserialize)]
struct Told {
    version: u64,
    states: BTreeMap<String, u64>,
    oldest_open: Option<i64>,
    wall: i64,
    last_written: Option<i64>,
    members: u64,
    abandoned: u64,
    shared_keys: u64,
    synchronous_commit: String,
    fsync: String,
}

pub(in crate::journal) fn check(text: &str) -> Result<Found> {
    let (obstacles, row) = run(text, async |link| {
        let obstacles = Obstacles::find(&link, soon()).await?;
        if let Some([en, zh]) = obstacles.missing_rights()
            && obstacles.hides_tables()
        {
            return Err(StoreError::new(en, zh));
        }
        schema::existing(&link, soon()).await?;
        let mut client = link.client(soon()).await.map_err(|fault| fault.error)?;
        let failed = |error| Fault::new(&error, true).error;
        // Counting millions takes its time.
        let work = client.transaction().await.map_err(failed)?;
        let patient = work.batch_execute("SET LOCAL statement_timeout = 0").await;
        patient.map_err(failed)?;
        let row = work.query_typed_one(LOOK, &[]).await.map_err(failed)?;
        let row = row.try_get::<_, String>(0).map_err(failed)?;
        Ok((obstacles, row))
    })?;
    let told: Told = serde_json::from_str(&row)
        .map_err(|error| StoreError::new(error, "数据库的回复无法解析"))?;
    let mut findings = Vec::new();
    if let Some([en, zh]) = obstacles.missing_rights() {
        findings.push(JournalFinding::fault("rights", (&en, &zh)));
    }
    if obstacles.is_read_only && !obstacles.is_standby {
        let [en, zh] = READ_ONLY;
        findings.push(JournalFinding::fault("read-only", (en, zh)));
    }
    if obstacles.is_standby {
        findings.push(JournalFinding::fault(
            "standby",
            (
                "the database is a standby, which can only be read: use the address of the primary",
                "该数据库是只读备库：请使用主库地址",
            ),
        ));
    }
    if told.synchronous_commit == "off" {
        findings.push(JournalFinding::fault("synchronous-commit", (
            "synchronous_commit is off: purchases of the last moments are forgotten when the server crashes, and can be \
             made twice; set it to on",
            "synchronous_commit 为 off：服务器崩溃时会丢失最近的购买记录，可能重复购买，请设为 on",
        )));
    }
    if told.fsync == "off" {
        let (en, zh) = (
            "fsync is off: the journal does not survive a crash of the database's machine",
            "fsync 为 off：数据库所在机器崩溃后购买记录可能丢失",
        );
        findings.push(JournalFinding::warning(
            "fsync",
            (en.to_owned(), zh.to_owned()),
        ));
    }
    Ok(Found {
        version: told.version,
        states: told.states.into_iter().collect(),
        oldest_open: told.oldest_open,
        wall: told.wall,
        last_written: told.last_written,
        members: Some(told.members),
        abandoned: told.abandoned,
        shared_keys: told.shared_keys,
        is_closed: obstacles.is_closed,
        findings,
    })
}

pub(in crate::journal) fn migrate(text: &str) -> Result<Migrated> {
    let (from, to) = run(text, async |link| schema::migrate(&link, soon()).await)?;
    Ok(Migrated {
        from: from as u64,
        to: to as u64,
    })
}
