//! What both are asked to do.

use crate::torture::Schedule;

/// What a cell says where the SDK lacks the feature.
pub const NOT_OFFERED: &str = "`not offered`";

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
    /// Buy a picture at an address that leads to nobody.
    BuyNowhere(Nowhere),
    /// Buy a picture, and wait for it: the SDK asks once.
    Wait,
    /// Ask after a job that is long gone.
    AskOld,
    /// Two accounts in one process, twenty purchases each.
    Tenants,
    /// Buy one picture, and order the same once more.
    Twice,
    /// Four purchases at once.
    Crowd,
    /// Buy a picture, and leave after a while.
    Leave,
    /// Buy a picture, wait for it, and fetch the file.
    Fetch,
    /// Submit a job, and cancel it.
    Cancel,
}

/// Why an address leads to nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nowhere {
    /// Its name does not resolve.
    NoName,
    /// Nobody listens at its port.
    NobodyListens,
}

impl Plan {
    /// The word by which the script knows it, if the SDK can do it at all.
    pub fn word(self) -> Option<&'static str> {
        Some(match self {
            Plan::Buy | Plan::BuyElsewhere(_) | Plan::BuyNowhere(_) => "buy",
            Plan::BuyAgain => "buy-again",
            Plan::Wait => "wait",
            Plan::AskOld => "ask-old",
            Plan::Tenants => "tenants",
            Plan::Twice => "twice",
            Plan::Crowd => "crowd",
            Plan::Cancel => "cancel",
            Plan::Leave | Plan::Fetch => return None,
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
