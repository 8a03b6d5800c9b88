//! Runs all rules on one guide.

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

/// The results of the rules on a guide.
#[derive(Default)]
pub(super) struct GuideOutcome {
    pub(super) findings: Vec<Finding>,
    pub(super) upcoming: Vec<Upcoming>,
    pub(super) facts: Vec<GuideFact>,
    /// Findings that are reduced to the most severe one where they overlap.
    overlapping: Vec<Finding>,
    /// Whether the rules checked all of it.
    pub(super) is_whole: bool,
}

/// Runs the rules that apply to a guide, until they have found `room` violations. Records in `usage`
/// which rules had anything to check.
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
        // Also after the last rule: it may have stopped at the limit.
        if outcome.findings.len() + outcome.upcoming.len() + outcome.overlapping.len() >= room {
            outcome.is_whole = false;
            break;
        }
    }
    let overlapping = std::mem::take(&mut outcome.overlapping);
    outcome.findings.extend(most_severe(overlapping));
    outcome
}

/// Collects where findings say that something is missing, sorted.
fn note_missing(guide: &Guide<'_>, findings: &[Finding], missing: &mut Vec<Span>) {
    for finding in findings {
        // An element missing from the whole guide is reported at the first key, which is not missing.
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

    /// Sets the number of the guide in its file.
    pub(super) fn number(&mut self, number: u32) {
        self.findings.iter_mut().for_each(|finding| finding.guides = vec![number]);
        self.upcoming.iter_mut().for_each(|upcoming| upcoming.finding.guides = vec![number]);
        self.facts.iter_mut().for_each(|fact| fact.guide = number);
    }
}
