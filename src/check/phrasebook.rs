//! What the texts of a guide hold of all word lists, found in one pass over each.
//!
//! Some forty rules ask the same texts for words and constructions, and hardly any text has any.
//! Asking every expression would be most of the cost of a check. A construction can only match where
//! certain literals stand: its *clue* is a list of sets of literals, of each of which one must be
//! there, some of them in order. One automaton has the literals of all clues; what it tells of the
//! texts is known before the first rule asks, so a rule is led to the places of its clues instead of
//! looking at all of them. Exceptions are asked for so rarely that they have an automaton of their own.
//!
//! Invariant: what a text does not have according to [`Phrases`] does not match in it.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::joined::Joined;
use crate::guide::{ElementId, Guide, PlaceId};
use crate::lists::Lists;

/// What a text must have where an expression matches.
pub(super) type Needs = Vec<Need>;

/// A set of literals: a text without one of them cannot have what is looked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Need {
    pub(super) literals: Vec<String>,
    /// Its place among sets that follow each other: a literal of it ends behind one of every set that
    /// comes before. None where that is not so.
    pub(super) order: Option<usize>,
}

/// The most sets of a clue; a bit stands for each.
pub(super) const MOST_SETS: usize = 8;

/// The number of a clue in its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Clue(u32);

impl Clue {
    fn index(self) -> usize {
        self.0 as usize
    }
}

/// The clues of all word lists and conditions while packs are loaded.
#[derive(Default)]
pub struct PhrasebookBuilder {
    /// Of what is looked for in every text.
    pub(super) clues: IndexBuilder,
    /// Of exceptions, which are looked for where something was found.
    pub(super) exceptions: IndexBuilder,
    elements: BTreeSet<ElementId>,
}

impl PhrasebookBuilder {
    /// Notes that somebody asks for clues in the texts of an element.
    pub fn read(&mut self, element: ElementId) {
        self.elements.insert(element);
    }

    /// Ready to search.
    pub fn finish(self) -> Phrasebook {
        Phrasebook {
            clues: self.clues.finish(),
            exceptions: self.exceptions.finish(),
            elements: self.elements.into_iter().collect(),
        }
    }
}

/// An index while packs are loaded.
#[derive(Default)]
pub(super) struct IndexBuilder {
    numbers: HashMap<String, usize>,
    literals: Vec<String>,
    /// For each literal, the sets that it is in.
    hints: Vec<Vec<Hint>>,
    /// Many rules look for the same.
    known: HashMap<Needs, Clue>,
    whole: Vec<u8>,
}

impl IndexBuilder {
    /// The clue of what needs these literals; none where it needs none.
    pub(super) fn clue(&mut self, needs: &Needs) -> Option<Clue> {
        if needs.is_empty() {
            return None;
        }
        if let Some(&known) = self.known.get(needs) {
            return Some(known);
        }
        let clue = Clue(u32::try_from(self.whole.len()).ok()?);
        let mut whole = 0;
        let sets = || needs.iter().take(MOST_SETS).zip((0..).map(|set| 1 << set));
        for (set, bit) in sets() {
            whole |= bit;
            let is_before = |other: &Need| other.order.is_some() && other.order < set.order;
            let after = sets().filter(|(other, _)| is_before(other)).map(|(_, bit)| bit).sum();
            for literal in &set.literals {
                let number = self.number(literal);
                self.hints[number].push(Hint { clue, bit, after });
            }
        }
        self.whole.push(whole);
        self.known.insert(needs.clone(), clue);
        Some(clue)
    }

    fn number(&mut self, literal: &str) -> usize {
        *self.numbers.entry(literal.to_owned()).or_insert_with(|| {
            self.literals.push(literal.to_owned());
            self.hints.push(Vec::new());
            self.literals.len() - 1
        })
    }

    fn finish(self) -> Index {
        Index {
            automaton: CharwiseDoubleArrayAhoCorasick::new(&self.literals).ok(),
            hints: self.hints.into_iter().collect(),
            whole: self.whole,
        }
    }
}

/// The clues of all word lists and conditions.
pub struct Phrasebook {
    clues: Index,
    exceptions: Index,
    /// The elements whose texts are read.
    elements: Vec<ElementId>,
}

/// Clues by their literals.
struct Index {
    /// None where there is no literal; then nothing is known of any text.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// For each literal, the sets that it is in.
    hints: Lists<Hint>,
    /// For each clue, the bits of all its sets.
    whole: Vec<u8>,
}

/// A set of a clue.
#[derive(Clone, Copy, Debug)]
struct Hint {
    clue: Clue,
    bit: u8,
    /// The bits of the sets that must have been found before.
    after: u8,
}

impl Index {
    /// Tells of every clue in a text once, in no order; says whether it knows the clues.
    fn find(&self, text: &str, marks: &mut Marks, mut tell: impl FnMut(Clue)) -> bool {
        let Some(automaton) = &self.automaton else { return false };
        marks.sets.resize(self.whole.len(), 0);
        // They come in the order of their ends.
        for literal in automaton.find_overlapping_iter(text) {
            for &Hint { clue, bit, after } in self.hints.get(literal.value() as usize) {
                let sets = &mut marks.sets[clue.index()];
                if *sets & after != after {
                    continue;
                }
                if *sets == 0 {
                    marks.touched.push(clue);
                }
                *sets |= bit;
            }
        }
        for clue in marks.touched.drain(..) {
            if std::mem::take(&mut marks.sets[clue.index()]) == self.whole[clue.index()] {
                tell(clue);
            }
        }
        true
    }
}

/// What was found in a text so far; nothing between texts.
#[derive(Debug, Default)]
struct Marks {
    /// For each clue, the bits of the sets that it has a literal of.
    sets: Vec<u8>,
    /// The clues with a bit.
    touched: Vec<Clue>,
}

/// The clues of one asker, each with the number of what it is the clue of.
#[derive(Debug, Default)]
pub(super) struct Clues {
    /// By clue.
    known: Vec<(Clue, usize)>,
    /// What has none, and may be anywhere.
    unknown: Vec<usize>,
    set: ClueSet,
}

/// A set of clues: a bit for each.
#[derive(Debug, Default)]
struct ClueSet(Vec<u64>);

impl ClueSet {
    fn insert(&mut self, clue: Clue) {
        let (word, bit) = (clue.index() / 64, clue.index() % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    /// The clues that another set has as well.
    fn common(&self, other: &Self) -> impl Iterator<Item = Clue> {
        let words = (0..).step_by(64).zip(self.0.iter().zip(&other.0));
        words.flat_map(|(first, (own, other))| {
            let bits = std::iter::successors(Some(own & other), |bits| Some(bits & bits.wrapping_sub(1)));
            bits.take_while(|bits| *bits != 0).map(move |bits| Clue(first + bits.trailing_zeros()))
        })
    }
}

impl FromIterator<Option<Clue>> for Clues {
    fn from_iter<I: IntoIterator<Item = Option<Clue>>>(clues: I) -> Self {
        let mut all = Self::default();
        for (number, clue) in clues.into_iter().enumerate() {
            match clue {
                Some(clue) => {
                    all.known.push((clue, number));
                    all.set.insert(clue);
                }
                None => all.unknown.push(number),
            }
        }
        all.known.sort_unstable();
        all
    }
}

impl Clues {
    /// The numbers of what may be in a text with such clues, in no order; all where they are not known.
    fn among(&self, found: Option<impl IntoIterator<Item = Clue>>) -> impl Iterator<Item = usize> {
        let all = if found.is_some() { &[] } else { &self.known[..] };
        let with = |clue: Clue| {
            let start = self.known.partition_point(|&(known, _)| known < clue);
            self.known[start..].iter().take_while(move |&&(known, _)| known == clue)
        };
        let some = found.into_iter().flatten().flat_map(with);
        self.unknown.iter().copied().chain(all.iter().chain(some).map(|&(_, number)| number))
    }
}

/// What was found in the texts of a guide.
#[derive(Default)]
pub struct Phrases<'b> {
    book: Option<&'b Phrasebook>,
    /// Text by text.
    found: Vec<Found>,
    /// For each place, which of the found are in its text; none where it was not read.
    texts: Vec<Option<(u32, u32)>>,
    /// For each clue, the number of the last one that was found, or [`NONE`].
    last: Vec<u32>,
    /// The clues in any text.
    set: ClueSet,
    /// For exceptions.
    marks: RefCell<Marks>,
}

/// A clue in a text.
struct Found {
    clue: Clue,
    place: PlaceId,
    /// The number of the one before it with the same clue, or [`NONE`].
    before: u32,
}

const NONE: u32 = u32::MAX;

impl<'b> Phrases<'b> {
    /// Reads all texts of a guide that somebody asks for.
    pub fn read(book: &'b Phrasebook, guide: &Guide<'_>) -> Self {
        let mut marks = Marks::default();
        let (mut found, mut set) = (Vec::with_capacity(guide.len()), ClueSet::default());
        let mut last = vec![NONE; book.clues.whole.len()];
        let mut texts = vec![None; guide.len()];
        let number = |found: &Vec<Found>| u32::try_from(found.len()).unwrap_or(NONE);
        for place in book.elements.iter().flat_map(|&element| guide.places(element)) {
            let Some(text) = place.node.text() else { continue };
            let joined = Joined::of(text);
            let start = number(&found);
            let is_known =
                book.clues.find(joined.as_ref().map_or(text, |joined| &joined.text), &mut marks, |clue| {
                    let before = std::mem::replace(&mut last[clue.index()], number(&found));
                    found.push(Found { clue, place: place.id, before });
                    set.insert(clue);
                });
            if !is_known {
                return Self { book: Some(book), ..Self::default() };
            }
            texts[place.id.index()] = Some((start, number(&found)));
        }
        Self { book: Some(book), found, texts, last, set, marks: RefCell::default() }
    }

    /// Adds the places in whose texts one of several may be, in order, of the elements that are read;
    /// tells whether that is known: if not, it may be in all of them.
    pub(super) fn places(&self, clues: &Clues, places: &mut Vec<PlaceId>) -> bool {
        if self.last.is_empty() || !clues.unknown.is_empty() {
            return false;
        }
        for clue in clues.set.common(&self.set) {
            let mut next = self.last[clue.index()];
            while let Some(found) = self.found.get(next as usize) {
                places.push(found.place);
                next = found.before;
            }
        }
        places.sort_unstable();
        places.dedup();
        true
    }

    /// Whether what has a clue may be in the text of a place.
    pub(super) fn may_have(&self, place: PlaceId, clue: Option<Clue>) -> bool {
        match (clue, self.at(place)) {
            (Some(clue), Some(found)) => found.iter().any(|found| found.clue == clue),
            _ => true,
        }
    }

    /// The numbers of what may be in the text of a place, in no order.
    pub(super) fn among(&self, place: PlaceId, clues: &Clues) -> impl Iterator<Item = usize> {
        clues.among(self.at(place).map(|found| found.iter().map(|found| found.clue)))
    }

    /// The numbers of exceptions that may be in a text, in no order.
    pub(super) fn exceptions(&self, text: &str, clues: &Clues) -> impl Iterator<Item = usize> {
        let mut found = Vec::new();
        let marks = &mut *self.marks.borrow_mut();
        let is_known =
            self.book.is_some_and(|book| book.exceptions.find(text, marks, |clue| found.push(clue)));
        clues.among(is_known.then_some(found))
    }

    fn at(&self, place: PlaceId) -> Option<&[Found]> {
        let &(start, end) = self.texts.get(place.index())?.as_ref()?;
        Some(&self.found[start as usize..end as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Expression, Subject};
    use crate::document;
    use crate::guide::guides;
    use crate::pack::{self, Circumstances};

    #[test]
    fn every_expression_that_matches_has_its_clue_in_the_text() {
        let sources = [
            "(?:有关|相关)规定",
            "^.{0,3}(?:材料|资料)$",
            "[0-9]{2}",
            "必要时?",
            "(?:按|依)[^，]{0,4}(?P<found>有关|相关)[^，]{0,4}(?:办理|执行)?",
            "(?:视|看)情况|酌情",
        ];
        let expressions: Vec<_> = sources.map(|source| Expression::new(source).unwrap()).into();
        let mut builder = IndexBuilder::default();
        let clues: Vec<_> = expressions.iter().map(|expression| builder.clue(expression.needs())).collect();
        assert!(clues[2].is_none(), "digits have no literal");
        assert_eq!(builder.clue(expressions[1].needs()), clues[1], "what is looked for twice has one clue");
        let book = builder.finish();
        let mut marks = Marks::default();
        let mut idle = 0;
        for text in [
            "按有关规定",
            "申请材料",
            "12",
            "必要",
            "无",
            "",
            "有关",
            "相关规定必要时资料12",
            "按其他有关要求",
            "视情况",
            "看天气",
            "酌情",
            "依据",
        ] {
            let mut found = Vec::new();
            assert!(book.find(text, &mut marks, |clue| found.push(clue)));
            for (clue, expression) in clues.iter().zip(&expressions) {
                let is_match = expression.regex().is_match(text);
                let is_there = clue.is_none_or(|clue| found.contains(&clue));
                assert!(!is_match || is_there, "{} {text}", expression.source());
                idle += usize::from(is_there && !is_match);
            }
            assert!(marks.sets.iter().all(|&sets| sets == 0) && marks.touched.is_empty());
        }
        assert!(idle < 15, "clues spare most searches: {idle} in vain");
    }

    #[test]
    fn what_the_texts_do_not_have_is_not_found_without_them_either() {
        let ruleset = pack::load(&pack::builtin()).expect("the built-in packs are tested");
        let rules = || ruleset.rules.iter().filter(|rule| rule.check.words().is_some());
        let examples = rules().flat_map(|rule| rule.pass.iter().chain(&rule.fail));
        let (mut found, mut led) = (0, 0);
        for text in examples.map(|example| &example.value) {
            let stream = document::parse(text);
            for guide in guides(&stream, &ruleset.vocabulary) {
                let (read, unread) = (Phrases::read(&ruleset.phrasebook, &guide), Phrases::default());
                for rule in rules() {
                    let hits = |phrases: &Phrases<'_>| {
                        let mut hits = Vec::new();
                        for place in rule.elements.iter().flat_map(|&element| guide.places(element)) {
                            let element = place.element;
                            rule.check.run(&Subject { guide: &guide, element, place, phrases }, &mut hits);
                        }
                        hits.into_iter().map(|hit| (hit.place, hit.spans)).collect::<Vec<_>>()
                    };
                    let mut places = Vec::new();
                    let is_led = rule.check.places(&read, &mut places);
                    let hits = (hits(&read), hits(&unread));
                    assert_eq!(hits.0, hits.1, "{}: {text}", rule.info.id);
                    let missed = hits.0.iter().find(|(place, _)| is_led && !places.contains(place));
                    assert_eq!(missed, None, "{}: {text}", rule.info.id);
                    found += hits.0.len();
                    led += usize::from(is_led);
                }
                for rule in &ruleset.rules {
                    let concern = |phrases| Circumstances::new(&guide, phrases, &ruleset).concern(rule);
                    assert_eq!(concern(&read), concern(&unread), "{}: {text}", rule.info.id);
                }
            }
        }
        assert!(found > 500 && led > 10_000, "there is something to find: {found}, {led}");
    }
}
