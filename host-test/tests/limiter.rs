//! The limiter before a model of the service's quotas, in real time.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use visual_host::limiter::{Limiter, Permit, Quota, Refusal, Ticket};

const CALLERS: usize = 50;
const AT_ONCE: usize = 3;
const PER_SECOND: usize = 5;
const SECOND: Duration = Duration::from_secs(1);
/// How long an answer and a job take.
const ANSWER: Duration = Duration::from_millis(10);
const JOB: Duration = Duration::from_millis(50);
/// Fifty jobs at five a second take less than half a minute; this tells that they never end.
const WITHIN: Duration = Duration::from_secs(300);

/// A service with quotas. What it refuses does not use them up.
#[derive(Default)]
struct Service {
    asked: Vec<Instant>,
    admitted: VecDeque<Instant>,
    running: usize,
    done: usize,
}

impl Service {
    fn submit(&mut self) -> Result<(), Refusal> {
        let now = Instant::now();
        self.asked.push(now);
        self.admitted.retain(|at| now - *at < SECOND);
        if self.admitted.len() >= PER_SECOND {
            return Err(Refusal::TooManyASecond);
        }
        if self.running >= AT_ONCE {
            return Err(Refusal::TooManyAtOnce);
        }
        self.admitted.push_back(now);
        self.running += 1;
        Ok(())
    }

    fn end(&mut self) {
        self.running -= 1;
        self.done += 1;
    }

    /// The most that was asked within a second, refused or not.
    fn busiest(&self) -> usize {
        let from = |first: &Instant| {
            let later = self.asked.iter().filter(|at| *at >= first);
            later.filter(|at| **at - *first < SECOND).count()
        };
        self.asked.iter().map(from).max().unwrap_or(0)
    }
}

fn ticket(caller: usize) -> Ticket {
    Ticket::new("AKLTtest", "jimeng_t2i_v40")
        .with_tenant(format!("tenant-{}", caller % 4))
        .with_quota(Quota::default().with_concurrency(2).with_per_second(2))
}

/// Hands in one job, as often as it takes.
async fn accepted(service: &Mutex<Service>, mut place: Permit) -> Permit {
    loop {
        place.sent();
        let answer = service.lock().unwrap().submit();
        tokio::time::sleep(ANSWER).await;
        match answer {
            Ok(()) => {
                place.accepted();
                return place;
            }
            Err(refusal) => {
                place.refused(refusal, None);
                place = place.requeue().await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fleet_keeps_within_the_quotas_and_is_served() {
    let limiter = Limiter::default();
    let service = Arc::new(Mutex::new(Service::default()));
    let begun = Instant::now();
    let mut fleet = JoinSet::new();
    for caller in 0..CALLERS {
        let (limiter, service) = (limiter.clone(), service.clone());
        fleet.spawn(async move {
            let place = limiter.admit(ticket(caller)).await;
            let place = accepted(&service, place).await;
            tokio::time::sleep(JOB).await;
            service.lock().unwrap().end();
            drop(place);
        });
    }
    let all = tokio::time::timeout(WITHIN, fleet.join_all()).await;
    let service = service.lock().unwrap();
    assert!(all.is_ok(), "{} of {CALLERS} done", service.done);
    assert_eq!(service.done, CALLERS);
    let busiest = service.busiest();
    assert!(busiest <= PER_SECOND + 1, "{busiest} within a second");
    let refused = service.asked.len() - CALLERS;
    println!(
        "{refused} refused, at most {busiest} a second, {:?}",
        begun.elapsed()
    );
    assert!(refused <= CALLERS / 5, "{refused} refused");
}
