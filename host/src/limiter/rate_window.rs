//! What was handed in lately, for the limit of jobs a second.
//!
//! Nobody here knows when a request reaches the service: some time between its
//! turn and its answer. So it counts from the latest of these moments that is
//! known, and the window is longer than the service's by what the way varies.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How long a job counts after it was handed in: a second, and what one request
/// may travel longer than the next.
const WINDOW: Duration = Duration::from_millis(1100);
/// Jobs that were certainly within a second at the service, however they travelled.
const CERTAIN: Duration = Duration::from_millis(900);
/// How long after its turn a job is taken to leave, where nothing else is known.
const LEAVES_WITHIN: Duration = Duration::from_secs(1);
/// How long an answer is waited for that could teach something.
const KEPT: Duration = Duration::from_secs(10);

#[derive(Default)]
pub(super) struct RateWindow {
    recent: VecDeque<HandIn>,
}

struct HandIn {
    number: u64,
    /// The earliest and the latest moment at which it can have left.
    earliest: Instant,
    latest: Option<Instant>,
    answer: Answer,
}

#[derive(PartialEq, Eq)]
enum Answer {
    Open,
    Accepted,
    Refused,
}

impl HandIn {
    /// When it counts no more.
    fn until(&self) -> Instant {
        let bound = self.earliest + LEAVES_WITHIN;
        self.latest.map_or(bound, |latest| latest.min(bound)) + WINDOW
    }
}

impl RateWindow {
    /// It is the turn of this job.
    pub(super) fn hand_in(&mut self, number: u64, now: Instant) {
        while let Some(first) = self.recent.front()
            && first.earliest + KEPT <= now
        {
            self.recent.pop_front();
        }
        self.recent.push_back(HandIn {
            number,
            earliest: now,
            latest: None,
            answer: Answer::Open,
        });
    }

    /// Nothing was handed in after all, this last time.
    pub(super) fn take_back(&mut self, number: u64) {
        let last = self.recent.iter().rposition(|job| job.number == number);
        last.and_then(|index| self.recent.remove(index));
    }

    /// The request leaves at this moment.
    pub(super) fn sent(&mut self, number: u64, now: Instant) {
        self.take_back(number);
        self.hand_in(number, now);
        self.answered(number, now);
    }

    /// The service answered, whatever it was.
    pub(super) fn answered(&mut self, number: u64, now: Instant) {
        if let Some(job) = self.find(number) {
            job.latest.get_or_insert(now);
        }
    }

    /// Tells how many were accepted within a second, this one among them.
    pub(super) fn accepted(&mut self, number: u64, now: Instant) -> usize {
        self.answered(number, now);
        let Some(job) = self.find(number) else {
            return 0;
        };
        job.answer = Answer::Accepted;
        let (earliest, latest) = (job.earliest, job.latest.unwrap_or(now));
        let accepted = |job: &&HandIn| job.answer == Answer::Accepted;
        // The second may end with this job, or with one that left after it.
        let ends = self.recent.iter().filter(accepted);
        let ends = ends.filter_map(|job| job.latest);
        let counts = ends
            .filter(|end| (latest..=earliest + CERTAIN).contains(end))
            .map(|end| {
                let within = |job: &&HandIn| {
                    job.earliest + CERTAIN >= end && job.latest.is_some_and(|at| at <= end)
                };
                self.recent.iter().filter(accepted).filter(within).count()
            });
        counts.max().unwrap_or(0)
    }

    /// Tells how many others were handed in within a second and not refused.
    pub(super) fn refused(&mut self, number: u64, now: Instant) -> usize {
        self.answered(number, now);
        let Some(job) = self.find(number) else {
            return 0;
        };
        job.answer = Answer::Refused;
        let moment = job.earliest;
        let near = |job: &&HandIn| {
            let apart = job.earliest.max(moment) - job.earliest.min(moment);
            job.answer != Answer::Refused && apart < WINDOW
        };
        self.recent.iter().filter(near).count()
    }

    /// When fewer than `limit` count, if that is not so already.
    pub(super) fn room_at(&self, limit: usize, now: Instant) -> Option<Instant> {
        self.recent.len().checked_sub(limit)?;
        let counting = self.recent.iter().map(HandIn::until);
        let mut ends: Vec<Instant> = counting.filter(|until| *until > now).collect();
        let surplus = ends.len().checked_sub(limit)?;
        ends.sort_unstable();
        ends.get(surplus).copied()
    }

    fn find(&mut self, number: u64) -> Option<&mut HandIn> {
        self.recent
            .iter_mut()
            .rev()
            .find(|job| job.number == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moments in milliseconds.
    fn clock() -> impl Fn(u64) -> Instant {
        let start = Instant::now();
        move |ms| start + Duration::from_millis(ms)
    }

    #[test]
    fn what_was_sent_counts_for_a_second_and_a_margin() {
        let (mut pace, at) = (RateWindow::default(), clock());
        pace.hand_in(1, at(0));
        pace.sent(1, at(50));
        pace.hand_in(2, at(300));
        pace.sent(2, at(300));
        assert_eq!(pace.room_at(3, at(300)), None);
        assert_eq!(pace.room_at(2, at(300)), Some(at(1150)));
        assert_eq!(pace.room_at(1, at(300)), Some(at(1400)));
        assert_eq!(pace.room_at(1, at(1399)), Some(at(1400)));
        assert_eq!(pace.room_at(1, at(1400)), None);
    }

    #[test]
    fn what_may_still_be_on_its_way_counts_from_its_answer() {
        let (mut pace, at) = (RateWindow::default(), clock());
        pace.hand_in(1, at(0));
        assert_eq!(pace.room_at(1, at(0)), Some(at(2100)));
        pace.answered(1, at(200));
        assert_eq!(pace.room_at(1, at(200)), Some(at(1300)));
        pace.hand_in(2, at(1300));
        pace.answered(2, at(9000));
        assert_eq!(pace.room_at(1, at(1300)), Some(at(3400)));
    }

    #[test]
    fn what_was_taken_back_does_not_count() {
        let (mut pace, at) = (RateWindow::default(), clock());
        pace.hand_in(1, at(0));
        pace.take_back(1);
        assert_eq!(pace.room_at(1, at(0)), None);
    }

    #[test]
    fn a_second_turn_leaves_the_first_where_it_was() {
        let (mut pace, at) = (RateWindow::default(), clock());
        pace.hand_in(1, at(0));
        pace.refused(1, at(100));
        pace.hand_in(1, at(200));
        pace.sent(1, at(300));
        assert_eq!(pace.room_at(2, at(300)), Some(at(1200)));
        pace.take_back(1);
        assert_eq!(pace.room_at(1, at(300)), Some(at(1200)));
    }

    #[test]
    fn a_late_departure_counts_although_its_turn_is_forgotten() {
        let (mut pace, at) = (RateWindow::default(), clock());
        pace.hand_in(1, at(0));
        pace.hand_in(2, at(10_000));
        pace.sent(1, at(10_500));
        assert_eq!(pace.recent.len(), 2);
        assert_eq!(pace.room_at(1, at(10_500)), Some(at(12_100)));
    }

    #[test]
    fn only_what_surely_lay_within_a_second_teaches() {
        let (mut pace, at) = (RateWindow::default(), clock());
        for (number, turn) in [(1, 0), (2, 400), (3, 850), (4, 1200)] {
            pace.hand_in(number, at(turn));
        }
        assert_eq!(pace.accepted(1, at(50)), 1);
        assert_eq!(pace.accepted(3, at(910)), 1, "910 ms after 1 began");
        assert_eq!(pace.accepted(2, at(920)), 2);
        // 2, 3 and 4 lie between 400 and 1250.
        assert_eq!(pace.accepted(4, at(1250)), 3);
        assert_eq!(pace.accepted(9, at(1250)), 0);
    }

    #[test]
    fn a_refusal_tells_what_was_let_in_around_it() {
        let (mut pace, at) = (RateWindow::default(), clock());
        for (number, turn) in [(1, 0), (2, 1090), (3, 1095), (4, 1200)] {
            pace.hand_in(number, at(turn));
        }
        // 1 and 2 overtook 3; 4 came after it.
        assert_eq!(pace.refused(3, at(1300)), 3);
        assert_eq!(pace.refused(4, at(1300)), 1);
        assert_eq!(pace.refused(9, at(1300)), 0);
    }
}
