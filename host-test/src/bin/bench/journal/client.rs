//! A member of a fleet at work: purchases one after the other, and questions after tasks at rest.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::Result;
use host_test::torture::Dice;
use serde_json::json;
use tokio_postgres::{NoTls, Statement};
use visual_shared_journal::{Claim, Claimed, Row, Seal, sql};

use super::{MEMBERS, Times};

/// What it sends that is committed.
pub const WRITES: [&str; 5] = ["claim", "leaves", "accepted", "ended", "tick"];

/// The steps of a purchase, and what happens beside it.
const STATEMENTS: [(&str, &str); 12] = [
    ("claim", sql::CLAIM),
    ("enter", sql::ENTER),
    ("leaves", sql::SETTLE),
    ("accepted", sql::SETTLE),
    ("taught", sql::REPORT),
    ("poll", sql::POLL),
    ("of_job", sql::OF_JOB),
    ("of_rest", sql::OF_JOB),
    ("ended", sql::END_JOB),
    ("gone", sql::REPORT),
    ("polled", sql::POLLED),
    ("tick", sql::TICK),
];

/// A connection, and what it has prepared.
pub struct Client {
    client: tokio_postgres::Client,
    prepared: HashMap<&'static str, Statement>,
    number: usize,
    /// Tasks at rest that nobody has asked for: tenant and job.
    rest: Vec<(String, String)>,
    dice: Dice,
    times: Times,
}

impl Client {
    /// One of several, of a journal with so many tasks at rest.
    pub async fn connect(address: &str, number: usize, rest: u64) -> Result<Client> {
        let (client, connection) = tokio_postgres::connect(address, NoTls).await?;
        tokio::spawn(connection);
        let mut dice = Dice::new(rest + number as u64);
        let some = (0..rest.min(20_000)).map(|_| dice.below(rest) as i64);
        let some: Vec<i64> = some.collect();
        let named = "SELECT h('tenant', n % 10000), job(n) FROM unnest($1::bigint[]) AS n";
        let named = client.query(named, &[&some]).await?;
        let mut prepared = HashMap::new();
        for (name, statement) in STATEMENTS {
            prepared.insert(name, client.prepare(statement).await?);
        }
        Ok(Client {
            rest: named.iter().map(|row| (row.get(0), row.get(1))).collect(),
            prepared,
            client,
            number,
            dice,
            times: Times::new(),
        })
    }

    /// Works until this moment. Returns the times of each statement; its connection is open until it
    /// is dropped.
    pub async fn work(mut self, end: Instant) -> Result<(Client, Times)> {
        let mut count = 0_u64;
        while Instant::now() < end {
            count += 1;
            self.purchase().await?;
            if count % 10 == 1 {
                self.tick().await?;
            }
        }
        let times = std::mem::take(&mut self.times);
        Ok((self, times))
    }

    async fn purchase(&mut self) -> Result<()> {
        // Rounds of clients share the tables, and each purchase is new.
        static PURCHASES: AtomicU64 = AtomicU64::new(0);
        let seal = Seal::new([7; 32]);
        let name = PURCHASES.fetch_add(1, Ordering::Relaxed).to_string();
        let tenant = self.dice.below(10_000).to_string();
        let mut row = Row {
            idempotency_key: seal.hash("key", &[&name])[..32].to_owned(),
            scope: seal.scope(&tenant, "a", "t"),
            key_scope: seal.scope(&tenant, "b", "t"),
            tenant: seal.tenant(&tenant),
            payer: seal.payer(&tenant, "a"),
            tool: "jimeng-t2i-v40".to_owned(),
            state: "queued".to_owned(),
            fingerprint: seal.arguments(name.as_bytes()),
            json_fingerprint: seal.arguments(tenant.as_bytes()),
            owner: format!("m{}.{}", self.number, &seal.hash("owner", &[&name])[..32]),
            named: true,
            since: 1_800_000_000,
            keep: 172_800,
            unit: Some("image".to_owned()),
            amount_max: Some(200_000),
            ..Row::default()
        };
        let claim = Claim {
            entry: &row,
            access_key: &seal.access_key(&tenant),
            account: &seal.account(&tenant),
            lease_ms: None,
            max_calls: None,
            max_spent: None,
            currency: None,
        };
        let claim = serde_json::to_string(&claim)?;
        let said = self.timed("claim", &[&claim]).await?;
        anyhow::ensure!(
            serde_json::from_str::<Claimed>(&said)? == Claimed::New,
            said
        );

        let turn = json!({"claim": row.owner, "quota": format!("q{}", self.number),
            "tenant": row.tenant, "member": "m1", "concurrency": 10, "fixed": false});
        let turn = self.timed("enter", &[&turn.to_string()]).await?;
        anyhow::ensure!(turn.contains("\"turn\": true"), turn);

        row.state = "sending".to_owned();
        let rows = serde_json::to_string(&[&row])?;
        self.timed("leaves", &[&rows]).await?;

        row.state = "pending".to_owned();
        row.task = Some(format!("vt1.{}", seal.hash("task", &[&name, &name])));
        row.job = Some(seal.job(&row.tool, &name, ""));
        let rows = serde_json::to_string(&[&row])?;
        let found = self.timed("accepted", &[&rows]).await?;
        anyhow::ensure!(found == "[1]", "the claim is gone");

        let report = |what| json!([{"claim": row.owner, "what": what}]).to_string();
        let (accepted, ended) = (report("accepted"), report("ended"));
        self.timed("taught", &[&accepted]).await?;
        let mut poll = json!({"job": row.job, "tenant": row.tenant, "claim": row.owner,
            "lease_ms": 20_000});
        let mine = self.timed("poll", &[&poll.to_string()]).await?;
        anyhow::ensure!(mine.contains("\"mine\": true"), mine);
        let job = row.job.clone().unwrap_or_default();
        let known = self.timed("of_job", &[&row.tenant, &job]).await?;
        anyhow::ensure!(known.len() > 2, "the task is gone");
        if let Some((tenant, job)) = self.rest.pop() {
            let known = self.timed("of_rest", &[&tenant, &job]).await?;
            anyhow::ensure!(known.len() > 2, "no {job} at rest");
        }
        row.state = "done".to_owned();
        let rows = serde_json::to_string(&[&row])?;
        self.timed("ended", &[&rows]).await?;
        self.timed("gone", &[&ended]).await?;
        poll = json!([poll]);
        self.timed("polled", &[&poll.to_string()]).await?;
        Ok(())
    }

    /// Prolongs the lease of one of all members.
    async fn tick(&mut self) -> Result<()> {
        let member = format!("m{}", self.dice.below(MEMBERS as u64));
        let tick = json!({"name": member, "about": "", "lease_ms": 86_400_000, "joins": false,
            "proven": 0, "estimated": 0});
        self.timed("tick", &[&tick.to_string()]).await?;
        Ok(())
    }

    async fn timed(&mut self, name: &'static str, values: &[&str]) -> Result<String> {
        let began = Instant::now();
        let values: Vec<&(dyn tokio_postgres::types::ToSql + Sync)> =
            values.iter().map(|value| value as _).collect();
        let rows = self.client.query(&self.prepared[name], &values).await?;
        let took = u32::try_from(began.elapsed().as_micros())?;
        self.times.entry(name).or_default().push(took);
        let text: Option<Option<&str>> = rows.first().map(|row| row.get(0));
        Ok(text.flatten().unwrap_or_default().to_owned())
    }
}
