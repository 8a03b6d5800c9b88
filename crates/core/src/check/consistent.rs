//! `consistent`: statements that occur twice agree.
//!
//! Only what is certain is reported: time limits are compared by their meaning, values of enumerations by
//! their canonical names, other texts without regard to whitespace, punctuation and kinds of numerals.

use std::cmp::Ordering;
use std::collections::HashMap;

use serde::Deserialize;

use super::{Check, Context, Expression, Kind, Subject, Violation, stated};
use crate::document::Node;
use crate::document::typed::{ExpressionText, List, Spanned};
use crate::guide::{ElementId, Guide, Occurrence};
use crate::number::{half_width, is_chinese, runs};

/// `must: consistent`: if a guide has the element under several of its names, the values agree. Field names
/// of exchange tables do not count: some tables have several fields for one element.
///
/// `must: {consistent: {by: '申请材料[].材料名称'}}`: in a list it has the same value wherever `by` has. An element
/// may be compared with itself: then two of its texts contradict each other if they differ only in what
/// `ignoring` matches.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Consistent {
    /// Items of a list that have the same text here are about the same thing.
    #[serde(default)]
    by: Option<Spanned<String>>,
    /// What to ignore in that text.
    #[serde(default)]
    ignoring: Option<Spanned<ExpressionText>>,
    /// Elements that distinguish cases: items that differ in them are not compared.
    #[serde(default)]
    unless: List<Spanned<String>>,
    /// Texts of `by` that begin another part of the list; items in different parts are not compared.
    #[serde(default)]
    headings: Option<Spanned<ExpressionText>>,
}

/// Compares the element under its names in a guide.
struct InGuide;

/// Compares the element in the items of a list.
struct InList {
    by: ElementId,
    ignoring: Option<Expression>,
    unless: Vec<ElementId>,
    headings: Option<Expression>,
}

impl Kind for Consistent {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let (ignoring, headings) =
            (context.optional_expression(&self.ignoring), context.optional_expression(&self.headings));
        let (unless, by) = (context.elements(&self.unless), context.optional_element(&self.by));
        let (ignoring, headings, unless) = (ignoring?, headings?, unless?);
        Some(match by? {
            None => Box::new(InGuide),
            Some(by) => Box::new(InList { by, ignoring, unless, headings }),
        })
    }

    fn placeholders(&self) -> &'static [&'static str] {
        PLACEHOLDERS
    }
}

impl Check for InGuide {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let other = before_under_another_name(subject.guide, subject.occurrence);
        violations.extend(other.map(|other| violation(subject, other)));
    }
}

impl Check for InList {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Subject { guide, element, occurrence, phrases, missing } = *subject;
        for (occurrence, other) in self.contradictions(guide, occurrence) {
            violations.push(violation(&Subject { guide, element, occurrence, phrases, missing }, other));
        }
    }
}

/// `found` and `name` are the value and the key of the violation, `other` is the value it contradicts.
const PLACEHOLDERS: &[&str] = &["found", "name", "other"];

/// A violation on a value that contradicts an earlier one.
fn violation(subject: &Subject<'_, '_>, other: Occurrence<'_>) -> Violation {
    let vocabulary = subject.guide.vocabulary;
    let name = |occurrence: Occurrence<'_>| {
        key_of(occurrence).unwrap_or_else(|| vocabulary.name(occurrence.element)).to_owned()
    };
    let said = other.node.text().unwrap_or_default().trim();
    let violation = subject.violation_of_all().with("name", name(subject.occurrence)).with("other", said);
    violation.related(other.node, format!("“{}”写的是“{said}”", name(other)))
}

/// The first occurrence of the element, if it contradicts this one and has another name. Lists and elements
/// inside them are not compared: one of several values contradicts nothing.
fn before_under_another_name<'t>(guide: &Guide<'t>, occurrence: Occurrence<'t>) -> Option<Occurrence<'t>> {
    let vocabulary = guide.vocabulary;
    let record =
        vocabulary.parent(occurrence.element).filter(|_| vocabulary.is_single(occurrence.element))?;
    let is_one = |occurrence: Occurrence<'t>| occurrence.number.is_none() && guide.is_filled(occurrence);
    let name = |occurrence| key_of(occurrence).filter(|key| vocabulary.named_part(record, key).is_some());
    let first = guide.occurrences(occurrence.element).take(MOST_NAMES).find(|&first| is_one(first))?;
    let (own, other) = (name(occurrence)?, name(first)?);
    (own != other && is_one(occurrence) && contradict(guide, first, occurrence)).then_some(first)
}

/// The most occurrences that are searched for the first that is filled in; real guides have two.
const MOST_NAMES: usize = 8;

fn key_of(occurrence: Occurrence<'_>) -> Option<&str> {
    occurrence.key.and_then(Node::text)
}

impl InList {
    /// The occurrences of an element in a list that contradict an earlier one, with that one. Only for the
    /// first occurrence in the list, so that each list is searched once.
    fn contradictions<'t>(
        &self,
        guide: &Guide<'t>,
        occurrence: Occurrence<'t>,
    ) -> Vec<(Occurrence<'t>, Occurrence<'t>)> {
        let element = occurrence.element;
        let Some(list) = list_of(guide, element) else { return Vec::new() };
        let first = |list: &Occurrence<'t>| guide.inside(*list, element).next().map(|first| first.id);
        let Some(list) = guide.occurrences(list).find(|list| first(list) == Some(occurrence.id)) else {
            return Vec::new();
        };
        let (mut seen, mut found) = (HashMap::new(), Vec::new());
        for by in guide.inside(list, self.by) {
            let Some(text) = by.node.text() else { continue };
            if self.headings.as_ref().is_some_and(|heading| heading.is_match(text)) {
                seen.clear();
                continue;
            }
            let about = self.about(text);
            // Compared with itself, a text states something only in the part to ignore.
            let is_own = self.by == element;
            if about.is_empty() || is_own && about.len() == plain(text).len() {
                continue;
            }
            let occurrence = if is_own { Some(by) } else { guide.beside(by, element).next() };
            let Some(occurrence) = occurrence.filter(|&occurrence| guide.is_filled(occurrence)) else {
                continue;
            };
            let case: Vec<String> =
                self.unless.iter().map(|&other| said_beside(guide, occurrence, other)).collect();
            match seen.get(&(about.clone(), case.clone())) {
                Some(&other) if contradict(guide, other, occurrence) => found.push((occurrence, other)),
                Some(_) => {}
                None => {
                    seen.insert((about, case), occurrence);
                }
            }
        }
        found
    }

    /// What a text is about, as a key for comparison.
    fn about(&self, text: &str) -> String {
        match &self.ignoring {
            None => plain(text),
            Some(ignoring) => plain(&ignoring.regex().replace_all(text, "")),
        }
    }
}

/// The list that contains an element.
fn list_of(guide: &Guide<'_>, element: ElementId) -> Option<ElementId> {
    let vocabulary = guide.vocabulary;
    let mut above = std::iter::successors(Some(element), |&one| vocabulary.parent(one));
    // Items have no name.
    let item = above.find(|&one| one != ElementId::GUIDE && vocabulary[one].name.is_empty())?;
    vocabulary.parent(item)
}

/// The texts of an element beside an occurrence, normalised; empty if there are none.
fn said_beside(guide: &Guide<'_>, occurrence: Occurrence<'_>, element: ElementId) -> String {
    let texts = guide.beside(occurrence, element).filter_map(|beside| beside.node.text());
    texts.map(plain).collect::<Vec<_>>().join("\n")
}

/// Whether two occurrences of an element certainly contradict each other.
fn contradict(guide: &Guide<'_>, one: Occurrence<'_>, other: Occurrence<'_>) -> bool {
    let values = &guide.vocabulary[one.element].values;
    if !values.is_empty() {
        let known = |name: &&str| values.iter().any(|value| value.name == *name);
        let (mut own, mut others) = (guide.values(one), guide.values(other));
        own.sort_unstable();
        others.sort_unstable();
        return own.iter().chain(&others).all(known) && own != others;
    }
    let (Some(text), Some(same)) = (one.node.text(), other.node.text()) else { return false };
    let (limits, other_limits) = (stated::at(guide, one), stated::at(guide, other));
    if limits.iter().chain(&other_limits).any(|stated| stated.limit.says_how_long()) {
        // One text may state several limits, each of another element.
        let mut pairs = limits.iter().flat_map(|own| other_limits.iter().map(move |other| (own, other)));
        return pairs.any(|(own, other)| {
            let order = own.limit.against(&other.limit);
            own.element == other.element && matches!(order, Some(Ordering::Less | Ordering::Greater))
        });
    }
    match (figures(text), figures(same)) {
        (own, others) if own.is_empty() || others.is_empty() => plain(text) != plain(same),
        // `1` and `1次` agree.
        (own, others) => own != others,
    }
}

/// The numbers in a text.
fn figures(text: &str) -> Vec<String> {
    let plain = plain(text);
    let numbers = plain.split(|character: char| !character.is_ascii_digit());
    numbers.filter(|number| !number.is_empty()).map(str::to_owned).collect()
}

/// A text without whitespace and punctuation, with all numbers in Arabic figures.
fn plain(text: &str) -> String {
    fn add(plain: &mut String, text: &str) {
        plain.extend(text.chars().map(half_width).filter(|character| character.is_alphanumeric()));
    }
    let mut plain = String::with_capacity(text.len());
    let mut end = 0;
    for run in runs(text) {
        let Some(number) = run.number.filter(|_| text[run.range.clone()].chars().all(is_chinese)) else {
            continue;
        };
        add(&mut plain, &text[end..run.range.start]);
        add(&mut plain, &number.to_string());
        end = run.range.end;
    }
    add(&mut plain, &text[end..]);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_blanks_and_kinds_of_numerals_do_not_count() {
        for (text, wanted) in [
            ("身份证复印件（一份）", "身份证复印件1份"),
            (" 身份证 复印件，１份。", "身份证复印件1份"),
            ("十二个工作日", "12个工作日"),
            ("A4纸", "A4纸"),
            ("三五份", "三五份"),
            ("统一编号", "统一编号"),
            ("……", ""),
        ] {
            assert_eq!(plain(text), wanted, "{text}");
        }
        assert_eq!(figures("最多跑两次，０571"), ["2", "0571"]);
    }
}
