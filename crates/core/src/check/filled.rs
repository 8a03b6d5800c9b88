//! `filled`: no placeholder is left that guidelint inserted for an author to fill in.
//!
//! No other check sees an occurrence with a placeholder ([`Guide::awaiting`]), so all of them must be found
//! here, including those outside of any element: below unknown keys and in wrong shapes.
//!
//! [`Guide::awaiting`]: crate::guide::Guide::awaiting

use std::collections::HashSet;

use serde::Deserialize;

use super::{Check, Context, Kind, MOST_VIOLATIONS, Scope, Subject, Violation};
use crate::document::{Kind as NodeKind, Node};
use crate::guide::is_placeholder;
use crate::text::Span;

/// `must: filled`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Filled {}

struct Compiled;

impl Kind for Filled {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled))
    }

    fn scope(&self) -> Scope {
        Scope::Guide
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["name"]
    }
}

impl Check for Compiled {
    fn finds_placeholders(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let guide = subject.guide;
        if !guide.may_await() {
            return;
        }
        let mut seen: HashSet<Span> = HashSet::new();
        for occurrence in guide.awaiting().take(MOST_VIOLATIONS) {
            // Content that several aliases refer to is written and filled in only once.
            let span = occurrence.node.resolved().span();
            if seen.insert(span) {
                let name = guide.vocabulary.name(occurrence.element);
                violations.push(Violation::at(occurrence.id, vec![span]).with("name", name));
            }
        }
        for (span, key) in written(guide.root().node) {
            if violations.len() < MOST_VIOLATIONS && seen.insert(span) {
                violations.push(Violation::at(guide.root().id, vec![span]).with("name", key));
            }
        }
    }
}

/// The placeholders that are written in a node, in the order of the file, each with the key before it.
fn written(root: Node<'_>) -> Vec<(Span, &str)> {
    let mut found = Vec::new();
    let mut rest = vec![(root, "")];
    while let Some((node, key)) = rest.pop() {
        match node.kind() {
            NodeKind::Scalar(_) if node.text().is_some_and(is_placeholder) => found.push((node.span(), key)),
            NodeKind::Sequence => rest.extend(node.items().map(|item| (item, key))),
            NodeKind::Mapping => {
                for entry in node.entries() {
                    rest.push((entry.key, key));
                    rest.push((entry.value, entry.key.text().unwrap_or(key)));
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|(span, _)| *span);
    found
}
