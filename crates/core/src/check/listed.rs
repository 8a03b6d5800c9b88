//! `listed`: a code is in a table.

use std::sync::Arc;

use serde::Deserialize;

use super::table::Table;
use super::{Check, Context, Kind, Subject, Violation};
use crate::document::typed::Spanned;

/// `must: {listed: {table: regions, first: 6}}`: the first 6 characters of the value are the name of a row
/// of the table. Shorter values are another rule's finding.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Listed {
    table: Spanned<String>,
    first: usize,
}

struct Compiled {
    table: Arc<Table>,
    first: usize,
}

impl Kind for Listed {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled { table: context.table(&self.table)?, first: self.first }))
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(text) = subject.text() else { return };
        let start = text.len() - text.trim_start().len();
        let part = start..start + self.first;
        if text.trim().is_ascii() && text.get(part.clone()).is_some_and(|name| !self.table.contains(name)) {
            violations.push(subject.violation(part));
        }
    }
}
