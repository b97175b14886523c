//! Fault F8: many callers of one account, who know nothing of its quotas.

use host_test::calls::Calls;
use host_test::{Rig, place, rig};
use serde_json::json;
use tokio::task::JoinSet;
use visual_host::types::Outcome;
use visual_host::{Builder, Egress, Quota, StaticKeys, VisualHost};
use volc_sim::Config;

const CALLERS: usize = 50;
const AT_ONCE: u32 = 3;
const PER_SECOND: u32 = 5;
/// Fifty jobs, three at once, a second or two each, and room for a loaded machine.
const WAIT_MS: u32 = 120_000;

/// A host that begins with the catalogue's quotas, as an embedder's does.
fn builder(rig: &Rig) -> Builder {
    let keys = rig::handed(&rig.keys, &rig.simulator.endpoint());
    VisualHost::builder()
        .component(&place::component())
        .cache(Some(place::cache()))
        .credentials(StaticKeys::new(keys))
        .egress(Egress::default().loopback(true))
}

fn built(builder: Builder) -> VisualHost {
    builder.build().expect("the component fits the host")
}

#[tokio::test]
async fn a_trial_account_is_never_asked_for_a_second_job_at_once() {
    let keys = volc_sim::Keys {
        trial: true,
        ..volc_sim::Keys::generate()
    };
    let rig = Rig::with_keys(keys, Config::default()).await;
    let host = built(builder(&rig).quotas(Quota::TRIAL));
    let mut callers = JoinSet::new();
    for _ in 0..4 {
        let host = host.clone();
        callers.spawn(async move {
            let wait = rig::wait(WAIT_MS);
            host.invoke("general-3.0", r#"{"prompt":"a cat"}"#, Some(&wait))
                .await
        });
    }
    for answer in callers.join_all().await {
        assert!(matches!(answer, Ok(Outcome::Done(_))), "{answer:?}");
    }
    let meter = rig.meter();
    assert_eq!((meter.accepted, meter.refused_by_quota()), (4, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f8_fifty_callers_stay_within_the_quota_and_get_their_pictures() {
    let rig = Rig::with(Config {
        concurrency: Some(AT_ONCE),
        qps: Some(PER_SECOND),
        ..Config::default()
    })
    .await;
    let host = built(builder(&rig));
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let host = host.with_tenant(&format!("tenant-{}", caller % 5));
        callers.spawn(async move {
            let prompt = format!("cat {caller}");
            let arguments = json!({ "prompt": prompt, "width": 512, "height": 512 }).to_string();
            let wait = rig::wait(WAIT_MS);
            let answer = host.invoke("general-3.0", &arguments, Some(&wait)).await;
            (prompt, matches!(answer, Ok(Outcome::Done(_))))
        });
    }
    let mut done = 0;
    while let Some(told) = callers.join_next().await {
        let (prompt, delivered) = told.unwrap();
        let bought = rig.simulator.accepted_with_prompt(&prompt);
        assert!(bought <= 1, "{prompt} was bought {bought} times");
        done += usize::from(delivered);
    }
    assert!(done * 100 >= CALLERS * 95, "{done} of {CALLERS}");
    let busiest = rig.meter().busiest_second_of("high_aes_general_v30l_zt2i");
    assert!(busiest.asked <= PER_SECOND + 1, "{busiest:?}");
    assert_eq!(rig.meter().accepted, done as u64);
}
