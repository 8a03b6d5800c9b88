//! What rules rest on, kept so that a run can say what was not checked.

use super::Condition;
use super::format::Checked;
use crate::finding::{Obligation, TextStatus};

/// A document that rules rest on.
#[derive(Clone, Debug)]
pub struct Source {
    /// Short name within the packs.
    pub id: String,
    /// Number of the pack that declares it.
    pub pack: usize,
    /// As it is cited: title with its document number.
    pub title: String,
    /// Which version was read.
    pub edition: Option<String>,
    /// How much of it was read.
    pub text: TextStatus,
    /// What exactly was read.
    pub note: Option<String>,
}

/// A clause that says something about writing a guide.
#[derive(Debug)]
pub struct ClauseEntry {
    /// Number of its source in [`Ruleset::sources`](super::Ruleset::sources).
    pub source: usize,
    /// Number of the pack that lists it.
    pub pack: usize,
    /// Its number as the source writes it.
    pub number: Option<String>,
    /// Its modal verb.
    pub obligation: Obligation,
    /// How far rules check it.
    pub checked: Checked,
    /// The guides that it is about; all conditions hold.
    pub conditions: Vec<Condition>,
    /// What it says of guides, or why it is not checked.
    pub note: Option<String>,
    /// Questions that only people can answer.
    pub human: Vec<Question>,
    /// Numbers of the rules that rest on it in [`Ruleset::rules`](super::Ruleset::rules).
    pub rules: Vec<usize>,
}

/// A question about a guide that only people can answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub ask: String,
    /// Paths of the elements to look at; none for the whole guide.
    pub look: Vec<String>,
}

/// How many clauses are checked how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All that they say of guides is checked.
    pub full: usize,
    /// A part is checked.
    pub partial: usize,
    /// People have to look.
    pub human: usize,
    /// Not checked, for a stated reason.
    pub out: usize,
}

impl Counts {
    /// Counts clauses.
    pub fn of<'c>(clauses: impl IntoIterator<Item = &'c ClauseEntry>) -> Self {
        let mut counts = Self::default();
        for clause in clauses {
            let counted = match clause.checked {
                Checked::Full => &mut counts.full,
                Checked::Partial => &mut counts.partial,
                Checked::Human => &mut counts.human,
                Checked::Out => &mut counts.out,
            };
            *counted += 1;
        }
        counts
    }

    /// All clauses.
    pub fn total(&self) -> usize {
        self.full + self.partial + self.human + self.out
    }
}
