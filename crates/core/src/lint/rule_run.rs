//! One rule on one guide.

use super::guide_fact::GuideFact;
use super::violation;
use crate::check::{Fact, MOST_VIOLATIONS, Phrases, Subject, Violation};
use crate::finding::{Finding, Severity};
use crate::guide::{ElementId, Guide};
use crate::pack::{Rule, Ruleset};
use crate::text::Span;

/// A guide, and what is known of it when a rule looks.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'g, 't> {
    pub(super) guide: &'g Guide<'t>,
    /// What was found in its texts.
    pub(super) phrases: &'g Phrases<'g>,
    /// Where rules that looked before have found that something is missing, in order.
    pub(super) missing: &'g [Span],
}

impl<'g, 't> Surroundings<'g, 't> {
    /// All that a check of an element is asked about in a guide, whether the rule's conditions hold there
    /// or not. `holder` is the element whose places could hold it: see [`crate::check::Scope`].
    pub(super) fn subjects(
        self,
        element: ElementId,
        holder: ElementId,
    ) -> impl Iterator<Item = Subject<'g, 't>> {
        let Self { guide, phrases, missing } = self;
        // A record that nobody began lacks itself, not its parts; the guide is always there.
        let is_always_begun = holder == element || holder == ElementId::GUIDE;
        let places = guide.places(holder).filter(move |&place| is_always_begun || guide.is_filled(place));
        places.map(move |place| Subject { guide, element, place, phrases, missing })
    }
}

/// A rule that looks at a guide.
pub(super) struct RuleRun<'g, 't> {
    pub(super) ruleset: &'g Ruleset,
    pub(super) surroundings: Surroundings<'g, 't>,
    pub(super) rule: &'g Rule,
    /// The number of the rule.
    pub(super) number: usize,
    /// For each element of the rule, the element whose places could hold it.
    pub(super) holders: &'g [ElementId],
    /// The severity of what it finds.
    pub(super) severity: Severity,
}

/// What came of it.
#[derive(Default)]
pub(super) struct RuleOutcome {
    pub(super) findings: Vec<Finding>,
    /// Whether the rule found anything to look at.
    pub(super) looked: bool,
}

impl RuleRun<'_, '_> {
    /// Lets the rule look at all that it is about.
    pub(super) fn run(&self) -> RuleOutcome {
        let Self { surroundings: Surroundings { guide, phrases, missing }, rule, .. } = *self;
        let mut outcome = RuleOutcome::default();
        let (mut violations, mut places) = (Vec::new(), Vec::new());
        let is_led = rule.check.places(phrases, &mut places);
        for (&element, &holder) in rule.elements.iter().zip(self.holders) {
            if is_led {
                for place in places.iter().map(|&id| guide.get(id)).filter(|place| place.element == element) {
                    let subject = Subject { guide, element, place, phrases, missing };
                    outcome.looked |= self.ask(&subject, &mut violations);
                }
                outcome.looked =
                    outcome.looked || guide.places(element).any(|place| rule.concerns(guide, place, phrases));
            } else {
                for subject in self.surroundings.subjects(element, holder) {
                    outcome.looked |= self.ask(&subject, &mut violations);
                }
            }
            outcome.findings.extend(violations.drain(..).map(|violation| self.finding(element, violation)));
        }
        outcome
    }

    /// Asks the check of the rule about a subject, unless too much was found already. Returns whether it
    /// was there and the rule's conditions held.
    fn ask(&self, subject: &Subject<'_, '_>, violations: &mut Vec<Violation>) -> bool {
        let Self { surroundings: Surroundings { guide, phrases, .. }, rule, .. } = *self;
        let is_asked = violations.len() < MOST_VIOLATIONS
            && rule.concerns(guide, subject.place, phrases)
            && rule.check.is_there(subject);
        if is_asked {
            rule.check.run(subject, violations);
        }
        is_asked
    }

    fn finding(&self, element: ElementId, mut violation: Violation) -> Finding {
        let Self { ruleset, surroundings: Surroundings { guide, phrases, .. }, rule, severity, .. } = *self;
        let contradicted = ruleset.contradicted(rule, guide, phrases, guide.get(violation.place));
        violation::show_contradicted(contradicted, guide, &mut violation);
        violation::finding(guide, rule, severity, element, violation)
    }

    /// What the guide says that other guides must agree with.
    pub(super) fn facts(&self) -> Vec<GuideFact> {
        let Self { surroundings: Surroundings { guide, phrases, .. }, rule, .. } = *self;
        let mut facts = Vec::new();
        for place in rule.elements.iter().flat_map(|&element| guide.places(element)) {
            if !rule.concerns(guide, place, phrases) {
                continue;
            }
            let element = place.element;
            let subject = Subject { guide, element, place, phrases, missing: &[] };
            let Some(Fact { place: at, key, values, found }) = rule.check.fact(&subject) else { continue };
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
