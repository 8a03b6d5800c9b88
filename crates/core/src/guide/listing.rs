//! Texts that are lists: `1. … 2. …`, `（一）…（二）…`, `①…②…`, lines, or parts that end with `；`.
//!
//! Authors paste lists as they are in a document. Rules check items, so such a text is read as a list, and a
//! finding can name the item.

use std::ops::Range;

use crate::number::Run;

/// A text split into items; ranges are in bytes of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Listing {
    /// The text before the first item, without its colon; may be empty.
    pub(super) preface: Range<usize>,
    /// Whether the preface ends with a colon, so that it only introduces the items.
    pub(super) announces: bool,
    /// The items without their numbers and without `；` at the end; at least two, none blank.
    pub(super) items: Vec<Range<usize>>,
}

/// How items are numbered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Style {
    /// `1.`, `1、`, `1）`.
    Digits,
    /// `（1）`.
    DigitsInBrackets,
    /// `一、`.
    Chinese,
    /// `（一）`.
    ChineseInBrackets,
    /// `①`.
    Circled,
}

/// The number of an item in a text.
struct Marker {
    style: Style,
    number: usize,
    /// Bytes of the text.
    range: Range<usize>,
    /// Whether an item may begin here: at the beginning, or after a blank or a mark.
    is_at_edge: bool,
}

/// The most items; the rest is part of the last. No real list is as long.
const MOST_ITEMS: usize = 1_000;

/// The list that a text is; `None` if it is a single item.
pub(super) fn listing(text: &str) -> Option<Listing> {
    numbered(text).or_else(|| lines(text)).or_else(|| divided(text))
}

/// Items numbered upwards from one.
fn numbered(text: &str) -> Option<Listing> {
    let markers = markers(text);
    let first = markers.iter().find(|marker| marker.number == 1 && marker.is_at_edge)?;
    let mut chosen: Vec<&Marker> = Vec::new();
    for marker in markers.iter().filter(|marker| marker.style == first.style) {
        let needs_edge = matches!(marker.style, Style::Digits | Style::Chinese);
        if marker.number == chosen.len() + 1
            && (marker.is_at_edge || !needs_edge)
            && chosen.len() < MOST_ITEMS
        {
            chosen.push(marker);
        }
    }
    let ends = chosen.iter().skip(1).map(|marker| marker.range.start).chain([text.len()]);
    let items: Vec<_> =
        chosen.iter().zip(ends).map(|(marker, end)| trimmed(text, marker.range.end..end)).collect();
    let preface = 0..chosen.first()?.range.start;
    listed(text, preface, items)
}

/// A list of lines, if the text has several and none of them is only a part of a sentence.
fn lines(text: &str) -> Option<Listing> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let part = trimmed(text, start..start + line.len());
        start += line.len();
        if !part.is_empty() {
            lines.push(part);
        }
    }
    let goes_on = |line: &Range<usize>| text[line.clone()].ends_with(['，', ',', '、', '：', ':', '（', '(']);
    let is_long = |line: &Range<usize>| text[line.clone()].chars().nth(LONGEST_LINE).is_some();
    let ends = |line: &Range<usize>| {
        let rest = &text[line.end..];
        rest.starts_with(['；', ';']) || text[line.clone()].ends_with('。')
    };
    let (last, others) = lines.split_last()?;
    let is_list = others.iter().all(|line| ends(line) || !goes_on(line) && !is_long(line)) && !goes_on(last);
    if others.is_empty() || !is_list {
        return None;
    }
    listed(text, 0..0, lines)
}

/// A longer line without a mark at its end may be part of a paragraph; in characters.
const LONGEST_LINE: usize = 30;

/// Parts separated by `；`, except inside brackets and quotations.
fn divided(text: &str) -> Option<Listing> {
    let (mut items, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, character) in text.char_indices() {
        match character {
            '（' | '(' | '“' | '《' | '〔' | '[' => depth += 1,
            '）' | ')' | '”' | '》' | '〕' | ']' => depth = depth.saturating_sub(1),
            '；' | ';' if depth == 0 && items.len() < MOST_ITEMS => {
                items.push(trimmed(text, start..at));
                start = at + character.len_utf8();
            }
            _ => {}
        }
    }
    let last = trimmed(text, start..text.len());
    if !last.is_empty() {
        items.push(last);
    }
    listed(text, 0..0, items)
}

/// The list of these items; `None` if there are fewer than two or one has no words.
fn listed(text: &str, preface: Range<usize>, items: Vec<Range<usize>>) -> Option<Listing> {
    let says =
        |item: &Range<usize>| text[item.clone()].chars().filter(|c| c.is_alphabetic()).nth(1).is_some();
    if items.len() < 2 || !items.iter().all(says) {
        return None;
    }
    let preface = trimmed(text, preface);
    let before = text[preface.clone()].trim_end_matches(['：', ':']);
    let announces = before.len() < preface.len();
    Some(Listing { preface: preface.start..preface.start + before.len(), announces, items })
}

/// A range without surrounding blanks and without `；` at its end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text[range.clone()].trim_start();
    let start = range.end - part.len();
    let part = part.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '；' | ';'));
    start..start + part.len()
}

/// All numbers of items in a text, in order.
fn markers(text: &str) -> Vec<Marker> {
    let mut markers = Vec::new();
    let mut before = None;
    let mut next = 0;
    for (at, character) in text.char_indices() {
        if at >= next
            && let Some((style, number, length)) = marker(&text[at..])
            && !is_reference(before, &text[at + length..])
        {
            let is_at_edge = before.is_none_or(is_edge);
            // `2024.1.1` and `第1、2款` are not numbers of items.
            if is_at_edge || style != Style::Digits && style != Style::Chinese {
                markers.push(Marker { style, number, range: at..at + length, is_at_edge });
            }
            next = at + length;
        }
        before = Some(character);
    }
    markers
}

/// Whether an item may begin after a character.
fn is_edge(before: char) -> bool {
    before.is_whitespace()
        || matches!(before, '；' | ';' | '。' | '：' | ':' | '，' | ',' | '）' | ')' | '、')
}

/// Whether a number belongs to a reference to a clause: `第（二）项`.
fn is_reference(before: Option<char>, after: &str) -> bool {
    before.is_some_and(|before| matches!(before, '第' | '条' | '款' | '〔'))
        || after.starts_with(['项', '款', '目', '至'])
}

/// The number of an item at the beginning of a text, and its length in bytes.
fn marker(text: &str) -> Option<(Style, usize, usize)> {
    let first = text.chars().next()?;
    if let '①'..='⑳' = first {
        return Some((Style::Circled, first as usize - '①' as usize + 1, first.len_utf8()));
    }
    let is_open = matches!(first, '（' | '(');
    let inner = if is_open { &text[first.len_utf8()..] } else { text };
    let (number, length) = number(inner)?;
    let rest = &inner[length..];
    let close = rest.chars().next()?;
    let is_chinese = !inner.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '０'..='９'));
    let after = &rest[close.len_utf8()..];
    let style = match (is_open, is_chinese, close) {
        (true, true, '）' | ')') => Style::ChineseInBrackets,
        (true, false, '）' | ')') => Style::DigitsInBrackets,
        (false, true, '、' | '.' | '．') => Style::Chinese,
        (false, false, '、' | '）' | ')') => Style::Digits,
        (false, false, '.' | '．') if !after.starts_with(|c: char| c.is_ascii_digit()) => Style::Digits,
        _ => return None,
    };
    Some((style, number, text.len() - after.len()))
}

/// A number below one hundred at the beginning of a text, and its length in bytes.
fn number(text: &str) -> Option<(usize, usize)> {
    // Only a prefix is read: in a text of digits, this is called at every digit.
    let start = text.char_indices().nth(MOST_DIGITS).map_or(text, |(end, _)| &text[..end]);
    let run = Run::first(start)?;
    let number = run.number?.as_whole().and_then(|number| usize::try_from(number).ok())?;
    (number < 100).then_some((number, run.range.end))
}

/// The number of an item and the mark after it have fewer characters than this.
const MOST_DIGITS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Option<Vec<&str>> {
        listing(text).map(|listing| listing.items.into_iter().map(|item| &text[item]).collect())
    }

    #[test]
    fn lists_are_taken_apart() {
        for (text, wanted) in [
            ("1.身份证；2.户口簿；3.申请表", vec!["身份证", "户口簿", "申请表"]),
            ("1、身份证 2、户口簿", vec!["身份证", "户口簿"]),
            ("１．身份证\n２．户口簿\n", vec!["身份证", "户口簿"]),
            ("(1)身份证(2)户口簿", vec!["身份证", "户口簿"]),
            ("一、年满十八周岁；二、有固定住所。", vec!["年满十八周岁", "有固定住所。"]),
            (
                "（一）年满十八周岁；（二）符合第（三）项规定的住所。",
                vec!["年满十八周岁", "符合第（三）项规定的住所。"],
            ),
            ("①身份证②户口簿", vec!["身份证", "户口簿"]),
            ("需要提交：1.身份证；2.户口簿", vec!["身份证", "户口簿"]),
            ("1、2寸照片3张；2、身份证", vec!["2寸照片3张", "身份证"]),
            (
                "一、个人：（一）身份证；（二）户口簿。二、单位：（一）营业执照。",
                vec!["个人：（一）身份证；（二）户口簿。", "单位：（一）营业执照。"],
            ),
            ("身份证\n户口簿\n\n申请表", vec!["身份证", "户口簿", "申请表"]),
            ("年满十八周岁；\n有固定住所（自有；租赁）", vec!["年满十八周岁", "有固定住所（自有；租赁）"]),
            ("身份证；户口簿；", vec!["身份证", "户口簿"]),
        ] {
            assert_eq!(items(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn one_thing_is_no_list() {
        for text in [
            "",
            "身份证",
            "1.身份证",
            "办理1、2、3号楼的登记",
            "1、2、3号楼",
            "2024.1.1起施行",
            "1.5米以下",
            "2.身份证；",
            "依照第（一）项、第（二）项办理",
            "（一）；（二）；",
            "申请人应当在规定的时间内，\n到窗口提交材料",
            "申请人应当在收到受理通知书之日起的三十个自然日之内前往登记大厅的\n窗口领取证书",
            "身份证（原件；复印件）",
        ] {
            assert_eq!(items(text), None, "{text}");
        }
    }

    #[test]
    fn what_announces_a_list_is_no_item() {
        let told = |text: &str| listing(text).map(|list| (text[list.preface].to_owned(), list.announces));
        assert_eq!(told("需要提交：1.身份证；2.户口簿"), Some(("需要提交".to_owned(), true)));
        assert_eq!(told("符合有关规定 1.身份证；2.户口簿"), Some(("符合有关规定".to_owned(), false)));
        assert_eq!(told("1.身份证；2.户口簿"), Some((String::new(), false)));
    }
}
