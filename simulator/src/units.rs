//! The units by which the service bills.

use std::ops::{AddAssign, SubAssign};

/// What the service bills: results only, each in its own unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Pictures delivered.
    pub pictures: u64,
    /// Seconds of video delivered, with those of the input where they are billed too.
    pub seconds: u64,
    /// Pippit's credits, of the tools whose rate is known.
    pub credits: u64,
    /// What a script analysis calls its `charge_count`; no document names its unit.
    pub charges: u64,
}

impl AddAssign for Units {
    fn add_assign(&mut self, more: Units) {
        self.pictures += more.pictures;
        self.seconds += more.seconds;
        self.credits += more.credits;
        self.charges += more.charges;
    }
}

impl SubAssign for Units {
    fn sub_assign(&mut self, less: Units) {
        self.pictures -= less.pictures;
        self.seconds -= less.seconds;
        self.credits -= less.credits;
        self.charges -= less.charges;
    }
}
