//! The literals of all word lists, found in one pass over a text.
//!
//! Some forty rules ask the same texts for words and constructions, and hardly any text has any. One
//! automaton for the literals of all of them tells each rule whether there is anything to look at;
//! what it found in a text is kept for the rules that ask next.

use std::cell::OnceCell;
use std::collections::HashMap;

use aho_corasick::AhoCorasick;

use crate::guide::PlaceId;

/// Literals while packs are loaded.
#[derive(Debug, Default)]
pub struct PhrasebookBuilder {
    numbers: HashMap<Vec<u8>, u32>,
    literals: Vec<Vec<u8>>,
}

impl PhrasebookBuilder {
    /// The number of a literal.
    pub(super) fn number(&mut self, literal: &[u8]) -> u32 {
        let next = u32::try_from(self.literals.len()).unwrap_or(u32::MAX);
        *self.numbers.entry(literal.to_vec()).or_insert_with(|| {
            self.literals.push(literal.to_vec());
            next
        })
    }

    /// Ready to search. Without an automaton every literal counts as found.
    pub fn finish(self) -> Phrasebook {
        let all = u32::try_from(self.literals.len()).unwrap_or(u32::MAX);
        Phrasebook { automaton: AhoCorasick::new(&self.literals).ok(), all }
    }
}

/// The literals of all word lists.
#[derive(Debug, Default)]
pub struct Phrasebook {
    automaton: Option<AhoCorasick>,
    all: u32,
}

impl Phrasebook {
    /// The numbers of the literals in a text, in order, none twice.
    pub(super) fn find(&self, text: &str) -> Box<[u32]> {
        let Some(automaton) = &self.automaton else { return (0..self.all).collect() };
        let found = automaton.find_overlapping_iter(text);
        let mut numbers: Vec<u32> = found.map(|found| found.pattern().as_u32()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into()
    }
}

/// What was found in the texts of a guide.
pub struct Phrases<'b> {
    book: &'b Phrasebook,
    places: Vec<OnceCell<Box<[u32]>>>,
}

impl<'b> Phrases<'b> {
    /// Nothing yet, for a guide with so many places.
    pub fn new(book: &'b Phrasebook, places: usize) -> Self {
        Self { book, places: vec![OnceCell::new(); places] }
    }

    /// The numbers of the literals in the text of a place.
    pub(super) fn at(&self, place: PlaceId, text: &str) -> &[u32] {
        self.places[place.index()].get_or_init(|| self.book.find(text))
    }

    /// The numbers of the literals in another text.
    pub(super) fn find(&self, text: &str) -> Box<[u32]> {
        self.book.find(text)
    }
}
