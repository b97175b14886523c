//! A service with its faults, for one side of a row.

use std::time::Duration;

use visual_host::{Egress, StaticKeys};
use volc_sim::{Config, Fault, Keys, Kind, Simulator, Target, What};

use super::Side;
use super::duel::{Duel, Nowhere, Plan};
use crate::{Rig, ear, rig};

/// The session token that must not go elsewhere.
const TOKEN: &str = "STSEXAMPLETOKEN0000";

/// Names that end so never resolve (RFC 6761).
const NO_NAME: &str = "no-such-host.invalid";

/// A service, two accounts, and where a redirect leads.
pub struct Scene {
    /// The service, with the first account.
    pub rig: Rig,
    /// The second account.
    pub second: Keys,
    /// The address that both are given.
    pub endpoint: String,
    elsewhere: Option<Simulator>,
}

impl Scene {
    /// Sets it for a row.
    pub async fn set(duel: &Duel) -> Scene {
        let first = match duel.plan {
            Plan::BuyElsewhere(_) => Keys::generate().with_token(TOKEN),
            _ => Keys::generate(),
        };
        let second = Keys::generate();
        let config = Config {
            keys: vec![first.clone(), second.clone()],
            ..duel.schedule.service.clone()
        };
        let simulator = start(config).await;
        let elsewhere = match duel.plan {
            Plan::BuyElsewhere(status) => Some(redirect(&simulator, status).await),
            _ => None,
        };
        for fault in &duel.schedule.faults {
            simulator.inject(fault.clone());
        }
        let endpoint = match duel.plan {
            Plan::BuyNowhere(Nowhere::NoName) => format!("https://{NO_NAME}"),
            Plan::BuyNowhere(Nowhere::NobodyListens) => ear::closed().await,
            _ => simulator.endpoint(),
        };
        let handed = rig::handed(&first, &endpoint);
        let egress = Egress::default().loopback(true).allow_api_host(NO_NAME);
        Scene {
            rig: Rig {
                host: rig::host(StaticKeys::new(handed)).with_egress(egress),
                simulator,
                keys: first,
            },
            second,
            endpoint,
            elsewhere,
        }
    }

    /// What came of it.
    pub fn judge(&self, took: Duration, sees: String) -> Side {
        let strays = self.elsewhere.iter().flat_map(|other| other.requests());
        let strays: Vec<String> = strays
            .map(|seen| {
                let token = seen.header("x-security-token").is_some();
                let with = if token {
                    ", with the session token"
                } else {
                    ""
                };
                format!("the other host got a {}{with}; ", seen.method)
            })
            .collect();
        let calls = self.rig.simulator.requests();
        let calls = calls.iter().filter(|seen| seen.kind == Kind::Api);
        Side {
            requests: calls.count(),
            accepted: self.rig.meter().accepted,
            seconds: took.as_secs_f64(),
            sees: strays.concat() + &sees,
        }
    }

    /// How many purchases were signed with the other account's key. The
    /// prompts of the accounts begin with `first` and `second`.
    pub fn mixed(&self) -> usize {
        let accounts = [("first", &self.rig.keys), ("second", &self.second)];
        let calls = self.rig.calls();
        let mixed = calls.iter().filter(|seen| {
            let body = String::from_utf8_lossy(&seen.body);
            let own = accounts
                .iter()
                .find(|(name, _)| body.contains(&format!("\"{name} ")));
            own.is_some_and(|(_, keys)| seen.access_key_id.as_ref() != Some(&keys.access_key_id))
        });
        mixed.count()
    }
}

async fn redirect(simulator: &Simulator, status: u16) -> Simulator {
    let other = start(Config::default()).await;
    let host = other.endpoint().replace("127.0.0.1", "localhost");
    let location = format!("{host}/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31");
    let what = What::redirect(status, location);
    simulator.inject(Fault::always(Target::AnySubmit, what));
    other
}

async fn start(config: Config) -> Simulator {
    Simulator::start(config).await.expect("a simulator")
}
