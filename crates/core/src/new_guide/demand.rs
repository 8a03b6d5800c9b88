//! What rules require of a guide of which only a few values are known.

use std::collections::BTreeMap;

use super::Known;
use crate::check::TextIndex;
use crate::guide::{ElementId, Guide, Role, Vocabulary};
use crate::lint::Applicable;
use crate::pack::{Rule, Ruleset, Selection};

/// The required elements, with the rules that require them.
pub(super) struct Demands<'r> {
    by_element: BTreeMap<ElementId, Demand<'r>>,
}

/// Why an element is required.
#[derive(Default)]
pub(super) struct Demand<'r> {
    /// Whether it is required whatever else the guide states.
    pub(super) is_certain: bool,
    /// The rules, the most severe first; if it is certainly required, only those that certainly apply.
    pub(super) rules: Vec<&'r Rule>,
}

impl<'r> Demands<'r> {
    pub(super) fn of(
        ruleset: &'r Ruleset,
        guide: &Guide<'_>,
        known: &[Known],
        selection: &Selection<'_>,
    ) -> Self {
        let mut demands = Self { by_element: BTreeMap::new() };
        for applicable in Applicable::of(guide, ruleset, selection).rules {
            let rule = &ruleset.rules[applicable.number];
            let own = rule.elements.iter().copied().filter(|_| rule.check.requires());
            let elements: Vec<_> = own.chain(rule.check.writes()).collect();
            if elements.is_empty() {
                continue;
            }
            if let Some(is_certain) = concerns(ruleset, rule, guide, known) {
                for element in elements {
                    demands.add(element, rule, is_certain);
                }
            }
        }
        demands.add_holders(&ruleset.vocabulary);
        for demand in demands.by_element.values_mut() {
            demand.rules.sort_by_key(|rule| std::cmp::Reverse(rule.severity));
        }
        demands
    }

    fn add(&mut self, element: ElementId, rule: &'r Rule, is_certain: bool) {
        let demand = self.by_element.entry(element).or_default();
        if is_certain && !demand.is_certain {
            *demand = Demand { is_certain, rules: Vec::new() };
        }
        if is_certain == demand.is_certain {
            demand.rules.push(rule);
        }
    }

    /// A part needs what it is a part of, and a record needs the part that names it.
    fn add_holders(&mut self, vocabulary: &Vocabulary) {
        for (element, is_certain) in self.all() {
            let above = std::iter::successors(vocabulary.parent(element), |&above| vocabulary.parent(above));
            for holder in above.filter(|&holder| holder != ElementId::GUIDE) {
                self.by_element.entry(holder).or_default().is_certain |= is_certain;
            }
        }
        for (element, is_certain) in self.all() {
            let record = vocabulary.item(element).unwrap_or(element);
            if let Some(first) = vocabulary.first_part(record) {
                self.by_element.entry(first).or_default().is_certain |= is_certain;
            }
        }
    }

    fn all(&self) -> Vec<(ElementId, bool)> {
        self.by_element.iter().map(|(&element, demand)| (element, demand.is_certain)).collect()
    }

    /// Why an element is required; `None` if it is not.
    pub(super) fn get(&self, element: ElementId) -> Option<&Demand<'r>> {
        self.by_element.get(&element)
    }
}

/// Whether a rule certainly applies to the guide that will be written; `None` if it does not apply.
/// Conditions on the name of the matter count as certain, since the author knows the name: if none was
/// given, they are evaluated as for a guide without a name.
fn concerns(ruleset: &Ruleset, rule: &Rule, guide: &Guide<'_>, known: &[Known]) -> Option<bool> {
    let mut is_certain = true;
    for condition in ruleset.conditions_of(rule) {
        let is_known = known.iter().any(|known| known.element == condition.element);
        let is_name = guide.vocabulary.with_role(Role::Matter) == Some(condition.element);
        if (is_known || is_name) && !condition.holds(guide, guide.root(), &TextIndex::default()) {
            return None;
        }
        is_certain &= is_known || is_name;
    }
    Some(is_certain)
}
