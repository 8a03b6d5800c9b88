//! Time limits as people write them: `20(工作日)`, `三个月`, `自受理之日起20个工作日内`, `3至5个工作日`, `即办`, `新办5个工作日，变更3个工作日`,
//! `20个工作日，经批准可以延长10日`, `无`.
//!
//! Numbers are read by [`crate::number`], as a whole or not at all; a limit with a number that was not read
//! cannot be measured. Dates, days of the week, document numbers and office hours are not limits. Two limits
//! are only compared as far as the result is certain: see [`TimeLimit::exceeds`].

mod hours;
mod item;
mod marks;
mod read;
mod unit;

use std::cmp::Ordering;
use std::ops::Range;

use crate::number::{Number, half_width};

pub use hours::{Times, times};
pub use marks::{Mark, Part, parts};
pub use unit::Unit;

/// What a text states about how long something takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeLimit {
    amounts: Vec<Amount>,
    /// Numbers with units that could not be read with certainty, in bytes of the text.
    unread: Vec<Range<usize>>,
    /// What it states without a number.
    said: Option<Said>,
    /// Whether it may be extended by an unstated time.
    is_open: bool,
}

/// What a text states without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// `即办`, `当场办结`; there may be numbers for other cases.
    AtOnce,
    /// `当日办结`, `次日办结`.
    NextDay,
    /// `无`.
    NoLimit,
    /// `每月15日前`: a day or a month, which is not a length of time.
    OnDate,
}

/// A number of units, or a range of such numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    /// The number; of a range, the lower bound.
    pub least: Number,
    /// The number; of a range, the upper bound.
    pub most: Number,
    /// The unit; `None` if it is not written.
    pub unit: Option<Unit>,
    /// The number and its unit, in bytes of the text.
    pub range: Range<usize>,
    /// The number itself, or the range, in bytes of the text.
    pub digits: Range<usize>,
    /// Whether it is how long the matter takes, and not time that is added or excluded, or an amount of
    /// something else.
    pub is_limit: bool,
    /// If there are several: whether it is clearly how long one of the cases takes.
    is_whole_case: bool,
    /// If there are several: the words before it, which may name its case (`新办`).
    case: String,
}

impl TimeLimit {
    /// Reads a text.
    pub fn read(text: &str) -> Self {
        read::read(text)
    }

    /// Reads a text that consists of one number with its unit.
    pub fn exactly(text: &str) -> Option<Self> {
        let limit = Self::read(text);
        limit.only()?;
        (limit.amounts[0].range == (0..text.len())).then_some(limit)
    }

    /// The amounts in the text, in order.
    pub fn amounts(&self) -> &[Amount] {
        &self.amounts
    }

    /// Numbers with units that could not be read, in bytes of the text.
    pub fn unread(&self) -> &[Range<usize>] {
        &self.unread
    }

    /// Whether it states how long something takes, that it is done at once or by a day, or that there is no
    /// limit. `false` if a number in it could not be read.
    pub fn is_measurable(&self) -> bool {
        (self.said.is_some() || !self.amounts.is_empty()) && self.unread.is_empty()
    }

    /// Whether it states how long something takes, even if for several cases or with a number that could not
    /// be read.
    pub fn says_how_long(&self) -> bool {
        let has_unit = self.amounts.iter().any(|amount| amount.unit.is_some());
        has_unit || !self.unread.is_empty() || self.said == Some(Said::AtOnce)
    }

    /// Whether it only states that the matter is settled at once.
    pub fn is_only_immediate(&self) -> bool {
        self.said == Some(Said::AtOnce) && self.amounts.is_empty() && self.unread.is_empty()
    }

    /// Whether it only states that the matter is settled at once, on the same day or on the next.
    pub fn is_done_by_a_day(&self) -> bool {
        self.is_only_immediate() || self.said == Some(Said::NextDay)
    }

    /// The limit, if it is one number with its unit and nothing else.
    pub fn only(&self) -> Option<(Number, Unit)> {
        match (self.amounts.as_slice(), self.unread.is_empty() && self.said.is_none()) {
            ([Amount { least, most, unit: Some(unit), .. }], true) if least == most => Some((*least, *unit)),
            _ => None,
        }
    }

    /// The limit that a text consists of: see [`Self::only`].
    pub fn only_in(text: &str) -> Option<(Number, Unit)> {
        // Quick exit: most texts are not time limits and have no number at all.
        crate::number::runs(text).next().and_then(|_| Self::read(text).only())
    }

    /// Adds the unit to a single number without one, if it is stated elsewhere.
    #[must_use]
    pub fn with_unit(mut self, elsewhere: impl FnOnce() -> Option<Unit>) -> Self {
        if let [Amount { unit: unit @ None, .. }] = self.amounts.as_mut_slice() {
            *unit = elsewhere();
        }
        self
    }

    /// Whether it is certainly longer than another: the minimum of one of its cases exceeds the maximum of
    /// the other, including all extensions. Cases with the same name are only compared with each other.
    pub fn exceeds(&self, other: &Self) -> bool {
        self.excess(other).is_some()
    }

    /// The case that takes longer than another limit: see [`Self::exceeds`].
    pub fn excess(&self, other: &Self) -> Option<&Amount> {
        if !self.unread.is_empty() || !other.unread.is_empty() {
            return None;
        }
        let is_case = |amount: &&Amount| amount.is_limit && amount.is_whole_case && amount.unit.is_some();
        let mut own = self.amounts.iter().filter(is_case);
        if other.is_only_immediate() {
            return own.next();
        }
        own.find(|own| other.is_below(own))
    }

    /// Whether its maximum is less than an amount.
    fn is_below(&self, amount: &Amount) -> bool {
        let Some(unit) = amount.unit else { return false };
        if self.is_open || !self.amounts.iter().any(|amount| amount.is_limit) {
            return false;
        }
        let mut namesakes = self.amounts.iter().filter(|own| !own.case.is_empty() && own.case == amount.case);
        let counted = match (namesakes.next(), namesakes.next()) {
            (Some(only), None) => std::slice::from_ref(only),
            _ => self.amounts.as_slice(),
        };
        if counted.iter().all(|own| own.unit == Some(unit)) {
            let sum = counted.iter().try_fold(Number::default(), |sum, own| sum.plus(own.most));
            return sum.is_some_and(|sum| sum < amount.least);
        }
        let longest = |own: &Amount| own.unit.map(|unit| unit.lasts(own.most).1);
        let sum = counted.iter().map(longest).try_fold(0_u128, |sum, one| sum.checked_add(one?));
        sum.is_some_and(|sum| sum < unit.lasts(amount.least).0)
    }

    /// Whether both are one number with its unit and equally long. Days that may be working days are treated
    /// as equal to calendar days.
    pub fn is_as(&self, other: &Self) -> bool {
        let calendar = |unit| if unit == Unit::CalendarDay { Unit::Day } else { unit };
        let plain = |limit: &Self| limit.only().map(|(number, unit)| (number, calendar(unit)));
        plain(self).is_some_and(|own| plain(other) == Some(own))
    }

    /// How it compares to another; `None` if that is not certain, as for working days and calendar days of
    /// similar length.
    pub fn against(&self, other: &Self) -> Option<Ordering> {
        let exactly = |limit: &Self| {
            let (number, unit) = limit.only()?;
            let (least, most) = unit.lasts(number);
            (least == most).then_some(least)
        };
        let is_as_long = exactly(self).is_some_and(|own| exactly(other) == Some(own));
        let orders = self.amount_by_amount(other);
        if is_as_long || orders.as_ref().is_some_and(|all| all.iter().all(|one| one.is_eq())) {
            return Some(Ordering::Equal);
        }
        if let Some(orders) = orders {
            let differs = |order: &Ordering| order.is_ne();
            let first = orders.iter().copied().find(differs)?;
            return orders.into_iter().filter(differs).all(|order| order == first).then_some(first);
        }
        match (self.exceeds(other), other.exceeds(self)) {
            (true, _) => Some(Ordering::Greater),
            (_, true) => Some(Ordering::Less),
            _ => None,
        }
    }

    /// How the amounts compare pairwise, if both limits differ only in their numbers.
    fn amount_by_amount(&self, other: &Self) -> Option<Vec<Ordering>> {
        let kind = |limit: &Self| (limit.said, limit.is_open);
        let is_unsized = matches!(self.said, Some(Said::NextDay | Said::OnDate));
        let is_alike = self.is_measurable()
            && !is_unsized
            && other.is_measurable()
            && kind(self) == kind(other)
            && self.amounts.len() == other.amounts.len();
        let order = |(own, others): (&Amount, &Amount)| {
            let is_alike =
                own.unit == others.unit && own.is_limit == others.is_limit && own.case == others.case;
            match (own.least.cmp(&others.least), own.most.cmp(&others.most)) {
                _ if !is_alike => None,
                (least, most) if least == most || most.is_eq() => Some(least),
                (Ordering::Equal, most) => Some(most),
                _ => None,
            }
        };
        is_alike.then(|| self.amounts.iter().zip(&other.amounts).map(order).collect())?
    }

    /// The difference from another in the same unit: `10个工作日`; `None` if more than one number differs, or
    /// units do.
    pub fn difference(&self, other: &Self) -> Option<String> {
        if self.amounts.len() != other.amounts.len() {
            return None;
        }
        let pairs = self.amounts.iter().zip(&other.amounts);
        let mut differing =
            pairs.filter(|(own, others)| (own.least, own.most) != (others.least, others.most));
        let ((own, others), None) = (differing.next()?, differing.next()) else { return None };
        let by = own.least.difference(others.least);
        let is_same = own.unit == others.unit && by == own.most.difference(others.most);
        is_same.then(|| format!("{by}{}", own.unit.map_or("", Unit::word)))
    }

    /// The rest of a text without its time limits: `自受理之日起内`, `（现场核查的时间除外）`.
    pub fn beside(text: &str) -> String {
        let mut rest = String::new();
        let mut end = 0;
        for amount in Self::read(text).amounts {
            rest += &text[end..amount.range.start];
            end = amount.range.end;
        }
        rest += &text[end..];
        rest.retain(|character| !character.is_whitespace());
        rest.trim_start_matches(['以', '之']).trim_start_matches('内').to_owned()
    }

    /// The canonical form of a text that is one number with its unit; `None` for all others, and if the unit
    /// is ambiguous. It reads as the same number and unit. Numbers with leading zeros (`0013(工作日)`) may be
    /// codes and have no canonical form.
    pub fn canonical(text: &str) -> Option<String> {
        let text = text.trim();
        let read = Self::exactly(text)?;
        let (number, unit) = read.only().filter(|&(_, unit)| unit != Unit::Day)?;
        let digits = &text[read.amounts[0].digits.clone()];
        let mut first = digits.chars().map(half_width);
        let has_leading_zeros = first.next() == Some('0') && first.next().is_some_and(|c| c.is_ascii_digit());
        let is_number = Number::read(digits) == Some(number) && !has_leading_zeros;
        let canonical = format!("{number}{}", unit.word());
        let is_same = Self::only_in(&canonical) == Some((number, unit));
        (is_number && is_same).then_some(canonical)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exceeds(one: &str, other: &str) -> bool {
        TimeLimit::read(one).exceeds(&TimeLimit::read(other))
    }

    #[test]
    fn what_is_longer_for_certain_is_told() {
        for (long, short) in [
            ("20个工作日", "5个工作日"),
            ("1,000个工作日", "20个工作日"),
            ("1，000个工作日", "20个工作日"),
            ("二五个工作日", "20个工作日"),
            ("廿五个工作日", "20个工作日"),
            ("九九九九九九九九九九九九九九九九九九九九个工作日", "20个工作日"),
            ("一千零五十个工作日", "60个工作日"),
            ("一万二十个工作日", "60个工作日"),
            ("5个工作日", "即时办结"),
            ("6个月", "20个工作日"),
            ("1个（工作日）", "4小时"),
            ("15至20个工作日", "10个工作日"),
            ("新办25个工作日，变更3个工作日", "20个工作日"),
            ("新办20个工作日，变更15个工作日", "新办20个工作日，变更10个工作日"),
            ("40个工作日", "20个工作日，经批准可以延长10个工作日"),
            ("35个工作日", "一般15个工作日，复杂的15个工作日"),
            ("25个工作日（公示7日不计入）", "20个工作日"),
            ("25个工作日，不含专家评审10个工作日", "20个工作日"),
        ] {
            assert!(exceeds(long, short), "{long} and {short}");
            assert!(!exceeds(short, long), "{short} and {long}");
        }
    }

    #[test]
    fn what_may_be_shorter_is_not_told_to_be_longer() {
        for (one, other) in [
            ("20个工作日", "20个工作日"),
            ("20日", "20个工作日"),
            ("25个自然日", "20个工作日"),
            ("5至25个工作日", "20个工作日"),
            ("15个工作日", "10至20个工作日"),
            ("25个工作日", "20个工作日，经批准可以延长10个工作日"),
            ("25个工作日", "20个工作日，可以适当延长"),
            ("5个工作日，公示30个工作日", "20个工作日"),
            ("5个工作日，证书30个工作日内送到", "20个工作日"),
            ("每月25日前", "20个工作日"),
            ("5个工作日（专家评审30个工作日除外）", "20个工作日"),
            ("25个工作日（其中公示7日）", "20个工作日"),
            ("25个工作日，含专家评审10个工作日", "20个工作日"),
            ("由20个工作日压缩为5个工作日", "10个工作日"),
            ("有效期届满30日前申请", "10个自然日"),
            ("第25个工作日", "20个工作日"),
            ("十五六个工作日", "5个工作日"),
            ("2十个工作日", "5个工作日"),
            ("20个工作日", "l0个工作日"),
            ("20个工作日", "无"),
            ("20个工作日", "尽快"),
            ("20", "5个工作日"),
        ] {
            assert!(!exceeds(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn only_what_is_certain_is_said_of_two() {
        use Ordering::{Equal, Greater, Less};
        let against = |one: &str, other: &str| TimeLimit::read(one).against(&TimeLimit::read(other));
        for (one, other, order) in [
            ("20个工作日", "20（工作日）", Some(Equal)),
            ("二〇个工作日", "20（工作日）", Some(Equal)),
            ("1小时", "60分钟", Some(Equal)),
            ("即办", "当场办结", Some(Equal)),
            ("5个工作日", "20个工作日", Some(Less)),
            ("二〇个工作日", "5个工作日", Some(Greater)),
            ("5个工作日", "即办", Some(Greater)),
            ("4小时", "1个工作日", Some(Less)),
            ("20个工作日", "6个月", Some(Less)),
            ("法定20个工作日；承诺5个工作日", "法定20个工作日；承诺3个工作日", Some(Greater)),
            ("法定20个工作日；承诺5个工作日", "法定10个工作日；承诺7个工作日", None),
            ("3至5个工作日", "3至7个工作日", Some(Less)),
            ("3至5个工作日", "1至7个工作日", None),
            ("20个工作日", "25个自然日", None),
            ("20日", "20个工作日", None),
            ("尽快", "尽快", None),
            ("每月15日前", "每月15日前", None),
            ("当日", "次日", None),
            ("十五六日", "十五六日", None),
            ("无", "20个工作日", None),
        ] {
            assert_eq!(against(one, other), order, "{one} and {other}");
            assert_eq!(against(other, one), order.map(Ordering::reverse), "{other} and {one}");
        }
        let difference = |one: &str, other: &str| TimeLimit::read(one).difference(&TimeLimit::read(other));
        assert_eq!(difference("5个工作日", "20个工作日").as_deref(), Some("15个工作日"));
        assert_eq!(difference("1.5小时", "2小时").as_deref(), Some("0.5小时"));
        assert_eq!(difference("法定20日；承诺5日", "法定20日；承诺3日").as_deref(), Some("2日"));
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
            ("3个工作日（现场审核时间除外）", "（现场审核时间除外）"),
        ] {
            assert_eq!(TimeLimit::beside(text), beside, "{text}");
        }
    }

    #[test]
    fn one_amount_has_one_form() {
        for (text, wanted) in [
            ("20(工作日)", Some("20个工作日")),
            ("９０（自然日）", Some("90个自然日")),
            ("十五个工作日", Some("15个工作日")),
            ("二〇（工作日）", Some("20个工作日")),
            ("二零（工作日）", Some("20个工作日")),
            ("1个（工作日）", Some("1个工作日")),
            ("3 工作日", Some("3个工作日")),
            ("005个工作日", None),
            ("０05（工作日）", None),
            ("1,000(工作日)", Some("1000个工作日")),
            ("9007199254740993(工作日)", Some("9007199254740993个工作日")),
            ("99999999999999999999(工作日)", Some("99999999999999999999个工作日")),
            ("0.5个工作日", Some("0.5个工作日")),
            ("两个小时", Some("2小时")),
            ("6个月", Some("6个月")),
            ("三五个工作日", None),
            ("十五六（工作日）", None),
            ("三百六（工作日）", None),
            ("1 0(工作日)", None),
            ("1\u{200b}0(工作日)", None),
            ("半个工作日", None),
            ("3至5(工作日)", None),
            ("20日", None),
            ("20个工作日内", None),
            ("20", None),
            ("即办", None),
        ] {
            assert_eq!(TimeLimit::canonical(text).as_deref(), wanted, "{text}");
        }
    }
}
