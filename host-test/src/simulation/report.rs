//! The figures for people.

use std::fmt::Write;

use super::database::Machine;
use super::fleet::{Figures, Plan, run};
use super::steps;

/// Longer than this, a claim must not take in 99 of 100 cases.
const BOUND_MS: f64 = 100.0;
/// Busier than this, its cores must not be: vacuum, checkpoints and repetitions need the rest.
const BUSIEST: f64 = 0.8;

/// What a task at rest takes on the disk with its indexes, in bytes, as measured.
const ROW: u64 = 1_875;
/// Tasks at rest.
const REST: u64 = 10_000_000;

const MICROSECOND: u64 = 1_000;

/// Everything that is told of one seed.
pub fn report(seed: u64) -> String {
    let base = Plan::new(seed);
    let mut text = format!(
        "seed {seed}: {} members, {} statements a purchase, {REST} tasks at rest ({} GB)\n\n",
        base.members,
        steps::COUNT,
        REST * ROW / 1_000_000_000
    );
    text += "| database | enough up to | statements/s | cores | claim p50 | p99 |\n";
    text += "|---|--:|--:|--:|--:|--:|\n";
    let measured = base.machine;
    let machine = |cores, flush| Machine {
        cores,
        flush,
        connections: 50 * cores,
    };
    let mut capacity = 0.0;
    for (name, machine, databases) in [
        ("as measured: 2 cores, a flush takes 4 ms", measured, 1),
        ("2 cores, 0.2 ms", machine(2, 200 * MICROSECOND), 1),
        ("8 cores, 1 ms", machine(8, 1_000 * MICROSECOND), 1),
        ("2 of 2 cores, 4 ms", measured, 2),
        ("4 of 2 cores, 4 ms", measured, 4),
    ] {
        let plan = Plan {
            machine,
            databases,
            seconds: 20,
            ..base
        };
        let (enough, figures) = enough(&plan);
        if capacity == 0.0 {
            capacity = enough;
        }
        let _ = writeln!(
            text,
            "| {name} | {enough:.0} purchases/s | {} |",
            load(&figures)
        );
    }
    text += "\n| members lost at once | purchases/s | statements/s | cores | claim p50 | p99 | \
        p99 in the 20 s after | under way | taken over | unknown | half within | all within | repetitions |\n";
    text += "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
    for (lost, share) in [(0, 0.5), (100, 0.5), (100, 1.0), (500, 1.0)] {
        let purchases = (capacity * share).round();
        let figures = run(&Plan {
            purchases,
            lost,
            ..base
        });
        let _ = writeln!(
            text,
            "| {lost} | {purchases} | {} | {:.1} ms | {} | {} | {} | {:.1} s | {:.1} s | {} |",
            load(&figures),
            ms(figures.claim_p99_after),
            figures.orphans,
            figures.taken_over,
            figures.unknown,
            ms(figures.recovery_p50) / 1e3,
            ms(figures.recovery_max) / 1e3,
            figures.repetitions,
        );
    }
    text
}

/// Up to how many purchases a second claims are quick enough, and the figures at that load.
fn enough(plan: &Plan) -> (f64, Figures) {
    let at = |purchases: f64| run(&Plan { purchases, ..*plan });
    let is_enough = |figures: &Figures| ms(figures.claim_p99) <= BOUND_MS && figures.cpu <= BUSIEST;
    let (mut low, mut high) = (0.0, 50.0);
    let mut known = at(low + 1.0);
    // Doubled until it is too much, then halved towards the edge.
    loop {
        let figures = at(high);
        if !is_enough(&figures) {
            break;
        }
        (low, high, known) = (high, 2.0 * high, figures);
    }
    while high > 1.05 * low.max(1.0) {
        let middle = (low + high) / 2.0;
        let figures = at(middle);
        match is_enough(&figures) {
            true => (low, known) = (middle, figures),
            false => high = middle,
        }
    }
    (low, known)
}

fn load(figures: &Figures) -> String {
    format!(
        "{:.0} | {:.0} % | {:.1} ms | {:.1} ms",
        figures.statements,
        figures.cpu * 100.0,
        ms(figures.claim_p50),
        ms(figures.claim_p99)
    )
}

fn ms(time: u64) -> f64 {
    time as f64 / 1e6
}
