//! Runs of the program that are killed, or asked to end, at any moment, and what
//! can be found out about their purchases afterwards.

mod settled;
mod tally;
mod tool;

use std::time::{Duration, Instant};

use volc_sim::{Fault, Gate, Held, Simulator, Target, What};

use crate::program::Shell;
use settled::settle;

pub use settled::Settled;
pub use tally::Tally;
pub use tool::Tool;

/// How often it is looked whether a lease has ended.
const LOOK: Duration = Duration::from_millis(500);

/// A run that was ended.
struct Run {
    tool: Tool,
    key: String,
    /// Whether it had bought something then.
    bought: bool,
    /// What it said, if it was asked to end.
    told: Option<String>,
}

/// Ends the program at `times` moments of a run, with a journal that all share, in a file or in the
/// database at this address: by SIGKILL and by SIGTERM in turn. Every third run is of a tool without
/// tasks.
pub async fn kill(times: usize, mut moment: impl FnMut() -> f64, database: Option<&str>) -> Tally {
    let (simulator, mut shell) = Shell::simulated().await;
    if let Some(address) = database {
        shell = shell.set("VISUAL_JOURNAL", address);
    }
    let task = (Tool::Task, whole(&shell, Tool::Task).await);
    let process = (Tool::Process, whole(&shell, Tool::Process).await);

    let mut tally = Tally::default();
    let mut later = Vec::new();
    for number in 0..times {
        let (tool, whole) = match number % 3 {
            2 => process,
            _ => task,
        };
        let key = format!("kill-{number}");
        let after = tool.moment(whole, moment());
        let words = tool.words(&key);
        let (killed, told) = match number / 3 % 2 {
            0 => (shell.run_for(after, &words).await, None),
            _ => {
                let (asked, told) = terminated(&shell, &words, after).await;
                tally.asked += usize::from(asked);
                (asked, Some(told))
            }
        };
        tally.runs += 1;
        tally.killed += usize::from(killed);
        let run = Run {
            tool,
            bought: simulator.accepted_with_prompt(&key) > 0,
            key,
            told,
        };
        match database {
            None => run.settle(&shell, &simulator, &mut tally).await,
            // Until its lease ends, a process counts as alive.
            Some(_) => later.push(run),
        }
    }
    while database.is_some() && is_sending(&shell).await {
        tokio::time::sleep(LOOK).await;
    }
    if database.is_some() {
        assert_eq!(shell.state(), [""; 0], "it is not in a file");
    }
    for run in later {
        run.settle(&shell, &simulator, &mut tally).await;
    }
    tally
}

/// Whether somebody is taken to be buying something.
async fn is_sending(shell: &Shell) -> bool {
    let (_, listed) = shell.json("task list").await;
    let entries = listed["tasks"].as_array().cloned().unwrap_or_default();
    let mut states = entries.iter().filter_map(|entry| entry["state"].as_str());
    states.any(|state| matches!(state, "queued" | "sending"))
}

impl Run {
    /// Finds out what is known of its purchase.
    async fn settle(self, shell: &Shell, simulator: &Simulator, tally: &mut Tally) {
        let Run {
            tool,
            key,
            bought,
            told,
        } = self;
        let (settled, mut faults) = settle(shell, simulator, (tool, &key)).await;
        if bought && told.as_ref().is_some_and(|told| !tool.names_it(told)) {
            faults.push(format!(
                "asked to end, it did not say what it has: {told:?}"
            ));
        }
        if told.is_some() && settled == Some(Settled::Unknown) {
            faults.push("asked to end, it left the purchase unknown".to_owned());
        }
        match settled {
            Some(Settled::NotBought) => tally.not_bought += 1,
            Some(Settled::Collected) => tally.collected += 1,
            Some(Settled::HandedOver) => tally.handed_over += 1,
            Some(Settled::Unknown) => tally.unknown += 1,
            None => {}
        }
        let named = faults.into_iter().map(|what| format!("{key}: {what}"));
        tally.faults.extend(named);
    }
}

/// Where a purchase stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The submission has come, and nothing was done with it.
    OnItsWay,
    /// The job was accepted, and the reply has not gone.
    Made,
    /// The job was asked after.
    Running,
}

/// Kills the program while its purchase stands still: what becomes of it then.
pub async fn kill_held(tool: Tool, held: Stage) -> (u64, Option<Settled>, Vec<String>) {
    let (simulator, shell) = Shell::simulated().await;
    let gate = Gate::new();
    match held {
        Stage::OnItsWay => {
            simulator.inject(Fault::once(
                Target::AnySubmit,
                What::HoldBefore(gate.clone()),
            ));
        }
        Stage::Made => {
            simulator.inject(Fault::once(Target::AnySubmit, What::Hold(gate.clone())));
        }
        Stage::Running => simulator.hold_tasks(Held::Generating),
    }
    let words = tool.words("held");
    let run = shell.start(&words);
    match held {
        Stage::Running => simulator.arrived(&Target::AnyQuery, 1).await,
        _ => gate.reached(1).await,
    }
    run.signal("KILL").await;
    run.killed_by(9).await;
    let bought = simulator.accepted_with_prompt("held");
    gate.open();
    simulator.release_tasks();
    let (settled, faults) = settle(&shell, &simulator, (tool, "held")).await;
    (bought, settled, faults)
}

/// Runs the program, and asks it to end after so long; whether it was still
/// running then, and what it printed.
async fn terminated(shell: &Shell, words: &str, after: Duration) -> (bool, String) {
    let mut run = shell.start(words);
    let asked = tokio::time::timeout(after, run.over()).await.is_err();
    if asked {
        run.signal("TERM").await;
    }
    (asked, run.left().await.1)
}

/// How long a run takes that is not killed.
async fn whole(shell: &Shell, tool: Tool) -> Duration {
    let mut shortest = Duration::MAX;
    for warm in ["once", "twice", "three times"] {
        let begun = Instant::now();
        let ran = shell.run(&tool.words(warm)).await;
        assert_eq!(ran.exit, 0, "{ran:?}");
        shortest = shortest.min(begun.elapsed());
    }
    shortest
}

/// Moments of a run, as parts of the whole: wherever the seed lets them begin,
/// they cover it evenly.
pub fn moments(seed: u64) -> impl FnMut() -> f64 {
    // The golden ratio scatters best.
    const STEP: f64 = 0.618_033_988_749_894_9;
    let mut moment = (seed % 1_000_003) as f64 * STEP;
    move || {
        moment = (moment + STEP).fract();
        moment
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_begin_with_the_seed_and_cover_the_whole() {
        let parts = |seed| {
            let mut moment = moments(seed);
            (0..30).map(|_| moment()).collect::<Vec<f64>>()
        };
        assert_eq!(parts(7), parts(7));
        assert_ne!(parts(7), parts(8));
        for seed in [0, 7, u64::MAX] {
            let parts = parts(seed);
            for tenth in 0..10 {
                let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
                assert!(parts.iter().any(|part| (from..to).contains(part)));
            }
        }
    }
}
