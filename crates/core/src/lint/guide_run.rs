//! All rules on one guide.

use super::applicable::{Applicable, ApplicableRule};
use super::file_check::Upcoming;
use super::guide_fact::GuideFact;
use super::overlap::most_severe;
use super::rule_run::{RuleOutcome, RuleRun, Surroundings};
use super::usage::Usage;
use super::violation::rest_on;
use crate::check::{MOST_VIOLATIONS, TextIndex};
use crate::finding::Finding;
use crate::guide::Guide;
use crate::pack::{ConditionCache, Rule, Ruleset};
use crate::text::Span;

/// What the rules find in a guide.
#[derive(Default)]
pub(super) struct GuideOutcome {
    pub(super) findings: Vec<Finding>,
    pub(super) upcoming: Vec<Upcoming>,
    pub(super) facts: Vec<GuideFact>,
    /// Findings of which of overlapping ones only the most severe counts.
    overlapping: Vec<Finding>,
    /// Whether the rules saw all of it.
    pub(super) is_whole: bool,
}

/// Lets the rules that apply look at a guide, until they have found as much as there is `room` for; notes
/// in `usage` which of them found anything to look at.
pub(super) fn run(
    guide: &Guide<'_>,
    ruleset: &Ruleset,
    applicable: &Applicable,
    room: usize,
    usage: &mut Usage,
) -> GuideOutcome {
    let mut outcome = GuideOutcome::default();
    if room == 0 {
        return outcome;
    }
    for &pack in &applicable.packs {
        usage.packs[pack] |= !ruleset.rules_of(pack).is_empty();
    }
    outcome.is_whole = guide.is_whole() && guide.unknown().len() < MOST_VIOLATIONS;
    let phrases = TextIndex::read(&ruleset.phrasebook, guide, &applicable.elements_to_index);
    let circumstances = ConditionCache::new(guide, &phrases, ruleset);
    let mut missing = Vec::new();
    for &ApplicableRule { number, severity, upcoming } in &applicable.rules {
        let (rule, holders) = (&ruleset.rules[number], ruleset.holders(number));
        if !holders.iter().any(|&holder| guide.has(holder)) || !circumstances.concern(rule) {
            continue;
        }
        let surroundings = Surroundings { guide, phrases: &phrases, missing: &missing };
        let run = RuleRun { ruleset, surroundings, rule, number, holders, severity };
        let RuleOutcome { mut findings, looked } = run.run();
        usage.rules[number] |= looked;
        if upcoming.is_none() && rule.check.compares() {
            outcome.facts.extend(run.facts());
        }
        if upcoming.is_none() && (rule.check.requires() || rule.check.is_last()) {
            note_missing(guide, &findings, &mut missing);
        }
        if !findings.is_empty()
            && let Some(conclusion) = circumstances.conclusion(rule)
        {
            for finding in &mut findings {
                rest_on(conclusion, guide, finding);
            }
        }
        if let Some(from) = upcoming {
            outcome.upcoming.extend(findings.into_iter().map(|finding| Upcoming { finding, from }));
            continue;
        }
        outcome.add(rule, findings);
        // Also after the last rule: it may have found more than it noted.
        if outcome.findings.len() + outcome.upcoming.len() + outcome.overlapping.len() >= room {
            outcome.is_whole = false;
            break;
        }
    }
    let overlapping = std::mem::take(&mut outcome.overlapping);
    outcome.findings.extend(most_severe(overlapping));
    outcome
}

/// Notes where findings say that something is missing, in order.
fn note_missing(guide: &Guide<'_>, findings: &[Finding], missing: &mut Vec<Span>) {
    for finding in findings {
        // What a guide lacks is shown at its first key, and says nothing of that key.
        if !finding.is_absence || finding.spans != [guide.missing_at(guide.root())] {
            missing.extend_from_slice(&finding.spans);
        }
    }
    missing.sort_unstable();
}

impl GuideOutcome {
    fn add(&mut self, rule: &Rule, findings: Vec<Finding>) {
        let found = if rule.check.yields() { &mut self.overlapping } else { &mut self.findings };
        found.extend(findings);
    }

    /// Says of which guide of its file it is.
    pub(super) fn number(&mut self, number: u32) {
        self.findings.iter_mut().for_each(|finding| finding.guides = vec![number]);
        self.upcoming.iter_mut().for_each(|upcoming| upcoming.finding.guides = vec![number]);
        self.facts.iter_mut().for_each(|fact| fact.guide = number);
    }
}
