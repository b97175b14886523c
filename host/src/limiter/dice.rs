//! Chance for pauses, so that callers who were refused together do not come
//! back together. Nothing secret depends on it.

use std::time::Duration;

pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Any time from nothing up to `longest`, each as likely.
    pub(super) fn up_to(&mut self, longest: Duration) -> Duration {
        let share = (self.roll() >> 11) as f64 / (1u64 << 53) as f64;
        longest.mul_f64(share)
    }

    /// SplitMix64, a published generator that is good from any seed.
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_spread_over_the_whole_range() {
        let mut dice = Dice::new(1);
        let mut quarters = [0; 4];
        for _ in 0..1000 {
            let time = dice.up_to(Duration::from_millis(400));
            quarters[time.as_millis() as usize / 100] += 1;
        }
        assert!(quarters.iter().all(|count| *count > 200), "{quarters:?}");
    }
}
