//! `required`: the element is there and says something.
//!
//! `无` says something: that there is none. Whether that is true is not for a machine. A placeholder
//! will say something: that it does not yet is `filled`'s to tell.

use serde::Deserialize;

use super::stated;
use super::{Check, Context, Expression, Kind, Scope, Subject, Violation};
use crate::document::typed::{Entries, ExpressionText, List, Spanned};
use crate::document::{Kind as NodeKind, Node, edit};
use crate::fix::{Applicability, EditPlan};
use crate::guide::{ElementId, Guide, Occurrence, PLACEHOLDER};

/// `must: required`, or `must: {required: {or: [其他要素]}}` where one of several is enough.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Required {
    /// Elements that are as good as any of the rule's.
    #[serde(default)]
    or: List<Spanned<String>>,
    /// Elements that are as good as one of the rule's, by that one.
    #[serde(default)]
    instead: Entries<List<Spanned<String>>>,
    /// What is as good, wherever in the guide it stands: a regular expression. Authors write an address
    /// behind the name of the office, or a telephone number in a step.
    #[serde(default)]
    said: Option<Spanned<ExpressionText>>,
}

struct Compiled {
    or: Vec<ElementId>,
    instead: Vec<(ElementId, Vec<ElementId>)>,
    said: Option<Expression>,
}

impl Kind for Required {
    /// The fewer alternatives there are, the more is missing.
    fn covers(&self, other: &Self) -> bool {
        self.or.0.iter().all(|one| other.or.0.contains(one))
            && (self.instead.0.is_empty() || self.instead == other.instead)
            && (self.said.is_none() || self.said == other.said)
    }

    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let or = context.elements(&self.or);
        let instead = self.instead.0.iter().map(|(name, paths)| {
            let (element, paths) = (context.element(name), context.elements(paths));
            Some((element?, paths?))
        });
        let instead: Vec<_> = instead.collect();
        let said = context.optional_expression(&self.said);
        let instead = instead.into_iter().collect::<Option<_>>()?;
        Some(Box::new(Compiled { or: or?, instead, said: said? }))
    }

    fn scope(&self) -> Scope {
        Scope::Holders
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &[]
    }
}

impl Check for Compiled {
    fn awaits(&self) -> bool {
        true
    }

    fn requires(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Subject { guide, element, occurrence: holder, .. } = *subject;
        let said = |occurrence| guide.is_begun(occurrence);
        let is_marked = || stated::of(guide, holder, element).next().is_some();
        // A part of a list counts wherever in it; an alternative may also stand beside the holder.
        if guide.inside(holder, element).any(said)
            || guide.awaits(holder, element)
            || guide.vocabulary[element].mark.is_some() && is_marked()
            || self
                .alternatives(element)
                .any(|other| guide.beside(holder, other).any(said) || guide.awaits_beside(holder, other))
            || self.said.as_ref().is_some_and(|expression| says(guide.root().node, expression))
        {
            return;
        }
        let blank = guide.inside(holder, element).next();
        // Where an alternative was begun and left blank, that is where its author has to write.
        let is_peer =
            |other: &&ElementId| guide.vocabulary.parent(**other) == guide.vocabulary.parent(element);
        let peers = self.or.iter().filter(is_peer);
        let mut begun = peers
            .flat_map(|&other| guide.beside(holder, other))
            .filter(|occurrence| occurrence.key.is_some());
        let at = blank.or_else(|| begun.next());
        let span = match at.and_then(|occurrence| occurrence.key) {
            Some(key) => key.span(),
            None => guide.missing_at(holder),
        };
        let mut violation = Violation::at(blank.unwrap_or(holder).id, vec![span]);
        let mending = match at {
            Some(occurrence) => edit::fill(occurrence.node, PLACEHOLDER),
            None => insertion(guide, holder, element, PLACEHOLDER),
        };
        let name = guide.vocabulary.name(at.map_or(element, |occurrence| occurrence.element));
        let title = || format!("补上“{name}: {PLACEHOLDER}”");
        violation.fix = mending.map(|mending| mending.titled(title(), Applicability::Unsafe));
        violations.push(violation);
    }
}

impl Compiled {
    /// The elements that are as good as one.
    fn alternatives(&self, element: ElementId) -> impl Iterator<Item = ElementId> {
        let own = self.instead.iter().filter(move |(of, _)| *of == element);
        self.or.iter().copied().chain(own.flat_map(|(_, others)| others.iter().copied()))
    }
}

/// Whether a text in a node has a match. What is only referred to is not followed: it stands elsewhere.
fn says(node: Node<'_>, expression: &Expression) -> bool {
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        if matches!(node.kind(), NodeKind::Scalar(_)) {
            if node.text().is_some_and(|text| expression.is_match(text)) {
                return true;
            }
        } else if node.kind() != NodeKind::Alias {
            rest.extend(node.items());
            rest.extend(node.entries().map(|entry| entry.value));
        }
    }
    false
}

/// An entry for a missing element, with a text such as a placeholder, where the order of declaration has it among the
/// entries that are there: behind the nearest one that is declared before it, or else before the
/// nearest one that is declared after it. Nothing is moved.
///
/// None where the holder is no record of its own, and where it is written with the field names of an
/// exchange table: such data is mended where it comes from.
pub(super) fn insertion(
    guide: &Guide<'_>,
    holder: Occurrence<'_>,
    element: ElementId,
    text: &str,
) -> Option<EditPlan> {
    let vocabulary = guide.vocabulary;
    let name = &vocabulary[element].name;
    if name.is_empty() || vocabulary.parent(element) != Some(holder.element) {
        return None;
    }
    let mut known: Vec<(usize, ElementId)> = Vec::new();
    for (number, entry) in holder.node.entries().enumerate() {
        if let Some(part) =
            guide.elements_of(holder, entry.key).find(|&part| vocabulary.parent(part) == Some(holder.element))
        {
            if entry.key.text().is_none_or(str::is_ascii) {
                return None;
            }
            known.push((number, part));
        }
    }
    let before =
        known.iter().filter(|(_, part)| *part < element).max_by_key(|(number, part)| (*part, *number));
    let after =
        known.iter().filter(|(_, part)| *part > element).min_by_key(|(number, part)| (*part, *number));
    let number = before.map(|(number, _)| number + 1).or(after.map(|(number, _)| *number))?;
    edit::insert(holder.node, number, name, text)
}
