//! Members of a fleet: hosts with journals of their own on one database share quotas, and who
//! polls a task.

use host_test::{Rig, place, rig};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;
use test_postgres::Postgres;
use tokio::task::JoinSet;
use tokio::time::sleep;
use visual_host::limiter::Ticket;
use visual_host::types::{Outcome, Task};
use visual_host::{Builder, Egress, Journal, Progress, Quota, Request, StaticKeys, VisualHost};
use volc_sim::Config;

const GENERAL: &str = "general-3.0";
/// Longer than any of these takes on a busy machine.
const WAIT_MS: u32 = 300_000;

/// A server that counts the calls of its functions.
static SERVER: LazyLock<Option<Postgres>> =
    LazyLock::new(|| Postgres::start(&["track_functions=all"]));

/// A database of its own, by its address and its name.
fn database() -> Option<(&'static Postgres, String, String)> {
    let server = SERVER.as_ref()?;
    let address = server.database();
    let name = address.rsplit('/').next().unwrap().to_owned();
    Some((server, address, name))
}

fn builder(rig: &Rig) -> Builder {
    let keys = rig::handed(&rig.keys, &rig.simulator.endpoint());
    VisualHost::builder()
        .component(&place::component())
        .cache(Some(place::cache()))
        .credentials(StaticKeys::new(keys))
        .egress(Egress::default().loopback(true))
}

/// As another machine: with a journal of its own.
fn member(rig: &Rig, address: &str, quota: Quota) -> VisualHost {
    let host = builder(rig).quotas(quota).build();
    let host = host.expect("the component fits the host");
    host.with_journal(Journal::connect(address).unwrap())
}

fn prompt(number: usize) -> String {
    json!({ "prompt": format!("cat {number}"), "width": 512, "height": 512 }).to_string()
}

/// What became of the turns of all callers.
#[derive(Default)]
struct Turns {
    /// Jobs that were handed in, or are tried at this moment.
    running: AtomicUsize,
    peak: AtomicUsize,
    submitted: AtomicUsize,
    /// For each caller, how many others were let in while it waited.
    waits: Mutex<BTreeMap<usize, Vec<usize>>>,
}

impl Turns {
    /// Buys once, and takes note.
    async fn buy(&self, host: &VisualHost, (caller, number): (usize, usize)) {
        let before = self.submitted.load(SeqCst);
        let sends = AtomicUsize::new(0);
        let watch = |progress: Progress<'_>| match progress {
            Progress::Submitting if sends.fetch_add(1, SeqCst) == 0 => {
                let running = self.running.fetch_add(1, SeqCst) + 1;
                self.peak.fetch_max(running, SeqCst);
                let wait = self.submitted.fetch_add(1, SeqCst) - before;
                let mut waits = self.waits.lock().unwrap();
                waits.entry(caller).or_default().push(wait);
            }
            Progress::Submitting => {
                let running = self.running.fetch_add(1, SeqCst) + 1;
                self.peak.fetch_max(running, SeqCst);
            }
            Progress::Queued if sends.load(SeqCst) > 0 => {
                self.running.fetch_sub(1, SeqCst);
            }
            _ => {}
        };
        let order = host.order(Request::new(GENERAL, prompt(number)));
        let order = order.options(rig::wait(WAIT_MS)).on_progress(watch);
        let outcome = order.outcome().await;
        self.running.fetch_sub(1, SeqCst);
        assert!(matches!(outcome, Ok(Outcome::Done(_))), "{outcome:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_callers_on_four_members_share_a_quota_of_two_and_wait_alike() {
    const ROUNDS: usize = 3;
    let Some((server, address, name)) = database() else {
        return;
    };
    let rig = Rig::with(Config {
        concurrency: Some(2),
        generate_ms: 800,
        ..Config::default()
    })
    .await;
    let quota = Quota::default().with_concurrency(2);
    let members: Vec<_> = (0..4).map(|_| member(&rig, &address, quota)).collect();
    let turns = Arc::new(Turns::default());
    let ticket = Ticket::new(&rig.keys.access_key_id, "high-aes-general-v30l-zt2i");
    let ticket = ticket.with_quota(quota);
    let limiters = [&members[0], &members[1]].map(VisualHost::limiter);
    let places = [
        limiters[0].admit(ticket.clone()).await,
        limiters[1].admit(ticket).await,
    ];
    let mut callers = JoinSet::new();
    for caller in 0..20 {
        let host = members[caller % 4].with_tenant(&format!("tenant {caller}"));
        let turns = turns.clone();
        callers.spawn(async move {
            for round in 0..ROUNDS {
                turns.buy(&host, (caller, caller + 20 * round)).await;
            }
        });
    }
    // All are in the line before the first turn.
    let waiting = "SELECT count(*) FROM visual.turns WHERE state = 'waiting'";
    while server.query(&name, waiting) != "20" {
        sleep(Duration::from_millis(100)).await;
    }
    drop(places);
    while let Some(ended) = callers.join_next().await {
        ended.unwrap();
    }
    for number in 0..20 * ROUNDS {
        let bought = rig.simulator.accepted_with_prompt(&format!("cat {number}"));
        assert_eq!(bought, 1, "cat {number}");
    }
    // The service itself lets in two; a third is tried once, and then not for a minute.
    let meter = rig.meter();
    println!("{} were refused", meter.refused_by_quota());
    assert!(turns.peak.load(SeqCst) <= 3);
    assert!(meter.refused_by_quota() <= 3, "{meter:?}");
    // In the first round few stand before the first, and in the last nobody comes after.
    let waits = turns.waits.lock().unwrap();
    println!("waits, in turns of others: {waits:?}");
    let middle: Vec<f64> = waits.values().map(|waits| waits[1] as f64).collect();
    let mean = middle.iter().sum::<f64>() / middle.len() as f64;
    let alike = |wait: &f64| (wait - mean).abs() <= mean * 0.2;
    assert!(middle.iter().all(alike), "mean {mean}: {middle:?}");
}

/// Hands in a job, and does not wait for it.
async fn submitted(host: &VisualHost, number: usize) -> Task {
    let order = host.order(Request::new(GENERAL, prompt(number)));
    match order.options(rig::wait(0)).outcome().await {
        Ok(Outcome::Pending(pending)) => pending.task,
        other => panic!("{other:?}"),
    }
}

/// How often a function was called; its counters come late.
fn calls((server, name): (&Postgres, &str), function: &str) -> usize {
    let asked = format!(
        "SELECT coalesce(sum(calls), 0) FROM pg_stat_user_functions WHERE funcname = '{function}'"
    );
    server.query(name, &asked).parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_who_polls_a_task_dies_another_goes_on() {
    let Some((server, address, name)) = database() else {
        return;
    };
    let rig = Rig::start().await;
    let host = member(&rig, &address, Quota::default());
    let task = submitted(&host, 1).await;
    // Another member polls it, and is not heard of any more.
    server.query(
        &name,
        "INSERT INTO visual.polls SELECT job, tenant, 'another', clock_timestamp() + interval '1 day'
         FROM visual.purchases",
    );
    let waits = tokio::spawn({
        let (host, task) = (host.clone(), task.clone());
        async move {
            host.task(task)
                .wait(Duration::from_millis(WAIT_MS.into()))
                .await
        }
    });
    while calls((server, &name), "poll") < 2 {
        sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(rig.count("GetResult"), 0);
    server.query(
        &name,
        "UPDATE visual.polls SET lease_until = clock_timestamp()",
    );
    waits.await.unwrap().unwrap();
    assert_eq!(
        server.query(&name, "SELECT state FROM visual.purchases"),
        "done"
    );
    assert_eq!(
        server.query(&name, "SELECT count(*) FROM visual.polls"),
        "0"
    );
    // Its product can be fetched again, wherever.
    let other = member(&rig, &address, Quota::default());
    let before = rig.count("GetResult");
    let again = other.task(task).wait(Duration::from_millis(WAIT_MS.into()));
    again.await.unwrap();
    assert_eq!(rig.count("GetResult"), before + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_tasks_are_polled_by_one_of_two_members_each() {
    const TASKS: usize = 200;
    let Some((_, address, _)) = database() else {
        return;
    };
    let rig = Rig::with(Config {
        generate_ms: 4000,
        ..Config::default()
    })
    .await;
    let members = [(); 2].map(|()| member(&rig, &address, Quota::default()));
    let mut tasks = JoinSet::new();
    for number in 0..TASKS {
        let host = members[number % 2].clone();
        tasks.spawn(async move { submitted(&host, number).await });
    }
    let tasks = tasks.join_all().await;
    let mut waits = JoinSet::new();
    for task in &tasks {
        for host in &members {
            let (host, task) = (host.clone(), task.clone());
            waits.spawn(async move {
                let waits = host.task(task).wait(Duration::from_millis(WAIT_MS.into()));
                waits.await.is_ok()
            });
        }
    }
    assert!(waits.join_all().await.into_iter().all(|done| done));
    let mut asked: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for seen in rig.calls() {
        if seen.action.contains("GetResult") {
            let body: serde_json::Value = serde_json::from_slice(&seen.body).unwrap();
            let task = body["task_id"].as_str().unwrap().to_owned();
            asked.entry(task).or_default().push(seen.at);
        }
    }
    assert_eq!(asked.len(), TASKS);
    let total: usize = asked.values().map(Vec::len).sum();
    println!("{total} queries of {TASKS} tasks by two members");
    for (task, times) in &asked {
        // The last two fetch the product, one for each member. Who polls waits for an answer,
        // and then for a second at least.
        for pair in times[..times.len() - 1].windows(2) {
            assert!(
                pair[1] - pair[0] >= Duration::from_millis(950),
                "{task}: {times:?}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_is_polled_although_the_database_is_away() {
    let Some(mut server) = Postgres::start(&[]) else {
        return;
    };
    let rig = Rig::start().await;
    let host = member(&rig, &server.database(), Quota::default());
    let task = submitted(&host, 1).await;
    server.stop();
    let waits = host.task(task).wait(Duration::from_millis(WAIT_MS.into()));
    waits.await.unwrap();
    let order = host.order(Request::new(GENERAL, prompt(2)));
    let error = order
        .options(rig::wait(WAIT_MS))
        .outcome()
        .await
        .unwrap_err();
    assert_eq!(error.requests, 0, "{error:?}");
    assert_eq!(rig.meter().accepted, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_purchase_takes_few_statements() {
    const PURCHASES: usize = 10;
    let Some((server, address, name)) = database() else {
        return;
    };
    let rig = Rig::start().await;
    for (quota, reports) in [
        // Nothing known: that its turn has ended is told, or goes with another's.
        (Quota::default(), 1),
        // That it was accepted as well.
        (Quota::default().with_concurrency(100), 2),
    ] {
        let host = member(&rig, &address, quota);
        server.query(&name, "SELECT pg_stat_reset()");
        for number in 0..PURCHASES {
            let order = host.order(Request::new(GENERAL, prompt(number)));
            let order = order.idempotency_key(format!("{reports} {number}"));
            let outcome = order.options(rig::wait(WAIT_MS)).outcome().await;
            assert!(matches!(outcome, Ok(Outcome::Done(_))), "{outcome:?}");
        }
        // Its counters are written when its connections end.
        drop(host);
        while calls((server, &name), "leave") == 0 {
            sleep(Duration::from_millis(100)).await;
        }
        let count = |function| calls((server, &name), function);
        let names = [
            "claim", "enter", "settle", "poll", "of_job", "end_job", "report", "polled",
        ];
        println!("{quota:?}: {:?}", names.map(|name| (name, count(name))));
        for (function, max) in [
            ("claim", PURCHASES),
            ("enter", PURCHASES),
            ("poll", PURCHASES),
            ("report", reports * PURCHASES),
            ("polled", 0),
        ] {
            assert!(count(function) <= max, "{function}: {}", count(function));
        }
    }
}
