//! Plays all schedules of a scenario, some at a time.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::judge::{judge, overrun};
use super::play::play;
use super::{Parting, Player, Row, Scenario, Schedule, Stage, blind, lies, same};

/// Plays a scenario. `slack` is what a call may be longer than its wait, where
/// that is a bar.
async fn run(scenario: &Scenario, stage: &Arc<Stage>, slack: Duration) -> Row {
    let mut row = Row::new(scenario, slack);
    let mut waiting = (scenario.schedules)(stage).into_iter().enumerate();
    let mut playing = JoinSet::new();
    loop {
        while playing.len() < scenario.at_once
            && let Some((number, schedule)) = waiting.next()
        {
            playing.spawn(one(
                scenario.player,
                (number, schedule),
                (stage.clone(), slack),
            ));
        }
        match playing.join_next().await {
            None => break,
            Some(Ok(played)) => row.add(played),
            // Something in here is not as it must be, and no fault did that.
            Some(Err(error)) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    row.add_strays(stage.ear.heard().await);
    row
}

/// Plays these, one after the other at full size; a small part of them at
/// once. `told` hears of each that has ended.
pub async fn run_all(
    scenarios: &[Scenario],
    stage: &Arc<Stage>,
    slack: Duration,
    told: impl Fn(&Row),
) -> Vec<Row> {
    let at_once = stage.size.pick(scenarios.len(), 1);
    let mut waiting = scenarios.iter().copied().enumerate();
    let mut playing = JoinSet::new();
    let mut rows = Vec::new();
    loop {
        while playing.len() < at_once
            && let Some((number, scenario)) = waiting.next()
        {
            let stage = stage.clone();
            playing.spawn(async move { (number, run(&scenario, &stage, slack).await) });
        }
        match playing.join_next().await {
            None => break,
            Some(Ok((number, row))) => {
                told(&row);
                rows.push((number, row));
            }
            Some(Err(error)) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    rows.sort_by_key(|(number, _)| *number);
    rows.into_iter().map(|(_, row)| row).collect()
}

/// What a schedule came to.
pub struct Played {
    /// The schedule.
    pub schedule: Schedule,
    /// Jobs that were accepted.
    pub accepted: u64,
    /// How much longer than its wait the call was.
    pub overrun: Option<Duration>,
    /// How its caller left, if it did.
    pub parting: Option<Parting>,
    /// What did not hold.
    pub flaws: Vec<super::Flaw>,
}

/// What a call may be longer than its pauses, on a machine that does nothing else.
const SLACK: Duration = Duration::from_secs(1);

async fn one(
    player: Player,
    (number, schedule): (usize, Schedule),
    (stage, slack): (Arc<Stage>, Duration),
) -> Played {
    let _place = stage
        .places
        .acquire()
        .await
        .expect("places are never closed");
    let mut played = Played {
        schedule,
        accepted: 0,
        overrun: None,
        parting: None,
        flaws: Vec::new(),
    };
    let schedule = &played.schedule;
    match player {
        Player::Blind => played.accepted = blind::play(schedule, number, &stage).await,
        Player::Same => {
            (played.accepted, played.flaws) = same::play(schedule, number, &stage).await;
        }
        Player::Product | Player::Liar => {
            let record = match player {
                Player::Liar => lies::play(schedule, number, &stage).await,
                _ => play(schedule, number, &stage).await,
            };
            played.flaws = judge(schedule, &record, slack.max(SLACK));
            played.overrun = overrun(schedule, &record);
            (played.accepted, played.parting) = (record.accepted, record.parting);
        }
    }
    played
}
