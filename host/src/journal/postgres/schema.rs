//! The tables: whether they are there, and how they are made.

use super::fault::Fault;
use super::link::{Link, Statement};
use crate::journal::random::random;
use crate::journal::store::{Result, StoreError};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use visual_shared_journal::sql;

/// What is in the database under the journal's name.
const LOOK: &str = "SELECT CASE \
    WHEN NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'visual') THEN 'empty' \
    WHEN to_regclass('visual.journal') IS NULL THEN 'other' ELSE 'journal' END";
/// The lock of a process that makes or changes the tables: "visual".
const LOCK: &str = "SELECT pg_advisory_xact_lock(130279094646124)";

/// What the tables say of themselves.
#[derive(Deserialize)]
struct About {
    version: usize,
    salt: String,
}

/// Makes the tables in an empty database, and returns the journal's salt.
pub(super) async fn prepare(link: &Link, end: Instant) -> Result<[u8; 32]> {
    if look(link, end).await? == "empty" {
        make(link, end).await?;
    }
    let About { version, salt } = about(link, end).await?;
    if version < sql::VERSION {
        return Err(StoreError::new(
            format!(
                "its tables have version {version}, and this program needs version {}: run \
                 `visual journal migrate` first",
                sql::VERSION
            ),
            format!(
                "其表结构版本为 {version}，本程序需要版本 {}，请先运行 `visual journal migrate`",
                sql::VERSION
            ),
        ));
    }
    if version > sql::VERSION {
        return Err(newer(version));
    }
    let mut bytes = [0; 32];
    hex::decode_to_slice(&salt, &mut bytes).map_err(|_| foreign())?;
    Ok(bytes)
}

async fn look(link: &Link, end: Instant) -> Result<String> {
    let mut rows = link.ask(&Statement::new(LOOK, &[]), end).await?;
    match rows.pop() {
        Some(word) if word == "other" => Err(foreign()),
        word => Ok(word.unwrap_or_default()),
    }
}

async fn about(link: &Link, end: Instant) -> Result<About> {
    let rows = link.ask(&Statement::new(sql::ABOUT, &[]), end).await;
    let rows = rows.map_err(|error| match error.reason.contains("42703") {
        // It has a table of that name, with other columns.
        true => foreign(),
        false => error,
    })?;
    let row = rows.first().map(String::as_str).unwrap_or_default();
    serde_json::from_str(row).map_err(|_| foreign())
}

/// Makes the tables, once for all who want to at this moment.
async fn make(link: &Link, end: Instant) -> Result<()> {
    loop {
        let Fault { error, .. } = match try_make(link, end).await {
            Ok(()) => return Ok(()),
            Err(fault) => fault,
        };
        if !error.busy || Instant::now() >= end {
            return Err(error);
        }
        sleep(Duration::from_millis(50)).await;
    }
}

async fn try_make(link: &Link, end: Instant) -> std::result::Result<(), Fault> {
    let mut client = link.client(end).await?;
    let failed = |error: tokio_postgres::Error| Fault::new(&error, true);
    let work = async {
        let transaction = client.transaction().await.map_err(failed)?;
        transaction.batch_execute(LOCK).await.map_err(failed)?;
        let found = transaction
            .query_typed_one(LOOK, &[])
            .await
            .map_err(failed)?;
        // Another process may have made them meanwhile.
        if found.get::<_, String>(0) == "empty" {
            for step in sql::MIGRATIONS {
                transaction.batch_execute(step).await.map_err(failed)?;
            }
            let first = format!(
                "INSERT INTO visual.journal
                 SELECT 1, {}, '{}', now, now, now
                 FROM (SELECT extract(epoch FROM clock_timestamp())::bigint) AS clock (now)",
                sql::VERSION,
                hex::encode(random::<32>())
            );
            transaction.batch_execute(&first).await.map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    };
    match tokio::time::timeout_at(end, work).await {
        Ok(made) => made,
        Err(_) => Err(Fault::late(true)),
    }
}

fn newer(version: usize) -> StoreError {
    let known = sql::VERSION;
    StoreError::new(
        format!(
            "its tables have version {version}, and this program knows version {known}: it was \
             left as it is; update this program"
        ),
        format!("其表结构版本为 {version}，本程序支持版本 {known}，数据库未改动，请升级本程序"),
    )
}

fn foreign() -> StoreError {
    StoreError::new(
        "its schema `visual` is not a journal; it was left as it is",
        "其中的模式 `visual` 不是购买记录，数据库未改动",
    )
}
