//! `canonical`: what can be written in several ways is written as in the standards.
//!
//! All of these ways are understood and none is wrong; this kind is for offices that want uniform guides.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{Check, Context, Kind, MOST_VIOLATIONS, Scope, Subject, Violation};
use crate::document::edit;
use crate::document::typed::{Code, List, Spanned};
use crate::fix::{Applicability, EditPlan, Fix};
use crate::guide::{Element, ElementId, Guide, KeyReading, ReadBy, Said, Values};
use crate::time_limit::TimeLimit;

/// `must: {canonical: {names: [咨询电话]}}`, `{canonical: read_names}`, `{canonical: {values: [其它]}}`,
/// `{canonical: time_limits}`.
/// The names to change are listed, since many names are read as an element but mean more or less than it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Canonical {
    /// Keys are the names of their elements, not these synonyms.
    Names(List<Spanned<String>>),
    /// Keys are the names of their elements, not names that were recognised only by their form.
    ReadNames,
    /// Values of enumerations are the names of their declarations, not these other ones.
    Values(List<Spanned<String>>),
    /// Time limits are a number with its unit: `20个工作日`.
    TimeLimits,
}

enum Compiled {
    Names(BTreeSet<String>),
    ReadNames,
    Values(BTreeSet<String>),
    TimeLimits,
}

impl Kind for Canonical {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let vocabulary = context.vocabulary;
        let mut known = |listed: &List<Spanned<String>>, also: fn(&Element, &str) -> bool| {
            for Spanned { span, value } in &listed.0 {
                if !vocabulary.iter().any(|(_, element)| also(element, value)) {
                    let message = format!("“{value}”不是任何要素或取值的其他叫法");
                    context.note(Code::UnknownSynonym, *span, message);
                }
            }
            listed.0.iter().map(|name| name.value.clone()).collect()
        };
        Some(Box::new(match self {
            Self::Names(listed) => {
                Compiled::Names(known(listed, |element, name| element.also.iter().any(|also| also == name)))
            }
            Self::Values(listed) => Compiled::Values(known(listed, |element, name| {
                !element.values.is_empty()
                    && element.values.named(name).is_some_and(|value| value.name != name)
            })),
            Self::ReadNames => Compiled::ReadNames,
            Self::TimeLimits => Compiled::TimeLimits,
        }))
    }

    fn scope(&self) -> Scope {
        match self {
            Self::Names(_) | Self::ReadNames => Scope::Guide,
            Self::Values(_) | Self::TimeLimits => Scope::Places,
        }
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "name"]
    }
}

impl Check for Compiled {
    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        match self {
            Self::Names(synonyms) => names(synonyms, subject, violations),
            Self::ReadNames => read_names(subject.guide, violations),
            Self::Values(others) => values(others, subject, violations),
            Self::TimeLimits => time_limit(subject, violations),
        }
    }
}

fn names(synonyms: &BTreeSet<String>, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
    let guide = subject.guide;
    for record in guide.all() {
        let mapping = record.node;
        let mut times: BTreeMap<ElementId, usize> = BTreeMap::new();
        for element in mapping.entries().flat_map(|entry| guide.elements_of(record, entry.key)) {
            *times.entry(element).or_default() += 1;
        }
        for entry in mapping.entries() {
            let Some(key) = entry.key.text().filter(|key| synonyms.contains(*key)) else { continue };
            let Some(element) = guide.vocabulary.named_part(record.element, key) else { continue };
            let name = guide.vocabulary.name(element);
            // An author who uses two names for one element distinguishes two things.
            if key == name
                || times.get(&element).is_some_and(|&times| times > 1)
                || violations.len() >= MOST_VIOLATIONS
            {
                continue;
            }
            let mut violation =
                Violation::at(record.id, vec![entry.key.span()]).with("found", key).with("name", name);
            violation.fix = edit::rename(mapping, entry.key, name).map(|mending| respelling(mending, name));
            violations.push(violation);
        }
    }
}

fn read_names(guide: &Guide<'_>, violations: &mut Vec<Violation>) {
    let readings = guide.readings();
    for reading in readings.iter().filter(|reading| reading.by == ReadBy::Rule) {
        let is_same_key = |other: &KeyReading<'_>| other.key.span() == reading.key.span();
        let names_two = readings.iter().any(|other| is_same_key(other) && other.element != reading.element);
        let record = guide.get(reading.record);
        // A part outside of its list has no name of its own there.
        let is_part = guide.vocabulary.parent(reading.element) == Some(record.element);
        if names_two || !is_part || violations.len() >= MOST_VIOLATIONS {
            continue;
        }
        let (name, found) = (guide.vocabulary.name(reading.element), reading.key.text().unwrap_or_default());
        let mut violation =
            Violation::at(record.id, vec![reading.key.span()]).with("found", found).with("name", name);
        // An author who uses two names for one element distinguishes two things.
        let is_only = guide.inside(record, reading.element).count() == 1;
        // The author's name may say more than that of the element.
        violation.fix = edit::rename(record.node, reading.key, name)
            .filter(|_| is_only)
            .map(|mending| mending.titled(format!("改为“{name}”"), Applicability::Unsafe));
        violations.push(violation);
    }
}

fn values(others: &BTreeSet<String>, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
    let Some(text) = subject.text() else { return };
    for part in subject.guide.reading(subject.occurrence).parts.into_iter().take(MOST_VIOLATIONS) {
        let (found, Said::Value(value)) = (&text[part.range.clone()], part.said) else { continue };
        if found == value.name || !others.contains(found) {
            continue;
        }
        let range = part.range;
        let mut violation = subject.violation(range.clone()).with("name", &value.name);
        let respelt = [&text[..range.start], &value.name, &text[range.end..]].concat();
        let values = &subject.guide.vocabulary[subject.occurrence.element].values;
        if means_the_same(values, text, &respelt) {
            violation.fix = edit::replace(subject.occurrence.node, range, &value.name)
                .map(|mending| respelling(mending, &value.name));
        }
        violations.push(violation);
    }
}

fn respelling(mending: EditPlan, name: &str) -> Fix {
    mending.titled(format!("改为“{name}”"), Applicability::Safe)
}

fn means_the_same(values: &Values, one: &str, other: &str) -> bool {
    let names = |text: &str| {
        let reading = values.read(text, false);
        reading.values().map(|value| value.name.clone()).collect::<Vec<_>>()
    };
    names(one) == names(other)
}

fn time_limit(subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
    let Some(text) = subject.text() else { return };
    let Some(name) = TimeLimit::canonical(text).filter(|name| name != text.trim()) else { return };
    let start = text.len() - text.trim_start().len();
    let part = start..start + text.trim().len();
    let mut violation = subject.violation(part.clone()).with("name", &name);
    violation.fix =
        edit::replace(subject.occurrence.node, part, &name).map(|mending| respelling(mending, &name));
    violations.push(violation);
}
