//! Calendar days: when a source is in force, until when an exemption is valid.
//!
//! Always written as `2026-10-01`. The day of an instant is its day in Beijing, wherever the program runs,
//! since the laws use one time zone. Nothing here reads the clock, so that a run depends only on its input.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, de};

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

/// The format of dates, for messages.
const FORM: &str = "日期应写成 2026-10-01 的形式";

/// The offset of Beijing from UTC in seconds.
const BEIJING: i64 = 8 * 60 * 60;

/// The first and the last second of the years 0000 to 9999, in seconds since 1970.
const SECONDS: (i64, i64) = (-62_167_219_200, 253_402_300_799);

impl Date {
    /// The day in Beijing at an instant, given in seconds since 1970 in UTC. Instants before the year 0000 or
    /// after 9999 yield the first or the last day of that range.
    ///
    /// # Panics
    ///
    /// Never: the seconds of these years are in the range that chrono supports.
    pub fn in_beijing(seconds: i64) -> Self {
        let there = seconds.saturating_add(BEIJING).clamp(SECONDS.0, SECONDS.1);
        Self(DateTime::from_timestamp(there, 0).expect("it is in range").date_naive())
    }

    /// The same day of the next year; for 29 February, 28 February. The last supported day yields itself.
    #[must_use]
    pub fn a_year_later(self) -> Self {
        Self(self.0.checked_add_months(Months::new(12)).unwrap_or(self.0))
    }
}

impl FromStr for Date {
    type Err = String;

    /// Parses `2026-10-01`; all digits are required.
    fn from_str(text: &str) -> Result<Self, String> {
        let read = || {
            let mut parts = text.split('-');
            let mut part = |digits: usize| {
                let part = parts.next()?;
                (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(part)
            };
            let (year, month, day) = (part(4)?, part(2)?, part(2)?);
            let rest = parts.next();
            let date = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            date.filter(|_| rest.is_none())
        };
        read().map(Self).ok_or_else(|| format!("“{text}”不是日期，{FORM}"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_one_way() {
        assert_eq!("2026-10-01".parse::<Date>().unwrap().to_string(), "2026-10-01");
        for wrong in ["2026-10-1", "2026-02-30", "2026/10/01", "2026-10-01-", "+026-10-01", "二〇二六", ""]
        {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn earlier_days_are_less() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert!(day("2026-09-30") < day("2026-10-01"));
        assert_eq!(day("2025-04-19").a_year_later(), day("2026-04-19"));
        assert_eq!(day("2024-02-29").a_year_later(), day("2025-02-28"));
    }

    #[test]
    fn a_day_begins_when_it_does_in_beijing() {
        for (moment, day) in [("2026-09-30T15:59:59Z", "2026-09-30"), ("2026-09-30T16:00:00Z", "2026-10-01")]
        {
            let moment: DateTime<chrono::Utc> = moment.parse().unwrap();
            assert_eq!(Date::in_beijing(moment.timestamp()).to_string(), day);
        }
        assert_eq!(Date::in_beijing(i64::MIN).to_string(), "0000-01-01");
        assert_eq!(Date::in_beijing(i64::MAX).to_string(), "9999-12-31");
    }
}
