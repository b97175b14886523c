//! What all handles on one journal share.

use super::backend::Backend;
use super::charge::Charge;
use super::entry::{Entry, Marks, Request, State};
use visual_shared_journal::Seal;

pub(super) struct Shared {
    pub(super) seal: Seal,
    pub(super) backend: Box<dyn Backend>,
}

impl Shared {
    pub(super) fn entry(&self, request: Request<'_>, tenant: &str, keep_s: i64) -> Entry {
        let seal = &self.seal;
        let scope = |account| seal.scope(tenant, account, request.tool);
        let mut marks = Marks::default();
        if self.backend.turns().is_some() {
            marks.access_key = seal.access_key(request.access_key_id);
            marks.account = seal.account(request.account);
        }
        Entry {
            idempotency_key: request.key.to_owned(),
            tool: request.tool.to_owned(),
            state: State::Queued,
            task: None,
            job: None,
            since: self.backend.wall(),
            ended: None,
            tenant: seal.tenant(tenant),
            scope: scope(request.account),
            key_scope: scope(request.access_key_id),
            fingerprint: String::new(),
            owner: String::new(),
            named: request.named,
            keep_s,
            ended_at: None,
            payer: seal.payer(tenant, request.account),
            charge: Charge::default(),
            marks,
        }
    }
}
