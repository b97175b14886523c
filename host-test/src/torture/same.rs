//! One request that is made three times: twice at once, and once more by a host
//! that has nothing but the journal's file, as after a restart.

use visual_host::types::{ErrorKind, Outcome, Purchase};
use visual_host::{Error, Journal, Request, VisualHost};

use super::play::start;
use super::{Flaw, Kind, Schedule, Stage, Subject};
use crate::rig;

/// What one of them got.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Got {
    /// The task of this id, or its product.
    Task(String),
    /// A product that has no task.
    Product,
    /// Word that the product was handed over before.
    Gone,
    /// Anything else.
    Other(String),
}

/// Plays a schedule with the prompt of this number, which is its idempotency key
/// as well; how often it was bought, and what did not hold.
pub async fn play(schedule: &Schedule, number: usize, stage: &Stage) -> (u64, Vec<Flaw>) {
    let (prompt, key) = (schedule.script.prompt(number), number.to_string());
    let rig = start(schedule, &stage.host).await;
    let directory = tempfile::tempdir().expect("a directory");
    let place = directory.path().join("journal.db");
    let host = || {
        let journal = Journal::open(&place).expect("a journal");
        rig.host.with_journal(journal)
    };
    let arguments = schedule.arguments(&prompt);
    let options = rig::wait(schedule.wait_ms);
    let ask = async |host: &VisualHost| {
        let order = host.order(Request::new(schedule.subject.tool(), &arguments));
        let order = order.options(options.clone()).idempotency_key(&key);
        Got::new(order.outcome().await)
    };
    let first = host();
    let (one, other) = tokio::join!(ask(&first), ask(&first));
    drop(first);
    let got = [one, other, ask(&host()).await];
    let accepted = rig.simulator.accepted_with_prompt(&prompt);
    (accepted, judge(schedule.subject, &got, accepted))
}

impl Got {
    fn new(answer: Result<Outcome, Error>) -> Got {
        match answer {
            Ok(Outcome::Pending(pending)) => Got::Task(pending.task.id),
            Ok(Outcome::Done(done)) => match done.task {
                Some(task) => Got::Task(task.id),
                None => Got::Product,
            },
            Err(failed) => match (failed.kind, failed.purchase) {
                (ErrorKind::TaskGone, Purchase::Made) => Got::Gone,
                _ => Got::Other(failed.to_string()),
            },
        }
    }
}

/// All have the same task; where there is none, one has the product, and the
/// others know.
fn judge(subject: Subject, got: &[Got; 3], accepted: u64) -> Vec<Flaw> {
    let same = match subject {
        Subject::Task => {
            matches!(got, [Got::Task(a), Got::Task(b), Got::Task(c)] if a == b && b == c)
        }
        Subject::Process => {
            let count = |wanted: Got| got.iter().filter(|got| **got == wanted).count();
            (count(Got::Product), count(Got::Gone)) == (1, 2)
        }
    };
    let mut flaws = Vec::new();
    let mut flaw = |kind, what| flaws.push(Flaw { kind, what });
    match accepted {
        0 => flaw(Kind::Wrong, "nothing was bought".to_owned()),
        1 => {}
        _ => flaw(Kind::Twice, format!("bought {accepted} times")),
    }
    if !same {
        flaw(Kind::Wrong, format!("they got {got:?}"));
    }
    flaws
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(subject: Subject, got: [Got; 3], accepted: u64) -> Vec<Kind> {
        let flaws = judge(subject, &got, accepted);
        flaws.iter().map(|flaw| flaw.kind).collect()
    }

    #[test]
    fn all_have_one_task() {
        let tasks = |ids: [&str; 3]| ids.map(|id| Got::Task(id.to_owned()));
        let found = |ids, accepted| kinds(Subject::Task, tasks(ids), accepted);
        assert_eq!(found(["1", "1", "1"], 1), []);
        assert_eq!(found(["1", "1", "2"], 2), [Kind::Twice, Kind::Wrong]);
        assert_eq!(found(["1", "1", "1"], 2), [Kind::Twice]);
        assert_eq!(found(["1", "1", "1"], 0), [Kind::Wrong]);
        let odd = [Got::Gone, Got::Gone, Got::Product];
        assert_eq!(kinds(Subject::Task, odd, 1), [Kind::Wrong]);
    }

    #[test]
    fn one_has_the_product() {
        let found = |got, accepted| kinds(Subject::Process, got, accepted);
        let other = Got::Other("outcome-unknown".to_owned());
        assert_eq!(found([Got::Gone, Got::Product, Got::Gone], 1), []);
        assert_eq!(
            found([Got::Product, Got::Product, Got::Gone], 1),
            [Kind::Wrong]
        );
        assert_eq!(found([Got::Product, other, Got::Gone], 1), [Kind::Wrong]);
    }
}
