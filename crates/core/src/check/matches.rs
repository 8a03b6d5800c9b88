//! `matches`: the whole value matches a regular expression.

use serde::Deserialize;

use super::respelt::spellings;
use super::{Check, Context, Expression, Kind, Subject, Violation};
use crate::document::edit;
use crate::document::typed::{ExpressionText, Spanned};
use crate::fix::Applicability;

/// `must: {matches: '[0-9]{6}'}`. Whitespace at the ends of the value is ignored.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Matches(Spanned<ExpressionText>);

struct Compiled(Expression);

/// The expression anchored at both ends: rules describe a whole value, not what it contains.
pub(crate) fn whole(pattern: &Spanned<ExpressionText>, context: &mut Context<'_>) -> Option<Expression> {
    let value = ExpressionText(format!("^(?:{})$", pattern.value.0));
    context.expression(&Spanned { span: pattern.span, value })
}

impl Kind for Matches {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled(whole(&self.0, context)?)))
    }
}

impl Compiled {
    fn is_met(&self, text: &str) -> bool {
        self.0.regex().is_match(text)
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(text) = subject.text().map(str::trim).filter(|text| !self.is_met(text)) else { return };
        let mut violation = subject.violation_of_all();
        let respelt = spellings(text).find(|spelling| self.is_met(spelling));
        violation.fix = respelt.and_then(|spelling| {
            let mending = edit::replace(subject.occurrence.node, violation.part.clone()?, &spelling)?;
            Some(mending.titled(format!("改为“{spelling}”"), Applicability::Safe))
        });
        violations.push(violation);
    }
}
