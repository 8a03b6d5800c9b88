//! `duration`: a time limit can be measured, has a unit, or counts working days; and how time limits
//! are read, in all the spellings of real guides: `20(工作日)`, `三个月`, `自受理之日起20个工作日内`,
//! `即办`, `无`, a bare number with its unit in the element beside it.
//!
//! Durations of the same matter are compared here too, for checks and for editions of a guide: only
//! what is certain is said.

use std::cmp::Ordering;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::numeral::{half_width, is_chinese_numeral, number};
use super::{Check, Context, Hit, Kind, Subject};
use crate::guide::{Guide, Place};

/// `must: {duration: measurable}` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Demand {
    /// A number, an immediate answer (`即办`), or that there is no limit (`无`).
    Measurable,
    /// Every number has a unit.
    WithUnit,
    /// No number counts `日` or `天` without saying whether they are working days.
    WorkingDaysNamed,
}

impl Kind for Demand {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(*self))
    }
}

impl Check for Demand {
    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        let Some(duration) = at(subject.guide, subject.place) else { return };
        let kept = match self {
            Self::Measurable => duration.is_measurable(),
            Self::WithUnit => duration.amounts.iter().all(|amount| amount.unit.is_some()),
            Self::WorkingDaysNamed => duration.amounts.iter().all(|amount| amount.unit != Some(Unit::Day)),
        };
        if !kept {
            hits.push(subject.hit_all());
        }
    }
}

/// What a time limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    WorkingDay,
    /// `日`, `天`: working or calendar days, which is not said.
    Day,
    CalendarDay,
    Week,
    Month,
    Year,
}

/// A number of units; no unit where none is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    number: f64,
    unit: Option<Unit>,
}

/// A time limit as it was understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duration {
    amounts: Vec<Amount>,
    /// `即办`, `当场办结`.
    immediate: bool,
    /// `无`: said to be none, and no number.
    none: bool,
}

/// The time limit at a place, its unit taken from the element beside it where the vocabulary names
/// one; none where the place is blank or no text.
pub(super) fn at(guide: &Guide<'_>, place: Place<'_>) -> Option<Duration> {
    let text = place.node.text().filter(|_| !place.node.is_blank())?;
    let mut duration = Duration::parse(text);
    if let [Amount { unit: unit @ None, .. }] = duration.amounts.as_mut_slice() {
        let beside = guide.vocabulary.unit(place.element).map(|element| guide.beside(place, element));
        let written = beside.and_then(|mut places| places.next()).map(|place| guide.values(place));
        *unit = written.and_then(|values| values.first().and_then(|value| Unit::named(value)));
    }
    Some(duration)
}

/// The names of units, and whether 个 may stand between a number and them.
const UNITS: [(&str, bool, Unit); 11] = [
    ("工作日", true, Unit::WorkingDay),
    ("自然日", true, Unit::CalendarDay),
    ("日历日", true, Unit::CalendarDay),
    ("日", false, Unit::Day),
    ("天", false, Unit::Day),
    ("小时", true, Unit::Hour),
    ("分钟", false, Unit::Minute),
    ("周", false, Unit::Week),
    ("星期", true, Unit::Week),
    ("月", true, Unit::Month),
    ("年", false, Unit::Year),
];

/// An amount and its unit, where a text is to be written anew; reading one goes without.
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?P<number>[0-9]+(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百]+)";
    let unit = r"(?P<unit>个?工作日|个?自然日|个?日历日|[日天]|个?小时|分钟|周|个?星期|个?月|年)";
    pattern(&format!(r"{number}\s*(?:\(\s*{unit}\s*\)|{})", unit.replace("unit", "plain")))
});
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern("^(?P<number>[0-9]+)$"));
static IMMEDIATE: LazyLock<Regex> =
    LazyLock::new(|| pattern("即办|当场|当即|即时|实时|立即|现场办结|现办|随到随办|马上办|即审|即来|立等"));
static NONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:无|没有|不适用|未规定|无规定|(?:法律|法规|法律、?法规)(?:没有|未作?)规定|无法定.*|/|—+|-+)[。.]?$",
    )
});

/// A time limit that is one number with a unit and nothing else, in the one form; none for all others,
/// and where the unit leaves open what is counted.
pub(super) fn canonical(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    let found = AMOUNT.captures(&text).filter(|found| found[0] == text)?;
    let number = quantity(&found["number"])?;
    let unit = match Unit::named(found.name("unit").or_else(|| found.name("plain"))?.as_str())? {
        Unit::Minute => "分钟",
        Unit::Hour => "小时",
        Unit::WorkingDay => "个工作日",
        Unit::CalendarDay => "个自然日",
        Unit::Week => "周",
        Unit::Month => "个月",
        Unit::Year => "年",
        Unit::Day => return None,
    };
    Some(format!("{number}{unit}"))
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns of this file are tested")
}

impl Duration {
    /// The time limit at a place of a guide; none where the place is blank or no text.
    pub fn of(guide: &Guide<'_>, place: Place<'_>) -> Option<Self> {
        at(guide, place)
    }

    /// How it stands to another; none where that is not certain, as of working days and calendar days
    /// that are about as long.
    pub fn against(&self, other: &Self) -> Option<Ordering> {
        let span = |duration: &Self| duration.only().map(|(number, unit)| unit.calendar_days(number));
        let is_equal = self == other && self.is_measurable()
            || matches!((span(self), span(other)), (Some(own), Some(others)) if own == others && own.0 >= own.1);
        match (self.exceeds(other), other.exceeds(self)) {
            _ if is_equal => Some(Ordering::Equal),
            (true, _) => Some(Ordering::Greater),
            (_, true) => Some(Ordering::Less),
            _ => None,
        }
    }

    /// By how much it differs from another in the same unit: `10个工作日`; none where units differ.
    pub fn difference(&self, other: &Self) -> Option<String> {
        match (self.only()?, other.only()?) {
            ((own, unit), (others, same)) if unit == same => {
                Some(format!("{}{}", (own - others).abs(), unit.word()))
            }
            _ => None,
        }
    }

    /// What a text says beside time limits: `自受理之日起`, `（现场核查的时间除外）`.
    pub fn beside(text: &str) -> String {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        if BARE.is_match(&text) {
            return String::new();
        }
        AMOUNT.replace_all(&text, "").trim_start_matches(['以', '之']).trim_start_matches('内').to_owned()
    }

    /// Reads a time limit. What is not understood leaves no trace: see [`Self::is_measurable`].
    pub(super) fn parse(text: &str) -> Self {
        // Nearly all are nothing but a number with its unit.
        if let Some(amount) = Amount::whole(text) {
            return Self { amounts: vec![amount], ..Self::default() };
        }
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
        let amounts = amounts(&text);
        let none = amounts.is_empty() && NONE.is_match(&text);
        Self { amounts, immediate: IMMEDIATE.is_match(&text), none }
    }

    fn is_measurable(&self) -> bool {
        self.immediate || self.none || !self.amounts.is_empty()
    }

    /// Whether it says how long, be it for several cases.
    pub(super) fn is_said(&self) -> bool {
        self.immediate || self.amounts.iter().any(|amount| amount.unit.is_some())
    }

    /// The limit that a text is, where it is one number with its unit and nothing else that would count.
    pub(super) fn only_in(text: &str) -> Option<(f64, Unit)> {
        // Most texts are no time limit, and have no number at all.
        text.contains(|c| is_numeral(half_width(c))).then(|| Self::parse(text).only()).flatten()
    }

    /// The limit, where it is one number with its unit and nothing else.
    pub(super) fn only(&self) -> Option<(f64, Unit)> {
        match (self.amounts.as_slice(), self.immediate) {
            ([Amount { number, unit: Some(unit) }], false) => Some((*number, *unit)),
            _ => None,
        }
    }

    /// Whether it is certainly longer than another. Several numbers for several cases, or none,
    /// are never certain.
    pub(super) fn exceeds(&self, limit: &Self) -> bool {
        let Some((number, unit)) = self.only() else { return false };
        if limit.immediate && limit.amounts.is_empty() {
            return true;
        }
        match limit.only() {
            Some((most, same)) if same == unit => number > most,
            Some((most, other)) => unit.calendar_days(number).0 > other.calendar_days(most).1,
            None => false,
        }
    }
}

impl Amount {
    /// A text that is a number with its unit and nothing else.
    fn whole(text: &str) -> Option<Self> {
        let number = Some(numeral(text)).filter(|number| !number.is_empty())?;
        let (unit, "") = Unit::first(&text[number.len()..])? else { return None };
        Some(Self { number: quantity(number)?, unit: Some(unit) })
    }
}

impl Unit {
    fn named(text: &str) -> Option<Self> {
        let text = text.trim_start_matches('个');
        UNITS.iter().find(|(name, ..)| *name == text).map(|&(_, _, unit)| unit)
    }

    /// The unit that a text begins with, in brackets or not, and what follows it.
    fn first(text: &str) -> Option<(Self, &str)> {
        if let Some(inside) = text.strip_prefix('(') {
            let (unit, rest) = Self::first_name(inside)?;
            return Some((unit, rest.strip_prefix(')')?));
        }
        Self::first_name(text)
    }

    fn first_name(text: &str) -> Option<(Self, &str)> {
        let counted = text.strip_prefix('个');
        let name = counted.unwrap_or(text);
        let units = UNITS.iter().filter(|&&(_, takes, _)| takes || counted.is_none());
        units.into_iter().find_map(|&(known, _, unit)| Some((unit, name.strip_prefix(known)?)))
    }

    fn word(self) -> &'static str {
        match self {
            Self::Minute => "分钟",
            Self::Hour => "小时",
            Self::WorkingDay => "个工作日",
            Self::Day => "日",
            Self::CalendarDay => "个自然日",
            Self::Week => "周",
            Self::Month => "个月",
            Self::Year => "年",
        }
    }

    /// The least and the most calendar days that a number of units can last. Working days stretch
    /// over weekends and the longest public holidays.
    fn calendar_days(self, number: f64) -> (f64, f64) {
        match self {
            Self::Minute => (number / 1440.0, number / 1440.0),
            Self::Hour => (number / 24.0, number / 24.0),
            Self::WorkingDay | Self::Day => (number, number * 2.0 + 10.0),
            Self::CalendarDay => (number, number),
            Self::Week => (number * 7.0, number * 7.0),
            Self::Month => (number * 28.0, number * 31.0),
            Self::Year => (number * 365.0, number * 366.0),
        }
    }
}

/// The numbers of units in a text; of a text that is nothing but a number, that number.
fn amounts(text: &str) -> Vec<Amount> {
    let amount = |number, unit| Some(Amount { number: quantity(number)?, unit });
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return amount(text, None).into_iter().collect();
    }
    let mut amounts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_numeral) {
        let number = numeral(&rest[start..]);
        let end = start + number.len();
        rest = match Unit::first(&rest[end..]) {
            Some((unit, after)) => {
                amounts.extend(amount(number, Some(unit)));
                after
            }
            // In `1.2.3天` the number is the last two.
            None => &rest[number.find('.').map_or(end, |point| start + point + 1)..],
        };
    }
    amounts
}

/// The number that a text begins with.
fn numeral(text: &str) -> &str {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let whole = digits(text);
    if whole == 0 {
        return &text[..text.find(|c| !is_chinese_numeral(c)).unwrap_or(text.len())];
    }
    let decimals = text[whole..].strip_prefix('.').map_or(0, digits);
    &text[..if decimals > 0 { whole + 1 + decimals } else { whole }]
}

fn is_numeral(character: char) -> bool {
    character.is_ascii_digit() || is_chinese_numeral(character)
}

/// A number of units, in Arabic (also with a decimal point) or Chinese numerals.
fn quantity(text: &str) -> Option<f64> {
    text.parse().ok().or_else(|| number(text).map(f64::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Option<(f64, Unit)> {
        Duration::parse(text).only()
    }

    #[test]
    fn real_spellings_are_understood() {
        for (text, number, unit) in [
            ("20(工作日)", 20.0, Unit::WorkingDay),
            ("90（自然日）", 90.0, Unit::CalendarDay),
            ("1个工作日内", 1.0, Unit::WorkingDay),
            ("30工作日", 30.0, Unit::WorkingDay),
            ("30天", 30.0, Unit::Day),
            ("三个月", 3.0, Unit::Month),
            ("自受理之日起２０个工作日内", 20.0, Unit::WorkingDay),
            ("十五个工作日", 15.0, Unit::WorkingDay),
            ("一百二十日内", 120.0, Unit::Day),
            ("3个工作日（现场审核时间除外）", 3.0, Unit::WorkingDay),
        ] {
            assert_eq!(only(text), Some((number, unit)), "{text}");
        }
        for text in ["即办", "当场办结", "即时解答", "无", "无。", "20"] {
            assert!(Duration::parse(text).is_measurable() && only(text).is_none(), "{text}");
        }
        for text in ["工作日", "个工作日", "天", "尽快", "视情况办结", "按规定时限", "及时办理"]
        {
            assert!(!Duration::parse(text).is_measurable(), "{text}");
        }
    }

    #[test]
    fn only_what_is_certain_is_said_of_two() {
        use Ordering::{Equal, Greater, Less};
        let against = |one: &str, other: &str| Duration::parse(one).against(&Duration::parse(other));
        for (one, other, order) in [
            ("20个工作日", "20（工作日）", Some(Equal)),
            ("1小时", "60分钟", Some(Equal)),
            ("即办", "当场办结", Some(Equal)),
            ("5个工作日", "20个工作日", Some(Less)),
            ("5个工作日", "即办", Some(Greater)),
            ("4小时", "1个工作日", Some(Less)),
            ("20个工作日", "6个月", Some(Less)),
            ("20个工作日", "25个自然日", None),
            ("20日", "20个工作日", None),
            ("尽快", "尽快", None),
            ("无", "20个工作日", None),
        ] {
            assert_eq!(against(one, other), order, "{one} and {other}");
            assert_eq!(against(other, one), order.map(Ordering::reverse), "{other} and {one}");
        }
        let difference = |one: &str, other: &str| Duration::parse(one).difference(&Duration::parse(other));
        assert_eq!(difference("5个工作日", "20个工作日").as_deref(), Some("15个工作日"));
        assert_eq!(difference("1.5小时", "2小时").as_deref(), Some("0.5小时"));
        assert_eq!(difference("5个工作日", "20日"), None);
    }

    #[test]
    fn what_stands_beside_a_limit_is_kept() {
        for (text, beside) in [
            ("20个工作日", ""),
            ("20（工作日）", ""),
            ("20", ""),
            ("20个工作日以内", ""),
            ("自受理之日起20个工作日内", "自受理之日起内"),
            ("3个工作日（现场审核时间除外）", "(现场审核时间除外)"),
        ] {
            assert_eq!(Duration::beside(text), beside, "{text}");
        }
    }

    #[test]
    fn one_amount_has_one_form() {
        for (text, wanted) in [
            ("20(工作日)", Some("20个工作日")),
            ("９０（自然日）", Some("90个自然日")),
            ("十五个工作日", Some("15个工作日")),
            ("3 工作日", Some("3个工作日")),
            ("0.5个工作日", Some("0.5个工作日")),
            ("三个月", Some("3个月")),
            ("20日", None),
            ("20", None),
            ("即办", None),
            ("自受理之日起5个工作日内", None),
            ("5个工作日（不含公示）", None),
        ] {
            assert_eq!(canonical(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_are_found_wherever_they_stand() {
        let found = |text: &str| {
            let amounts = Duration::parse(text).amounts;
            amounts.iter().map(|amount| (amount.number, amount.unit)).collect::<Vec<_>>()
        };
        let days = |number| (number, Some(Unit::WorkingDay));
        let text = "受理1个工作日，审查（2.5工作日），2024年";
        assert_eq!(found(text), [days(1.0), days(2.5), (2024.0, Some(Unit::Year))]);
        assert_eq!(found("第1.2.3工作日"), [days(2.3)]);
        assert_eq!(found("十二三十"), []);
        assert_eq!(found("5(工作日"), []);
        assert_eq!(found("3个日，4个天，5个年"), []);
        assert_eq!(found("1，2（日）"), [(2.0, Some(Unit::Day))]);
        assert_eq!(found("20"), [(20.0, None)]);
    }

    #[test]
    fn only_certain_excess_is_reported() {
        let exceeds =
            |promised: &str, limit: &str| Duration::parse(promised).exceeds(&Duration::parse(limit));
        assert!(exceeds("20个工作日", "5个工作日"));
        assert!(exceeds("5个工作日", "即办"));
        assert!(exceeds("30个工作日", "20自然日"));
        assert!(exceeds("6个月", "20个工作日"));
        assert!(!exceeds("20个工作日", "20个工作日"));
        assert!(!exceeds("即办", "1个工作日"));
        assert!(
            !exceeds("25自然日", "20个工作日"),
            "20 working days last at least 26 calendar days, but not every year is the same"
        );
        assert!(!exceeds("当场办结；需核查的30个工作日", "20个工作日"), "two cases");
        assert!(!exceeds("20个工作日", "无"));
        assert!(!exceeds("20", "10个工作日"), "no unit");
    }
}
