//! One schedule.

use std::time::{Duration, Instant};

use test_postgres::{Postgres, Proxy};
use tokio::task::{JoinHandle, block_in_place};
use tokio::time::sleep;
use visual_host::types::{Outcome, Task};
use visual_host::{Error, Journal, Request, VisualHost};

use super::schedule::{Outage, Schedule};
use super::way;
use crate::{Rig, rig};

const TOOL: &str = "general-3.0";
const ARGUMENTS: &str = r#"{"prompt":"a cat","width":512,"height":512}"#;
/// The prompt.
const CAT: &str = "a cat";
const KEY: &str = "key";
/// For how long a client asks again: longer than a member's lease, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long it pauses.
const PAUSE: Duration = Duration::from_millis(100);

/// What came of a schedule.
#[derive(Debug)]
pub struct Record {
    /// Whether the outage came: the purchase had as many statements.
    pub struck: bool,
    /// Statements, as the proxy counted them.
    pub statements: usize,
    /// How many jobs the service accepted.
    pub accepted: u64,
    /// What the caller was told.
    pub first: String,
    /// The task that came with it.
    pub first_task: Option<String>,
    /// How long its call took, and how long it was to wait.
    pub took: Duration,
    pub wait: Duration,
    /// The task of the product that the client got in the end; or the last error.
    pub last: Result<String, String>,
    /// The states of all entries then, in the database of the first machine.
    pub states: Vec<String>,
}

/// A host of this rig with a journal at this address.
pub fn connect(rig: &Rig, address: &str) -> VisualHost {
    let journal = block_in_place(|| Journal::connect(address));
    rig.host
        .with_journal(journal.unwrap_or_else(|error| panic!("{error}")))
}

/// Plays some at once.
pub async fn all<T: Send>(played: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut futures: Vec<_> = played.map(|each| Some(Box::pin(each))).collect();
    let mut records: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (future, record) in futures.iter_mut().zip(&mut records) {
            if let Some(running) = future
                && let std::task::Poll::Ready(done) = running.as_mut().poll(context)
            {
                (*record, *future) = (Some(done), None);
            }
        }
        match records.iter().all(Option::is_some) {
            true => std::task::Poll::Ready(()),
            false => std::task::Poll::Pending,
        }
    })
    .await;
    records.into_iter().flatten().collect()
}

/// Plays a schedule on a server that stays up.
pub async fn play(schedule: &Schedule, server: &Postgres) -> Record {
    let stand = Stand::new(schedule, server).await;
    let call = stand.call(schedule);
    let (first, took) = call.await.expect("no panic");
    stand.proxy.release();
    stand.finish(schedule, server, (first, took)).await
}

/// Plays a schedule in which the server ends.
pub async fn play_ending(schedule: &Schedule, server: &mut Postgres) -> Record {
    let stand = Stand::new(schedule, server).await;
    let call = stand.call(schedule);
    while !stand.proxy.has_struck() && !call.is_finished() {
        sleep(Duration::from_millis(2)).await;
    }
    match schedule.outage {
        Outage::Hung(_) => server.freeze(),
        Outage::Killed(_) => block_in_place(|| {
            server.kill();
            server.restart();
        }),
        _ => block_in_place(|| server.restart()),
    }
    stand.proxy.release();
    let told = call.await.expect("no panic");
    server.thaw();
    stand.finish(schedule, server, told).await
}

type Told = (Result<Outcome, Error>, Duration);

/// A service, a database, and the machine that buys.
struct Stand {
    rig: Rig,
    address: String,
    proxy: Proxy,
    host: VisualHost,
}

impl Stand {
    async fn new(schedule: &Schedule, server: &Postgres) -> Stand {
        let rig = Rig::start().await;
        let (address, proxy) = block_in_place(|| way(server));
        let host = connect(&rig, &proxy.address(&address));
        if let Outage::Slow(delay) = schedule.outage {
            proxy.delay(delay);
        }
        Stand {
            rig,
            address,
            proxy,
            host,
        }
    }

    /// The first call, in which the outage comes.
    fn call(&self, schedule: &Schedule) -> JoinHandle<Told> {
        match (schedule.outage, schedule.outage.fault()) {
            (Outage::Away(_), Some(fault)) => self.proxy.plan_from(schedule.statement, fault),
            (_, Some(fault)) => self.proxy.plan(schedule.statement, fault),
            (_, None) => {}
        }
        let (host, wait_ms) = (self.host.clone(), schedule.outage.wait_ms());
        tokio::spawn(async move {
            let begun = Instant::now();
            let told = order(&host, wait_ms).await;
            (told, begun.elapsed())
        })
    }

    /// The client asks until it has the product, and what there is then.
    async fn finish(self, schedule: &Schedule, server: &Postgres, told: Told) -> Record {
        let (first, took) = told;
        let (struck, statements) = (self.proxy.has_struck(), self.proxy.statements());
        let elsewhere = match schedule.same {
            true => self.address.clone(),
            false => block_in_place(|| server.database()),
        };
        let other = connect(&self.rig, &elsewhere);
        let last = repeat(&other).await;
        let last = match repeat(&self.host).await {
            Ok(task) if schedule.same && last.as_ref() != Ok(&task) => {
                Err(format!("{last:?} from one machine, {task} from the other"))
            }
            Ok(_) => last,
            Err(error) => Err(error),
        };
        let accepted = self.rig.simulator.accepted_with_prompt(CAT);
        let states = block_in_place(|| {
            // Gone at once: what it noted is written before it leaves.
            drop((other, self.host));
            let database = self.address.rsplit('/').next().unwrap_or_default();
            server.query(
                database,
                "SELECT state || ' ' || (task IS NOT NULL) FROM visual.purchases",
            )
        });
        Record {
            struck,
            statements,
            accepted,
            first_task: task_of(&first),
            first: brief(&first),
            took,
            wait: Duration::from_millis(schedule.outage.wait_ms().into()),
            last,
            states: states.lines().map(str::to_owned).collect(),
        }
    }
}

async fn order(host: &VisualHost, wait_ms: u32) -> Result<Outcome, Error> {
    let order = host.order(Request::new(TOOL, ARGUMENTS));
    let order = order.idempotency_key(KEY).options(rig::wait(wait_ms));
    order.outcome().await
}

/// Asks until there is a product, and says of which task.
pub async fn repeat(host: &VisualHost) -> Result<String, String> {
    let end = Instant::now() + PATIENCE;
    loop {
        let told = order(host, 20_000).await;
        if let (Ok(Outcome::Done(_)), Some(task)) = (&told, task_of(&told)) {
            return Ok(task);
        }
        if Instant::now() > end {
            return Err(brief(&told));
        }
        sleep(PAUSE).await;
    }
}

/// The task that the caller was told of.
pub fn task_of(told: &Result<Outcome, Error>) -> Option<String> {
    let id = |task: &Task| task.id.clone();
    match told {
        Ok(Outcome::Done(done)) => done.task.as_ref().map(id),
        Ok(Outcome::Pending(pending)) => Some(id(&pending.task)),
        Err(error) => error.task.as_ref().map(id),
    }
}

pub fn brief(told: &Result<Outcome, Error>) -> String {
    match told {
        Ok(Outcome::Done(_)) => "done".to_owned(),
        Ok(Outcome::Pending(_)) => "pending".to_owned(),
        Err(error) => format!("{:?}, {:?}: {}", error.kind, error.purchase, error.message),
    }
}
