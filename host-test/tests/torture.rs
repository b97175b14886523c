//! A small part of every torture, with a plain client that shows that the
//! schedules can hurt. `cargo xtask torture` plays them at full size.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use host_test::torture::{Size, Soak, Stage, all, run};
use tokio::task::JoinSet;

/// What a call may be longer than its wait, on a machine that does other
/// things as well. The exact figure is the torture's.
const SLACK: Duration = Duration::from_millis(1_100);

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_bought_twice_or_lost_under_any_fault() {
    let stage = Arc::new(Stage::set(Size::QUICK).await);
    let mut playing = JoinSet::new();
    for scenario in all() {
        let stage = stage.clone();
        playing.spawn(async move { run(&scenario, &stage, SLACK).await.flaws() });
    }
    let flaws = playing.join_all().await.concat();
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
