//! Keys: where they go, whose they are, whether they are good.

use host_test::calls::Calls;
use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use host_test::{Rig, rig};
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use visual_host::types::{ErrorKind, Purchase};
use visual_host::{Credentials, Egress, Keys, KeysFuture, StaticKeys};
use volc_sim::Config;

use crate::defects::{CAT, GENERAL, OLD};

#[tokio::test]
async fn defect_06_keys_never_travel_in_clear() {
    let rig = Rig::start().await;
    // Even loopback only where the host has switched it on.
    let strict = rig.host.with_egress(Egress::default());
    let error = rig::failure(strict.invoke(GENERAL, CAT, None).await);
    assert_eq!(error.kind, ErrorKind::DeniedByHost);
    assert_eq!(error.field.as_deref(), Some("endpoint"));
    assert!(error.refused_before_sending());
    for endpoint in [
        "http://visual.volcengineapi.com",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
    ] {
        let keys = Keys::new("AKLT1", "c2VjcmV0").with_endpoint(endpoint);
        let host = rig.host.with_credentials(StaticKeys::new(keys));
        for error in [
            rig::failure(host.invoke(GENERAL, CAT, None).await),
            rig::failure(host.check_credentials().await),
        ] {
            assert_eq!(error.kind, ErrorKind::DeniedByHost, "{endpoint}");
            assert!(error.refused_before_sending(), "{endpoint}: {error:?}");
        }
    }
    rig.assert_untouched();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn defect_07_two_tenants_never_share_keys() {
    const CALLS: u64 = 1_000;
    let tenants = [volc_sim::Keys::generate(), volc_sim::Keys::generate()];
    let config = Config {
        keys: tenants.to_vec(),
        ..Config::default()
    };
    let simulator = volc_sim::Simulator::start(config).await.unwrap();
    let endpoint = simulator.endpoint();
    let shared = rig::host(StaticKeys::new(Keys::new("", "")));
    let hosts = tenants.clone().map(|keys| {
        let keys = rig::handed(&keys, &endpoint);
        shared.with_credentials(StaticKeys::new(keys))
    });

    let places = Arc::new(Semaphore::new(16));
    let mut calls = JoinSet::new();
    for number in 0..CALLS * 2 {
        let tenant = number % 2;
        let (host, places) = (hosts[tenant as usize].clone(), places.clone());
        calls.spawn(async move {
            let _place = places.acquire_owned().await.unwrap();
            let id = format!("{}{:018}", tenant + 1, number);
            let error = rig::failure(host.task_status(&rig::task(&id, OLD)).await);
            // The signature was accepted; only the task is not there.
            assert_eq!(error.kind, ErrorKind::TaskGone, "{error:?}");
        });
    }
    while let Some(call) = calls.join_next().await {
        call.unwrap();
    }

    let seen = simulator.requests();
    let mut ids = HashSet::new();
    let wrong = seen.iter().filter(|seen| {
        let body: Value = serde_json::from_slice(&seen.body).unwrap();
        let id = body["task_id"].as_str().unwrap().to_owned();
        let tenant = if id.starts_with('1') { 0 } else { 1 };
        ids.insert(id);
        seen.access_key_id.as_deref() != Some(tenants[tenant].access_key_id.as_str())
    });
    assert_eq!(wrong.count(), 0, "signed with the other tenant's key");
    assert_eq!(ids.len() as u64, CALLS * 2);
    assert_eq!(seen.len() as u64, CALLS * 2);
}

/// Gives the first tenant's keys so many times, then the second's.
struct Rotating {
    tenants: [Keys; 2],
    first: usize,
    asked: AtomicUsize,
}

impl Credentials for Rotating {
    fn get(&self) -> KeysFuture<'_> {
        let asked = self.asked.fetch_add(1, Ordering::SeqCst);
        let keys = self.tenants[usize::from(asked >= self.first)].clone();
        Box::pin(async move { Ok(keys) })
    }
}

#[tokio::test]
async fn defect_07_keys_that_change_meanwhile_are_never_mixed() {
    let tenants = [volc_sim::Keys::generate(), volc_sim::Keys::generate()];
    for first in 0..6 {
        let simulator = volc_sim::Simulator::start(Config {
            keys: tenants.to_vec(),
            ..Config::default()
        })
        .await
        .unwrap();
        let endpoint = simulator.endpoint();
        let host = rig::host(Rotating {
            tenants: tenants.each_ref().map(|keys| rig::handed(keys, &endpoint)),
            first,
            asked: AtomicUsize::new(0),
        });
        for _ in 0..2 {
            host.check_credentials().await.unwrap();
        }
        // Each request carries a signature that fits its key.
        let seen = simulator.requests();
        assert_eq!(seen.len(), 2);
        assert!(seen.iter().all(|seen| seen.accepted), "{seen:?}");
    }
}

#[tokio::test]
async fn defect_12_credentials_are_checked_at_no_cost() {
    let good = volc_sim::Keys::generate();
    let expired = volc_sim::Keys {
        token_expired: true,
        ..volc_sim::Keys::generate().with_token("STS2expired")
    };
    let powerless = volc_sim::Keys {
        may_use_cv: false,
        ..volc_sim::Keys::generate()
    };
    let inactive = volc_sim::Keys {
        activated: Some(Vec::new()),
        ..volc_sim::Keys::generate()
    };
    let simulator = volc_sim::Simulator::start(Config {
        keys: vec![
            good.clone(),
            expired.clone(),
            powerless.clone(),
            inactive.clone(),
        ],
        ..Config::default()
    })
    .await
    .unwrap();
    let ask = async |keys: &volc_sim::Keys| {
        let keys = rig::handed(keys, &simulator.endpoint());
        rig::host(StaticKeys::new(keys)).check_credentials().await
    };

    let accepted = ask(&good).await.unwrap();
    assert_eq!(accepted.endpoint, simulator.endpoint());
    assert!(accepted.request_id.is_some() && accepted.warnings.is_empty());
    let warned = ask(&inactive).await.unwrap().warnings;
    assert!(
        warned.len() == 1 && warned[0].message.contains("not activated"),
        "{warned:?}"
    );

    let wrong_id = volc_sim::Keys::new("AKLTwrong", &good.secret_access_key);
    let wrong_secret = volc_sim::Keys::new(&good.access_key_id, "d3Jvbmc=");
    let late = Rig::with(Config {
        clock_offset_seconds: 86_400,
        ..Config::default()
    })
    .await;
    let told = [
        rig::failure(ask(&wrong_id).await),
        rig::failure(ask(&wrong_secret).await),
        rig::failure(ask(&expired).await),
        rig::failure(ask(&powerless).await),
        rig::failure(late.host.check_credentials().await),
    ];
    let told = told.each_ref().map(|error| {
        assert_eq!(error.purchase, Purchase::NotMade);
        let (code, field) = (error.code.as_deref(), error.field.as_deref());
        (
            error.kind,
            code.unwrap_or_default(),
            field.unwrap_or_default(),
        )
    });
    let rejected = ErrorKind::RejectedCredentials;
    assert_eq!(
        told,
        [
            (rejected, "InvalidAccessKey", "access-key-id"),
            (rejected, "SignatureDoesNotMatch", "secret-access-key"),
            (rejected, "InvalidSecretToken", "session-token"),
            (ErrorKind::NotPermitted, "AccessDenied", ""),
            (ErrorKind::ClockSkew, "InvalidTimestamp", "clock"),
        ]
    );
    let bought = simulator.meter().accepted + late.meter().accepted;
    assert_eq!(bought, 0);
    let seen = simulator.requests();
    assert!(seen.iter().all(|seen| seen.action.ends_with("GetResult")));
    assert_eq!(seen.len(), 6);
}
