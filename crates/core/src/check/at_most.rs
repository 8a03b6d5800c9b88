//! `at_most`: a duration is not longer than another.

use serde::Deserialize;

use super::stated::{self, Stated};
use super::{Check, Context, Kind, MOST_VIOLATIONS, Scope, Subject, Violation};
use crate::document::typed::{Code, Spanned};
use crate::guide::ElementId;
use crate::time_limit::TimeLimit;

/// `must: {at_most: 法定办结时限}` or `must: {at_most: 1个工作日}`. Reports only what is certain: durations in
/// different units are compared by the fewest and the most calendar days they can last.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct AtMost(Spanned<String>);

/// The most limits that a duration is compared with; real guides have one.
const MOST_LIMITS: usize = 8;

enum Compiled {
    Element(ElementId),
    Fixed(String, TimeLimit),
}

impl Kind for AtMost {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        if let Some(limit) = TimeLimit::exactly(&self.0.value) {
            return Some(Box::new(Compiled::Fixed(self.0.value.clone(), limit)));
        }
        match context.vocabulary.find(&self.0.value) {
            Ok(element) => Some(Box::new(Compiled::Element(element))),
            Err(message) => {
                let message = format!("{message}；它也不是时限（例：1个工作日）");
                context.note(Code::UnknownElement, self.0.span, message);
                None
            }
        }
    }

    fn scope(&self) -> Scope {
        Scope::Stated
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "limit"]
    }
}

impl Check for Compiled {
    fn is_there(&self, subject: &Subject<'_, '_>) -> bool {
        stated::of(subject.guide, subject.occurrence, subject.element).next().is_some()
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let guide = subject.guide;
        let own = stated::of(guide, subject.occurrence, subject.element).take(MOST_VIOLATIONS);
        match self {
            Self::Fixed(text, limit) => {
                violations.extend(own.filter_map(|own| Some(longer(&own, limit)?.with("limit", text))));
            }
            Self::Element(element) => {
                let limits: Vec<_> =
                    stated::of(guide, subject.occurrence, *element).take(MOST_LIMITS).collect();
                for own in own {
                    let violation = limits.iter().find_map(|most| Some((most, longer(&own, &most.limit)?)));
                    if let Some((most, violation)) = violation {
                        let (name, text) = (guide.vocabulary.name(*element), most.text());
                        let mut violation = violation.with("limit", text);
                        violation.related.push(most.related(format!("“{name}”为“{text}”")));
                        violations.push(violation);
                    }
                }
            }
        }
    }
}

/// A violation if a limit is longer than another: on all of it or, of several cases, on the longer one.
fn longer(own: &Stated<'_>, limit: &TimeLimit) -> Option<Violation> {
    let case = own.limit.excess(limit)?;
    let is_only = own.limit.amounts().iter().filter(|amount| amount.is_limit).count() == 1;
    Some(if is_only { own.violation() } else { own.violation_in(case.range.clone()) })
}
