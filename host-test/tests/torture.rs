//! A small part of every torture, with a plain client that shows that the
//! schedules can hurt. `cargo xtask torture` plays them at full size.

use std::sync::Arc;
use std::time::Duration;

use host_test::torture::{Size, Stage, all, run};

/// What a call may be longer than its wait, on a machine that does other
/// things as well. The exact figure is the torture's.
const SLACK: Duration = Duration::from_millis(1_100);

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_bought_twice_or_lost_under_any_fault() {
    let stage = Arc::new(Stage::set(Size::QUICK).await);
    let mut flaws = Vec::new();
    for scenario in all() {
        let row = run(&scenario, &stage, SLACK).await;
        assert!(row.holds() || !row.flaws().is_empty());
        flaws.extend(row.flaws());
    }
    assert!(flaws.is_empty(), "{}", flaws.join("\n"));
}
