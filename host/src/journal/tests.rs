use super::entry::DAY_S;
use super::*;
use crate::clock::Reading;
use crate::types::Task;
use rusqlite::Connection;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[path = "account_tests.rs"]
mod accounts;
#[path = "clock_tests.rs"]
mod clocks;
#[path = "file_tests.rs"]
mod files;
#[cfg(unix)]
#[path = "place_tests.rs"]
mod places;

fn request(key: &str) -> Request<'_> {
    Request {
        account: "AKLT1",
        access_key_id: "AKLT1",
        tool: "t",
        key,
        named: true,
    }
}

fn begin_request(journal: &Journal, request: Request<'_>, max: Option<u32>) -> Begun {
    journal.begin(&journal.entry(request), max).unwrap()
}

fn begin(journal: &Journal, key: &str) -> Begun {
    begin_request(journal, request(key), None)
}

/// Counts the entries as if these seconds had passed, and drops what is over.
fn later(journal: &Journal, seconds: i64) -> usize {
    let update = "UPDATE clock SET proven = proven + ?1, estimated = estimated + ?1";
    journal
        .shared
        .connection()
        .execute(update, [seconds])
        .unwrap();
    new(journal, "clears").refused().unwrap();
    journal.entries().unwrap().len()
}

fn task(id: &str) -> Task {
    Task {
        tool: "t".to_owned(),
        id: id.to_owned(),
        submitted_at: 0,
        output: None,
    }
}

/// The account of [`request`].
fn asker() -> Asker {
    Asker {
        account: "AKLT1".to_owned(),
        access_key_id: "AKLT1".to_owned(),
        endpoint: String::new(),
    }
}

fn accept(sending: Sending, id: &str) {
    let text = Some(format!("vt1.{id}"));
    sending.accepted((&task(id), ""), text).unwrap();
}

/// A purchase that has left.
fn sent(journal: &Journal, key: &str) -> Sending {
    let mut sending = new(journal, key).leaves().unwrap();
    sending.left();
    sending
}

fn new(journal: &Journal, key: &str) -> Sending {
    begun(begin(journal, key))
}

fn begun(begun: Begun) -> Sending {
    match begun {
        Begun::New(sending) => sending,
        _ => panic!("it is not new"),
    }
}

fn known(journal: &Journal, key: &str) -> Entry {
    match begin(journal, key) {
        Begun::Known(entry) => entry,
        _ => panic!("{key} is not known"),
    }
}

fn state(journal: &Journal) -> Vec<(String, State)> {
    let entries = journal.entries().unwrap().into_iter();
    entries
        .map(|entry| (entry.idempotency_key, entry.state))
        .collect()
}

#[test]
fn an_order_is_new_once() {
    let journal = Journal::in_memory().unwrap();
    let sending = new(&journal, "a");
    assert!(matches!(begin(&journal, "a"), Begun::Busy));
    accept(sending, "x");
    let entry = known(&journal, "a");
    assert_eq!(
        (entry.state, entry.task.as_deref()),
        (State::Pending, Some("vt1.x"))
    );
    journal.ended(&task("x"), &asker(), true).unwrap();
    assert_eq!(known(&journal, "a").state, State::Done);
}

#[test]
fn what_nobody_settles_is_unknown_until_it_is_forgotten() {
    let journal = Journal::in_memory().unwrap();
    drop(sent(&journal, "a"));
    assert_eq!(known(&journal, "a").state, State::Unknown);
    new(&journal, "b").lost(false).unwrap();
    assert_eq!(known(&journal, "b").state, State::Unknown);
    new(&journal, "c").lost(true).unwrap();
    assert_eq!(known(&journal, "c").state, State::Failed);
    assert_eq!(journal.forget("a").unwrap(), 1);
    assert_eq!(journal.forget("a").unwrap(), 0);
    let sending = new(&journal, "a");
    assert_eq!(journal.forget("a").unwrap(), 0, "it waits to be sent");
    let sending = sending.leaves().unwrap();
    assert_eq!(journal.forget("a").unwrap(), 0, "it is being sent");
    sending.refused().unwrap();
    assert_eq!(
        state(&journal),
        [("b".into(), State::Unknown), ("c".into(), State::Failed)]
    );
}

#[test]
fn what_had_not_left_is_as_if_it_had_not_been_made() {
    let journal = Journal::in_memory().unwrap();
    drop(new(&journal, "a"));
    drop(new(&journal, "b").leaves().unwrap());
    let mut refused = sent(&journal, "c");
    refused.stayed();
    drop(refused);
    assert_eq!(state(&journal), []);
    let mut waiting = sent(&journal, "d");
    waiting.stayed();
    let waiting = waiting.waits().unwrap();
    assert!(matches!(begin(&journal, "d"), Begun::Busy));
    drop(waiting);
    new(&journal, "d").refused().unwrap();
}

#[test]
fn a_refused_order_may_be_made_again() {
    let journal = Journal::in_memory().unwrap();
    new(&journal, "a").refused().unwrap();
    new(&journal, "a").done().unwrap();
    assert_eq!(known(&journal, "a").state, State::Done);
}

#[test]
fn requests_are_apart_by_tenant_account_and_tool() {
    let journal = Journal::in_memory().unwrap();
    let one = request("a");
    let other = Request {
        account: "AKLT2",
        access_key_id: "AKLT2",
        ..one
    };
    for request in [other, Request { tool: "u", ..one }, one] {
        let begun = begin_request(&journal, request, None);
        assert!(matches!(begun, Begun::New(_)));
    }
    let tenant = journal.with_tenant("x");
    assert!(matches!(begin(&tenant, "a"), Begun::New(_)));
}

#[test]
fn in_memory_nothing_is_kept_that_nobody_can_ask_for() {
    let directory = tempfile::tempdir().unwrap();
    let memory = Journal::in_memory().unwrap();
    let file = reopen(&directory.path().join("journal.db"));
    for (journal, kept) in [(memory, 0), (file, 2)] {
        let unnamed = |key| {
            let unnamed = Request {
                named: false,
                ..request(key)
            };
            match begin_request(&journal, unnamed, None) {
                Begun::New(sending) => sending,
                _ => panic!("{key} is not new"),
            }
        };
        unnamed("a").done().unwrap();
        accept(unnamed("b"), "b");
        assert_eq!(journal.entries().unwrap().len(), 1 + kept / 2);
        journal.ended(&task("b"), &asker(), true).unwrap();
        assert_eq!(journal.entries().unwrap().len(), kept);
        drop(sent(&journal, "c"));
        assert_eq!(known(&journal, "c").state, State::Unknown);
    }
}

#[test]
fn other_arguments_are_refused() {
    let journal = Journal::in_memory().unwrap();
    new(&journal, "a").done().unwrap();
    let mut other = journal.entry(request("a"));
    other.fingerprint = journal.fingerprint(b"other");
    assert!(matches!(journal.begin(&other, None).unwrap(), Begun::Other));
}

#[test]
fn the_budget_counts_what_was_or_may_have_been_bought() {
    let journal = Journal::in_memory().unwrap();
    let begun = |key| begin_request(&journal, request(key), Some(2));
    new(&journal, "refused").refused().unwrap();
    drop(sent(&journal, "unknown"));
    new(&journal, "done").done().unwrap();
    assert!(matches!(begun("one more"), Begun::Spent(2)));
    assert!(matches!(begun("done"), Begun::Known(_)), "costs nothing");
    journal.forget("unknown").unwrap();
    assert!(matches!(begun("one more"), Begun::New(_)));
}

#[test]
fn the_budget_is_that_of_a_day() {
    let journal = Journal::in_memory().unwrap();
    drop(sent(&journal, "unknown"));
    accept(new(&journal, "pending"), "x");
    let begun = || begin_request(&journal, request("one more"), Some(2));
    assert!(matches!(begun(), Begun::Spent(2)));
    assert_eq!(later(&journal, DAY_S - 10), 2);
    assert!(matches!(begun(), Begun::Spent(2)));
    assert_eq!(later(&journal, 20), 2, "they are kept all the same");
    assert!(matches!(begun(), Begun::New(_)));
}

#[test]
fn what_could_not_be_written_down_is_written_with_the_next() {
    let journal = Journal::in_memory().unwrap();
    let unwritable = |on: bool| {
        let connection = journal.shared.connection();
        connection.pragma_update(None, "query_only", on).unwrap();
    };
    let (bought, lost, dropped, waits) = (
        sent(&journal, "bought"),
        sent(&journal, "lost"),
        sent(&journal, "dropped"),
        new(&journal, "waits"),
    );
    unwritable(true);
    assert!(
        bought
            .accepted((&task("x"), ""), Some("vt1.x".to_owned()))
            .is_err()
    );
    assert!(lost.lost(true).is_err());
    drop((dropped, waits));
    assert!(journal.entries().is_err());
    unwritable(false);
    assert_eq!(
        state(&journal),
        [
            ("bought".into(), State::Pending),
            ("dropped".into(), State::Unknown),
            ("lost".into(), State::Failed),
        ]
    );
    assert_eq!(known(&journal, "bought").task.as_deref(), Some("vt1.x"));
}

#[test]
fn what_was_delivered_stays_so() {
    let journal = Journal::in_memory().unwrap();
    accept(new(&journal, "a"), "x");
    journal.ended(&task("x"), &asker(), true).unwrap();
    // Later the service has forgotten it.
    journal.ended(&task("x"), &asker(), false).unwrap();
    assert_eq!(known(&journal, "a").state, State::Done);
}

#[test]
fn only_what_is_unknown_is_forgotten() {
    let journal = Journal::in_memory().unwrap();
    accept(new(&journal, "a"), "x");
    assert_eq!(journal.forget("a").unwrap(), 0, "it can be collected");
    journal.ended(&task("x"), &asker(), true).unwrap();
    assert_eq!(journal.forget("a").unwrap(), 0, "it was bought");
}

#[test]
fn ended_entries_leave_after_a_day() {
    let journal = Journal::in_memory().unwrap();
    for key in ["done", "failed"] {
        new(&journal, key).lost(true).unwrap();
    }
    accept(new(&journal, "pending"), "x");
    drop(sent(&journal, "unknown"));
    assert_eq!(later(&journal, DAY_S - 10), 4);
    assert_eq!(later(&journal, 20), 2, "ended ones are gone");
    assert_eq!(later(&journal, DAY_S * 100), 2);
    assert_eq!(known(&journal, "unknown").state, State::Unknown);
    assert_eq!(known(&journal, "pending").state, State::Pending);
}

#[test]
fn a_purchase_is_kept_as_long_as_was_promised_when_it_was_made() {
    let journal = Journal::in_memory().unwrap();
    new(
        &journal.with_keep(Duration::from_secs(3 * 86_400)),
        "three days",
    )
    .done()
    .unwrap();
    new(&journal.with_keep(Duration::ZERO), "a day")
        .done()
        .unwrap();
    assert_eq!(later(&journal, DAY_S - 10), 2, "a day at least");
    assert_eq!(later(&journal, 20), 1);
    assert_eq!(known(&journal, "three days").state, State::Done);
    // Also by who would keep his own for a shorter time.
    assert_eq!(later(&journal.with_keep(Duration::ZERO), 2 * DAY_S - 20), 1);
    assert_eq!(later(&journal, 20), 0);
    new(&journal, "three days").refused().unwrap();
}

#[test]
fn in_memory_what_nobody_can_ask_for_is_not_kept_for_ever() {
    let journal = Journal::in_memory().unwrap();
    for (key, named) in [("a", true), ("b", false)] {
        let request = |key| Request {
            named,
            ..request(key)
        };
        accept(begun(begin_request(&journal, request(key), None)), key);
        let lost = format!("lost {key}");
        begun(begin_request(&journal, request(&lost), None))
            .lost(false)
            .unwrap();
    }
    assert_eq!(later(&journal, 2 * DAY_S - 10), 4);
    assert_eq!(later(&journal, 20), 2);
}

/// Another process, as far as a journal can tell.
fn reopen(place: &Path) -> Journal {
    Journal::open(place).unwrap()
}

/// Does not wait for the disk: these tests end no machine.
fn without_sync(journal: Journal) -> Journal {
    let connection = journal.shared.connection();
    connection
        .pragma_update(None, "synchronous", "OFF")
        .unwrap();
    drop(connection);
    journal
}
