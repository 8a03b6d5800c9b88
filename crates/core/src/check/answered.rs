//! `answered`: keys that are present have a value.
//!
//! A heading with nothing below it is published as it is, and readers cannot know whether there is nothing
//! to state or somebody forgot it. Required elements are checked by `required`; this kind runs last and
//! does not report a key that another rule has already reported as blank.

use serde::Deserialize;

use super::{Check, Context, Kind, MOST_VIOLATIONS, Scope, Subject, Violation};
use crate::document::edit;
use crate::document::typed::{Code, List, Spanned};
use crate::document::{Kind as NodeKind, Node};
use crate::fix::Applicability;
use crate::guide::{ElementId, Guide, PLACEHOLDER, Shape};

/// `must: answered`: if the key of the element is present, it has a value. With `{answered: {or: [其他要素]}}`,
/// a value of one of these elements is enough.
///
/// `must: {answered: {all: true}}`: no key of the guide is blank. All blank keys are one finding: a guide
/// that was exported from a form has dozens of them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Answered {
    #[serde(default)]
    or: List<Spanned<String>>,
    #[serde(default)]
    all: bool,
}

enum Compiled {
    Element { or: Vec<ElementId> },
    All,
}

impl Kind for Answered {
    /// The fewer alternatives there are, the more is reported.
    fn covers(&self, other: &Self) -> bool {
        self.all == other.all && self.or.0.iter().all(|one| other.or.0.contains(one))
    }

    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        if self.all {
            if let Some(first) = self.or.0.first() {
                context.note(Code::InvalidDemand, first.span, "看所有的要素（all）时，不写“or”");
            }
            return Some(Box::new(Compiled::All));
        }
        let or = context.elements(&self.or)?;
        Some(Box::new(Compiled::Element { or }))
    }

    fn scope(&self) -> Scope {
        if self.all { Scope::Guide } else { Scope::Places }
    }

    fn placeholders(&self) -> &'static [&'static str] {
        if self.all { &["found", "count"] } else { &["found"] }
    }
}

impl Check for Compiled {
    fn awaits(&self) -> bool {
        true
    }

    fn is_last(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let is_new = |key: &Node<'_>| subject.missing.binary_search(&key.span()).is_err();
        match self {
            Self::Element { or } => {
                let Subject { guide, occurrence, .. } = *subject;
                let Some(key) = occurrence.key.filter(is_new) else { return };
                let said = |&other: &ElementId| {
                    guide.beside(occurrence, other).any(|occurrence| guide.is_begun(occurrence))
                };
                if is_blank(occurrence.node) && !or.iter().any(said) {
                    let name = key.text().unwrap_or_default();
                    let mut violation = Violation::at(occurrence.id, vec![key.span()]).with("found", name);
                    let title = || format!("补上“{name}: {PLACEHOLDER}”");
                    let mending = edit::fill(occurrence.node, PLACEHOLDER);
                    violation.fix = mending.map(|mending| mending.titled(title(), Applicability::Unsafe));
                    violations.push(violation);
                }
            }
            Self::All => {
                let mut keys = Vec::new();
                collect(subject.guide, (ElementId::GUIDE, ""), subject.occurrence.node, &mut keys);
                keys.retain(|(key, _)| is_new(key));
                violations.extend(told_as_one(subject, &keys));
            }
        }
    }
}

/// The most blank keys that are named; the others are only counted.
const MOST_NAMES: usize = 6;

/// One violation on the first of some blank keys, with the others as related locations.
fn told_as_one(subject: &Subject<'_, '_>, keys: &[(Node<'_>, String)]) -> Option<Violation> {
    let ((first, _), others) = keys.split_first()?;
    let names: Vec<&str> = keys.iter().take(MOST_NAMES).map(|(_, name)| name.as_str()).collect();
    let more = if keys.len() > MOST_NAMES { "等" } else { "" };
    let found = format!("{}{more}", names.join("、"));
    let violation = Violation::at(subject.occurrence.id, vec![first.span()]);
    let violation = violation.with("found", found).with("count", keys.len().to_string());
    Some(others.iter().fold(violation, |violation, (key, _)| violation.related(*key, "这里也是空的")))
}

/// Collects the blank keys of a record with their names, and those of the records in it. Items of lists are
/// left out, since authors omit in them what does not apply, and so are field names of exchange tables,
/// which are not written for readers. `record` is its element, `inside` its own name.
fn collect<'t>(
    guide: &Guide<'_>,
    (record, inside): (ElementId, &str),
    node: Node<'t>,
    keys: &mut Vec<(Node<'t>, String)>,
) {
    for entry in node.resolved().entries().filter(|entry| !entry.is_merge()) {
        let Some(name) = entry.key.text() else { continue };
        let part = guide.vocabulary.part(record, name);
        let is_for_readers = match part {
            Some(_) => guide.vocabulary.named_part(record, name).is_some(),
            None => !name.is_ascii(),
        };
        if is_blank(entry.value) {
            if is_for_readers && keys.len() < MOST_VIOLATIONS {
                let dot = if inside.is_empty() { "" } else { "." };
                keys.push((entry.key, format!("{inside}{dot}{name}")));
            }
        } else if let Some(part) = part.filter(|&part| guide.vocabulary[part].shape == Shape::Record) {
            collect(guide, (part, name), entry.value, keys);
        }
    }
}

/// Whether nothing has been written at a node.
fn is_blank(node: Node<'_>) -> bool {
    match node.resolved().kind() {
        NodeKind::Sequence => node.items().all(Node::is_blank),
        NodeKind::Mapping => node.entries().all(|entry| entry.value.is_blank()),
        _ => node.is_blank(),
    }
}
