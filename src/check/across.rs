//! `same` and `unique`: guides that must agree, and values that only one guide may have.
//!
//! One guide cannot tell. A check of these kinds only notes a [`Fact`] of each guide; when all
//! guides of a run have been read, the facts are held against each other.

use serde::Deserialize;

use super::duration::Duration;
use super::{Check, Context, Fact, Hit, Kind, Subject};
use crate::document::typed::Spanned;
use crate::guide::{ElementId, Guide, Place};

/// `must: {same: {by: 基本编码}}`: guides with the same 基本编码 say the same here. Time limits are
/// compared by what they mean, lists without regard to order.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Same {
    by: Spanned<String>,
}

/// `must: unique`: no two guides of a run have the same value here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Unique {}

enum Compiled {
    Same(ElementId),
    Unique,
}

impl Kind for Same {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled::Same(context.element(&self.by)?)))
    }
}

impl Kind for Unique {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled::Unique))
    }
}

impl Check for Compiled {
    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "key", "count"]
    }

    fn compares(&self) -> bool {
        true
    }

    fn run(&self, _: &Subject<'_, '_>, _: &mut Vec<Hit>) {}

    fn fact(&self, subject: &Subject<'_, '_>) -> Option<Fact> {
        let Subject { guide, place, .. } = *subject;
        let found = subject.text()?.trim().to_owned();
        let (key, value) = match self {
            Self::Unique => (found.clone(), String::new()),
            Self::Same(by) => {
                // A list is told by its first item, for all of them.
                if guide.places(place.element).next()?.id != place.id {
                    return None;
                }
                let key = guide.places(*by).next()?.node.text()?.trim().to_owned();
                let mut values: Vec<String> =
                    guide.places(place.element).map(|place| meaning(guide, place)).collect();
                values.sort();
                (key, values.join("\n"))
            }
        };
        (!key.is_empty()).then_some(Fact { place: place.id, key, value, found })
    }
}

/// The value of a place in one spelling for all that mean the same.
fn meaning(guide: &Guide<'_>, place: Place<'_>) -> String {
    let values = guide.values(place).join("、");
    match Duration::parse(&values).only() {
        Some((number, unit)) if guide.vocabulary[place.element].values.is_empty() => {
            format!("{number} {unit:?}")
        }
        _ => values.split_whitespace().collect(),
    }
}
