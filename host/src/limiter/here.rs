//! Turns where nobody else uses the quota: the lines are in this process.

use super::groups::Groups;
use super::queue::Claim;
use super::shared_group::SharedGroup;
use super::ticket::{Refusal, Ticket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub(super) struct HerePermit {
    group: Arc<SharedGroup>,
    claim: Claim,
    /// Whether its owner may have handed in a job.
    used: bool,
}

pub(super) async fn admit(groups: &Mutex<Groups>, ticket: Ticket) -> HerePermit {
    let quota = ticket.quota;
    let key = (ticket.access_key_id, ticket.tool);
    let group = {
        let mut groups = groups.lock().unwrap_or_else(PoisonError::into_inner);
        let now = groups.now();
        groups.get(key, quota, now)
    };
    let claim = group.enter(|group| {
        group.set_quota(quota);
        group.join(ticket.tenant.into())
    });
    let permit = HerePermit {
        group,
        claim,
        used: false,
    };
    permit.turn().await
}

impl HerePermit {
    pub(super) fn sent(&self) {
        self.group.change(|group, now| group.sent(&self.claim, now));
    }

    pub(super) fn accepted(&self) {
        self.group
            .change(|group, now| group.accepted(&self.claim, now));
    }

    pub(super) fn refused(&self, refusal: Refusal, retry_after: Option<Duration>) {
        let answer = (refusal, retry_after);
        self.group
            .change(|group, now| group.refused(&self.claim, answer, now));
    }

    pub(super) async fn requeue(self) -> HerePermit {
        self.group.enter(|group| {
            group.rejoin(&self.claim);
            self.claim.clone()
        });
        self.turn().await
    }

    pub(super) fn give_back(mut self) {
        self.used = false;
    }

    async fn turn(mut self) -> HerePermit {
        self.group.turn(&self.claim).await;
        self.used = true;
        self
    }
}

impl Drop for HerePermit {
    fn drop(&mut self) {
        self.group.end(&self.claim, |group| match self.used {
            true => group.leave(&self.claim),
            false => group.give_back(&self.claim),
        });
    }
}
