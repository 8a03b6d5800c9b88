//! Finds rules that are shadowed by another: they can report nothing that the other does not report at the
//! same location and at least as severely.
//!
//! A rule is shadowed if another applies to all its guides, looks wherever it looks, requires at least as
//! much, and is at least as severe; or if another replaces it wherever it applies. Only the declarations
//! are compared, so two ways to write the same are not noticed. This also prevents a regional pack from
//! loosening a national rule by stating it with a lower severity.

use crate::document::typed::{Code, Mistake};
use crate::pack::{Condition, Rule, Ruleset};

/// Reports the shadowed rules of each pack.
pub(super) fn judge(ruleset: &Ruleset, mistakes: &mut [Vec<Mistake>]) {
    let rules = &ruleset.rules;
    for number in 0..rules.len() {
        // Of two rules that shadow each other, the first is kept.
        let stands = |&other: &usize| {
            other != number
                && shadows(ruleset, other, number)
                && (other < number || !shadows(ruleset, number, other))
        };
        if let Some(other) = (0..rules.len()).find(stands) {
            let (at, message) = told(&rules[number], &rules[other]);
            mistakes[at.pack].push(Mistake::new(Code::ShadowedRule, at.at, message));
        }
    }
}

/// The rule to report the mistake at, and the message. The author of the later pack can fix it.
fn told<'r>(rule: &'r Rule, other: &'r Rule) -> (&'r Rule, String) {
    let (own, others) = (&rule.info.id, &other.info.id);
    if other.pack > rule.pack {
        let message = format!(
            "有了这条规则，规则“{own}”不会再起作用：看的、要求的都不比它少，级别也不比它低；要代替它，请写 tightens: {own}"
        );
        return (other, message);
    }
    let message = if rule.tightens.is_some() || other.tightens.is_some() {
        format!("这条规则不会起作用：凡是用它的指南都用规则“{others}”代替")
    } else if rule.severity < other.severity {
        format!("这条规则不会起作用，也不能这样放宽：规则“{others}”看的、要求的不比它少，级别还比它高")
    } else {
        format!("这条规则不会起作用：规则“{others}”看的、要求的不比它少，级别也不比它低")
    };
    (rule, message)
}

/// Whether a rule leaves nothing for another to report.
fn shadows(ruleset: &Ruleset, by: usize, number: usize) -> bool {
    let (other, rule) = (&ruleset.rules[by], &ruleset.rules[number]);
    let size = |rule: &Rule| ruleset.packs[rule.pack].region.as_ref().map_or(0, String::len);
    applies_wherever(ruleset, other, rule)
        && match (rule.tightens, other.tightens) {
            // Both replace the same rule: the most severe runs, and of these that of the smallest region.
            (Some(base), Some(same)) if base == same => {
                (other.severity, size(other)) >= (rule.severity, size(rule))
            }
            // A rule may be replaced by a rule of another pack, but not of its own.
            (_, Some(base)) if base == number => rule.pack == other.pack,
            (Some(base), _) if base == by => false,
            _ => {
                other.severity >= rule.severity
                    && other.must.scope() == rule.must.scope()
                    && rule.elements.iter().all(|element| other.elements.contains(element))
                    && demands_as_much(other, rule)
                    && conditions_follow(ruleset, other, rule)
            }
        }
}

/// Whether a rule applies to every guide to which another applies, and whenever that one does.
fn applies_wherever(ruleset: &Ruleset, other: &Rule, rule: &Rule) -> bool {
    let (wide, narrow) = (&ruleset.packs[other.pack], &ruleset.packs[rule.pack]);
    let region = wide
        .region
        .as_ref()
        .is_none_or(|wide| narrow.region.as_ref().is_some_and(|narrow| narrow.starts_with(wide.as_str())));
    let (lasting, own) = (other.force, rule.force);
    let from = lasting.from.is_none_or(|from| own.from.is_some_and(|own| from <= own));
    let until = lasting.until.is_none_or(|until| own.until.is_some_and(|own| own <= until));
    region && from && until && (wide.profile.is_none() || wide.profile == narrow.profile)
}

fn demands_as_much(other: &Rule, rule: &Rule) -> bool {
    match (other.check.words(), rule.check.words()) {
        (Some(wide), Some(narrow)) => wide.covers(narrow),
        _ => other.must.covers(&rule.must),
    }
}

/// Whether the conditions of the other rule hold wherever those of the rule do.
fn conditions_follow(ruleset: &Ruleset, other: &Rule, rule: &Rule) -> bool {
    let follows =
        |condition: &Condition| ruleset.conditions_of(rule).any(|known| condition.follows_from(known));
    ruleset.conditions_of(other).all(follows)
}
