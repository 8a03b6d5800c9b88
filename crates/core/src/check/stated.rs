//! The time limits that a guide states, wherever it states them: one text may have several, each after its
//! mark (`法定20个工作日；承诺5个工作日`), also under the name of another element.

use std::ops::Range;

use super::Violation;
use crate::finding::Related;
use crate::guide::{ElementId, Guide, Occurrence};
use crate::time_limit::{Mark, Part, TimeLimit, parts};

/// A time limit with the part of a text that states it.
pub(super) struct Stated<'t> {
    /// The element that it is the limit of.
    pub(super) element: ElementId,
    /// Where the text is; possibly an occurrence of another element.
    pub(super) occurrence: Occurrence<'t>,
    /// In bytes of the text.
    pub(super) part: Range<usize>,
    /// The limit; its byte ranges are relative to the part.
    pub(super) limit: TimeLimit,
}

impl<'t> Stated<'t> {
    /// The words that state it.
    pub(super) fn text(&self) -> &'t str {
        self.occurrence.node.text().and_then(|text| text.get(self.part.clone())).unwrap_or_default()
    }

    /// A violation on all of it.
    pub(super) fn violation(&self) -> Violation {
        self.violation_in(0..self.part.len())
    }

    /// A violation on a part of it.
    pub(super) fn violation_in(&self, part: Range<usize>) -> Violation {
        let part = part.start + self.part.start..part.end + self.part.start;
        let found = self.occurrence.node.text().and_then(|text| text.get(part.clone())).unwrap_or_default();
        let mut violation = Violation::at(self.occurrence.id, self.occurrence.node.spans_of(part.clone()))
            .with("found", found);
        violation.part = Some(part);
        violation
    }

    /// A related location for other violations.
    pub(super) fn related(&self, message: String) -> Related {
        let spans = self.occurrence.node.spans_of(self.part.clone());
        Related { span: spans.first().copied().unwrap_or(self.occurrence.node.span()), message }
    }
}

/// Longer texts, in bytes, are not read: no time limit is as long, and no file may make a check slow.
pub(super) const LONGEST: usize = 16 * 1024;

/// The time limits in the text of an occurrence, in order; empty if it is blank or not a text.
pub(super) fn at<'t>(guide: &Guide<'t>, occurrence: Occurrence<'t>) -> Vec<Stated<'t>> {
    let Some(text) = occurrence.node.text().filter(|_| !occurrence.node.is_blank()) else {
        return Vec::new();
    };
    let is_read = text.len() <= LONGEST;
    let limits = guide.vocabulary.time_limits_beside(occurrence.element);
    let marked = limits.filter_map(|element| Some((element, guide.vocabulary[element].mark.as_ref()?)));
    let (elements, marks): (Vec<ElementId>, Vec<&Mark>) =
        marked.filter(|(_, mark)| is_read && text.contains(&mark.word)).unzip();
    let mut stated: Vec<_> = Vec::new();
    for Part { mark, range: part } in parts(text, &marks) {
        let element = mark.map_or(occurrence.element, |mark| elements[mark]);
        let limit = if is_read { TimeLimit::read(&text[part.clone()]) } else { TimeLimit::default() };
        stated.push(Stated { element, occurrence, part, limit });
    }
    if let [only] = stated.as_mut_slice() {
        only.limit = std::mem::take(&mut only.limit).with_unit(|| guide.unit_beside(occurrence));
    }
    stated
}

/// The time limits of an element that are stated beside an occurrence: at its own occurrences, and after
/// its mark at those of others.
pub(super) fn of<'t>(
    guide: &Guide<'t>,
    beside: Occurrence<'t>,
    element: ElementId,
) -> impl Iterator<Item = Stated<'t>> {
    let vocabulary = guide.vocabulary;
    let mark = vocabulary[element].mark.as_ref();
    let others = mark.into_iter().flat_map(move |mark| {
        let others = vocabulary.time_limits_beside(element).filter(move |&other| other != element);
        let occurrences = others.flat_map(move |other| guide.beside(beside, other));
        occurrences.filter(|occurrence| occurrence.node.text().is_some_and(|text| text.contains(&mark.word)))
    });
    let occurrences = guide.beside(beside, element).chain(others);
    occurrences.flat_map(|occurrence| at(guide, occurrence)).filter(move |stated| stated.element == element)
}
