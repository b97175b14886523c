//! Exports and imports: of files, of databases, and from one to the other.

use super::*;
use crate::{JournalAddress, TransferError, Transferred};
use visual_shared_journal::Row;

/// An empty place of each kind, and what keeps it.
pub(super) fn places() -> (tempfile::TempDir, Vec<JournalAddress>) {
    let directory = tempfile::tempdir().unwrap();
    let file = JournalAddress::File(directory.path().join("j.db"));
    let database = test_postgres::database().map(JournalAddress::Database);
    (directory, [file].into_iter().chain(database).collect())
}

/// Changes rows of the table of purchases behind a journal's back.
pub(super) fn change(place: &JournalAddress, set: &str) {
    match place {
        JournalAddress::File(path) => {
            let file = rusqlite::Connection::open(path).unwrap();
            file.execute_batch(&format!("UPDATE purchases SET {set}"))
                .unwrap();
        }
        JournalAddress::Database(address) => {
            let statement = format!("UPDATE visual.purchases SET {set} RETURNING scope");
            let journal = Journal::connect(address).unwrap();
            let database = journal.database().unwrap();
            let changed = database.ask_blocking(statement.leak(), &[], Duration::from_secs(60));
            changed.unwrap();
        }
    }
}

/// A file that is not there yet.
fn file(directory: &tempfile::TempDir) -> JournalAddress {
    JournalAddress::File(directory.path().join(format!("{}.db", random_key())))
}

fn export(place: &JournalAddress, closed: bool) -> Result<String, TransferError> {
    let mut output = Vec::new();
    place.export(&mut output, closed)?;
    Ok(String::from_utf8(output).unwrap())
}

fn import(place: &JournalAddress, export: &str) -> Result<Transferred, TransferError> {
    place.import(&mut export.as_bytes(), false)
}

fn refused<T: std::fmt::Debug>(result: Result<T, TransferError>) -> String {
    let error = result.expect_err("it is refused");
    assert!(!error.message_zh.is_empty());
    error.message
}

/// What follows the header, which has the time in it.
fn entries(export: &str) -> &str {
    export.split_once('\n').unwrap().1
}

/// An export with this salt and so many entries.
fn made(salt: u8, count: u64) -> String {
    let salt = hex::encode([salt; 32]);
    let mut lines = format!(
        r#"{{"header":{{"format":"visual-journal","version":1,"program":"0","exported":5,"salt":"{salt}","proven":7000,"estimated":9000}}}}"#
    );
    let states = ["unknown", "pending", "done", "failed"];
    for number in 0..count {
        let state = states[number as usize % 4];
        let ended = matches!(state, "done" | "failed").then_some(6000);
        let row = Row {
            idempotency_key: format!("key-{number:05} 猫"),
            scope: format!("scope-{}", number % 7),
            key_scope: format!("key-scope-{}", number % 7),
            tenant: format!("tenant-{}", number % 3),
            payer: format!("payer-{}", number % 5),
            tool: "jimeng-t2i-v40".to_owned(),
            state: state.to_owned(),
            fingerprint: format!("{number:x}"),
            owner: format!("owner-{number}"),
            named: number % 2 == 0,
            task: (state != "unknown").then(|| format!("vt1.{number}")),
            job: (state != "unknown").then(|| format!("job-{number}")),
            since: number as i64,
            ended,
            ended_at: ended,
            budget_at: 8000,
            keep: 86_400 + number as i64,
            unit: Some("image".to_owned()),
            units_min: Some(1000),
            units_max: (number % 3 > 0).then_some(15_000),
            currency: Some("CNY".to_owned()),
            amount_min: Some(220_000),
            amount_max: (number % 3 > 0).then_some(3_300_000),
            priced_on: Some("2026-06-22".to_owned()),
            ..Row::default()
        };
        let row = serde_json::to_string(&row).unwrap();
        lines += &format!("\n{{\"entry\":{row}}}");
    }
    let usage = r#"{"usage":{"tenant":"tenant-1","payer":"p","day":20000,"tool":"t","unit":"","currency":"","priced_on":"","bounded":false,"calls":3,"unknown":1,"units_min":null,"units_max":null,"amount_min":null,"amount_max":null}}"#;
    lines + &format!("\n{usage}\n{{\"end\":{{\"entries\":{count},\"usage\":1}}}}\n")
}

#[test]
fn ten_thousand_entries_go_there_and_back() {
    let (directory, places) = places();
    for place in places {
        let first = file(&directory);
        let moved = import(&first, &made(1, 10_000)).unwrap();
        assert_eq!((moved.entries, moved.usage), (10_000, 1));
        let exported = export(&first, false).unwrap();
        assert_eq!(entries(&exported), entries(&made(1, 10_000)));
        import(&place, &exported).unwrap();
        let there = export(&place, false).unwrap();
        assert_eq!(entries(&there), entries(&exported));
        let back = file(&directory);
        import(&back, &there).unwrap();
        assert_eq!(entries(&export(&back, false).unwrap()), entries(&exported));
        for place in [&place, &back] {
            let again = import(place, &exported).unwrap();
            assert!(again.was_there && again.entries == 10_000, "{again:?}");
        }
    }
}

#[test]
fn a_purchase_is_known_where_its_journal_was_moved_to() {
    let (directory, places) = places();
    for place in places {
        let first = file(&directory);
        let journal = first.open().unwrap();
        accept(sent(&journal, "k"), "1");
        let exported = export(&first, true).unwrap();
        import(&place, &exported).unwrap();
        let moved = place.open().unwrap();
        let one = journal.entries().unwrap();
        assert_eq!(one, moved.entries().unwrap());
        assert_eq!(known(&moved, "k").state, State::Pending);
        new(&moved, "l").refused().now();
    }
}

#[test]
fn a_closed_journal_refuses_purchases_until_it_is_opened_again() {
    let (_directory, places) = places();
    for place in places {
        let journal = place.open().unwrap();
        accept(sent(&journal, "k"), "1");
        let exported = export(&place, true).unwrap();
        for journal in [&journal, &place.open().unwrap()] {
            let error = journal
                .begin(&journal.entry(request("l")), None)
                .err()
                .unwrap();
            assert!(error.reason.contains("closed by"), "{error}");
            assert_eq!(known(journal, "k").state, State::Pending, "it can be read");
        }
        let error = refused(import(&place, &exported));
        assert!(error.contains("--reopen"), "{error}");
        let begun = journal.begin(&journal.entry(request("l")), None);
        assert!(begun.is_err(), "it is closed still");
        for reopened in [true, false] {
            let moved = place.import(&mut exported.as_bytes(), true).unwrap();
            assert_eq!((moved.was_there, moved.reopened), (true, reopened));
        }
        new(&journal, "l").refused().now();
    }
}

#[test]
fn nothing_moves_while_purchases_are_under_way() {
    let (directory, places) = places();
    for place in places {
        let journal = place.open().unwrap();
        let sending = sent(&journal, "on-its-way");
        for closed in [false, true] {
            let error = refused(export(&place, closed));
            assert!(
                error.contains("1 purchase is under way (on-its-way)"),
                "{error}"
            );
        }
        let error = refused(import(&place, &made(1, 2)));
        assert!(error.contains("on-its-way"), "{error}");
        sending.refused().now();
        new(&journal, "another").refused().now();
        export(&file(&directory), false).unwrap();
    }
}

#[test]
fn another_journal_is_left_as_it_is() {
    let (_directory, places) = places();
    for place in places {
        import(&place, &made(1, 3)).unwrap();
        let before = export(&place, false).unwrap();
        for (other, why) in [
            (made(2, 3), "has another salt"),
            (made(1, 2), "differ from those of the export"),
            (made(1, 4), "differ from those of the export"),
            (
                made(1, 3).replace("vt1.1", "vt1.9"),
                "differ from those of the export",
            ),
        ] {
            let error = refused(import(&place, &other));
            assert!(
                error.contains(why) && error.contains("3 entries"),
                "{error}"
            );
        }
        assert_eq!(entries(&export(&place, false).unwrap()), entries(&before));
    }
}

#[test]
fn an_import_is_all_or_nothing() {
    let (_directory, places) = places();
    let whole = made(1, 8);
    let lines: Vec<_> = whole.lines().collect();
    let without = |number: usize| {
        let mut lines = lines.clone();
        lines.remove(number);
        lines.join("\n")
    };
    for place in places {
        for (export, why) in [
            (String::new(), "it is empty"),
            ("PK\u{3}\u{4}".to_owned(), "not an export"),
            (without(0), "not an export"),
            (without(lines.len() - 1), "incomplete"),
            (without(3), "lines before it are missing"),
            (whole.replace("\"version\":1", "\"version\":2"), "update it"),
            (whole.replace("\"pending\"", "\"sending\""), "line 3"),
            (whole.replace("\"keep\":86403", "\"keep\":1e99"), "line 5"),
            (
                whole[..whole.len() - 90].to_owned(),
                "line 10 cannot be used: it is cut off",
            ),
            (
                whole.clone() + "\n" + lines[0],
                "line 13 cannot be used: it follows the end",
            ),
            (
                whole
                    .replace("key-00002", "key-00001")
                    .replace("scope-2", "scope-1"),
                "UNIQUE",
            ),
        ] {
            let error = refused(import(&place, &export));
            assert!(
                error.to_lowercase().contains(&why.to_lowercase()),
                "{why}: {error}"
            );
        }
        import(&place, &whole).unwrap();
    }
}

#[test]
fn nobody_else_may_use_a_journal_whose_salt_changes() {
    let (_directory, places) = places();
    for place in places {
        let journal = place.open().unwrap();
        new(&journal, "k").refused().now();
        let error = refused(import(&place, &made(1, 2)));
        assert!(error.contains("stop what uses this journal"), "{error}");
        new(&journal, "k").refused().now();
        drop(journal);
        import(&place, &made(1, 2)).unwrap();
    }
}
