//! A journal in PostgreSQL whose database fails at every statement of a purchase.
//! `cargo xtask torture postgres` plays all of it.

use std::time::Duration;

use host_test::outages::{self, Outage, Tally};
use test_postgres::Fault;

/// That each came, and nothing was bought twice or lost. The last statement of a purchase is a
/// report in the background: it may go together with the one before it, so an outage may not come
/// there.
fn assert_held(tally: &Tally, outages: usize) {
    assert!(
        tally.faults.is_empty(),
        "{tally}\n{}",
        tally.faults.join("\n")
    );
    assert!(tally.statements >= 4, "{tally}");
    assert!(tally.struck + outages >= tally.schedules, "{tally}");
    assert!(tally.struck * 2 > tally.schedules, "{tally}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_cut_at_every_statement() {
    let cuts = [Fault::CutBefore, Fault::CutAfter, Fault::CutInAnswer];
    if let Some(tally) = outages::run(&cuts.map(Outage::Cut), 1, true).await {
        assert_held(&tally, cuts.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_is_away_or_silent_from_every_statement_on() {
    let away = [
        Outage::Away(Fault::CutAfter),
        Outage::Silence(Fault::HoldAfter),
    ];
    if let Some(tally) = outages::run(&away, 1, true).await {
        assert_held(&tally, away.len());
        assert!(
            tally.refused > 0 && tally.done + tally.pending > 0,
            "{tally}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_killed_and_started_again_at_every_other_statement() {
    let killed = [Outage::Killed(Fault::HoldAfter)];
    if let Some(tally) = outages::run(&killed, 2, true).await {
        assert_held(&tally, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_hangs_while_a_purchase_is_recorded() {
    let hung = [Outage::Hung(Fault::HoldBefore)];
    if let Some(tally) = outages::run(&hung, 4, true).await {
        assert_held(&tally, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_database_delays_a_purchase() {
    if let Some(tally) = outages::slow(Duration::from_millis(100)).await {
        assert!(tally.faults.is_empty() && tally.done == 1, "{tally:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_connections_or_disk_refuses_and_loses_nothing() {
    for found in [outages::connections().await, outages::disk().await] {
        assert_eq!(found.unwrap_or_default(), [""; 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_with_two_databases_buy_twice() {
    let cut = [Outage::Cut(Fault::CutAfter)];
    if let Some(control) = outages::run(&cut, 3, false).await {
        assert_eq!(control.twice, control.schedules, "{control}");
    }
}
