//! Units of time limits and their length.

use crate::number::Number;

/// The unit of a time limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 分钟.
    Minute,
    /// 小时.
    Hour,
    /// 工作小时: hours on working days.
    WorkingHour,
    /// 工作日.
    WorkingDay,
    /// 日, 天: working or calendar days, which is left open.
    Day,
    /// 自然日, 日历日.
    CalendarDay,
    /// 周, 星期.
    Week,
    /// 月.
    Month,
    /// 年.
    Year,
}

/// The names of units, with longer ones before their prefixes, and whether 个 may precede them.
const NAMES: [(&str, bool, Unit); 16] = [
    ("法定工作日", true, Unit::WorkingDay),
    ("工作日", true, Unit::WorkingDay),
    ("工作天", true, Unit::WorkingDay),
    ("工作小时", true, Unit::WorkingHour),
    ("自然日", true, Unit::CalendarDay),
    ("日历日", true, Unit::CalendarDay),
    ("自然天", true, Unit::CalendarDay),
    ("日", false, Unit::Day),
    ("天", false, Unit::Day),
    ("小时", true, Unit::Hour),
    ("分钟", false, Unit::Minute),
    ("周", false, Unit::Week),
    ("星期", true, Unit::Week),
    ("礼拜", true, Unit::Week),
    ("月", true, Unit::Month),
    ("年", false, Unit::Year),
];

/// Characters after these names that make them part of another word.
const OTHER_WORDS: [(&str, &[char]); 6] = [
    ("周", &['岁', '年', '末', '边', '期', '一', '二', '三', '四', '五', '六', '日', '天']),
    ("星期", &['一', '二', '三', '四', '五', '六', '日', '天']),
    ("礼拜", &['一', '二', '三', '四', '五', '六', '日', '天']),
    ("月", &['份', '底', '初', '末', '中', '上', '下']),
    ("年", &['度', '龄', '级', '检', '报', '审', '末', '底', '初', '代', '版', '第', '修']),
    ("天", &['津', '然']),
];

/// Minutes in a day.
const DAY: u128 = 24 * 60;

impl Unit {
    /// The unit that a whole text names.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('个');
        NAMES.iter().find(|(name, ..)| *name == text).map(|&(_, _, unit)| unit)
    }

    /// The unit at the beginning of a text, and the rest. `is_counted`: whether 个 precedes it.
    pub(super) fn first(text: &str, is_counted: bool) -> Option<(Self, &str)> {
        let mut known = NAMES.iter().filter(|&&(_, takes, _)| takes || !is_counted);
        known.find_map(|&(name, _, unit)| {
            let rest = without_blanks(text, name)?;
            let others = OTHER_WORDS.iter().find(|(known, _)| *known == name);
            others.is_none_or(|(_, others)| !rest.starts_with(*others)).then_some((unit, rest))
        })
    }

    /// The unit as written after a number, in the form of the standards.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minute => "分钟",
            Self::Hour => "小时",
            Self::WorkingHour => "个工作小时",
            Self::WorkingDay => "个工作日",
            Self::Day => "日",
            Self::CalendarDay => "个自然日",
            Self::Week => "周",
            Self::Month => "个月",
            Self::Year => "年",
        }
    }

    /// The shortest and the longest time that a number of units can last, in millionths of a minute. Working
    /// days extend over weekends and the longest public holidays.
    pub(super) fn lasts(self, number: Number) -> (u128, u128) {
        let number = number.millionths();
        let exactly = |minutes: u128| (number * minutes, number * minutes);
        match self {
            Self::Minute => exactly(1),
            Self::Hour => exactly(60),
            // A working day has at least one hour.
            Self::WorkingHour => (number * 60, number * 2 * DAY + HOLIDAYS),
            Self::WorkingDay | Self::Day => (number * DAY, number * 2 * DAY + HOLIDAYS),
            Self::CalendarDay => exactly(DAY),
            Self::Week => exactly(7 * DAY),
            Self::Month => (number * 28 * DAY, number * 31 * DAY),
            Self::Year => (number * 365 * DAY, number * 366 * DAY),
        }
    }
}

/// What follows a name at the beginning of a text, which may contain blanks: printed text is often spaced.
fn without_blanks<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    name.chars().try_fold(text, |rest, character| rest.trim_start().strip_prefix(character))
}

/// Ten days, in millionths of a minute.
const HOLIDAYS: u128 = 10 * DAY * 1_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_wide_enough_for_holidays_and_months() {
        let days = |unit: Unit, number: u128| {
            let (least, most) = unit.lasts(Number::whole(number).unwrap());
            (least / DAY / 1_000_000, most / DAY / 1_000_000)
        };
        assert_eq!(days(Unit::WorkingDay, 20), (20, 50));
        assert_eq!(days(Unit::Day, 20), (20, 50));
        assert_eq!(days(Unit::WorkingHour, 48), (2, 106));
        assert_eq!(days(Unit::CalendarDay, 20), (20, 20));
        assert_eq!(days(Unit::Hour, 48), (2, 2));
        assert_eq!(days(Unit::Minute, 2880), (2, 2));
        assert_eq!(days(Unit::Week, 2), (14, 14));
        assert_eq!(days(Unit::Month, 2), (56, 62));
        assert_eq!(days(Unit::Year, 2), (730, 732));
        let largest = Number::whole(Number::LIMIT - 1).unwrap();
        assert!(Unit::Year.lasts(largest).1 > Unit::Year.lasts(largest).0, "nothing overflows");
    }

    #[test]
    fn units_are_no_beginnings_of_words() {
        for text in ["周岁", "月底", "年检", "工作", "天津"] {
            assert_eq!(Unit::first(text, false), None, "{text}");
        }
        assert_eq!(Unit::first("日内", false), Some((Unit::Day, "内")));
        assert_eq!(Unit::first("日", true), None);
        assert_eq!(Unit::first("工 作 日 内", true), Some((Unit::WorkingDay, " 内")));
    }
}
