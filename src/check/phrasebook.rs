//! What the texts of a guide hold of all word lists, found in one pass over each.
//!
//! Some forty rules ask the same texts for words and constructions, and hardly any text has any.
//! Asking every expression would be most of the cost of a check. A construction can only match where
//! certain literals stand: its *clue* is a list of sets of literals, of each of which one must be
//! there. One automaton has the literals of all clues; what it tells of a text is kept for the rules
//! that ask next.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use daachorse::CharwiseDoubleArrayAhoCorasick;

use super::joined::Joined;
use crate::guide::PlaceId;

/// Sets of literals: a text without one literal of each set cannot have what is looked for.
pub(super) type Needs = Vec<Vec<String>>;

/// The most sets of a clue; a bit stands for each.
pub(super) const MOST_SETS: usize = 8;

/// Clues while packs are loaded.
#[derive(Default)]
pub struct PhrasebookBuilder {
    numbers: HashMap<String, usize>,
    literals: Vec<String>,
    book: Phrasebook,
}

impl PhrasebookBuilder {
    /// The number of a new clue; consecutive calls give consecutive numbers.
    pub(super) fn clue(&mut self, needs: &Needs) -> u32 {
        let clue = u32::try_from(self.book.whole.len()).unwrap_or(u32::MAX);
        let sets = needs.iter().take(MOST_SETS);
        let mut whole = 0;
        for (set, bit) in sets.zip((0..).map(|set| 1 << set)) {
            whole |= bit;
            for literal in set {
                let number = self.number(literal);
                self.book.hints[number].push(Hint { clue, bit });
            }
        }
        self.book.whole.push(whole);
        if whole == 0 {
            self.book.always.push(clue);
        }
        clue
    }

    fn number(&mut self, literal: &str) -> usize {
        *self.numbers.entry(literal.to_owned()).or_insert_with(|| {
            self.literals.push(literal.to_owned());
            self.book.hints.push(Vec::new());
            self.literals.len() - 1
        })
    }

    /// Ready to search. Without an automaton every clue counts as found.
    pub fn finish(self) -> Phrasebook {
        Phrasebook { automaton: CharwiseDoubleArrayAhoCorasick::new(&self.literals).ok(), ..self.book }
    }
}

/// The clues of all word lists.
#[derive(Default)]
pub struct Phrasebook {
    automaton: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
    /// For each literal, the sets that it is in.
    hints: Vec<Vec<Hint>>,
    /// For each clue, the bits of all its sets.
    whole: Vec<u8>,
    /// Clues without sets: they are in every text.
    always: Vec<u32>,
}

/// A set of a clue.
#[derive(Clone, Copy, Debug)]
struct Hint {
    clue: u32,
    bit: u8,
}

impl Phrasebook {
    /// The numbers of the clues in a text, in order.
    fn find(&self, text: &str, marks: &mut Marks) -> Box<[u32]> {
        let Some(automaton) = &self.automaton else { return (0..).take(self.whole.len()).collect() };
        let Marks { sets, touched } = marks;
        for literal in automaton.find_overlapping_iter(text) {
            for Hint { clue, bit } in &self.hints[literal.value() as usize] {
                let sets = &mut sets[*clue as usize];
                if *sets == 0 {
                    touched.push(*clue);
                }
                *sets |= bit;
            }
        }
        touched.retain(|&clue| std::mem::take(&mut sets[clue as usize]) == self.whole[clue as usize]);
        touched.extend(&self.always);
        touched.sort_unstable();
        touched.drain(..).collect()
    }
}

/// What was found in a text so far; nothing between texts.
#[derive(Debug)]
struct Marks {
    /// For each clue, the bits of the sets that it has a literal of.
    sets: Vec<u8>,
    /// The clues with a bit.
    touched: Vec<u32>,
}

impl Marks {
    fn none(book: &Phrasebook) -> Self {
        Self { sets: vec![0; book.whole.len()], touched: Vec::new() }
    }
}

/// A text as word lists read it.
#[derive(Debug)]
pub(super) struct Reading {
    /// The text with folded lines joined, where that is another one.
    pub(super) joined: Option<Joined>,
    clues: Box<[u32]>,
}

impl Reading {
    /// Those of consecutive clues that are in the text, in order.
    pub(super) fn clues(&self, range: std::ops::Range<u32>) -> &[u32] {
        let start = self.clues.partition_point(|&clue| clue < range.start);
        let length = self.clues[start..].iter().take_while(|&&clue| clue < range.end).count();
        &self.clues[start..start + length]
    }
}

/// What was found in the texts of a guide.
pub struct Phrases<'b> {
    book: &'b Phrasebook,
    places: Vec<OnceCell<Reading>>,
    marks: RefCell<Marks>,
}

impl<'b> Phrases<'b> {
    /// Nothing yet, for a guide with so many places.
    pub fn new(book: &'b Phrasebook, places: usize) -> Self {
        let places = std::iter::repeat_with(OnceCell::new).take(places).collect();
        Self { book, places, marks: RefCell::new(Marks::none(book)) }
    }

    /// The text of a place, read; it must be the same text whenever the place is asked for.
    pub(super) fn at(&self, place: PlaceId, text: &str) -> &Reading {
        self.places[place.index()].get_or_init(|| {
            let joined = Joined::of(text);
            let read = joined.as_ref().map_or(text, |joined| &joined.text);
            let clues = self.book.find(read, &mut self.marks.borrow_mut());
            Reading { joined, clues }
        })
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
        let mut builder = PhrasebookBuilder::default();
        for expression in &expressions {
            builder.clue(expression.needs());
        }
        let book = builder.finish();
        assert_eq!(book.always, [2], "digits have no literal");
        let mut marks = Marks::none(&book);
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
            let clues = book.find(text, &mut marks);
            for (number, expression) in (0..).zip(&expressions) {
                let is_match = expression.regex().is_match(text);
                assert!(!is_match || clues.contains(&number), "{} {text}", expression.source());
                idle += usize::from(clues.contains(&number) && !is_match);
            }
            assert!(marks.sets.iter().all(|&sets| sets == 0) && marks.touched.is_empty());
        }
        assert!(idle < 15, "clues spare most searches: {idle} in vain");
    }
}
