//! Many callers of an account whose quota of a tool is two jobs at once.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Instant;

use anyhow::Result;
use tokio::task::JoinSet;

use crate::fleet::Fleet;
use crate::order::{End, Met, Order};
use crate::report::Report;

const TOOL: &str = "jimeng-3.0";
const REQ_KEY: &str = "jimeng_t2i_v30";
const LIMIT: u32 = 2;
const CALLERS: usize = 20;
/// Orders of each caller, one after another.
const ORDERS: usize = 10;
/// How far the callers' waits may be apart.
const SPREAD: f64 = 1.2;

/// What the service lets in.
pub fn service() -> BTreeMap<String, u32> {
    BTreeMap::from([(REQ_KEY.to_owned(), LIMIT)])
}

/// All get their products, within the quota and with about the same wait, at whichever member.
pub async fn run(fleet: &Fleet, report: &mut Report) -> Result<()> {
    let members: Vec<SocketAddr> = fleet.addresses();
    let before = fleet.simulator.meter();
    let mut callers = JoinSet::new();
    for caller in 0..CALLERS {
        let own = caller % members.len();
        let member = members.get(own).copied();
        callers.spawn(async move {
            let begun = Instant::now();
            let (mut done, mut met) = (0, Met::default());
            for number in 0..ORDERS {
                let order = Order {
                    tool: TOOL,
                    prefer: "wait=120",
                    ..Order::keyed(format!("quota-{caller}-{number}"))
                };
                let (end, more) = order.buy(member.as_slice()).await;
                done += usize::from(matches!(end, End::Task(_) | End::Product));
                met += more;
            }
            (own, done, met, begun.elapsed())
        });
    }
    let callers = callers.join_all().await;
    let meter = fleet.simulator.meter();
    let waits: Vec<f64> = callers
        .iter()
        .map(|(.., time)| time.as_secs_f64())
        .collect();
    let longest = waits.iter().copied().fold(0.0, f64::max);
    let shortest = waits.iter().copied().fold(f64::INFINITY, f64::min);
    let done: usize = callers.iter().map(|(_, done, ..)| done).sum();
    let refused = meter.refused_by_concurrency - before.refused_by_concurrency;
    let accepted = meter
        .accepted_by_req_key
        .get(REQ_KEY)
        .copied()
        .unwrap_or_default();
    let told: u32 = callers.iter().map(|(_, _, met, _)| met.refused).sum();
    report.check(
        "20 callers, a quota of two at once",
        done == CALLERS * ORDERS && longest <= SPREAD * shortest && refused * 10 <= accepted,
        &format!(
            "{done} of {} done, accepted {accepted}, a third at once {refused} times, \
             told to repeat {told}; \
             {ORDERS} orders took a caller {shortest:.1} to {longest:.1} s",
            CALLERS * ORDERS,
        ),
    );
    for member in 0..members.len() {
        let own = callers.iter().filter(|(own, ..)| *own == member);
        let own: Vec<f64> = own.map(|(.., time)| time.as_secs_f64()).collect();
        let mean = own.iter().sum::<f64>() / own.len() as f64;
        println!("       callers of {}: {mean:.1} s", fleet.name(member));
    }
    Ok(())
}
