//! A journal in PostgreSQL, moved.

use super::fault;
use super::schema;
use super::session::{run, soon};
use crate::clock;
use crate::journal::store::StoreError;
use crate::journal::transfer::{
    Fault, Header, Part, Reader, TransferResult as Result, Transferred, Usage, Writer,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Error, IsolationLevel, Transaction};
use visual_shared_journal::Row;

/// Nobody waits for these statements but the person who has asked for them.
const PATIENT: &str = "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '20s'";
/// No purchase is recorded meanwhile.
const LOCK: &str = "LOCK TABLE visual.purchases, visual.usage IN EXCLUSIVE MODE";
/// Purchases of members that have ended are unknown, or were never sent.
const SETTLE_DEAD: &str = "
DELETE FROM visual.purchases AS kept WHERE state = 'queued' AND NOT visual.is_alive(kept);
UPDATE visual.purchases AS kept SET state = 'unknown'
    WHERE state = 'sending' AND NOT visual.is_alive(kept)";
const UNDER_WAY: &str = "SELECT jsonb_build_object('count', count(*), 'keys',
    coalesce(to_jsonb((array_agg(idempotency_key ORDER BY since))[1:5]), '[]'))::text
    FROM visual.purchases WHERE state IN ('queued', 'sending')";
/// Refuses every purchase, of every member.
const CLOSE: &str = "
CREATE OR REPLACE FUNCTION visual.refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this journal was closed by `visual journal export --close`'
        USING ERRCODE = 'VJ001';
END $$;
DROP TRIGGER IF EXISTS closed ON visual.purchases;
CREATE TRIGGER closed BEFORE INSERT ON visual.purchases
    FOR EACH STATEMENT EXECUTE FUNCTION visual.refuse_closed()";
const OPEN: &str = "DROP TRIGGER IF EXISTS closed ON visual.purchases";
const IS_CLOSED: &str = "SELECT EXISTS (SELECT FROM pg_trigger
    WHERE tgrelid = 'visual.purchases'::regclass AND tgname = 'closed')::text";
const ABOUT: &str = "SELECT to_jsonb(about)::text FROM visual.journal AS about";
const COUNT: &str = "SELECT jsonb_build_object(
    'entries', (SELECT count(*) FROM visual.purchases),
    'usage', (SELECT count(*) FROM visual.usage))::text";
const MEMBERS: &str = "SELECT jsonb_build_object('count', count(*), 'keys',
    coalesce(jsonb_agg(about), '[]'))::text FROM visual.members WHERE until > clock_timestamp()";
const ENTRIES: &str = "DECLARE moved NO SCROLL CURSOR FOR SELECT to_jsonb(kept)::text
    FROM visual.purchases AS kept ORDER BY idempotency_key COLLATE \"C\", scope COLLATE \"C\"";
const USAGE: &str = "DECLARE kept NO SCROLL CURSOR FOR SELECT to_jsonb(kept)::text
    FROM visual.usage AS kept
    ORDER BY tenant COLLATE \"C\", payer COLLATE \"C\", day, tool COLLATE \"C\", unit COLLATE \"C\",
        currency COLLATE \"C\", priced_on COLLATE \"C\", bounded";
const BECOME: &str = "UPDATE visual.journal SET salt = $1::text, proven = $2::text::bigint,
    estimated = $3::text::bigint, wall = extract(epoch FROM clock_timestamp())";
const INSERT: &str = "INSERT INTO visual.purchases
    SELECT * FROM jsonb_populate_recordset(NULL::visual.purchases, $1::text::jsonb)";
const INSERT_USAGE: &str = "INSERT INTO visual.usage
    SELECT * FROM jsonb_populate_recordset(NULL::visual.usage, $1::text::jsonb)";
/// How many of a list are there as they are in it.
const SAME: &str = "SELECT count(*)::text FROM jsonb_array_elements($1::text::jsonb) AS wanted
    JOIN visual.purchases AS kept ON kept.idempotency_key = wanted ->> 'idempotency_key'
        AND kept.scope = wanted ->> 'scope'
    WHERE to_jsonb(kept) @> wanted - 'step'";
const SAME_USAGE: &str = "SELECT count(*)::text FROM jsonb_array_elements($1::text::jsonb) AS wanted
    JOIN visual.usage AS kept ON kept.tenant = wanted ->> 'tenant' AND kept.payer = wanted ->> 'payer'
    WHERE to_jsonb(kept) @> wanted";

/// How many rows go to and fro at once.
const ROWS: usize = 500;

#[derive(Deserialize)]
struct About {
    salt: String,
    proven: i64,
    estimated: i64,
}

/// Some things, the first of them by name.
#[derive(Deserialize)]
struct Some {
    count: u64,
    keys: Vec<String>,
}

#[derive(Deserialize)]
struct Count {
    entries: u64,
    usage: u64,
}

/// See [`JournalAddress::export`](crate::JournalAddress::export).
pub(in crate::journal) fn export(
    text: &str,
    writer: &mut Writer<'_>,
    closed: bool,
) -> Result<Transferred> {
    run(text, async |link| {
        schema::existing(&link, soon()).await?;
        let mut client = link.client(soon()).await.map_err(|fault| fault.error)?;
        let first = client.transaction().await?;
        first.batch_execute(PATIENT).await?;
        if closed {
            first.batch_execute(LOCK).await?;
        }
        first.batch_execute(SETTLE_DEAD).await?;
        refuse_under_way(&first).await?;
        if closed {
            first.batch_execute(CLOSE).await?;
        }
        first.commit().await?;
        let moment = client.build_transaction().read_only(true);
        let moment = moment.isolation_level(IsolationLevel::RepeatableRead);
        let moment = moment.start().await?;
        let written = write(&moment, writer).await;
        drop(moment);
        if written.is_err() && closed {
            // Nothing was moved: it goes on.
            client.batch_execute(OPEN).await?;
        }
        written
    })
}

/// See [`JournalAddress::import`](crate::JournalAddress::import).
pub(in crate::journal) fn import(
    text: &str,
    reader: &mut Reader<'_>,
    reopen: bool,
) -> Result<Transferred> {
    let header = reader.header()?;
    header.salt()?;
    run(text, async |link| {
        schema::prepare(&link, soon()).await?;
        let mut client = link.client(soon()).await.map_err(|fault| fault.error)?;
        let work = client.transaction().await?;
        work.batch_execute(PATIENT).await?;
        work.batch_execute(LOCK).await?;
        work.batch_execute(SETTLE_DEAD).await?;
        refuse_under_way(&work).await?;
        let count: Count = one(&work, COUNT).await?;
        let is_empty = count.entries + count.usage == 0;
        match is_empty {
            true => fill(&work, &header, reader).await?,
            false => {
                let about: About = one(&work, ABOUT).await?;
                let same_salt = about.salt == header.salt;
                if !same_salt || !holds(&work, reader, &count).await? {
                    return Err(Fault::not_empty(count.entries, same_salt));
                }
            }
        }
        let is_closed = one(&work, IS_CLOSED).await?;
        if is_closed && !reopen {
            return Err(Fault::closed());
        }
        work.batch_execute(OPEN).await?;
        work.commit().await?;
        Ok(Transferred {
            was_there: !is_empty,
            reopened: is_closed,
            ..reader.read()
        })
    })
}

async fn refuse_under_way(work: &Transaction<'_>) -> Result<()> {
    let Some { count, keys } = one(work, UNDER_WAY).await?;
    match count {
        0 => Ok(()),
        _ => Err(Fault::under_way(count, &keys)),
    }
}

async fn write(moment: &Transaction<'_>, writer: &mut Writer<'_>) -> Result<Transferred> {
    moment.batch_execute(PATIENT).await?;
    refuse_under_way(moment).await?;
    let About {
        salt,
        proven,
        estimated,
    } = one(moment, ABOUT).await?;
    let now = clock::unix().cast_signed();
    writer.header(Header::new(salt, (proven, estimated), now))?;
    moment.batch_execute(ENTRIES).await?;
    while let rows = fetch::<Row>(moment, "FETCH 500 FROM moved").await?
        && !rows.is_empty()
    {
        rows.into_iter().try_for_each(|row| writer.entry(row))?;
    }
    moment.batch_execute(USAGE).await?;
    while let rows = fetch::<Usage>(moment, "FETCH 500 FROM kept").await?
        && !rows.is_empty()
    {
        rows.into_iter().try_for_each(|usage| writer.usage(usage))?;
    }
    writer.end()
}

async fn fill(work: &Transaction<'_>, header: &Header, reader: &mut Reader<'_>) -> Result<()> {
    let Some { count, keys } = one(work, MEMBERS).await?;
    if count > 0 {
        let names = keys.join(", ");
        return Err(Fault::in_use(
            &format!("{count} process(es) share it ({names})"),
            &format!("{count} 个进程正在共用（{names}）"),
        ));
    }
    let (proven, estimated) = (header.proven.to_string(), header.estimated.to_string());
    asked(work, BECOME, &[&header.salt, &proven, &estimated]).await?;
    loop {
        let (rows, sums) = batch(reader)?;
        if rows.is_empty() && sums.is_empty() {
            return Ok(());
        }
        asked(work, INSERT, &[&json!(rows).to_string()]).await?;
        asked(work, INSERT_USAGE, &[&json!(sums).to_string()]).await?;
    }
}

/// Whether all of an export is there, and nothing else.
async fn holds(work: &Transaction<'_>, reader: &mut Reader<'_>, count: &Count) -> Result<bool> {
    loop {
        let (rows, sums) = batch(reader)?;
        if rows.is_empty() && sums.is_empty() {
            let read = reader.read();
            return Ok((read.entries, read.usage) == (count.entries, count.usage));
        }
        let same = asked(work, SAME, &[&json!(rows).to_string()]).await?;
        let same_sums = asked(work, SAME_USAGE, &[&json!(sums).to_string()]).await?;
        if same != [rows.len().to_string()] || same_sums != [sums.len().to_string()] {
            return Ok(false);
        }
    }
}

/// The next lines of an export.
fn batch(reader: &mut Reader<'_>) -> Result<(Vec<Row>, Vec<Usage>)> {
    let (mut rows, mut sums) = (Vec::new(), Vec::new());
    while rows.len() + sums.len() < ROWS {
        match reader.part()? {
            Some(Part::Entry(row)) => rows.push(*row),
            Some(Part::Usage(usage)) => sums.push(*usage),
            None => break,
        }
    }
    Ok((rows, sums))
}

async fn one<T: DeserializeOwned>(work: &Transaction<'_>, statement: &str) -> Result<T> {
    let row = asked(work, statement, &[]).await?.pop();
    Ok(read(&row.unwrap_or_default())?)
}

async fn fetch<T: DeserializeOwned>(work: &Transaction<'_>, statement: &str) -> Result<Vec<T>> {
    let rows = asked(work, statement, &[]).await?;
    rows.iter().map(|row| Ok(read(row)?)).collect()
}

/// The first column of an answer.
async fn asked(work: &Transaction<'_>, statement: &str, values: &[&String]) -> Result<Vec<String>> {
    let values: Vec<_> = values
        .iter()
        .map(|value| (*value as &(dyn ToSql + Sync), Type::TEXT))
        .collect();
    let rows = work.query_typed(statement, &values).await?;
    let texts = rows.iter().map(|row| row.try_get::<_, String>(0));
    Ok(texts.collect::<std::result::Result<_, Error>>()?)
}

fn read<T: DeserializeOwned>(text: &str) -> crate::journal::store::Result<T> {
    serde_json::from_str(text).map_err(|error| StoreError::new(error, "数据库的回复无法解析"))
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::Store(fault::Fault::new(&error, true).error)
    }
}
