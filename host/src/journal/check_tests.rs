//! What is found of a journal: of a file, and of a database.

use super::*;
use crate::JournalCheck;

/// The kinds of what is found.
fn kinds(check: &JournalCheck) -> Vec<&str> {
    let findings = check.findings.iter();
    // The server of these tests does without.
    let findings = findings.filter(|finding| finding.kind != "fsync");
    findings.map(|finding| finding.kind).collect()
}

fn entries(check: &JournalCheck, state: State) -> u64 {
    check.entries[state.as_str()]
}

#[test]
fn a_check_counts_what_is_there() {
    let (_directory, places) = transfers::places();
    for place in places {
        let journal = place.open().unwrap();
        let empty = place.check().unwrap();
        assert_eq!(
            (entries(&empty, State::Pending), empty.oldest_open),
            (0, None)
        );
        accept(sent(&journal, "k"), "1");
        let sending = sent(&journal, "l");
        let check = place.check().unwrap();
        assert_eq!(entries(&check, State::Pending), 1);
        assert_eq!(entries(&check, State::Sending), 1);
        assert!(check.oldest_open.is_some() && check.version > 0);
        assert_eq!(kinds(&check), [""; 0]);
        assert_eq!(check.members, place.is_shared().then_some(1));
        sending.refused().now();
        let migrated = place.migrate();
        match place.is_shared() {
            // It is in use.
            true => drop(migrated),
            false => assert_eq!(migrated.unwrap().from, check.version),
        }
    }
}

#[test]
fn what_a_restore_may_have_forgotten_is_found() {
    let (_directory, places) = transfers::places();
    for place in places {
        let journal = place.open().unwrap();
        let (one, two) = (sent(&journal, "k"), sent(&journal, "l"));
        transfers::change(&place, "owner = '0123456789abcdef'");
        transfers::change(
            &place,
            "key_scope = scope || 'x', idempotency_key = scope || idempotency_key",
        );
        let check = place.check().unwrap();
        assert_eq!(kinds(&check), ["abandoned"]);
        let mut said = check.findings.iter().map(|finding| &finding.message);
        assert!(said.any(|text| text.starts_with("2 purchase(s) were being sent")));
        transfers::change(&place, "scope = idempotency_key, key_scope = 'one'");
        assert_eq!(
            kinds(&place.check().unwrap()),
            ["abandoned", "account-names"]
        );
        drop((one, two));
    }
}
