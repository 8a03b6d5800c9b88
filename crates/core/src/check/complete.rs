//! `complete`: not too many classes of elements are missing.
//!
//! Inspections count: a guide that is missing one class of elements has a fault, one that is missing
//! several is rejected. Other rules report what is missing; this one reports the number of classes.

use serde::Deserialize;

use super::{Check, Context, Kind, Scope, Subject, Violation};
use crate::document::typed::{Code, Entries, List, Spanned};
use crate::guide::{ElementId, Guide};

/// `must: {complete: {classes: {名称: [要素, 要素]}, missing: 4}}`: fewer than four of the classes are missing. A
/// class is present if one of its elements is filled in.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Complete {
    classes: Entries<List<Spanned<String>>>,
    missing: Spanned<usize>,
}

struct Compiled {
    classes: Vec<(String, Vec<ElementId>)>,
    missing: usize,
}

impl Kind for Complete {
    /// The fewer classes may be missing, the more is reported.
    fn covers(&self, other: &Self) -> bool {
        self.classes == other.classes && self.missing.value <= other.missing.value
    }

    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let classes = self.classes.0.iter();
        let classes: Vec<_> =
            classes.map(|(name, paths)| Some((name.value.clone(), context.elements(paths)?))).collect();
        if !(1..=classes.len()).contains(&self.missing.value) {
            let message = format!("“missing”应在1与类别数{}之间，否则不会发现问题", classes.len());
            context.note(Code::InvalidDemand, self.missing.span, message);
        }
        let classes = classes.into_iter().collect::<Option<_>>()?;
        Some(Box::new(Compiled { classes, missing: self.missing.value }))
    }

    fn scope(&self) -> Scope {
        Scope::Guide
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "count"]
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let guide = subject.guide;
        let lacks = |(_, elements): &&(String, Vec<ElementId>)| !elements.iter().any(|&one| says(guide, one));
        let missing: Vec<&str> = self.classes.iter().filter(lacks).map(|(name, _)| name.as_str()).collect();
        if missing.len() >= self.missing {
            let violation = Violation::at(subject.occurrence.id, vec![guide.missing_at(subject.occurrence)]);
            violations
                .push(violation.with("found", missing.join("、")).with("count", missing.len().to_string()));
        }
    }
}

/// Whether an element is filled in, or has a placeholder.
fn says(guide: &Guide<'_>, element: ElementId) -> bool {
    guide.occurrences(element).any(|occurrence| guide.is_begun(occurrence))
        || guide.awaits(guide.root(), element)
}
