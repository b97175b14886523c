//! A database that machines share, for callers in any runtime and in none.

use super::address::Address;
use super::link::{Link, Statement};
use super::{member, schema};
use crate::journal::backend::PATIENCE;
use crate::journal::random::random;
use crate::journal::store::{Result, StoreError};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::{AbortHandle, JoinHandle};
use tokio::time::Instant;
use visual_shared_journal::Seal;

/// How long the end of a process waits for a database that is away.
pub(super) const FAREWELL: Duration = Duration::from_secs(1);

/// A database. Clones share its connections, which a thread of its own looks after.
#[derive(Clone)]
pub(crate) struct Database(Arc<Inner>);

/// Sends statements while a [`Database`] is open.
pub(crate) struct DatabaseClient(Link);

struct Inner {
    link: Link,
    handle: Handle,
    runtime: Option<Runtime>,
    /// Says that this process is alive.
    ticks: Option<AbortHandle>,
    member: String,
    salt: [u8; 32],
    seal: Seal,
}

impl Database {
    /// Reaches a database, makes the tables if it has none, and joins its members.
    pub(super) fn open(address: Address) -> Result<Database> {
        let link = Link::new(address)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("visual-journal")
            .enable_all()
            .build()
            .map_err(|error| StoreError::new(error, "无法启动线程"))?;
        let member = hex::encode(random::<8>());
        let handle = runtime.handle().clone();
        let mut inner = Inner {
            link: link.clone(),
            handle: handle.clone(),
            runtime: Some(runtime),
            ticks: None,
            member: String::new(),
            salt: [0; 32],
            seal: Seal::new([0; 32]),
        };
        let name = member.clone();
        let (salt, joined) = run(&handle, {
            let link = link.clone();
            async move {
                let end = Instant::now() + PATIENCE;
                let salt = schema::prepare(&link, end).await?;
                Ok((salt, member::join(&link, &name, end).await?))
            }
        })?;
        let ticks = handle.spawn(member::stay(link, member.clone(), joined));
        inner.ticks = Some(ticks.abort_handle());
        inner.member = member;
        inner.salt = salt;
        inner.seal = Seal::new(salt);
        Ok(Database(Arc::new(inner)))
    }

    /// Sends one statement of text parameters, again while its answer is lost, until `end`, and
    /// for 5 s at most. Returns the first column of its rows.
    pub(crate) async fn ask(
        &self,
        statement: &'static str,
        values: &[&str],
        end: Instant,
    ) -> Result<Vec<String>> {
        let statement = Statement::new(statement, values);
        let link = self.0.link.clone();
        let asked = self.spawn(async move { link.ask(&statement, end).await });
        asked
            .await
            .unwrap_or_else(|error| Err(StoreError::failed(error)))
    }

    /// The same for a thread that may block.
    pub(crate) fn ask_blocking(
        &self,
        statement: &'static str,
        values: &[&str],
        limit: Duration,
    ) -> Result<Vec<String>> {
        let statement = Statement::new(statement, values);
        let link = self.0.link.clone();
        let end = Instant::now() + limit;
        run(
            &self.0.handle,
            async move { link.ask(&statement, end).await },
        )
    }

    /// What sends statements without keeping the connections open.
    pub(crate) fn client(&self) -> DatabaseClient {
        DatabaseClient(self.0.link.clone())
    }

    /// Does something on its own thread.
    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> JoinHandle<T> {
        self.0.handle.spawn(work)
    }

    pub(super) fn link(&self) -> &Link {
        &self.0.link
    }

    /// This process's name among its members.
    pub(crate) fn member(&self) -> &str {
        &self.0.member
    }

    /// The journal's salted hashes.
    pub(crate) fn seal(&self) -> &Seal {
        &self.0.seal
    }

    /// As if this process had been killed: it does not say that it is alive any more.
    #[cfg(test)]
    pub(crate) fn vanish(&self) {
        self.0.ticks.iter().for_each(AbortHandle::abort);
    }

    pub(crate) fn salt(&self) -> [u8; 32] {
        self.0.salt
    }
}

impl DatabaseClient {
    /// As [`Database::ask`].
    pub(crate) async fn ask(
        &self,
        statement: &'static str,
        values: &[&str],
        end: Instant,
    ) -> Result<Vec<String>> {
        self.0.ask(&Statement::new(statement, values), end).await
    }
}

/// Waits on this thread for what another one does.
fn run<T: Send + 'static>(
    handle: &Handle,
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    handle.spawn(async move { sender.send(work.await) });
    receiver
        .recv()
        .unwrap_or_else(|error| Err(StoreError::failed(error)))
}

impl Drop for Inner {
    /// Leaves, so that nobody waits for the end of its lease.
    fn drop(&mut self) {
        if let Some(ticks) = &self.ticks {
            ticks.abort();
            let name = std::mem::take(&mut self.member);
            let leave = member::leave(self.link.clone(), name, FAREWELL);
            let (sender, left) = mpsc::channel::<()>();
            self.handle.spawn(async move {
                leave.await;
                drop(sender);
            });
            _ = left.recv_timeout(FAREWELL);
        }
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
