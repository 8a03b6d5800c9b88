//! What applies to a guide: by region, profile, day, and what the office decided.

use crate::check::Scope;
use crate::date::Date;
use crate::finding::Severity;
use crate::guide::{ElementId, Guide};
use crate::pack::{Level, Ruleset, Selection, Validity};

/// What of a ruleset applies to a guide, whatever the conditions of its rules say. Worked out once for
/// a guide.
///
/// Severities are decided here, before any rule looks: of overlapping findings the most severe one
/// counts, so a severity cannot be changed afterwards.
#[derive(Clone, Debug, Default)]
pub struct Applicable {
    /// The packs, by number, in their order.
    pub packs: Vec<usize>,
    /// The rules, in force or to come, in the order in which they look.
    pub rules: Vec<ApplicableRule>,
    /// The elements whose texts these packs want to have indexed, each once.
    pub elements_to_index: Vec<ElementId>,
}

/// A rule that applies to a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApplicableRule {
    /// Its number.
    pub number: usize,
    /// The severity of its findings.
    pub severity: Severity,
    /// The day from which on its findings count, where that is to come.
    pub upcoming: Option<Date>,
}

impl Applicable {
    /// What applies to a guide.
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

/// The rules of some packs that look, in their order. Where several rules tighten the same one, the most
/// severe looks; of equally severe ones that of the smallest region.
fn rules(packs: &[usize], ruleset: &Ruleset, selection: &Selection<'_>) -> Vec<ApplicableRule> {
    let mut rules = Vec::with_capacity(ruleset.rules.len());
    let mut tightening = Tightening::default();
    for number in packs.iter().flat_map(|&pack| ruleset.rules_of(pack)) {
        let rule = &ruleset.rules[number];
        // Who asks for a profile by name asks for it as it stood.
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
    // Those that look at the whole guide come after those that look at one element.
    rules.sort_by_key(|rule| {
        let rule = &ruleset.rules[rule.number];
        rule.check.is_last().then(|| rule.must.scope() == Scope::Guide)
    });
    rules
}

/// Which rules stand in for others.
#[derive(Default)]
struct Tightening {
    /// The best candidate for each rule that is tightened, in the order in which they were met.
    kept: Vec<(usize, Candidate)>,
    /// The rules that another one stands in for.
    replaced: Vec<usize>,
}

/// A rule that would stand in for another.
#[derive(Clone, Copy)]
struct Candidate {
    number: usize,
    /// The heaviest of several stands in.
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
