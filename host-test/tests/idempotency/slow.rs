//! What a call waits for beside the service: keys, and the journal.

use crate::idempotency::{GENERAL, order, restarted, states};
use host_test::{Rig, rig};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use visual_host::types::{Advice, ErrorKind, Outcome, Task};
use visual_host::{
    Credentials, CredentialsError, EntryState, Journal, Keys, KeysFuture, Progress, Request,
};

/// What must end by its own deadline; without one it would wait for minutes, or forever.
async fn ends<T>(call: impl Future<Output = T>) -> T {
    let ended = tokio::time::timeout(Duration::from_secs(60), call).await;
    ended.expect("the call keeps its deadline")
}

struct NeverThere;

impl Credentials for NeverThere {
    fn get(&self) -> KeysFuture<'_> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test]
async fn keys_that_never_come_do_not_hold_a_call() {
    let rig = Rig::start().await;
    let host = rig.host.with_credentials(NeverThere);
    let error = rig::failure(ends(order(&host, "i", &rig::wait(5_000))).await);
    assert!(error.refused_before_sending());
    assert_eq!(
        (error.kind, error.advice),
        (ErrorKind::TimedOut, Advice::FixAccount)
    );
    rig.assert_untouched();
}

/// Away when they are asked for first, and back a moment later.
struct Hiccup(AtomicUsize, Keys);

impl Credentials for Hiccup {
    fn get(&self) -> KeysFuture<'_> {
        let first = self.0.fetch_add(1, Ordering::Relaxed) == 0;
        let keys = match first {
            true => Err(CredentialsError::unavailable(
                "the vault sleeps",
                "密钥库休眠中",
            )),
            false => Ok(self.1.clone()),
        };
        Box::pin(async move { keys })
    }
}

/// Under whose account would it be written down?
#[tokio::test]
async fn keys_that_are_away_for_a_moment_buy_nothing() {
    let rig = Rig::start().await;
    let keys = rig::handed(&rig.keys, &rig.simulator.endpoint());
    let host = rig.host.with_journal(Journal::in_memory());
    let host = host.with_credentials(Hiccup(AtomicUsize::new(0), keys));
    let error = rig::failure(order(&host, "i", &rig::wait(20_000)).await);
    assert!(error.refused_before_sending());
    assert_eq!(error.kind, ErrorKind::NoCredentials);
    assert!(error.message.contains("the vault sleeps"), "{error:?}");
    rig.assert_untouched();
    for _ in 0..2 {
        assert!(order(&host, "i", &rig::wait(20_000)).await.is_ok());
    }
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test]
async fn a_journal_that_another_keeps_does_not_hold_a_call() {
    let rig = Rig::start().await;
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let host = restarted(&rig, &place);
    let other = rusqlite::Connection::open(&place).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = rig::failure(ends(order(&host, "i", &rig::wait(5_000))).await);
    assert!(error.refused_before_sending());
    assert_eq!(error.field.as_deref(), Some("journal"));
    rig.assert_untouched();
    // What was begun is carried through, and gives way.
    other.execute_batch("ROLLBACK").unwrap();
    while !states(&host).is_empty() {
        tokio::task::yield_now().await;
    }
    assert!(order(&host, "i", &rig::wait(20_000)).await.is_ok());
    assert_eq!(rig.meter().accepted, 1);
}

/// The task is told, whatever becomes of the journal.
#[tokio::test]
async fn a_task_that_cannot_be_written_down_is_told() {
    let rig = Rig::start().await;
    let directory = tempfile::tempdir().unwrap();
    let place = directory.path().join("journal.db");
    let host = restarted(&rig, &place);
    let other = Mutex::new(rusqlite::Connection::open(&place).unwrap());
    let lock = |sql: &str| other.lock().unwrap().execute_batch(sql).unwrap();
    let watch = |step: Progress<'_>| {
        if let Progress::Submitting = step {
            lock("BEGIN IMMEDIATE");
        }
    };
    let wait = rig::wait(6_000);
    let buy = host
        .order(Request::new(GENERAL, crate::idempotency::CAT))
        .idempotency_key("i")
        .options(wait.clone());
    let answer = ends(buy.on_progress(watch).outcome()).await;
    let Ok(Outcome::Pending(pending)) = answer else {
        panic!("{answer:?}");
    };
    let warning = format!("{:?}", pending.warnings);
    assert!(warning.contains("not in the journal"), "{warning}");
    // What was begun is carried through.
    lock("ROLLBACK");
    while states(&host) != [EntryState::Pending] {
        tokio::task::yield_now().await;
    }
    let entry = host.journal().entries().unwrap().remove(0);
    let task: Task = entry.task.unwrap().parse().unwrap();
    assert_eq!(task.id, pending.task.id);
}
