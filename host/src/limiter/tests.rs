//! The limiter with real tasks. What depends on time alone is tested with
//! made-up times in `group`.

use super::*;
use std::cell::Cell;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll, Wake, Waker};
use tokio::sync::mpsc;

fn ticket(tenant: &str, concurrency: Option<u32>, per_second: Option<u32>) -> Ticket {
    Ticket {
        access_key_id: "AKLThidden".to_owned(),
        tool: "jimeng_t2i_v40".to_owned(),
        tenant: tenant.to_owned(),
        quota: Quota {
            concurrency,
            per_second,
            fixed: true,
        },
    }
}

fn one_at_once(tenant: &str) -> Ticket {
    ticket(tenant, Some(1), None)
}

thread_local! {
    static NOW: Cell<Instant> = Cell::new(Instant::now());
}

/// A limiter whose time passes when the test says so.
fn limiter() -> Limiter {
    Limiter::new(|| NOW.get())
}

/// Whether somebody was woken.
#[derive(Default)]
struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Relaxed);
    }
}

/// Looks at a future once; it is not woken.
fn poll<F: Future>(future: Pin<&mut F>) -> Option<F::Output> {
    match future.poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    }
}

#[tokio::test]
async fn a_place_given_back_wakes_who_is_next() {
    let limiter = limiter();
    let first = limiter.admit(one_at_once("a")).await;
    let (tell, mut told) = mpsc::unbounded_channel();
    for tenant in ["a", "b"] {
        let (limiter, tell) = (limiter.clone(), tell.clone());
        tokio::spawn(async move {
            let permit = limiter.admit(one_at_once(tenant)).await;
            tell.send((tenant, permit)).unwrap();
        });
        tokio::task::yield_now().await;
    }
    assert!(told.try_recv().is_err());
    drop(first);
    let (tenant, permit) = told.recv().await.unwrap();
    assert_eq!(tenant, "a");
    assert!(told.try_recv().is_err());
    drop(permit);
    assert_eq!(told.recv().await.unwrap().0, "b");
}

#[tokio::test]
async fn who_stops_waiting_leaves_the_line() {
    let limiter = limiter();
    let first = limiter.admit(one_at_once("a")).await;
    let mut third = pin!(limiter.admit(one_at_once("a")));
    {
        let mut second = pin!(limiter.admit(one_at_once("a")));
        assert!(poll(second.as_mut()).is_none());
        assert!(poll(third.as_mut()).is_none());
    }
    drop(first);
    assert!(poll(third).is_some());
}

#[tokio::test]
async fn a_turn_that_is_not_taken_goes_on_whole() {
    let limiter = limiter();
    let ticket = |tenant| ticket(tenant, Some(1), Some(2));
    let first = limiter.admit(ticket("a")).await;
    let mut third = pin!(limiter.admit(ticket("b")));
    {
        let mut second = pin!(limiter.admit(ticket("a")));
        assert!(poll(second.as_mut()).is_none());
        assert!(poll(third.as_mut()).is_none());
        // Now it is the second's turn, but nobody looks.
        drop(first);
        assert!(poll(third.as_mut()).is_none());
    }
    // The turn is not counted: the second would be full with it.
    let third = poll(third).expect("a permit");
    third.give_back();
    assert!(poll(pin!(limiter.admit(ticket("c")))).is_some());
}

#[tokio::test]
async fn a_refused_one_comes_before_those_behind_it() {
    let limiter = limiter();
    let ticket = || ticket("a", Some(2), None);
    let (first, other) = (limiter.admit(ticket()).await, limiter.admit(ticket()).await);
    let mut later = pin!(limiter.admit(ticket()));
    assert!(poll(later.as_mut()).is_none());
    first.sent();
    first.refused(Refusal::TooManyAtOnce, Some(Duration::ZERO));
    let mut again = pin!(first.requeue());
    assert!(poll(again.as_mut()).is_none(), "one is known to work");
    assert!(poll(later.as_mut()).is_none());
    drop(other);
    assert!(poll(later.as_mut()).is_none());
    let again = poll(again).expect("a permit");
    again.accepted();
    drop(again);
    assert!(poll(later).is_some());
}

#[tokio::test]
async fn keys_and_tools_have_lines_of_their_own() {
    let limiter = limiter();
    let _first = limiter.admit(one_at_once("a")).await;
    for (key, tool) in [("AKLTother", "jimeng_t2i_v40"), ("AKLThidden", "other")] {
        let ticket = Ticket {
            access_key_id: key.to_owned(),
            tool: tool.to_owned(),
            ..one_at_once("a")
        };
        assert!(poll(pin!(limiter.admit(ticket))).is_some());
    }
    assert!(poll(pin!(limiter.clone().admit(one_at_once("a")))).is_none());
}

#[tokio::test]
async fn time_brings_the_next_turn_although_others_stop_watching() {
    let limiter = limiter();
    let ticket = || ticket("a", None, Some(2));
    for _ in 0..2 {
        limiter.admit(ticket()).await.sent();
    }
    let mut gone = Box::pin(limiter.admit(ticket()));
    let mut unpolled = Box::pin(limiter.admit(ticket()));
    assert!(poll(gone.as_mut()).is_none());
    assert!(poll(unpolled.as_mut()).is_none());
    let waits = tokio::spawn({
        let limiter = limiter.clone();
        async move { drop(limiter.admit(ticket()).await) }
    });
    tokio::task::yield_now().await;
    drop(gone);
    NOW.set(NOW.get() + Duration::from_secs(10));
    let waits = tokio::time::timeout(Duration::from_secs(30), waits);
    waits.await.expect("its turn comes").unwrap();
    assert!(poll(unpolled.as_mut()).is_some(), "it had its turn first");
}

#[tokio::test]
async fn when_the_watch_leaves_the_next_one_is_woken_to_watch() {
    let limiter = limiter();
    let ticket = || ticket("a", None, Some(1));
    limiter.admit(ticket()).await.sent();
    let mut watch = Box::pin(limiter.admit(ticket()));
    assert!(poll(watch.as_mut()).is_none());
    let flag = Arc::new(Flag::default());
    let waker = Waker::from(flag.clone());
    let mut next = pin!(limiter.admit(ticket()));
    let polled = next.as_mut().poll(&mut Context::from_waker(&waker));
    assert!(polled.is_pending() && !flag.0.load(Relaxed));
    drop(watch);
    assert!(flag.0.load(Relaxed));
}

#[tokio::test]
async fn a_trial_account_never_has_two_jobs_at_once() {
    let limiter = limiter();
    let ticket = |tool: &str| Ticket::new("AKLThidden", tool).with_quota(Quota::TRIAL);
    for _ in 0..100 {
        let running = poll(pin!(limiter.admit(ticket("jimeng_t2i_v40"))));
        let running = running.expect("nothing runs");
        running.sent();
        running.accepted();
        NOW.set(NOW.get() + Duration::from_secs(3600));
        // However long one has run, and however often one worked, no second is tried.
        let mut second = pin!(limiter.admit(ticket("jimeng_t2i_v40")));
        assert!(poll(second.as_mut()).is_none());
        let mut other = pin!(limiter.admit(ticket("jimeng_t2i_v31")));
        poll(other.as_mut()).expect("a tool of its own").give_back();
        drop(running);
        poll(second.as_mut()).expect("its turn").give_back();
    }
}

#[tokio::test]
async fn debug_shows_no_key() {
    let limiter = limiter();
    let permit = limiter.admit(one_at_once("hidden")).await;
    let text = format!("{limiter:?} {permit:?}");
    assert!(!text.contains("hidden"), "{text}");
}
