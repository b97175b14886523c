//! A journal in PostgreSQL, and who else has it.

use super::*;
use crate::journal::postgres::Database;
use std::sync::Barrier;
use std::thread;
use test_postgres::{Postgres, database};

#[path = "away_tests.rs"]
mod away;
#[path = "relay.rs"]
mod relay;
#[cfg(unix)]
#[path = "tls_tests.rs"]
mod tls;

/// Time passes for a journal, and what is over is dropped.
pub(super) fn pass(database: &Database, seconds: i64) {
    let seconds = seconds.to_string();
    run(
        database,
        "UPDATE visual.journal SET proven = proven + $1::text::bigint,
             estimated = estimated + $1::text::bigint",
        &[&seconds],
    );
    run(database, "SELECT visual.clear()::text", &[]);
}

fn run(database: &Database, statement: &'static str, values: &[&str]) -> Vec<String> {
    let limit = Duration::from_secs(60);
    database.ask_blocking(statement, values, limit).unwrap()
}

/// Another machine.
fn connect(address: &str) -> Journal {
    Journal::connect(address).unwrap()
}

fn refused(address: &str) -> JournalError {
    Journal::connect(address).unwrap_err()
}

/// A process that was killed, and whose lease has ended.
fn vanish(journal: &Journal) {
    let database = journal.database().unwrap();
    database.vanish();
    run(
        database,
        "UPDATE visual.members SET until = clock_timestamp() - interval '1 second'
         WHERE name = $1",
        &[database.member()],
    );
}

#[test]
fn one_of_many_on_two_machines_buys() {
    let Some(address) = database() else { return };
    let machines = [connect(&address), connect(&address)];
    let barrier = Barrier::new(8);
    let bought: usize = thread::scope(|scope| {
        let buyers: Vec<_> = (0..8)
            .map(|number| {
                let (machine, barrier) = (&machines[number % 2], &barrier);
                scope.spawn(move || {
                    barrier.wait();
                    let mut bought = 0;
                    for round in 0..20 {
                        if let Begun::New(sending) = begin(machine, &format!("k{round}")) {
                            accept(sending, "x");
                            bought += 1;
                        }
                    }
                    bought
                })
            })
            .collect();
        buyers.into_iter().map(|buyer| buyer.join().unwrap()).sum()
    });
    assert_eq!(bought, 20);
    assert_eq!(state(&machines[0]), state(&machines[1]));
}

#[test]
fn many_make_the_tables_at_once() {
    for _ in 0..4 {
        let Some(address) = database() else { return };
        let barrier = Barrier::new(4);
        let hashes: Vec<String> = thread::scope(|scope| {
            let opened = (0..4).map(|_| {
                scope.spawn(|| {
                    barrier.wait();
                    connect(&address).hash("a cat")
                })
            });
            let opened: Vec<_> = opened.collect();
            opened.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert!(hashes.iter().all(|hash| *hash == hashes[0]), "one salt");
    }
}

#[test]
fn what_a_machine_was_at_when_it_ended_is_unknown_or_gone() {
    let Some(address) = database() else { return };
    let (one, other) = (connect(&address), connect(&address));
    let sending = sent(&one, "a");
    assert!(matches!(begin(&other, "a"), Begun::Busy));
    accept(sending, "x");
    assert_eq!(known(&other, "a").task.as_deref(), Some("vt1.x"));

    let sender = sent(&one, "b");
    let waits = new(&one, "c");
    std::mem::forget(new(&one, "d"));
    assert!(matches!(begin(&other, "b"), Begun::Busy));
    assert!(matches!(begin(&other, "c"), Begun::Busy));
    vanish(&one);
    assert_eq!(known(&other, "b").state, State::Unknown);
    new(&other, "c").done().now();
    let left: Vec<_> = state(&other).into_iter().map(|(key, _)| key).collect();
    assert_eq!(left, ["a", "b", "c"], "what had not left is gone");
    // It was not dead, only slow: what was taken over does not leave, and what was bought is kept.
    assert!(waits.leaves()(&one).is_err());
    accept(sender, "late");
    assert_eq!(known(&other, "b").task.as_deref(), Some("vt1.late"));
    drop(waits);
    assert_eq!(known(&other, "c").state, State::Done);
}

#[test]
fn a_machine_that_leaves_keeps_nobody_waiting() {
    let Some(address) = database() else { return };
    let (one, other) = (connect(&address), connect(&address));
    std::mem::forget(new(&one, "a").leaves());
    drop(sent(&one, "b"));
    drop(one);
    assert_eq!(known(&other, "b").state, State::Unknown);
    let members = run(
        other.database().unwrap(),
        "SELECT count(*)::text FROM visual.members",
        &[],
    );
    assert_eq!(members, ["1"]);
}

#[test]
fn what_arrives_late_changes_nothing() {
    let Some(address) = database() else { return };
    let journal = connect(&address);
    let sending = new(&journal, "a");
    let (waits, leaves) = (sending.waits(), sending.leaves());
    leaves(&journal).unwrap();
    assert_eq!(waits(&journal).unwrap().value, 0, "it was written before");
    leaves(&journal).unwrap();
    accept(sending, "x");
    assert!(leaves(&journal).is_err());
    assert_eq!(known(&journal, "a").state, State::Pending);
}

#[test]
fn one_access_key_has_one_account() {
    let Some(address) = database() else { return };
    let journal = connect(&address);
    let as_account = |account: &'static str, key| {
        let request = Request {
            account,
            ..request(key)
        };
        journal.begin(&journal.entry(request), None)
    };
    begun(as_account("team", "a").unwrap().value).done().now();
    let error = as_account("crew", "b").err().unwrap();
    assert!(!error.busy, "who is to act is the owner of the account");
    assert!(error.reason.contains("account name"), "{error}");
    assert!(!error.to_string().contains("AKLT1") && !error.to_string().contains("team"));
    // What was bought is known by whichever name.
    let known = as_account("crew", "a").unwrap().value;
    assert!(matches!(known, Begun::Known(_)));
    pass(journal.database().unwrap(), 26 * 3600);
    begun(as_account("crew", "b").unwrap().value).done().now();
}

#[test]
fn arguments_are_known_by_their_json_too() {
    let Some(address) = database() else { return };
    let journal = connect(&address);
    let entry = |fingerprint: &str, json: &str| {
        let mut entry = journal.entry(request("a"));
        entry.fingerprint = fingerprint.to_owned();
        entry.marks.json_fingerprint = json.to_owned();
        entry
    };
    let begin = |entry: Entry| journal.begin(&entry, None).unwrap().value;
    begun(begin(entry("one", "json"))).done().now();
    assert!(matches!(begin(entry("one", "other")), Begun::Known(_)));
    assert!(matches!(begin(entry("", "json")), Begun::Known(_)));
    assert!(matches!(begin(entry("two", "")), Begun::Other));
}

#[test]
fn tables_that_are_no_journal_of_this_version_are_left_as_they_are() {
    let Some(mut address) = database() else {
        return;
    };
    let is = |address: &str, words: &str| {
        let error = refused(address);
        assert!(!error.busy && error.reason.contains(words), "{error}");
        assert!(!error.reason_zh.is_empty());
    };
    let journal = connect(&address);
    let change = |statement| run(journal.database().unwrap(), statement, &[]);
    change("UPDATE visual.journal SET version = 900");
    is(&address, "version 900");
    change("UPDATE visual.journal SET version = 0");
    is(&address, "visual journal migrate");
    change("ALTER TABLE visual.journal RENAME COLUMN salt TO pepper");
    is(&address, "is not a journal");
    change("DROP TABLE visual.journal");
    is(&address, "is not a journal");
    address += "_that_is_not_there";
    is(&address, "3D000");
}

#[test]
fn a_wrong_password_is_refused_and_never_shown() {
    let Some(mut server) = Postgres::start(&[]) else {
        return;
    };
    server.query("postgres", "ALTER ROLE visual PASSWORD 'r1ght'");
    let rules = "host all all 127.0.0.1/32 scram-sha-256\n";
    std::fs::write(server.data().join("pg_hba.conf"), rules).unwrap();
    server.restart();
    let with = |password: &str| {
        let port = server.port;
        format!("postgres://visual:{password}@127.0.0.1:{port}/postgres")
    };
    let error = refused(&with("wr0ng"));
    assert!(!error.busy && error.reason.contains("28P01"), "{error}");
    let none = refused(&server.address("postgres"));
    assert!(!none.busy && none.reason.contains("password"), "{none}");
    let journal = connect(&with("r1ght"));
    let shown = format!(
        "{error} {error:?} {} {journal:?} {}",
        error.message_zh(),
        journal.place()
    );
    assert!(
        !shown.contains("wr0ng") && !shown.contains("r1ght"),
        "{shown}"
    );
    assert!(journal.place().starts_with("postgres://visual@127.0.0.1:"));
}

/// The password would be sent to anybody who answers there.
#[test]
fn a_database_without_tls_is_refused_where_tls_is_needed() {
    let Some(address) = database() else { return };
    let error = refused(&format!("{address}?sslmode=require"));
    assert!(!error.busy && error.reason.contains("TLS"), "{error}");
    // Off loopback nothing is even tried.
    let error = refused("postgres://u:s3cret@db.example.com/d?sslmode=prefer");
    assert!(!error.busy && error.reason.contains("needs TLS"), "{error}");
    let shown = format!("{error} {error:?} {}", error.message_zh());
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[test]
fn it_is_usable_in_any_runtime_and_in_none() {
    let Some(address) = database() else { return };
    let journal = connect(&address);
    let runtime = || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        runtime.enable_all().build().unwrap()
    };
    let end = || tokio::time::Instant::now() + Duration::from_secs(60);
    let entry = journal.entry(request("a"));
    let sending = runtime().block_on(async {
        assert!(journal.entries().unwrap().is_empty());
        let begun_one = journal.record(end(), move |journal| journal.begin(&entry, None));
        begun(begun_one.await.unwrap())
    });
    assert!(matches!(begin(&journal, "a"), Begun::Busy));
    runtime().block_on(async {
        sending.done().save(end()).await.unwrap();
        drop(journal);
    });
    assert_eq!(known(&connect(&address), "a").state, State::Done);
}
