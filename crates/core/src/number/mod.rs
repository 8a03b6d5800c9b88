//! Numbers as written in Chinese texts: the only grammar for numbers in the program.
//!
//! A number is read as a whole or not at all. Everything that touches its digits belongs to it: other digits
//! (`①00`), letters (`l0`), marks between digits (`1.2.3`), invisible characters. If this whole [`Run`] is
//! not a number, nothing is read; a part of it is never read as the number.
//!
//! | | |
//! |---|---|
//! | Arabic digits, half or full width | `20`, `２０`, `007`, `0.5` |
//! | with separators | `1,000`, `1，000` |
//! | with a scale (百, 千, 万, 亿) | `3千`, `1.5万` |
//! | Chinese, with scales | `十五`, `一百零七`, `一千零五十`, `一万二十`, `廿五`, `贰拾` |
//! | Chinese, positional | `二〇`, `一五`, `二〇二六` |
//! | Chinese, with decimals | `零点五` |
//!
//! Not read, since they may mean more than one number: `三五`, `十五六`, `二十多`, `数十`, `三百六`, `1 000`, `2十`, `5+3`.
//! Numbers that are too large or have too many decimals are not read either.
//!
//! Crates for Chinese numerals read `三百六` as 360, do not support `廿` and ignore what touches a number, so the
//! grammar is our own.

mod chinese;
mod run;

use std::fmt;

pub use chinese::is_numeral as is_chinese;
pub use run::{Run, runs};
pub(crate) use run::{is_dash, is_unseen};

/// A number, whole or with up to six decimals, below [`Number::LIMIT`]. Exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number {
    millionths: u128,
}

/// The most decimals of a number.
const DECIMALS: usize = 6;

/// Millionths in one.
const ONE: u128 = 1_000_000;

impl Number {
    /// Numbers are smaller than this, so that the products computed to compare time limits fit in 128 bits.
    pub const LIMIT: u128 = 1_000_000_000_000_000_000_000_000;

    /// One half.
    pub const HALF: Self = Self { millionths: ONE / 2 };

    /// A whole number; `None` from [`Self::LIMIT`] on.
    pub fn whole(number: u128) -> Option<Self> {
        number.checked_mul(ONE).and_then(Self::of)
    }

    /// Reads a text that consists of one number.
    pub fn read(text: &str) -> Option<Self> {
        let first = runs(text).next()?;
        first.number.filter(|_| first.range == (0..text.len()))
    }

    /// The number in millionths, for calculations.
    pub fn millionths(self) -> u128 {
        self.millionths
    }

    /// The value of a whole number; `None` if it has decimals.
    pub fn as_whole(self) -> Option<u128> {
        self.millionths.is_multiple_of(ONE).then_some(self.millionths / ONE)
    }

    /// The sum; `None` from [`Self::LIMIT`] on.
    pub fn plus(self, other: Self) -> Option<Self> {
        Self::of(self.millionths + other.millionths)
    }

    /// The absolute difference.
    #[must_use]
    pub fn difference(self, other: Self) -> Self {
        Self { millionths: self.millionths.abs_diff(other.millionths) }
    }

    fn of(millionths: u128) -> Option<Self> {
        (millionths / ONE < Self::LIMIT).then_some(Self { millionths })
    }

    /// The number of a run; `None` if the grammar does not accept it.
    fn of_run(run: &str) -> Option<Self> {
        if run.starts_with(|c| figure(c).is_some()) { figures(run) } else { chinese::number(run) }
    }

    /// A number from its digits and its decimals.
    fn of_digits(whole: impl Iterator<Item = u8>, decimals: &[u8]) -> Option<Self> {
        let mut millionths: u128 = 0;
        let places = decimals.iter().copied().chain(std::iter::repeat(0)).take(DECIMALS.max(decimals.len()));
        for digit in whole.chain(places) {
            millionths = millionths.checked_mul(10)?.checked_add(digit.into())?;
        }
        if decimals.len() > DECIMALS { None } else { Self::of(millionths) }
    }

    fn times(self, factor: u128) -> Option<Self> {
        self.millionths.checked_mul(factor).and_then(Self::of)
    }
}

/// In digits without separators: `1000`, `0.5`.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, decimals) = (self.millionths / ONE, self.millionths % ONE);
        if decimals == 0 {
            return write!(f, "{whole}");
        }
        let decimals = format!("{decimals:0DECIMALS$}");
        write!(f, "{whole}.{}", decimals.trim_end_matches('0'))
    }
}

/// A full-width digit in half width; any other character unchanged.
pub fn half_width(character: char) -> char {
    figure(character).map_or(character, |digit| char::from(b'0' + digit))
}

/// The value of a digit in full or half width.
fn figure(character: char) -> Option<u8> {
    let half = match character {
        '０'..='９' => u32::from(character) - 0xfee0,
        _ => u32::from(character),
    };
    char::from_u32(half)?.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
}

/// Reads a number that begins with an Arabic digit.
fn figures(run: &str) -> Option<Number> {
    let (run, scale) = match run.chars().next_back().and_then(|last| Some((last, chinese::scale(last)?))) {
        Some((last, scale)) if scale >= 100 => (&run[..run.len() - last.len_utf8()], scale),
        _ => (run, 1),
    };
    let (whole, decimals) = run.split_once(['.', '．']).unwrap_or((run, ""));
    let digits: Vec<u8> = if let Some(separator) = [',', '，'].into_iter().find(|&mark| whole.contains(mark))
    {
        let groups: Vec<Vec<u8>> = whole.split(separator).map(all_figures).collect::<Option<_>>()?;
        let [first, rest @ ..] = groups.as_slice() else { return None };
        let is_grouped = (1..=3).contains(&first.len()) && first[0] != 0 && rest.iter().all(|g| g.len() == 3);
        is_grouped.then(|| groups.concat())?
    } else {
        all_figures(whole)?
    };
    let decimals = match (decimals, run.len() > whole.len()) {
        ("", true) => return None,
        (decimals, _) => all_figures(decimals)?,
    };
    Number::of_digits(digits.into_iter(), &decimals)?.times(scale)
}

fn all_figures(text: &str) -> Option<Vec<u8>> {
    text.chars().map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        for (text, wanted) in [
            ("0", "0"),
            ("20", "20"),
            ("２０", "20"),
            ("1０", "10"),
            ("007", "7"),
            ("0.5", "0.5"),
            ("1.50", "1.5"),
            ("３．１４", "3.14"),
            ("1,000", "1000"),
            ("1，000", "1000"),
            ("12,345,678.9", "12345678.9"),
            ("3百", "300"),
            ("3千", "3000"),
            ("1.5万", "15000"),
            ("2亿", "200000000"),
            ("9007199254740993", "9007199254740993"),
            ("999999999999999999999999", "999999999999999999999999"),
            ("零", "0"),
            ("〇", "0"),
            ("两", "2"),
            ("十", "10"),
            ("十五", "15"),
            ("二十", "20"),
            ("九十九", "99"),
            ("廿", "20"),
            ("廿五", "25"),
            ("卅一", "31"),
            ("一百廿", "120"),
            ("一百零七", "107"),
            ("一百一十", "110"),
            ("一百十五", "115"),
            ("两百", "200"),
            ("一千零五十", "1050"),
            ("一千二百六十", "1260"),
            ("一千零七", "1007"),
            ("一万", "10000"),
            ("一万二十", "10020"),
            ("一万零二十", "10020"),
            ("一万零五百", "10500"),
            ("十二万三千四百五十六", "123456"),
            ("一亿二千万零三", "120000003"),
            ("二十亿", "2000000000"),
            ("贰拾", "20"),
            ("壹佰零伍", "105"),
            ("二〇", "20"),
            ("二零", "20"),
            ("二○二六", "2026"),
            ("一五", "15"),
            ("二五", "25"),
            ("九九", "99"),
            ("九九九九九九九九九九九九九九九九九九九九", "99999999999999999999"),
            ("〇五", "5"),
            ("零点五", "0.5"),
            ("二点二五", "2.25"),
        ] {
            assert_eq!(
                Number::read(text).map(|number| number.to_string()).as_deref(),
                Some(wanted),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_not_certain_is_not_read() {
        for text in [
            "",
            "若干",
            "几",
            "百",
            "千",
            "万",
            "1,00",
            "1,0000",
            "0,123",
            "1,234，567",
            "1，00",
            "10，5",
            ",100",
            "1 000",
            "1 0",
            "二 十",
            "1.2.3",
            "1.",
            "1.1234567",
            "1000000000000000000000000",
            "十五六",
            "二十五六",
            "三五",
            "七八",
            "一二",
            "一二三",
            "三百六",
            "两千五",
            "一万二",
            "一百零",
            "零五十",
            "一十二十",
            "百一",
            "二两",
            "两十",
            "二廿",
            "廿廿",
            "一万二万",
            "一亿三亿",
            "1万2",
            "1千2百",
            "2十",
            "二0",
            "十2",
            "一万1",
            "①00",
            "1①",
            "l0",
            "1O",
            "１Ｏ",
            "20d",
            "10\u{200b}0",
            "1\u{feff}0",
            "2²",
            "1½",
            "1/2",
            "1:2",
            "5+3",
            "2×5",
            "7×24",
            "1'000",
            "1_000",
            "1e3",
            "0x14",
            "-5",
            "20%",
            "二十多",
            "20余",
            "十来",
            "十几",
            "几十",
            "数十",
            "一点二三四五六七八",
            "十点五分",
            "八点三十",
            "一点",
            "٣",
            "१०",
            "𝟐𝟎",
            "2̶0̶",
            "2️⃣",
            "Ⅳ",
            "第20",
            "20 ",
        ] {
            assert_eq!(Number::read(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_calculated_with() {
        let number = |text| Number::read(text).unwrap();
        assert_eq!(number("1.5").plus(number("0.5")), Number::whole(2));
        assert_eq!(number("0.5").difference(number("2")).to_string(), "1.5");
        assert_eq!(Number::whole(Number::LIMIT), None);
        assert_eq!(Number::whole(Number::LIMIT - 1).unwrap().plus(number("1")), None);
        assert_eq!((number("20").as_whole(), number("0.5").as_whole()), (Some(20), None));
    }
}
