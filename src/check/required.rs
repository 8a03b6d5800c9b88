//! `required`: the element is there and says something.
//!
//! `无` says something: that there is none. Whether that is true is not for a machine. A placeholder
//! will say something: that it does not yet is `filled`'s to tell.

use serde::Deserialize;

use super::{Check, Context, Hit, Kind, Scope, Subject};
use crate::document::typed::{List, Spanned};
use crate::guide::ElementId;

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
        // A part of a list counts wherever in it; an alternative may also stand beside the holder.
        if guide.inside(holder, element).any(said)
            || guide.awaits(holder, element)
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
        hits.push(Hit::at(blank.unwrap_or(holder).id, vec![span]));
    }
}
