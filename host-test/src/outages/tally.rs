//! What came of many schedules.

use std::fmt;
use std::time::Duration;

use super::play::Record;
use super::schedule::Schedule;

/// What a database that does not answer may add to a call: the journal's last word.
pub const LAST_WORD: Duration = Duration::from_secs(5);

/// Counted.
#[derive(Debug, Default)]
pub struct Tally {
    /// Statements of a purchase.
    pub statements: usize,
    /// Schedules, and those whose outage came.
    pub schedules: usize,
    pub struck: usize,
    /// Their first calls: told of the product, of the task, that nothing was bought, or neither.
    pub done: usize,
    pub pending: usize,
    pub refused: usize,
    pub unsure: usize,
    /// Accepted more than once.
    pub twice: usize,
    /// By how much a call was longest beyond its caller's wait.
    pub overrun: Duration,
    /// What must not be.
    pub faults: Vec<String>,
}

impl Tally {
    pub(super) fn add<'a>(&mut self, played: impl IntoIterator<Item = (&'a Schedule, Record)>) {
        for (schedule, record) in played {
            self.schedules += 1;
            self.struck += usize::from(record.struck);
            let first = record.first.as_str();
            match first {
                "done" => self.done += 1,
                "pending" => self.pending += 1,
                _ if first.contains("NotMade") => self.refused += 1,
                _ => self.unsure += 1,
            }
            self.twice += usize::from(record.accepted > 1);
            self.overrun = self.overrun.max(record.took.saturating_sub(record.wait));
            let faults = faults(schedule, &record).into_iter();
            self.faults
                .extend(faults.map(|what| format!("{schedule}: {what} ({record:?})")));
        }
    }

    /// Adds another one.
    pub fn join(&mut self, other: Tally) {
        self.schedules += other.schedules;
        self.struck += other.struck;
        self.done += other.done;
        self.pending += other.pending;
        self.refused += other.refused;
        self.unsure += other.unsure;
        self.twice += other.twice;
        self.overrun = self.overrun.max(other.overrun);
        self.faults.extend(other.faults);
    }
}

/// What must not be, in words.
fn faults(schedule: &Schedule, record: &Record) -> Vec<String> {
    let mut faults = Vec::new();
    if record.accepted != 1 {
        faults.push(format!("bought {} times", record.accepted));
    }
    if let Err(why) = &record.last {
        faults.push(format!("no product in the end: {why}"));
    }
    if let (Some(first), Ok(last)) = (&record.first_task, &record.last)
        && first != last
    {
        faults.push("two tasks".to_owned());
    }
    if schedule.same && record.states != ["done true"] {
        faults.push("the journal does not know its end".to_owned());
    }
    faults
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} outages ({} came) at each of {} statements: {} told done, {} pending, {} not \
             bought, {} unsure; {} bought twice; up to {:.1} s beyond the wait; {} faults",
            self.schedules,
            self.struck,
            self.statements,
            self.done,
            self.pending,
            self.refused,
            self.unsure,
            self.twice,
            self.overrun.as_secs_f64(),
            self.faults.len()
        )
    }
}
