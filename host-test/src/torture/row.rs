//! What came of a scenario, as a row of the table.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Value, json};

use super::parting::Partings;
use super::runner::Played;
use super::{Kind, Player, Scenario};

/// How many flaws of a row are told in words.
const MOST_TOLD: usize = 8;

/// One row.
pub struct Row {
    scenario: Scenario,
    slack: Duration,
    runs: u64,
    accepted: u64,
    max_accepted: u64,
    overrun: Option<Duration>,
    traps: u64,
    lost: u64,
    twice: u64,
    broken: u64,
    partings: Option<Partings>,
    told: Vec<String>,
}

impl Row {
    /// An empty one.
    pub fn new(scenario: &Scenario, slack: Duration) -> Row {
        Row {
            scenario: *scenario,
            slack,
            runs: 0,
            accepted: 0,
            max_accepted: 0,
            overrun: None,
            traps: 0,
            lost: 0,
            twice: 0,
            broken: 0,
            partings: None,
            told: Vec::new(),
        }
    }

    /// The name of its scenario.
    pub fn name(&self) -> &'static str {
        self.scenario.name
    }

    /// Counts a schedule.
    pub fn add(&mut self, played: Played) {
        self.runs += 1;
        self.accepted += played.accepted;
        self.max_accepted = self.max_accepted.max(played.accepted);
        self.twice += u64::from(played.accepted > 1);
        self.overrun = self.overrun.max(played.overrun);
        if played.schedule.leave.is_some() {
            let partings = self.partings.get_or_insert_default();
            partings.add(played.schedule.subject, played.parting);
        }
        let mut flaws: Vec<String> = Vec::new();
        for flaw in &played.flaws {
            self.traps += u64::from(flaw.kind == Kind::Trap);
            self.lost += u64::from(flaw.kind == Kind::Lost);
            flaws.push(flaw.what.clone());
        }
        match played.overrun {
            Some(over) if self.scenario.timed && over > self.slack => {
                flaws.push(format!("{} ms beyond its wait", over.as_millis()));
            }
            _ => {}
        }
        if !flaws.is_empty() {
            self.broken += 1;
            if self.told.len() < MOST_TOLD {
                let (tool, name) = (played.schedule.subject.tool(), &played.schedule.name);
                self.told
                    .push(format!("{tool}: {name}: {}", flaws.join("; ")));
            }
        }
    }

    /// Counts what went where nothing may go.
    pub fn add_strays(&mut self, heard: usize) {
        if heard > 0 {
            self.broken += 1;
            self.told
                .push(format!("{heard} connections to where nobody may go"));
        }
    }

    /// Whether everything held. The blind client must have bought twice.
    pub fn holds(&self) -> bool {
        self.flaws().is_empty()
    }

    /// What else is to be told of it, in one line.
    pub fn note(&self) -> Option<String> {
        let text = self.partings.as_ref()?.text();
        Some(format!("{}: {text}", self.scenario.name))
    }

    /// What did not hold, a line each.
    pub fn flaws(&self) -> Vec<String> {
        let name = self.scenario.name;
        if self.runs == 0 {
            return vec![format!("{name}: nothing was played")];
        }
        if self.scenario.player == Player::Blind {
            let harmless = format!("{name}: even a blind client bought nothing twice");
            return if self.twice > 0 {
                vec![]
            } else {
                vec![harmless]
            };
        }
        let unseen = self.partings.iter().flat_map(Partings::flaws);
        let unseen = unseen.map(|what| format!("{name}: {what}"));
        let told = self.told.iter().map(|line| format!("{name}: {line}"));
        let more = self.broken.saturating_sub(MOST_TOLD as u64);
        let more = (more > 0).then(|| format!("{name}: and {more} more"));
        told.chain(more).chain(unseen).collect()
    }

    /// The row for machines.
    pub fn json(&self) -> Value {
        json!({
            "name": self.scenario.name,
            "fault": self.scenario.fault,
            "runs": self.runs,
            "accepted": self.accepted,
            "max_accepted": self.max_accepted,
            "bought_twice": self.twice,
            "overrun_ms": self.overrun.map(|over| over.as_millis() as u64),
            "traps": self.traps,
            "lost": self.lost,
            "broken": self.broken,
            "holds": self.holds(),
            "note": self.note(),
            "flaws": self.flaws(),
        })
    }
}

/// The table.
pub fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    let mut line = |cells: [&str; 8]| {
        let [name, fault, runs, accepted, worst, over, traps, lost] = cells;
        let _ = writeln!(
            text,
            "{name:<16} {fault:<52} {runs:>7} {accepted:>9} {worst:>6} {over:>9} {traps:>6} {lost:>5}"
        );
    };
    line([
        "name", "fault", "runs", "accepted", "worst", "over ms", "traps", "lost",
    ]);
    for row in rows {
        let over = row.overrun.map(|over| over.as_millis().to_string());
        line([
            row.scenario.name,
            row.scenario.fault,
            &row.runs.to_string(),
            &row.accepted.to_string(),
            &row.max_accepted.to_string(),
            over.as_deref().unwrap_or("-"),
            &row.traps.to_string(),
            &row.lost.to_string(),
        ]);
    }
    text
}
