//! F16: jobs that are cancelled, and callers that leave, at every step of a job.

use host_test::calls::Calls;
use std::time::Duration;

use host_test::{Rig, rig};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use visual_host::types::Cancellation;
use visual_host::types::{ErrorKind, Outcome, Task};
use visual_host::{EntryState, Journal, Request, VisualHost};
use volc_sim::{Fault, Held, Target, What};

use crate::faults::{CAT, GENERAL, VIDEO, run_for};

/// Jobs wait in the queue until they are held elsewhere, or released.
async fn slow() -> Rig {
    let rig = Rig::start().await;
    rig.simulator.hold_tasks(Held::InQueue);
    rig
}

/// Brings all jobs to a stage.
fn advance(rig: &Rig, word: &str) {
    match word {
        "in_queue" => rig.simulator.hold_tasks(Held::InQueue),
        "generating" => rig.simulator.hold_tasks(Held::Generating),
        _ => rig.simulator.release_tasks(),
    }
}

async fn submitted(rig: &Rig, tool: &str) -> Task {
    run_for(&rig.host, tool, 0).await.pending().task
}

/// The same job, submitted so long ago that it must be found.
fn aged(mut task: Task) -> Task {
    task.submitted_at -= crate::faults::OLD;
    task
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
        for word in ["in_queue", "generating", "done"] {
            for asked_before in [false, true] {
                let rig = slow().await;
                let task = submitted(&rig, tool).await;
                advance(&rig, word);
                if asked_before {
                    assert_eq!(status(&rig, &task).await, word);
                }
                let cancelled = rig.host.task_cancel(&task).await.unwrap();
                let after = rig.host.task_status(&task).await;
                match word {
                    "in_queue" => {
                        // The service no longer knows it, or not yet: it is young.
                        assert_eq!(cancelled, Cancellation::Asked);
                        let Ok(Outcome::Pending(pending)) = after else {
                            panic!("a young job that is not found: {after:?}");
                        };
                        assert_eq!(pending.status.as_deref(), Some("not_found"));
                    }
                    word => {
                        let expected = match word {
                            "done" => Cancellation::Done,
                            _ => Cancellation::NotCancellable,
                        };
                        assert_eq!(cancelled, expected);
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
    for (stage, state) in [
        ("in_queue", EntryState::Failed),
        ("generating", EntryState::Pending),
    ] {
        let rig = slow().await;
        let host = rig.host.with_journal(Journal::in_memory());
        let wait = rig::wait(0);
        let order = host
            .order(Request::new(GENERAL, CAT))
            .idempotency_key("i")
            .options(wait.clone());
        let Ok(Outcome::Pending(pending)) = order.clone().outcome().await else {
            panic!("not submitted");
        };
        advance(&rig, stage);
        host.task_cancel(&aged(pending.task)).await.unwrap();
        assert_eq!(host.journal().entries().unwrap()[0].state, state);
    }
}

/// The request was accepted, and the state of the task is unknown.
#[tokio::test]
async fn f16_a_job_that_may_run_on_is_asked_to_stop() {
    for what in [
        What::TaskStatus("in_queue".to_owned()),
        What::Reset,
        What::reply(503, &[], "busy"),
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
async fn f16_a_cancellation_is_sent_once() {
    let rig = slow().await;
    let task = submitted(&rig, GENERAL).await;
    let business = |code| What::business(500, code, "no");
    for (what, kind) in [
        (What::Reset, ErrorKind::Network),
        (What::CloseAfter(30), ErrorKind::Network),
        (What::CutBody(9), ErrorKind::BadReply),
        (business(50500), ErrorKind::ServiceFailed),
        (business(50429), ErrorKind::RateLimited),
        (What::reply(503, &[], "busy"), ErrorKind::BadReply),
    ] {
        let before = rig.count("CVCancelTask");
        let on = Target::Action("CVCancelTask".to_owned());
        rig.simulator.inject(Fault::once(on, what));
        let error = rig::failure(rig.host.task_cancel(&task).await);
        assert_eq!(error.kind, kind, "{error:?}");
        assert_eq!(
            error.task.clone().map(|kept| kept.id).as_ref(),
            Some(&task.id)
        );
        assert_eq!(rig.count("CVCancelTask"), before + 1);
    }
    assert_eq!(rig.meter().accepted, 1);
}

/// The request comes while another call waits for the task.
#[tokio::test]
async fn f16_who_waits_for_a_cancelled_job_is_told() {
    let rig = slow().await;
    let submitted = submitted(&rig, GENERAL).await;
    let task = aged(submitted);
    let (host, waited) = (rig.host.clone(), task.clone());
    let waiting = tokio::spawn(async move { host.task_resume(&waited, Some(15_000)).await });
    rig.simulator.arrived(&Target::AnyQuery, 1).await;
    assert_eq!(
        rig.host.task_cancel(&task).await.unwrap(),
        Cancellation::Confirmed
    );
    let error = rig::failure(waiting.await.unwrap());
    assert_eq!(error.kind, ErrorKind::TaskGone);
    assert_eq!(rig.count("CVCancelTask"), 1);
    let again = rig::failure(rig.host.task_cancel(&task).await);
    assert_eq!(again.task.clone().map(|task| task.id), Some(task.id));
}

/// A call that its caller leaves after so many requests; in the middle of the
/// last one, where it is `unanswered`.
struct Leaving {
    requests: usize,
    unanswered: bool,
}

/// More than the longest pause before the queries that are made here.
const INTERVAL: Duration = Duration::from_millis(3_250);

/// Returns when everything that is on its way has come: all of this runs in one thread, and what is sent now comes
/// last.
async fn settled(rig: &Rig) {
    let address = rig.simulator.endpoint().replace("http://", "");
    let mut line = TcpStream::connect(&address).await.unwrap();
    let request =
        format!("GET /media/none HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    line.write_all(request.as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    // Faults befall it too.
    let patience = Duration::from_millis(200);
    _ = tokio::time::timeout(patience, line.read_to_end(&mut reply)).await;
}

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
        let before = rig.calls().len();
        if self.unanswered {
            // None, for the requests before the last one.
            let spared = Fault {
                on: Target::Any,
                times: Some(self.requests as u32 - 1),
                what: What::Delay(0),
            };
            rig.simulator.inject(spared);
            rig.simulator.inject(Fault::always(Target::Any, What::Hang));
        }
        let running = tokio::spawn(call(rig.host.clone()));
        let all = before + self.requests;
        rig.simulator.arrived(&Target::Any, all).await;
        if !self.unanswered {
            settled(rig).await;
        }
        running.abort();
        assert!(running.await.unwrap_err().is_cancelled());
        settled(rig).await;
        let sent = rig.calls().len();
        tokio::time::sleep(INTERVAL).await;
        assert_eq!(rig.calls().len(), sent, "requests after the caller left");
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
            rig.simulator.release_tasks();
            let collected = rig.host.task_resume(&task, Some(10_000)).await;
            assert!(matches!(collected, Ok(Outcome::Done(_))), "{collected:?}");
            assert_eq!(rig.meter().accepted, 1);
        });
    }
    watched.join_all().await;
}
