//! `enumerated`: the value is one of those that the element's declaration lists.
//!
//! [`crate::guide::Values`] decides which values a text names. A list of values is one finding, however
//! many of them are unknown; the others are attached to it.

use serde::Deserialize;

use super::{Check, Context, Kind, Subject, Violation};
use crate::document::typed::{Code, List, Spanned};
use crate::finding::Related;
use crate::guide::{Element, ElementId, Occurrence, Part, Said, Values, Vocabulary};

/// `must: enumerated`, or `must: {enumerated: {among: [否]}}` if only some of the values are correct.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Enumerated {
    #[serde(default)]
    among: List<Spanned<String>>,
}

enum Compiled {
    Listed,
    Among(Vec<String>),
}

impl Kind for Enumerated {
    /// The fewer values are correct, the more is reported.
    fn covers(&self, other: &Self) -> bool {
        self == other
            || !self.among.0.is_empty() && self.among.0.iter().all(|one| other.among.0.contains(one))
    }

    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        for Spanned { span, value } in &self.among.0 {
            let knows = |values: &Values| values.iter().any(|known| known.name == *value);
            if !context.vocabulary.iter().any(|(_, element)| knows(&element.values)) {
                let message = format!("“{value}”不是任何要素的取值");
                context.note(Code::UnknownValue, *span, message);
            }
        }
        let among: Vec<String> = self.among.0.iter().map(|one| one.value.clone()).collect();
        Some(Box::new(if among.is_empty() { Compiled::Listed } else { Compiled::Among(among) }))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "values", "hint"]
    }
}

/// The most others of a list that are attached to the first unknown value.
const MOST_RELATED: usize = 20;

/// The most characters of a value that a message shows: of a sentence, the beginning is enough.
const MOST_SHOWN: usize = 24;

impl Check for Compiled {
    fn enumerates(&self) -> bool {
        matches!(self, Self::Listed)
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let (guide, values) = (subject.guide, &subject.guide.vocabulary[subject.occurrence.element].values);
        match self {
            Self::Among(among) => {
                let reading = guide.reading(subject.occurrence);
                let mut said = reading.values().peekable();
                if said.peek().is_some() && !said.any(|value| among.contains(&value.name)) {
                    violations.push(subject.violation_of_all().with("values", among.join("、")));
                }
            }
            Self::Listed => {
                let Some(list) = guide.list_from(subject.occurrence) else { return };
                let parts = |occurrence| guide.reading(occurrence).wrong().cloned().collect::<Vec<_>>();
                let mut wrong = list
                    .flat_map(|occurrence| parts(occurrence).into_iter().map(move |part| (occurrence, part)))
                    .filter_map(|(occurrence, part)| {
                        Some((occurrence, judge(guide.vocabulary, occurrence, &part)?, part))
                    });
                let Some((occurrence, advice, part)) = wrong.next() else { return };
                let mut violation = Subject { occurrence, ..*subject }.violation(part.range);
                if let Some(found) = violation.args.get_mut("found") {
                    shorten(found);
                }
                for (occurrence, advice, part) in wrong.take(MOST_RELATED) {
                    let text = occurrence.node.text().unwrap_or_default();
                    let message = format!("也没有“{}”这个取值{advice}", &text[part.range.clone()]);
                    let spans = occurrence.node.spans_of(part.range).into_iter().take(1);
                    violation.related.extend(spans.map(|span| Related { span, message: message.clone() }));
                }
                violations.push(violation.with("values", values.names()).with("hint", advice));
            }
        }
    }
}

/// A hint about a part of a text that names no listed value, which may be empty; `None` if the part is not
/// wrong, because other values are allowed and none was probably meant.
fn judge(vocabulary: &Vocabulary, occurrence: Occurrence<'_>, part: &Part<'_>) -> Option<String> {
    let values = &vocabulary[occurrence.element].values;
    let found = occurrence.node.text()?.get(part.range.clone())?;
    let hint = if matches!(part.said, Said::Several) {
        "，这里只写一个取值".to_owned()
    } else if let Some(other) = holder(vocabulary, occurrence.element, found) {
        format!("，它是“{}”的取值", vocabulary.name(other))
    } else if let Some(near) = values.near(found) {
        format!("，是否为“{}”？", near.name)
    } else {
        String::new()
    };
    (!values.is_open() || !hint.is_empty()).then_some(hint)
}

/// The element that has a text as a value; `None` if so many elements have it that it shows nothing.
fn holder(vocabulary: &Vocabulary, own: ElementId, text: &str) -> Option<ElementId> {
    const MOST: usize = 2;
    let has = |(id, element): (ElementId, &Element)| {
        (id != own && element.values.named_canonically(text).is_some()).then_some(id)
    };
    let holders: Vec<ElementId> = vocabulary.iter().filter_map(has).take(MOST + 1).collect();
    let is_part = |id: &&ElementId| vocabulary.parent(**id) != Some(ElementId::GUIDE);
    holders.iter().min_by_key(is_part).copied().filter(|_| holders.len() <= MOST)
}

fn shorten(text: &mut String) {
    if let Some((end, _)) = text.char_indices().nth(MOST_SHOWN) {
        text.truncate(end);
        text.push('…');
    }
}
