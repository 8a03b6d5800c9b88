//! Many regular expressions over many short texts.
//!
//! Hardly any text has any of the constructions that rules avoid, and asking every expression is most
//! of the cost of a check. An expression that begins or ends with one of a few literals cannot match
//! where none of them stands, and one automaton finds the literals of all expressions in one pass.

use std::sync::Arc;

use aho_corasick::AhoCorasick;
use regex::Regex;

use super::expression::Expression;

/// Expressions with what tells quickly which of them may match.
pub(super) struct Patterns {
    expressions: Vec<Arc<Expression>>,
    /// Expressions without literals: they are always asked.
    always: Vec<usize>,
    literals: Option<AhoCorasick>,
    /// The expression of every literal.
    owners: Vec<usize>,
}

impl Patterns {
    pub(super) fn new(expressions: Vec<Arc<Expression>>) -> Self {
        let (mut always, mut owners, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for (number, expression) in expressions.iter().enumerate() {
            match expression.literals() {
                None => always.push(number),
                Some(literals) => {
                    owners.extend(literals.iter().map(|_| number));
                    all.extend(literals);
                }
            }
        }
        let literals = if all.is_empty() { None } else { AhoCorasick::new(&all).ok() };
        if literals.is_none() {
            always = (0..expressions.len()).collect();
        }
        Self { expressions, always, literals, owners }
    }

    /// The expressions that match somewhere in a text, in their order.
    pub(super) fn matching(&self, text: &str) -> Vec<&Regex> {
        let mut candidates = self.always.clone();
        if let Some(literals) = &self.literals {
            let found = literals.find_overlapping_iter(text);
            candidates.extend(found.map(|found| self.owners[found.pattern().as_usize()]));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let regexes = candidates.into_iter().map(|number| self.expressions[number].regex());
        regexes.filter(|regex| regex.is_match(text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_expressions_that_match_are_given_and_all_of_them() {
        let sources = ["(?:有关|相关)规定", "^.{0,3}(?:材料|资料)$", "[0-9]{2}", "必要时?"];
        let expressions: Vec<_> =
            sources.iter().map(|source| Arc::new(Expression::new(source).unwrap())).collect();
        let patterns = Patterns::new(expressions.clone());
        for text in ["按有关规定", "申请材料", "12", "必要", "无", "", "有关", "相关规定必要时资料12"]
        {
            let wanted = expressions.iter().map(|own| own.regex()).filter(|regex| regex.is_match(text));
            let wanted: Vec<&str> = wanted.map(Regex::as_str).collect();
            let found: Vec<&str> = patterns.matching(text).into_iter().map(Regex::as_str).collect();
            assert_eq!(found, wanted, "{text}");
        }
        assert_eq!(patterns.always, [2], "digits have no literal");
    }
}
