//! Regular expressions that are made ready when they are first needed.
//!
//! Packs hold hundreds of them and most runs need few: making all of them ready would be most of the
//! time of a short run. What is wrong with one is still told when its pack is read.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind};

/// A regular expression of a pack.
#[derive(Debug)]
pub struct Expression {
    source: String,
    literals: Option<Vec<Vec<u8>>>,
    regex: OnceLock<Regex>,
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
        Ok(Self { source: source.to_owned(), literals: literals(&parsed), regex: OnceLock::new() })
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

    /// Literals of which every match has one; none where there is no such small set.
    pub(super) fn literals(&self) -> Option<&[Vec<u8>]> {
        self.literals.as_deref()
    }
}

fn literals(expression: &Hir) -> Option<Vec<Vec<u8>>> {
    let of_kind = |kind| {
        let sequence = Extractor::new().kind(kind).extract(expression);
        let literals = sequence.literals()?.iter().map(|literal| literal.as_bytes().to_vec());
        let literals: Vec<Vec<u8>> = literals.collect();
        // One character of Chinese has three bytes; less would be found everywhere.
        (!literals.is_empty() && literals.iter().all(|literal| literal.len() >= 3)).then_some(literals)
    };
    of_kind(ExtractKind::Prefix).or_else(|| of_kind(ExtractKind::Suffix))
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
