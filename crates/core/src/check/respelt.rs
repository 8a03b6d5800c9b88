//! Other spellings that certainly are the same value and may satisfy a rule.

use std::sync::LazyLock;

use regex::Regex;

use crate::number::half_width;

/// Other spellings of a value: a code in capital letters, a date as year-month-day.
pub(super) fn spellings(text: &str) -> impl Iterator<Item = String> {
    [capitals(text), date(text)].into_iter().flatten()
}

/// A code in capital letters; `None` if it has letters that look like digits and may be meant as such.
fn capitals(text: &str) -> Option<String> {
    let is_code = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_lower = text.bytes().any(|byte| byte.is_ascii_lowercase());
    (is_code && is_lower && !text.contains(['i', 'l', 'o'])).then(|| text.to_ascii_uppercase())
}

/// Year, month and day in this order, in figures.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([12][0-9]{3}) ?(?:年 ?([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?[日号])?|([./-])([0-9]{1,2})([./-])([0-9]{1,2}))$")
        .expect("the pattern is tested")
});

/// A date as `2026-11-23`, or `2026-11` without a day.
fn date(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect();
    let found = DATE.captures(&text)?;
    let number = |group: usize| found.get(group).and_then(|part| part.as_str().parse::<u32>().ok());
    if found.get(4).map(|mark| mark.as_str()) != found.get(6).map(|mark| mark.as_str()) {
        return None;
    }
    let (year, month, day) = (number(1)?, number(2).or_else(|| number(5))?, number(3).or_else(|| number(7)));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    match day {
        None => Some(format!("{year}-{month:02}")),
        Some(day) => (1..=days).contains(&day).then(|| format!("{year}-{month:02}-{day:02}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Option<String> {
        let all: Vec<String> = spellings(text).collect();
        assert!(all.len() < 2, "{all:?}");
        all.into_iter().next()
    }

    #[test]
    fn codes_get_capitals_and_dates_one_form() {
        for (text, wanted) in [
            ("1144000000693975 6b", None),
            ("11440000006939756b", Some("11440000006939756B")),
            ("1144000000693975ob", None),
            ("2026年11月23日", Some("2026-11-23")),
            ("2026 年 1 月 5 日", Some("2026-01-05")),
            ("２０２６年１月", Some("2026-01")),
            ("2011.3.1", Some("2011-03-01")),
            ("2024/2/29", Some("2024-02-29")),
            ("2023年2月29日", None),
            ("2026.13.1", None),
            ("2026.1/2", None),
            ("11/23/2026", None),
            ("26年3月", None),
            ("自2026年3月1日起施行", None),
        ] {
            assert_eq!(only(text).as_deref(), wanted, "{text}");
        }
    }
}
