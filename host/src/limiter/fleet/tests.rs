//! Members of a fleet on one database. The rules that depend on time alone are those of `group`.

use super::super::{Limiter, Permit, Quota, Refusal, Ticket};
use crate::Journal;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use test_postgres::{Postgres, database};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, sleep};
use visual_shared_journal::sql;

/// A process of the fleet.
struct Member {
    journal: Journal,
    limiter: Limiter,
}

impl Member {
    fn join(address: &str) -> Member {
        let journal = Journal::connect(address).unwrap();
        let limiter = Limiter::default().beside(&journal);
        Member { journal, limiter }
    }

    /// What a statement of one row returns.
    async fn row(&self, statement: &'static str) -> String {
        let database = self.journal.database().unwrap();
        let rows = database.ask(statement, &[], soon()).await.unwrap();
        rows.into_iter().next().unwrap_or_default()
    }

    async fn until(&self, statement: &'static str, wanted: &str) {
        while self.row(statement).await != wanted {
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn now(&self, ticket: &Ticket) -> Option<Permit> {
        self.limiter
            .admit_now(ticket.clone(), soon())
            .await
            .unwrap()
    }

    /// Its turn, as soon as it is there at once.
    async fn until_now(&self, ticket: &Ticket) -> Permit {
        loop {
            if let Some(permit) = self.now(ticket).await {
                return permit;
            }
            sleep(Duration::from_millis(10)).await;
        }
    }

    fn queue(&self, ticket: &Ticket) -> JoinHandle<Permit> {
        let (limiter, ticket) = (self.limiter.clone(), ticket.clone());
        tokio::spawn(async move { limiter.admit(ticket).await })
    }
}

const WAITING: &str = "SELECT count(*)::text FROM visual.turns WHERE state = 'waiting'";
const TURNS: &str = "SELECT count(*)::text FROM visual.turns";

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

fn ticket(tenant: &str, quota: Quota) -> Ticket {
    Ticket::new("AKLThidden", "jimeng_t2i_v40")
        .with_tenant(tenant)
        .with_quota(quota)
}

fn at_once(number: u32) -> Quota {
    Quota::default().with_concurrency(number).with_fixed(true)
}

/// What each caller waited, in turns of others and in time.
type Waits = BTreeMap<usize, Vec<(usize, Duration)>>;

#[tokio::test]
async fn twenty_callers_of_four_members_hold_two_places_and_wait_alike() {
    const ROUNDS: usize = 5;
    let Some(address) = database() else { return };
    let members: Vec<Member> = (0..4).map(|_| Member::join(&address)).collect();
    let running = Arc::new(AtomicUsize::new(0));
    let turns = Arc::new(AtomicUsize::new(0));
    let waits: Arc<Mutex<Waits>> = Arc::default();
    let quota = ticket("first", at_once(2));
    let places = [members[0].now(&quota).await, members[1].now(&quota).await];
    let mut callers = JoinSet::new();
    for caller in 0..20 {
        let limiter = members[caller % 4].limiter.clone();
        let (running, turns, waits) = (running.clone(), turns.clone(), waits.clone());
        callers.spawn(async move {
            for _ in 0..ROUNDS {
                let (before, begun) = (turns.load(SeqCst), Instant::now());
                let permit = limiter.admit(ticket("a", at_once(2))).await;
                assert!(running.fetch_add(1, SeqCst) < 2, "a third is let in");
                let wait = (turns.fetch_add(1, SeqCst) - before, begun.elapsed());
                waits.lock().unwrap().entry(caller).or_default().push(wait);
                permit.accepted();
                tokio::task::yield_now().await;
                running.fetch_sub(1, SeqCst);
            }
        });
    }
    // All are in the line before the first turn.
    members[0].until(WAITING, "20").await;
    drop(places);
    while let Some(ended) = callers.join_next().await {
        ended.unwrap();
    }
    members[0].until(TURNS, "0").await;
    let waits = waits.lock().unwrap();
    // In the first round few stand before the first, and in the last nobody comes after.
    let means: Vec<f64> = waits
        .values()
        .map(|waits| {
            let middle = &waits[1..ROUNDS - 1];
            let sum: usize = middle.iter().map(|(turns, _)| turns).sum();
            sum as f64 / middle.len() as f64
        })
        .collect();
    println!("mean waits, in turns of others: {means:.1?}");
    for (caller, waits) in &*waits {
        let sum: Duration = waits.iter().map(|(_, time)| time).sum();
        println!("caller {caller}: {:?} on average", sum / ROUNDS as u32);
    }
    let mean = means.iter().sum::<f64>() / means.len() as f64;
    let within = |wait: &f64| (wait - mean).abs() <= mean * 0.2;
    assert!(means.iter().all(within), "{means:.1?}");
}

#[tokio::test]
async fn a_member_that_dies_gives_its_places_back() {
    let Some(address) = database() else { return };
    let (dies, lives) = (Member::join(&address), Member::join(&address));
    let quota = ticket("a", at_once(2));
    let _places = [
        dies.now(&quota).await.unwrap(),
        dies.now(&quota).await.unwrap(),
    ];
    let _waits = dies.queue(&quota);
    lives.until(WAITING, "1").await;
    let waits = lives.queue(&quota);
    lives.until(WAITING, "2").await;
    let database = dies.journal.database().unwrap();
    database.vanish();
    let dead = "UPDATE visual.members SET until = clock_timestamp() WHERE name = $1";
    database
        .ask(dead, &[database.member()], soon())
        .await
        .unwrap();
    let _first = waits.await.unwrap();
    let _second = lives.until_now(&quota).await;
    assert!(lives.now(&quota).await.is_none());
}

#[tokio::test]
async fn what_one_member_learns_holds_for_all() {
    let Some(address) = database() else { return };
    let (one, other) = (Member::join(&address), Member::join(&address));
    let unknown = ticket("a", Quota::default());
    let first = one.now(&unknown).await.unwrap();
    let _second = other.now(&unknown).await.unwrap();
    let refused = one.now(&unknown).await.unwrap();
    refused.refused(Refusal::TooManyAtOnce, None);
    let waits = tokio::spawn(refused.requeue());
    other.until(WAITING, "1").await;
    assert!(other.now(&unknown).await.is_none(), "two are known to work");
    drop(first);
    let refused = waits.await.unwrap();
    assert!(other.now(&unknown).await.is_none(), "it came before");
    drop(refused);
    drop(other.until_now(&unknown).await);
}

#[tokio::test]
async fn one_more_is_tried_where_members_reached_the_limit_together() {
    let Some(address) = database() else { return };
    let (one, other) = (Member::join(&address), Member::join(&address));
    let quota = ticket("a", Quota::default().with_concurrency(2));
    let (first, second) = (
        one.now(&quota).await.unwrap(),
        other.now(&quota).await.unwrap(),
    );
    assert!(one.now(&quota).await.is_none(), "two were not seen to work");
    first.accepted();
    second.accepted();
    let third = one.until_now(&quota).await;
    assert!(other.now(&quota).await.is_none(), "one more at a time");
    third.refused(Refusal::TooManyAtOnce, None);
    other
        .until(
            "SELECT count(*)::text FROM visual.turns WHERE state = 'refused'",
            "1",
        )
        .await;
    drop((third, second));
    drop(other.until_now(&quota).await);
    let _second = other.until_now(&quota).await;
    assert!(one.now(&quota).await.is_none(), "it rests");
}

#[tokio::test]
async fn tenants_of_all_members_take_turns() {
    let Some(address) = database() else { return };
    let (one, other) = (Member::join(&address), Member::join(&address));
    let place = one.now(&ticket("first", at_once(1))).await.unwrap();
    let order: Arc<Mutex<Vec<&str>>> = Arc::default();
    let mut queue = JoinSet::new();
    let tenants = [
        (&one, "a"),
        (&other, "a"),
        (&one, "a"),
        (&other, "b"),
        (&one, "c"),
    ];
    for (number, (member, tenant)) in tenants.into_iter().enumerate() {
        let limiter = member.limiter.clone();
        let order = order.clone();
        queue.spawn(async move {
            let _permit = limiter.admit(ticket(tenant, at_once(1))).await;
            order.lock().unwrap().push(tenant);
        });
        let count = "SELECT (count(*) >= $1::text::bigint)::text FROM visual.turns
                     WHERE state = 'waiting'";
        let database = one.journal.database().unwrap();
        let wanted = (number + 1).to_string();
        while database.ask(count, &[&wanted], soon()).await.unwrap() != ["true"] {
            sleep(Duration::from_millis(10)).await;
        }
    }
    drop(place);
    queue.join_all().await;
    assert_eq!(*order.lock().unwrap(), ["a", "b", "c", "a", "a"]);
}

#[tokio::test]
async fn who_stops_waiting_leaves_nothing_behind() {
    let Some(address) = database() else { return };
    let member = Member::join(&address);
    let quota = ticket("a", at_once(1));
    let place = member.now(&quota).await.unwrap();
    for _ in 0..20 {
        // The statement may be anywhere when nobody waits for it any more.
        let waits = member.queue(&quota);
        tokio::task::yield_now().await;
        waits.abort();
    }
    let waits = member.queue(&quota);
    member.until(WAITING, "1").await;
    assert_eq!(member.limiter.waiting().0, 1);
    waits.abort();
    member.until(WAITING, "0").await;
    place.give_back();
    member.until(TURNS, "0").await;
    assert_eq!(member.limiter.waiting().0, 0);
}

#[tokio::test]
async fn a_statement_that_comes_too_late_takes_no_place() {
    let Some(address) = database() else { return };
    let member = Member::join(&address);
    let database = member.journal.database().unwrap();
    let late = serde_json::json!({
        "claim": "late", "tenant": "", "member": database.member(), "concurrency": 1,
        "quota": database.seal().quota("AKLThidden", "jimeng_t2i_v40"),
    });
    let ended = r#"[{"claim":"late","what":"unused"}]"#;
    for (statement, value) in [(sql::REPORT, ended), (sql::ENTER, &*late.to_string())] {
        database.ask(statement, &[value], soon()).await.unwrap();
    }
    let ticket = ticket("a", at_once(1));
    let place = member.now(&ticket).await.unwrap();
    assert!(member.now(&ticket).await.is_none());
    drop(place);
}

#[tokio::test]
async fn a_second_of_all_members_holds_no_more_than_its_limit() {
    let Some(address) = database() else { return };
    let members = [Member::join(&address), Member::join(&address)];
    let quota = ticket("a", Quota::default().with_per_second(2).with_fixed(true));
    let mut moments = Vec::new();
    for number in 0..6 {
        let permit = members[number % 2].limiter.admit(quota.clone()).await;
        moments.push(Instant::now());
        permit.accepted();
    }
    // What was let in before a moment left before it, and the next but one after.
    for three in moments.windows(3) {
        assert!(three[2] - three[0] >= Duration::from_secs(1), "{moments:?}");
    }
}

#[tokio::test]
async fn a_database_that_is_away_fails_the_next_and_forgets_nothing() {
    let Some(mut server) = Postgres::start(&[]) else {
        return;
    };
    let address = server.database();
    let (one, other) = (Member::join(&address), Member::join(&address));
    let quota = ticket("a", at_once(1));
    let place = one.now(&quota).await.unwrap();
    server.stop();
    let error = other
        .limiter
        .admit_by(quota.clone(), soon())
        .await
        .err()
        .unwrap();
    assert!(error.busy, "{error}");
    drop(place);
    server.restart();
    drop(other.until_now(&quota).await);
}
