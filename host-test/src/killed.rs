//! Runs of the program that are killed at any moment, and what can be found out
//! about their purchases afterwards.

use std::fmt;
use std::time::{Duration, Instant};

use serde_json::Value;
use volc_sim::Simulator;

use crate::program::Shell;

/// What came of so many runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Runs.
    pub runs: usize,
    /// Those that had not ended by themselves when their moment came.
    pub killed: usize,
    /// Killed before anything was bought.
    pub not_bought: usize,
    /// Bought, and collected by the task that the journal had.
    pub collected: usize,
    /// Bought or not: the journal says `unknown`.
    pub unknown: usize,
    /// What must not be, in words.
    pub faults: Vec<String>,
}

/// Kills the program at `times` moments of a run, with a journal that all share.
pub async fn kill(times: usize, mut dice: impl FnMut() -> f64) -> Tally {
    let (simulator, shell) = Shell::simulated().await;
    let mut whole = Duration::MAX;
    for warm in ["once", "twice", "three times"] {
        let begun = Instant::now();
        let ran = shell.run(&words(warm)).await;
        assert_eq!(ran.exit, 0, "{ran:?}");
        whole = whole.min(begun.elapsed());
    }

    let mut tally = Tally::default();
    for number in 0..times {
        let intent = format!("kill-{number}");
        // The purchase comes early in a run, so early moments are closer together.
        let moment = whole.mul_f64(dice().powi(2));
        let killed = shell.run_for(moment, &words(&intent)).await;
        tally.runs += 1;
        tally.killed += usize::from(killed);
        settle(&shell, &simulator, &intent, &mut tally).await;
    }
    tally
}

/// Buys a small picture under an intent that is its prompt too.
fn words(intent: &str) -> [&str; 10] {
    [
        "run",
        "general-3.0",
        "--prompt",
        intent,
        "--intent",
        intent,
        "--width",
        "512",
        "--height",
        "512",
    ]
}

/// What the journal knows of a wish, and what becomes of it when it is asked
/// for once more.
async fn settle(shell: &Shell, simulator: &Simulator, intent: &str, tally: &mut Tally) {
    let mut fault = |what: String| tally.faults.push(format!("{intent}: {what}"));
    let bought = simulator.accepted_with_prompt(intent);
    if bought > 1 {
        fault(format!("bought {bought} times"));
    }
    let (_, listed) = shell.json(&["task", "list"]).await;
    let entries = listed["tasks"].as_array().cloned().unwrap_or_default();
    let entry = entries.iter().find(|entry| entry["intent"] == intent);
    let state = entry.and_then(|entry| entry["state"].as_str());
    match (bought, entry, state) {
        (0, None, _) => return tally.not_bought += 1,
        (_, Some(_), Some("unknown")) => tally.unknown += 1,
        (1, Some(entry), Some("pending" | "done")) => {
            let task = entry["task"].as_str().unwrap_or_default();
            match shell.json(&["task", "wait", task]).await {
                (0, done) if done["done"].is_object() => tally.collected += 1,
                (exit, told) => fault(format!("not collected: {exit} {told}")),
            }
        }
        (bought, _, state) => fault(format!("bought {bought} times, and listed as {state:?}")),
    }
    let (exit, again) = shell.json(&words(intent)).await;
    let unknown = again["error"]["kind"] == "outcome-unknown";
    match (state, exit) {
        (Some("unknown"), 1) if unknown => {}
        (Some("pending" | "done"), 0) => {}
        _ => fault(format!(
            "asked for again, it is told {exit} {}",
            brief(&again)
        )),
    }
    if simulator.accepted_with_prompt(intent) != bought {
        fault("it was bought again".to_owned());
    }
}

fn brief(told: &Value) -> String {
    told.to_string().chars().take(300).collect()
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Tally {
            runs,
            killed,
            not_bought,
            collected,
            unknown,
            faults,
        } = self;
        write!(
            f,
            "killed {killed} of {runs} runs: {not_bought} before the purchase, {collected} collected, {unknown} unknown, {} faults",
            faults.len()
        )
    }
}

/// A moment of a run, as a part of the whole, so that `count` of them cover it
/// evenly whatever their order.
pub fn moments(count: usize) -> impl FnMut() -> f64 {
    // The golden ratio scatters best.
    const STEP: f64 = 0.618_033_988_749_894_9;
    let mut moment = 1.0 / (2.0 * count.max(1) as f64);
    move || {
        moment = (moment + STEP).fract();
        moment
    }
}
