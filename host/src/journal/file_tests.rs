//! A journal that is a file, and who else has it.

use super::*;
use crate::Options;
use crate::journal::sqlite::Sqlite;
use crate::purchase::order::hashing;
use rusqlite::Connection;
use std::any::Any;
use std::path::Path;
use std::sync::Barrier;
use std::thread;

#[path = "clock_tests.rs"]
mod clocks;
#[path = "flush_tests.rs"]
mod flushes;
#[cfg(unix)]
#[path = "place_tests.rs"]
mod places;

/// Another process, as far as a journal can tell.
fn reopen(place: &Path) -> Journal {
    Journal::open(place).unwrap()
}

/// Does not wait for the disk: these tests end no machine.
fn without_sync(journal: Journal) -> Journal {
    let off = |file: &Connection| file.pragma_update(None, "synchronous", "OFF");
    with_connection(&journal, off).unwrap();
    journal
}

/// Does something with the file as this journal has it open.
fn with_connection<T>(journal: &Journal, work: impl FnOnce(&Connection) -> T) -> T {
    let store = journal.local().store();
    let store: &dyn Any = &**store;
    work(&store.downcast_ref::<Sqlite>().unwrap().file)
}

#[test]
fn in_memory_nothing_is_kept_that_nobody_can_ask_for() {
    let directory = tempfile::tempdir().unwrap();
    let memory = Journal::in_memory();
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
        unnamed("a").done().now();
        accept(unnamed("b"), "b");
        assert_eq!(journal.entries().unwrap().len(), 1 + kept / 2);
        journal.ended(&task("b"), &asker(), true).unwrap();
        assert_eq!(journal.entries().unwrap().len(), kept);
        drop(sent(&journal, "c"));
        assert_eq!(known(&journal, "c").state, State::Unknown);
    }
}

#[test]
fn what_could_not_be_written_down_is_written_with_the_next() {
    let directory = tempfile::tempdir().unwrap();
    let journal = reopen(&directory.path().join("journal.db"));
    let unwritable = |on: bool| {
        let set = |file: &Connection| file.pragma_update(None, "query_only", on);
        with_connection(&journal, set).unwrap();
    };
    let (bought, lost, dropped, waits) = (
        sent(&journal, "bought"),
        sent(&journal, "lost"),
        sent(&journal, "dropped"),
        new(&journal, "waits"),
    );
    unwritable(true);
    let text = Some("vt1.x".to_owned());
    assert!(bought.accepted((&task("x"), ""), text).try_now().is_err());
    assert!(lost.lost(true).try_now().is_err());
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
fn an_order_that_was_taken_over_does_not_leave() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let (one, other) = (reopen(&place), reopen(&place));
    let first = new(&one, "a");
    let update = "UPDATE purchases SET owner = 'another'";
    with_connection(&other, |file| file.execute(update, []).unwrap());
    assert!(first.leaves()(&one).is_err());
    assert_eq!(state(&other).len(), 0, "its owner is not there");
}

#[test]
fn the_file_is_as_safe_as_it_is_said_to_be() {
    let directory = tempfile::tempdir().unwrap();
    let journal = reopen(&directory.path().join("journal.db"));
    let is = |name: &str| -> String {
        let value = with_connection(&journal, |file| {
            file.pragma_query_value(None, name, |row| {
                Ok(match row.get_ref(0)? {
                    rusqlite::types::ValueRef::Integer(number) => number.to_string(),
                    other => other.as_str()?.to_owned(),
                })
            })
        });
        value.unwrap()
    };
    assert_eq!(is("journal_mode"), "wal");
    assert_eq!(is("synchronous"), "1", "NORMAL: the log is flushed here");
    assert_eq!(is("secure_delete"), "1");
}

#[test]
fn processes_share_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("state/journal.db");
    let (one, other) = (reopen(&place), reopen(&place));
    let sending = new(&one, "a");
    assert!(matches!(begin(&other, "a"), Begun::Busy));
    assert_eq!(state(&other), [("a".into(), State::Queued)]);
    let sending = leaving(sending);
    assert!(matches!(begin(&other, "a"), Begun::Busy));
    assert_eq!(state(&other), [("a".into(), State::Sending)]);
    accept(sending, "x");
    assert_eq!(known(&other, "a").task.as_deref(), Some("vt1.x"));

    // Without its lock, a process counts as ended.
    std::mem::forget(sent(&one, "b"));
    std::mem::forget(new(&one, "c"));
    std::mem::forget(new(&one, "d"));
    assert!(matches!(begin(&other, "b"), Begun::Busy));
    assert!(matches!(begin(&other, "c"), Begun::Busy));
    let files = std::fs::read_dir(place.parent().unwrap()).unwrap();
    for file in files.map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|ending| ending == "lock") {
            std::fs::remove_file(file).unwrap();
        }
    }
    assert_eq!(known(&other, "b").state, State::Unknown);
    new(&other, "c").done().now();
    let left: Vec<_> = state(&other).into_iter().map(|(key, _)| key).collect();
    assert_eq!(left, ["a", "b", "c"], "what had not left is gone");
}

#[test]
fn a_runtime_that_ends_writes_down_what_it_drops() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let (one, other) = (reopen(&place), reopen(&place));
    let (waits, sent) = (leaving(new(&one, "waits")), sent(&one, "sent"));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let handle = runtime.handle().clone();
    runtime.shutdown_background();
    let _within = handle.enter();
    drop((waits, sent));
    assert_eq!(state(&other), [("sent".into(), State::Unknown)]);
}

#[test]
fn many_open_a_new_file_at_once() {
    let directory = tempfile::tempdir().unwrap();
    for round in 0..40 {
        let place = directory.path().join(format!("{round}.db"));
        let barrier = Barrier::new(4);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    barrier.wait();
                    drop(reopen(&place));
                    assert!(reopen(&place).entries().unwrap().is_empty());
                });
            }
        });
    }
}

#[test]
fn one_of_many_at_once_buys() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let barrier = Barrier::new(8);
    let bought: usize = thread::scope(|scope| {
        let buyers: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let journal = reopen(&place);
                    barrier.wait();
                    let mut bought = 0;
                    for round in 0..20 {
                        if let Begun::New(sending) = begin(&journal, &format!("i{round}")) {
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
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("a/b/journal.db");
    let journal = reopen(&place);
    let _sending = new(&journal, "a");
    let files = std::fs::read_dir(place.parent().unwrap()).unwrap();
    let modes: Vec<u32> = files
        .map(|file| file.unwrap().metadata().unwrap().permissions().mode() & 0o777)
        .collect();
    assert!(modes.len() >= 3, "the journal, its log and a lock");
    assert!(modes.iter().all(|mode| *mode == 0o600), "{modes:?}");
}

#[test]
fn nothing_of_the_call_is_in_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let journal = reopen(&place);
    let tenant = journal.with_tenant("tenant-7");
    let private = Request {
        account: "account-7",
        access_key_id: "AKLTprivate",
        tool: "t",
        key: "order-7",
        named: true,
    };
    let mut entry = tenant.entry(private);
    let request = crate::Request::new("t", r#"{"prompt":"a very private cat"}"#);
    let hash = hashing(&request, &Options::default(), "t")();
    entry.fingerprint = tenant.fingerprint(&hash);
    begun(tenant.begin(&entry, None).unwrap().value)
        .lost(false)
        .now();
    let holds = |written: &[u8], word: &str| {
        let mut windows = written.windows(word.len());
        windows.any(|bytes| bytes == word.as_bytes())
    };
    let check = |files: &[&Path]| {
        let written = files.iter().map(|file| std::fs::read(file).unwrap());
        let written = written.collect::<Vec<_>>().concat();
        for word in ["tenant-7", "account-7", "AKLTprivate", "private cat"] {
            assert!(!holds(&written, word), "{word}");
        }
        assert!(
            holds(&written, "order-7"),
            "it is looked for in the right place"
        );
    };
    // As long as it is open, what is new is in its log.
    check(&[&place, &place.with_extension("db-wal")]);
    drop((journal, tenant));
    check(&[&place]);
}

#[test]
fn a_place_that_cannot_be_used_is_named() {
    let error = Journal::open(Path::new("/dev/null/journal.db")).unwrap_err();
    assert!(
        error.to_string().contains("/dev/null/journal.db"),
        "{error}"
    );
}

/// Names of the lock files beside a journal, as far as they are its own.
fn locks(place: &Path) -> Vec<String> {
    let files = std::fs::read_dir(place.parent().unwrap()).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut locks: Vec<_> = names.filter(|name| name.contains(".lock")).collect();
    locks.sort();
    locks
}

#[test]
fn lock_files_of_the_dead_go_and_those_of_the_living_stay() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let living = reopen(&place);
    let _sending = new(&living, "a");
    let kept = locks(&place);
    assert_eq!(kept.len(), 1);
    let foreign = ["journal.db.notes.lock", "other.db.0123456789abcdef.lock"];
    let dead = [
        "journal.db.0123456789abcdef.lock",
        "journal.db.0123456789abcdee.lock.new",
    ];
    let make = |names: &[&str]| {
        for name in names {
            std::fs::write(directory.path().join(name), "").unwrap();
        }
    };
    make(&foreign);
    let expected = |more: usize| {
        let mut names = kept.clone();
        names.extend(foreign.map(str::to_owned));
        names.sort();
        let found = locks(&place);
        assert_eq!(found.len(), names.len() + more, "{found:?}");
        assert!(names.iter().all(|name| found.contains(name)), "{found:?}");
    };
    make(&dead);
    let other = reopen(&place);
    expected(2);
    assert_eq!(other.entries().unwrap().len(), 1);
    expected(0);
    make(&dead);
    let sending = new(&other, "b");
    expected(1);
    drop((sending, other));
    expected(0);
    assert!(matches!(begin(&reopen(&place), "a"), Begun::Busy));
}

/// However often others look for dead ones, nobody who is alive loses his lock.
#[test]
fn who_is_alive_is_never_taken_for_dead() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let watcher = reopen(&place);
    let stop = std::sync::atomic::AtomicBool::new(false);
    thread::scope(|scope| {
        let looks = || {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                watcher.local().owner.remove_stale();
            }
        };
        let lookers = [scope.spawn(looks), scope.spawn(looks)];
        for round in 0..200 {
            let journal = without_sync(reopen(&place));
            let sending = new(&journal, &format!("i{round}"));
            let name = journal.local().owner.name();
            let alive = watcher.local().owner.is_alive(&name);
            stop.fetch_or(!alive, std::sync::atomic::Ordering::Relaxed);
            assert!(alive, "round {round}");
            sending.refused().now();
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        for looker in lookers {
            looker.join().unwrap();
        }
    });
}
