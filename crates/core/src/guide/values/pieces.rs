//! How a text is split into pieces: at the marks between values, at boxes, at blanks.
//!
//! All ranges are in bytes of the given text, and trimmed unless stated otherwise.

use std::ops::Range;

use super::fold::depth;

/// Marks between several values in one text.
pub const VALUE_SEPARATORS: [char; 9] = ['、', ',', '，', ';', '；', '/', '^', '|', '\n'];

/// More marks between values, which also occur inside other names.
const MORE_SEPARATORS: [char; 6] = ['。', '／', '+', '＋', '｜', '&'];

/// Marks that end a sentence, or an item of a list written in sentences.
pub(super) const ENDS: [char; 4] = ['；', ';', '。', '\n'];

/// Boxes that are not ticked, as printed and as word processors produce them.
const EMPTY_BOXES: &str = "□☐○◯▢£¨";

/// Ticked boxes.
const TICKED_BOXES: &str = "√✓✔☑■●◉☒▣þ";

/// In a symbol font, `£` is an empty box and `R` a ticked one; the letters remain when the font is lost.
const LETTERS: (char, char) = ('£', 'R');

/// A box of a form.
pub(super) struct TickBox {
    pub(super) range: Range<usize>,
    pub(super) is_ticked: bool,
}

/// The parts of a text between marks outside brackets, not trimmed. A bracket that is never closed extends to
/// the end of the text.
pub(super) fn divided(text: &str) -> impl Iterator<Item = Range<usize>> {
    let (mut start, mut open) = (0, 0_isize);
    // The last part ends after the last character.
    let marks = text.char_indices().map(|(at, mark)| (at, Some(mark))).chain([(text.len(), None)]);
    marks.filter_map(move |(at, mark)| {
        open = (open + mark.map_or(0, depth)).max(0);
        let is_mark = |mark| VALUE_SEPARATORS.contains(&mark) || MORE_SEPARATORS.contains(&mark);
        if mark.is_some_and(|mark| open > 0 || !is_mark(mark)) {
            return None;
        }
        let end = at + mark.map_or(0, char::len_utf8);
        Some(std::mem::replace(&mut start, end)..at)
    })
}

/// The boxes of a text, with the brackets around them: `□`, `√`, `（√）`, `[ ]`.
fn boxes(text: &str) -> Vec<TickBox> {
    let has_letters = text.contains(LETTERS.0);
    let is_ticked = |mark: char| TICKED_BOXES.contains(mark) || has_letters && mark == LETTERS.1;
    let is_box = |mark: char| EMPTY_BOXES.contains(mark) || is_ticked(mark);
    let mut boxes = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        rest = &rest[first.len_utf8()..];
        let mut mark = Some(first).filter(|mark| is_box(*mark));
        if mark.is_none() {
            let inside = rest.trim_start();
            let inner = inside.chars().next().filter(|mark| is_box(*mark));
            let inside = inside[inner.map_or(0, char::len_utf8)..].trim_start();
            match inside.chars().next() {
                Some(close) if depth(first) == 1 && depth(close) == -1 => {
                    rest = &inside[close.len_utf8()..];
                    mark = inner;
                }
                _ => continue,
            }
        }
        boxes.push(TickBox { range: start..text.len() - rest.len(), is_ticked: mark.is_some_and(is_ticked) });
    }
    boxes
}

/// The labels of the ticked boxes of a text; empty if there are none. Boxes precede their labels or, if the
/// text begins with a label, follow them.
pub(super) fn ticked(text: &str) -> Vec<Range<usize>> {
    let boxes = boxes(text);
    let is_before = boxes.first().is_some_and(|first| text[..first.range.start].trim().is_empty());
    let label = |(number, one): (usize, &TickBox)| {
        let before = number.checked_sub(1).map_or(0, |before| boxes[before].range.end);
        let after = boxes.get(number + 1).map_or(text.len(), |after| after.range.start);
        if is_before { one.range.end..after } else { before..one.range.start }
    };
    boxes.iter().enumerate().filter(|(_, one)| one.is_ticked).map(label).collect()
}

/// The words of a text between blanks.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split_whitespace().map(move |word| start(word)..start(word) + word.len())
}

/// A range of a text without surrounding blanks.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let rest = text[range.clone()].trim_start();
    let start = range.end - rest.len();
    start..start + rest.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<&str> {
        ranges.into_iter().map(|range| &text[trimmed(text, range)]).collect()
    }

    #[test]
    fn marks_inside_brackets_divide_nothing() {
        for (text, wanted) in [
            ("甲、乙；丙/丁", &["甲", "乙", "丙", "丁"][..]),
            ("甲（乙、丙）、丁", &["甲（乙、丙）", "丁"]),
            ("甲【乙(丙,丁)，戊】 ＋ 己", &["甲【乙(丙,丁)，戊】", "己"]),
            ("甲（乙、丙", &["甲（乙、丙"]),
            ("甲）、乙", &["甲）", "乙"]),
            (" 甲 ", &["甲"]),
            ("、", &["", ""]),
        ] {
            assert_eq!(cut(text, divided(text)), wanted, "{text}");
        }
    }

    #[test]
    fn labels_are_told_by_the_boxes_at_them() {
        for (text, wanted) in [
            ("□甲 √乙 □丙", &["乙"][..]),
            ("甲□ 乙√", &["乙"]),
            ("[√] 甲 [ ] 乙", &["甲"]),
            ("甲（ ） 乙（√）", &["乙"]),
            ("£甲R 乙", &["乙"]),
            ("●甲 ●乙", &["甲", "乙"]),
            ("□甲 □乙", &[]),
            ("R甲", &[]),
            ("甲（乙）", &[]),
            ("√", &[""]),
        ] {
            assert_eq!(cut(text, ticked(text)), wanted, "{text}");
        }
    }

    #[test]
    fn words_stand_between_blanks() {
        assert_eq!(cut(" 甲乙\u{3000}丙  丁 ", words(" 甲乙\u{3000}丙  丁 ")), ["甲乙", "丙", "丁"]);
    }
}
