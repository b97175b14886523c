//! The meter: what a customer would pay for, what costs nothing, and how close to the quota it came.

use crate::Units;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Counts since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meter {
    /// Jobs accepted. Refusals never count; a job that fails later does.
    pub accepted: u64,
    /// The same per `req_key`.
    pub accepted_by_req_key: BTreeMap<String, u64>,
    /// What the service bills for them, per `req_key`: results only, so neither jobs that fail nor those that were
    /// cancelled, and nothing for the composition of a short play.
    pub billed_by_req_key: BTreeMap<String, Units>,
    /// Queries answered with code 10000.
    pub queries: u64,
    /// Tasks taken back while they were still queued. They stay in `accepted`.
    pub cancelled: u64,
    /// Downloads answered with the file.
    pub downloads: u64,
    /// Jobs refused with 50429 because of the rate limit. Those that a fault or a prompt refused do not count.
    pub refused_by_qps: u64,
    /// Jobs refused with 50430 because too many were running; likewise.
    pub refused_by_concurrency: u64,
    /// The busiest second of each access key id and `req_key` for which a job was handed in.
    pub busiest_second: BTreeMap<(String, String), Busiest>,
}

impl Meter {
    /// Jobs refused because of either quota.
    pub fn refused_by_quota(&self) -> u64 {
        self.refused_by_qps + self.refused_by_concurrency
    }

    /// What is billed for all tools.
    pub fn billed(&self) -> Units {
        let mut sum = Units::default();
        for units in self.billed_by_req_key.values() {
            sum += *units;
        }
        sum
    }

    /// The busiest second of any key with this `req_key`.
    pub fn busiest_second_of(&self, req_key: &str) -> Busiest {
        let mut max = Busiest::default();
        for ((_, tool), busiest) in &self.busiest_second {
            if tool == req_key {
                max.asked = max.asked.max(busiest.asked);
                max.admitted = max.admitted.max(busiest.admitted);
            }
        }
        max
    }
}

/// The greatest numbers of any 1000 milliseconds by the simulator's clock, wherever they begin. The two need not be of
/// the same second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Busiest {
    /// Jobs handed in, those included that the rate limit refused.
    pub asked: u32,
    /// Jobs that the rate limit let in; other checks may have refused them later.
    pub admitted: u32,
}

/// A meter that several connections read and turn.
#[derive(Default)]
pub(crate) struct Counter(Mutex<Meter>);

impl Counter {
    pub(crate) fn read(&self) -> Meter {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn turn(&self, change: impl FnOnce(&mut Meter)) {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }

    pub(crate) fn accept(&self, req_key: &str, units: Units) {
        self.turn(|meter| {
            let key = || req_key.to_owned();
            meter.accepted += 1;
            *meter.accepted_by_req_key.entry(key()).or_default() += 1;
            *meter.billed_by_req_key.entry(key()).or_default() += units;
        });
    }

    /// A task was taken back that would have cost so much.
    pub(crate) fn cancel(&self, req_key: &str, units: Units) {
        self.turn(|meter| {
            meter.cancelled += 1;
            if let Some(billed) = meter.billed_by_req_key.get_mut(req_key) {
                *billed -= units;
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_second_of_a_tool_is_that_of_its_busiest_key() {
        let mut meter = Meter::default();
        for (key, tool, asked, admitted) in
            [("a", "t", 5, 1), ("b", "t", 3, 2), ("a", "other", 9, 9)]
        {
            let who = (key.to_owned(), tool.to_owned());
            meter
                .busiest_second
                .insert(who, Busiest { asked, admitted });
        }
        let max = meter.busiest_second_of("t");
        assert_eq!((max.asked, max.admitted), (5, 2));
        assert_eq!(meter.busiest_second_of("none"), Busiest::default());
    }
}
