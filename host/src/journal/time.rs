//! The journal's own time. It never runs backwards, and a jump of the system's
//! clock does not make an entry old.

use crate::clock::Reading;

/// How much a gap counts at most if no uptime proves that it was longer, in
/// seconds: between two boots, or between two processes on a system that does
/// not tell its uptime.
const MAX_UNPROVEN_S: i64 = 3 * 3600;

/// A moment of the journal's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// Counts the seconds that passed for certain: entries expire by it.
    pub(super) proven: i64,
    /// Counts the seconds that passed if the clock is right: the budget's day.
    pub(super) estimated: i64,
    /// What the system's clock shows, for people.
    pub(super) wall: i64,
}

/// The last moment that was seen, and at which uptime of a boot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) last: Moment,
    pub(super) boot: String,
    pub(super) uptime: i64,
}

impl Clock {
    /// The clock of a journal that begins now.
    pub(super) fn start(now: Reading) -> Clock {
        Clock {
            last: Moment {
                proven: now.wall,
                estimated: now.wall,
                wall: now.wall,
            },
            boot: now.boot,
            uptime: now.uptime,
        }
    }

    /// The clock at its next reading.
    pub(super) fn advance(&self, reading: Reading) -> Clock {
        Clock {
            last: self.last.after(&reading, (&self.boot, self.uptime)),
            boot: reading.boot,
            uptime: reading.uptime,
        }
    }
}

impl Moment {
    /// The next moment, where the last one was seen at this uptime of a boot.
    fn after(&self, reading: &Reading, (boot, uptime): (&str, i64)) -> Moment {
        let passed = reading.wall.saturating_sub(self.wall).max(0);
        let (proven, estimated) = if reading.boot == boot && reading.uptime >= uptime {
            let ran = reading.uptime - uptime;
            (passed.min(ran), passed.min(ran))
        } else {
            (passed.min(reading.uptime.max(MAX_UNPROVEN_S)), passed)
        };
        Moment {
            proven: self.proven.saturating_add(proven),
            estimated: self.estimated.saturating_add(estimated),
            wall: reading.wall,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;
    const START: Moment = Moment {
        proven: 100 * HOUR,
        estimated: 200 * HOUR,
        wall: 1000 * HOUR,
    };

    /// What passed by a reading, in hours: for certain, and if the clock is right.
    fn passed(wall: i64, boot: &str, uptime: i64) -> (i64, i64) {
        let reading = Reading {
            wall: wall * HOUR,
            boot: boot.to_owned(),
            uptime: uptime * HOUR,
        };
        let now = START.after(&reading, ("a", 50 * HOUR));
        assert_eq!(now.wall, wall * HOUR);
        let hours = |now: i64, start: i64| (now - start) / HOUR;
        (
            hours(now.proven, START.proven),
            hours(now.estimated, START.estimated),
        )
    }

    #[test]
    fn within_a_boot_both_clocks_must_agree() {
        assert_eq!(passed(1025, "a", 75), (25, 25), "a day and an hour");
        assert_eq!(passed(1025, "a", 50), (0, 0), "a jump ahead");
        assert_eq!(passed(928, "a", 51), (0, 0), "a jump back");
        assert_eq!(passed(1000, "a", 90), (0, 0), "another machine's uptime");
    }

    #[test]
    fn between_boots_only_the_uptime_proves_anything() {
        assert_eq!(passed(1002, "b", 0), (2, 2));
        assert_eq!(passed(1049, "b", 0), (3, 49), "a jump, or it was off");
        assert_eq!(passed(1049, "b", 40), (40, 49));
        assert_eq!(passed(928, "b", 40), (0, 0));
        assert_eq!(passed(1049, "a", 10), (10, 49), "an uptime that went back");
    }

    #[test]
    fn no_clock_overflows() {
        for wall in [i64::MIN, -1, 0, i64::MAX] {
            for uptime in [0, i64::MAX] {
                let boot = "b".to_owned();
                let reading = Reading { wall, boot, uptime };
                let now = START.after(&reading, ("a", 0));
                let next = now.after(&reading, ("a", 0));
                assert!(now.proven >= START.proven && next.proven >= now.proven);
            }
        }
    }
}
