//! Which packs and rules of a ruleset were used for some guides.

use crate::pack::Ruleset;

/// Which packs and rules of a ruleset were used for some guides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// By the number of the pack: whether it applied to one of them.
    pub packs: Vec<bool>,
    /// By the number of the rule: whether it had anything to check in one of them.
    pub rules: Vec<bool>,
}

impl Usage {
    /// A usage in which nothing was used.
    pub fn of(ruleset: &Ruleset) -> Self {
        Self { packs: vec![false; ruleset.packs.len()], rules: vec![false; ruleset.rules.len()] }
    }

    /// Adds another usage of the same ruleset.
    pub fn add(&mut self, other: &Self) {
        for (own, other) in self.packs.iter_mut().zip(&other.packs) {
            *own |= other;
        }
        for (own, other) in self.rules.iter_mut().zip(&other.rules) {
            *own |= other;
        }
    }
}
