//! Regular expressions that are compiled on first use.
//!
//! Packs contain hundreds of them and most runs need few; compiling all would take most of the time of a
//! short run. Malformed ones are still reported when their pack is read.

use std::cmp::Reverse;
use std::sync::OnceLock;

use regex::{Match, Regex, RegexBuilder};
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

use super::literal_index::{Clue, MOST_SETS, Need, Needs};
use super::text_index::{LiteralIndexBuilder, TextIndex};
use crate::guide::Occurrence;

/// A regular expression of a pack.
#[derive(Debug)]
pub struct Expression {
    source: String,
    needs: Needs,
    /// For an expression anchored at the start: what a match begins with; `None` if that is not known.
    beginnings: Option<Vec<String>>,
    /// For an expression anchored at the end: what a match ends with; `None` if that is not known.
    endings: Option<Vec<String>>,
    regex: OnceLock<Regex>,
}

/// An expression that is evaluated only on texts that have its clue.
#[derive(Debug, PartialEq)]
pub struct Pattern {
    expression: Expression,
    clue: Option<Clue>,
}

impl Pattern {
    pub(super) fn new(expression: Expression, book: &mut LiteralIndexBuilder) -> Self {
        // The index sees texts with folded lines joined, so a literal with a space may be missing in them.
        let has_blank = |set: &Need| set.literals.iter().any(|literal| literal.contains([' ', '\n']));
        let needs = expression.needs().iter().filter(|set| !has_blank(set)).cloned().collect();
        Self { clue: book.clues.clue(&needs), expression }
    }

    /// Whether indexing a text can save evaluating it.
    pub fn has_clue(&self) -> bool {
        self.clue.is_some()
    }

    /// The expression as written.
    pub fn source(&self) -> &str {
        self.expression.source()
    }

    /// Whether it matches in the text of an occurrence.
    pub fn is_in(&self, occurrence: Occurrence<'_>, phrases: &TextIndex<'_>) -> bool {
        phrases.may_have(occurrence.id, self.clue)
            && occurrence.node.text().is_some_and(|text| self.expression.is_match(text))
    }
}

/// Expressions are equal if they are written alike.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

/// The most states, roughly, that an expression may need; those of rules need a few hundred.
const MOST_STATES: usize = 100_000;

impl Expression {
    /// Parses an expression.
    ///
    /// # Errors
    ///
    /// Returns a message if its syntax is wrong or it would need too much memory.
    pub fn new(source: &str) -> Result<Self, String> {
        let parsed = regex_syntax::parse(source).map_err(|error| format!("正则表达式写错了：{error}"))?;
        if states(&parsed) > MOST_STATES {
            return Err("正则表达式太大，请减少重复次数".into());
        }
        let (first, last) = (literals(&parsed, ExtractKind::Prefix), literals(&parsed, ExtractKind::Suffix));
        let (begins, ends) = (parsed.properties().look_set_prefix(), parsed.properties().look_set_suffix());
        Ok(Self {
            source: source.to_owned(),
            needs: needs(&parsed, first.iter().chain(&last)),
            beginnings: first.filter(|_| begins.contains(Look::Start)),
            endings: last.filter(|_| ends.contains(Look::End)),
            regex: OnceLock::new(),
        })
    }

    /// The first match in a text.
    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.may_match(text).then(|| self.regex().find(text)).flatten()
    }

    /// Whether it matches in a text.
    pub fn is_match(&self, text: &str) -> bool {
        self.may_match(text) && self.regex().is_match(text)
    }

    /// Whether it may match in a text, judging by the ends of the text; if not, it certainly does not.
    pub(super) fn may_match(&self, text: &str) -> bool {
        let begins = |literals: &Vec<String>| literals.iter().any(|literal| text.starts_with(literal));
        let ends = |literals: &Vec<String>| literals.iter().any(|literal| text.ends_with(literal));
        self.beginnings.as_ref().is_none_or(begins) && self.endings.as_ref().is_none_or(ends)
    }

    /// The compiled expression.
    ///
    /// # Panics
    ///
    /// Never: what could fail was checked when the expression was parsed.
    pub fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| {
            let built = RegexBuilder::new(&self.source).size_limit(usize::MAX).build();
            built.expect("its syntax was checked and its size is not limited again")
        })
    }

    /// The expression as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Sets of literals, the rarest first: every text that matches contains one literal of each set.
    pub(super) fn needs(&self) -> &Needs {
        &self.needs
    }
}

/// Larger sets say too little about a text.
const MOST_LITERALS: usize = 64;

/// What every match begins or ends with; `None` if that is not known or too much to look for.
fn literals(expression: &Hir, kind: ExtractKind) -> Option<Vec<String>> {
    let literals = Extractor::new().kind(kind).extract(expression);
    literals.literals()?.iter().map(|literal| text(literal.as_bytes())).collect::<Option<Vec<_>>>()
}

/// A literal as text; `None` if it is cut inside a character.
fn text(literal: &[u8]) -> Option<String> {
    str::from_utf8(literal).ok().map(str::to_owned)
}

/// The sets that exclude most texts. Literals at the ends were extracted across parts of the expression
/// (`[有相]关` is 有关 or 相关); those in between are extracted part by part, in their order.
fn needs<'s>(expression: &Hir, at_the_ends: impl Iterator<Item = &'s Vec<String>>) -> Needs {
    let ordered =
        (0..).zip(inside(expression)).map(|(order, literals)| Need { literals, order: Some(order) });
    let at_the_ends = at_the_ends.filter_map(|literals| telling(literals.clone()));
    let mut sets: Needs = ordered.chain(at_the_ends.map(|literals| Need { literals, order: None })).collect();
    sets.sort_by_key(|set| rarity(&set.literals));
    let mut needs = Needs::new();
    for set in sets {
        let short = |long: &String| set.literals.iter().any(|short| long.contains(short));
        let says_more = |other: &Need| other.literals.iter().all(short);
        if needs.len() < MOST_SETS && !needs.iter().any(says_more) {
            needs.push(set);
        }
    }
    needs
}

/// Sets of literals that follow each other without overlapping.
fn inside(expression: &Hir) -> Vec<Vec<String>> {
    match expression.kind() {
        HirKind::Literal(literal) => {
            text(&literal.0).and_then(|text| telling(vec![text])).into_iter().collect()
        }
        HirKind::Class(Class::Unicode(class)) => {
            let characters = class.ranges().iter().flat_map(|range| range.start()..=range.end());
            let characters = characters.take(MOST_LITERALS + 1).map(String::from);
            telling(characters.collect()).into_iter().collect()
        }
        HirKind::Capture(capture) => inside(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => inside(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().flat_map(inside).collect(),
        // The best set of every branch, joined.
        HirKind::Alternation(branches) => {
            let best = |branch| inside(branch).into_iter().min_by_key(|set| rarity(set));
            let sets: Option<Vec<_>> = branches.iter().map(best).collect();
            sets.and_then(|sets| telling(sets.concat())).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The set, if it excludes enough texts: a single Latin letter or digit is everywhere.
fn telling(set: Vec<String>) -> Option<Vec<String>> {
    let tells =
        |literal: &String| literal.len() >= 2 || literal.starts_with(|c: char| c.is_ascii_punctuation());
    ((1..=MOST_LITERALS).contains(&set.len()) && set.iter().all(tells)).then_some(set)
}

/// A sort key for sets: long literals are rare in texts, and so are sets of few literals.
fn rarity(set: &[String]) -> (Reverse<usize>, usize) {
    (Reverse(shortest(set)), set.len())
}

fn shortest(set: &[String]) -> usize {
    set.iter().map(String::len).min().unwrap_or(0)
}

/// Roughly how many states an expression needs.
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
