//! `required`: the element is there and says something.
//!
//! `无` says something: that there is none. Whether that is true is not for a machine. A placeholder
//! will say something: that it does not yet is `filled`'s to tell.

use serde::Deserialize;

use super::stated;
use super::{Check, Context, Hit, Kind, Scope, Subject};
use crate::document::edit;
use crate::document::typed::{List, Spanned};
use crate::fix::{Mending, Safety};
use crate::guide::{ElementId, Guide, PLACEHOLDER, Place};

/// `must: required`, or `must: {required: {or: [其他要素]}}` where one of several is enough.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Required {
    #[serde(default)]
    or: List<Spanned<String>>,
}

struct Compiled {
    or: Vec<ElementId>,
}

impl Kind for Required {
    /// The fewer alternatives there are, the more is missing.
    fn covers(&self, other: &Self) -> bool {
        self.or.0.iter().all(|one| other.or.0.contains(one))
    }

    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let or = self.or.0.iter().map(|path| context.element(path)).collect::<Option<_>>()?;
        Some(Box::new(Compiled { or }))
    }
}

impl Check for Compiled {
    fn scope(&self) -> Scope {
        Scope::Holders
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &[]
    }

    fn requires(&self) -> bool {
        true
    }

    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        let Subject { guide, element, place: holder, .. } = *subject;
        let said = |place| guide.is_begun(place);
        let is_marked = || stated::of(guide, holder, element).next().is_some();
        // A part of a list counts wherever in it; an alternative may also stand beside the holder.
        if guide.inside(holder, element).any(said)
            || guide.awaits(holder, element)
            || guide.vocabulary[element].mark.is_some() && is_marked()
            || self
                .or
                .iter()
                .any(|&other| guide.beside(holder, other).any(said) || guide.awaits_beside(holder, other))
        {
            return;
        }
        let blank = guide.inside(holder, element).next();
        let span = match blank.and_then(|place| place.key) {
            Some(key) => key.span(),
            None => guide.missing_at(holder),
        };
        let mut hit = Hit::at(blank.unwrap_or(holder).id, vec![span]);
        let mending = match blank {
            Some(place) => edit::fill(place.node, PLACEHOLDER),
            None => insertion(guide, holder, element),
        };
        let title = || format!("补上“{}: {PLACEHOLDER}”", guide.vocabulary.name(element));
        hit.fix = mending.map(|mending| mending.titled(title(), Safety::NeedsReview));
        hits.push(hit);
    }
}

/// An entry for a missing element, with a placeholder, where the order of declaration has it among the
/// entries that are there: behind the nearest one that is declared before it, or else before the
/// nearest one that is declared after it. Nothing is moved.
///
/// None where the holder is no record of its own, and where it is written with the field names of an
/// exchange table: such data is mended where it comes from.
fn insertion(guide: &Guide<'_>, holder: Place<'_>, element: ElementId) -> Option<Mending> {
    let vocabulary = guide.vocabulary;
    let name = &vocabulary[element].name;
    if name.is_empty() || vocabulary.parent(element) != Some(holder.element) {
        return None;
    }
    let keys = holder.node.entries().enumerate();
    let keys = keys.filter_map(|(number, entry)| Some((number, entry.key.text()?)));
    let mut known: Vec<(usize, ElementId)> = Vec::new();
    for (number, key) in keys {
        if let Some(part) = vocabulary.part(holder.element, key) {
            vocabulary.named_part(holder.element, key)?;
            known.push((number, part));
        }
    }
    let before =
        known.iter().filter(|(_, part)| *part < element).max_by_key(|(number, part)| (*part, *number));
    let after =
        known.iter().filter(|(_, part)| *part > element).min_by_key(|(number, part)| (*part, *number));
    let number = before.map(|(number, _)| number + 1).or(after.map(|(number, _)| *number))?;
    edit::insert(holder.node, number, name, PLACEHOLDER)
}
