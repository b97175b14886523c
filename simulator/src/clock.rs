//! The simulator's own clock, which may be wrong on purpose, and the three time texts of the service.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// The last second of the year 9999, after which there are no HTTP dates.
const LAST_DATE: u64 = 253_402_300_799;

/// The computer's clock plus an offset.
pub(crate) struct Clock {
    offset_ms: AtomicI64,
}

impl Clock {
    pub(crate) fn new(offset_seconds: i64) -> Clock {
        Clock {
            offset_ms: AtomicI64::new(offset_seconds.saturating_mul(1000)),
        }
    }

    pub(crate) fn advance(&self, seconds: i64) {
        self.offset_ms
            .fetch_add(seconds.saturating_mul(1000), Ordering::Relaxed);
    }

    /// Milliseconds since 1970.
    pub(crate) fn now_ms(&self) -> i64 {
        let real = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or(Duration::ZERO);
        let real = i64::try_from(real.as_millis()).unwrap_or(i64::MAX);
        real.saturating_add(self.offset_ms.load(Ordering::Relaxed))
    }

    /// Seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.now_ms().div_euclid(1000)
    }

    /// The text of a `Date` header.
    pub(crate) fn http_date(&self) -> String {
        let seconds = u64::try_from(self.now()).unwrap_or(0).min(LAST_DATE);
        httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds))
    }
}

/// Year, month, day, hour, minute, second of a UTC time.
pub(crate) fn civil(seconds: i64) -> (i64, i64, i64, i64, i64, i64) {
    let days = seconds.div_euclid(86_400);
    let of_day = seconds.rem_euclid(86_400);
    // Days counted in 400-year eras that begin on 1 March, so that leap days come last.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (
        year,
        month,
        day,
        of_day / 3600,
        of_day / 60 % 60,
        of_day % 60,
    )
}

/// Seconds since 1970 of an `X-Date` text such as `20250102T030405Z`; `None` when it is not one.
pub(crate) fn parse_x_date(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() != 16 || bytes[8] != b'T' || bytes[15] != b'Z' {
        return None;
    }
    let number = |from: usize, to: usize| -> Option<i64> {
        let part = bytes.get(from..to)?;
        if !part.iter().all(u8::is_ascii_digit) {
            return None;
        }
        std::str::from_utf8(part).ok()?.parse().ok()
    };
    let (year, month, day) = (number(0, 4)?, number(4, 6)?, number(6, 8)?);
    let (hour, minute, second) = (number(9, 11)?, number(11, 13)?, number(13, 15)?);
    if !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    // 30 February becomes 2 March on the way there and back, and so gives itself away.
    let (_, month_again, day_again, ..) = civil(seconds);
    (second == 60 || (month_again, day_again) == (month, day)).then_some(seconds)
}

fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The 14 digits that begin a request id: the time in China, eight hours ahead of UTC.
pub(crate) fn china_stamp(seconds: i64) -> String {
    let (year, month, day, hour, minute, second) = civil(seconds + 8 * 3600);
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}")
}

/// A duration as Go writes it, which is how the service writes `time_elapsed`.
pub(crate) fn go_duration(elapsed: Duration) -> String {
    let nanos = elapsed.as_nanos();
    if nanos >= 1_000_000_000 {
        trimmed(elapsed.as_secs_f64(), 9, "s")
    } else if nanos >= 1_000_000 {
        trimmed(elapsed.as_secs_f64() * 1e3, 6, "ms")
    } else {
        trimmed(elapsed.as_secs_f64() * 1e6, 3, "µs")
    }
}

fn trimmed(value: f64, digits: usize, unit: &str) -> String {
    let text = format!("{value:.digits$}");
    format!("{}{unit}", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_dates() {
        assert_eq!(parse_x_date("20250102T030405Z"), Some(1_735_787_045));
        assert_eq!(civil(1_735_787_045), (2025, 1, 2, 3, 4, 5));
        assert_eq!(civil(1_709_164_800), (2024, 2, 29, 0, 0, 0));
        assert_eq!(china_stamp(1_735_787_045), "20250102110405");
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "20250102T030405",
            "2025-01-02T03:04Z",
            "20250230T000000Z",
            "20251301T000000Z",
            "2025010+T000000Z",
        ] {
            assert_eq!(parse_x_date(text), None, "{text}");
        }
    }

    #[test]
    fn durations_look_like_go() {
        assert_eq!(go_duration(Duration::from_nanos(84_448)), "84.448µs");
        assert_eq!(
            go_duration(Duration::from_nanos(104_852_309)),
            "104.852309ms"
        );
        assert_eq!(go_duration(Duration::from_secs(3)), "3s");
    }
}
