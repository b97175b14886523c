//! The faults, each in the words of the simulator.

mod answers;
mod clocks;
mod cuts;
mod idle;
mod leave;
mod lies;
mod limits;
mod made_up;
mod questions;
mod redirects;
mod same;
mod shapes;
mod slow;
mod states;
mod unsent;

use super::{Player, Scenario, Schedule, Stage};
pub(super) use limits::busy;
use volc_sim::What;

/// Many calls that end at once.
const MANY: usize = 48;
/// So few that their times can be trusted.
const FEW: usize = 12;
/// As many as there is memory for replies without end.
const PAIR: usize = 2;

/// All of them, in the order of the table.
pub(super) fn all() -> Vec<Scenario> {
    let many = |name, fault, schedules| scenario((name, fault), MANY, schedules);
    let few = |name, fault, schedules| Scenario {
        timed: true,
        ..scenario((name, fault), FEW, schedules)
    };
    vec![
        many(
            "F1-unsent",
            "no line, so that nothing is sent",
            unsent::unreached,
        ),
        many(
            "F1-resets",
            "reset at once, before a byte is read",
            unsent::resets,
        ),
        many(
            "F2-cuts",
            "cut at any byte of request or reply, FIN or RST",
            cuts::lines,
        ),
        few(
            "F2-stalls",
            "silence after any byte of the reply",
            cuts::stalls,
        ),
        Scenario {
            player: Player::Blind,
            ..many(
                "F2-control",
                "the same cuts, a client that blindly sends again",
                cuts::control,
            )
        },
        many("F3-queries", "cut while polling", questions::queries),
        many(
            "F3-downloads",
            "cut while downloading",
            questions::downloads,
        ),
        few("F4-drip", "one byte a second", slow::drips),
        few("F5-silence", "headers never come", slow::silence),
        many(
            "F6-texts",
            "JSON cut at any byte, and invalid JSON",
            shapes::texts,
        ),
        many(
            "F6-made-up",
            "answers made up by chance, in the component",
            made_up::answers,
        ),
        many(
            "F7-submits",
            "500, 502, 503, 504 to a submit",
            answers::submits,
        ),
        few(
            "F7-queries",
            "500, 502, 503, 504 to a query",
            answers::queries,
        ),
        Scenario {
            at_once: 2 * FEW,
            ..few(
                "F8-limits",
                "50429, 50430 with every Retry-After",
                limits::lines,
            )
        },
        many(
            "F9-types",
            "other types, pages, nothing at all",
            shapes::types,
        ),
        Scenario {
            at_once: PAIR,
            ..few(
                "F10-lengths",
                "no end, and lengths that lie",
                shapes::lengths,
            )
        },
        few("F11-redirects", "redirects of the API", redirects::lines),
        many("F12-links", "links that have ended", questions::ended_links),
        many("F13-clocks", "clocks that differ", clocks::lines),
        Scenario {
            player: Player::Same,
            ..many(
                "F14-same",
                "the same request twice at once, and after a restart",
                same::repeated,
            )
        },
        few("F15-states", "unknown states of a task", states::lines),
        many("F16-leave", "the caller leaves at every poll", leave::lines),
        many(
            "idle-closed",
            "the line is closed just before a submit",
            idle::closed,
        ),
        many("idle-reset", "the line is reset by a submit", idle::reset),
        Scenario {
            player: Player::Liar,
            ..many(
                "F21-lies",
                "each error code of a host that sent the request",
                lies::codes,
            )
        },
    ]
}

fn scenario(
    (name, fault): (&'static str, &'static str),
    at_once: usize,
    schedules: fn(&Stage) -> Vec<Schedule>,
) -> Scenario {
    Scenario {
        name,
        fault,
        player: Player::Product,
        timed: false,
        at_once,
        schedules,
    }
}

/// The same in the backend's envelope.
fn envelope(status: u16, body: &str) -> What {
    What::answer(status, "application/json", body)
}

/// In place of the work, and after it.
fn either_way(what: &What) -> [(What, &'static str); 2] {
    let after = What::AfterWork(Box::new(what.clone()));
    [(what.clone(), "instead"), (after, "after the work")]
}
