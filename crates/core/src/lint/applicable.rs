//! Which packs and rules apply to a guide: by region, profile, day, and the decisions of the office.

use crate::check::Scope;
use crate::date::Date;
use crate::finding::Severity;
use crate::guide::{ElementId, Guide};
use crate::pack::{Level, Ruleset, Selection, Validity};

/// The packs and rules of a ruleset that apply to a guide, before the conditions of the rules are
/// evaluated. Computed once per guide.
///
/// Severities are decided here, before any rule runs: of overlapping findings only the most severe one is
/// kept, so a severity cannot be changed afterwards.
#[derive(Clone, Debug, Default)]
pub struct Applicable {
    /// Numbers of the packs, in their order.
    pub packs: Vec<usize>,
    /// The rules, in force or upcoming, in the order in which they run.
    pub rules: Vec<ApplicableRule>,
    /// The elements whose texts the rules of these packs need indexed, each once.
    pub elements_to_index: Vec<ElementId>,
}

/// A rule that applies to a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicableRule {
    /// Number of the rule.
    pub number: usize,
    /// The severity of its findings.
    pub severity: Severity,
    /// The day from which its findings count, if that day is still to come.
    pub upcoming: Option<Date>,
}

impl Applicable {
    /// Returns what applies to a guide.
    pub fn of(guide: &Guide<'_>, ruleset: &Ruleset, selection: &Selection<'_>) -> Self {
        let stated_region = guide.region();
        let mut packs = Vec::new();
        for (number, pack) in ruleset.packs.iter().enumerate() {
            if pack.applies(stated_region, selection) {
                packs.push(number);
            }
        }
        let rules = rules(&packs, ruleset, selection);
        let elements_to_index = elements_to_index(&packs, ruleset);
        Self { packs, rules, elements_to_index }
    }
}

fn elements_to_index(packs: &[usize], ruleset: &Ruleset) -> Vec<ElementId> {
    let (mut elements, mut is_listed) = (Vec::new(), vec![false; ruleset.vocabulary.len()]);
    for &pack in packs {
        for &element in ruleset.texts(pack) {
            if !std::mem::replace(&mut is_listed[element.index()], true) {
                elements.push(element);
            }
        }
    }
    elements
}

/// The rules of some packs that run, in order. If several rules tighten the same one, only the most
/// severe runs; of equally severe ones, that of the smallest region.
fn rules(packs: &[usize], ruleset: &Ruleset, selection: &Selection<'_>) -> Vec<ApplicableRule> {
    let mut rules = Vec::with_capacity(ruleset.rules.len());
    let mut tightening = Tightening::default();
    for number in packs.iter().flat_map(|&pack| ruleset.rules_of(pack)) {
        let rule = &ruleset.rules[number];
        // A profile is asked for by name, so its rules apply even after their source has expired.
        let is_asked_for = ruleset.packs[rule.pack].profile.is_some();
        let upcoming = match rule.force.on(selection.as_of) {
            Validity::Expired if !is_asked_for => continue,
            Validity::Expired | Validity::InForce => None,
            Validity::Upcoming(from) => Some(from),
        };
        if selection.level(number) == Level::Off {
            continue;
        }
        let severity = selection.severity(number, rule);
        rules.push(ApplicableRule { number, severity, upcoming });
        if let (Some(base), None) = (rule.tightens, upcoming) {
            let region = ruleset.packs[rule.pack].region.as_ref().map_or(0, String::len);
            tightening.add(base, Candidate { number, weight: (severity, region) });
        }
    }
    rules.retain(|rule| !tightening.replaced.contains(&rule.number));
    // Rules that depend on what others reported run last; of these, rules for the whole guide.
    rules.sort_by_key(|rule| {
        let rule = &ruleset.rules[rule.number];
        rule.check.is_last().then(|| rule.must.scope() == Scope::Guide)
    });
    rules
}

/// Which rules replace others.
#[derive(Default)]
struct Tightening {
    /// The best candidate for each rule that is tightened, in the order in which they were added.
    kept: Vec<(usize, Candidate)>,
    /// The rules that another one replaces.
    replaced: Vec<usize>,
}

/// A rule that may replace another.
#[derive(Clone, Copy)]
struct Candidate {
    number: usize,
    /// Of several candidates, the one with the greatest weight replaces the rule.
    weight: (Severity, usize),
}

impl Tightening {
    fn add(&mut self, base: usize, candidate: Candidate) {
        match self.kept.iter_mut().find(|(known, _)| *known == base) {
            None => {
                self.kept.push((base, candidate));
                self.replaced.push(base);
            }
            Some((_, kept)) if candidate.weight > kept.weight => {
                self.replaced.push(std::mem::replace(kept, candidate).number);
            }
            Some(_) => self.replaced.push(candidate.number),
        }
    }
}
