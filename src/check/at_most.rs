//! `at_most`: a duration is not longer than another.

use serde::Deserialize;

use super::duration::{Duration, at};
use super::{Check, Context, Hit, Kind, Subject};
use crate::document::typed::{Mistake, Spanned};
use crate::guide::ElementId;

/// `must: {at_most: 法定办结时限}` or `must: {at_most: 1个工作日}`. Only what is certain is reported:
/// durations in different units are compared by the least and the most calendar days they can last.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct AtMost(Spanned<String>);

/// With so many limits a duration is compared; real guides have one.
const MOST_LIMITS: usize = 8;

enum Compiled {
    Element(ElementId),
    Fixed(String, Duration),
}

impl Kind for AtMost {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let duration = Duration::parse(&self.0.value);
        let compiled = match (context.vocabulary.find(&self.0.value), duration.only()) {
            (Ok(element), _) => Compiled::Element(element),
            (_, Some(_)) => Compiled::Fixed(self.0.value.clone(), duration),
            (Err(message), None) => {
                let message = format!("{message}；它也不是时限（例：1个工作日）");
                context.mistakes.push(Mistake { span: self.0.span, message });
                return None;
            }
        };
        Some(Box::new(compiled))
    }
}

impl Check for Compiled {
    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "limit"]
    }

    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        let guide = subject.guide;
        let Some(duration) = at(guide, subject.place) else { return };
        match self {
            Self::Fixed(text, limit) => {
                if duration.exceeds(limit) {
                    hits.push(subject.hit_all().with("limit", text));
                }
            }
            Self::Element(element) => {
                for place in guide.beside(subject.place, *element).take(MOST_LIMITS) {
                    if let Some(limit) = at(guide, place)
                        && duration.exceeds(&limit)
                    {
                        let text = place.node.text().unwrap_or_default().trim();
                        let name = &guide.vocabulary[*element].name;
                        let hit = subject.hit_all().with("limit", text);
                        hits.push(hit.related(place.node, format!("“{name}”为“{text}”")));
                        return;
                    }
                }
            }
        }
    }
}
