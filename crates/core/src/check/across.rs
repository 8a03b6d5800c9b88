//! `same` and `unique`: guides that must agree, and values that only one guide may have.
//!
//! One guide alone does not show either. A check of these kinds collects a [`Fact`] from each guide; the
//! facts are compared once all guides of a run have been read.

use serde::Deserialize;

use super::{Check, Context, Expression, Fact, Kind, Subject, Violation};
use crate::document::typed::{ExpressionText, Spanned};
use crate::guide::{ElementId, Guide, Occurrence};
use crate::time_limit::TimeLimit;

/// `must: {same: {by: 基本编码}}`: guides with the same 基本编码 have the same value here. Time limits are compared
/// by their meaning, lists without regard to order.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Same {
    by: Spanned<String>,
    /// For lists: whether one common value is enough.
    #[serde(default)]
    one: bool,
    /// Parts of a value to ignore; time limits are then compared as text.
    #[serde(default)]
    ignoring: Option<Spanned<ExpressionText>>,
}

/// `must: unique`: no two guides of a run have the same value here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Unique {}

enum Compiled {
    Same { by: ElementId, one: bool, ignoring: Option<Expression> },
    Unique,
}

impl Kind for Same {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let (by, ignoring) = (context.element(&self.by), context.optional_expression(&self.ignoring));
        Some(Box::new(Compiled::Same { by: by?, one: self.one, ignoring: ignoring? }))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "key", "count"]
    }
}

impl Kind for Unique {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled::Unique))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "key", "count"]
    }
}

impl Check for Compiled {
    fn compares(&self) -> bool {
        true
    }

    fn run(&self, _: &Subject<'_, '_>, _: &mut Vec<Violation>) {}

    fn fact(&self, subject: &Subject<'_, '_>) -> Option<Fact> {
        let Subject { guide, occurrence, .. } = *subject;
        let found = subject.text()?.trim();
        let (key, values) = match self {
            Self::Unique => (found.to_owned(), Vec::new()),
            Self::Same { by, one, ignoring } => {
                // The first item of a list stands for all of them.
                if guide.occurrences(occurrence.element).next()?.id != occurrence.id {
                    return None;
                }
                let key = guide.occurrences(*by).next()?.node.text()?.trim().to_owned();
                let spelling = |occurrence| match ignoring {
                    Some(ignoring) => {
                        ignoring.regex().replace_all(&written(guide, occurrence), "").into_owned()
                    }
                    None => meaning(guide, occurrence),
                };
                let occurrences =
                    guide.occurrences(occurrence.element).filter(|&occurrence| guide.is_filled(occurrence));
                let mut values: Vec<String> = occurrences.map(spelling).collect();
                values.sort();
                if !one && values.len() != 1 {
                    values = vec![values.join("\n")];
                }
                values.dedup();
                (key, values)
            }
        };
        (!key.is_empty()).then(|| Fact { occurrence: occurrence.id, key, values, found: found.to_owned() })
    }
}

/// The value of an occurrence, normalised so that the same meaning gives the same text.
fn meaning(guide: &Guide<'_>, occurrence: Occurrence<'_>) -> String {
    let values = written(guide, occurrence);
    match TimeLimit::only_in(&values) {
        Some((number, unit)) if guide.vocabulary[occurrence.element].values.is_empty() => {
            format!("{number} {unit:?}")
        }
        _ => values,
    }
}

/// The value of an occurrence without whitespace.
fn written(guide: &Guide<'_>, occurrence: Occurrence<'_>) -> String {
    let is_enumerated = !guide.vocabulary[occurrence.element].values.is_empty();
    let text = occurrence.node.text().unwrap_or_default();
    let mut written = if is_enumerated { guide.values(occurrence).join("、") } else { text.to_owned() };
    written.retain(|character| !character.is_whitespace());
    written
}
