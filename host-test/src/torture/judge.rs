//! What did not hold.

use std::time::Duration;

use super::play::Record;
use super::{Parting, Schedule, Subject, Told};

/// What did not hold, in words.
#[derive(Clone, Debug)]
pub struct Flaw {
    /// What kind it is.
    pub kind: Kind,
    /// What happened.
    pub what: String,
}

/// The kinds of what must never be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One request was bought more than once.
    Twice,
    /// The caller does not know of what was bought, or cannot get it.
    Lost,
    /// The component trapped, or the host had to end it.
    Trap,
    /// The caller was told otherwise than it should be.
    Wrong,
}

/// Everything that did not hold in a schedule. `slack` is what a call may be longer than its pauses.
pub fn judge(schedule: &Schedule, record: &Record, slack: Duration) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut flaw = |kind, what: String| flaws.push(Flaw { kind, what });
    let told = record.told;
    let error = match &record.error {
        Some((kind, message)) => format!(" ({kind:?}: {message})"),
        None => String::new(),
    };
    if record.accepted > 1 {
        flaw(Kind::Twice, format!("bought {} times", record.accepted));
    }
    if let Some(trap) = &record.trap {
        flaw(Kind::Trap, trap.clone());
    }
    let truth = untrue(schedule, record).filter(|_| !schedule.forged);
    if let Some((kind, what)) = truth {
        flaw(kind, format!("{what}{error}"));
    }
    if let Some(again) = record.again.filter(|again| !follows(told, *again)) {
        flaw(
            Kind::Wrong,
            format!("told {told:?}, and then {again:?}{error}"),
        );
    }
    let must = &schedule.must;
    let excused = match told {
        // It asks again, and may be too late for more than this.
        Told::Left => last(record) != Told::NotMade,
        _ => false,
    };
    if !must.told.contains(&last(record)) && !excused {
        flaw(Kind::Wrong, format!("told {:?}{error}", last(record)));
    }
    match &record.error {
        Some((kind, _)) if !must.kinds.is_empty() && !must.kinds.contains(kind) => {
            flaw(Kind::Wrong, format!("told of another kind{error}"));
        }
        _ => {}
    }
    if let Some((_, message)) = &record.error
        && message.chars().any(char::is_control)
    {
        flaw(
            Kind::Wrong,
            format!("a message that is not one line: {message:?}"),
        );
    }
    if record.requests > must.requests {
        flaw(Kind::Wrong, format!("{} requests", record.requests));
    }
    if record.unreached > must.unreached {
        flaw(Kind::Wrong, format!("{} lost lines", record.unreached));
    }
    let max = Duration::from_millis(must.max_ms).saturating_add(slack);
    if record.took < Duration::from_millis(must.min_ms) || record.took > max {
        flaw(Kind::Wrong, format!("over after {:?}{error}", record.took));
    }
    if let Some(what) = &record.product {
        flaw(Kind::Wrong, what.clone());
    }
    if record.late > 0 {
        let what = format!("{} requests after the caller had left", record.late);
        flaw(Kind::Wrong, what);
    }
    flaws
}

/// What is not true of what the caller was told in the end.
fn untrue(schedule: &Schedule, record: &Record) -> Option<(Kind, String)> {
    let last = last(record);
    match (last, record.accepted) {
        (Told::NotMade, 1..) => Some((Kind::Lost, "bought, and told that it was not".to_owned())),
        (Told::Done | Told::Pending | Told::Made, 0) => Some((
            Kind::Wrong,
            format!("told {last:?}, and nothing was bought"),
        )),
        // Whose answer is the product has no task to collect it by.
        (Told::Made, _) if schedule.subject == Subject::Process => None,
        (Told::Pending | Told::Made, _) if record.collected != Some(true) => {
            let what = format!("bought, told {last:?}, and not to be collected");
            Some((Kind::Lost, what))
        }
        (Told::Unknown, _) if record.parting == Some(Parting::Running) => {
            let what = "it knew of the task when it left, and nobody knows later";
            Some((Kind::Lost, what.to_owned()))
        }
        _ => None,
    }
}

/// What was told in the end: who left hears it on asking again.
fn last(record: &Record) -> Told {
    match record.told {
        Told::Left => record.again.unwrap_or(Told::Left),
        told => told,
    }
}

/// Whether this may be told when the same is asked for again: until somebody
/// forgets it, an unknown purchase stays one, and what was bought is known.
fn follows(told: Told, again: Told) -> bool {
    match told {
        Told::Unknown => again == Told::Unknown,
        Told::Done | Told::Pending | Told::Made => {
            matches!(again, Told::Done | Told::Pending | Told::Made)
        }
        Told::NotMade | Told::Left => true,
    }
}

/// By how much the call was longer than its caller wanted to wait.
pub fn overrun(schedule: &Schedule, record: &Record) -> Option<Duration> {
    let wait = Duration::from_millis(schedule.wait_ms.into());
    (schedule.wait_ms > 0).then(|| record.took.saturating_sub(wait))
}

#[cfg(test)]
mod tests {
    use super::super::Must;
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn judge(schedule: &Schedule, record: &Record) -> Vec<Flaw> {
        super::judge(schedule, record, SECOND)
    }

    fn record(told: Told, accepted: u64) -> Record {
        Record {
            told,
            accepted,
            ..Record::default()
        }
    }

    fn kinds(must: Must, record: &Record) -> Vec<Kind> {
        let schedule = Schedule {
            must,
            ..Schedule::new(Subject::Task, "x")
        };
        let flaws = judge(&schedule, record);
        flaws.iter().map(|flaw| flaw.kind).collect()
    }

    #[test]
    fn what_is_true_is_no_flaw() {
        for (told, accepted) in [
            (Told::Done, 1),
            (Told::Unknown, 0),
            (Told::Unknown, 1),
            (Told::NotMade, 0),
            (Told::Left, 1),
        ] {
            assert_eq!(kinds(Must::BE_TRUE, &record(told, accepted)), []);
        }
        let mut pending = record(Told::Pending, 1);
        assert_eq!(kinds(Must::BE_TRUE, &pending), [Kind::Lost]);
        pending.collected = Some(true);
        assert_eq!(kinds(Must::BE_TRUE, &pending), []);
    }

    #[test]
    fn what_is_not_true_is_a_flaw() {
        let found = |told, accepted| kinds(Must::BE_TRUE, &record(told, accepted));
        assert_eq!(found(Told::Done, 2), [Kind::Twice]);
        assert_eq!(found(Told::NotMade, 1), [Kind::Lost]);
        assert_eq!(found(Told::Made, 1), [Kind::Lost]);
        assert_eq!(found(Told::Done, 0), [Kind::Wrong]);
        assert_eq!(
            kinds(Must::BE_DONE, &record(Told::Unknown, 1)),
            [Kind::Wrong]
        );
        let trapped = Record {
            trap: Some("unreachable".to_owned()),
            ..record(Told::Unknown, 1)
        };
        assert_eq!(kinds(Must::BE_TRUE, &trapped), [Kind::Trap]);
        let many = Record {
            requests: 3,
            ..record(Told::Done, 1)
        };
        assert_eq!(kinds(Must::BE_DONE.requests(2), &many), [Kind::Wrong]);
        let lost = Record {
            unreached: 4,
            ..record(Told::Done, 1)
        };
        assert_eq!(kinds(Must::BE_DONE, &lost), []);
        assert_eq!(kinds(Must::BE_DONE.unreached(3), &lost), [Kind::Wrong]);
    }

    #[test]
    fn nothing_bought_is_no_purchase_of_any_tool() {
        for subject in Subject::BOTH {
            let schedule = Schedule {
                must: Must::BE_TRUE,
                ..Schedule::new(subject, "x")
            };
            for told in [Told::Done, Told::Pending, Told::Made] {
                let flaws = judge(&schedule, &record(told, 0));
                assert_eq!(flaws.len(), 1, "{told:?}");
            }
            let made = judge(&schedule, &record(Told::Made, 1));
            assert_eq!(made.is_empty(), subject == Subject::Process);
            let forged = Schedule {
                forged: true,
                ..schedule
            };
            assert!(judge(&forged, &record(Told::Pending, 0)).is_empty());
        }
    }

    #[test]
    fn who_left_can_collect_what_it_knew_of() {
        let left = |parting, again, accepted| Record {
            parting: Some(parting),
            again: Some(again),
            ..record(Told::Left, accepted)
        };
        let found = |record: &Record| kinds(Must::BE_DONE, record);
        for fine in [
            left(Parting::Unbought, Told::Done, 1),
            left(Parting::Unbought, Told::Unknown, 0),
            left(Parting::Between, Told::Unknown, 1),
            left(Parting::Running, Told::Done, 1),
        ] {
            assert_eq!(found(&fine), [], "{fine:?}");
        }
        for lost in [
            left(Parting::Running, Told::Unknown, 1),
            left(Parting::Running, Told::Pending, 1),
            left(Parting::Between, Told::Made, 1),
        ] {
            assert_eq!(found(&lost), [Kind::Lost], "{lost:?}");
        }
        let denied = left(Parting::Between, Told::NotMade, 1);
        assert_eq!(found(&denied), [Kind::Lost, Kind::Wrong]);
        let denied = left(Parting::Unbought, Told::NotMade, 0);
        assert_eq!(found(&denied), [Kind::Wrong]);
        let twice = left(Parting::Running, Told::Done, 2);
        assert_eq!(found(&twice), [Kind::Twice]);
    }

    #[test]
    fn what_was_told_once_stays_true() {
        let then = |told, again| Record {
            again: Some(again),
            collected: Some(true),
            ..record(told, 1)
        };
        let found = |told, again| kinds(Must::BE_TRUE, &then(told, again));
        assert_eq!(found(Told::Done, Told::Made), []);
        assert_eq!(found(Told::Pending, Told::Unknown), [Kind::Wrong]);
        assert_eq!(found(Told::Made, Told::NotMade), [Kind::Wrong]);
        assert_eq!(found(Told::Unknown, Told::Done), [Kind::Wrong]);
    }

    #[test]
    fn a_call_is_neither_shorter_nor_longer_than_its_pauses() {
        let took = |ms| Record {
            took: Duration::from_millis(ms),
            ..record(Told::Done, 1)
        };
        let must = Must {
            min_ms: 3_000,
            max_ms: 3_500,
            ..Must::BE_DONE
        };
        assert_eq!(kinds(must, &took(2_999)), [Kind::Wrong]);
        assert_eq!(kinds(must, &took(3_000)), []);
        assert_eq!(kinds(must, &took(4_500)), []);
        assert_eq!(kinds(must, &took(4_501)), [Kind::Wrong]);
    }
}
