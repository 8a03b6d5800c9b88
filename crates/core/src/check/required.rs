//! `required`: the element is present and filled in.
//!
//! `无` counts as filled in: it states that there is none, which a program cannot verify. So does a
//! placeholder, which `filled` reports.

use serde::Deserialize;

use super::stated;
use super::{Check, Context, Expression, Kind, Scope, Subject, Violation};
use crate::document::typed::{Entries, ExpressionText, List, Spanned};
use crate::document::{Kind as NodeKind, Node, edit};
use crate::fix::{Applicability, EditPlan};
use crate::guide::{ElementId, Guide, Occurrence, PLACEHOLDER};

/// `must: required`, or `must: {required: {or: [其他要素]}}` if one of several is enough.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Required {
    /// Alternatives to every element of the rule.
    #[serde(default)]
    or: List<Spanned<String>>,
    /// Alternatives to one element of the rule, by that element.
    #[serde(default)]
    instead: Entries<List<Spanned<String>>>,
    /// A text that is enough anywhere in the guide: a regular expression. Authors write an address after
    /// the name of the office, or a telephone number in a step.
    #[serde(default)]
    said: Option<Spanned<ExpressionText>>,
}

struct Compiled {
    or: Vec<ElementId>,
    instead: Vec<(ElementId, Vec<ElementId>)>,
    said: Option<Expression>,
}

impl Kind for Required {
    /// The fewer alternatives there are, the more is reported.
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
        // A part of a list counts anywhere in it; an alternative may also be beside the holder.
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
        // If an alternative is present but blank, that is where the author has to write.
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
    /// The alternatives to an element.
    fn alternatives(&self, element: ElementId) -> impl Iterator<Item = ElementId> {
        let own = self.instead.iter().filter(move |(of, _)| *of == element);
        self.or.iter().copied().chain(own.flat_map(|(_, others)| others.iter().copied()))
    }
}

/// Whether a text in a node has a match. Aliases are not followed: their content is elsewhere in the guide.
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

/// An entry for a missing element, with a text such as a placeholder. It is inserted in the order of
/// declaration: after the nearest existing entry that is declared before it, or else before the nearest one
/// that is declared after it. Nothing is moved.
///
/// `None` if the element is no direct part of the holder, or if the holder has field names of an exchange
/// table: such data must be fixed at its source.
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
