//! A database that is away, or whose answers are lost, at every stage of a purchase.

use super::relay::Relay;
use super::*;

#[test]
fn an_answer_that_was_lost_is_asked_for_again() {
    let Some(address) = database() else { return };
    let (relay, through) = Relay::start(&address);
    let (journal, watcher) = (connect(&through), connect(&address));
    relay.cut_after("visual.claim");
    let sending = new(&journal, "a");
    assert_eq!(relay.cuts(), 1);
    assert_eq!(state(&watcher), [("a".into(), State::Queued)]);
    relay.cut_after("visual.settle");
    let mut sending = leaving(sending);
    sending.left();
    assert_eq!(state(&watcher), [("a".into(), State::Sending)]);
    relay.cut_after("visual.settle");
    accept(sending, "x");
    assert_eq!(known(&watcher, "a").task.as_deref(), Some("vt1.x"));
    relay.cut_after("visual.end_job");
    journal.ended(&task("x"), &asker(), true).unwrap();
    assert_eq!(known(&watcher, "a").state, State::Done);
    relay.cut_after("visual.settle");
    drop(sent(&journal, "b"));
    assert_eq!(known(&journal, "b").state, State::Unknown);
    relay.cut_after("visual.entries");
    assert_eq!(state(&journal).len(), 2);
    relay.cut_after("visual.forget");
    journal.forget("b").unwrap();
    assert_eq!(state(&watcher), [("a".into(), State::Done)]);
    assert_eq!(relay.cuts(), 7);
}

#[test]
fn a_database_that_is_away_refuses_a_purchase_and_loses_none() {
    let Some(address) = database() else { return };
    let (relay, through) = Relay::start(&address);
    let (journal, watcher) = (connect(&through), connect(&address));
    let (bought, leaves) = (sent(&journal, "bought"), new(&journal, "leaves"));
    relay.set_hole(true);
    thread::scope(|scope| {
        scope.spawn(|| {
            let refused = journal.begin(&journal.entry(request("refused")), None);
            let error = refused.err().unwrap();
            assert!(error.busy, "{error}");
        });
        scope.spawn(|| {
            assert!(leaves.leaves()(&journal).is_err(), "nothing is sent");
            drop(leaves);
        });
        let text = Some("vt1.x".to_owned());
        let settled = bought.accepted((&task("x"), ""), text).try_now();
        let error = settled.err().unwrap();
        assert!(error.reason.contains("as soon as"), "{error}");
    });
    assert_ne!(known_state(&watcher, "bought"), Some(State::Pending));
    relay.set_hole(false);
    // No other order is needed for what is pending.
    while known_state(&watcher, "bought") != Some(State::Pending) {
        thread::sleep(Duration::from_millis(10));
    }
    while known_state(&watcher, "leaves").is_some() {
        thread::sleep(Duration::from_millis(10));
    }
    new(&watcher, "refused").refused().now();
}

fn known_state(journal: &Journal, key: &str) -> Option<State> {
    let mut entries = state(journal).into_iter();
    entries.find(|(of, _)| of == key).map(|(_, state)| state)
}

#[test]
fn a_server_that_is_killed_and_started_again_has_what_was_recorded() {
    let Some(mut server) = Postgres::start(&[]) else {
        return;
    };
    let journal = connect(&server.database());
    let (bought, queued) = (sent(&journal, "bought"), new(&journal, "queued"));
    server.kill();
    // A process of the server may answer until it sees that the others are gone.
    let begin_refused = || journal.begin(&journal.entry(request("refused")), None);
    let mut answers = std::iter::repeat_with(begin_refused);
    let error = answers.find_map(Result::err).unwrap();
    assert!(error.busy, "{error}");
    server.restart();
    assert!(matches!(begin(&journal, "bought"), Begun::Busy));
    accept(bought, "x");
    leaving(queued).done().now();
    let expected = [
        ("bought".into(), State::Pending),
        ("queued".into(), State::Done),
    ];
    assert_eq!(state(&journal), expected);
}
