//! Which entries of word lists affect the result for a text.

use std::collections::BTreeSet;

use super::rule_run::Surroundings;
use crate::check::{EntryLocation, TextIndex};
use crate::document;
use crate::guide::guides;
use crate::pack::{ConditionCache, Rule, Ruleset};

/// The entries of the word lists of a rule that affect the result for the guides in a text.
pub fn reached(text: &str, ruleset: &Ruleset, rule: &Rule) -> BTreeSet<EntryLocation> {
    let mut reached = BTreeSet::new();
    let stream = document::parse(text);
    let phrases = TextIndex::default();
    for guide in guides(&stream, &ruleset.vocabulary) {
        if !ConditionCache::new(&guide, &phrases, ruleset).concern(rule) {
            continue;
        }
        let surroundings = Surroundings { guide: &guide, phrases: &phrases, missing: &[] };
        for &element in &rule.elements {
            let holder = rule.must.scope().holder(element, guide.vocabulary);
            for subject in surroundings.subjects(element, holder) {
                if rule.concerns(&guide, subject.occurrence, &phrases) {
                    rule.check.reached(&subject, &mut reached);
                }
            }
        }
    }
    reached
}
