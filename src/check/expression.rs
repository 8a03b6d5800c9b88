//! Regular expressions that are made ready when they are first needed.
//!
//! Packs hold hundreds of them and most runs need few: making all of them ready would be most of the
//! time of a short run. What is wrong with one is still told when its pack is read.

use std::cmp::Reverse;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Class, Hir, HirKind};

use super::phrasebook::{Clue, MOST_SETS, Needs, PhrasebookBuilder, Phrases};
use crate::guide::{ElementId, Place};

/// A regular expression of a pack.
#[derive(Debug)]
pub struct Expression {
    source: String,
    needs: Needs,
    regex: OnceLock<Regex>,
}

/// An expression for the texts of an element, asked only where a text has its clue.
#[derive(Debug, PartialEq)]
pub struct Pattern {
    expression: Expression,
    clue: Option<Clue>,
}

impl Pattern {
    pub(super) fn new(expression: Expression, element: ElementId, book: &mut PhrasebookBuilder) -> Self {
        // The book reads texts with folded lines joined; a literal with a blank may be gone from them.
        let has_blank = |set: &Vec<String>| set.iter().any(|literal| literal.contains([' ', '\n']));
        let needs = expression.needs().iter().filter(|set| !has_blank(set)).cloned().collect();
        book.read(element);
        Self { clue: book.clues.clue(&needs), expression }
    }

    /// As it is written.
    pub fn source(&self) -> &str {
        self.expression.source()
    }

    /// Whether it matches in the text of a place.
    pub fn is_in(&self, place: Place<'_>, phrases: &Phrases<'_>) -> bool {
        phrases.may_have(place.id, self.clue)
            && place.node.text().is_some_and(|text| self.expression.regex().is_match(text))
    }
}

/// Expressions are equal where they are written alike.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

/// The most states, roughly, that an expression may need; those of rules need some hundred.
const MOST_STATES: usize = 100_000;

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// What is wrong with it: its syntax, or that it would take too much memory.
    pub fn new(source: &str) -> Result<Self, String> {
        let parsed = regex_syntax::parse(source).map_err(|error| format!("正则表达式写错了：{error}"))?;
        if states(&parsed) > MOST_STATES {
            return Err("正则表达式太大，请减少重复次数".into());
        }
        Ok(Self { source: source.to_owned(), needs: needs(&parsed), regex: OnceLock::new() })
    }

    /// Ready to search.
    ///
    /// # Panics
    ///
    /// Never: what could fail was checked when the expression was read.
    pub fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            let built = RegexBuilder::new(&self.source).size_limit(usize::MAX).build();
            built.expect("its syntax was checked and its size is not limited again")
        })
    }

    /// As it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Sets of literals, of each of which every text that matches has one.
    pub(super) fn needs(&self) -> &Needs {
        &self.needs
    }
}

/// A set of more literals tells too little of a text.
const MOST_LITERALS: usize = 64;

/// The sets that tell most of a text. What the expression begins or ends with is looked at across its
/// parts (`[有相]关` is 有关 or 相关), what stands between part by part.
fn needs(expression: &Hir) -> Needs {
    let at_the = |kind| {
        let sequence = Extractor::new().kind(kind).extract(expression);
        telling(sequence.literals()?.iter().map(|literal| whole_characters(literal.as_bytes())).collect())
    };
    let mut sets: Needs =
        at_the(ExtractKind::Prefix).into_iter().chain(at_the(ExtractKind::Suffix)).collect();
    sets.extend(inside(expression));
    sets.sort_by_key(|set| rarity(set));
    let mut needs = Needs::new();
    for set in sets {
        let says_more =
            |other: &Vec<String>| other.iter().all(|long| set.iter().any(|short| long.contains(short)));
        if needs.len() < MOST_SETS && !needs.iter().any(says_more) {
            needs.push(set);
        }
    }
    needs
}

fn inside(expression: &Hir) -> Needs {
    match expression.kind() {
        HirKind::Literal(literal) => telling(vec![whole_characters(&literal.0)]).into_iter().collect(),
        HirKind::Class(Class::Unicode(class)) => {
            let characters = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            let characters = characters.take(MOST_LITERALS + 1).map(String::from);
            telling(characters.collect()).into_iter().collect()
        }
        HirKind::Capture(capture) => inside(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => inside(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(inside).collect(),
        // One literal of the best set of every branch.
        HirKind::Alternation(branches) => {
            let best = |branch| inside(branch).into_iter().min_by_key(|set| rarity(set));
            let sets: Option<Needs> = branches.iter().map(best).collect();
            sets.and_then(|sets| telling(sets.concat())).into_iter().collect()
        }
        _ => Needs::new(),
    }
}

/// The set if it tells something: a single letter or digit is everywhere.
fn telling(set: Vec<String>) -> Option<Vec<String>> {
    ((1..=MOST_LITERALS).contains(&set.len()) && shortest(&set) >= 2).then_some(set)
}

/// Sorts sets: long literals are rare in texts, and so are few.
fn rarity(set: &[String]) -> (Reverse<usize>, usize) {
    (Reverse(shortest(set)), set.len())
}

fn shortest(set: &[String]) -> usize {
    set.iter().map(String::len).min().unwrap_or(0)
}

/// The longest part of a literal that is text: very long ones are cut by the byte.
fn whole_characters(literal: &[u8]) -> String {
    literal.utf8_chunks().map(|chunk| chunk.valid()).max_by_key(|part| part.len()).unwrap_or_default().into()
}

/// About how many states an expression needs.
fn states(expression: &Hir) -> usize {
    let sum = |parts: &[Hir]| parts.iter().map(states).fold(0, usize::saturating_add);
    match expression.kind() {
        HirKind::Empty | HirKind::Look(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Class(class) => class.maximum_len().unwrap_or(1),
        HirKind::Capture(capture) => states(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => sum(parts),
        HirKind::Repetition(repetition) => {
            let times = repetition.max.unwrap_or(repetition.min).max(1) as usize;
            states(&repetition.sub).saturating_mul(times)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_told_when_the_expression_is_read() {
        assert!(Expression::new("(").is_err());
        assert!(Expression::new("[^，]{1000}{1000}").is_err());
        assert!(Expression::new("[^，。；]{0,16}的(?:规定|要求)").unwrap().regex().is_match("国家的规定"));
    }
}
