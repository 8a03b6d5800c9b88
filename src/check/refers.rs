//! `refers`: what is named is listed elsewhere in the guide.

use std::ops::Range;

use serde::Deserialize;

use super::{Check, Context, Hit, Kind, Subject};
use crate::document::typed::Spanned;
use crate::guide::{ElementId, VALUE_SEPARATORS};

/// `must: {refers: '申请材料[].材料名称'}`: every name in the value, divided by `、`, `，`, `；` and the
/// like, is among the values of that element anywhere in the guide, or a part of one of them.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Refers(Spanned<String>);

struct Compiled(ElementId);

impl Kind for Refers {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        Some(Box::new(Compiled(context.element(&self.0)?)))
    }
}

impl Check for Compiled {
    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "list"]
    }

    fn run(&self, subject: &Subject<'_, '_>, hits: &mut Vec<Hit>) {
        let guide = subject.guide;
        let Some(text) = subject.text() else { return };
        let listed: Vec<&str> = guide.places(self.0).filter_map(|place| place.node.text()).collect();
        // An element that the guide does not have at all is another rule's finding.
        if listed.is_empty() {
            return;
        }
        for part in names(text) {
            let name = &text[part.clone()];
            if !listed.iter().any(|known| known.contains(name) || name.contains(known.trim())) {
                hits.push(subject.hit(part).with("list", guide.vocabulary[self.0].path.clone()));
            }
        }
    }
}

/// The names in a text, without blanks at their ends, as byte ranges.
fn names(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut names = Vec::new();
    for part in text.split(VALUE_SEPARATORS) {
        let name = part.trim();
        let at = start + (part.len() - part.trim_start().len());
        if !name.is_empty() {
            names.push(at..at + name.len());
        }
        start += part.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_divided_and_trimmed() {
        let text = "身份证、 户口簿；";
        let found: Vec<&str> = names(text).into_iter().map(|part| &text[part]).collect();
        assert_eq!(found, ["身份证", "户口簿"]);
    }
}
