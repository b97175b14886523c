//! How entries end, and whose word counts.

use super::backend::JobEnd;
use super::charge::Ending;
use super::entry::{Entry, State};
use super::error::JournalError;
use super::handle::Journal;
use super::log::Committed;
use crate::types::Task;

/// Who asked the service about a task, and where.
pub(crate) struct Asker {
    /// The account's stable name.
    pub(crate) account: String,
    pub(crate) access_key_id: String,
    pub(crate) endpoint: String,
}

impl Journal {
    /// Removes one entry whose purchase is `unknown` or `failed`, so that its key
    /// buys again, and says whether it was there.
    pub fn forget_entry(&self, entry: &Entry) -> Result<bool, JournalError> {
        if entry.tenant != self.shared.seal.tenant(&self.tenant) {
            return Ok(false);
        }
        let forgotten = self.backend().forget_entry(entry, self.wait);
        Ok(forgotten.map_err(|error| self.error(error))? > 0)
    }

    /// Whether an entry is of this account, by its name or its access key id.
    pub fn is_of(&self, entry: &Entry, account: &str) -> bool {
        let scope = self.shared.seal.scope(&self.tenant, account, &entry.tool);
        scope == entry.scope || scope == entry.key_scope
    }

    /// Writes down how a task of this tenant ended, where the journal knows it,
    /// by what `asker` was told. That a product was delivered proves that the
    /// task is known at that endpoint; that there is none says nothing of the
    /// task of another account.
    pub(crate) fn ended(
        &self,
        task: &Task,
        asker: &Asker,
        ending: impl Into<Ending>,
    ) -> Result<Committed<()>, JournalError> {
        let ending = ending.into();
        let delivered = matches!(ending, Ending::Delivered(_));
        let state = match delivered {
            true => State::Done,
            false => State::Failed,
        };
        let tenant = self.shared.seal.tenant(&self.tenant);
        let job = self.job(task, &asker.endpoint);
        let charged = |entry: Entry| {
            let is_asker = [&asker.account, &asker.access_key_id]
                .into_iter()
                .any(|account| self.is_of(&entry, account));
            let charge = entry.charge.at_end(&entry.tool, &ending);
            (delivered || is_asker).then_some(Entry { charge, ..entry })
        };
        let end = JobEnd {
            tenant: &tenant,
            job: &job,
            state,
            charged: &charged,
        };
        let ended = self.backend().end_job(&end, self.wait);
        ended.map_err(|error| self.error(error))
    }

    /// Whether this tenant bought a task, at an endpoint.
    pub(crate) fn has_task(
        &self,
        task: &Task,
        endpoint: &str,
    ) -> Result<Committed<bool>, JournalError> {
        let tenant = self.shared.seal.tenant(&self.tenant);
        let job = self.job(task, endpoint);
        let found = self.backend().has_job(&tenant, &job, self.wait);
        found.map_err(|error| self.error(error))
    }

    /// The names of this tenant, and of a task at an endpoint.
    pub(crate) fn names(&self, task: &Task, endpoint: &str) -> (String, String) {
        let tenant = self.shared.seal.tenant(&self.tenant);
        (tenant, self.job(task, endpoint))
    }

    /// What a task at an endpoint is found by.
    pub(super) fn job(&self, task: &Task, endpoint: &str) -> String {
        self.shared.seal.job(&task.tool, &task.id, endpoint)
    }
}
