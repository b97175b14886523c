//! Fault F8: many callers of one account, who know nothing of its quotas.

use host_test::calls::Calls;
use host_test::{Rig, place, rig};
use serde_json::json;
use tokio::task::JoinSet;
use visual_host::types::Outcome;
use visual_host::{Egress, StaticKeys, VisualHost};
use volc_sim::Config;

const CALLERS: usize = 50;
const AT_ONCE: u32 = 3;
const PER_SECOND: u32 = 5;
/// Fifty jobs, three at once, a second or two each, and room for a loaded machine.
const WAIT_MS: u32 = 120_000;

/// A host that begins with the catalogue's quotas, as an embedder's does.
fn host(rig: &Rig) -> VisualHost {
    let keys = rig::handed(&rig.keys, &rig.simulator.endpoint());
    let host = VisualHost::builder()
        .component(&place::component())
        .cache(Some(place::cache()))
        .credentials(StaticKeys::new(keys))
        .egress(Egress::default().loopback(true));
    host.build().expect("the component fits the host")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f8_fifty_callers_stay_within_the_quota_and_get_their_pictures() {
    let rig = Rig::with(Config {
        concurrency: Some(AT_ONCE),
        qps: Some(PER_SECOND),
        ..Config::default()
    })
    .await;
    let host = host(&rig);
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
