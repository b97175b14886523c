//! What came of many killed runs, counted.

use std::fmt;

/// What came of so many runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Runs.
    pub runs: usize,
    /// Those that had not ended by themselves when their moment came.
    pub killed: usize,
    /// Those of them that were asked to end (SIGTERM); the others were killed.
    pub asked: usize,
    /// Ended before anything was bought.
    pub not_bought: usize,
    /// Bought, and collected by the task that the journal had.
    pub collected: usize,
    /// Bought from a tool whose answer is the product, as the journal says.
    pub handed_over: usize,
    /// Bought or not: the journal says `unknown`.
    pub unknown: usize,
    /// What must not be, in words.
    pub faults: Vec<String>,
}

impl Tally {
    /// What did not hold, a line each. Who killed too few, or found nothing to
    /// collect, has shown nothing.
    pub fn flaws(&self) -> Vec<String> {
        let idle = [
            (self.killed * 2 <= self.runs, "too few were killed"),
            (self.asked == 0, "none was asked to end"),
            (self.collected == 0, "nothing was collected"),
        ];
        let idle = idle.iter().filter(|(idle, _)| *idle);
        let idle = idle.map(|(_, what)| format!("{what}: {self}"));
        self.faults().into_iter().chain(idle).collect()
    }

    /// What did not hold, whenever the runs were killed.
    pub fn faults(&self) -> Vec<String> {
        let settled = self.not_bought + self.collected + self.handed_over + self.unknown;
        let unsettled = format!("not all are settled: {self}");
        let unsettled = (settled != self.runs).then_some(unsettled);
        self.faults.iter().cloned().chain(unsettled).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally {
            runs,
            killed,
            asked,
            not_bought,
            collected,
            handed_over,
            unknown,
            faults,
        } = self;
        write!(
            f,
            "ended {killed} of {runs} runs, {asked} of them by SIGTERM: {not_bought} before the purchase, {collected} collected, {handed_over} handed over, {unknown} unknown, {} faults",
            faults.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_must_show_something() {
        let good = Tally {
            runs: 10,
            killed: 6,
            asked: 3,
            not_bought: 2,
            collected: 3,
            handed_over: 1,
            unknown: 4,
            faults: Vec::new(),
        };
        assert_eq!(good.flaws(), [""; 0]);
        let flaws = |tally: Tally| tally.flaws().len();
        assert_eq!(
            flaws(Tally {
                killed: 5,
                ..good.clone()
            }),
            1
        );
        assert_eq!(
            flaws(Tally {
                unknown: 3,
                ..good.clone()
            }),
            1
        );
        let flawed = Tally {
            asked: 0,
            ..good.clone()
        };
        assert_eq!(flaws(flawed), 1);
        let none = Tally {
            collected: 0,
            unknown: 7,
            ..good.clone()
        };
        assert_eq!(flaws(none), 1);
        let faults = vec!["kill-1: bought 2 times".to_owned()];
        assert_eq!(flaws(Tally { faults, ..good }), 1);
        assert_eq!(flaws(Tally::default()), 3, "no runs at all");
    }
}
