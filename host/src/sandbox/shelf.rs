//! Things that are kept for a moment, and dropped when nobody took them.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Keeps things for a time. Clones are the same shelf.
pub(crate) struct Shelf<T>(Arc<Inner<T>>);

struct Inner<T> {
    /// How long a thing is kept; it is dropped within half as long again.
    time: Duration,
    kept: Mutex<Kept<T>>,
}

struct Kept<T> {
    /// The oldest first.
    things: Vec<(T, Instant)>,
    /// Whether a task drops what was kept for long enough.
    is_swept: bool,
}

impl<T: Send + 'static> Shelf<T> {
    pub(crate) fn new(time: Duration) -> Shelf<T> {
        let kept = Kept {
            things: Vec::new(),
            is_swept: false,
        };
        Shelf(Arc::new(Inner {
            time,
            kept: Mutex::new(kept),
        }))
    }

    /// The newest that fits.
    pub(crate) fn take(&self, fits: impl Fn(&T) -> bool) -> Option<T> {
        self.take_at(Instant::now(), fits)
    }

    fn take_at(&self, now: Instant, fits: impl Fn(&T) -> bool) -> Option<T> {
        let things = &mut self.0.lock().things;
        let fresh = |since: &Instant| now.duration_since(*since) < self.0.time;
        let found = things
            .iter()
            .rposition(|(thing, since)| fresh(since) && fits(thing))?;
        Some(things.remove(found).0)
    }

    /// The one that was kept for longest.
    pub(crate) fn take_oldest(&self) -> Option<T> {
        let things = &mut self.0.lock().things;
        (!things.is_empty()).then(|| things.remove(0).0)
    }

    /// Keeps a thing, if there are fewer than `max`. Needs a runtime.
    pub(crate) fn put(&self, thing: T, max: usize) {
        let mut kept = self.0.lock();
        if kept.things.len() >= max {
            drop(kept);
            return drop(thing);
        }
        kept.things.push((thing, Instant::now()));
        if !std::mem::replace(&mut kept.is_swept, true) {
            let sweeper = Sweeper {
                shelf: Arc::downgrade(&self.0),
                more: true,
            };
            tokio::spawn(sweeper.run(self.0.time / 2));
        }
    }
}

impl<T> Inner<T> {
    fn lock(&self) -> MutexGuard<'_, Kept<T>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Clone for Shelf<T> {
    fn clone(&self) -> Shelf<T> {
        Shelf(self.0.clone())
    }
}

/// Drops things until none are left, or the shelf is gone. Where its runtime
/// ends first, they end with it.
struct Sweeper<T> {
    shelf: Weak<Inner<T>>,
    /// Whether there is more to do.
    more: bool,
}

impl<T> Sweeper<T> {
    async fn run(mut self, pause: Duration) {
        while self.more {
            sleep(pause).await;
            self.sweep();
        }
    }

    fn sweep(&mut self) {
        self.more = false;
        let Some(shelf) = self.shelf.upgrade() else {
            return;
        };
        let mut kept = shelf.lock();
        let is_over = |(_, since): &mut (T, Instant)| since.elapsed() >= shelf.time;
        let over: Vec<_> = kept.things.extract_if(.., is_over).collect();
        self.more = !kept.things.is_empty();
        // Under the same lock: what comes later is for another sweeper.
        kept.is_swept = self.more;
        drop(kept);
        drop(over);
    }
}

impl<T> Drop for Sweeper<T> {
    fn drop(&mut self) {
        if let Some(shelf) = self.shelf.upgrade().filter(|_| self.more) {
            let mut kept = shelf.lock();
            kept.is_swept = false;
            let things = std::mem::take(&mut kept.things);
            drop(kept);
            drop(things);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::runtime::{Builder, Runtime};
    use tokio::sync::oneshot::{Receiver, Sender, channel, error::TryRecvError};

    const LONG: Duration = Duration::from_secs(3600);

    /// A number; the other end of the channel sees when it is dropped.
    type Thing = (u8, Sender<()>);

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_time().build().unwrap()
    }

    fn put(shelf: &Shelf<Thing>, number: u8) -> Receiver<()> {
        let (alive, dropped) = channel();
        shelf.put((number, alive), 2);
        dropped
    }

    fn is_kept(dropped: &mut Receiver<()>) -> bool {
        dropped.try_recv() == Err(TryRecvError::Empty)
    }

    #[test]
    fn what_nobody_takes_is_dropped() {
        let shelf = Shelf::new(Duration::from_millis(1));
        runtime().block_on(async {
            // Also what comes when the sweeper has ended.
            for number in 0..3 {
                assert!(put(&shelf, number).await.is_err());
            }
        });
    }

    #[test]
    fn what_was_kept_for_too_long_is_not_taken() {
        let shelf = Shelf::new(LONG);
        runtime().block_on(async {
            let _alive = put(&shelf, 1);
            assert!(shelf.take_at(Instant::now() + LONG, |_| true).is_none());
            assert!(shelf.take(|thing| thing.0 == 2).is_none());
            assert_eq!(shelf.take(|thing| thing.0 == 1).unwrap().0, 1);
        });
    }

    #[test]
    fn there_is_room_for_so_many() {
        let shelf = Shelf::new(LONG);
        runtime().block_on(async {
            let mut kept = [1, 2, 3].map(|number| put(&shelf, number));
            assert_eq!(kept.each_mut().map(is_kept), [true, true, false]);
            assert_eq!(shelf.take(|_| true).unwrap().0, 2, "the newest");
            assert_eq!(shelf.take_oldest().unwrap().0, 1);
            assert!(shelf.take_oldest().is_none());
        });
    }

    #[test]
    fn nothing_is_left_when_the_runtime_ends() {
        let shelf = Shelf::new(LONG);
        for number in 0..2 {
            let runtime = runtime();
            let mut dropped = {
                let _inside = runtime.enter();
                put(&shelf, number)
            };
            assert!(is_kept(&mut dropped));
            drop(runtime);
            assert!(!is_kept(&mut dropped));
        }
    }
}
