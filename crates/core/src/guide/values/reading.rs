//! Which values of an enumeration a text means.
//!
//! A text that means one value as a whole is that value. Otherwise its boxes are read, if it has any; then it
//! is split at the marks between values, outside brackets. The pieces decide what the text is: a list of
//! values, in which an unknown name is a mistake, or sentences. In sentences no single piece is checked; the
//! text is wrong as a whole if it mentions no value at all.

use std::ops::Range;

use super::fold::{is_code, is_long, is_number, without_code, without_number};
use super::pieces::{ENDS, divided, ticked, trimmed, words};
use super::{Codes, Others, Value, Values};

/// A part of a text, and what it means.
#[derive(Clone, Debug)]
pub struct Part<'v> {
    /// The bytes of the text, trimmed.
    pub range: Range<usize>,
    /// What it means.
    pub said: Said<'v>,
}

/// What a part of a text means.
#[derive(Clone, Copy, Debug)]
pub enum Said<'v> {
    /// A value.
    Value(&'v Value),
    /// Nothing that can be checked: a code that systems use differently, a remark, a sentence.
    Aside,
    /// A value that is not listed.
    Unknown,
    /// Several values where only one is allowed.
    Several,
}

impl<'v> Part<'v> {
    /// The name of the value; for parts that are none, their text.
    pub fn name<'t>(&self, text: &'t str) -> &'t str
    where
        'v: 't,
    {
        match self.said {
            Said::Value(value) => &value.name,
            Said::Aside | Said::Unknown | Said::Several => &text[self.range.clone()],
        }
    }
}

/// What a text of an enumeration means.
#[derive(Clone, Debug, Default)]
pub struct Reading<'v> {
    /// The parts of the text that were read separately, in order. If several values without a mark between
    /// them were read from one piece, each is a part with the range of that piece.
    pub parts: Vec<Part<'v>>,
    /// Whether the text contains more than values, such as remarks or sentences.
    pub says_more: bool,
}

impl<'v> Reading<'v> {
    /// The values, in the order of the text.
    pub fn values(&self) -> impl Iterator<Item = &'v Value> + '_ {
        self.parts.iter().filter_map(|part| match part.said {
            Said::Value(value) => Some(value),
            Said::Aside | Said::Unknown | Said::Several => None,
        })
    }

    /// The parts that should name a listed value but do not.
    pub fn wrong(&self) -> impl Iterator<Item = &Part<'v>> {
        self.parts.iter().filter(|part| matches!(part.said, Said::Unknown | Said::Several))
    }

    fn push(&mut self, range: Range<usize>, said: Said<'v>) {
        self.parts.push(Part { range, said });
    }
}

/// The most pieces of a list of values. A text with more is read as a whole.
const MOST_PIECES: usize = 200;

/// A piece of a text between marks.
struct Piece {
    range: Range<usize>,
    meaning: Meaning,
}

/// What a piece of a text means.
#[derive(PartialEq)]
enum Meaning {
    /// A value, by its name or a spelling of it.
    Spelt(usize),
    /// Several values by their names, without a mark between them.
    Joined(Vec<usize>),
    /// Values that a phrase mentions.
    Told(Vec<usize>),
    /// Nothing that can be checked.
    Aside,
    /// A name that is not a value.
    Unknown,
    /// Part of a sentence that mentions no value.
    Speech,
}

impl Meaning {
    fn values(&self) -> &[usize] {
        match self {
            Self::Spelt(number) => std::slice::from_ref(number),
            Self::Joined(numbers) | Self::Told(numbers) => numbers,
            Self::Aside | Self::Unknown | Self::Speech => &[],
        }
    }
}

impl Values {
    /// Reads a text. `is_field`: whether it is in a field of an exchange table, where digits are the codes of
    /// that table.
    pub fn read(&self, text: &str, is_field: bool) -> Reading<'_> {
        let whole = trimmed(text, 0..text.len());
        let trim = &text[whole.clone()];
        if let Some(number) = self.declared_as(trim).filter(|_| !self.is_foreign_code(trim, is_field)) {
            return self.one(whole, number, false);
        }
        if whole.is_empty() || self.is_empty() {
            return Reading::default();
        }
        if let Some(number) = self.spelt(trim, is_field) {
            return self.one(whole, number, self.has_remark(trim));
        }
        if divided(text).nth(MOST_PIECES).is_some() {
            return self.untold(whole, true);
        }
        let labels = ticked(text);
        let pieces = if labels.is_empty() {
            self.pieces(text, 0..text.len(), is_field)
        } else {
            labels.into_iter().flat_map(|label| self.pieces(text, label, is_field)).collect()
        };
        if self.habits.several { self.list(text, pieces) } else { self.only(text, &pieces) }
    }

    fn one(&self, range: Range<usize>, number: usize, says_more: bool) -> Reading<'_> {
        Reading { parts: vec![Part { range, said: Said::Value(&self.all[number]) }], says_more }
    }

    /// Whether a text is a code outside the fields in which its meaning is known.
    fn is_foreign_code(&self, text: &str, is_field: bool) -> bool {
        self.habits.codes == Codes::Differ && !is_field && is_number(text)
    }

    /// Whether a text has a remark in brackets after its value. Brackets inside are a way of writing it:
    /// `县(区)级`.
    fn has_remark(&self, text: &str) -> bool {
        let folded = self.spelling.fold(text);
        folded.ends_with(')') && !self.tables().by_spelling.contains_key(&folded)
    }

    /// The spellings that are looked up for a folded text, from the closest to the most distant.
    pub(super) fn candidates(&self, folded: &str) -> Vec<String> {
        let plain = without_number(folded);
        let mut candidates = vec![folded.to_owned(), plain.to_owned()];
        // `None` here means that a remark cancels the text.
        if let Some(bare) = self.spelling.without_remarks(plain) {
            candidates.push(bare.clone());
            candidates.extend(self.tables().cores(&bare));
            let named = without_code(&bare);
            if named != bare {
                candidates.push(named.to_owned());
                candidates.extend(self.tables().cores(named));
            }
        }
        candidates
    }

    /// The value that a text spells.
    pub(super) fn spelt(&self, text: &str, is_field: bool) -> Option<usize> {
        let folded = self.spelling.fold(text);
        if self.is_foreign_code(&folded, is_field) {
            return None;
        }
        self.candidates(&folded).iter().find_map(|one| self.tables().by_spelling.get(one).copied())
    }

    /// The meaning of a piece of a text that contains no mark.
    fn meaning(&self, text: &str, is_field: bool) -> Meaning {
        if let Some(number) = self.spelt(text, is_field) {
            return Meaning::Spelt(number);
        }
        let folded = self.spelling.fold(text);
        if folded.is_empty() || self.habits.codes != Codes::Known && is_number(&folded) {
            return Meaning::Aside;
        }
        let plain = without_number(&folded);
        let Some(bare) = self.spelling.without_remarks(plain) else { return Meaning::Aside };
        if let Some(numbers) = self.joined(&bare).filter(|_| self.habits.several) {
            return Meaning::Joined(numbers);
        }
        // `办理费用:免费`: the label is repeated.
        let told = bare.split_once(':').map(|(_, told)| told).filter(|told| !is_code(told));
        if let Some(number) = told.and_then(|told| self.spelt(told, is_field)) {
            return Meaning::Spelt(number);
        }
        let mut told: Vec<usize> = Vec::new();
        for (form, number) in &self.tables().forms {
            if !told.contains(number) && form.fits(&bare, &self.spelling) {
                told.push(*number);
            }
        }
        match told.as_slice() {
            [] if self.spelling.is_speech(&folded) => Meaning::Speech,
            [] => Meaning::Unknown,
            _ => Meaning::Told(told),
        }
    }

    /// The values that a folded text names one after another, with or without words between them; `None` if
    /// it contains anything else.
    fn joined(&self, folded: &str) -> Option<Vec<usize>> {
        if is_long(folded) {
            return None;
        }
        let cores = self.tables().cores(folded);
        let mut texts = [folded].into_iter().chain(cores.iter().map(String::as_str));
        texts.find_map(|text| self.glued(text)).filter(|values| values.len() > 1)
    }

    /// The same, for a text whose ends are not shortened.
    fn glued(&self, folded: &str) -> Option<Vec<usize>> {
        /// Shorter spellings occur inside too many other words.
        const SHORTEST: usize = 2;
        let ends: Vec<usize> = folded.char_indices().map(|(at, _)| at).chain([folded.len()]).collect();
        // For each end that can be reached, the values up to it.
        let mut reached: Vec<Option<Vec<usize>>> = vec![None; ends.len()];
        reached[0] = Some(Vec::new());
        for start in 0..ends.len() {
            let Some(before) = reached[start].clone() else { continue };
            let rest = &folded[ends[start]..];
            let joint = self.spelling.joints.iter().find(|joint| rest.starts_with(joint.as_str()));
            let behind_joint = joint.filter(|_| start > 0).map(|joint| start + joint.chars().count());
            for from in [Some(start), behind_joint].into_iter().flatten() {
                for end in from + SHORTEST..ends.len() {
                    if let Some(&number) = self.tables().by_spelling.get(&folded[ends[from]..ends[end]]) {
                        reached[end].get_or_insert(before.iter().copied().chain([number]).collect());
                    }
                }
            }
        }
        reached.pop().flatten()
    }

    /// The pieces of a part of a text between marks outside brackets.
    fn pieces(&self, text: &str, part: Range<usize>, is_field: bool) -> Vec<Piece> {
        let mut pieces = Vec::new();
        // If a colon follows a value, the rest of the sentence is a remark.
        let mut in_remark = false;
        for inside in divided(&text[part.clone()]) {
            let whole = part.start + inside.start..part.start + inside.end;
            let range = trimmed(text, whole.clone());
            let piece = &text[range.clone()];
            let head =
                piece.split_once(['：', ':']).map(|(head, _)| head).filter(|head| !is_code(head.trim()));
            let head = head.and_then(|head| self.spelt(head, is_field));
            in_remark |= head.is_some();
            if let Some(number) = head {
                pieces.push(Piece { range, meaning: Meaning::Told(vec![number]) });
            } else if in_remark && self.declared_as(piece).is_none() {
                pieces.push(Piece { range, meaning: Meaning::Aside });
            } else if self.is_list_of_words(piece, is_field) {
                let word = |word: Range<usize>| Piece {
                    range: range.start + word.start..range.start + word.end,
                    meaning: self.meaning(&piece[word], is_field),
                };
                pieces.extend(words(piece).map(word));
            } else if !piece.is_empty() {
                pieces.push(Piece { range, meaning: self.meaning(piece, is_field) });
            }
            in_remark &= !text[whole.end..part.end].starts_with(ENDS);
        }
        pieces
    }

    /// Whether blanks separate values: at least half of the words must be values.
    fn is_list_of_words(&self, text: &str, is_field: bool) -> bool {
        let may_be = self.habits.several && words(text).nth(1).is_some() && !is_long(text);
        if !may_be || self.spelt(text, is_field).is_some() {
            return false;
        }
        let is_known: Vec<bool> =
            words(text).map(|word| self.spelt(&text[word], is_field).is_some()).collect();
        is_known.iter().filter(|is_known| **is_known).count() * 2 >= is_known.len()
    }

    /// Reads a text that may name several values from its pieces.
    fn list(&self, text: &str, pieces: Vec<Piece>) -> Reading<'_> {
        let has = |is: fn(&Meaning) -> bool| pieces.iter().any(|piece| is(&piece.meaning));
        let knows = has(|meaning| !meaning.values().is_empty());
        let is_told = has(|meaning| matches!(meaning, Meaning::Told(_) | Meaning::Speech | Meaning::Aside));
        if !knows && has(|meaning| matches!(meaning, Meaning::Unknown | Meaning::Speech)) {
            return self.untold(all(text, &pieces), has(|meaning| *meaning == Meaning::Speech));
        }
        let says_more = is_told || pieces.iter().any(|piece| self.has_remark(&text[piece.range.clone()]));
        let mut reading = Reading { parts: Vec::new(), says_more };
        for Piece { range, meaning } in pieces {
            for &number in meaning.values() {
                reading.push(range.clone(), Said::Value(&self.all[number]));
            }
            match meaning {
                Meaning::Unknown if !is_told => reading.push(range, Said::Unknown),
                Meaning::Aside | Meaning::Unknown | Meaning::Speech => reading.push(range, Said::Aside),
                Meaning::Spelt(_) | Meaning::Joined(_) | Meaning::Told(_) => {}
            }
        }
        reading
    }

    /// Reads a text that may name one value from its pieces.
    fn only(&self, text: &str, pieces: &[Piece]) -> Reading<'_> {
        let has = |is: fn(&Meaning) -> bool| pieces.iter().any(|piece| is(&piece.meaning));
        let mut values: Vec<usize> =
            pieces.iter().flat_map(|piece| piece.meaning.values()).copied().collect();
        values.sort_unstable();
        values.dedup();
        let is_told = has(|meaning| matches!(meaning, Meaning::Told(_) | Meaning::Speech));
        let is_list = !has(|meaning| matches!(meaning, Meaning::Unknown | Meaning::Speech));
        // A comma separates a value and a remark, in either order; `、` separates values.
        let is_remarked = pieces.windows(2).all(|pair| {
            let between = text[pair[0].range.end..pair[1].range.start].trim_start();
            between.starts_with(['，', ',']) || between.starts_with(ENDS)
        });
        let range = all(text, pieces);
        let said = match values.as_slice() {
            [number] if is_list || is_told || is_remarked => return self.one(range, *number, true),
            [] if is_list => Said::Aside,
            [_, _, ..] if is_list && !is_told => Said::Several,
            _ => return self.untold(range, is_told),
        };
        Reading { parts: vec![Part { range, said }], says_more: is_told || is_list && values.is_empty() }
    }

    /// The reading of a text that names no value.
    fn untold(&self, range: Range<usize>, is_speech: bool) -> Reading<'_> {
        let said =
            if is_speech && self.habits.others == Others::Sentences { Said::Aside } else { Said::Unknown };
        Reading { parts: vec![Part { range, said }], says_more: is_speech }
    }
}

/// The range of all pieces; that of the trimmed text if there are none.
fn all(text: &str, pieces: &[Piece]) -> Range<usize> {
    match (pieces.first(), pieces.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end,
        _ => trimmed(text, 0..text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::with;
    use super::*;

    /// How the text of an element is read: names of values, `?` for unknown ones, `+` for several where one
    /// is allowed, `-` for what is not checked.
    fn said(element: &str, text: &str) -> Vec<String> {
        with(element, |values| {
            let say = |part: &Part<'_>| match part.said {
                Said::Value(value) => value.name.clone(),
                Said::Unknown => format!("?{}", &text[part.range.clone()]),
                Said::Several => "+".to_owned(),
                Said::Aside => "-".to_owned(),
            };
            values.read(text, false).parts.iter().map(say).collect()
        })
    }

    #[test]
    fn a_value_is_known_however_it_is_spelt() {
        for text in [
            "黄色",
            " 黄色 ",
            "黄 色",
            "“黄色”",
            "黃色",
            "黄",
            "黄毛",
            "本犬黄色犬",
            "黄色。",
            "（一）黄色",
            "3.黄色",
            "①黄色",
            "（黄色）",
            "黄色（略带白）",
            "1-黄色",
            "001黄色",
            "毛色：黄色",
        ] {
            assert_eq!(said("毛色", text), ["黄色"], "{text}");
        }
        assert_eq!(said("毛色", "黑色（含灰色）"), ["黑色（含灰色）"]);
        assert_eq!(said("毛色", "黑(灰)色"), ["黑色（含灰色）"]);
        assert_eq!(said("毛色", "其它"), ["其他"]);
        assert_eq!(said("毛色", "墨绿"), ["黑色（含灰色）"], "a phrase that begins so");
        assert_eq!(said("毛色", "淡墨"), ["?淡墨"], "and one that does not");
    }

    #[test]
    fn lists_are_cut_where_values_meet() {
        for text in [
            "黄色、乌色",
            "黄色；乌色",
            "黄色/乌色",
            "黄色^乌色",
            "黄色 乌色",
            "黄色乌色",
            "黄色和乌色",
            "黄色或者乌色",
            "1.黄色 2.乌色",
            "√黄色 □其他 √乌色",
            "黄色（√）其他（ ）乌色（√）",
            "黄色：背上；乌色：四脚",
            "黄色（头、颈），乌色",
        ] {
            assert_eq!(said("毛色", text), ["黄色", "黑色（含灰色）"], "{text}");
        }
    }

    #[test]
    fn an_unknown_value_of_a_list_is_told_alone() {
        assert_eq!(said("毛色", "黄色、 红色 、黑色"), ["黄色", "?红色", "黑色（含灰色）"]);
        assert_eq!(said("毛色", "黄色 红色"), ["黄色", "?红色"]);
        assert_eq!(said("毛色", "□黄色 √红色"), ["?红色"]);
        assert_eq!(said("毛色", "红色、绿色"), ["?红色、绿色"], "where none is known, all of it");
        assert_eq!(said("毛色", "□黄色 □乌色"), ["?□黄色 □乌色"], "nothing is ticked");
        assert_eq!(said("犬种", "中型犬、大型犬"), ["?中型犬、大型犬"]);
        assert_eq!(said("犬种", "中型犬、小型犬"), ["+"]);
        assert_eq!(said("犬种", "中型犬，肩高四十厘米"), ["中型犬"], "a remark");
        assert_eq!(said("犬种", "体格匀称；中型犬"), ["中型犬"]);
    }

    #[test]
    fn sentences_are_not_cut() {
        let long = "按背上最多的毛是什么样子来填，四脚、尾巴不看";
        assert_eq!(said("毛色", long), [format!("?{long}")]);
        assert_eq!(said("毛色", "黄色，四脚和尾巴上的毛不看"), ["黄色", "-"]);
        assert_eq!(said("毛色", "背上一片乌黑发亮，尾尖"), ["黑色（含灰色）", "-"], "what a phrase tells");
        assert_eq!(said("毛色", "背上并非一片乌黑发亮"), ["?背上并非一片乌黑发亮"]);
        assert_eq!(said("犬种", "肩高不到三十厘米的小犬"), ["小型犬"]);
        assert_eq!(said("用途", "夜里在院子里叫几声的"), ["-"], "sentences are welcome there");
        assert_eq!(said("用途", "打猎"), ["?打猎"]);
        assert_eq!(said("毛色", "黄色（暂缺）"), ["-"], "taken back");
    }

    #[test]
    fn codes_are_read_as_far_as_they_are_known() {
        with("毛色", |values| {
            let read = |text, is_field| {
                values.read(text, is_field).values().map(|value| value.name.clone()).collect::<Vec<_>>()
            };
            assert_eq!(read("1", true), ["黄色"]);
            assert_eq!(read("1.0", true), ["黄色"]);
            assert_eq!(read("1,2", true), ["黄色", "黑色（含灰色）"]);
            assert_eq!(read("1", false), [""; 0]);
        });
        assert_eq!(said("毛色", "1"), ["-"]);
        assert_eq!(said("毛色", "1、2"), ["-", "-"]);
        assert_eq!(said("犬种", "2"), ["小型犬"]);
        assert_eq!(said("犬种", "02"), ["-"]);
        assert_eq!(said("用途", "2"), ["?2"], "of an enumeration without codes");
    }
}
