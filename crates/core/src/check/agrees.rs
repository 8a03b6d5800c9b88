//! `agrees`: a part of a code agrees with another element.

use std::num::NonZeroUsize;

use serde::Deserialize;

use super::{Check, Context, Kind, Subject, Violation};
use crate::document::typed::{Code, Entries, List, Spanned};
use crate::guide::ElementId;

/// `must: {agrees: {from: 20, to: 31, with: 基本编码}}`: characters 20 to 31, counted from 1, are the text of
/// that element, or the code of its value. `table` maps each spelling of the part to the values that it
/// stands for; parts that are not in it are not checked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Agrees {
    from: NonZeroUsize,
    to: Spanned<usize>,
    with: Spanned<String>,
    #[serde(default)]
    table: Entries<List<String>>,
}

struct Compiled {
    from: usize,
    to: usize,
    with: ElementId,
    table: Vec<(String, Vec<String>)>,
}

impl Kind for Agrees {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let with = context.element(&self.with);
        let table = self.table.0.iter().map(|(part, names)| (part.value.clone(), names.0.clone())).collect();
        let (from, to) = (self.from.get(), self.to.value);
        if to < from {
            let message = format!("止于第{to}位，在起始的第{from}位之前");
            context.note(Code::InvalidDemand, self.to.span, message);
            return None;
        }
        Some(Box::new(Compiled { from, to, with: with?, table }))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "other", "expected"]
    }
}

impl Compiled {
    /// What the other element has to state; `None` if that is not known.
    fn expected<'e>(&'e self, part: &'e str) -> Option<Vec<&'e str>> {
        if self.table.is_empty() {
            return Some(vec![part]);
        }
        let (_, names) = self.table.iter().find(|(known, _)| known == part)?;
        Some(names.iter().map(String::as_str).collect())
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(text) = subject.text() else { return };
        let code = text.trim();
        let blank = text.len() - text.trim_start().len();
        // Codes are ASCII; anything else is another rule's finding.
        if !code.is_ascii() || code.len() < self.to {
            return;
        }
        let range = blank + self.from - 1..blank + self.to;
        let part = &text[range.clone()];
        let Some(expected) = self.expected(part) else { return };
        let guide = subject.guide;
        let element = &guide.vocabulary[self.with];
        for other in guide.beside(subject.occurrence, self.with) {
            let (Some(written), true) = (other.node.text(), guide.is_filled(other)) else { continue };
            // A value that is not listed is another rule's finding.
            if !element.values.is_empty() && guide.reading(other).values().next().is_none() {
                continue;
            }
            let values = guide.values(other);
            let codes = element.values.iter().filter(|value| values.contains(&value.name.as_str()));
            let mut codes = codes.filter_map(|value| value.code.as_deref());
            let agrees = values.iter().any(|value| expected.iter().any(|one| one == value))
                || self.table.is_empty() && codes.any(|code| expected.contains(&code));
            if !agrees {
                let name = &element.name;
                let violation = subject.violation(range.clone()).with("other", written.trim());
                let violation = violation.with("expected", expected.join("或"));
                violations
                    .push(violation.related(other.node, format!("“{name}”在这里写的是“{}”", written.trim())));
                return;
            }
        }
    }
}
