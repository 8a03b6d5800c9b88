//! Runs one rule on one guide.

use super::guide_fact::GuideFact;
use super::violation;
use crate::check::{Fact, MOST_VIOLATIONS, Subject, TextIndex, Violation};
use crate::finding::{Finding, Severity};
use crate::guide::{ElementId, Guide};
use crate::pack::{Rule, Ruleset};
use crate::text::Span;

/// A guide, and what is known about it when a rule runs.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'g, 't> {
    pub(super) guide: &'g Guide<'t>,
    /// The words and patterns found in its texts.
    pub(super) phrases: &'g TextIndex<'g>,
    /// Where earlier rules found that something is missing, sorted.
    pub(super) missing: &'g [Span],
}

impl<'g, 't> Surroundings<'g, 't> {
    /// The subjects of a check of an element in a guide, whether the rule's conditions hold there or not.
    /// `holder` is the element whose occurrences may contain it: see [`crate::check::Scope`].
    pub(super) fn subjects(
        self,
        element: ElementId,
        holder: ElementId,
    ) -> impl Iterator<Item = Subject<'g, 't>> {
        let Self { guide, phrases, missing } = self;
        // An empty record is missing itself, so its parts are not reported; the guide is always there.
        let is_always_begun = holder == element || holder == ElementId::GUIDE;
        let occurrences = guide
            .occurrences(holder)
            .filter(move |&occurrence| is_always_begun || guide.is_filled(occurrence));
        occurrences.map(move |occurrence| Subject { guide, element, occurrence, phrases, missing })
    }
}

/// A rule that runs on a guide.
pub(super) struct RuleRun<'g, 't> {
    pub(super) ruleset: &'g Ruleset,
    pub(super) surroundings: Surroundings<'g, 't>,
    pub(super) rule: &'g Rule,
    /// The number of the rule.
    pub(super) number: usize,
    /// For each element of the rule, the element whose occurrences may contain it.
    pub(super) holders: &'g [ElementId],
    /// The severity of its findings.
    pub(super) severity: Severity,
}

/// The result of a rule on a guide.
#[derive(Default)]
pub(super) struct RuleOutcome {
    pub(super) findings: Vec<Finding>,
    /// Whether the rule had anything to check.
    pub(super) looked: bool,
}

impl RuleRun<'_, '_> {
    /// Checks everything in the guide that the rule applies to.
    pub(super) fn run(&self) -> RuleOutcome {
        let Self { surroundings: Surroundings { guide, phrases, missing }, rule, .. } = *self;
        let mut outcome = RuleOutcome::default();
        let (mut violations, mut occurrences) = (Vec::new(), Vec::new());
        let is_led = rule.check.candidates(phrases, &mut occurrences);
        for (&element, &holder) in rule.elements.iter().zip(self.holders) {
            if is_led {
                for occurrence in occurrences
                    .iter()
                    .map(|&id| guide.get(id))
                    .filter(|occurrence| occurrence.element == element)
                {
                    let subject = Subject { guide, element, occurrence, phrases, missing };
                    outcome.looked |= self.ask(&subject, &mut violations);
                }
                outcome.looked = outcome.looked
                    || guide.occurrences(element).any(|occurrence| rule.concerns(guide, occurrence, phrases));
            } else {
                for subject in self.surroundings.subjects(element, holder) {
                    outcome.looked |= self.ask(&subject, &mut violations);
                }
            }
            outcome.findings.extend(violations.drain(..).map(|violation| self.finding(element, violation)));
        }
        outcome
    }

    /// Runs the check of the rule on a subject, unless too much was found already. Returns whether it
    /// ran: the subject is present and the rule's conditions hold.
    fn ask(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) -> bool {
        let Self { surroundings: Surroundings { guide, phrases, .. }, rule, .. } = *self;
        let is_asked = violations.len() < MOST_VIOLATIONS
            && rule.concerns(guide, subject.occurrence, phrases)
            && rule.check.is_there(subject);
        if is_asked {
            rule.check.run(subject, violations);
        }
        is_asked
    }

    fn finding(&self, element: ElementId, mut violation: Violation) -> Finding {
        let Self { ruleset, surroundings: Surroundings { guide, phrases, .. }, rule, severity, .. } = *self;
        let contradicted = ruleset.contradicted(rule, guide, phrases, guide.get(violation.occurrence));
        violation::show_contradicted(contradicted, guide, &mut violation);
        violation::finding(guide, rule, severity, element, violation)
    }

    /// What the guide states that other guides must agree with.
    pub(super) fn facts(&self) -> Vec<GuideFact> {
        let Self { surroundings: Surroundings { guide, phrases, .. }, rule, .. } = *self;
        let mut facts = Vec::new();
        for occurrence in rule.elements.iter().flat_map(|&element| guide.occurrences(element)) {
            if !rule.concerns(guide, occurrence, phrases) {
                continue;
            }
            let element = occurrence.element;
            let subject = Subject { guide, element, occurrence, phrases, missing: &[] };
            let Some(Fact { occurrence: at, key, values, found }) = rule.check.fact(&subject) else {
                continue;
            };
            let at = guide.get(at);
            facts.push(GuideFact {
                rule: self.number,
                severity: self.severity,
                guide: 0,
                element,
                key,
                values,
                found,
                path: guide.path(at),
                span: at.node.span(),
            });
        }
        facts
    }
}
