//! `known`: keys are names of elements.

use serde::Deserialize;

use super::{Check, Context, Hit, Kind, MOST_HITS, Scope, Subject};
use crate::document::edit;
use crate::fix::Safety;

/// `must: {known: similar}`: no key is one character away from a known name. `must: {known: other}`:
/// no key is unlike every known name. Two demands, because the first is a slip and the second may be
/// an element of the author's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Keys that are one character away from a known name.
    Similar,
    /// All other unknown keys.
    Other,
}

impl Kind for Known {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(*self))
    }
}

impl Check for Known {
    fn scope(&self) -> Scope {
        Scope::Guide
    }

    fn placeholders(&self) -> &'static [&'static str] {
        match self {
            Self::Similar => &["found", "near"],
            Self::Other => &["found"],
        }
    }

    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        let guide = subject.guide;
        for unknown in guide.unknown().iter().take(MOST_HITS) {
            let record = guide.get(unknown.record);
            let Some(key) = unknown.key.text() else { continue };
            let near = guide.vocabulary.near_key(record.element, key);
            let hit = || Hit::at(record.id, vec![unknown.key.span()]).with("found", key);
            match (self, near) {
                (Self::Similar, Some(near)) => {
                    let mut hit = hit().with("near", near);
                    // Not where the record has the element already, by whatever name.
                    let element = guide.vocabulary.part(record.element, near);
                    let same = |key: &str| guide.vocabulary.part(record.element, key) == element;
                    hit.fix = edit::rename(record.node, unknown.key, near)
                        .filter(|_| !record.node.entries().any(|entry| entry.key.text().is_some_and(same)))
                        .map(|mending| mending.titled(format!("改为“{near}”"), Safety::NeedsReview));
                    hits.push(hit);
                }
                (Self::Other, None) => hits.push(hit()),
                _ => {}
            }
        }
    }
}
