//! `matches`: the whole value has the form of a regular expression.

use serde::Deserialize;

use super::{Check, Context, Expression, Hit, Kind, Subject};
use crate::document::typed::Spanned;

/// `must: {matches: '[0-9]{6}'}`. Blanks at the ends of the value do not count.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Matches(Spanned<String>);

struct Compiled(Expression);

/// The expression anchored at both ends: rules say what a value looks like, not what it contains.
pub(crate) fn whole(pattern: &Spanned<String>, context: &mut Context<'_>) -> Option<Expression> {
    let value = format!("^(?:{})$", pattern.value);
    context.expression(&Spanned { span: pattern.span, value })
}

impl Kind for Matches {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled(whole(&self.0, context)?)))
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        if subject.text().is_some_and(|text| !self.0.regex().is_match(text.trim())) {
            hits.push(subject.hit_all());
        }
    }
}
