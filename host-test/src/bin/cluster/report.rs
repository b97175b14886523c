//! What is printed: a line for each check.

/// Whether all held.
#[derive(Default)]
pub struct Report {
    failed: u32,
}

impl Report {
    /// Says how a check went.
    pub fn check(&mut self, name: &str, holds: bool, figures: &str) {
        let word = if holds { "ok    " } else { "FAILED" };
        println!("{word} {name}: {figures}");
        self.failed += u32::from(!holds);
    }

    /// How many did not hold.
    pub fn failed(&self) -> u32 {
        self.failed
    }
}
