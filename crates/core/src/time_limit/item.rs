//! Numbers in a text with their units.

use std::ops::Range;

use super::Unit;
use crate::number::{Number, Run, half_width, is_dash, is_unseen, runs};

/// Text before a number that is followed by 内 and means a limit: `自受理之日起10内`. In `表2内` it does not.
const BEFORE_WITHIN: &[char] = &[
    '起', '在', '于', '后', '的', '为', '限', '定', '诺', '过', '或', '至', '到', '：', ':', '，', ',', '；',
    '。', '（', '(', '-', '—', '～', '~',
];

/// Characters after 内 that make it part of a word.
const OTHER_INSIDE: [char; 11] = ['容', '部', '设', '外', '蒙', '资', '科', '地', '陆', '网', '页'];

/// A number and its unit, as far as both are written.
pub(super) struct Item {
    pub(super) digits: Range<usize>,
    pub(super) number: Option<Number>,
    pub(super) unit: Option<Unit>,
    /// Whether the unit directly follows the number: `5月`, not `5个月` or `5（月）`.
    is_bare: bool,
    /// The end of the number and its unit.
    pub(super) end: usize,
    /// Whether 内 follows instead of a unit: `10内`.
    pub(super) is_within: bool,
}

/// The numbers of a text outside of titles.
pub(super) fn items(text: &str) -> Vec<Item> {
    let titles = titles(text);
    let is_outside = |digits: &Range<usize>| {
        let next = titles.partition_point(|title| title.end <= digits.start);
        titles.get(next).is_none_or(|title| digits.start < title.start)
    };
    let mut items: Vec<Item> =
        runs(text).filter(|run| is_outside(&run.range)).map(|run| Item::of(text, &run)).collect();
    let halves = text.match_indices('半').map(|(at, half)| at..at + half.len());
    let is_alone = |half: &Range<usize>| {
        let next = items.partition_point(|item| item.end <= half.start);
        items.get(next).is_none_or(|item| half.end <= item.digits.start)
    };
    let halves = halves.filter(is_outside).filter(is_alone).filter_map(|digits| Item::half(text, digits));
    let halves: Vec<Item> = halves.collect();
    items.extend(halves);
    items.sort_by_key(|item| item.digits.start);
    items
}

/// The ranges of the titles of laws and documents.
fn titles(text: &str) -> Vec<Range<usize>> {
    let (mut titles, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, mark) in text.match_indices(['《', '》']) {
        match (mark, depth) {
            ("《", 0) => (depth, start) = (1, at),
            ("《", _) => depth += 1,
            (_, 1) => {
                depth = 0;
                titles.push(start..at);
            }
            _ => depth = depth.saturating_sub(1),
        }
    }
    titles
}

impl Item {
    fn of(text: &str, run: &Run) -> Self {
        let Run { range: digits, number } = run.clone();
        let mut item = Self { end: digits.end, digits, number, unit: None, is_bare: false, is_within: false };
        let behind = seen(&text[item.end..]);
        let counted = ["个", "（个）", "(个)"].iter().find_map(|word| behind.strip_prefix(word));
        let (counted, is_counted) = (seen(counted.unwrap_or(behind)), counted.is_some());
        let (name, half) = match counted.strip_prefix('半').filter(|_| is_counted) {
            Some(name) => (name, true),
            None => (counted, false),
        };
        if let Some((unit, rest)) = bracketed(name).or_else(|| Unit::first(name, is_counted)) {
            // `1个半月`, `一年半`.
            let behind_half =
                rest.strip_prefix('半').filter(|_| !half && !is_counted && unit != Unit::WorkingDay);
            item.is_bare = !is_counted && bracketed(name).is_none();
            // `20日（工作日）`.
            let named = bracketed(rest).filter(|_| unit == Unit::Day);
            let (unit, rest) = named.unwrap_or((unit, behind_half.unwrap_or(rest)));
            item.unit = Some(unit);
            item.end = text.len() - rest.len();
            if half || behind_half.is_some() {
                item.number = item.number.and_then(|number| number.plus(Number::HALF));
            }
        } else {
            let inside = counted.trim_start_matches(['以', '之']).strip_prefix('内');
            let before = text[..item.digits.start].trim_end();
            item.is_within = inside.is_some_and(|behind| !behind.starts_with(OTHER_INSIDE))
                && (before.is_empty() || before.ends_with(BEFORE_WITHIN));
        }
        item
    }

    /// Half a unit, written as 半 without a number.
    fn half(text: &str, digits: Range<usize>) -> Option<Self> {
        let behind = &text[digits.end..];
        let counted = behind.strip_prefix('个');
        let (unit, rest) = Unit::first(counted.unwrap_or(behind), counted.is_some())?;
        let is_part = text[..digits.start].ends_with(['上', '下', '前', '后', '大', '小', '过', '多', '一']);
        let end = text.len() - rest.len();
        (!is_part).then_some(Self {
            digits,
            number: Some(Number::HALF),
            unit: Some(unit),
            is_bare: false,
            end,
            is_within: false,
        })
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.digits.start..self.end
    }

    /// Whether it names a day, a month or a year instead of counting them: `5月20日`, `每月15日`, `2026年`.
    pub(super) fn is_date(&self, text: &str) -> bool {
        let before = text[..self.digits.start].trim_end();
        let whole = self.number.and_then(Number::as_whole);
        let is_within = seen(&text[self.end..]).trim_start_matches(['以', '之']).starts_with('内');
        match self.unit {
            _ if !self.is_bare => false,
            Some(Unit::Day) => before.ends_with('月') && !before.ends_with("个月"),
            Some(Unit::Month) => whole.is_some_and(|month| (1..=12).contains(&month)) && !is_within,
            Some(Unit::Year) => whole.is_some_and(|year| (1900..=2100).contains(&year)),
            _ => false,
        }
    }

    /// Whether it names a day or a month, by which something is done.
    pub(super) fn is_day_or_month(&self, text: &str) -> bool {
        let month = self.number.and_then(Number::as_whole).is_some_and(|month| (1..=12).contains(&month));
        let is_named = month && self.unit.is_none() && seen(&text[self.digits.end..]).starts_with('月');
        is_named || self.unit != Some(Unit::Year) && self.is_date(text)
    }

    /// Whether it names a year instead of counting them.
    pub(super) fn is_year(&self, text: &str) -> bool {
        self.unit == Some(Unit::Year) && self.is_date(text)
    }

    /// Whether both ends of a range are days, months or years, if only the second has a unit: `每月1-15日`.
    pub(super) fn begins_dates(&self, text: &str, last: &Self) -> bool {
        let (unit, is_bare) = match self.unit {
            Some(unit) => (Some(unit), self.is_bare),
            None => (last.unit, last.is_bare),
        };
        let digits = self.digits.clone();
        Self { digits, number: self.number, unit, is_bare, end: last.end, is_within: false }.is_date(text)
    }

    /// Whether it is the start of a period: `第二天起`.
    pub(super) fn is_start(&self, text: &str) -> bool {
        text[..self.digits.start].ends_with('第') && text[self.end..].starts_with('起')
    }

    /// Whether it is the minutes of a time of day: `17:00（工作日）`, not `步骤1：20日`.
    pub(super) fn is_minutes(&self, text: &str) -> bool {
        let hour = text[..self.digits.start].strip_suffix([':', '：']);
        let digits = |text: &str| text.chars().rev().take_while(|&c| half_width(c).is_ascii_digit()).count();
        let written = &text[self.digits.clone()];
        let is_clear = |hour: &str| digits(hour) == 2 || !hour.ends_with(['1', '2', '3', '4', '5']);
        hour.is_some_and(|hour| (1..=2).contains(&digits(hour)) && (is_clear(hour) || written == "00"))
            && written.chars().count() == 2
            && digits(written) == 2
            && !text[self.digits.end..].starts_with('个')
    }

    /// Whether it is a day of the week.
    pub(super) fn is_weekday(&self, text: &str) -> bool {
        ["周", "星期", "礼拜"].iter().any(|week| text[..self.digits.start].trim_end().ends_with(week))
    }
}

/// The unit in brackets at the beginning of a text, and what follows them.
fn bracketed(text: &str) -> Option<(Unit, &str)> {
    let inside = seen(text.strip_prefix(['(', '（'])?);
    let counted = inside.strip_prefix('个');
    let (unit, rest) = Unit::first(counted.unwrap_or(inside), counted.is_some())?;
    Some((unit, seen(rest).strip_prefix([')', '）'])?))
}

/// A text without invisible characters and blanks at its beginning.
fn seen(text: &str) -> &str {
    text.trim_start_matches(|character: char| character.is_whitespace() || is_unseen(character))
}

/// Whether the text between two numbers makes them a range.
pub(super) fn joins(between: &str) -> bool {
    let between = between.trim();
    let is_dash = !between.is_empty() && between.chars().count() <= 2 && between.chars().all(is_dash);
    is_dash || matches!(between, "至" | "到" | "或" | "或者")
}
