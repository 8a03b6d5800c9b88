//! `refers`: things that are named are listed elsewhere in the guide.
//!
//! Running text names things in many ways, and a list in its own. So one expression finds where the text
//! names anything, another what a name looks like, a third what to ignore in it. A name is listed if its
//! characters occur in order in an item of the list, or those of the item in the name, or if both are of a
//! sort of which a guide has only one. This is lenient on purpose: what is reported as missing must really
//! be missing.

use std::ops::Range;

use serde::Deserialize;

use super::{Check, Context, Expression, Kind, Subject, Violation};
use crate::document::typed::{ExpressionText, List, Spanned};
use crate::guide::{ElementId, VALUE_SEPARATORS};

/// `must: {refers: {to: '申请材料[].材料名称', names: …}}`: every name in the value is among the values of these
/// elements anywhere in the guide.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Refers {
    /// Where names are listed.
    to: List<Spanned<String>>,
    /// The parts of the text in which names are searched; the group `found` in it, if it has one. Without
    /// it, the whole text.
    #[serde(default)]
    within: Option<Spanned<ExpressionText>>,
    /// What a name looks like. Without it, names are separated by `、`, `，`, `；` and the like.
    #[serde(default)]
    names: Option<Spanned<ExpressionText>>,
    /// What to ignore when names are compared.
    #[serde(default)]
    ignoring: Option<Spanned<ExpressionText>>,
    /// All names with a match of it mean the same thing: it is enough if any of them is listed.
    #[serde(default)]
    alike: Option<Spanned<ExpressionText>>,
}

struct Compiled {
    to: Vec<ElementId>,
    within: Option<Expression>,
    names: Option<Expression>,
    ignoring: Option<Expression>,
    alike: Option<Expression>,
}

impl Kind for Refers {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let to = context.elements(&self.to);
        let mut expression = |source| context.optional_expression(source);
        let (within, names) = (expression(&self.within), expression(&self.names));
        let (ignoring, alike) = (expression(&self.ignoring), expression(&self.alike));
        let (within, names, ignoring, alike) = (within?, names?, ignoring?, alike?);
        Some(Box::new(Compiled { to: to?, within, names, ignoring, alike }))
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "list"]
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let guide = subject.guide;
        let Some(text) = subject.text() else { return };
        let names = self.names_in(text);
        if names.is_empty() {
            return;
        }
        let occurrences = self.to.iter().flat_map(|&element| guide.occurrences(element));
        let listed: Vec<&str> = occurrences.filter_map(|occurrence| occurrence.node.text()).collect();
        // An element that is missing from the whole guide is another rule's finding.
        if listed.is_empty() {
            return;
        }
        for part in names {
            if !listed.iter().any(|known| self.means(known, &text[part.clone()])) {
                violations.push(subject.violation(part).with("list", guide.vocabulary.name(self.to[0])));
            }
        }
    }
}

impl Compiled {
    /// The names in a text, as byte ranges.
    fn names_in(&self, text: &str) -> Vec<Range<usize>> {
        let parts: Vec<Range<usize>> = match &self.within {
            None => std::iter::once(0..text.len()).collect(),
            Some(within) if !within.is_match(text) => return Vec::new(),
            Some(within) => within
                .regex()
                .captures_iter(text)
                .filter_map(|captures| captures.name("found").or_else(|| captures.get(0)))
                .map(|part| part.range())
                .collect(),
        };
        let named = |part: Range<usize>| {
            let inside = &text[part.clone()];
            let found = match &self.names {
                None => divided(inside),
                Some(names) => names.regex().find_iter(inside).map(|name| name.range()).collect(),
            };
            found.into_iter().map(move |name| part.start + name.start..part.start + name.end)
        };
        parts.into_iter().flat_map(named).collect()
    }

    /// Whether an item of the list means what is named.
    fn means(&self, known: &str, name: &str) -> bool {
        let alike = |alike: &Expression| alike.regex().is_match(name) && alike.regex().is_match(known);
        let (own, other) = (self.core(name), self.core(known));
        self.alike.as_ref().is_some_and(alike)
            || is_in(&own, &other)
            || !other.is_empty() && is_in(&other, &own)
    }

    /// The part of a name that is compared.
    fn core(&self, name: &str) -> String {
        match &self.ignoring {
            None => name.trim().to_owned(),
            Some(ignoring) => ignoring.regex().replace_all(name, "").trim().to_owned(),
        }
    }
}

/// Whether all characters of a name occur in a text, in their order.
fn is_in(name: &str, text: &str) -> bool {
    let mut characters = text.chars();
    name.chars().all(|wanted| characters.any(|character| character == wanted))
}

/// The names in a text, without whitespace at their ends, as byte ranges.
fn divided(text: &str) -> Vec<Range<usize>> {
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
        let text = "甲、 乙乙；";
        let found: Vec<&str> = divided(text).into_iter().map(|part| &text[part]).collect();
        assert_eq!(found, ["甲", "乙乙"]);
    }

    #[test]
    fn names_are_found_where_they_are_looked_for() {
        let expression = |source| Expression::new(source).ok();
        let compiled = Compiled {
            to: Vec::new(),
            within: expression("交(?P<found>[^，。]+)"),
            names: expression("《[^》]+》|[^、和]+表"),
            ignoring: expression("《|表?》?$"),
            alike: expression("[戊己]表"),
        };
        let text = "先看公告表，再交《甲乙》、丙表和丁，取回戊表。另交己表";
        let names: Vec<_> = compiled.names_in(text).into_iter().map(|part| &text[part]).collect();
        assert_eq!(names, ["《甲乙》", "丙表", "己表"]);
        assert_eq!(compiled.core("《甲乙表》"), "甲乙");
        assert!(compiled.means("甲及乙的表", "《甲乙》") && compiled.means("甲", "《甲乙》"));
        assert!(!compiled.means("乙甲", "《甲乙》") && !compiled.means("", "甲"));
        assert!(compiled.means("戊表", "己表") && !compiled.means("戊表", "庚表"));
    }

    #[test]
    fn a_name_is_in_another_in_the_order_of_its_characters() {
        assert!(is_in("甲丙", "甲乙丙丁"));
        assert!(is_in("", "甲"));
        assert!(!is_in("丙甲", "甲乙丙丁"));
        assert!(!is_in("甲甲", "甲"));
    }
}
