//! The literals that a text certainly contains if an expression matches in it.
//!
//! A construction can only match where certain literals occur. Its *clue* is a list of sets of literals;
//! one literal of each set must occur, those of some sets in order. An index finds all of its clues in one
//! pass over a text, whatever their number.
//!
//! Invariant: wherever an expression matches, its clue is found.

use std::collections::HashMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use crate::lists::Lists;

/// What a text must contain if an expression matches.
pub(super) type Needs = Vec<Need>;

/// A set of literals: a text that contains none of them has no match.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Need {
    pub(super) literals: Vec<String>,
    /// Its position among sets that follow each other: a literal of it ends after one of every set that
    /// precedes it. `None` if it has no fixed position.
    pub(super) order: Option<usize>,
}

/// The most sets of a clue; each is one bit of a byte.
pub(super) const MOST_SETS: usize = 8;

/// The number of a clue in its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Clue(u32);

impl Clue {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// An index that is built while packs are loaded.
#[derive(Default)]
pub(super) struct IndexBuilder {
    numbers: HashMap<String, usize>,
    literals: Vec<String>,
    /// For each literal, the sets that contain it.
    hints: Vec<Vec<Hint>>,
    /// The clues so far, since many rules look for the same literals.
    known: HashMap<Needs, Clue>,
    whole: Vec<u8>,
}

impl IndexBuilder {
    /// The clue for these needs; `None` if there are none.
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

    pub(super) fn finish(self) -> Index {
        Index {
            automaton: CharwiseDoubleArrayAhoCorasick::new(&self.literals).ok(),
            hints: self.hints.into_iter().collect(),
            whole: self.whole,
        }
    }
}

/// Finds clues by their literals.
pub(super) struct Index {
    /// `None` if there is no literal; then nothing is known about any text.
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// For each literal, the sets that contain it.
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
    /// Number of clues.
    pub(super) fn len(&self) -> usize {
        self.whole.len()
    }

    /// Calls `tell` for every clue in a text once, in no order. Returns whether the index knows the clues.
    pub(super) fn find(&self, text: &str, marks: &mut Marks, mut tell: impl FnMut(Clue)) -> bool {
        let Some(automaton) = &self.automaton else { return false };
        marks.sets.resize(self.whole.len(), 0);
        // Literals come in the order of their ends.
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

/// What was found so far in a text; empty between texts.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// For each clue, the bits of the sets of which a literal was found.
    sets: Vec<u8>,
    /// The clues with any bit.
    touched: Vec<Clue>,
}

/// The clues of one check, each with the number of the entry that it belongs to.
#[derive(Debug, Default)]
pub(super) struct Clues {
    /// Sorted by clue.
    known: Vec<(Clue, usize)>,
    /// The entries without a clue, which may match anywhere.
    pub(super) unknown: Vec<usize>,
    pub(super) set: ClueSet,
}

/// A set of clues: a bit for each.
#[derive(Debug, Default)]
pub(super) struct ClueSet(Vec<u64>);

impl ClueSet {
    pub(super) fn insert(&mut self, clue: Clue) {
        let (word, bit) = (clue.index() / 64, clue.index() % 64);
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << bit;
    }

    /// The clues that are in another set as well.
    pub(super) fn common(&self, other: &Self) -> impl Iterator<Item = Clue> {
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
    /// Numbers of the entries that may match in a text with these clues, in no order; for `None`, all.
    pub(super) fn among(&self, found: Option<impl IntoIterator<Item = Clue>>) -> impl Iterator<Item = usize> {
        let all = if found.is_some() { &[] } else { &self.known[..] };
        let with = |clue: Clue| {
            let start = self.known.partition_point(|&(known, _)| known < clue);
            self.known[start..].iter().take_while(move |&&(known, _)| known == clue)
        };
        let some = found.into_iter().flatten().flat_map(with);
        self.unknown.iter().copied().chain(all.iter().chain(some).map(|&(_, number)| number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Expression;

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
}
