//! Finds enumerations that no rule checks: readers would take a declared enumeration for a checked one.

use std::collections::BTreeSet;

use crate::document::typed::{Code, Mistake};
use crate::guide::{Declared, ElementId};
use crate::pack::Ruleset;

/// Reports the elements whose values no rule checks, and the sets of values that no element has.
pub(super) fn judge(ruleset: &Ruleset, mistakes: &mut [Vec<Mistake>]) {
    let asking = ruleset.rules.iter().filter(|rule| rule.check.enumerates());
    let asked: BTreeSet<ElementId> = asking.flat_map(|rule| rule.elements.iter().copied()).collect();
    let mut note = |at: Declared, message| {
        mistakes[at.file].push(Mistake::new(Code::UnusedEnumeration, at.span, message));
    };
    for (id, element) in ruleset.vocabulary.iter().filter(|(id, _)| !asked.contains(id)) {
        if let Some(at) = element.values.declared() {
            let (name, path) = (ruleset.vocabulary.name(id), &element.path);
            note(at, format!("没有规则核对“{name}”的取值：请把“{path}”写进 must: enumerated 的规则的 where"));
        }
    }
    for (name, at) in ruleset.vocabulary.unused_enumerations() {
        note(at, format!("没有要素使用取值表“{name}”"));
    }
}
