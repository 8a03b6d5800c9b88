//! Which rules look at a guide: by region, profile, day, and what the office decided.

use crate::check::Scope;
use crate::date::Date;
use crate::guide::{ElementId, Guide};
use crate::pack::{Level, Rule, Ruleset, Selection, Standing};

/// A rule that looks at guides like some guide.
pub(super) struct Active {
    /// Its number.
    pub(super) number: usize,
    /// The day from which on what it finds counts, where that is to come.
    pub(super) coming: Option<Date>,
}

/// The rules that look at guides like this one, in force or to come, whatever their conditions say; in
/// the order in which they look.
pub fn rules_for<'r>(
    guide: &Guide<'_>,
    ruleset: &'r Ruleset,
    selection: &Selection<'_>,
) -> impl Iterator<Item = &'r Rule> {
    active_rules(guide, ruleset, selection).into_iter().map(|active| &ruleset.rules[active.number])
}

/// The packs that apply to a guide, by number.
pub(super) fn applied_packs(
    guide: &Guide<'_>,
    ruleset: &Ruleset,
    selection: &Selection<'_>,
) -> impl Iterator<Item = usize> {
    let stated = guide.region();
    let packs = ruleset.packs.iter().enumerate();
    packs.filter(move |(_, pack)| pack.applies(stated, selection)).map(|(number, _)| number)
}

/// The elements whose texts the rules of these packs want to have read, each once.
pub(super) fn texts_to_read(
    guide: &Guide<'_>,
    ruleset: &Ruleset,
    selection: &Selection<'_>,
) -> Vec<ElementId> {
    let (mut texts, mut is_listed) = (Vec::new(), vec![false; ruleset.vocabulary.len()]);
    for pack in applied_packs(guide, ruleset, selection) {
        let new = |element: &&ElementId| !std::mem::replace(&mut is_listed[element.index()], true);
        texts.extend(ruleset.texts(pack).iter().filter(new));
    }
    texts
}

/// Which rules look at a guide, in their order. Where several rules tighten the same one, the gravest
/// looks; of equally grave ones that of the smallest region.
pub(super) fn active_rules(guide: &Guide<'_>, ruleset: &Ruleset, selection: &Selection<'_>) -> Vec<Active> {
    let weight = |number: usize| {
        let rule = &ruleset.rules[number];
        (selection.severity(number, rule), ruleset.packs[rule.pack].region.as_ref().map_or(0, String::len))
    };
    let mut active = Vec::with_capacity(ruleset.rules.len());
    // Which rule stands in for another, by the number of that, and all that are out of it.
    let (mut standing, mut dropped): (Vec<(usize, usize)>, Vec<usize>) = (Vec::new(), Vec::new());
    for number in applied_packs(guide, ruleset, selection).flat_map(|pack| ruleset.rules_of(pack)) {
        let rule = &ruleset.rules[number];
        // Who asks for a profile by name asks for it as it stood.
        let is_asked_for = ruleset.packs[rule.pack].profile.is_some();
        let coming = match rule.force.on(selection.as_of) {
            Standing::Past if !is_asked_for => continue,
            Standing::Past | Standing::Present => None,
            Standing::Coming(from) => Some(from),
        };
        if selection.level(number) == Level::Off {
            continue;
        }
        active.push(Active { number, coming });
        let (Some(base), None) = (rule.tightens, coming) else { continue };
        match standing.iter_mut().find(|(known, _)| *known == base) {
            None => {
                standing.push((base, number));
                dropped.push(base);
            }
            Some((_, kept)) if weight(number) > weight(*kept) => {
                dropped.push(std::mem::replace(kept, number));
            }
            Some(_) => dropped.push(number),
        }
    }
    active.retain(|active| !dropped.contains(&active.number));
    // Those that look at the whole guide come after those that look at one element.
    active.sort_by_key(|active| {
        let rule = &ruleset.rules[active.number];
        rule.check.is_last().then(|| rule.must.scope() == Scope::Guide)
    });
    active
}
