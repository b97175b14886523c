//! A small part of every torture, with a plain client that shows that the
//! schedules can hurt. `cargo xtask torture` plays them at full size.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use host_test::torture::{Row, Size, Soak, Stage, all, run_all};

/// What a call may be longer than its wait: less than it would take without one. The exact figure is the torture's,
/// on a machine that does nothing else.
const SLACK: Duration = Duration::from_secs(30);

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_bought_twice_or_lost_under_any_fault() {
    let stage = Arc::new(Stage::set(Size::UNHURRIED).await);
    let rows = run_all(&all(), &stage, SLACK, |_| {}).await;
    let flaws: Vec<String> = rows.iter().flat_map(Row::flaws).collect();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_soak_ends_with_a_bill_that_is_true() {
    let soak = Soak {
        time: Duration::from_secs(5),
        seed: 7,
    };
    let soaked = soak.run(Path::new(env!("CARGO_BIN_EXE_torture"))).await;
    let flaws = soaked.expect("a soak").flaws();
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}
