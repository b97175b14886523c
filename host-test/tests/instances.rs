//! Which calls share an instance, by the counters of the host. The same test
//! shows that the counters count.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use serde_json::json;
use volc_sim::{Config, Kind, Simulator};

use host_test::rig::{Rig, handed, host};
use std::time::Duration;
use visual_host::{StaticKeys, VisualHost};

const TOOL: &str = "jimeng-high-aes-general-v21-l";
const TASK_TOOL: &str = "jimeng-t2i-v30";
/// Longer than any test.
const REST: Duration = Duration::from_secs(3600);

/// Keeps counters by their names and labels.
#[derive(Default)]
struct Counted(Mutex<BTreeMap<String, Arc<AtomicU64>>>);

impl Counted {
    fn get(&self, name: &str) -> u64 {
        let counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counters
            .get(name)
            .map_or(0, |counter| counter.load(Relaxed))
    }

    /// How many instances were made, and how often one was used again.
    fn instances(&self) -> (u64, u64) {
        let count = |source| self.get(&format!("visual_instances_total source={source}"));
        (count("new"), count("rested"))
    }
}

impl Recorder for Counted {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let labels = key.labels().map(|l| format!(" {}={}", l.key(), l.value()));
        let name = key.name().to_owned() + &labels.collect::<String>();
        let mut counters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Counter::from_arc(counters.entry(name).or_default().clone())
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

/// Runs on this thread alone, where the counters are.
fn counted(work: impl AsyncFnOnce(&Counted)) {
    let counted = Counted::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    metrics::with_local_recorder(&counted, || runtime.block_on(work(&counted)));
}

async fn order(host: &VisualHost, tool: &str) {
    let ordered = host.order((tool, json!({ "prompt": "a cat" }))).await;
    ordered.expect("a picture");
}

#[test]
fn orders_of_one_account_share_an_instance() {
    counted(async |counted| {
        let rig = Rig::start().await;
        let host = rig.host.with_rest(REST);
        // Each tool is looked up once, before it is bought.
        order(&host, TOOL).await;
        order(&host, TASK_TOOL).await;
        let (new, rested) = counted.instances();
        assert_eq!(rested, 1);
        order(&host, TOOL).await;
        order(&host, TASK_TOOL).await;
        assert_eq!(counted.instances(), (new, 3));
        let orders = format!("visual_orders_total tool={TOOL} outcome=done");
        assert_eq!(counted.get(&orders), 2);
        assert_eq!(counted.get("visual_submissions_total purchase=made"), 4);
    });
}

#[test]
fn two_accounts_or_tenants_never_share_an_instance() {
    counted(async |counted| {
        let keys = [(); 2].map(|()| volc_sim::Keys::generate());
        let config = Config {
            keys: keys.to_vec(),
            ..Config::default()
        };
        let simulator = Simulator::start(config).await.expect("a simulator");
        let keys_of = |account| StaticKeys::new(handed(account, &simulator.endpoint()));
        let one = host(keys_of(&keys[0])).with_rest(REST);
        let other = one.with_credentials(keys_of(&keys[1]));
        let party = one.with_tenant("party");
        for host in [&one, &other, &party] {
            let (before, rested) = counted.instances();
            order(host, TOOL).await;
            let (after, same) = counted.instances();
            assert!(after > before, "an instance of its own");
            assert_eq!(same, rested);
        }
        let (new, rested) = counted.instances();
        for host in [&one, &other, &party] {
            order(host, TOOL).await;
        }
        assert_eq!(counted.instances(), (new, rested + 3));
        let calls = simulator.requests().into_iter();
        let calls = calls.filter(|seen| seen.kind == Kind::Api);
        let signed: Vec<_> = calls.filter_map(|seen| seen.access_key_id).collect();
        let expected = [0, 1, 0, 0, 1, 0].map(|at: usize| keys[at].access_key_id.clone());
        assert_eq!(signed, expected);
    });
}
