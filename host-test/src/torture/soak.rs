//! A steady stream of calls, some of which meet a fault, for as long as one
//! likes: what it costs in memory and in money.
//!
//! The callers are a process of their own, whose memory is measured; the
//! service and its faults are in this one.

mod bill;
mod chance;
mod memory;
mod worker;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::sync::mpsc;
use volc_sim::{Config, Keys, Simulator};

use super::dice::Dice;
use bill::Bill;
pub use worker::work;

/// Of 100 calls so many meet a fault.
const FAULTY: u64 = 5;
/// How many call at once, each with an account of its own.
const LANES: usize = 16;
/// The steepest slope, in MiB an hour, of a soak of so many minutes or more. A
/// short one still fills what is filled once; a leak of a KiB in each of its
/// calls, some 18 a second, would show all the same.
const STEEPEST: [(u64, f64); 2] = [(60, 1.0), (10, 60.0)];

/// How to soak.
#[derive(Clone, Copy, Debug)]
pub struct Soak {
    /// For how long calls are begun.
    pub time: Duration,
    /// What chance follows from.
    pub seed: u64,
}

/// What came of it.
pub struct Soaked {
    soak: Soak,
    faults: u64,
    bill: Bill,
    /// Jobs that the service accepted and nobody asked for.
    stray: u64,
    memory: memory::Course,
}

impl Soak {
    /// Soaks. `program` is the one that runs [`work`] for the words
    /// `soak-worker` and what follows.
    pub async fn run(self, program: &std::path::Path) -> Result<Soaked> {
        let keys: Vec<Keys> = (0..LANES).map(|_| Keys::generate()).collect();
        let simulator = Simulator::start(Config {
            keys: keys.clone(),
            keep_requests: 10_000,
            ..Config::default()
        });
        let simulator = simulator.await?;
        let mut callers = Callers::start(program, (self, &simulator.endpoint()), &keys)?;
        let mut soaked = Soaked {
            soak: self,
            faults: 0,
            bill: Bill::default(),
            stray: 0,
            memory: memory::Course::new(callers.child.id()),
        };
        let mut second = tokio::time::interval(Duration::from_secs(1));
        loop {
            let line = tokio::select! {
                line = callers.lines.recv() => line,
                _ = second.tick() => {
                    soaked.memory.sample();
                    continue;
                }
            };
            let Some(line) = line else { break };
            let said: Value = serde_json::from_str(&line).with_context(|| line.clone())?;
            if let Some(number) = said["begins"].as_u64() {
                let mut dice = Dice::new(self.seed ^ (number << 20));
                if dice.below(100) < FAULTY {
                    soaked.faults += 1;
                    simulator.inject(chance::fault(&mut dice));
                }
                continue;
            }
            let prompt = said["prompt"].as_str().unwrap_or_default();
            soaked
                .bill
                .add(&said, simulator.accepted_with_prompt(prompt));
        }
        let status = callers.child.wait()?;
        anyhow::ensure!(status.success(), "the callers ended with {status}");
        let accepted = simulator.meter().accepted;
        soaked.stray = accepted.abs_diff(soaked.bill.accepted());
        Ok(soaked)
    }
}

/// The process of the callers, and what it says.
struct Callers {
    child: Child,
    lines: mpsc::UnboundedReceiver<String>,
}

impl Callers {
    fn start(
        program: &std::path::Path,
        (soak, endpoint): (Soak, &str),
        keys: &[Keys],
    ) -> Result<Callers> {
        let mut command = Command::new(program);
        command
            .args(["soak-worker", endpoint])
            .arg(soak.time.as_secs_f64().to_string())
            .arg(soak.seed.to_string())
            .stdout(Stdio::piped());
        for pair in keys {
            command.arg(format!("{}:{}", pair.access_key_id, pair.secret_access_key));
        }
        let mut child = command.spawn().context("cannot start the callers")?;
        let output = child.stdout.take().context("the callers say nothing")?;
        let (sender, lines) = mpsc::unbounded_channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Callers { child, lines })
    }
}

impl Drop for Callers {
    fn drop(&mut self) {
        // They may have ended by themselves.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Soaked {
    /// What did not hold, a line each.
    pub fn flaws(&self) -> Vec<String> {
        let mut flaws = self.bill.flaws();
        if self.stray > 0 {
            flaws.push(format!("{} jobs that nobody asked for", self.stray));
        }
        let slope = self.memory.slope();
        if steepest(self.soak.time).is_some_and(|bound| slope > bound) {
            flaws.push(format!("memory grows by {slope:.2} MiB an hour"));
        }
        flaws
    }

    /// The report for machines.
    pub fn json(&self) -> Value {
        json!({ "soak": {
            "seed": self.soak.seed,
            "seconds": self.soak.time.as_secs(),
            "faults": self.faults,
            "bill": self.bill.json(),
            "stray": self.stray,
            "memory": self.memory.json(),
            "steepest_mib_per_hour": steepest(self.soak.time),
            "flaws": self.flaws(),
        } })
    }

    /// The report for people.
    pub fn text(&self) -> String {
        let bound = match steepest(self.soak.time) {
            Some(bound) => format!("the bound for this length is {bound} MiB an hour"),
            None => "too short to judge the slope".to_owned(),
        };
        format!(
            "seed {}, {} s of calls, {} faults\n{}\n{}; {bound}",
            self.soak.seed,
            self.soak.time.as_secs(),
            self.faults,
            self.bill.text(),
            self.memory.text(),
        )
    }
}

/// The steepest slope of a soak of this length, in MiB an hour.
fn steepest(time: Duration) -> Option<f64> {
    let mut bounds = STEEPEST.iter();
    let bound = bounds.find(|(minutes, _)| time >= Duration::from_secs(minutes * 60))?;
    Some(bound.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_soaks_may_grow_less() {
        let minutes = |minutes: u64| steepest(Duration::from_secs(minutes * 60));
        assert_eq!(minutes(9), None);
        assert_eq!((minutes(10), minutes(59)), (Some(60.0), Some(60.0)));
        assert_eq!(minutes(24 * 60), Some(1.0));
    }
}
