//! Every key is sent to all members at once, while connections, the database's server and the
//! ways to it end.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use volc_sim::Simulator;

use crate::fleet::Fleet;
use crate::order::{End, Met, Order};
use crate::report::Report;

const KEYS: usize = 500;
const CONTROL: usize = 40;
/// Keys under way at once.
const AT_ONCE: usize = 8;
const SECOND: Duration = Duration::from_secs(1);
/// After how many quarters of the keys which members lose their connections to the database, and
/// for how many seconds new ones get no answer: the second time for longer than they wait for it.
const CUTS: [(usize, &[usize], u32); 2] = [(2, &[0, 2], 2), (3, &[0, 1, 2, 3], 8)];

/// A key, and what its requests were told.
struct Raced {
    order: Order,
    ends: Vec<End>,
    met: Met,
}

/// What came of all keys.
#[derive(Default)]
struct Sum {
    keys: usize,
    with_task: usize,
    not_made: usize,
    unknown: usize,
    /// Accepted and told to nobody, or not decided at all.
    lost: Vec<String>,
    /// Accepted more than once, or with two tasks.
    twice: usize,
    accepted: u64,
    met: Met,
}

/// The fleet: at most once, whatever happens.
pub async fn run(fleet: &mut Fleet, report: &mut Report) -> Result<()> {
    let (progress, ended) = watch::channel(0);
    let buyers = tokio::spawn(race(fleet.addresses(), ("raced", KEYS), progress));
    disturb(fleet, ended).await?;
    let sum = Sum::new(&buyers.await??, &fleet.simulator);
    report.check(
        "a key at all members at once",
        // A client may have left just when its member could not write down what it had bought.
        sum.twice == 0 && sum.lost.is_empty() && sum.unknown <= AT_ONCE,
        &sum.to_string(),
    );
    for lost in &sum.lost {
        println!("       {lost}");
    }
    Ok(())
}

/// The same clients at two servers that share no journal: there it must be seen.
pub async fn control(fleet: &Fleet, report: &mut Report) -> Result<()> {
    let (first, _alone_1) = fleet.serve("alone-1").await?;
    let (second, _alone_2) = fleet.serve("alone-2").await?;
    let (progress, _ended) = watch::channel(0);
    let raced = race(vec![first, second], ("control", CONTROL), progress).await?;
    let sum = Sum::new(&raced, &fleet.simulator);
    report.check(
        "the same without a shared journal buys twice",
        sum.twice == sum.keys,
        &format!("{} of {} keys", sum.twice, sum.keys),
    );
    Ok(())
}

/// The database's server killed and started again, two members cut off from it, then all.
async fn disturb(fleet: &Fleet, mut ended: watch::Receiver<usize>) -> Result<()> {
    ended.wait_for(|count| *count >= KEYS / 4).await?;
    fleet.with_postgres(|postgres| postgres.kill()).await?;
    tokio::time::sleep(SECOND).await;
    fleet.with_postgres(|postgres| postgres.restart()).await?;
    for (part, which, seconds) in CUTS {
        ended.wait_for(|count| *count >= KEYS * part / 4).await?;
        let ways = || which.iter().filter_map(|index| fleet.members.get(*index));
        for member in ways() {
            member.proxy.hold();
            member.proxy.cut();
        }
        tokio::time::sleep(seconds * SECOND).await;
        ways().for_each(|member| member.proxy.release());
    }
    Ok(())
}

async fn race(
    members: Vec<SocketAddr>,
    (name, keys): (&'static str, usize),
    progress: watch::Sender<usize>,
) -> Result<Vec<Raced>> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut racing = JoinSet::new();
    for number in 0..keys {
        let place = places.clone().acquire_owned().await?;
        let (members, progress) = (members.clone(), progress.clone());
        racing.spawn(async move {
            let order = Order::keyed(format!("{name}-{number}"));
            let mut clients = JoinSet::new();
            for (index, member) in members.into_iter().enumerate() {
                let mut order = order.clone();
                // One in twelve leaves, early or late, and asks again.
                if (number + index) % 12 == 0 {
                    order.leaves_after = Some(Duration::from_millis(number as u64 % 25));
                }
                clients.spawn(async move { order.buy(&[member]).await });
            }
            let mut raced = Raced {
                order,
                ends: Vec::new(),
                met: Met::default(),
            };
            for (end, met) in clients.join_all().await {
                raced.ends.push(end);
                raced.met += met;
            }
            progress.send_modify(|count| *count += 1);
            drop(place);
            raced
        });
    }
    Ok(racing.join_all().await)
}

impl Sum {
    fn new(raced: &[Raced], simulator: &Simulator) -> Sum {
        let mut sum = Sum::default();
        for key in raced {
            let accepted = simulator.accepted_with_prompt(&key.order.prompt);
            sum.add(key, accepted);
        }
        sum
    }

    fn add(&mut self, key: &Raced, accepted: u64) {
        let tasks: BTreeSet<&String> = key
            .ends
            .iter()
            .filter_map(|end| match end {
                End::Task(task) => Some(task),
                _ => None,
            })
            .collect();
        let any = |is: fn(&End) -> bool| key.ends.iter().any(is);
        self.keys += 1;
        self.accepted += accepted;
        self.met += key.met;
        self.twice += usize::from(accepted > 1 || tasks.len() > 1);
        let undecided = any(|end| matches!(end, End::Wrong(_) | End::Lost(_) | End::Product));
        if undecided {
            self.lost
                .push(format!("{accepted} accepted: {:?}", key.ends));
        } else if !tasks.is_empty() {
            self.with_task += 1;
        } else if any(|end| *end == End::Unknown) {
            self.unknown += 1;
            println!("       unknown, {accepted} accepted: {:?}", key.ends);
        } else if accepted == 0 {
            self.not_made += 1;
        } else {
            self.lost
                .push(format!("{accepted} accepted: {:?}", key.ends));
        }
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} keys, accepted submits {}, bought twice {}; {} with their task, {} refused and not bought, {} unknown, \
             {} lost; {} requests, {} cut, {} busy, {} refused for now",
            self.keys,
            self.accepted,
            self.twice,
            self.with_task,
            self.not_made,
            self.unknown,
            self.lost.len(),
            self.met.sent,
            self.met.cut,
            self.met.busy,
            self.met.refused,
        )
    }
}
