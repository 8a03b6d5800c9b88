//! Many regular expressions over many short texts.
//!
//! Hardly any text has any of the constructions that rules avoid, and asking every expression is most
//! of the cost of a check. An expression that begins or ends with one of a few literals cannot match
//! where none of them stands; the phrasebook has the literals of all expressions.

use std::sync::Arc;

use regex::Regex;

use super::expression::Expression;
use super::phrasebook::PhrasebookBuilder;

/// Expressions with what tells quickly which of them may match.
pub(super) struct Patterns {
    expressions: Vec<Arc<Expression>>,
    /// Expressions without literals: they are always asked.
    always: Vec<usize>,
    /// Literals, in the order of their numbers, with the expressions that have them.
    literals: Vec<(u32, usize)>,
}

impl Patterns {
    pub(super) fn new(expressions: Vec<Arc<Expression>>, book: &mut PhrasebookBuilder) -> Self {
        let (mut always, mut literals) = (Vec::new(), Vec::new());
        for (owner, expression) in expressions.iter().enumerate() {
            match expression.literals() {
                None => always.push(owner),
                Some(own) => literals.extend(own.iter().map(|literal| (book.number(literal), owner))),
            }
        }
        literals.sort_unstable();
        Self { expressions, always, literals }
    }

    /// Whether none can match in a text without any literal.
    pub(super) fn need_literals(&self) -> bool {
        self.always.is_empty()
    }

    /// The expressions that match somewhere in a text with these literals, in their order.
    pub(super) fn matching(&self, text: &str, found: &[u32]) -> Vec<&Regex> {
        let mut candidates = self.always.clone();
        for &number in found {
            let start = self.literals.partition_point(|&(own, _)| own < number);
            let owners = self.literals[start..].iter().take_while(|&&(own, _)| own == number);
            candidates.extend(owners.map(|&(_, owner)| owner));
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
        let mut book = PhrasebookBuilder::default();
        let patterns = Patterns::new(expressions.clone(), &mut book);
        let book = book.finish();
        for text in ["按有关规定", "申请材料", "12", "必要", "无", "", "有关", "相关规定必要时资料12"]
        {
            let wanted = expressions.iter().map(|own| own.regex()).filter(|regex| regex.is_match(text));
            let wanted: Vec<&str> = wanted.map(Regex::as_str).collect();
            let found: Vec<&str> =
                patterns.matching(text, &book.find(text)).into_iter().map(Regex::as_str).collect();
            assert_eq!(found, wanted, "{text}");
        }
        assert_eq!(patterns.always, [2], "digits have no literal");
    }
}
