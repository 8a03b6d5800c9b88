//! `differs`: the value is not the same as that of another element.

use serde::Deserialize;

use super::{Check, Context, Kind, Subject, Violation};
use crate::document::typed::Spanned;
use crate::guide::ElementId;

/// `must: {differs: 空白表格}`: both are filled in, but differ. Whitespace at the ends is ignored.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Differs(Spanned<String>);

struct Compiled(ElementId);

impl Kind for Differs {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled(context.element(&self.0)?)))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "other"]
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let guide = subject.guide;
        let Some(text) = subject.text() else { return };
        let mut others = guide.beside(subject.occurrence, self.0);
        let same = |other: &crate::guide::Occurrence<'_>| {
            // A key that names both elements has one text for both.
            other.node.span() != subject.occurrence.node.span()
                && other.node.text().is_some_and(|other| other.trim() == text.trim())
        };
        if let Some(other) = others.find(same) {
            let name = guide.vocabulary.name(self.0);
            let violation = subject.violation_of_all().with("other", name);
            violations.push(violation.related(other.node, format!("“{name}”写的也是这个")));
        }
    }
}
