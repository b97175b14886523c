//! What statements take of the database, as `cargo xtask bench journal` measured it with a million
//! tasks at rest: one client whose commits do not wait for the disk, on a machine of two cores.

use super::steps::Chance;

/// A statement of `visual_shared_journal::sql`, by its step of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Records a purchase.
    Claim,
    /// Joins the line of a quota, or looks whether its turn has come.
    Enter,
    /// Records that the request leaves.
    Leaves,
    /// Records the task.
    Accepted,
    /// Teaches the quota what the service said.
    Taught,
    /// Claims the polling of a task.
    Poll,
    /// Reads a task's entry.
    OfJob,
    /// Records the end of a task.
    Ended,
    /// Gives a place of a quota back.
    Gone,
    /// Gives a claim of polling back.
    Polled,
    /// Renews a member's lease.
    Tick,
}

impl Kind {
    /// Whether its commit waits for the disk.
    pub fn is_write(self) -> bool {
        matches!(
            self,
            Kind::Claim | Kind::Leaves | Kind::Accepted | Kind::Ended | Kind::Tick
        )
    }

    /// Whether it locks the row of its quota.
    pub fn locks_quota(self) -> bool {
        matches!(self, Kind::Enter | Kind::Taught | Kind::Gone)
    }

    /// The first nine deciles, in microseconds. What lies above them on that machine is other work
    /// of its cores: the tail goes up to three times the median.
    fn deciles(self) -> [u64; 9] {
        match self {
            Kind::Claim => [180, 221, 234, 246, 255, 264, 275, 290, 317],
            Kind::Enter => [243, 301, 321, 335, 349, 359, 374, 393, 441],
            Kind::Leaves => [89, 100, 109, 115, 120, 123, 129, 140, 185],
            Kind::Accepted => [79, 89, 96, 105, 110, 114, 120, 131, 153],
            Kind::Taught => [192, 230, 244, 257, 269, 283, 297, 316, 341],
            Kind::Poll => [76, 91, 100, 107, 112, 117, 124, 140, 176],
            Kind::OfJob => [100, 115, 118, 121, 123, 126, 130, 135, 147],
            Kind::Ended => [110, 126, 135, 144, 154, 162, 174, 188, 211],
            Kind::Gone => [164, 194, 206, 218, 227, 238, 249, 265, 298],
            Kind::Polled => [109, 122, 128, 132, 136, 141, 146, 152, 164],
            Kind::Tick => [175, 181, 186, 196, 204, 208, 210, 227, 257],
        }
    }

    /// One of these times, in nanoseconds.
    pub fn sample(self, chance: &mut Chance) -> u64 {
        let deciles = self.deciles();
        let part = chance.part() * 10.0;
        let place = part as usize;
        let at = |place: usize| match deciles.get(place) {
            Some(time) => *time as f64,
            None => (3 * deciles[5]) as f64,
        };
        let (from, to, share) = match place {
            0..8 => (at(place), at(place + 1), part.fract()),
            _ => (at(8), at(9), (part - 8.0) / 2.0),
        };
        ((from + (to - from) * share) * 1_000.0) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_have_the_deciles_that_were_measured() {
        let mut chance = Chance::new(3);
        let mut samples: Vec<u64> = (0..10_000)
            .map(|_| Kind::Claim.sample(&mut chance))
            .collect();
        samples.sort_unstable();
        let median = samples[5_000].abs_diff(264_000);
        assert!(median < 10_000, "{}", samples[5_000]);
        assert!(samples[0] >= 180_000 && samples[9_999] <= 792_000);
    }
}
