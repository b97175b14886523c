//! The callers of a soak.

use crate::calls::Calls;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use visual_host::types::Outcome;
use visual_host::{Journal, Keys, StaticKeys, VisualHost};
use volcengine_visual::call::flow::submit_timeout_ms;

use crate::torture::dice::Dice;
use crate::torture::play::{Record, collect};
use crate::torture::{Subject, Told};
use crate::{product, rig};

/// How long a caller waits, in milliseconds.
const WAIT_MS: u32 = 4_000;
/// After this much more time a call is taken to be stuck.
const GRACE: Duration = Duration::from_secs(60);
/// How long a product is fetched at most.
const FETCH_WITHIN: Duration = Duration::from_secs(10);
/// Of so many products one is fetched.
const FETCHED: u64 = 5;

/// Calls with every pair of keys for so long, and prints what comes of it.
/// The words are the endpoint, the seconds, the seed, and `ID:SECRET` of each
/// account.
pub async fn work(words: &[&str]) -> Result<()> {
    let [endpoint, seconds, seed, accounts @ ..] = words else {
        anyhow::bail!("soak-worker takes an endpoint, seconds, a seed and keys");
    };
    let end = Instant::now() + Duration::from_secs_f64(seconds.parse()?);
    let seed: u64 = seed.parse()?;
    // In a file, as that of a program that runs for long.
    let directory = tempfile::tempdir()?;
    let journal = Journal::open(&directory.path().join("journal.db"))?;
    let host = rig::host(StaticKeys::new(Keys::new("", ""))).with_journal(journal);
    let numbers = Arc::new(AtomicU64::new(0));
    let mut lanes = JoinSet::new();
    for (lane, account) in accounts.iter().enumerate() {
        let (id, secret) = account.split_once(':').context("ID:SECRET")?;
        let keys = Keys::new(id, secret).with_endpoint(endpoint);
        let caller = Caller {
            host: host.with_credentials(StaticKeys::new(keys)),
            numbers: numbers.clone(),
            dice: Dice::new(seed.wrapping_add(lane as u64)),
        };
        lanes.spawn(caller.call_until(end));
    }
    while let Some(lane) = lanes.join_next().await {
        lane?;
    }
    Ok(())
}

struct Caller {
    host: VisualHost,
    numbers: Arc<AtomicU64>,
    dice: Dice,
}

impl Caller {
    async fn call_until(mut self, end: Instant) {
        while Instant::now() < end {
            let number = self.numbers.fetch_add(1, Ordering::Relaxed);
            println!("{}", json!({ "begins": number }));
            println!("{}", self.call(number).await);
            let pause = Duration::from_millis(50 + self.dice.below(300));
            tokio::time::sleep(pause).await;
        }
    }

    /// One request, up to its end.
    async fn call(&mut self, number: u64) -> Value {
        let subject = self.dice.pick(&Subject::BOTH);
        let wait_ms = match (subject, self.dice.below(5)) {
            (Subject::Task, 0) => 0,
            _ => WAIT_MS,
        };
        let prompt = format!("soak #{number:09}");
        let arguments = json!({ "prompt": prompt, "seed": 7 }).to_string();
        let options = rig::wait(wait_ms);
        let call = self.host.invoke(subject.tool(), &arguments, Some(&options));
        // Without a wait, the submission is waited for.
        let whole = match wait_ms {
            0 => submit_timeout_ms(arguments.len()),
            _ => wait_ms.into(),
        };
        let limit = Duration::from_millis(whole) + GRACE;
        let Ok(answer) = tokio::time::timeout(limit, call).await else {
            return json!({ "prompt": prompt, "told": "nothing" });
        };
        if let Ok(Outcome::Done(done)) = &answer
            && self.dice.below(FETCHED) == 0
        {
            // The line may break or trickle here as well: that is no purchase.
            let fetched = product::whole(&self.host, done, 0);
            let _ = tokio::time::timeout(FETCH_WITHIN, fetched).await;
        }
        let (record, task) = Record::new(Some(answer));
        let collected = match &task {
            Some(task) if record.told != Told::Done => Some(collect(&self.host, task).await),
            _ => None,
        };
        json!({
            "prompt": prompt,
            "tool": subject.tool(),
            "told": format!("{:?}", record.told),
            "error": record.error.map(|(kind, message)| format!("{kind:?}: {message}")),
            "trap": record.trap,
            "collected": collected,
        })
    }
}
