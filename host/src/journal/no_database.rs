//! Where no journal is in a database, as this program has none of their drivers.

use super::store::Result;
use tokio::time::Instant;
use visual_shared_journal::Seal;

/// There is none.
#[derive(Clone)]
pub(crate) enum Database {}

/// There is none.
pub(crate) enum DatabaseClient {}

impl Database {
    pub(crate) async fn ask(&self, _: &str, _: &[&str], _: Instant) -> Result<Vec<String>> {
        match *self {}
    }

    pub(crate) fn client(&self) -> DatabaseClient {
        match *self {}
    }

    pub(crate) fn spawn(&self, _: impl Future) {
        match *self {}
    }

    pub(crate) fn member(&self) -> &str {
        match *self {}
    }

    pub(crate) fn seal(&self) -> &Seal {
        match *self {}
    }
}

impl DatabaseClient {
    pub(crate) async fn ask(&self, _: &str, _: &[&str], _: Instant) -> Result<Vec<String>> {
        match *self {}
    }
}
