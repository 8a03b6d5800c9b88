//! `shaped`: values have the shape that their elements declare.
//!
//! Other rules cannot check values of another shape; without this one they would be silent about them, and
//! silence would be taken for a pass.

use serde::Deserialize;

use super::{Check, Context, Kind, MOST_VIOLATIONS, Scope, Subject, Violation};
use crate::document::Kind as NodeKind;
use crate::guide::Shape;

/// `must: shaped`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Shaped {}

struct Compiled;

impl Kind for Shaped {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled))
    }

    fn scope(&self) -> Scope {
        Scope::Guide
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["name", "expected", "found"]
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let guide = subject.guide;
        for occurrence in guide.all() {
            let found = occurrence.node.resolved().kind();
            let (wrong, expected) = match guide.vocabulary[occurrence.element].shape {
                Shape::Text => (matches!(found, NodeKind::Mapping | NodeKind::Sequence), "文字"),
                // A table instead of a record has the parts in its rows.
                Shape::Record => {
                    (found == NodeKind::Sequence && !guide.has_inside(occurrence), "分项填写的内容")
                }
                // Lists are read from every shape.
                Shape::Texts | Shape::Records => (false, ""),
            };
            if wrong && !occurrence.node.is_blank() && violations.len() < MOST_VIOLATIONS {
                let span = occurrence.key.unwrap_or(occurrence.node).span();
                let name = guide.vocabulary.name(occurrence.element);
                let found = if found == NodeKind::Mapping { "分项" } else { "列表" };
                let violation = Violation::at(occurrence.id, vec![span]).with("name", name);
                violations.push(violation.with("expected", expected).with("found", found));
            }
        }
    }
}
