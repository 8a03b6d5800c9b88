//! `total`: a time limit is not less than the sum of the limits of its steps, or not more.
//!
//! Only what is certain is reported: every step has a limit, possibly in its name (`受理（1个工作日）`), all are in
//! one unit, and so is the limit of the whole.

use std::collections::HashSet;

use serde::Deserialize;

use super::stated::{self, LONGEST, Stated};
use super::{Check, Context, Expression, Kind, MOST_VIOLATIONS, Scope, Subject, Violation};
use crate::document::typed::{ExpressionText, Spanned};
use crate::finding::Related;
use crate::guide::{ElementId, Guide, Occurrence};
use crate::number::Number;
use crate::time_limit::{TimeLimit, Unit};

/// `must: {total: {of: 办理流程[].办理时限, in: 办理流程[].环节名称, apart: '公示|送达', limit: at_least}}`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Total {
    /// The limits of the steps.
    of: Spanned<String>,
    /// Texts that may end with these limits as well.
    #[serde(rename = "in")]
    within: Spanned<String>,
    /// The steps, by that text, whose time may not count.
    apart: Spanned<ExpressionText>,
    /// How the limit of the whole compares to their sum.
    limit: Relation,
}

/// How a limit compares to the sum of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Relation {
    /// It is not less; steps in `apart` are not counted.
    AtLeast,
    /// It is not more; checked only if no step is in `apart`.
    AtMost,
}

struct Compiled {
    step: ElementId,
    of: ElementId,
    within: ElementId,
    apart: Expression,
    limit: Relation,
}

/// The most steps that a finding shows.
const MOST_SHOWN: usize = 20;

impl Kind for Total {
    fn compile(&self, context: &mut Context<'_>) -> Option<Box<dyn Check>> {
        let (of, within) = (context.element(&self.of), context.element(&self.within));
        let apart = context.expression(&self.apart);
        let (of, within, apart) = (of?, within?, apart?);
        let step = context.vocabulary.common_ancestor(of, within);
        Some(Box::new(Compiled { step, of, within, apart, limit: self.limit }))
    }

    fn scope(&self) -> Scope {
        Scope::Stated
    }

    fn placeholders(&self) -> &'static [&'static str] {
        &["found", "total", "count"]
    }
}

/// The sum of the limits of the steps of a guide.
struct Sum {
    number: Number,
    unit: Unit,
    steps: Vec<Related>,
}

impl Check for Compiled {
    fn is_there(&self, subject: &Subject<'_, '_>) -> bool {
        subject.guide.has(self.step)
            && stated::of(subject.guide, subject.occurrence, subject.element).next().is_some()
    }

    fn run(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) {
        let Some(sum) = self.sum(subject.guide, subject.occurrence) else { return };
        for whole in stated::of(subject.guide, subject.occurrence, subject.element).take(MOST_VIOLATIONS) {
            let Some((number, unit)) = whole.limit.only() else { continue };
            let is_kept = match self.limit {
                Relation::AtLeast => number >= sum.number,
                Relation::AtMost => number <= sum.number,
            };
            if unit == sum.unit && !is_kept {
                let total = format!("{}{}", sum.number, unit.word());
                let mut violation =
                    whole.violation().with("total", total).with("count", sum.steps.len().to_string());
                violation.related = sum.steps.iter().take(MOST_SHOWN).cloned().collect();
                violations.push(violation);
            }
        }
    }
}

impl Compiled {
    /// The sum of the limits of the steps; `None` if one of them is not certain.
    fn sum(&self, guide: &Guide<'_>, record: Occurrence<'_>) -> Option<Sum> {
        let mut sum = Sum { number: Number::default(), unit: Unit::Minute, steps: Vec::new() };
        let mut names = HashSet::new();
        for step in guide.inside(record, self.step).filter(|&step| guide.is_begun(step)) {
            let text = guide.inside(step, self.within).find_map(|occurrence| occurrence.node.text());
            let is_apart = text.is_some_and(|text| self.apart.is_match(text));
            match self.limit {
                Relation::AtLeast if is_apart => continue,
                Relation::AtMost if is_apart => return None,
                _ => {}
            }
            // Steps with the same name are alternatives.
            if text.is_some_and(|text| !names.insert(text.trim())) {
                return None;
            }
            let stated = self.limit_of(guide, step)?;
            let Some((number, unit)) = stated.limit.only() else {
                if stated.limit.is_only_immediate() {
                    continue;
                }
                return None;
            };
            if !sum.steps.is_empty() && unit != sum.unit {
                return None;
            }
            sum.number = sum.number.plus(number)?;
            sum.unit = unit;
            sum.steps.push(stated.related(format!("这个环节是“{}”", stated.text())));
        }
        // A single step can be too long, but a single step is not the sum.
        let fewest = match self.limit {
            Relation::AtLeast => 1,
            Relation::AtMost => 2,
        };
        (sum.steps.len() >= fewest).then_some(sum)
    }

    /// The limit of a step, if it has exactly one.
    fn limit_of<'t>(&self, guide: &Guide<'t>, step: Occurrence<'t>) -> Option<Stated<'t>> {
        let mut own = guide.inside(step, self.of).flat_map(|occurrence| stated::at(guide, occurrence));
        if let Some(only) = own.next() {
            return own.next().is_none().then_some(only);
        }
        let mut texts = guide.inside(step, self.within);
        let (occurrence, None) = (texts.next()?, texts.next()) else { return None };
        let text = occurrence.node.text().filter(|text| text.len() <= LONGEST)?;
        let read = TimeLimit::read(text);
        if read.is_only_immediate() {
            return Some(Stated { element: self.of, occurrence, part: 0..text.len(), limit: read });
        }
        let [amount] = read.amounts() else { return None };
        let behind = text[amount.range.end..].trim_start_matches(['以', '之', '内']);
        let part = amount.range.clone();
        // In `申请人应在10个工作日内补交材料` it is not how long the step takes.
        let is_end = behind.trim_matches(|c: char| c.is_whitespace() || "）)。；;".contains(c)).is_empty();
        let limit = TimeLimit::read(&text[part.clone()]);
        is_end.then_some(Stated { element: self.of, occurrence, part, limit })
    }
}
