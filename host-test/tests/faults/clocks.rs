//! F13: clocks that disagree.

use host_test::calls::Calls;
use host_test::{Rig, all_of, rig};
use visual_host::types::{Advice, Error, ErrorKind, Outcome, Purchase, Task};
use volc_sim::{Config, Fault, Target, What};

use crate::faults::{GENERAL, OLD, SOME, run_for, submits};

const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;

/// A task that is still known days later.
fn lasting() -> Config {
    Config {
        task_seconds: 3 * 24 * 3_600,
        ..Config::default()
    }
}

fn both_ways(amounts: &[i64]) -> Vec<i64> {
    amounts
        .iter()
        .flat_map(|amount| [*amount, -*amount])
        .collect()
}

/// That the error says, in both languages, how far this clock is off where the
/// service's is so many seconds ahead of it.
fn assert_told(error: &Error, ahead: i64) {
    assert_eq!(error.kind, ErrorKind::ClockSkew, "{error:?}");
    assert_eq!(error.advice, Advice::FixAccount);
    assert_eq!(error.field.as_deref(), Some("clock"));
    assert_eq!(error.code.as_deref(), Some("InvalidTimestamp"));
    let minutes = ahead.abs() / MINUTE;
    let (en, zh) = match ahead > 0 {
        true => (
            format!("{minutes} min slow"),
            format!("时钟慢 {minutes} 分钟"),
        ),
        false => (
            format!("{minutes} min fast"),
            format!("时钟快 {minutes} 分钟"),
        ),
    };
    assert!(error.message.contains(&en), "{en}: {}", error.message);
    assert!(error.message_zh.contains(&zh), "{zh}: {}", error.message_zh);
}

#[tokio::test]
async fn f13_a_clock_within_the_window_does() {
    all_of(
        both_ways(&[MINUTE, 5 * MINUTE, 14 * MINUTE]),
        |ahead: i64| async move {
            let rig = Rig::with(Config {
                clock_offset_seconds: ahead,
                ..Config::default()
            })
            .await;
            let done = run_for(&rig.host, GENERAL, 20_000).await.done();
            assert_eq!((done.media.len(), done.warnings.len()), (1, 0));
            rig.host.check_credentials().await.unwrap();
        },
    )
    .await;
}

#[tokio::test]
async fn f13_a_clock_beyond_the_window_buys_nothing_and_is_named() {
    all_of(both_ways(&[16 * MINUTE, DAY]), |ahead: i64| async move {
        let rig = Rig::with(Config {
            clock_offset_seconds: ahead,
            ..Config::default()
        })
        .await;
        let error = run_for(&rig.host, GENERAL, 20_000).await.error();
        assert_told(&error, ahead);
        assert_eq!(error.purchase, Purchase::NotMade);
        assert_eq!((submits(&rig), rig.meter().accepted), (1, 0));
        let error = rig::failure(rig.host.check_credentials().await);
        assert_told(&error, ahead);
    })
    .await;
}

async fn finished(rig: &Rig) -> Task {
    let done = run_for(&rig.host, GENERAL, 20_000).await.done();
    done.task.expect("a task")
}

/// The clock goes wrong after the submit.
#[tokio::test]
async fn f13_a_query_is_asked_once_more_by_the_services_clock() {
    all_of(both_ways(&[16 * MINUTE, DAY]), |ahead: i64| async move {
        let rig = Rig::with(lasting()).await;
        let task = finished(&rig).await;
        rig.simulator.advance_clock(ahead);
        for wait_ms in [0, 2_000] {
            let before = rig.count("GetResult");
            let outcome = match wait_ms {
                0 => rig.host.task_status(&task).await,
                wait => rig.host.task_resume(&task, Some(wait)).await,
            };
            let warnings = match outcome {
                Ok(Outcome::Done(done)) if ahead > 0 => done.warnings,
                // By the earlier clock the job has not begun.
                Ok(Outcome::Pending(pending)) if ahead < 0 => {
                    assert_eq!(pending.status.as_deref(), Some("in_queue"));
                    pending.warnings
                }
                other => panic!("{other:?}"),
            };
            let told = warnings
                .iter()
                .any(|warning| warning.message.contains("clock"));
            assert!(told, "{warnings:?}");
            let queries = &rig.calls()[1 + before..];
            let refused = queries.iter().filter(|query| !query.accepted).count();
            assert_eq!(refused, 1, "corrected once for all that follow");
        }
        assert_eq!(rig.meter().accepted, 1);
    })
    .await;
}

/// A service that stays unhappy with any clock is asked twice.
#[tokio::test]
async fn f13_a_correction_that_does_not_help_is_the_last() {
    let rig = Rig::start().await;
    let refusal = What::gateway(401, Some(100_006), "InvalidTimestamp", "Request is expired");
    rig.simulator
        .inject(Fault::always(Target::AnyQuery, refusal));
    rig.simulator.advance_clock(-16 * MINUTE);
    let task = rig::task(SOME, OLD);
    let error = rig::failure(rig.host.task_resume(&task, Some(20_000)).await);
    assert_told(&error, -16 * MINUTE);
    assert_eq!(error.purchase, Purchase::Made);
    assert_eq!(error.task.clone().map(|task| task.id), Some(task.id));
    assert_eq!(rig.calls().len(), 2);
}

/// Without the service's time nothing can be corrected.
#[tokio::test]
async fn f13_without_a_date_nothing_is_guessed() {
    for date in [None, Some("yesterday".to_owned())] {
        let rig = Rig::start().await;
        let task = finished(&rig).await;
        rig.simulator.advance_clock(16 * MINUTE);
        rig.simulator
            .inject(Fault::always(Target::AnyQuery, What::Date(date)));
        let before = rig.calls().len();
        let error = rig::failure(rig.host.task_resume(&task, Some(20_000)).await);
        rig::assert_error(&error, ErrorKind::ClockSkew, Purchase::Made);
        assert_eq!(rig.calls().len(), before + 1);
    }
}
