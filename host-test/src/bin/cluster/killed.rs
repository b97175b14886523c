//! One member of each kind is killed while all of them buy.

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Result;
use host_test::served::{request, with};
use host_test::visual_serve::answer;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

use crate::fleet::Fleet;
use crate::order::{End, Met, Order};
use crate::report::Report;

const REQUESTS: usize = 400;
const AT_ONCE: usize = 32;
/// Who is killed after how many orders have ended.
const KILLED: [(usize, usize); 2] = [(1, REQUESTS / 4), (3, REQUESTS / 2)];

/// Every order ends with its task or product, at whichever member.
pub async fn run(fleet: &mut Fleet, report: &mut Report) -> Result<()> {
    let (progress, ended) = watch::channel(0);
    let buyers = tokio::spawn(buy(fleet.addresses(), progress));
    for (member, after) in KILLED {
        let mut ended = ended.clone();
        ended.wait_for(|count| *count >= after).await?;
        fleet.kill(member).await?;
    }
    let orders = buyers.await??;
    let met = orders.iter().fold(Met::default(), |mut sum, (_, _, met)| {
        sum += *met;
        sum
    });
    let count = |is: fn(&End) -> bool| orders.iter().filter(|(_, end, _)| is(end)).count();
    let unknown = count(|end| *end == End::Unknown);
    let bought = count(|end| matches!(end, End::Task(_) | End::Product));
    let accepted = |order: &Order| fleet.simulator.accepted_with_prompt(&order.prompt);
    let max = orders.iter().map(|(order, ..)| accepted(order)).max();
    let charged: u64 = orders.iter().map(|(order, ..)| accepted(order)).sum();
    // The response that names the task dies with the process that waits for it. Then the client is
    // told that the purchase is unknown.
    let bound = KILLED.len() * AT_ONCE.div_ceil(fleet.members.len());
    report.check(
        "one of each kind killed (-9)",
        bought + unknown == REQUESTS && unknown <= bound && max == Some(1),
        &format!(
            "{REQUESTS} requests, {bought} with their task or product, {unknown} told `purchase: unknown`; \
             accepted submits {charged}, per key {} at the maximum; {} sent, {} without an answer, {} busy, {} refused for now",
            max.unwrap_or_default(),
            met.sent,
            met.cut,
            met.busy,
            met.refused,
        ),
    );
    for (_, end, _) in orders
        .iter()
        .filter(|(_, end, _)| matches!(end, End::Wrong(_) | End::Lost(_) | End::NotMade(_)))
    {
        println!("       {end:?}");
    }
    fleet.run(&KILLED.map(|(member, _)| member)).await?;
    collect(fleet, &orders, report).await
}

async fn buy(
    members: Vec<SocketAddr>,
    progress: watch::Sender<usize>,
) -> Result<Vec<(Order, End, Met)>> {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut clients = JoinSet::new();
    for number in 0..REQUESTS {
        let place = places.clone().acquire_owned().await?;
        let (mut members, progress) = (members.clone(), progress.clone());
        clients.spawn(async move {
            let mut order = Order::keyed(format!("killed-{number}"));
            if number % 2 == 1 {
                order.prefer = "wait=30";
            }
            let first = number % members.len();
            members.rotate_left(first);
            let (end, met) = order.buy(&members).await;
            progress.send_modify(|count| *count += 1);
            drop(place);
            (order, end, met)
        });
    }
    Ok(clients.join_all().await)
}

/// A task is everyone's: each is collected at another member than the one that it was bought at.
async fn collect(fleet: &Fleet, orders: &[(Order, End, Met)], report: &mut Report) -> Result<()> {
    let members = fleet.addresses();
    let mut collected = 0;
    let mut tasks = 0;
    for (number, (_, end, _)) in orders.iter().enumerate() {
        let End::Task(path) = end else { continue };
        tasks += 1;
        let Some(member) = members.get(number % members.len()) else {
            continue;
        };
        let ask = with(request("GET", path, None), "prefer", "wait=30");
        let told = answer(*member, ask).await?;
        match told.status {
            200 => collected += 1,
            _ => println!("       {path}: {}", told.text()),
        }
    }
    report.check(
        "tasks collected at any member",
        collected == tasks && tasks > 0,
        &format!("{collected} of {tasks}"),
    );
    Ok(())
}
