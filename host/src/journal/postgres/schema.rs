//! The tables: whether they are there, and how they are made.

use super::fault::Fault;
use super::link::{Link, Statement};
use crate::journal::random::random;
use crate::journal::store::{Result, StoreError};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_postgres::Transaction;
use visual_shared_journal::sql;

/// What is in the database under the journal's name.
const LOOK: &str = "SELECT CASE \
    WHEN NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'visual') THEN 'empty' \
    WHEN to_regclass('visual.journal') IS NULL THEN 'other' ELSE 'journal' END";
/// The lock of a process that makes or changes the tables: "visual".
const LOCK: &str = "SELECT pg_advisory_xact_lock(130279094646124)";

const MEMBERS: &str = "SELECT count(*) FROM visual.members WHERE until > clock_timestamp()";

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
    salt(link, end).await
}

/// Refuses a database without tables of this program's version.
pub(super) async fn existing(link: &Link, end: Instant) -> Result<()> {
    if look(link, end).await? == "empty" {
        return Err(StoreError::new(
            "it has no tables yet: run `visual journal migrate`, which makes them",
            "尚无表结构：请运行 `visual journal migrate` 创建",
        ));
    }
    salt(link, end).await.map(drop)
}

/// The salt of a journal whose tables have this program's version.
pub(super) async fn salt(link: &Link, end: Instant) -> Result<[u8; 32]> {
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

/// Brings the tables to the version of this program, and returns the versions before and after.
pub(super) async fn migrate(link: &Link, end: Instant) -> Result<(usize, usize)> {
    let mut client = link.client(end).await.map_err(|fault| fault.error)?;
    let failed = |error: tokio_postgres::Error| Fault::new(&error, true).error;
    let work = client.transaction().await.map_err(failed)?;
    let alone = format!("SET LOCAL statement_timeout = 0; {LOCK}");
    work.batch_execute(&alone).await.map_err(failed)?;
    let from = version(&work).await?;
    if from > sql::VERSION {
        return Err(newer(from));
    }
    if from > 0 && from < sql::VERSION {
        let members = work.query_typed_one(MEMBERS, &[]).await.map_err(failed)?;
        let members: i64 = members.try_get(0).map_err(failed)?;
        if members > 0 {
            return Err(in_use(members));
        }
    }
    take_steps(&work, from).await.map_err(failed)?;
    work.commit().await.map_err(failed)?;
    Ok((from, sql::VERSION))
}

/// The version of the tables; 0 of an empty database.
async fn version(work: &Transaction<'_>) -> Result<usize> {
    let failed = |error: tokio_postgres::Error| Fault::new(&error, true).error;
    let found = work.query_typed_one(LOOK, &[]).await.map_err(failed)?;
    match found.try_get::<_, &str>(0).map_err(failed)? {
        "empty" => Ok(0),
        "other" => Err(foreign()),
        _ => {
            let about = work.query_typed_one(sql::ABOUT, &[]).await;
            let about = about.map_err(|_| foreign())?;
            let about: About =
                serde_json::from_str(about.try_get(0).map_err(failed)?).map_err(|_| foreign())?;
            Ok(about.version)
        }
    }
}

/// Takes the steps that are left; the first of all also makes the journal.
async fn take_steps(
    work: &Transaction<'_>,
    from: usize,
) -> std::result::Result<(), tokio_postgres::Error> {
    for step in sql::MIGRATIONS.iter().skip(from) {
        work.batch_execute(step).await?;
    }
    let version = sql::VERSION;
    let told = match from {
        0 => format!(
            "INSERT INTO visual.journal
             SELECT 1, {version}, '{}', now, now, now
             FROM (SELECT extract(epoch FROM clock_timestamp())::bigint) AS clock (now)",
            hex::encode(random::<32>())
        ),
        _ => format!("UPDATE visual.journal SET version = {version}"),
    };
    work.batch_execute(&told).await
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
            take_steps(&transaction, 0).await.map_err(failed)?;
        }
        transaction.commit().await.map_err(failed)
    };
    match tokio::time::timeout_at(end, work).await {
        Ok(made) => made,
        Err(_) => Err(Fault::late(true)),
    }
}

/// Processes that use functions which would change under them.
fn in_use(members: i64) -> StoreError {
    StoreError::new(
        format!(
            "{members} process(es) share it now: stop them, migrate, and start them with the new program"
        ),
        format!("当前有 {members} 个进程正在使用：请先停止，升级后再用新程序启动"),
    )
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
