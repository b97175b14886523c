//! Many tenants of one host, whose calls run side by side.

use crate::calls::Calls;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use visual_host::types::{ErrorKind, Outcome};
use visual_host::{Keys, StaticKeys, VisualHost};
use volc_sim::{Config, Seen, Simulator};

use crate::rig;

/// How many calls are under way at once.
const AT_ONCE: usize = 32;
const TOOL: &str = "high-aes-general-v30l-zt2i";

/// How many tenants, and how many calls each of them makes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Crowd {
    /// Tenants, with random keys; every third has a session token too.
    pub tenants: usize,
    /// Calls of each: mostly questions about a task, some submits.
    pub calls: usize,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Mixed {
    /// What was to be made.
    crowd: Crowd,
    /// Requests that the service saw.
    pub requests: usize,
    /// Those that it did not take: a signature that fits no key, for one.
    pub refused: usize,
    /// Those that named one tenant and were signed with the key, or carried the
    /// token, of another.
    pub foreign: usize,
    /// Tenants that made as many requests as they should.
    pub complete: usize,
}

impl Mixed {
    /// What did not hold, a line each.
    pub fn flaws(&self) -> Vec<String> {
        let Crowd { tenants, calls } = self.crowd;
        let wrong = [
            (self.foreign != 0, "calls with the key of another"),
            (self.refused != 0, "calls that were refused"),
            (self.requests != tenants * calls, "not all calls were made"),
            (self.complete != tenants, "not all tenants made theirs"),
            (self.requests == 0, "nobody called"),
        ];
        let wrong = wrong.iter().filter(|(wrong, _)| *wrong);
        wrong.map(|(_, what)| format!("{what}: {self}")).collect()
    }
}

impl fmt::Display for Mixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Mixed {
            crowd,
            requests,
            refused,
            foreign,
            complete,
        } = self;
        write!(
            f,
            "{complete} of {} tenants made their {} calls each: {requests} requests, {refused} refused, {foreign} with the key of another",
            crowd.tenants, crowd.calls
        )
    }
}

/// Makes all calls of all tenants through clones of one host, in an order that
/// mixes them, and looks at what the service saw.
pub async fn mix(crowd: Crowd) -> Mixed {
    let keys: Vec<_> = (0..crowd.tenants).map(keys).collect();
    let config = Config {
        keys: keys.clone(),
        keep_requests: crowd.tenants * crowd.calls + 1,
        ..Config::default()
    };
    let simulator = Simulator::start(config).await.expect("a simulator");
    let shared = rig::host(StaticKeys::new(Keys::new("", "")));
    let hosts = keys.iter().map(|keys| {
        let keys = rig::handed(keys, &simulator.endpoint());
        shared.with_credentials(StaticKeys::new(keys))
    });
    let hosts: Vec<VisualHost> = hosts.collect();

    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut calls = JoinSet::new();
    for call in 0..crowd.calls {
        for (tenant, host) in hosts.iter().enumerate() {
            let place = places.clone().acquire_owned().await.expect("a place");
            let host = host.clone();
            calls.spawn(async move {
                make(&host, tenant, call).await;
                drop(place);
            });
            while let Some(ended) = calls.try_join_next() {
                ended.expect("a call that answers as it must");
            }
        }
    }
    calls.join_all().await;
    judge(&simulator.requests(), &keys, crowd)
}

fn keys(tenant: usize) -> volc_sim::Keys {
    let keys = volc_sim::Keys::generate();
    match tenant % 3 {
        0 => keys.with_token(format!(
            "STS2{}",
            volc_sim::Keys::generate().secret_access_key
        )),
        _ => keys,
    }
}

/// A task or a prompt that names its tenant.
fn name(tenant: usize, call: usize) -> String {
    format!("{:09}{call:09}", tenant + 1)
}

async fn make(host: &VisualHost, tenant: usize, call: usize) {
    let name = name(tenant, call);
    if call % 5 == 4 {
        let arguments = json!({ "prompt": name }).to_string();
        let answer = host.invoke(TOOL, &arguments, Some(&rig::wait(0))).await;
        assert!(matches!(answer, Ok(Outcome::Pending(_))), "{answer:?}");
        return;
    }
    let answer = host.task_status(&rig::task(&name, 600)).await;
    // The signature was accepted; only the task is not there.
    assert_eq!(rig::failure(answer).kind, ErrorKind::TaskGone);
}

fn judge(seen: &[Seen], keys: &[volc_sim::Keys], crowd: Crowd) -> Mixed {
    let mut of_tenant = BTreeMap::new();
    let mut mixed = Mixed {
        crowd,
        requests: seen.len(),
        ..Mixed::default()
    };
    for seen in seen {
        let body: Value = serde_json::from_slice(&seen.body).expect("a body of JSON");
        let name = body["task_id"].as_str().or_else(|| body["prompt"].as_str());
        let tenant = name.and_then(|name| name[..9].parse::<usize>().ok());
        let tenant = tenant.expect("a body that names its tenant") - 1;
        *of_tenant.entry(tenant).or_insert(0) += 1;
        let own = &keys[tenant];
        let signed = seen.access_key_id.as_deref() == Some(&own.access_key_id);
        let token = seen.header("x-security-token") == own.session_token.as_deref();
        mixed.foreign += usize::from(!signed || !token);
        mixed.refused += usize::from(!seen.accepted);
    }
    mixed.complete = of_tenant
        .values()
        .filter(|made| **made == crowd.calls)
        .count();
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_call_must_be_made_and_taken_with_its_own_key() {
        let mixed = |requests, refused, foreign, complete| Mixed {
            crowd: Crowd {
                tenants: 3,
                calls: 2,
            },
            requests,
            refused,
            foreign,
            complete,
        };
        assert_eq!(mixed(6, 0, 0, 3).flaws(), [""; 0]);
        for wrong in [
            mixed(6, 0, 1, 3),
            mixed(6, 1, 0, 3),
            mixed(7, 0, 0, 3),
            mixed(6, 0, 0, 2),
        ] {
            assert_eq!(wrong.flaws().len(), 1, "{wrong}");
        }
        assert_eq!(Mixed::default().flaws().len(), 1);
    }
}
