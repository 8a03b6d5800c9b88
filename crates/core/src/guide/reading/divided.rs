//! Text that is a guide by itself: `【事项名称】犬只登记`, or headings such as `一、申请材料` with lines below.
//!
//! Pages are often copied whole into one text. Its headings are recognized by the names of elements; the text
//! between two headings is the value of the first.

use std::ops::Range;

use super::table::entries;
use super::{DEEPEST, MOST_LOOKED, Reader};
use crate::document::{Entry, Kind, Node};
use crate::guide::lookalike::is_short;
use crate::guide::naming::label::is_numbered;
use crate::guide::naming::{Meaning, ReadBy};
use crate::guide::{ElementId, Labels, OccurrenceId, Vocabulary};

/// How many different elements a text must name to be a guide.
const FEWEST_ELEMENTS: usize = 3;

/// The most lines of a text that are read.
const MOST_LINES: usize = 1_000;

/// The most characters of a heading.
const LONGEST_HEADING: usize = 20;

/// A part of a text; ranges are in bytes of the text.
#[derive(Debug, PartialEq, Eq)]
struct Section {
    /// The name, without brackets but with its number.
    name: Range<usize>,
    /// The content, trimmed.
    value: Range<usize>,
}

/// How a heading is marked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `【申请材料】`
    Brackets,
    /// `一、申请材料`, with the kind of its number: items below it are numbered in another way.
    Number(Numbers),
    /// `申请材料：`, or the name alone on its line.
    None,
}

/// The kind of number before a heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    Chinese,
    Digits,
    InBrackets,
}

struct Heading {
    name: Range<usize>,
    /// Where its content may begin.
    end: usize,
    mark: Mark,
    element: Option<ElementId>,
}

impl<'t> Reader<'t> {
    /// Adds the entries of a guide that are written as items of a list or inside a text. Returns whether
    /// there are any.
    pub(super) fn place_inner(&mut self, record: OccurrenceId, node: Node<'t>, first: usize) -> bool {
        if self.depth >= DEEPEST || node.is_part() || self.looked >= MOST_LOOKED {
            return false;
        }
        self.looked += 1;
        let vocabulary = self.guide.vocabulary;
        let of_text = |text: &str| {
            let parts = sections(text, &|name| named(vocabulary, name)).into_iter();
            parts.map(|part| Entry { key: node.part(part.name), value: node.part(part.value) }).collect()
        };
        let found: Vec<Entry<'t>> = match node.kind() {
            Kind::Scalar(_) => node.text().map(of_text).unwrap_or_default(),
            _ => entries(node, vocabulary, &|name| named(vocabulary, name).is_some()),
        };
        self.depth += 1;
        for &entry in &found {
            self.place_part(record, ElementId::GUIDE, node, entry, first);
        }
        self.depth -= 1;
        !found.is_empty()
    }
}

/// The sections of a text that names several elements of a guide, one per line or heading; empty for any
/// other text.
fn sections(text: &str, element: &dyn Fn(&str) -> Option<ElementId>) -> Vec<Section> {
    if !text.contains(['\n', '【']) {
        return Vec::new();
    }
    let mut headings = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n').take(MOST_LINES) {
        headings.extend(heading(text, start, line, element));
        start += line.len();
    }
    let marks: Vec<Mark> = headings.iter().filter(|one| one.element.is_some()).map(|one| one.mark).collect();
    let is_usual = |mark: Mark| marks.iter().filter(|known| **known == mark).count() > 1;
    // An unknown name is a heading only if other headings are marked in the same way.
    headings.retain(|one| one.element.is_some() || one.mark != Mark::None && is_usual(one.mark));
    let mut elements: Vec<ElementId> = headings.iter().filter_map(|one| one.element).collect();
    elements.sort_unstable();
    elements.dedup();
    if elements.len() < FEWEST_ELEMENTS {
        return Vec::new();
    }
    let ends = headings.iter().skip(1).map(start_of).chain([text.len()]);
    let section = |(heading, end): (&Heading, usize)| {
        let (from, to) = (heading.end, end.max(heading.end));
        let value = text[from..to].trim_start();
        let value = to - value.len()..to - value.len() + value.trim_end().len();
        Section { name: heading.name.clone(), value }
    };
    // A heading over others has no content of its own: 二、办理时限, and below it 法定时限：20个工作日.
    let is_over_others = |number: usize, part: &Section| {
        part.value.is_empty()
            && headings.get(number + 1).is_some_and(|next| next.mark != headings[number].mark)
    };
    let parts = headings.iter().zip(ends).map(section).enumerate();
    parts.filter(|(number, part)| !is_over_others(*number, part)).map(|(_, part)| part).collect()
}

/// The element that a heading names in words.
fn named(vocabulary: &Vocabulary, name: &str) -> Option<ElementId> {
    match vocabulary.meaning_alone(ElementId::GUIDE, name) {
        Meaning::Elements(elements, by) if !matches!(by, ReadBy::Slip | ReadBy::Field) => {
            elements.first().copied()
        }
        _ => None,
    }
}

/// Whether a text is a guide by itself, judging by its labels.
pub(in crate::guide) fn is_guide(text: &str, labels: &Labels<'_>) -> bool {
    !sections(text, &|name| labels.element(ElementId::GUIDE, name)).is_empty()
}

/// The start of a heading, including its bracket.
fn start_of(heading: &Heading) -> usize {
    heading.name.start - if heading.mark == Mark::Brackets { '【'.len_utf8() } else { 0 }
}

/// How a numbered line is numbered.
fn numbers(line: &str) -> Numbers {
    match line.chars().next() {
        Some('（' | '(') => Numbers::InBrackets,
        Some('一'..='龥') => Numbers::Chinese,
        _ => Numbers::Digits,
    }
}

/// The beginning of a line, if it may be the name of what follows. `start` is the byte offset of the line.
fn heading(
    text: &str,
    start: usize,
    line: &str,
    element: &dyn Fn(&str) -> Option<ElementId>,
) -> Option<Heading> {
    let content = line.trim();
    let at = start + (line.len() - line.trim_start().len());
    let (name, end, mark) = if let Some(inner) = content.strip_prefix('【') {
        let length = inner.find('】')?;
        let name = at + '【'.len_utf8()..at + '【'.len_utf8() + length;
        let end = name.end + '】'.len_utf8();
        (name, end, Mark::Brackets)
    } else {
        let length = content.find(['：', ':', '\t']).unwrap_or(content.len());
        let mark = if is_numbered(content) { Mark::Number(numbers(content)) } else { Mark::None };
        (at..at + length, at + length, mark)
    };
    let label = &text[name.clone()];
    let is_alone = end == at + content.len() && mark == Mark::None;
    if label.is_empty() || label.chars().nth(LONGEST_HEADING).is_some() || is_alone && is_short(label) {
        return None;
    }
    let element = element(label);
    let behind = text[end..].trim_start_matches([' ', '\u{3000}']);
    let behind = behind.strip_prefix(['：', ':', '\t']).unwrap_or(behind);
    Some(Heading { name, end: text.len() - behind.len(), mark, element })
}
