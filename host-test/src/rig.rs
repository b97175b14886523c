//! A simulator and a host that talks to it.

use std::sync::OnceLock;

use volc_sim::{Config, Kind, Meter, Seen, Simulator};

use visual_host::types::{ErrorKind, Options, Purchase, Task};
use visual_host::{Credentials, Egress, Error, Keys, Limits, Quota, Side, StaticKeys, VisualHost};

use crate::place;

/// A simulator with one account, and a host that has its keys.
pub struct Rig {
    /// The service.
    pub simulator: Simulator,
    /// The account.
    pub keys: volc_sim::Keys,
    /// The component in its sandbox.
    pub host: VisualHost,
}

impl Rig {
    /// Starts with defaults.
    pub async fn start() -> Rig {
        Rig::with(Config::default()).await
    }

    /// Starts with these settings, and an account of its own.
    pub async fn with(config: Config) -> Rig {
        Rig::with_keys(volc_sim::Keys::generate(), config).await
    }

    /// Starts with this account.
    pub async fn with_keys(keys: volc_sim::Keys, config: Config) -> Rig {
        let config = Config {
            keys: vec![keys.clone()],
            ..config
        };
        let simulator = Simulator::start(config).await.expect("a simulator");
        let handed = handed(&keys, &simulator.endpoint());
        Rig {
            host: host(StaticKeys::new(handed)),
            simulator,
            keys,
        }
    }

    /// The same host with other keys, at the same simulator.
    pub fn host_of(&self, keys: &volc_sim::Keys) -> VisualHost {
        let handed = handed(keys, &self.simulator.endpoint());
        self.host.with_credentials(StaticKeys::new(handed))
    }

    /// The same host with the same keys as those of an account on this side.
    pub fn host_on(&self, side: Side) -> VisualHost {
        let handed = handed(&self.keys, &self.simulator.endpoint());
        self.host
            .with_credentials(handed.with_region(side.region()))
    }

    /// A host with the same keys within other limits.
    pub fn host_within(&self, limits: Limits) -> VisualHost {
        let host = VisualHost::builder()
            .component(&place::component())
            .cache(Some(place::cache()))
            .credentials(StaticKeys::new(handed(
                &self.keys,
                &self.simulator.endpoint(),
            )))
            .egress(Egress::default().loopback(true))
            .limits(limits);
        host.build().expect("the component fits the host")
    }

    /// What the service would bill.
    pub fn meter(&self) -> Meter {
        self.simulator.meter()
    }

    /// The calls of the API, in order; downloads are left out.
    pub fn calls(&self) -> Vec<Seen> {
        let seen = self.simulator.requests().into_iter();
        seen.filter(|seen| seen.kind == Kind::Api).collect()
    }

    /// How many calls of the API have this word in their action.
    pub fn count(&self, word: &str) -> usize {
        let calls = self.calls();
        calls
            .iter()
            .filter(|seen| seen.action.contains(word))
            .count()
    }

    /// That nothing at all was asked of the service.
    pub fn assert_untouched(&self) {
        let seen = self.simulator.requests();
        assert!(seen.is_empty(), "something was sent: {seen:?}");
    }
}

/// The keys of a simulated account as the host takes them.
pub fn handed(keys: &volc_sim::Keys, endpoint: &str) -> Keys {
    let handed = Keys::new(&keys.access_key_id, &keys.secret_access_key).with_endpoint(endpoint);
    match &keys.session_token {
        Some(token) => handed.with_session_token(token),
        None => handed,
    }
}

/// A host that may reach loopback. The component is compiled once for all hosts
/// of a program; each has connections of its own, since a test's connections
/// end with its runtime.
pub fn host(credentials: impl Credentials + 'static) -> VisualHost {
    static COMPILED: OnceLock<VisualHost> = OnceLock::new();
    let compiled = COMPILED.get_or_init(|| {
        let host = VisualHost::builder()
            .component(&place::component())
            .cache(Some(place::cache()))
            .credentials(StaticKeys::new(Keys::new("", "")))
            // Most tests are of something else than queues.
            .quotas(Quota::default())
            .build();
        host.expect("the component fits the host")
    });
    compiled
        .with_egress(Egress::default().loopback(true))
        .with_credentials(credentials)
}

/// Options that name a wait only.
pub fn wait(milliseconds: u32) -> Options {
    Options::default().with_wait_ms(milliseconds)
}

/// A task of the first tool that was submitted so many seconds ago.
pub fn task(id: &str, seconds_ago: u64) -> Task {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .expect("a clock after 1970");
    let submitted_at = now.as_secs() - seconds_ago;
    Task::new("high-aes-general-v30l-zt2i", id, submitted_at)
}

/// The error of a call that must fail.
pub fn failure<T: std::fmt::Debug>(answer: Result<T, Error>) -> Error {
    match answer {
        Ok(product) => panic!("the call should have failed: {product:?}"),
        Err(error) => error,
    }
}

/// That an error is of this kind, and says this of money.
#[track_caller]
pub fn assert_error(error: &Error, kind: ErrorKind, purchase: Purchase) {
    let told = (error.kind, error.purchase);
    assert_eq!(told, (kind, purchase), "{error:?}");
}

/// The identifier of an error's task.
pub fn task_id(error: &Error) -> Option<&str> {
    error.task.as_ref().map(|task| task.id.as_str())
}
