//! What purchases cost, and what is spent of a limit.

use super::*;
use crate::types::{Done, Media, MediaContent, MediaKind};
use visual_catalog::{Measures, Money, Unit, price};

in_every_journal! {
    usage_is_by_day_and_account_and_outlives_the_entries,
    what_fails_costs_nothing_and_what_is_unknown_may,
    a_cost_is_unknown_without_a_price_or_a_length_and_nothing_after_a_failure,
    a_limit_counts_what_was_or_may_have_been_spent,
    a_limit_needs_a_price_a_bound_and_its_own_currency,
    the_limit_is_that_of_a_day_and_of_a_tenant,
}

const PICTURES: &str = "jimeng-t2i-v40";
const NO_BOUND: &str = "jimeng-vgfm-t2v-l20";

fn priced(journal: &Journal, tool: &str, key: &str, named: bool) -> Entry {
    let mut entry = journal.entry(Request {
        tool,
        named,
        ..request(key)
    });
    if let Some(price) = price(tool) {
        entry.charge = Charge::from(&price.estimate(&Measures::default()));
    }
    entry
}

fn bought(journal: &Journal, tool: &str, key: &str) -> Sending {
    begun(
        journal
            .begin(&priced(journal, tool, key, true), None)
            .unwrap()
            .value,
    )
}

fn pictures(count: usize) -> Delivered {
    let link = MediaContent::Url("https://p3-aiop-sign.byteimg.com/a".to_owned());
    Delivered::new(&Done {
        media: vec![Media::new(MediaKind::Image, "image/png", link); count],
        ..Done::default()
    })
}

fn deliver(mut sending: Sending, count: usize) {
    sending.charge(&pictures(count));
    sending.done().now();
}

/// The amounts of the only day and account.
fn amounts(journal: &Journal) -> (String, String) {
    let usage = journal.usage().unwrap();
    assert_eq!(usage.len(), 1, "{usage:?}");
    let amount = &usage[0].amounts[0];
    assert_eq!(amount.prices_seen, ["2026-06-22"]);
    (amount.min.to_string(), amount.max.to_string())
}

fn cny(text: &str) -> Caps {
    Caps {
        cost: Some(text.parse::<Money>().unwrap()),
        ..Caps::default()
    }
}

fn try_begin(journal: &Journal, tool: &str, key: &str, caps: Caps) -> Begun {
    let entry = priced(journal, tool, key, true);
    journal.begin(&entry, caps).unwrap().value
}

fn usage_is_by_day_and_account_and_outlives_the_entries(journal: Journal) {
    deliver(bought(&journal, PICTURES, "a"), 3);
    deliver(bought(&journal, "t", "b"), 2);
    let unnamed = priced(&journal, PICTURES, "random", false);
    deliver(begun(journal.begin(&unnamed, None).unwrap().value), 1);
    let before = journal.usage().unwrap();
    let day = &before[0];
    assert_eq!((day.calls, day.without_price, day.open), (3, 1, 0));
    assert_eq!(day.account, journal.account_tag("AKLT1"));
    assert_eq!(day.tools[PICTURES], 2);
    assert_eq!(day.units[0].unit, Unit::Image);
    assert_eq!(day.units[0].max.to_string(), "6");
    assert_eq!(
        amounts(&journal),
        ("0.88 CNY".to_owned(), "0.88 CNY".to_owned())
    );
    assert_eq!(later(&journal, 2 * DAY_S), 0);
    assert_eq!(journal.usage().unwrap(), before);
    assert!(journal.with_tenant("other").usage().unwrap().is_empty());
}

fn what_fails_costs_nothing_and_what_is_unknown_may(journal: Journal) {
    let open = |key: &str, id: &str| accept(bought(&journal, PICTURES, key), id);
    open("failed", "1");
    open("gone", "2");
    open("runs", "3");
    let mut sending = bought(&journal, PICTURES, "left");
    sending.left();
    drop(sending);
    bought(&journal, PICTURES, "refused").refused().now();
    let asker = asker();
    let end = |id: &str, ending: Ending| journal.ended(&task(id), &asker, ending).unwrap();
    assert_eq!(
        amounts(&journal),
        ("0.00 CNY".to_owned(), "13.20 CNY".to_owned())
    );
    end("1", Ending::Failed);
    end("2", Ending::Gone);
    assert_eq!(
        amounts(&journal),
        ("0.00 CNY".to_owned(), "9.90 CNY".to_owned())
    );
    end("3", Ending::Delivered(pictures(2)));
    assert_eq!(
        amounts(&journal),
        ("0.44 CNY".to_owned(), "7.04 CNY".to_owned())
    );
    journal.forget("left").unwrap();
    let day = &journal.usage().unwrap()[0];
    assert_eq!((day.calls, day.unknown, day.open), (4, 1, 0));
    assert_eq!(
        amounts(&journal),
        ("0.44 CNY".to_owned(), "7.04 CNY".to_owned())
    );
}

fn a_cost_is_unknown_without_a_price_or_a_length_and_nothing_after_a_failure(journal: Journal) {
    let asker = asker();
    for (number, tool) in ["t", NO_BOUND, "t", NO_BOUND].into_iter().enumerate() {
        let id = number.to_string();
        accept(bought(&journal, tool, &id), &id);
        let ending = match number {
            0 | 1 => Ending::Delivered(Delivered::default()),
            _ => Ending::Failed,
        };
        journal.ended(&task(&id), &asker, ending).unwrap();
    }
    let before = journal.usage().unwrap();
    assert_eq!((before[0].calls, before[0].without_price), (4, 2));
    let unmeasured: Vec<_> = before[0].unmeasured.iter().collect();
    let told = unmeasured.iter().map(|of| (of.calls, of.unit));
    assert_eq!(told.collect::<Vec<_>>(), [(1, Unit::Second)]);
    let amounts: Vec<_> = before[0].amounts.iter().collect();
    assert!(
        amounts.iter().all(|amount| amount.max.micros == 0),
        "{amounts:?}"
    );
    assert_eq!(later(&journal, 2 * DAY_S), 0);
    assert_eq!(journal.usage().unwrap(), before);
}

fn a_limit_counts_what_was_or_may_have_been_spent(journal: Journal) {
    let one = || try_begin(&journal, PICTURES, "one", cny("3.29"));
    let Begun::Costly(CostRefusal::Exceeded { spent, next }) = one() else {
        panic!("it may cost 3.30");
    };
    assert_eq!((spent, next), (Money::cny(0), Money::cny(3_300_000)));
    let limit = || cny("4.00");
    let sending = begun(try_begin(&journal, PICTURES, "one", limit()));
    let two = || try_begin(&journal, PICTURES, "two", limit());
    assert!(matches!(two(), Begun::Costly(CostRefusal::Exceeded { .. })));
    // Known keys buy nothing again.
    accept(sending, "1");
    let known = try_begin(&journal, PICTURES, "one", cny("0"));
    assert!(matches!(known, Begun::Known(_)));
    let ending = Ending::Delivered(pictures(3));
    journal.ended(&task("1"), &asker(), ending).unwrap();
    deliver(begun(two()), 1);
    let three = || try_begin(&journal, PICTURES, "three", limit());
    let Begun::Costly(CostRefusal::Exceeded { spent, .. }) = three() else {
        panic!("0.88 and 3.30 are above 4.00");
    };
    assert_eq!(spent, Money::cny(880_000));
}

fn a_limit_needs_a_price_a_bound_and_its_own_currency(journal: Journal) {
    let refusal = |tool: &str, caps: Caps| match try_begin(&journal, tool, "k", caps) {
        Begun::Costly(refusal) => refusal,
        _ => panic!("{tool} was begun"),
    };
    assert!(matches!(refusal("t", cny("9")), CostRefusal::NoPrice));
    assert!(matches!(refusal(NO_BOUND, cny("9")), CostRefusal::NoBound));
    let currency = refusal(PICTURES, cny("9 USD"));
    assert!(matches!(
        currency,
        CostRefusal::Currency(visual_catalog::Currency::Cny)
    ));
    assert!(journal.usage().unwrap().is_empty());
}

fn the_limit_is_that_of_a_day_and_of_a_tenant(journal: Journal) {
    let limit = || cny("3.30");
    let unnamed = priced(&journal, PICTURES, "random", false);
    deliver(begun(journal.begin(&unnamed, limit()).unwrap().value), 1);
    let costly = |journal: &Journal| {
        let begun = try_begin(journal, PICTURES, "k", limit());
        matches!(begun, Begun::Costly(_))
    };
    assert!(costly(&journal));
    assert!(!costly(&journal.with_tenant("other")));
    later(&journal, DAY_S + 1);
    assert!(!costly(&journal));
}

#[cfg(feature = "journal")]
#[test]
fn a_journal_of_the_version_before_is_brought_up_to_date() {
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let journal = Journal::open(&place).unwrap();
    new(&journal, "old").done().now();
    drop(journal);
    let file = rusqlite::Connection::open(&place).unwrap();
    let columns = [
        "payer",
        "unit",
        "units_min",
        "units_max",
        "currency",
        "amount_min",
        "amount_max",
        "priced_on",
    ];
    file.execute_batch("DROP TRIGGER keep_usage; DROP TABLE usage; PRAGMA user_version = 1;")
        .unwrap();
    for column in columns {
        let drop = format!("ALTER TABLE purchases DROP COLUMN {column}");
        file.execute_batch(&drop).unwrap();
    }
    drop(file);
    let journal = Journal::open(&place).unwrap();
    let day = &journal.usage().unwrap()[0];
    assert_eq!((day.calls, day.without_price, &*day.account), (1, 1, ""));
    deliver(bought(&journal, PICTURES, "new"), 1);
    assert_eq!(later(&journal, 2 * DAY_S), 0);
    let usage = journal.usage().unwrap();
    assert_eq!(usage.iter().map(|day| day.calls).sum::<u64>(), 2);
}
