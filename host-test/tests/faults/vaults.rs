//! Credentials that cannot be reached for a while.

use host_test::calls::Calls;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use host_test::{Rig, rig};
use visual_host::types::{Advice, ErrorKind, Outcome, Purchase};
use visual_host::{
    Credentials, CredentialsError, Journal, Keys, KeysFuture, Progress, Request, VisualHost,
};
use volc_sim::Config;

use crate::faults::{CAT, GENERAL, PROCESS};

/// A vault that is away for so many questions.
#[derive(Clone)]
struct Vault {
    keys: Keys,
    away: Arc<AtomicUsize>,
}

impl Vault {
    fn new(rig: &Rig) -> Vault {
        Vault {
            keys: rig::handed(&rig.keys, &rig.simulator.endpoint()),
            away: Arc::default(),
        }
    }

    fn leaves(&self, questions: usize) {
        self.away.store(questions, Ordering::Relaxed);
    }
}

impl Credentials for Vault {
    fn get(&self) -> KeysFuture<'_> {
        let order = Ordering::Relaxed;
        let one_less = |left: usize| left.checked_sub(1);
        let away = self.away.fetch_update(order, order, one_less).is_ok();
        Box::pin(async move {
            match away {
                true => Err(CredentialsError::unavailable(
                    "the vault is away",
                    "密钥库不可用",
                )),
                false => Ok(self.keys.clone()),
            }
        })
    }
}

fn host(rig: &Rig, vault: &Vault) -> VisualHost {
    let journal = Journal::in_memory();
    rig.host
        .with_credentials(vault.clone())
        .with_journal(journal)
}

#[tokio::test]
async fn a_vault_that_hiccups_ends_no_wait() {
    let rig = Rig::start().await;
    let vault = Vault::new(&rig);
    let host = host(&rig, &vault);
    let options = rig::wait(60_000);
    let order = host
        .order(Request::new(GENERAL, CAT))
        .options(options.clone());
    let hiccups = |step: Progress<'_>| {
        if let Progress::Pending(pending) = step
            && pending.status.is_none()
        {
            vault.leaves(3);
        }
    };
    let answer = order.clone().on_progress(hiccups).outcome().await;
    assert!(matches!(answer, Ok(Outcome::Done(_))), "{answer:?}");
    assert_eq!(rig.meter().accepted, 1);
}

/// A wait inside the component.
#[tokio::test]
async fn a_vault_that_hiccups_ends_no_call_of_the_component() {
    let rig = Rig::start().await;
    let vault = Vault::new(&rig);
    let host = host(&rig, &vault);
    for tool in [GENERAL, PROCESS] {
        let bought = rig.meter().accepted;
        vault.leaves(2);
        let done = crate::faults::run_for(&host, tool, 60_000).await.done();
        assert_eq!(done.media.len(), 1);
        assert_eq!(rig.meter().accepted, bought + 1);
    }
}

#[tokio::test]
async fn a_vault_that_stays_away_leaves_the_task() {
    let rig = Rig::with(Config {
        queue_ms: 600_000,
        ..Config::default()
    })
    .await;
    let vault = Vault::new(&rig);
    let host = host(&rig, &vault);
    let task = crate::faults::run_for(&host, GENERAL, 0)
        .await
        .pending()
        .task;
    vault.leaves(usize::MAX);
    let waits = std::time::Duration::from_secs(3);
    for answer in [
        host.task_resume(&task, Some(3_000)).await,
        host.task(task.clone()).outcome(waits).await,
    ] {
        let Ok(Outcome::Pending(pending)) = answer else {
            panic!("{answer:?}");
        };
        assert_eq!(pending.task.id, task.id);
        assert!(
            pending.warnings[0].message.contains("credentials"),
            "{:?}",
            pending.warnings
        );
    }
    // Who asks once is told at once, with the task and what to do with it.
    let error = rig::failure(host.task_status(&task).await);
    assert_eq!(
        (error.kind, error.advice, error.purchase),
        (
            ErrorKind::NoCredentials,
            Advice::CollectTask,
            Purchase::Made
        )
    );
    assert_eq!(error.task.clone().map(|kept| kept.id), Some(task.id));
}

/// Keys that became malformed cost no task either.
#[tokio::test]
async fn malformed_keys_keep_the_task() {
    let rig = Rig::start().await;
    let task = crate::faults::run_for(&rig.host, GENERAL, 0)
        .await
        .pending()
        .task;
    let broken = Keys::new("AKLT1", "se cret").with_endpoint(&rig.simulator.endpoint());
    let host = rig
        .host
        .with_credentials(visual_host::StaticKeys::new(broken));
    let minute = std::time::Duration::from_secs(60);
    for answer in [
        host.task_status(&task).await,
        host.task(task.clone()).outcome(minute).await,
    ] {
        let error = rig::failure(answer);
        assert_eq!(error.field.as_deref(), Some("secret-access-key"));
        rig::assert_error(&error, ErrorKind::RejectedCredentials, Purchase::Made);
        assert_eq!(
            error.task.clone().map(|kept| kept.id).as_ref(),
            Some(&task.id)
        );
    }
}
