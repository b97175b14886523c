//! Accounts whose keys change, and parties that share a host.

use crate::idempotency::{CAT, GENERAL, id, order, states};
use host_test::{Rig, rig};
use std::sync::atomic::{AtomicUsize, Ordering};
use visual_host::types::{ErrorKind, Outcome};
use visual_host::{Credentials, EntryState, Journal, Keys, KeysFuture, Request};
use volc_sim::{Config, Fault, Simulator, Target, What};

/// Gives other keys each time.
struct Rotating {
    keys: Vec<Keys>,
    given: AtomicUsize,
    account: Option<&'static str>,
}

impl Credentials for Rotating {
    fn get(&self) -> KeysFuture<'_> {
        let place = self.given.fetch_add(1, Ordering::Relaxed) % self.keys.len();
        let keys = self.keys[place].clone();
        Box::pin(async move { Ok(keys) })
    }

    fn account(&self, keys: &Keys) -> String {
        self.account.unwrap_or(keys.account()).to_owned()
    }
}

/// A service that takes three keys, and credentials that rotate through them.
async fn rotating(account: Option<&'static str>) -> (Simulator, Rotating) {
    let keys: Vec<_> = (0..3).map(|_| volc_sim::Keys::generate()).collect();
    let config = Config {
        keys: keys.clone(),
        ..Config::default()
    };
    let simulator = Simulator::start(config).await.unwrap();
    let endpoint = simulator.endpoint();
    let credentials = Rotating {
        keys: keys
            .iter()
            .map(|keys| rig::handed(keys, &endpoint))
            .collect(),
        given: AtomicUsize::new(0),
        account,
    };
    (simulator, credentials)
}

#[tokio::test]
async fn an_account_with_a_name_keeps_its_keys_of_idempotency() {
    let (simulator, credentials) = rotating(Some("team")).await;
    let host = rig::host(credentials).with_journal(Journal::in_memory());
    let wait = rig::wait(0);
    let first = id(&order(&host, "i", &wait).await.unwrap());
    for _ in 0..3 {
        assert_eq!(id(&order(&host, "i", &wait).await.unwrap()), first);
    }
    assert_eq!(simulator.meter().accepted, 1);
}

/// Keys that change between the journal and the request would buy for another
/// account than the one that was written down.
#[tokio::test]
async fn an_order_is_bought_with_the_keys_that_it_was_written_down_for() {
    let (simulator, credentials) = rotating(None).await;
    let ids: Vec<_> = credentials
        .keys
        .iter()
        .map(|keys| keys.account().to_owned())
        .collect();
    let host = rig::host(credentials).with_journal(Journal::in_memory());
    let busy = crate::idempotency::busy(50429);
    simulator.inject(Fault::once(Target::AnySubmit, busy));
    let bought = order(&host, "i", &rig::wait(20_000)).await;
    let seen = simulator.requests();
    let submits = seen.iter().filter(|seen| seen.action.contains("Submit"));
    let signed: Vec<_> = submits.map(|seen| seen.access_key_id.clone()).collect();
    let expected = ids.first().cloned();
    assert_eq!(signed, [expected.clone(), expected], "{bought:?}");
}

#[tokio::test]
async fn parties_of_one_host_have_their_own_budgets_and_entries() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let host = host.with_max_calls(Some(1));
    let wait = rig::wait(0);
    let (one, other) = (host.with_tenant("one"), host.with_tenant("other"));
    for tenant in [&one, &other] {
        assert!(order(tenant, "i", &wait).await.is_ok());
        let error = rig::failure(order(tenant, "j", &wait).await);
        assert_eq!(error.kind, ErrorKind::LimitReached);
        // Also when it is another handle on the same party.
        let again = host.with_tenant("one");
        let unnamed = again
            .order(Request::new(GENERAL, CAT))
            .options(wait.clone());
        assert!(unnamed.outcome().await.is_err());
    }
    assert_eq!(rig.meter().accepted, 2);
    assert_eq!(
        (states(&host), states(&one)),
        (vec![], vec![EntryState::Pending])
    );
}

#[tokio::test]
async fn parties_do_not_forget_what_is_anothers() {
    let rig = Rig::start().await;
    let host = rig.host.with_journal(Journal::in_memory());
    let (one, other) = (host.with_tenant("one"), host.with_tenant("other"));
    let lost = What::AfterWork(Box::new(What::Reset));
    rig.simulator.inject(Fault::always(Target::AnySubmit, lost));
    for tenant in [&one, &other] {
        assert!(order(tenant, "i", &rig::wait(20_000)).await.is_err());
    }
    rig.simulator.clear_faults();
    assert_eq!(host.journal().forget("i").unwrap(), 0);
    assert_eq!(one.journal().forget("i").unwrap(), 1);
    assert_eq!(states(&other), [EntryState::Unknown]);
    let done = order(&one, "i", &rig::wait(20_000)).await;
    assert!(matches!(done, Ok(Outcome::Done(_))), "{done:?}");
    assert!(order(&other, "i", &rig::wait(20_000)).await.is_err());
    assert_eq!(rig.meter().accepted, 3);
}
