//! What the killed runs buy.

use std::time::Duration;

/// What is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// From a tool with tasks.
    Task,
    /// From one whose answer is the product.
    Process,
}

impl Tool {
    /// Buys a small picture under an idempotency key that is its prompt too.
    pub(super) fn words(self, key: &str) -> String {
        let tool = match self {
            Tool::Task => "general-3.0",
            Tool::Process => "jimeng-2.1",
        };
        format!("run {tool} --prompt '{key}' --idempotency-key '{key}' --width 512 --height 512")
    }

    /// Whether a text names the task of a purchase, or its product.
    pub(super) fn names_it(self, told: &str) -> bool {
        told.contains("http") || (self == Tool::Task && told.contains("vt1."))
    }

    /// When a run is ended. The purchase of a task comes early, so early
    /// moments are closer together there. That of a product ends with the run,
    /// so some moments lie behind the shortest one.
    pub(super) fn moment(self, whole: Duration, part: f64) -> Duration {
        whole.mul_f64(match self {
            Tool::Task => part.powi(2),
            Tool::Process => 1.25 * part,
        })
    }
}
