//! Accounts whose keys change, and tenants who share a journal.

use super::*;

in_every_journal! {
    an_account_is_known_by_its_name_or_its_access_key,
    a_name_that_comes_later_keeps_what_was_bought_before,
    tenants_neither_see_nor_forget_nor_end_what_is_anothers,
    an_answer_to_another_account_or_endpoint_fails_no_purchase,
    one_entry_is_forgotten_of_several_with_its_key,
    tenants_do_not_spend_what_is_anothers,
}

fn named<'a>(account: &'a str, access_key_id: &'a str) -> Request<'a> {
    Request {
        account,
        access_key_id,
        ..request("a")
    }
}

fn an_account_is_known_by_its_name_or_its_access_key(journal: Journal) {
    begun(begin_request(&journal, named("team", "STS1"), None))
        .done()
        .now();
    for same in [
        named("team", "STS2"),
        // The name was taken away, and another given.
        named("STS1", "STS1"),
        named("another", "STS1"),
    ] {
        let begun = begin_request(&journal, same, None);
        assert!(matches!(begun, Begun::Known(_)));
    }
    let other = begin_request(&journal, named("another", "STS2"), None);
    assert!(matches!(other, Begun::New(_)));
}

fn a_name_that_comes_later_keeps_what_was_bought_before(journal: Journal) {
    begun(begin_request(&journal, named("AKLT1", "AKLT1"), None))
        .done()
        .now();
    let begun = begin_request(&journal, named("team", "AKLT1"), None);
    assert!(matches!(begun, Begun::Known(_)));
}

fn tenants_neither_see_nor_forget_nor_end_what_is_anothers(journal: Journal) {
    let (one, other) = (journal.with_tenant("one"), journal.with_tenant("other"));
    for tenant in [&one, &other] {
        drop(sent(tenant, "lost"));
        accept(new(tenant, "bought"), "x");
    }
    assert_eq!(journal.entries().unwrap(), []);
    assert_eq!(journal.forget("lost").unwrap(), 0);
    journal.ended(&task("x"), &asker(), true).unwrap();
    assert_eq!(one.forget("lost").unwrap(), 1);
    one.ended(&task("x"), &asker(), true).unwrap();
    assert_eq!(state(&one), [("bought".into(), State::Done)]);
    let untouched = [
        ("bought".into(), State::Pending),
        ("lost".into(), State::Unknown),
    ];
    assert_eq!(state(&other), untouched);
}

fn an_answer_to_another_account_or_endpoint_fails_no_purchase(journal: Journal) {
    accept(new(&journal, "a"), "x");
    let another = |name: &str| name.to_owned();
    for stranger in [
        Asker {
            account: another("AKLT2"),
            access_key_id: another("AKLT2"),
            ..asker()
        },
        Asker {
            endpoint: another("elsewhere"),
            ..asker()
        },
    ] {
        journal.ended(&task("x"), &stranger, false).unwrap();
        assert_eq!(known(&journal, "a").state, State::Pending);
    }
    // Under another name it is the same account.
    let renamed = Asker {
        account: another("team"),
        ..asker()
    };
    journal.ended(&task("x"), &renamed, false).unwrap();
    assert_eq!(known(&journal, "a").state, State::Failed);
}

fn one_entry_is_forgotten_of_several_with_its_key(journal: Journal) {
    for account in ["AKLT1", "AKLT2"] {
        let begun_one = begin_request(&journal, named(account, account), None);
        begun(begun_one).lost(false).now();
    }
    let entries = journal.entries().unwrap();
    let is_second = |entry: &&Entry| journal.is_of(entry, "AKLT2");
    let second = entries.iter().find(is_second).unwrap();
    assert!(!journal.with_tenant("t").forget_entry(second).unwrap());
    assert!(journal.forget_entry(second).unwrap());
    assert!(!journal.forget_entry(second).unwrap());
    let left = journal.entries().unwrap();
    assert!(left.len() == 1 && journal.is_of(&left[0], "AKLT1"));
    // What is open, or has a product, stays.
    let open = new(&journal, "b");
    let entry = journal.entries().unwrap().pop().unwrap();
    assert!(!journal.forget_entry(&entry).unwrap());
    open.done().now();
    let entry = journal.entries().unwrap().pop().unwrap();
    assert!(entry.state == State::Done && !journal.forget_entry(&entry).unwrap());
}

fn tenants_do_not_spend_what_is_anothers(journal: Journal) {
    let begin = |tenant: &str, key| {
        let tenant = journal.with_tenant(tenant);
        begin_request(&tenant, request(key), Some(1))
    };
    begun(begin("one", "a")).done().now();
    assert!(matches!(begin("one", "b"), Begun::Spent(1)));
    begun(begin("other", "a")).done().now();
    assert!(matches!(begin("other", "b"), Begun::Spent(1)));
    begun(begin("", "a")).done().now();
}
