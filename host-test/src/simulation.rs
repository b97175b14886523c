//! A fleet on one database or several, by discrete events: what the database has to do, how long a
//! purchase waits for it, and what the loss of members costs. No I/O and no clock: the same seed
//! gives the same figures. The database's times are those that `cargo xtask bench journal` measured.

mod agenda;
mod database;
mod fleet;
mod orphans;
mod report;
mod steps;
mod times;

pub use database::Machine;
pub use fleet::{Figures, Plan, run};
pub use report::report;

/// A second, in the simulation's nanoseconds.
const SECOND: u64 = 1_000_000_000;
const MILLISECOND: u64 = 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Plan {
        Plan {
            members: 50,
            warm_up: 10,
            seconds: 60,
            purchases: 50.0,
            lost: 5,
            ..Plan::new(7)
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_figures() {
        assert_eq!(run(&small()), run(&small()));
        assert_ne!(run(&small()), run(&Plan { seed: 8, ..small() }));
    }

    #[test]
    fn what_members_leave_behind_is_taken_over_within_their_lease() {
        let figures = run(&small());
        assert!(figures.orphans > 0, "{figures:?}");
        assert_eq!(figures.taken_over + figures.unknown, figures.orphans);
        // The lease of a claim of polling, and the longest pause of a client that asks again.
        let bound = 20 * SECOND + 3 * SECOND;
        assert!(figures.recovery_max < bound, "{figures:?}");
    }

    #[test]
    fn a_database_beyond_its_capacity_keeps_claims_waiting() {
        let quiet = run(&Plan { lost: 0, ..small() });
        let busy = run(&Plan {
            lost: 0,
            purchases: 20_000.0,
            warm_up: 1,
            seconds: 5,
            ..small()
        });
        assert!(quiet.claim_p99 < 20 * MILLISECOND, "{quiet:?}");
        assert!(busy.claim_p99 > 10 * quiet.claim_p99, "{busy:?}");
        assert!(quiet.cpu < 0.5 && busy.cpu > 0.9, "{quiet:?} {busy:?}");
    }

    #[test]
    fn two_databases_carry_more_than_one() {
        let plan = Plan {
            lost: 0,
            purchases: 500.0,
            seconds: 20,
            ..small()
        };
        let one = run(&plan);
        let two = run(&Plan {
            databases: 2,
            ..plan
        });
        assert!(two.cpu < 0.6 * one.cpu, "{one:?} {two:?}");
    }
}
