//! Purchases of tools that deliver inline only, by chance: with all kinds of
//! output names, taken names, full disks, and signals at any moment. What the
//! simulator delivered must be on disk or in what the program printed.

mod found;
mod trial;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::torture::Dice;
use trial::{Came, Trial};

/// How many purchases are made at the same time.
const AT_ONCE: usize = 3;

/// What came of so many purchases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    rows: BTreeMap<&'static str, Row>,
    /// Products that were delivered and are nowhere, and whatever else must not
    /// be, in words.
    faults: Vec<String>,
    lost: u64,
}

/// The same for one kind of trouble.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Row {
    runs: u64,
    refused: u64,
    delivered: u64,
    saved: u64,
    elsewhere: u64,
    printed: u64,
    signalled: u64,
    lost: u64,
}

/// Makes so many purchases.
pub async fn buy(times: usize, seed: u64) -> Tally {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for number in 0..times {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        let places = places.clone();
        running.spawn(async move {
            let _place = places.acquire().await.expect("it is never closed");
            let trial = Trial::new(&mut dice);
            let played = trial.clone();
            let came = tokio::spawn(async move { played.play().await }).await;
            (number, trial, came)
        });
    }
    let mut tally = Tally::default();
    while let Some(done) = running.join_next().await {
        let (number, trial, came) = done.expect("a trial");
        match came {
            Ok(came) => tally.add(number, &trial, &came),
            Err(panic) => tally.faults.push(format!("{number}: {trial:?}: {panic}")),
        }
    }
    tally
}

impl Tally {
    fn add(&mut self, number: usize, trial: &Trial, came: &Came) {
        let row = self.rows.entry(trial.trouble()).or_default();
        row.runs += 1;
        row.refused += u64::from(came.exit == Some(2));
        row.signalled += u64::from(came.is_signalled);
        row.delivered += came.delivered;
        row.saved += came.saved;
        row.elsewhere += came.elsewhere;
        row.printed += came.printed;
        let lost = came.lost();
        row.lost += lost;
        self.lost += lost;
        let faults = came.faults();
        let told = faults
            .iter()
            .map(|fault| format!("{number}: {fault}: {trial:?}: {came}"));
        self.faults.extend(told);
    }

    fn sum(&self) -> Row {
        let mut all = Row::default();
        for row in self.rows.values() {
            all.runs += row.runs;
            all.refused += row.refused;
            all.delivered += row.delivered;
            all.saved += row.saved;
            all.elsewhere += row.elsewhere;
            all.printed += row.printed;
            all.signalled += row.signalled;
            all.lost += row.lost;
        }
        all
    }

    /// What did not hold, a line each. Where little was delivered, or nothing
    /// was in the way of it, nothing was shown.
    pub fn flaws(&self) -> Vec<String> {
        let all = self.sum();
        let wrong = [
            (all.delivered * 2 < all.runs, "too little was delivered"),
            (all.saved == 0, "nothing was saved"),
            (all.elsewhere + all.printed == 0, "nothing was in the way"),
            (all.signalled == 0, "no signal came"),
        ];
        let wrong = wrong.iter().filter(|(wrong, _)| *wrong);
        let wrong = wrong.map(|(_, what)| (*what).to_owned());
        self.faults.iter().cloned().chain(wrong).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const HEAD: [&str; 9] = [
            "in the way",
            "runs",
            "refused",
            "delivered",
            "saved",
            "elsewhere",
            "printed",
            "signals",
            "lost",
        ];
        writeln!(f, "| {} |", HEAD.join(" | "))?;
        writeln!(f, "|{}", "---|".repeat(HEAD.len()))?;
        let all = self.sum();
        let rows = self.rows.iter().map(|(name, row)| (*name, row));
        for (name, row) in rows.chain([("all", &all)]) {
            let Row {
                runs,
                refused,
                delivered,
                saved,
                elsewhere,
                printed,
                signalled,
                lost,
            } = row;
            writeln!(
                f,
                "| {name} | {runs} | {refused} | {delivered} | {saved} | {elsewhere} | {printed} | {signalled} | {lost} |"
            )?;
        }
        write!(f, "lost = {}, {} faults", self.lost, self.faults.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_must_show_something() {
        let row = Row {
            runs: 10,
            delivered: 8,
            saved: 6,
            printed: 2,
            signalled: 1,
            ..Row::default()
        };
        let tally = |row: Row| Tally {
            rows: BTreeMap::from([("nothing", row)]),
            ..Tally::default()
        };
        assert_eq!(tally(row.clone()).flaws(), [""; 0]);
        for poor in [
            Row {
                delivered: 4,
                ..row.clone()
            },
            Row {
                saved: 0,
                ..row.clone()
            },
            Row {
                printed: 0,
                ..row.clone()
            },
            Row {
                signalled: 0,
                ..row.clone()
            },
        ] {
            assert_eq!(tally(poor).flaws().len(), 1);
        }
        let lost = Tally {
            faults: vec!["1: lost".to_owned()],
            ..tally(row)
        };
        assert_eq!(lost.flaws(), ["1: lost"]);
    }
}
