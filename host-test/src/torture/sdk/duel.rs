//! What both are asked to do, and what goes wrong.

use volc_sim::{Cut, Fault, Target, What};

use crate::torture::{Schedule, Subject, menu};

/// What a cell says where the SDK lacks the feature.
pub const NOT_OFFERED: &str = "`not offered`";

/// How long the component's callers wait, in milliseconds. The SDK has no such
/// bound: 30 s for the connection, and 30 s between two bytes.
const WAIT_MS: u32 = 5_000;
/// How far the service's clock is ahead.
const SKEW_SECONDS: i64 = 20 * 60;

/// One row.
pub struct Duel {
    /// What goes wrong.
    pub fault: &'static str,
    /// What both do.
    pub plan: Plan,
    /// The service and its faults, and the component's call.
    pub schedule: Schedule,
}

/// What both do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    /// Buy a picture.
    Buy,
    /// Ask for something free, and then buy a picture on the same line.
    BuyAgain,
    /// Buy a picture where a redirect with this status leads to another host.
    BuyElsewhere(u16),
    /// Buy a picture, and wait for it: the SDK asks once.
    Wait,
    /// Ask after a job that is long gone.
    AskOld,
    /// Two accounts in one process, twenty purchases each.
    Tenants,
    /// Buy one picture, and wish for the same once more.
    Twice,
    /// Four purchases at once.
    Crowd,
    /// Buy a picture, and leave after a while.
    Leave,
}

impl Plan {
    /// The word by which the script knows it, if the SDK can do it at all.
    pub fn word(self) -> Option<&'static str> {
        Some(match self {
            Plan::Buy | Plan::BuyElsewhere(_) => "buy",
            Plan::BuyAgain => "buy-again",
            Plan::Wait => "wait",
            Plan::AskOld => "ask-old",
            Plan::Tenants => "tenants",
            Plan::Twice => "twice",
            Plan::Crowd => "crowd",
            Plan::Leave => return None,
        })
    }

    /// What the SDK leaves to its caller.
    pub fn lacks(self) -> Option<&'static str> {
        match self {
            Plan::Wait => Some("polling"),
            Plan::Crowd => Some("queueing"),
            Plan::Twice => Some("journal"),
            _ => None,
        }
    }
}

/// Every row.
pub fn all() -> Vec<Duel> {
    let page = menu::answer(500, "text/html", "<html>gateway</html>");
    let submit = |what| Some(Fault::once(Target::AnySubmit, what));
    let query = |what| Some(Fault::always(Target::AnyQuery, what));
    let code = |status, code, message: &str| What::BusinessCode {
        status,
        code,
        message: message.to_owned(),
    };
    let drip = What::Drip {
        bytes: 1,
        every_ms: 1_000,
    };
    let limit = "Request Has Reached API Concurrent Limit, Please Try Later";
    let mut skewed = duel("clock 20 minutes off", Plan::Buy, None);
    skewed.schedule.service.clock_offset_seconds = SKEW_SECONDS;
    let mut crowd = duel("four calls, one job at a time", Plan::Crowd, None);
    crowd.schedule.service.concurrency = Some(1);
    crowd.schedule.service.generate_ms = 700;
    crowd.schedule.wait_ms = 30_000;
    let mut tenants = duel("two accounts in one process", Plan::Tenants, None);
    tenants.schedule.wait_ms = 0;
    let mut left = duel("the caller leaves after 0.5 s", Plan::Leave, None);
    left.schedule.service.generate_ms = 5_000;
    vec![
        duel("none", Plan::Wait, None),
        duel(
            "line reset before a byte is read",
            Plan::Buy,
            submit(What::ResetRequestAfter(0)),
        ),
        duel(
            "request cut after 300 bytes",
            Plan::Buy,
            submit(What::CutRequest(Cut::reset(300))),
        ),
        duel(
            "accepted, reply cut after 100 bytes",
            Plan::Buy,
            submit(What::ResetAfter(100)),
        ),
        duel("accepted, no reply ever", Plan::Buy, submit(What::Hang)),
        duel(
            "accepted, reply of a byte a second",
            Plan::Buy,
            submit(drip),
        ),
        duel("500", Plan::Buy, submit(page.clone())),
        duel(
            "accepted, then 500",
            Plan::Buy,
            submit(What::AfterWork(Box::new(page))),
        ),
        duel(
            "429 with 50430, once",
            Plan::Buy,
            submit(code(429, 50_430, limit)),
        ),
        duel(
            "idle line reset by the submit",
            Plan::BuyAgain,
            submit(What::ResetReused),
        ),
        duel("302 to another host", Plan::BuyElsewhere(302), None),
        duel("307 to another host", Plan::BuyElsewhere(307), None),
        skewed,
        duel(
            "polling answers 50500 for ever",
            Plan::Wait,
            query(code(200, 50_500, "Internal Error")),
        ),
        duel("the task is not there", Plan::AskOld, None),
        tenants,
        duel("the same wish twice", Plan::Twice, None),
        crowd,
        left,
    ]
}

fn duel(fault: &'static str, plan: Plan, what: Option<Fault>) -> Duel {
    Duel {
        fault,
        plan,
        schedule: Schedule {
            faults: what.into_iter().collect(),
            wait_ms: WAIT_MS,
            ..Schedule::new(Subject::Task, fault)
        },
    }
}
