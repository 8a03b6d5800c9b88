//! Distinguishes time limits and office hours, which guides write under the same names.

use super::{TimeLimit, Unit};
use crate::number::{Number, runs};

/// What a text states about time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// How long something takes, or that it is done at once.
    pub has_limit: bool,
    /// When an office is open.
    pub has_hours: bool,
}

/// Words for days and times of day that have no number.
const HOURS: [&str; 17] = [
    "上午",
    "下午",
    "中午",
    "早上",
    "晚上",
    "全天",
    "全年",
    "节假日",
    "双休",
    "周末",
    "休息日",
    "上班",
    "办公时间",
    "工作时间",
    "营业时间",
    "工作制",
    "不间断",
];

/// What a text states about time: whether it states how long something takes, and whether it states when an
/// office is open. It may state both, or neither.
pub fn times(text: &str) -> Times {
    let limit = TimeLimit::read(text);
    let is_around_the_clock = |unit: Option<Unit>, number: Number, end: usize| {
        let is_within = text[end..].trim_start_matches(['以', '之']).starts_with('内');
        unit == Some(Unit::Hour) && number.as_whole() == Some(24) && !is_within
    };
    let mut takes = limit.amounts.iter().filter(|amount| amount.is_limit && amount.unit.is_some());
    let has_limit = takes.any(|amount| !is_around_the_clock(amount.unit, amount.most, amount.range.end));
    let mut numbers = limit.amounts.iter();
    let is_always = numbers.any(|amount| is_around_the_clock(amount.unit, amount.most, amount.range.end));
    // `工作日` without a number before it means days of the week.
    let is_counted = |at: usize| {
        let next = limit.amounts.partition_point(|amount| amount.range.end <= at);
        limit.amounts.get(next).is_some_and(|amount| amount.range.start <= at)
    };
    let mut working_days = text.match_indices("工作日").map(|(at, _)| at);
    Times {
        has_limit: has_limit || limit.is_done_by_a_day(),
        has_hours: is_always
            || HOURS.iter().any(|word| text.contains(word))
            || working_days.any(|at| !is_counted(at) && !text[..at].ends_with(['个', '次', '当', '同']))
            || has_clock_time(text)
            || has_weekday(text),
    }
}

/// Whether a text has a time of day: `9:00`, `9时`, `九点`.
fn has_clock_time(text: &str) -> bool {
    let all: Vec<_> = runs(text).collect();
    let is_below = |number: Option<Number>, most: u128| {
        number.and_then(Number::as_whole).is_some_and(|number| number < most)
    };
    all.iter().enumerate().filter(|(_, run)| is_below(run.number, 25)).any(|(number, run)| {
        let behind = text[run.range.end..].trim_start();
        let next = all.get(number + 1).filter(|next| is_below(next.number, 60));
        let between = next.map(|next| text[run.range.end..next.range.start].trim());
        let is_hour = ["时", "点"].iter().any(|hour| {
            let rest = behind.strip_prefix(hour);
            rest.is_some_and(|rest| !rest.starts_with(['限', '间', '段', '长', '击', '以', '之', '内']))
        });
        matches!(between, Some(":" | "：")) || is_hour
    })
}

/// Whether a text has a day of the week: `周一`, `星期1`.
fn has_weekday(text: &str) -> bool {
    let ends: Vec<usize> = runs(text).map(|run| run.range.end).collect();
    let days = |text: &str| {
        text.starts_with(['一', '二', '三', '四', '五', '六', '日', '天', '1', '2', '3', '4', '5', '6'])
    };
    ["周", "星期", "礼拜"].iter().any(|week| {
        text.match_indices(week).any(|(at, _)| {
            let is_counted = text[..at].ends_with('个') || ends.binary_search(&at).is_ok();
            !is_counted && days(text[at + week.len()..].trim_start())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_told_from_office_hours() {
        for (text, has_limit, has_hours) in [
            ("5个工作日", true, false),
            ("自受理之日起二十日内办结", true, false),
            ("法定20个工作日，承诺5个工作日", true, false),
            ("即办", true, false),
            ("当场办结", true, false),
            ("当日办结", true, false),
            ("24小时内办结", true, false),
            ("一周", true, false),
            ("3个工作日至5个工作日", true, false),
            ("法定时限：1个月", true, false),
            ("工作日 9:00—12:00，13:30—17:00", false, true),
            ("周一至周五上午九点到十二点", false, true),
            ("星期一至星期五", false, true),
            ("法定工作日", false, true),
            ("正常工作日内", false, true),
            ("上午8时30分至11时30分", false, true),
            ("夏季（5月1日至9月30日）8：00—12：00", false, true),
            ("每周五个工作日，上午8:30-12:00", false, true),
            ("星期一至星期五：上午8:30—11:30，下午13:30—16:30星期六：上午9:00—11:30", false, true),
            ("9:00-17:00 (工作日)", false, true),
            ("全天24小时", false, true),
            ("24小时自助服务区", false, true),
            ("7×24小时", false, false),
            ("法定节假日除外", false, true),
            ("上午8:00至12:00，5个工作日办结", true, true),
            ("夏季上午8:00至12:00；20个工作日，承诺许可期限10个工作日", true, true),
            ("每年3月1日至5月31日", false, false),
            ("无", false, false),
            ("咨询0571-87654321", false, false),
            ("周一至周五 9:00-12:00（提前3日预约）", false, true),
            ("每周一至周五上午8时—12时，自受理之日起10内办结", false, true),
            ("《某办法》（某政发〔2019〕5号）", false, false),
        ] {
            let Times { has_limit: limit, has_hours: hours } = times(text);
            assert_eq!((limit, hours), (has_limit, has_hours), "{text}");
        }
    }
}
