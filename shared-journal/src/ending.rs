//! How purchases end.

use crate::Row;

/// Whether a task ended without a result, by the kind and the code of an error: asking again
/// tells the same.
pub fn is_over(kind: &str, code: Option<&str>) -> bool {
    matches!(kind, "task-gone" | "moderated" | "rejected-media") || code == Some("failed")
}

impl Row {
    /// The same where nothing is charged, in any currency, whether a price is known or not.
    #[must_use]
    pub fn uncharged(self) -> Row {
        Row {
            units_min: self.units_min.map(|_| 0),
            units_max: self.units_max.map(|_| 0),
            amount_min: Some(0),
            amount_max: Some(0),
            ..self
        }
    }

    /// The same where nobody knows whether it is charged.
    #[must_use]
    pub fn possibly_charged(self) -> Row {
        Row {
            units_min: self.units_min.map(|_| 0),
            amount_min: self.amount_min.map(|_| 0),
            ..self
        }
    }
}
