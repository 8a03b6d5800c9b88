//! `enumerated`: the value is one of those that the element's declaration lists.

use serde::Deserialize;

use super::{Check, Context, Hit, Kind, MOST_HITS, Subject};

/// `must: enumerated`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Enumerated {}

struct Compiled;

impl Kind for Enumerated {
    fn compile(&self, _: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled))
    }
}

impl Check for Compiled {
    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "values"]
    }

    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        let element = &subject.guide.vocabulary[subject.place.element];
        let Some(text) = subject.text() else { return };
        if element.values.is_empty() || element.value(text.trim()).is_some() {
            return;
        }
        let unknown = element.values_in(text).into_iter().filter(|(_, value)| value.is_none());
        for (part, _) in unknown.take(MOST_HITS) {
            let names: Vec<&str> = element.values.iter().map(|value| value.name.as_str()).collect();
            hits.push(subject.hit(part).with("values", names.join("、")));
        }
    }
}
