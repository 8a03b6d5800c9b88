//! What the texts of a guide contain of all word lists, found in one pass over each text.
//!
//! Some forty rules look for words and constructions in the same texts, and hardly any text contains any.
//! Evaluating every expression would be most of the cost of a check. The [clues](super::literal_index) in
//! the texts are found before the first rule runs, so a rule only visits the occurrences with its clues
//! instead of all. Exceptions are needed so rarely that they have an index of their own.
//!
//! Invariant: what a text does not contain according to [`TextIndex`] does not match in it.

use std::cell::RefCell;

use super::joined::Joined;
use super::literal_index::{Clue, ClueSet, Clues, Index, IndexBuilder, Marks};
use crate::guide::{ElementId, Guide, OccurrenceId};

/// Collects the clues of all word lists and conditions while packs are loaded.
#[derive(Default)]
pub struct LiteralIndexBuilder {
    /// What is searched in every text.
    pub(super) clues: IndexBuilder,
    /// Exceptions, which are searched only where something was found.
    pub(super) exceptions: IndexBuilder,
}

impl LiteralIndexBuilder {
    /// Builds the index.
    pub fn finish(self) -> LiteralIndex {
        LiteralIndex { clues: self.clues.finish(), exceptions: self.exceptions.finish() }
    }
}

/// The clues of all word lists and conditions.
pub struct LiteralIndex {
    clues: Index,
    exceptions: Index,
}

/// What was found in the texts of a guide.
#[derive(Default)]
pub struct TextIndex<'b> {
    book: Option<&'b LiteralIndex>,
    /// Grouped by text.
    found: Vec<Found>,
    /// For each occurrence, the range of `found` for its text; `None` if it was not indexed.
    texts: Vec<Option<(u32, u32)>>,
    /// For each clue, the number of the last `found` with it, or [`NONE`].
    last: Vec<u32>,
    /// The clues that were found in any text.
    set: ClueSet,
    /// Working memory for exceptions.
    marks: RefCell<Marks>,
}

/// A clue in a text.
struct Found {
    clue: Clue,
    occurrence: OccurrenceId,
    /// The number of the previous one with the same clue, or [`NONE`].
    before: u32,
}

const NONE: u32 = u32::MAX;

impl<'b> TextIndex<'b> {
    /// Indexes the texts of a guide at these elements. Nothing is known about others, so a check that uses
    /// `candidates` must have had its own elements indexed.
    pub fn read(book: &'b LiteralIndex, guide: &Guide<'_>, elements: &[ElementId]) -> Self {
        let mut marks = Marks::default();
        let (mut found, mut set) = (Vec::with_capacity(guide.len()), ClueSet::default());
        let mut last = vec![NONE; book.clues.len()];
        let mut texts = vec![None; guide.len()];
        let number = |found: &Vec<Found>| u32::try_from(found.len()).unwrap_or(NONE);
        for occurrence in elements.iter().flat_map(|&element| guide.occurrences(element)) {
            let Some(text) = occurrence.node.text() else { continue };
            let joined = Joined::of(text);
            let start = number(&found);
            let is_known =
                book.clues.find(joined.as_ref().map_or(text, |joined| &joined.text), &mut marks, |clue| {
                    let before = std::mem::replace(&mut last[clue.index()], number(&found));
                    found.push(Found { clue, occurrence: occurrence.id, before });
                    set.insert(clue);
                });
            if !is_known {
                return Self { book: Some(book), ..Self::default() };
            }
            texts[occurrence.id.index()] = Some((start, number(&found)));
        }
        Self { book: Some(book), found, texts, last, set, marks: RefCell::default() }
    }

    /// Adds the indexed occurrences whose texts may match one of several entries, in order. Returns whether
    /// that is known: if not, any of them may match.
    pub(super) fn candidates(&self, clues: &Clues, occurrences: &mut Vec<OccurrenceId>) -> bool {
        if self.last.is_empty() || !clues.unknown.is_empty() {
            return false;
        }
        for clue in clues.set.common(&self.set) {
            let mut next = self.last[clue.index()];
            while let Some(found) = self.found.get(next as usize) {
                occurrences.push(found.occurrence);
                next = found.before;
            }
        }
        occurrences.sort_unstable();
        occurrences.dedup();
        true
    }

    /// Whether an expression with a clue may match in the text of an occurrence.
    pub(super) fn may_have(&self, occurrence: OccurrenceId, clue: Option<Clue>) -> bool {
        match (clue, self.at(occurrence)) {
            (Some(clue), Some(found)) => found.iter().any(|found| found.clue == clue),
            _ => true,
        }
    }

    /// The numbers of the entries that may match in the text of an occurrence, in no order.
    pub(super) fn among(&self, occurrence: OccurrenceId, clues: &Clues) -> impl Iterator<Item = usize> {
        clues.among(self.at(occurrence).map(|found| found.iter().map(|found| found.clue)))
    }

    /// The numbers of the exceptions that may match in a text, in no order.
    pub(super) fn exceptions(&self, text: &str, clues: &Clues) -> impl Iterator<Item = usize> {
        let mut found = Vec::new();
        let marks = &mut *self.marks.borrow_mut();
        let is_known =
            self.book.is_some_and(|book| book.exceptions.find(text, marks, |clue| found.push(clue)));
        clues.among(is_known.then_some(found))
    }

    fn at(&self, occurrence: OccurrenceId) -> Option<&[Found]> {
        let &(start, end) = self.texts.get(occurrence.index())?.as_ref()?;
        Some(&self.found[start as usize..end as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Subject;
    use crate::document;
    use crate::guide::guides;
    use crate::pack::ConditionCache;

    #[test]
    fn what_the_texts_do_not_have_is_not_found_without_them_either() {
        let ruleset = crate::tests::builtin_ruleset();
        let rules = || ruleset.rules.iter().filter(|rule| rule.check.words().is_some());
        let examples = rules().flat_map(|rule| rule.pass.iter().chain(&rule.fail));
        let all: Vec<ElementId> = ruleset.vocabulary.iter().map(|(element, _)| element).collect();
        let (mut found, mut led) = (0, 0);
        for text in examples.map(|example| &example.value) {
            let stream = document::parse(text);
            for guide in guides(&stream, &ruleset.vocabulary) {
                let (read, unread) =
                    (TextIndex::read(&ruleset.phrasebook, &guide, &all), TextIndex::default());
                for rule in rules() {
                    let violations = |phrases: &TextIndex<'_>| {
                        let mut violations = Vec::new();
                        for occurrence in rule.elements.iter().flat_map(|&element| guide.occurrences(element))
                        {
                            let element = occurrence.element;
                            let subject =
                                Subject { guide: &guide, element, occurrence, phrases, missing: &[] };
                            rule.check.run(&subject, &mut violations);
                        }
                        violations
                            .into_iter()
                            .map(|violation| (violation.occurrence, violation.spans))
                            .collect::<Vec<_>>()
                    };
                    let mut occurrences = Vec::new();
                    let is_led = rule.check.candidates(&read, &mut occurrences);
                    let violations = (violations(&read), violations(&unread));
                    assert_eq!(violations.0, violations.1, "{}: {text}", rule.info.id);
                    let missed = violations
                        .0
                        .iter()
                        .find(|(occurrence, _)| is_led && !occurrences.contains(occurrence));
                    assert_eq!(missed, None, "{}: {text}", rule.info.id);
                    found += violations.0.len();
                    led += usize::from(is_led);
                }
                for rule in &ruleset.rules {
                    let concern = |phrases| ConditionCache::new(&guide, phrases, &ruleset).concern(rule);
                    assert_eq!(concern(&read), concern(&unread), "{}: {text}", rule.info.id);
                }
            }
        }
        assert!(found > 500 && led > 10_000, "there is something to find: {found}, {led}");
    }
}
