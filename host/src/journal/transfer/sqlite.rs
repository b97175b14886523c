//! A journal in a file of SQLite, moved.

mod rows;

use super::error::{Fault, TransferResult as Result};
use super::format::{Header, Part, Reader, Transferred, Usage, Writer};
use crate::clock::{self, Reading};
use crate::journal::owner::Owner;
use crate::journal::sqlite::{self, Sqlite, is_busy};
use crate::journal::store::{OnBusy, Store};
use crate::journal::time::{Clock, Moment};
use rows::{Stored, one};
use rusqlite::{Connection, Row as Record, ToSql};
use std::path::Path;
use visual_shared_journal::Row;

/// How many keys of purchases under way are named.
const NAMED: usize = 5;

/// Refuses every purchase, in every process.
/// The text is that of [`sqlite::CLOSED`].
const CLOSE: &str = "CREATE TRIGGER IF NOT EXISTS closed BEFORE INSERT ON purchases \
    BEGIN SELECT RAISE(ABORT, 'visual: closed'); END";
const OPEN: &str = "DROP TRIGGER IF EXISTS closed";

struct Opened {
    store: Sqlite,
    salt: [u8; 32],
    owner: Owner,
    now: Reading,
}

pub(super) fn export(path: &Path, writer: &mut Writer<'_>, closed: bool) -> Result<Transferred> {
    let mut journal = Opened::new(path)?;
    let clock = journal.alone(|journal| {
        let clock = journal.store.clock()?.advance(journal.now.clone());
        journal.store.set_clock(&clock)?;
        journal.store.clear(&clock.last)?;
        journal.settle_dead()?;
        journal.refuse_under_way()?;
        if closed {
            journal.file().execute_batch(CLOSE)?;
        }
        Ok(clock)
    })?;
    let written = journal.write(&clock, writer);
    if written.is_err() && closed {
        // Nothing was moved: it goes on.
        journal.alone(|journal| Ok(journal.file().execute_batch(OPEN)?))?;
    }
    written
}

pub(super) fn import(path: &Path, reader: &mut Reader<'_>, reopen: bool) -> Result<Transferred> {
    let header = reader.header()?;
    let salt = header.salt()?;
    let mut journal = Opened::new(path)?;
    journal.alone(|journal| {
        journal.settle_dead()?;
        journal.refuse_under_way()
    })?;
    let has = journal.count()?;
    if has.entries + has.usage == 0 {
        journal.alone_of_all()?;
        let read = journal.alone(|journal| {
            let reopened = journal.open(reopen)?;
            let read = journal.fill((&header, salt), reader)?;
            Ok(Transferred { reopened, ..read })
        });
        journal.shared_again()?;
        return read;
    }
    journal.alone(|journal| {
        let same_salt = salt == journal.salt;
        if !same_salt || !journal.holds(reader)? || journal.count()? != reader.read() {
            return Err(Fault::not_empty(journal.count()?.entries, same_salt));
        }
        Ok(Transferred {
            was_there: true,
            reopened: journal.open(reopen)?,
            ..reader.read()
        })
    })
}

impl Opened {
    fn new(path: &Path) -> Result<Opened> {
        let now = clock::read();
        let (file, salt, store, _) = sqlite::open(path, &now)?;
        // What is committed here is on the disk.
        store.file.pragma_update(None, "synchronous", "FULL")?;
        Ok(Opened {
            owner: Owner::new(Some(&file)),
            store,
            salt,
            now,
        })
    }

    fn file(&self) -> &Connection {
        &self.store.file
    }

    /// Does something in one transaction, alone of all processes.
    fn alone<T>(&mut self, work: impl FnOnce(&mut Opened) -> Result<T>) -> Result<T> {
        self.store.begin(OnBusy::Wait)?;
        let result = work(self).and_then(|done| {
            self.store.commit()?;
            Ok(done)
        });
        if result.is_err() {
            self.store.rollback()?;
        }
        result
    }

    /// Purchases of processes that have ended are unknown, or were never sent.
    fn settle_dead(&mut self) -> Result<()> {
        let owners = self
            .strings("SELECT DISTINCT owner FROM purchases WHERE state IN ('queued', 'sending')")?;
        for owner in owners.iter().filter(|owner| !self.owner.is_alive(owner)) {
            for statement in [
                "DELETE FROM purchases WHERE owner = ?1 AND state = 'queued'",
                "UPDATE purchases SET state = 'unknown' WHERE owner = ?1 AND state = 'sending'",
            ] {
                self.file().execute(statement, [owner])?;
            }
        }
        Ok(())
    }

    fn refuse_under_way(&self) -> Result<()> {
        let keys = self.strings(
            "SELECT idempotency_key FROM purchases WHERE state IN ('queued', 'sending') ORDER BY since",
        )?;
        match keys.is_empty() {
            true => Ok(()),
            false => Err(Fault::under_way(
                keys.len() as u64,
                keys.get(..NAMED).unwrap_or(&keys),
            )),
        }
    }

    fn strings(&self, select: &str) -> Result<Vec<String>> {
        let mut statement = self.file().prepare(select)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn count(&self) -> Result<Transferred> {
        let count = |table: &str| -> Result<u64> {
            let select = format!("SELECT count(*) FROM {table}");
            let count: i64 = self.file().query_row(&select, [], |row| row.get(0))?;
            Ok(count.unsigned_abs())
        };
        Ok(Transferred {
            entries: count("purchases")?,
            usage: count("usage")?,
            was_there: false,
            reopened: false,
        })
    }

    /// Writes all of it, as it is at one moment.
    fn write(&mut self, clock: &Clock, writer: &mut Writer<'_>) -> Result<Transferred> {
        let file = self.file();
        file.execute_batch("BEGIN")?;
        let written = self.refuse_under_way().and_then(|()| {
            let Moment {
                proven, estimated, ..
            } = clock.last;
            let salt = hex::encode(self.salt);
            writer.header(Header::new(salt, (proven, estimated), self.now.wall))?;
            let columns = Row::COLUMNS;
            let select = format!("SELECT {columns} FROM purchases ORDER BY idempotency_key, scope");
            let mut statement = file.prepare(&select)?;
            let mut rows = statement.query([])?;
            while let Some(record) = rows.next()? {
                writer.entry(Row::read(record)?)?;
            }
            let columns = Usage::COLUMNS;
            let mut statement =
                file.prepare(&format!("SELECT {columns} FROM usage ORDER BY {columns}"))?;
            let mut rows = statement.query([])?;
            while let Some(record) = rows.next()? {
                writer.usage(Usage::read(record)?)?;
            }
            writer.end()
        });
        file.execute_batch("ROLLBACK")?;
        written
    }

    /// Keeps every other process out: none may hash with the salt that goes.
    fn alone_of_all(&self) -> Result<()> {
        let file = self.file();
        file.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        let mode = |row: &Record<'_>| row.get::<_, String>(0);
        match file.query_row("PRAGMA journal_mode = DELETE", [], mode) {
            Ok(mode) if mode == "delete" => Ok(()),
            Err(error) if !is_busy(&error) => Err(error.into()),
            _ => Err(Fault::in_use(
                "another process has it open",
                "其他进程正在使用该文件",
            )),
        }
    }

    /// Opens a journal that was closed, if it may be. Returns whether it was.
    fn open(&self, reopen: bool) -> Result<bool> {
        let file = self.file();
        let is_closed = sqlite::is_closed(file)?;
        match is_closed && !reopen {
            true => return Err(Fault::closed()),
            false => file.execute_batch(OPEN)?,
        }
        Ok(is_closed)
    }

    fn shared_again(&self) -> Result<()> {
        let file = self.file();
        file.pragma_update(None, "locking_mode", "NORMAL")?;
        Ok(file.pragma_update(None, "journal_mode", "WAL")?)
    }

    fn fill(
        &mut self,
        (header, salt): (&Header, [u8; 32]),
        reader: &mut Reader<'_>,
    ) -> Result<Transferred> {
        self.store.set_clock(&Clock {
            last: Moment {
                proven: header.proven,
                estimated: header.estimated,
                wall: self.now.wall,
            },
            boot: self.now.boot.clone(),
            uptime: self.now.uptime,
        })?;
        let file = self.file();
        file.execute("UPDATE seal SET key = ?1", [&salt[..]])?;
        while let Some(part) = reader.part()? {
            match part {
                Part::Entry(row) => row.insert(file)?,
                Part::Usage(usage) => usage.insert(file)?,
            }
        }
        Ok(reader.read())
    }

    /// Whether all of an export is there.
    fn holds(&self, reader: &mut Reader<'_>) -> Result<bool> {
        let file = self.file();
        let columns = Row::COLUMNS;
        let entry =
            format!("SELECT {columns} FROM purchases WHERE idempotency_key = ?1 AND scope = ?2");
        let columns = Usage::COLUMNS;
        let kept = format!(
            "SELECT {columns} FROM usage WHERE tenant = ?1 AND payer = ?2 AND day = ?3 AND tool = ?4
             AND unit = ?5 AND currency = ?6 AND priced_on = ?7 AND bounded = ?8"
        );
        while let Some(part) = reader.part()? {
            let is_there = match part {
                Part::Entry(wanted) => {
                    let key: [&dyn ToSql; 2] = [&wanted.idempotency_key, &wanted.scope];
                    let found = one::<Row>(file.prepare_cached(&entry)?, &key)?;
                    // These tables have no columns for them.
                    let wanted = Row {
                        json_fingerprint: String::new(),
                        step: 0,
                        ..*wanted
                    };
                    found == Some(wanted)
                }
                Part::Usage(wanted) => {
                    let u = &wanted;
                    let key: [&dyn ToSql; 8] = [
                        &u.tenant,
                        &u.payer,
                        &u.day,
                        &u.tool,
                        &u.unit,
                        &u.currency,
                        &u.priced_on,
                        &u.bounded,
                    ];
                    one::<Usage>(file.prepare_cached(&kept)?, &key)? == Some(*wanted)
                }
            };
            if !is_there {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
