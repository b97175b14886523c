//! The members, and what they share.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use host_test::served::request;
use host_test::visual_serve::answer;
use test_postgres::{Postgres, Proxy, ROLE};
use tokio::process::Child;
use volc_sim::{Config, Keys, Simulator};

use crate::engine::{Account, Engine, HOST};
use crate::place::{Place, free_address};
use crate::quota;

/// How long a member may take until it answers.
const PATIENCE: Duration = Duration::from_secs(90);

/// What a member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `visual serve`.
    Serve,
    /// A host of wasmCloud with `visual-http-pg.wasm`.
    Wasmcloud,
}

/// One of the fleet.
pub struct Member {
    pub name: &'static str,
    kind: Kind,
    pub address: SocketAddr,
    /// Its own way to the database.
    pub proxy: Proxy,
    child: Option<Child>,
}

/// Two servers and two hosts of wasmCloud, with one database, which call one simulator.
pub struct Fleet {
    pub place: Place,
    pub account: Account,
    pub simulator: Simulator,
    pub postgres: Arc<Mutex<Postgres>>,
    /// The name of the database.
    pub database: String,
    pub members: Vec<Member>,
    engine: Engine,
}

impl Fleet {
    /// Starts everything.
    pub async fn start(place: Place) -> Result<Fleet> {
        let keys = Keys::generate();
        let config = Config {
            keys: vec![keys.clone()],
            concurrency_by_req_key: quota::service(),
            ..Config::default()
        };
        let simulator = Simulator::start(config).await?;
        let account = Account {
            endpoint: simulator.endpoint(),
            keys,
        };
        let settings = ["shared_preload_libraries=pg_stat_statements"];
        let postgres = tokio::task::spawn_blocking(move || Postgres::start(&settings)).await?;
        let postgres = postgres.context("PostgreSQL is not installed")?;
        let port = postgres.port;
        let address = postgres.database();
        let database = address.rsplit('/').next().unwrap_or_default().to_owned();
        let engine = Engine::start(&place).await?;
        let mut members = Vec::new();
        for (name, kind) in [
            ("serve-1", Kind::Serve),
            ("serve-2", Kind::Serve),
            ("wasmcloud-1", Kind::Wasmcloud),
            ("wasmcloud-2", Kind::Wasmcloud),
        ] {
            members.push(Member {
                name,
                kind,
                address: free_address()?,
                proxy: Proxy::before(port),
                child: None,
            });
        }
        let mut fleet = Fleet {
            place,
            account,
            simulator,
            postgres: Arc::new(Mutex::new(postgres)),
            database,
            members,
            engine,
        };
        fleet.query("CREATE EXTENSION pg_stat_statements").await?;
        // The first makes the tables.
        fleet.run(&[0]).await?;
        fleet.run(&[1, 2, 3]).await?;
        Ok(fleet)
    }

    /// Starts members that do not run, and returns once they answer.
    pub async fn run(&mut self, which: &[usize]) -> Result<()> {
        let all = self.members.iter().filter(|m| m.kind == Kind::Wasmcloud);
        let (hosts, database) = (all.count(), self.database.as_str());
        let is_host = |index: &&usize| {
            let member = self.members.get(**index);
            member.is_some_and(|member| member.kind == Kind::Wasmcloud)
        };
        let workload = match which.iter().find(is_host) {
            Some(_) => Some(
                self.engine
                    .deploy(&self.place, &self.account, (database, hosts))?,
            ),
            None => None,
        };
        for index in which {
            let member = self.members.get_mut(*index).context("a member")?;
            let way = SocketAddr::from(([127, 0, 0, 1], member.proxy.port));
            let own = (member.name, member.address);
            member.child = Some(match member.kind {
                Kind::Serve => {
                    let journal = format!("postgres://{ROLE}@{way}/{database}");
                    serve(&self.place, &self.account, own, &journal)?
                }
                Kind::Wasmcloud => self.engine.host(&self.place, own, way)?,
            });
        }
        for index in which {
            let member = self.members.get_mut(*index).context("a member")?;
            let child = member.child.as_mut().context("it runs")?;
            self.place
                .listens(member.name, child, member.address)
                .await?;
        }
        if let Some(mut workload) = workload {
            let ended = tokio::time::timeout(PATIENCE, workload.wait()).await;
            let log = self.place.log("deploy");
            let status = ended.with_context(|| format!("see {}", log.display()))??;
            ensure!(status.success(), "see {}", log.display());
        }
        for index in which {
            let member = self.members.get(*index).context("a member")?;
            ready(member.name, member.address).await?;
        }
        Ok(())
    }

    /// Starts one more `visual serve`, with a journal of its own.
    pub async fn serve(&self, name: &str) -> Result<(SocketAddr, Child)> {
        let own = (name, free_address()?);
        let file = self.place.directory("registry").join(format!("{name}.db"));
        let journal = file.display().to_string();
        let child = serve(&self.place, &self.account, own, &journal)?;
        ready(name, own.1).await?;
        Ok((own.1, child))
    }

    /// Kills a member (-9).
    pub async fn kill(&mut self, index: usize) -> Result<()> {
        let member = self.members.get_mut(index).context("a member")?;
        let mut child = member.child.take().context("it runs")?;
        child.kill().await?;
        Ok(())
    }

    /// Where the members listen.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.members.iter().map(|member| member.address).collect()
    }

    /// What a member is called.
    pub fn name(&self, member: usize) -> &str {
        self.members.get(member).map_or("", |member| member.name)
    }

    /// The processes of the members that run.
    pub fn processes(&self) -> Vec<u32> {
        let children = self.members.iter().filter_map(|m| m.child.as_ref());
        children.filter_map(Child::id).collect()
    }

    /// Does something with the database's server, which takes its time.
    pub async fn with_postgres<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Postgres) -> T + Send + 'static,
    ) -> Result<T> {
        let postgres = self.postgres.clone();
        let work = move || work(&mut postgres.lock().unwrap_or_else(PoisonError::into_inner));
        Ok(tokio::task::spawn_blocking(work).await?)
    }

    /// Runs a statement and returns what it says.
    pub async fn query(&self, statement: &str) -> Result<String> {
        let (database, statement) = (self.database.clone(), statement.to_owned());
        self.with_postgres(move |postgres| postgres.query(&database, &statement))
            .await
    }
}

/// Starts `visual serve` with a journal.
fn serve(
    place: &Place,
    account: &Account,
    (name, address): (&str, SocketAddr),
    journal: &str,
) -> Result<Child> {
    place.start(name, &place.visual, |command| {
        command.args(["serve", "--no-access-log", "--host", HOST]);
        command.args(["--listen", &address.to_string()]);
        command.args(["--journal", journal]);
        command.envs(account.variables());
    })
}

/// Returns once a member answers, and has what it needs.
async fn ready(name: &str, address: SocketAddr) -> Result<()> {
    let end = Instant::now() + PATIENCE;
    loop {
        let health = answer(address, request("GET", "/healthz", None)).await;
        if health.is_ok_and(|health| health.status == 200) {
            return Ok(());
        }
        ensure!(Instant::now() < end, "{name} does not answer on {address}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
