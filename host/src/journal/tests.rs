use super::entry::DAY_S;
use super::sending::Settled;
use super::*;
use crate::types::Task;
use std::any::Any;
use std::time::Duration;

#[path = "account_tests.rs"]
mod accounts;
#[cfg(feature = "postgres")]
#[path = "check_tests.rs"]
mod checks;
#[cfg(feature = "journal")]
#[path = "file_tests.rs"]
mod files;
#[cfg(feature = "postgres")]
#[path = "postgres/tests.rs"]
mod shared;
#[cfg(feature = "postgres")]
#[path = "transfer_tests.rs"]
mod transfers;
#[path = "usage_tests.rs"]
mod usages;

/// Tests of what every journal does: in memory, in a file, and in PostgreSQL.
macro_rules! in_every_journal {
    ($($test:ident,)*) => {
        mod in_memory {
            $(
                #[test]
                fn $test() {
                    super::$test($crate::Journal::in_memory());
                }
            )*
        }

        #[cfg(feature = "journal")]
        mod in_a_file {
            $(
                #[test]
                fn $test() {
                    let directory = tempfile::tempdir().unwrap();
                    let place = directory.path().join("journal.db");
                    super::$test($crate::Journal::open(&place).unwrap());
                }
            )*
        }

        #[cfg(feature = "postgres")]
        mod in_postgres {
            $(
                #[test]
                fn $test() {
                    if let Some(address) = test_postgres::database() {
                        super::$test($crate::Journal::connect(&address).unwrap());
                    }
                }
            )*
        }
    };
}
use in_every_journal;

in_every_journal! {
    a_hash_is_the_same_for_one_tenant_of_one_journal,
    an_order_is_new_once,
    purchases_are_found_by_what_their_key_begins_with,
    what_nobody_settles_is_unknown_until_it_is_forgotten,
    what_had_not_left_is_as_if_it_had_not_been_made,
    a_refused_order_may_be_made_again,
    requests_are_apart_by_tenant_account_and_tool,
    other_arguments_are_refused,
    the_budget_counts_what_was_or_may_have_been_bought,
    the_budget_is_that_of_a_day,
    what_was_delivered_stays_so,
    only_what_is_unknown_is_forgotten,
    ended_entries_leave_after_a_day,
    a_purchase_is_kept_as_long_as_was_promised_when_it_was_made,
}

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
    journal.begin(&journal.entry(request), max).unwrap().value
}

fn begin(journal: &Journal, key: &str) -> Begun {
    begin_request(journal, request(key), None)
}

impl Journal {
    fn local(&self) -> &local::Local {
        self.try_local().unwrap()
    }

    fn try_local(&self) -> Option<&local::Local> {
        let backend: &dyn Any = self.backend();
        backend.downcast_ref()
    }
}

/// Counts the entries as if these seconds had passed, and drops what is over.
fn later(journal: &Journal, seconds: i64) -> usize {
    #[cfg(feature = "postgres")]
    if let Some(database) = journal.database() {
        shared::pass(database, seconds);
        new(journal, "clears").refused().now();
        return journal.entries().unwrap().len();
    }
    let mut store = journal.local().store();
    let mut clock = store.clock().unwrap();
    clock.last.proven += seconds;
    clock.last.estimated += seconds;
    store.set_clock(&clock).unwrap();
    drop(store);
    new(journal, "clears").refused().now();
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
    sending.accepted((&task(id), ""), text).now();
}

impl Settled {
    /// Is written down at once, as an order does it.
    fn now(self) {
        self.try_now().unwrap();
    }

    fn try_now(self) -> Result<Committed<()>, JournalError> {
        self.write(&self.journal)
    }
}

/// What is written down as it leaves.
fn leaving(sending: Sending) -> Sending {
    sending.leaves()(&sending.journal).unwrap();
    sending
}

/// A purchase that has left.
fn sent(journal: &Journal, key: &str) -> Sending {
    let mut sending = leaving(new(journal, key));
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

fn an_order_is_new_once(journal: Journal) {
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

fn purchases_are_found_by_what_their_key_begins_with(journal: Journal) {
    accept(new(&journal, "cat-1"), "x");
    drop(sent(&journal, "cat-2"));
    drop(new(&journal, "cat-3"));
    new(&journal, "cat").done().now();
    new(&journal, "ca%t").done().now();
    new(&journal.with_tenant("x"), "cat-4").done().now();
    let found = |journal: &Journal, prefix: &str| {
        let entries = journal.entries_of_key(prefix).unwrap().into_iter();
        let mut keys: Vec<_> = entries.map(|entry| entry.idempotency_key).collect();
        keys.sort();
        keys
    };
    assert_eq!(found(&journal, "cat"), ["cat", "cat-1", "cat-2"]);
    assert_eq!(found(&journal, "cat-"), ["cat-1", "cat-2"]);
    assert_eq!(found(&journal, "ca%"), ["ca%t"]);
    assert_eq!(found(&journal, "猫"), [""; 0]);
    assert_eq!(found(&journal.with_tenant("x"), "cat"), ["cat-4"]);
}

fn what_nobody_settles_is_unknown_until_it_is_forgotten(journal: Journal) {
    drop(sent(&journal, "a"));
    assert_eq!(known(&journal, "a").state, State::Unknown);
    new(&journal, "b").lost(false).now();
    assert_eq!(known(&journal, "b").state, State::Unknown);
    new(&journal, "c").lost(true).now();
    assert_eq!(known(&journal, "c").state, State::Failed);
    assert_eq!(journal.forget("a").unwrap(), 1);
    assert_eq!(journal.forget("a").unwrap(), 0);
    let sending = new(&journal, "a");
    assert_eq!(journal.forget("a").unwrap(), 0, "it waits to be sent");
    let sending = leaving(sending);
    assert_eq!(journal.forget("a").unwrap(), 0, "it is being sent");
    sending.refused().now();
    assert_eq!(
        state(&journal),
        [("b".into(), State::Unknown), ("c".into(), State::Failed)]
    );
}

fn what_had_not_left_is_as_if_it_had_not_been_made(journal: Journal) {
    drop(new(&journal, "a"));
    drop(leaving(new(&journal, "b")));
    let mut refused = sent(&journal, "c");
    refused.stayed();
    drop(refused);
    assert_eq!(state(&journal), []);
    let mut waiting = sent(&journal, "d");
    waiting.stayed();
    waiting.waits()(&journal).unwrap();
    assert!(matches!(begin(&journal, "d"), Begun::Busy));
    drop(waiting);
    new(&journal, "d").refused().now();
}

fn a_refused_order_may_be_made_again(journal: Journal) {
    new(&journal, "a").refused().now();
    new(&journal, "a").done().now();
    assert_eq!(known(&journal, "a").state, State::Done);
}

fn requests_are_apart_by_tenant_account_and_tool(journal: Journal) {
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

fn other_arguments_are_refused(journal: Journal) {
    new(&journal, "a").done().now();
    let mut other = journal.entry(request("a"));
    other.fingerprint = journal.fingerprint(b"other");
    assert!(matches!(
        journal.begin(&other, None).unwrap().value,
        Begun::Other
    ));
}

fn the_budget_counts_what_was_or_may_have_been_bought(journal: Journal) {
    let begun = |key| begin_request(&journal, request(key), Some(2));
    new(&journal, "refused").refused().now();
    drop(sent(&journal, "unknown"));
    new(&journal, "done").done().now();
    assert!(matches!(begun("one more"), Begun::Spent(2)));
    assert!(matches!(begun("done"), Begun::Known(_)), "costs nothing");
    journal.forget("unknown").unwrap();
    assert!(matches!(begun("one more"), Begun::New(_)));
}

fn the_budget_is_that_of_a_day(journal: Journal) {
    drop(sent(&journal, "unknown"));
    accept(new(&journal, "pending"), "x");
    let begun = || begin_request(&journal, request("one more"), Some(2));
    assert!(matches!(begun(), Begun::Spent(2)));
    assert_eq!(later(&journal, DAY_S - 10), 2);
    assert!(matches!(begun(), Begun::Spent(2)));
    assert_eq!(later(&journal, 20), 2, "they are kept all the same");
    assert!(matches!(begun(), Begun::New(_)));
}

fn what_was_delivered_stays_so(journal: Journal) {
    accept(new(&journal, "a"), "x");
    journal.ended(&task("x"), &asker(), true).unwrap();
    // Later the service has forgotten it.
    journal.ended(&task("x"), &asker(), false).unwrap();
    assert_eq!(known(&journal, "a").state, State::Done);
}

fn only_what_is_unknown_is_forgotten(journal: Journal) {
    accept(new(&journal, "a"), "x");
    assert_eq!(journal.forget("a").unwrap(), 0, "it can be collected");
    journal.ended(&task("x"), &asker(), true).unwrap();
    assert_eq!(journal.forget("a").unwrap(), 0, "it was bought");
}

fn ended_entries_leave_after_a_day(journal: Journal) {
    for key in ["done", "failed"] {
        new(&journal, key).lost(true).now();
    }
    accept(new(&journal, "pending"), "x");
    drop(sent(&journal, "unknown"));
    assert_eq!(later(&journal, DAY_S - 10), 4);
    assert_eq!(later(&journal, 20), 2, "ended ones are gone");
    assert_eq!(later(&journal, DAY_S * 100), 2);
    assert_eq!(known(&journal, "unknown").state, State::Unknown);
    assert_eq!(known(&journal, "pending").state, State::Pending);
}

fn a_purchase_is_kept_as_long_as_was_promised_when_it_was_made(journal: Journal) {
    new(
        &journal.with_keep(Duration::from_secs(3 * 86_400)),
        "three days",
    )
    .done()
    .now();
    new(&journal.with_keep(Duration::ZERO), "a day")
        .done()
        .now();
    assert_eq!(later(&journal, DAY_S - 10), 2, "a day at least");
    assert_eq!(later(&journal, 20), 1);
    assert_eq!(known(&journal, "three days").state, State::Done);
    // Also by who would keep his own for a shorter time.
    assert_eq!(later(&journal.with_keep(Duration::ZERO), 2 * DAY_S - 20), 1);
    assert_eq!(later(&journal, 20), 0);
    new(&journal, "three days").refused().now();
}

#[test]
fn in_memory_what_nobody_can_ask_for_is_not_kept_for_ever() {
    let journal = Journal::in_memory();
    for (key, named) in [("a", true), ("b", false)] {
        let request = |key| Request {
            named,
            ..request(key)
        };
        accept(begun(begin_request(&journal, request(key), None)), key);
        let lost = format!("lost {key}");
        begun(begin_request(&journal, request(&lost), None))
            .lost(false)
            .now();
    }
    assert_eq!(later(&journal, 2 * DAY_S - 10), 4);
    assert_eq!(later(&journal, 20), 2);
}

fn a_hash_is_the_same_for_one_tenant_of_one_journal(journal: Journal) {
    let hash = journal.hash("a cat");
    assert_eq!(hash, journal.clone().hash("a cat"));
    assert_ne!(hash, journal.hash("a dog"));
    assert_ne!(hash, journal.with_tenant("other").hash("a cat"));
    assert_ne!(hash, Journal::in_memory().hash("a cat"));
}
