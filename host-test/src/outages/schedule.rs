//! What goes wrong, and at which statement.

use std::fmt;
use std::time::Duration;

use test_postgres::Fault;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// The connection is cut.
    Cut(Fault),
    /// Every connection is cut from there on, until the call is over.
    Away(Fault),
    /// Nothing passes until the call is over.
    Silence(Fault),
    /// The server hangs until the call is over.
    Hung(Fault),
    /// The server is killed (-9), and started again.
    Killed(Fault),
    /// The server is stopped, and started again.
    Stopped(Fault),
    /// Every statement takes so much longer.
    Slow(Duration),
}

impl Outage {
    /// Each of them, before the server has seen the statement, and when it has done it.
    pub const ALL: [Outage; 13] = [
        Outage::Cut(Fault::CutBefore),
        Outage::Cut(Fault::CutAfter),
        Outage::Cut(Fault::CutInAnswer),
        Outage::Away(Fault::CutBefore),
        Outage::Away(Fault::CutAfter),
        Outage::Silence(Fault::HoldBefore),
        Outage::Silence(Fault::HoldAfter),
        Outage::Hung(Fault::HoldBefore),
        Outage::Hung(Fault::HoldAfter),
        Outage::Killed(Fault::HoldBefore),
        Outage::Killed(Fault::HoldAfter),
        Outage::Stopped(Fault::HoldBefore),
        Outage::Stopped(Fault::HoldAfter),
    ];

    /// Whether it is the end of other schedules on the same server.
    pub fn ends_server(self) -> bool {
        matches!(
            self,
            Outage::Hung(_) | Outage::Killed(_) | Outage::Stopped(_)
        )
    }

    /// What the proxy does.
    pub fn fault(self) -> Option<Fault> {
        match self {
            Outage::Cut(fault)
            | Outage::Away(fault)
            | Outage::Silence(fault)
            | Outage::Hung(fault)
            | Outage::Killed(fault)
            | Outage::Stopped(fault) => Some(fault),
            Outage::Slow(_) => None,
        }
    }

    /// How long the caller waits, in milliseconds: an outage that lasts as long as the call makes it
    /// as long as that.
    pub fn wait_ms(self) -> u32 {
        match self {
            Outage::Away(_) | Outage::Silence(_) | Outage::Hung(_) => 3_000,
            _ => 60_000,
        }
    }
}

/// An outage at a statement.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// What goes wrong.
    pub outage: Outage,
    /// When: the statements of the purchase are counted from 0.
    pub statement: usize,
    /// Whether the client's second machine has the same database.
    pub same: bool,
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at statement {}", self.outage, self.statement)
    }
}
