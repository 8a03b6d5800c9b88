//! What of a ruleset had to do with some guides.

use crate::pack::Ruleset;

/// What of a ruleset had to do with some guides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Of every pack, by its number, whether it applied to one of them.
    pub packs: Vec<bool>,
    /// Of every rule, by its number, whether it found anything to look at in one of them.
    pub rules: Vec<bool>,
}

impl Usage {
    /// Nothing of a ruleset was used.
    pub fn of(ruleset: &Ruleset) -> Self {
        Self { packs: vec![false; ruleset.packs.len()], rules: vec![false; ruleset.rules.len()] }
    }

    /// Adds what another usage of the same ruleset counted.
    pub fn add(&mut self, other: &Self) {
        for (own, other) in self.packs.iter_mut().zip(&other.packs) {
            *own |= other;
        }
        for (own, other) in self.rules.iter_mut().zip(&other.rules) {
            *own |= other;
        }
    }
}
