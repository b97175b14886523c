//! F16: jobs that are cancelled, and callers that leave, at every step of a job.

use std::time::{Duration, Instant};

use host_test::{Rig, rig};
use visual_host::tasks::Cancellation;
use visual_host::types::{ErrorKind, Outcome, Task};
use visual_host::{IntentState, Journal, Order, VisualHost};
use volc_sim::{Config, Fault, Target, What};

use crate::{CAT, GENERAL, VIDEO, run_for};

/// How long each stage of a job takes, in seconds: they end when the clock is moved.
const STAGE: u64 = 60;

async fn slow() -> Rig {
    Rig::with(Config {
        queue_ms: STAGE * 1_000,
        generate_ms: STAGE * 1_000,
        ..Config::default()
    })
    .await
}

async fn submitted(rig: &Rig, tool: &str) -> Task {
    run_for(&rig.host, tool, 0).await.pending().task
}

async fn status(rig: &Rig, task: &Task) -> String {
    match rig.host.task_status(task).await {
        Ok(Outcome::Pending(pending)) => pending.status.unwrap_or_default(),
        Ok(Outcome::Done(_)) => "done".to_owned(),
        Err(error) => panic!("{error:?}"),
    }
}

#[tokio::test]
async fn f16_a_job_is_cancelled_while_it_is_queued_and_not_later() {
    for tool in [GENERAL, VIDEO] {
        for (stage, word) in ["in_queue", "generating", "done"].into_iter().enumerate() {
            for asked_before in [false, true] {
                let rig = slow().await;
                let task = submitted(&rig, tool).await;
                rig.simulator.advance_clock((STAGE as usize * stage) as i64);
                if asked_before {
                    assert_eq!(status(&rig, &task).await, word);
                }
                let cancelled = rig.host.task_cancel(&task).await.unwrap();
                let after = rig.host.task_status(&task).await;
                match word {
                    "in_queue" => {
                        // The service no longer knows it.
                        assert_eq!(cancelled, Cancellation::Confirmed);
                        let Ok(Outcome::Pending(pending)) = after else {
                            panic!("a young job that is not found: {after:?}");
                        };
                        assert_eq!(pending.status.as_deref(), Some("not_found"));
                    }
                    _ => {
                        assert_eq!(cancelled, Cancellation::NotCancellable);
                        assert!(after.is_ok(), "{after:?}");
                    }
                }
                assert_eq!(rig.count("CVCancelTask"), 1);
                assert_eq!(rig.meter().accepted, 1);
            }
        }
    }
}

#[tokio::test]
async fn f16_a_cancelled_job_is_no_longer_open() {
    for (stage, state) in [(0, IntentState::Failed), (1, IntentState::Pending)] {
        let rig = slow().await;
        let host = rig.host.with_journal(Journal::in_memory().unwrap());
        let wait = rig::wait(0);
        let order = Order::new(GENERAL, CAT)
            .with_intent("i")
            .with_options(&wait);
        let Ok(Outcome::Pending(pending)) = host.order(&order, &|_| {}).await else {
            panic!("not submitted");
        };
        rig.simulator.advance_clock(STAGE as i64 * stage);
        host.task_cancel(&pending.task).await.unwrap();
        assert_eq!(host.journal().entries().unwrap()[0].state, state);
    }
}

/// The wish was taken, and what became of the job cannot be told.
#[tokio::test]
async fn f16_a_job_that_may_run_on_is_asked_to_stop() {
    for what in [
        What::TaskStatus("in_queue".to_owned()),
        What::Reset,
        crate::reply(503, &[], "busy"),
    ] {
        let rig = slow().await;
        let task = submitted(&rig, GENERAL).await;
        rig.simulator.inject(Fault::once(Target::AnyQuery, what));
        let cancelled = rig.host.task_cancel(&task).await.unwrap();
        assert_eq!(cancelled, Cancellation::Asked);
        assert_eq!((rig.count("CVCancelTask"), rig.count("GetResult")), (1, 1));
    }
}

/// However the question goes wrong, it is asked once, and the task is kept.
#[tokio::test]
async fn f16_a_wish_to_cancel_is_uttered_once() {
    let rig = slow().await;
    let task = submitted(&rig, GENERAL).await;
    let business = |code| What::BusinessCode {
        status: 500,
        code,
        message: "no".to_owned(),
    };
    for (what, kind) in [
        (What::Reset, ErrorKind::Network),
        (What::CloseAfter(30), ErrorKind::Network),
        (What::CutBody(9), ErrorKind::BadReply),
        (business(50500), ErrorKind::ServiceFailed),
        (business(50429), ErrorKind::RateLimited),
        (crate::reply(503, &[], "busy"), ErrorKind::BadReply),
    ] {
        let before = rig.count("CVCancelTask");
        let on = Target::Action("CVCancelTask".to_owned());
        rig.simulator.inject(Fault::once(on, what));
        let error = rig::failure(rig.host.task_cancel(&task).await).error;
        assert_eq!(error.kind, kind, "{error:?}");
        assert_eq!(error.task.map(|kept| kept.id).as_ref(), Some(&task.id));
        assert_eq!(rig.count("CVCancelTask"), before + 1);
    }
    assert_eq!(rig.meter().accepted, 1);
}

/// The wish comes while another call waits for the job.
#[tokio::test]
async fn f16_who_waits_for_a_cancelled_job_is_told() {
    let rig = slow().await;
    let submitted = submitted(&rig, GENERAL).await;
    // Soon old enough that it must be found.
    let task = Task {
        submitted_at: submitted.submitted_at - 8,
        ..submitted
    };
    let (host, waited) = (rig.host.clone(), task.clone());
    let waiting = tokio::spawn(async move { host.task_resume(&waited, Some(15_000)).await });
    asked(&rig, "GetResult", 1).await;
    assert_eq!(
        rig.host.task_cancel(&task).await.unwrap(),
        Cancellation::Confirmed
    );
    let error = rig::failure(waiting.await.unwrap()).error;
    assert_eq!(error.kind, ErrorKind::TaskGone);
    assert_eq!(rig.count("CVCancelTask"), 1);
    let again = rig::failure(rig.host.task_cancel(&task).await).error;
    assert_eq!(again.task.map(|task| task.id), Some(task.id));
}

/// Waits until so many requests with this word in their action came.
async fn asked(rig: &Rig, word: &str, times: usize) {
    let begun = Instant::now();
    while rig.count(word) < times {
        assert!(begun.elapsed() < Duration::from_secs(20), "{word}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// A call that its caller leaves after so many requests; in the middle of the
/// last one, where it is `unanswered`.
struct Leaving {
    requests: usize,
    unanswered: bool,
}

/// The longest pause before the queries that are made here, in milliseconds.
const INTERVAL: Duration = Duration::from_millis(2_250);

impl Leaving {
    fn steps() -> impl Iterator<Item = Leaving> {
        (1..=3).flat_map(|requests| {
            [true, false].map(|unanswered| Leaving {
                requests,
                unanswered,
            })
        })
    }

    /// Makes the call, leaves it, and watches for what still comes.
    async fn leave<F>(&self, rig: &Rig, call: impl FnOnce(VisualHost) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let calm = self.requests - usize::from(self.unanswered);
        let before = rig.calls().len();
        let running = tokio::spawn(call(rig.host.clone()));
        asked(rig, "", before + calm).await;
        if self.unanswered {
            rig.simulator.inject(Fault::always(Target::Any, What::Hang));
            asked(rig, "", before + self.requests).await;
        }
        running.abort();
        assert!(running.await.unwrap_err().is_cancelled());
        let left = Instant::now();
        tokio::time::sleep(INTERVAL + crate::SLACK).await;
        let late = rig.calls().into_iter().filter(|call| call.at > left);
        assert_eq!(late.count(), 0, "requests after the caller left");
        rig.simulator.clear_faults();
    }
}

#[tokio::test]
async fn f16_nothing_is_sent_for_a_caller_who_left() {
    let mut watched = tokio::task::JoinSet::new();
    for leaving in Leaving::steps() {
        watched.spawn(async move {
            let rig = slow().await;
            let call = |host: VisualHost| async move {
                let wait = rig::wait(60_000);
                let answer = host.invoke(GENERAL, CAT, Some(&wait)).await;
                panic!("it goes on: {answer:?}");
            };
            leaving.leave(&rig, call).await;
            assert_eq!(rig.meter().accepted, 1);
            assert_eq!(rig.count("CVCancelTask"), 0, "nobody asked for that");
        });
    }
    watched.join_all().await;
}

#[tokio::test]
async fn f16_a_job_whose_caller_left_can_be_collected() {
    let mut watched = tokio::task::JoinSet::new();
    for leaving in Leaving::steps() {
        watched.spawn(async move {
            let rig = slow().await;
            let task = submitted(&rig, GENERAL).await;
            let waited = task.clone();
            let call = |host: VisualHost| async move {
                let answer = host.task_resume(&waited, Some(60_000)).await;
                panic!("it goes on: {answer:?}");
            };
            leaving.leave(&rig, call).await;
            rig.simulator.advance_clock(2 * STAGE as i64);
            let collected = rig.host.task_resume(&task, Some(10_000)).await;
            assert!(matches!(collected, Ok(Outcome::Done(_))), "{collected:?}");
            assert_eq!(rig.meter().accepted, 1);
        });
    }
    watched.join_all().await;
}
