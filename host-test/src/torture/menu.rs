//! The faults, each in the words of the simulator.

mod cuts;

use super::{Player, Scenario};

/// Many calls that end at once.
const MANY: usize = 48;
/// So few that their times can be trusted.
const FEW: usize = 12;

/// All of them, in the order of the table.
pub(super) fn all() -> Vec<Scenario> {
    vec![
        Scenario {
            name: "F2-cuts",
            fault: "cut at any byte of request or reply, FIN or RST",
            player: Player::Product,
            timed: false,
            at_once: MANY,
            schedules: cuts::lines,
        },
        Scenario {
            name: "F2-stalls",
            fault: "nothing more after any byte of the reply",
            player: Player::Product,
            timed: true,
            at_once: FEW,
            schedules: cuts::stalls,
        },
        Scenario {
            name: "F2-control",
            fault: "the same cuts, a client that blindly sends again",
            player: Player::Blind,
            timed: false,
            at_once: MANY,
            schedules: cuts::control,
        },
    ]
}
