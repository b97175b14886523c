//! The memory of a process in the course of time.

use std::time::Instant;

use serde_json::{Value, json};

use crate::process;

const MIB: f64 = (1 << 20) as f64;

/// Samples of a process.
pub struct Course {
    pid: u32,
    began: Instant,
    /// Hours since the beginning, and MiB.
    samples: Vec<(f64, f64)>,
}

impl Course {
    /// Of this process, from now on.
    pub fn new(pid: u32) -> Course {
        Course {
            pid,
            began: Instant::now(),
            samples: Vec::new(),
        }
    }

    /// Looks once more.
    pub fn sample(&mut self) {
        let resident = process::resident(self.pid);
        if resident > 0 {
            let hours = self.began.elapsed().as_secs_f64() / 3600.0;
            self.samples.push((hours, resident as f64 / MIB));
        }
    }

    /// How fast it grew, in MiB an hour: the line that fits the samples best,
    /// without the first third, in which everything is used for the first
    /// time.
    pub fn slope(&self) -> f64 {
        let settled = &self.samples[self.samples.len() / 3..];
        let count = settled.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| settled.iter().map(of).sum::<f64>() / count;
        let (hours, mib) = (mean(|sample| sample.0), mean(|sample| sample.1));
        let (mut above, mut below) = (0.0, 0.0);
        for (hour, size) in settled {
            above += (hour - hours) * (size - mib);
            below += (hour - hours) * (hour - hours);
        }
        if below > 0.0 { above / below } else { 0.0 }
    }

    /// The sample after a third, the last and the largest one, in MiB.
    fn figures(&self) -> [f64; 3] {
        let size = |sample: Option<&(f64, f64)>| sample.map_or(0.0, |sample| sample.1);
        let settled = self.samples.get(self.samples.len() / 3);
        let sizes = self.samples.iter().map(|sample| sample.1);
        [
            size(settled),
            size(self.samples.last()),
            sizes.fold(0.0, f64::max),
        ]
    }

    /// For machines.
    pub fn json(&self) -> Value {
        let [settled, last, max] = self.figures();
        json!({
            "settled_mib": settled,
            "last_mib": last,
            "max_mib": max,
            "slope_mib_per_hour": self.slope(),
        })
    }

    /// For people.
    pub fn text(&self) -> String {
        let [settled, last, max] = self.figures();
        let slope = self.slope();
        format!(
            "memory of the callers: {settled:.1} MiB after a third of the time, {last:.1} at the \
             end, {max:.1} at max; slope {slope:+.2} MiB an hour"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slope_is_that_of_the_later_samples() {
        let mut course = Course::new(0);
        course.samples = (0..90).map(|at| (f64::from(at), 7.0)).collect();
        assert_eq!(course.slope(), 0.0);
        for (hour, size) in &mut course.samples[30..] {
            *size = 3.0 + 2.0 * *hour;
        }
        assert!((course.slope() - 2.0).abs() < 1e-9);
        assert_eq!(Course::new(0).slope(), 0.0);
    }
}
