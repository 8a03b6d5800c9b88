//! Finds numbers in a text, with everything that touches them.

use std::ops::Range;

use super::chinese::{self, is_numeral};
use super::{Number, figure};

/// Digits and everything that touches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The number; `None` if it is not certain.
    pub number: Option<Number>,
}

/// Characters that make a number approximate: `数十`, `二十多`, `十几`.
const ABOUT: [char; 5] = ['几', '数', '多', '余', '来'];

impl Run {
    fn of(text: &str, range: Range<usize>) -> Self {
        let number = Number::of_run(&text[range.clone()]);
        let first = text[range.clone()].chars().next();
        let is_scale = first.is_some_and(|first| chinese::scale(first).is_some());
        let is_about = is_scale && text[..range.start].ends_with(ABOUT);
        let more = text[range.end..].chars().next().filter(|next| ABOUT.contains(next));
        let end = range.end + more.map_or(0, char::len_utf8);
        Self { range: range.start..end, number: number.filter(|_| !is_about && more.is_none()) }
    }
}

impl Run {
    /// The run at the beginning of a text; `None` if it does not begin with a digit.
    pub fn first(text: &str) -> Option<Self> {
        let scanner = Scanner { text, has_circled_items: false };
        let (class, _) = scanner.behind(0)?;
        let range = class.is_digit().then(|| ends(text, 0..scanner.end(0)).next())??;
        Some(Self::of(text, range))
    }
}

/// The runs of a text, in order. The two ends of a range with a dash (`3-5`) are separate runs.
pub fn runs(text: &str) -> impl Iterator<Item = Run> + '_ {
    let scanner = Scanner { text, has_circled_items: text.contains('①') && text.contains('②') };
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = scanner.next(from)?;
        from = found.end;
        Some(found)
    })
    .flat_map(move |found| ends(text, found))
    .map(move |range| Run::of(text, range))
}

/// The role of a character next to digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// An Arabic digit in full or half width.
    Figure,
    /// A Chinese numeral.
    Numeral,
    /// A letter that is not an ideograph, another kind of digit, an accent: next to digits it is part of
    /// something else.
    Odd,
    /// Invisible: ignored next to a number, of unknown meaning inside it.
    Unseen,
    /// Joins what is before and after it: `5+3`, `3-5`, `1/2`.
    Joins,
    /// Joins Arabic digits, otherwise ends a phrase: `1,000`, `1.5`.
    JoinsFigures,
    /// Joins digits of any kind: `一点五`, `十几万`.
    JoinsDigits,
    Blank,
    /// Everything else: ideographs, brackets, marks between sentences.
    Ends,
}

impl Class {
    fn is_digit(self) -> bool {
        matches!(self, Self::Figure | Self::Numeral)
    }
}

struct Scanner<'t> {
    text: &'t str,
    /// Whether circled digits are used to number list items.
    has_circled_items: bool,
}

impl Scanner<'_> {
    /// The next digits of the text with everything that touches them.
    fn next(&self, from: usize) -> Option<Range<usize>> {
        let mut at = from;
        let first = loop {
            let (class, end) = self.behind(at)?;
            if class.is_digit() {
                break at;
            }
            at = end;
        };
        let (start, end) = (self.start(first, from), self.end(first));
        Some(start..end)
    }

    /// The start of what touches a digit.
    fn start(&self, digit: usize, from: usize) -> usize {
        // `T+3` means three days after today.
        let is_today = |before: &str| !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        if self.text[..digit].strip_suffix("T+").is_some_and(is_today) {
            return digit;
        }
        let (mut start, mut at) = (digit, digit);
        while let Some((class, before)) = self.before(at).filter(|&(_, before)| before >= from) {
            match class {
                Class::Odd => start = before,
                Class::Joins | Class::Unseen => {}
                _ => break,
            }
            at = before;
        }
        start
    }

    /// The end of what touches a digit.
    fn end(&self, digit: usize) -> usize {
        let (mut end, mut at) = (digit, digit);
        let mut kinds: Option<Class> = None;
        while let Some((class, behind)) = self.behind(at) {
            match class {
                Class::Figure | Class::Numeral | Class::Odd => {
                    // Blanks join only digits of one kind: `1 000`.
                    kinds = Some(if kinds.is_none_or(|kinds| kinds == class) { class } else { Class::Odd });
                    end = behind;
                }
                Class::Joins | Class::Unseen => {}
                Class::JoinsFigures if self.is_between(at, behind, |class| class == Class::Figure) => {
                    // The minutes of `9:00，20` belong to the hour before them.
                    if self.is_minutes(digit) && self.text[at..].starts_with('，') {
                        break;
                    }
                }
                Class::JoinsDigits if self.is_between(at, behind, Class::is_digit) => {}
                Class::Blank if end == at => {
                    let next = self.behind_blanks(behind);
                    let is_joined = self.behind(next).is_some_and(|(class, _)| Some(class) == kinds);
                    if !is_joined || kinds == Some(Class::Odd) {
                        break;
                    }
                    at = next;
                    continue;
                }
                Class::JoinsFigures | Class::JoinsDigits | Class::Blank | Class::Ends => break,
            }
            at = behind;
        }
        end
    }

    /// Whether the digits at an offset are the minutes of `9:00`: a colon after a word only introduces them.
    fn is_minutes(&self, digit: usize) -> bool {
        let hours = self.text[..digit].strip_suffix([':', '：']);
        hours.is_some_and(|hours| hours.ends_with(|character| figure(character).is_some()))
    }

    fn behind_blanks(&self, mut at: usize) -> usize {
        while let Some((Class::Blank, behind)) = self.behind(at) {
            at = behind;
        }
        at
    }

    /// Whether characters of a kind directly precede and follow a part of the text.
    fn is_between(&self, start: usize, end: usize, is_of_kind: impl Fn(Class) -> bool) -> bool {
        let around = [self.before(start), self.behind(end)];
        around.into_iter().all(|one| one.is_some_and(|(class, _)| is_of_kind(class)))
    }

    /// The class of the character at an offset, and its end.
    fn behind(&self, at: usize) -> Option<(Class, usize)> {
        let character = self.text[at..].chars().next()?;
        Some((self.class(character, at), at + character.len_utf8()))
    }

    /// The class of the character before an offset, and its start.
    fn before(&self, at: usize) -> Option<(Class, usize)> {
        let character = self.text[..at].chars().next_back()?;
        let start = at - character.len_utf8();
        Some((self.class(character, start), start))
    }

    fn class(&self, character: char, at: usize) -> Class {
        match character {
            _ if figure(character).is_some() => Class::Figure,
            // 统一, 唯一, 同一, 单一, 逐一 and 之一 are words.
            '一' if self.text[..at].ends_with(['统', '唯', '同', '单', '逐', '之']) => Class::Ends,
            _ if is_numeral(character) => Class::Numeral,
            '①'..='⑳' | '⑴'..='⒛' if self.has_circled_items => Class::Ends,
            '\n' | '\r' => Class::Ends,
            _ if character.is_whitespace() => Class::Blank,
            _ if is_unseen(character) => Class::Unseen,
            ',' | '，' | '.' | '．' | '\'' | '·' => Class::JoinsFigures,
            '点' => Class::JoinsDigits,
            _ if ABOUT.contains(&character) => Class::JoinsDigits,
            _ if is_ideograph(character) || ends_phrase(character) => Class::Ends,
            _ if character.is_alphanumeric() || is_accent(character) => Class::Odd,
            _ => Class::Joins,
        }
    }
}

/// The run, or two if it is a range: digits, a dash and digits.
fn ends(text: &str, run: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let found = &text[run.clone()];
    let dash = found.find(is_dash).filter(|_| Number::of_run(found).is_none()).and_then(|at| {
        let behind = at + (found[at..].len() - found[at..].trim_start_matches(is_dash).len());
        let are_numbers = [&found[..at], &found[behind..]].iter().all(|end| Number::of_run(end).is_some());
        are_numbers.then_some([run.start..run.start + at, run.start + behind..run.end])
    });
    let (first, second) = match dash {
        Some([first, second]) => (first, Some(second)),
        None => (run, None),
    };
    std::iter::once(first).chain(second)
}

/// Whether a character is one of the many dashes in ranges.
pub(crate) fn is_dash(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑' | '–' | '—' | '―' | '−' | '－' | '─' | '~' | '～' | '〜')
}

/// Whether a character is a bracket, a quotation mark or a mark between phrases, in full or half width.
fn ends_phrase(character: char) -> bool {
    "()（）[]［］【】〔〕{}｛｝《》〈〉“”‘’「」『』\"、。:：;；！？!?…→⇒|｜".contains(character)
}

fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Whether a character is invisible when text is displayed.
pub(crate) fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_all_that_touches_digits() {
        let found = |text: &str| {
            let told = |run: Run| (text[run.range].to_owned(), run.number.map(|number| number.to_string()));
            runs(text)
                .map(told)
                .map(|(run, number)| format!("{run}={}", number.unwrap_or("?".into())))
                .collect::<Vec<_>>()
                .join(" ")
        };
        for (text, wanted) in [
            ("约20个工作日", "20=20"),
            ("第三十条、第40条", "三十=30 40=40"),
            ("3-5日", "3=3 5=5"),
            ("三—五日", "三=3 五=5"),
            ("3——5日", "3=3 5=5"),
            ("2019-5-20", "2019-5-20=?"),
            ("0571-87654321", "0571=571 87654321=87654321"),
            ("A-20", "A-20=?"),
            ("A，20", "20=20"),
            ("T+3、GPT+3", "3=3 GPT+3=?"),
            ("a.20", "20=20"),
            ("步骤1：20", "1=1 20=20"),
            ("1、20", "1=1 20=20"),
            ("1. 20", "1=1 20=20"),
            ("（1）20", "1=1 20=20"),
            ("①20；②30", "20=20 30=30"),
            ("①20", "①20=?"),
            ("GB/T 44890-2024 第5条", "44890=44890 2024=2024 5=5"),
            ("周一 9:00至12:00，5日", "一=1 9=9 00=0 12=12 00=0 5=5"),
            ("9:00，20日", "9=9 00=0 20=20"),
            ("时限：1，000日", "1，000=1000"),
            ("时限：0，000百日", "0，000百=?"),
            ("统一20日，万一30日", "20=20 万一30=?"),
            ("\u{200b}20\u{200b}日", "20=20"),
            ("二十多天、几十天、十几天", "二十多=? 十=? 十几=?"),
            ("20、30或40", "20=20 30=30 40=40"),
            ("1\n000", "1=1 000=0"),
            ("20→5", "20=20 5=5"),
            ("￥20、20%、+5、5-", "20=20 20=20 5=5 5=5"),
            ("", ""),
        ] {
            assert_eq!(found(text), wanted, "{text}");
        }
    }
}
