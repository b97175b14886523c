//! The control: a plain client that sends again whatever breaks, as careless
//! programs do.

use std::time::Duration;

use bytes::Bytes;
use tokio::time::timeout;

use super::play::start;
use super::probe::account;
use super::{Schedule, Stage};
use crate::plain::{Account, Connection};

/// How often it sends.
const TRIES: usize = 3;
/// How long it waits for a reply.
const PATIENCE: Duration = Duration::from_secs(1);

/// Plays a schedule with the prompt of this number; how often it bought.
pub async fn play(schedule: &Schedule, number: usize, stage: &Stage) -> u64 {
    let rig = start(schedule, &stage.host).await;
    let account = account(&rig);
    let probe = stage.probe(schedule.subject, schedule.script);
    let mut line = None;
    if schedule.reuse {
        let free = ("CVSync2AsyncGetResult", Bytes::from_static(b"{}"));
        ask(&account, &mut line, &free).await;
    }
    for fault in &schedule.faults {
        rig.simulator.inject(fault.clone());
    }
    let purchase = (probe.action.as_str(), probe.body(number));
    for _ in 0..TRIES {
        if ask(&account, &mut line, &purchase).await {
            break;
        }
        line = None;
    }
    let prompt = schedule.script.prompt(number);
    rig.simulator.accepted_with_prompt(&prompt)
}

/// Whether a whole reply came. The line is kept if it did.
async fn ask(
    account: &Account,
    line: &mut Option<Connection>,
    (action, body): &(&str, Bytes),
) -> bool {
    let exchange = async {
        let mut connection = match line.take() {
            Some(connection) => connection,
            None => Connection::open(&account.authority).await.ok()?,
        };
        let request = account.signed(action, body).ok()?;
        connection.ask(request).await.ok()?;
        Some(connection)
    };
    *line = timeout(PATIENCE, exchange).await.ok().flatten();
    line.is_some()
}
