//! Runs of the program that are killed, or asked to end, at any moment, and what
//! can be found out about their purchases afterwards.

use std::fmt;
use std::time::{Duration, Instant};

use serde_json::Value;
use volc_sim::{Fault, Gate, Held, Simulator, Target, What};

use crate::program::Shell;

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

/// What is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// From a tool with tasks.
    Task,
    /// From one whose answer is the product.
    Process,
}

/// Ends the program at `times` moments of a run, with a journal that all share:
/// by SIGKILL and by SIGTERM in turn. Every third run is of a tool without
/// tasks.
pub async fn kill(times: usize, mut moment: impl FnMut() -> f64) -> Tally {
    let (simulator, shell) = Shell::simulated().await;
    let task = (Tool::Task, whole(&shell, Tool::Task).await);
    let process = (Tool::Process, whole(&shell, Tool::Process).await);

    let mut tally = Tally::default();
    for number in 0..times {
        let (tool, whole) = match number % 3 {
            2 => process,
            _ => task,
        };
        let intent = format!("kill-{number}");
        let after = tool.moment(whole, moment());
        let words = tool.words(&intent);
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
        let bought = simulator.accepted_with_prompt(&intent) > 0;
        let (settled, mut faults) = settle(&shell, &simulator, (tool, &intent)).await;
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
        let named = faults.into_iter().map(|what| format!("{intent}: {what}"));
        tally.faults.extend(named);
    }
    tally
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
async fn terminated(shell: &Shell, words: &[&str], after: Duration) -> (bool, String) {
    let mut run = shell.start(words);
    let asked = tokio::time::timeout(after, run.over()).await.is_err();
    if asked {
        run.signal("TERM").await;
    }
    (asked, run.left().await.1)
}

/// How long a run takes that is not killed.
async fn whole(shell: &Shell, tool: Tool) -> Duration {
    let mut least = Duration::MAX;
    for warm in ["once", "twice", "three times"] {
        let begun = Instant::now();
        let ran = shell.run(&tool.words(warm)).await;
        assert_eq!(ran.exit, 0, "{ran:?}");
        least = least.min(begun.elapsed());
    }
    least
}

impl Tool {
    /// Buys a small picture under an intent that is its prompt too.
    fn words(self, intent: &str) -> [&str; 10] {
        let tool = match self {
            Tool::Task => "general-3.0",
            Tool::Process => "jimeng-2.1",
        };
        [
            "run", tool, "--prompt", intent, "--intent", intent, "--width", "512", "--height",
            "512",
        ]
    }

    /// Whether a text names the task of a purchase, or its product.
    fn names_it(self, told: &str) -> bool {
        told.contains("http") || (self == Tool::Task && told.contains("vt1."))
    }

    /// When a run is ended. The purchase of a task comes early, so early
    /// moments are closer together there. That of a product ends with the run,
    /// so some moments lie behind the shortest one.
    fn moment(self, whole: Duration, part: f64) -> Duration {
        whole.mul_f64(match self {
            Tool::Task => part.powi(2),
            Tool::Process => 1.25 * part,
        })
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

/// What is known of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// Nothing was bought.
    NotBought,
    /// It was collected by its task.
    Collected,
    /// The product was the answer.
    HandedOver,
    /// Bought or not.
    Unknown,
}

/// What the journal knows of a wish, and what becomes of it when it is asked
/// for once more. What must not be is told in words.
async fn settle(
    shell: &Shell,
    simulator: &Simulator,
    (tool, intent): (Tool, &str),
) -> (Option<Settled>, Vec<String>) {
    let mut faults = Vec::new();
    let bought = simulator.accepted_with_prompt(intent);
    if bought > 1 {
        faults.push(format!("bought {bought} times"));
    }
    let (_, listed) = shell.json(&["task", "list"]).await;
    let entries = listed["tasks"].as_array().cloned().unwrap_or_default();
    let entry = entries.iter().find(|entry| entry["intent"] == intent);
    let state = entry.and_then(|entry| entry["state"].as_str());
    let settled = match (bought, state, tool) {
        (0, None, _) if entry.is_none() => return (Some(Settled::NotBought), faults),
        (_, Some("unknown"), _) => Some(Settled::Unknown),
        (1, Some("done"), Tool::Process) => Some(Settled::HandedOver),
        (1, Some("pending" | "done"), Tool::Task) => {
            let task = entry.and_then(|entry| entry["task"].as_str());
            match shell
                .json(&["task", "wait", task.unwrap_or_default()])
                .await
            {
                (0, done) if done["done"].is_object() => Some(Settled::Collected),
                (exit, told) => {
                    faults.push(format!("not collected: {exit} {}", brief(&told)));
                    None
                }
            }
        }
        (bought, state, _) => {
            faults.push(format!("bought {bought} times, and listed as {state:?}"));
            None
        }
    };
    let (exit, again) = shell.json(&tool.words(intent)).await;
    if let Some(settled) = settled.filter(|settled| !settled.is_told(exit, &again)) {
        let told = brief(&again);
        faults.push(format!(
            "{settled:?}; asked for again, it is told {exit} {told}"
        ));
    }
    if simulator.accepted_with_prompt(intent) != bought {
        faults.push("it was bought again".to_owned());
    }
    (settled, faults)
}

impl Settled {
    /// Whether this is what has to be told when the same is asked for again.
    fn is_told(self, exit: i32, told: &Value) -> bool {
        match self {
            Settled::NotBought | Settled::Collected => exit == 0,
            Settled::HandedOver => exit == 1 && told["error"]["kind"] == "task-gone",
            Settled::Unknown => exit == 1 && told["error"]["kind"] == "outcome-unknown",
        }
    }
}

fn brief(told: &Value) -> String {
    told.to_string().chars().take(300).collect()
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
    use serde_json::json;

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

    #[test]
    fn what_is_told_again_fits_what_is_known() {
        let error = |kind: &str| json!({ "error": { "kind": kind } });
        assert!(Settled::HandedOver.is_told(1, &error("task-gone")));
        assert!(Settled::Unknown.is_told(1, &error("outcome-unknown")));
        assert!(!Settled::HandedOver.is_told(0, &json!({ "done": {} })));
        assert!(!Settled::Unknown.is_told(0, &json!({ "done": {} })));
        assert!(!Settled::Collected.is_told(1, &error("outcome-unknown")));
    }

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
