//! What a call needs to know of a tool before it is bought, by the component's
//! own description.

use crate::limiter::Quota;
use crate::tools::Actions;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use visual_catalog::Product;

/// How a tool is bought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Its name, whatever it was called.
    pub(crate) tool: String,
    /// Whether a job can be asked for later.
    pub(crate) tasks: bool,
    pub(crate) usual_wait_ms: u32,
    pub(crate) quota: Quota,
}

/// Plans that were asked for, by the names that were used, and the quotas that
/// somebody set.
#[derive(Clone)]
pub(crate) struct Plans {
    known: Arc<Mutex<HashMap<String, Plan>>>,
    quotas: Arc<BTreeMap<String, Quota>>,
    usual: Option<Quota>,
}

impl Plan {
    pub(super) fn described(name: String, facts: &Value) -> Plan {
        let number = |fact: &str| facts[fact].as_u64().and_then(|n| u32::try_from(n).ok());
        let tasks = facts["tasks"] == true;
        Plan {
            tool: name,
            tasks,
            usual_wait_ms: number("usual_wait_ms").unwrap_or(usual(tasks)),
            quota: Quota {
                concurrency: number("concurrency"),
                per_second: number("per_second"),
                fixed: false,
            },
        }
    }

    pub(super) fn custom(req_key: &str, actions: Actions) -> Plan {
        let tasks = actions != Actions::Process;
        Plan {
            tool: req_key.to_owned(),
            tasks,
            usual_wait_ms: usual(tasks),
            quota: Quota::default(),
        }
    }
}

/// The wait of a tool whose product is not known.
const fn usual(tasks: bool) -> u32 {
    let actions = if tasks {
        visual_catalog::Actions::Async
    } else {
        visual_catalog::Actions::Process
    };
    actions.usual_wait_ms(Product::Any)
}

impl Plans {
    pub(crate) fn new(quotas: BTreeMap<String, Quota>, usual: Option<Quota>) -> Plans {
        Plans {
            known: Arc::default(),
            quotas: Arc::new(quotas),
            usual,
        }
    }

    pub(super) fn within_quota(&self, plan: Plan) -> Plan {
        let set = self.quotas.get(&plan.tool).copied().or(self.usual);
        Plan {
            quota: set.unwrap_or(plan.quota),
            ..plan
        }
    }

    pub(super) fn known(&self) -> MutexGuard<'_, HashMap<String, Plan>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
