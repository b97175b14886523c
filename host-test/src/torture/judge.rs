//! What did not hold.

use std::time::Duration;

use super::play::Record;
use super::{Schedule, Subject, Told};

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
    /// One wish was bought more than once.
    Twice,
    /// The caller does not know of what was bought, or cannot get it.
    Lost,
    /// The component trapped, or the host had to end it.
    Trap,
    /// The caller was told otherwise than it should be.
    Wrong,
}

/// Everything that did not hold in a schedule.
pub fn judge(schedule: &Schedule, record: &Record) -> Vec<Flaw> {
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
    match (told, record.accepted) {
        (Told::NotMade, 1..) => {
            let what = format!("bought, and told that it was not{error}");
            flaw(Kind::Lost, what);
        }
        (Told::Left, 1..) if record.again == Some(Told::NotMade) => {
            flaw(
                Kind::Lost,
                "bought, and told later that it was not".to_owned(),
            );
        }
        // Whose answer is the product has no task to collect it by.
        (Told::Made, _) if schedule.subject == Subject::Process => {}
        (Told::Pending | Told::Made, 1..) if record.collected != Some(true) => {
            let what = format!("bought, told {told:?}, and not to be collected{error}");
            flaw(Kind::Lost, what);
        }
        (Told::Done | Told::Pending | Told::Made, 0) => {
            flaw(
                Kind::Wrong,
                format!("told {told:?}, and nothing was bought"),
            );
        }
        _ => {}
    }
    // Until somebody forgets it, an unknown purchase stays one.
    if told == Told::Unknown && !matches!(record.again, None | Some(Told::Unknown)) {
        let what = format!("told Unknown, and then {:?}{error}", record.again);
        flaw(Kind::Wrong, what);
    }
    let must = &schedule.must;
    if !must.told.contains(&told) && told != Told::Left {
        flaw(Kind::Wrong, format!("told {told:?}{error}"));
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
    if record.took < Duration::from_millis(must.least_ms) {
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

/// By how much the call was longer than its caller wanted to wait.
pub fn overrun(schedule: &Schedule, record: &Record) -> Option<Duration> {
    let wait = Duration::from_millis(schedule.wait_ms.into());
    (schedule.wait_ms > 0).then(|| record.took.saturating_sub(wait))
}

#[cfg(test)]
mod tests {
    use super::super::Must;
    use super::*;

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
    }
}
