//! Times as the protocol writes them. Nothing here reads a clock.

/// A moment as `YYYYMMDD'T'HHMMSS'Z'`, the form of `X-Date`.
pub fn x_date(unix_seconds: u64) -> String {
    let (days, seconds) = (unix_seconds / 86_400, unix_seconds % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// The date of a number of days since 1970-01-01 (the proleptic Gregorian
/// calendar, counted in eras of 400 years that begin in March).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 {
        month_index + 3
    } else {
        month_index - 9
    };
    let year = era * 400 + year_of_era + u64::from(month <= 2);
    (year, month, day)
}

/// Reads the `Date` of an answer, `Tue, 24 Nov 2026 05:51:00 GMT`, into seconds
/// since 1970. The two older forms that HTTP knows are not read.
pub fn http_date(text: &str) -> Option<u64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, rest) = text.split_once(", ")?;
    let parts: Vec<&str> = rest.split([' ', ':']).collect();
    let [day, month, year, hour, minute, second, "GMT"] = parts.as_slice() else {
        return None;
    };
    let number = |text: &str, max: u64| text.parse().ok().filter(|number| *number <= max);
    let month = MONTHS.iter().position(|name| name == month)? as u64 + 1;
    let days = days(number(year, 9999)?, month, number(day, 31)?)?;
    let seconds = number(hour, 23)? * 3600 + number(minute, 59)? * 60 + number(second, 60)?;
    Some(days * 86_400 + seconds)
}

/// Reads a `Retry-After`, which is a number of seconds or a date, into
/// milliseconds from `now` (seconds since 1970).
pub fn retry_after_ms(text: &str, now: u64) -> Option<u32> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = match is_number {
        true => text.parse().unwrap_or(u64::MAX),
        false => http_date(text)?.saturating_sub(now),
    };
    Some(u32::try_from(seconds.saturating_mul(1000)).unwrap_or(u32::MAX))
}

/// The number of days since 1970-01-01, the inverse of [`civil`].
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    let year = if month <= 2 {
        year.checked_sub(1)?
    } else {
        year
    };
    let (era, year_of_era) = (year / 400, year % 400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day.checked_sub(1)?;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era).checked_sub(719_468)
}

/// How far this machine's clock is off, where the service's is so many seconds
/// ahead of it: in English and in Chinese.
pub fn offset(ahead: i64) -> [String; 2] {
    let seconds = ahead.unsigned_abs();
    let (en, zh) = match ahead {
        ..0 => ("fast", "快"),
        _ => ("slow", "慢"),
    };
    match seconds {
        0..120 => [
            format!("{seconds} s {en}"),
            format!("时钟{zh} {seconds} 秒"),
        ],
        _ => {
            let minutes = (seconds + 30) / 60;
            [
                format!("{minutes} min {en}"),
                format!("时钟{zh} {minutes} 分钟"),
            ]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{http_date, offset, retry_after_ms, x_date};

    #[test]
    fn dates_of_answers() {
        for (text, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thu, 02 Jan 2025 03:04:05 GMT", Some(1_735_787_045)),
            ("Tue, 29 Feb 2000 00:00:00 GMT", Some(951_782_400)),
            ("Sat, 28 Feb 2026 23:59:59 GMT", Some(1_772_323_199)),
            ("Mon, 01 Mar 2100 00:00:00 GMT", Some(4_107_542_400)),
            ("Thu, 02 Jan 2025 03:04:05 CET", None),
            ("Thu, 02 Jan 2025 33:04:05 GMT", None),
            ("Thu, 00 Jan 2025 03:04:05 GMT", None),
            ("Thu, 02 Foo 2025 03:04:05 GMT", None),
            ("Thu, 02 Jan 1969 03:04:05 GMT", None),
            ("Thu, 02 Jan 99999999999999999999 03:04:05 GMT", None),
            ("1735787045", None),
            ("", None),
        ] {
            assert_eq!(http_date(text), expected, "{text}");
        }
    }

    #[test]
    fn times_to_come_again() {
        for (text, expected) in [
            ("0", Some(0)),
            ("5", Some(5_000)),
            ("1000000000", Some(u32::MAX)),
            ("99999999999999999999999", Some(u32::MAX)),
            ("Thu, 02 Jan 2025 03:04:07 GMT", Some(2_000)),
            ("Thu, 02 Jan 2025 03:04:05 GMT", Some(0)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Fri, 31 Dec 2999 23:59:59 GMT", Some(u32::MAX)),
            ("-5", None),
            ("+5", None),
            ("5.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after_ms(text, 1_735_787_045), expected, "{text}");
        }
    }

    #[test]
    fn offsets_in_words() {
        assert_eq!(offset(60)[0], "60 s slow");
        assert_eq!(offset(-960)[0], "16 min fast");
        assert_eq!(offset(86_400)[1], "时钟慢 1440 分钟");
    }

    #[test]
    fn known_moments() {
        for (seconds, expected) in [
            (0, "19700101T000000Z"),
            (951_782_400, "20000229T000000Z"),
            (1_735_787_045, "20250102T030405Z"),
            (1_772_323_199, "20260228T235959Z"),
            (4_107_542_400, "21000301T000000Z"),
        ] {
            assert_eq!(x_date(seconds), expected);
        }
    }
}
