//! How much may be repeated, for each access key: so that an outage of the
//! service does not become a storm of repetitions.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// One repetition, in the units of a bucket.
const TOKEN: u64 = 1000;
/// Twenty tokens: enough for a few callers to ride out a broken line.
const CAPACITY: u64 = 20 * TOKEN;
/// What comes back in a millisecond. A token a second is what a healthy account
/// may ask of one tool anyway (quotas are one or two requests a second), so
/// repetitions alone never load the service more than its ordinary use.
const REFILL: u64 = 1;
/// What a whole answer brings back: a tenth of a token. As long as fewer than
/// one request in eleven fails, no bucket runs dry, however busy.
const EARNED: u64 = TOKEN / 10;
/// From how many buckets on the full ones are forgotten.
const FEW: usize = 64;

/// A bucket of tokens for each access key; a repetition takes one. Clones share
/// the buckets.
#[derive(Clone, Default)]
pub struct RetryBudget {
    buckets: Arc<Mutex<Buckets>>,
}

/// Keys without a bucket have a full one.
#[derive(Default)]
struct Buckets {
    by_key: HashMap<String, Bucket>,
    /// How many there may be before they are looked through again.
    max: usize,
}

struct Bucket {
    tokens: u64,
    filled: Instant,
}

impl RetryBudget {
    /// Whether one more request of this key may be repeated now.
    pub fn take(&self, access_key_id: &str, now: Instant) -> bool {
        let mut buckets = self.buckets();
        if let Some(bucket) = buckets.by_key.get_mut(access_key_id) {
            return bucket.take(now);
        }
        buckets.make_room(now);
        let mut bucket = Bucket {
            tokens: CAPACITY,
            filled: now,
        };
        let taken = bucket.take(now);
        buckets.by_key.insert(access_key_id.to_owned(), bucket);
        taken
    }

    /// The service gave this key a whole answer.
    pub fn earned(&self, access_key_id: &str) {
        if let Some(bucket) = self.buckets().by_key.get_mut(access_key_id) {
            bucket.tokens = (bucket.tokens + EARNED).min(CAPACITY);
        }
    }

    fn buckets(&self) -> MutexGuard<'_, Buckets> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Buckets {
    /// Forgets full buckets. What stays was used within the last seconds; the
    /// next look is due when there are twice as many.
    fn make_room(&mut self, now: Instant) {
        if self.by_key.len() >= self.max.max(FEW) {
            self.by_key.retain(|_, bucket| !bucket.is_full(now));
            self.max = self.by_key.len() * 2;
        }
    }
}

impl Bucket {
    fn take(&mut self, now: Instant) -> bool {
        self.tokens = self.tokens_at(now);
        self.filled = self.filled.max(now);
        let left = self.tokens.checked_sub(TOKEN);
        self.tokens = left.unwrap_or(self.tokens);
        left.is_some()
    }

    fn is_full(&self, now: Instant) -> bool {
        self.tokens_at(now) == CAPACITY
    }

    fn tokens_at(&self, now: Instant) -> u64 {
        let passed = now.saturating_duration_since(self.filled).as_millis();
        let passed = u64::try_from(passed).unwrap_or(CAPACITY).min(CAPACITY);
        (self.tokens + passed * REFILL).min(CAPACITY)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetryBudget").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn an_outage_of_a_minute_makes_no_storm() {
        let (budget, start) = (RetryBudget::default(), Instant::now());
        let mut repetitions = 0;
        // Fifty callers, each of whom wants to repeat ten times a second.
        for tick in 0..600 {
            let now = start + Duration::from_millis(tick * 100);
            repetitions += (0..50).filter(|_| budget.take("AKLT1", now)).count();
        }
        assert_eq!(repetitions, 20 + 59);
        assert!(budget.take("AKLT2", start), "each key has its own");
    }

    #[test]
    fn a_healthy_service_never_runs_dry() {
        let (budget, start) = (RetryBudget::default(), Instant::now());
        // A thousand requests a second, so that time brings next to nothing.
        for request in 0..100_000u64 {
            let now = start + Duration::from_millis(request);
            match request % 20 {
                0 => assert!(budget.take("AKLT1", now), "dry at request {request}"),
                _ => budget.earned("AKLT1"),
            }
        }
    }

    #[test]
    fn fractions_of_a_second_are_not_lost() {
        let (budget, start) = (RetryBudget::default(), Instant::now());
        let at = |ms| start + Duration::from_millis(ms);
        assert_eq!((0..30).filter(|_| budget.take("a", at(0))).count(), 20);
        assert!(!budget.take("a", at(700)));
        assert!(budget.take("a", at(1000)));
        // A time that lies before another gives nothing twice.
        assert!(!budget.take("a", at(500)));
        assert!(!budget.take("a", at(1999)));
        assert!(budget.take("a", at(2000)));
    }

    #[test]
    fn answers_bring_back_a_tenth_and_never_too_much() {
        let (budget, now) = (RetryBudget::default(), Instant::now());
        assert_eq!((0..30).filter(|_| budget.take("a", now)).count(), 20);
        (0..9).for_each(|_| budget.earned("a"));
        assert!(!budget.take("a", now));
        budget.earned("a");
        assert!(budget.take("a", now));
        (0..1000).for_each(|_| budget.earned("a"));
        assert_eq!((0..30).filter(|_| budget.take("a", now)).count(), 20);
    }

    #[test]
    fn full_buckets_are_forgotten() {
        let (budget, start) = (RetryBudget::default(), Instant::now());
        // Each key uses one token, which is back a second later.
        for key in 0..10_000u64 {
            let now = start + Duration::from_millis(key * 10);
            assert!(budget.take(&format!("AKLT{key}"), now));
            budget.earned("nobody");
        }
        let kept = budget.buckets().by_key.len();
        assert!(kept <= 400, "{kept} kept");
    }

    #[test]
    fn debug_shows_no_key() {
        let budget = RetryBudget::default();
        budget.take("AKLThidden", Instant::now());
        assert!(!format!("{budget:?}").contains("AKLT"));
    }
}
