//! `quoted`: a code that other YAML parsers would read as a number is quoted.
//!
//! Other programs would see a different code: see [`plain`].

use serde::Deserialize;

use super::{Check, Context, Kind, Subject, Violation};
use crate::document::{Style, edit, plain};
use crate::fix::Applicability;

/// `must: quoted`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Quoted {}

struct Compiled;

impl Kind for Quoted {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled))
    }
}

impl Check for Compiled {
    fn quotes(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let node = subject.occurrence.node.resolved();
        let Some(text) = node.text() else { return };
        if node.style() != Some(Style::Plain) || node.tag().is_some() || !plain::is_number(text) {
            return;
        }
        let mut violation = subject.violation_of_all();
        violation.fix =
            edit::quote(node).map(|mending| mending.titled("给编码加上引号", Applicability::Safe));
        violations.push(violation);
    }
}
