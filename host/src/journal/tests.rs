use super::*;
use std::sync::Barrier;
use std::thread;

fn wish<'a>(intent: &'a str, arguments: &'a str) -> Wish<'a> {
    Wish {
        tenant: "",
        access_key_id: "AKLT1",
        tool: "t",
        intent,
        named: true,
        arguments,
    }
}

fn begin(journal: &Journal, intent: &str) -> Begun {
    journal.begin(wish(intent, "{}"), None).unwrap()
}

fn new(journal: &Journal, intent: &str) -> Sending {
    match begin(journal, intent) {
        Begun::New(sending) => sending,
        _ => panic!("{intent} is not new"),
    }
}

fn known(journal: &Journal, intent: &str) -> Entry {
    match begin(journal, intent) {
        Begun::Known(entry) => entry,
        _ => panic!("{intent} is not known"),
    }
}

fn state(journal: &Journal) -> Vec<(String, State)> {
    let entries = journal.entries().unwrap().into_iter();
    entries.map(|entry| (entry.intent, entry.state)).collect()
}

#[test]
fn a_wish_is_new_once() {
    let journal = Journal::in_memory().unwrap();
    let sending = new(&journal, "a");
    assert!(matches!(begin(&journal, "a"), Begun::Busy));
    sending.accepted(Some("vt1.x")).unwrap();
    let entry = known(&journal, "a");
    assert_eq!(
        (entry.state, entry.task.as_deref()),
        (State::Pending, Some("vt1.x"))
    );
    journal.ended("vt1.x", true).unwrap();
    assert_eq!(known(&journal, "a").state, State::Done);
}

#[test]
fn what_nobody_settles_is_unknown_until_it_is_forgotten() {
    let journal = Journal::in_memory().unwrap();
    drop(new(&journal, "a"));
    assert_eq!(known(&journal, "a").state, State::Unknown);
    new(&journal, "b").lost(false).unwrap();
    assert_eq!(known(&journal, "b").state, State::Unknown);
    new(&journal, "c").lost(true).unwrap();
    assert_eq!(known(&journal, "c").state, State::Failed);
    assert_eq!(journal.forget("a").unwrap(), 1);
    assert_eq!(journal.forget("a").unwrap(), 0);
    let sending = new(&journal, "a");
    assert_eq!(journal.forget("a").unwrap(), 0, "it is being sent");
    sending.refused().unwrap();
    assert_eq!(
        state(&journal),
        [("b".into(), State::Unknown), ("c".into(), State::Failed)]
    );
}

#[test]
fn a_refused_wish_may_be_made_again() {
    let journal = Journal::in_memory().unwrap();
    new(&journal, "a").refused().unwrap();
    new(&journal, "a").done().unwrap();
    assert_eq!(known(&journal, "a").state, State::Done);
}

#[test]
fn wishes_are_apart_by_tenant_account_and_tool() {
    let journal = Journal::in_memory().unwrap();
    let one = wish("a", "{}");
    for other in [
        Wish { tenant: "x", ..one },
        Wish {
            access_key_id: "AKLT2",
            ..one
        },
        Wish { tool: "u", ..one },
        one,
    ] {
        let begun = journal.begin(other, None).unwrap();
        assert!(matches!(begun, Begun::New(_)));
    }
}

#[test]
fn in_memory_nothing_is_kept_that_nobody_can_ask_for() {
    let directory = tempfile::tempdir().unwrap();
    let memory = Journal::in_memory().unwrap();
    let file = reopen(&directory.path().join("journal.db"));
    for (journal, kept) in [(memory, 0), (file, 2)] {
        let unnamed = |intent| {
            let wish = Wish {
                named: false,
                ..wish(intent, "{}")
            };
            match journal.begin(wish, None).unwrap() {
                Begun::New(sending) => sending,
                _ => panic!("{intent} is not new"),
            }
        };
        unnamed("a").done().unwrap();
        unnamed("b").accepted(Some("vt1.b")).unwrap();
        assert_eq!(journal.entries().unwrap().len(), 1 + kept / 2);
        journal.ended("vt1.b", true).unwrap();
        assert_eq!(journal.entries().unwrap().len(), kept);
        drop(unnamed("c"));
        assert_eq!(known(&journal, "c").state, State::Unknown);
    }
}

#[test]
fn other_arguments_are_refused() {
    let journal = Journal::in_memory().unwrap();
    new(&journal, "a").done().unwrap();
    let begun = journal.begin(wish("a", r#"{"prompt":"x"}"#), None).unwrap();
    assert!(matches!(begun, Begun::Other));
}

#[test]
fn the_budget_counts_what_was_or_may_have_been_bought() {
    let journal = Journal::in_memory().unwrap();
    let begun = |intent| journal.begin(wish(intent, "{}"), Some(2)).unwrap();
    new(&journal, "refused").refused().unwrap();
    drop(new(&journal, "unknown"));
    new(&journal, "done").done().unwrap();
    assert!(matches!(begun("one more"), Begun::Spent(2)));
    assert!(matches!(begun("done"), Begun::Known(_)), "costs nothing");
    journal.forget("unknown").unwrap();
    assert!(matches!(begun("one more"), Begun::New(_)));
}

#[test]
fn ended_entries_leave_after_a_day() {
    let journal = Journal::in_memory().unwrap();
    for intent in ["done", "failed"] {
        new(&journal, intent).lost(true).unwrap();
    }
    new(&journal, "pending").accepted(Some("vt1.x")).unwrap();
    drop(new(&journal, "unknown"));
    let age = |seconds: i64| {
        let update = "UPDATE intents SET since = since - ?1, ended = ended - ?1";
        journal.0.connection().execute(update, [seconds]).unwrap();
        new(&journal, "clears").refused().unwrap();
        journal.entries().unwrap().len()
    };
    assert_eq!(age(KEPT_S - 10), 4);
    assert_eq!(age(20), 2, "ended ones are gone");
    assert_eq!(age(TASK_S), 1, "and what can no longer be collected");
    assert_eq!(age(KEPT_S * 100), 1);
    assert_eq!(known(&journal, "unknown").state, State::Unknown);
}

/// Another process, as far as a journal can tell.
fn reopen(place: &Path) -> Journal {
    Journal::open(place).unwrap()
}

#[test]
fn processes_share_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("state/journal.db");
    let (one, other) = (reopen(&place), reopen(&place));
    let sending = new(&one, "a");
    assert!(matches!(begin(&other, "a"), Begun::Busy));
    assert_eq!(state(&other), [("a".into(), State::Sending)]);
    sending.accepted(Some("vt1.x")).unwrap();
    assert_eq!(known(&other, "a").task.as_deref(), Some("vt1.x"));

    // Without its lock, a process counts as ended.
    std::mem::forget(new(&one, "b"));
    assert!(matches!(begin(&other, "b"), Begun::Busy));
    let files = std::fs::read_dir(place.parent().unwrap()).unwrap();
    for file in files.map(|file| file.unwrap().path()) {
        if file.extension().is_some_and(|ending| ending == "lock") {
            std::fs::remove_file(file).unwrap();
        }
    }
    assert_eq!(known(&other, "b").state, State::Unknown);
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
                            sending.accepted(Some("vt1.x")).unwrap();
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
    let private = Wish {
        tenant: "tenant-7",
        access_key_id: "AKLTprivate",
        tool: "t",
        intent: "a",
        named: true,
        arguments: r#"{"prompt":"a very private cat"}"#,
    };
    drop(journal.begin(private, None).unwrap());
    drop(journal);
    let written = std::fs::read(&place).unwrap();
    for word in ["tenant-7", "AKLTprivate", "private cat"] {
        let found = written
            .windows(word.len())
            .any(|bytes| bytes == word.as_bytes());
        assert!(!found, "{word}");
    }
}

#[test]
fn a_place_that_cannot_be_used_is_named() {
    let error = Journal::open(Path::new("/dev/null/journal.db")).unwrap_err();
    assert!(
        error.to_string().contains("/dev/null/journal.db"),
        "{error}"
    );
}
