//! A day, and how something was seen on it.

use crate::text::{Text, text};

/// Where facts were seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A copy or an index of the vendor's page.
    Page,
    /// A captured reply of the service.
    Capture,
    /// The code of a client or an SDK, or what its author states.
    Client,
}

impl How {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            How::Page => "page",
            How::Capture => "capture",
            How::Client => "client",
        }
    }

    /// The word for people.
    pub const fn title(self) -> Text {
        match self {
            How::Page => text("the vendor's page", "官方文档"),
            How::Capture => text("a captured reply", "实际响应"),
            How::Client => text("a client", "客户端代码"),
        }
    }
}

/// When and where a fact was last seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The day, or the month where the source says no more: `2026-06-22`, `2026-05`.
    pub date: &'static str,
    /// Whether the source bears the date itself. Otherwise it is the day on which an
    /// undated source was read, which may be older.
    pub dated: bool,
    /// How it was seen.
    pub how: How,
}

impl Seen {
    /// In a source with a date of its own.
    pub const fn on(date: &'static str, how: How) -> Seen {
        Seen {
            date,
            dated: true,
            how,
        }
    }

    /// In an undated source that was read on this day.
    pub const fn read(date: &'static str, how: How) -> Seen {
        Seen {
            date,
            dated: false,
            how,
        }
    }

    /// How many days ago that was, on a day given in days since 1970; a month counts
    /// from its first day.
    pub fn age_days(&self, today: i64) -> i64 {
        today.saturating_sub(days(self.date).unwrap_or(0))
    }
}

/// The days from 1970 to a date of the form `2026-06-22` or `2026-06`.
pub fn days(date: &str) -> Option<i64> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month) = (parts.next()??, parts.next()??);
    let day = parts.next().unwrap_or(Some(1))?;
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || year < 1970 {
        return None;
    }
    // Years begin in March, so that a leap day is the last.
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let of_years = 365 * year + year / 4 - year / 100 + year / 400;
    Some(of_years + (153 * month + 2) / 5 + day - 1 - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (date, expected) in [
            ("1970-01-01", 0),
            ("2000-03-01", 11_017),
            ("2024-02-29", 19_782),
            ("2026-06", 20_605),
            ("2026-06-22", 20_626),
        ] {
            assert_eq!(days(date), Some(expected), "{date}");
        }
        for date in ["", "2026", "2026-13", "2026-02-40", "yesterday"] {
            assert_eq!(days(date), None, "{date}");
        }
    }
}
