//! The connections to a database, and statements that are sent until they are answered.

use super::address::Address;
use super::fault::Fault;
use super::health::Health;
use crate::counters;
use crate::journal::backend::PATIENCE;
use crate::journal::store::{Result, StoreError};
use crate::net::tls_config;
use deadpool_postgres::{
    Client, Hook, HookError, Manager, ManagerConfig, Object, Pool, RecyclingMethod,
};
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_postgres::NoTls;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres_rustls::MakeRustlsConnect;

/// How many connections a process has at most.
pub(super) const CONNECTIONS: usize = 8;
/// How long one try may take. A connection that is dead says nothing.
const TRY: Duration = Duration::from_secs(2);
/// When the database itself ends a statement, in milliseconds: later than anybody waits.
pub(super) const STATEMENT_MS: u64 = 8000;
/// The first and the longest pause between tries.
const PAUSES: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(400));

/// A statement with its parameters, all text.
pub(super) struct Statement {
    text: &'static str,
    values: Vec<String>,
}

impl Statement {
    pub(super) fn new(text: &'static str, values: &[&str]) -> Statement {
        Statement {
            text,
            values: values.iter().map(ToString::to_string).collect(),
        }
    }

    /// The name of the function that it calls.
    fn name(&self) -> &'static str {
        let (_, call) = self.text.split_once("visual.").unwrap_or_default();
        let name = call.split_once('(').map_or("", |(name, _)| name);
        match name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && !name.is_empty()
        {
            true => name,
            false => "about",
        }
    }
}

/// The connections.
#[derive(Clone)]
pub(super) struct Link {
    pool: Pool,
    pub(super) health: Health,
}

impl Link {
    /// Connects to nothing yet.
    pub(super) fn new(address: Address) -> Result<Link> {
        let config = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let mut to = address.config;
        to.connect_timeout(TRY).keepalives_idle(TRY * 15);
        let manager = match address.needs_tls {
            false => Manager::from_config(to, NoTls, config),
            true => {
                let tls = tls_config().map_err(|error| StoreError::new(error, "TLS 配置失败"))?;
                Manager::from_config(to, MakeRustlsConnect::new(tls), config)
            }
        };
        let limit = Hook::async_fn(|client: &mut deadpool_postgres::ClientWrapper, _| {
            Box::pin(async move {
                let set = format!("SET statement_timeout = {STATEMENT_MS}");
                let set = client.batch_execute(&set).await;
                set.map_err(HookError::Backend)
            })
        });
        let pool = Pool::builder(manager).max_size(CONNECTIONS);
        let pool = pool.post_create(limit).build();
        let pool = pool.map_err(|error| StoreError::new(error, "连接池配置失败"))?;
        Ok(Link {
            pool,
            health: Health::default(),
        })
    }

    /// Sends a statement, again while that may help, until `end`, and for some seconds at most.
    /// Returns the first column of each row.
    pub(super) async fn ask(&self, statement: &Statement, end: Instant) -> Result<Vec<String>> {
        let begun = Instant::now();
        let end = end.min(begun + PATIENCE);
        let name = statement.name();
        let (mut pause, longest) = PAUSES;
        let mut sent = false;
        loop {
            let until = end.min(Instant::now() + TRY);
            let Fault { error, stops, .. } = match self.try_once(statement, until).await {
                Ok(rows) => {
                    counters::statement(name, "ok", begun.elapsed());
                    self.health.answered();
                    return Ok(rows);
                }
                Err(fault) => fault,
            };
            sent |= error.sent;
            if !error.busy || Instant::now() + pause >= end {
                counters::statement(name, "failed", begun.elapsed());
                if stops {
                    self.health.failed(&error);
                }
                return Err(StoreError { sent, ..error });
            }
            counters::statement(name, "retried", begun.elapsed());
            sleep(pause).await;
            pause = (pause * 2).min(longest);
        }
    }

    async fn try_once(
        &self,
        statement: &Statement,
        until: Instant,
    ) -> std::result::Result<Vec<String>, Fault> {
        let client = self.client(until).await?;
        let values: Vec<(&(dyn ToSql + Sync), Type)> = statement
            .values
            .iter()
            .map(|value| (value as &(dyn ToSql + Sync), Type::TEXT))
            .collect();
        let answer = timeout_at(until, client.query_typed(statement.text, &values)).await;
        let fault = match answer {
            Ok(Ok(rows)) => {
                let texts = rows.iter().map(|row| row.try_get::<_, Option<String>>(0));
                let texts = texts.map(|text| Ok(text?.unwrap_or_default()));
                let texts = texts.collect::<std::result::Result<_, tokio_postgres::Error>>();
                return texts.map_err(|error| Fault::new(&error, true));
            }
            Ok(Err(error)) => Fault::new(&error, true),
            Err(_) => {
                // The others may be as dead: the next try has a new one.
                _ = self.pool.retain(|_, _| false);
                Fault::late(true)
            }
        };
        if fault.spoils {
            drop(Object::take(client));
        }
        Err(fault)
    }

    /// A connection.
    pub(super) async fn client(&self, until: Instant) -> std::result::Result<Client, Fault> {
        match timeout_at(until, self.pool.get()).await {
            Ok(client) => client.map_err(|error| Fault::of_pool(&error)),
            Err(_) => Err(Fault::late(false)),
        }
    }
}
