//! Components of strangers, each of which wants more than it may have: it ends
//! within its deadline, the limit is named, the host goes on, its memory stays
//! within bounds, and no more is bought than was allowed.

mod cases;
mod child;
mod compile;
mod guest;
mod hoards;
mod network;
mod program;
mod sleepers;
mod worn;

use cases::{Case, Fault};

/// What a component may take from the machine beyond what the host takes at rest.
const MAX_KIB: u64 = 256 << 10;

/// Runs each case in a process of its own, and compares.
fn judge(cases: &[Case]) {
    let wrong: Vec<_> = cases.iter().filter_map(fault_of).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is wrong with the report of a case, if anything is.
fn fault_of(case: &Case) -> Option<String> {
    let report = child::run(case.name);
    let ended = match &case.fault {
        Fault::Exactly(fault) => report.fault == format!("{fault:?}"),
        Fault::Like(words) => report.fault.contains(words) || report.message.contains(words),
        Fault::None => report.fault.is_empty(),
    };
    let right = ended
        && report.alive
        && case.requests.contains(&report.requests)
        && report.peak_kib <= MAX_KIB;
    (!right).then(|| format!("{}: {report:?}", case.name))
}

#[test]
fn components_that_sleep_or_loop_end_with_their_time() {
    judge(&sleepers::cases());
}

#[test]
fn components_that_hoard_get_no_more_than_their_limits() {
    judge(&hoards::cases());
}

#[test]
fn components_that_flood_the_network_or_buy_on_their_own_are_stopped() {
    judge(&network::cases());
}

#[test]
fn components_that_no_compiler_ends_with_are_refused() {
    judge(&compile::cases());
}

/// Does nothing by itself: [`child::run`] runs this test alone, in a process of
/// its own, for one case.
#[test]
fn in_a_process_of_its_own() {
    if let Some(name) = child::name() {
        let all = [
            sleepers::cases(),
            hoards::cases(),
            network::cases(),
            compile::cases(),
        ];
        let case = all.into_iter().flatten().find(|case| case.name == name);
        child::report(case.expect("a case of this name"));
    }
}
