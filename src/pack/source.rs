//! What rules rest on, kept so that a run can say what was not checked.

use super::format::Checked;
use super::{Condition, Ruleset};
use crate::date::Date;
use crate::finding::{Obligation, TextStatus};

/// A document that rules rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Short name within the packs.
    pub id: String,
    /// Number of the pack that declares it.
    pub pack: usize,
    /// As it is cited: title with its document number.
    pub title: String,
    /// Which version was read.
    pub edition: Option<String>,
    /// When it is in force.
    pub force: Force,
    /// How much of it was read.
    pub text: TextStatus,
    /// What exactly was read.
    pub note: Option<String>,
}

/// The days on which a source is in force, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Force {
    /// The first; none for as long as anybody remembers.
    pub from: Option<Date>,
    /// The last; none while no end is known.
    pub until: Option<Date>,
}

/// How a source stands to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No longer in force.
    Past,
    /// In force.
    Present,
    /// Not yet in force; from when on.
    Coming(Date),
}

impl Force {
    /// How the source stands to a day; without a day, whatever has no end is in force.
    pub fn on(self, day: Option<Date>) -> Standing {
        match (self.from, self.until, day) {
            (_, Some(until), Some(day)) if until < day => Standing::Past,
            (_, Some(_), None) => Standing::Past,
            (Some(from), _, Some(day)) if day < from => Standing::Coming(from),
            _ => Standing::Present,
        }
    }
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

/// A source with its clauses, as reports show how far they are checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredSource {
    /// The source.
    pub source: Source,
    /// Identifier of the pack that declares it.
    pub pack: String,
    /// Its clauses, in the order of the packs.
    pub clauses: Vec<CoveredClause>,
}

/// A clause, as reports show how far it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredClause {
    /// Its number as the source writes it.
    pub number: Option<String>,
    /// Its modal verb.
    pub obligation: Obligation,
    /// How far rules check it.
    pub checked: Checked,
    /// What it says of guides, or why it is not checked.
    pub note: Option<String>,
    /// Questions that only people can answer.
    pub questions: Vec<String>,
    /// Identifiers of the rules that rest on it.
    pub rules: Vec<String>,
}

impl CoveredSource {
    /// The sources of a ruleset with their clauses in packs of these numbers.
    pub fn all(ruleset: &Ruleset, is_meant: impl Fn(usize) -> bool) -> Vec<Self> {
        let covered = |(number, source): (usize, &Source)| {
            let own = |clause: &&ClauseEntry| clause.source == number && is_meant(clause.pack);
            let clauses = ruleset.clauses.iter().filter(own).map(|clause| CoveredClause::of(ruleset, clause));
            let pack = ruleset.packs[source.pack].id.clone();
            Self { source: source.clone(), pack, clauses: clauses.collect() }
        };
        ruleset.sources.iter().enumerate().map(covered).collect()
    }

    /// How many of its clauses are checked how far.
    pub fn counts(&self) -> Counts {
        Counts::of(self.clauses.iter().map(|clause| clause.checked))
    }
}

impl CoveredClause {
    fn of(ruleset: &Ruleset, clause: &ClauseEntry) -> Self {
        Self {
            number: clause.number.clone(),
            obligation: clause.obligation,
            checked: clause.checked,
            note: clause.note.clone(),
            questions: clause.human.iter().map(|question| question.ask.clone()).collect(),
            rules: clause.rules.iter().map(|&rule| ruleset.rules[rule].info.id.clone()).collect(),
        }
    }
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
    /// Counts clauses by how far they are checked.
    pub fn of(clauses: impl IntoIterator<Item = Checked>) -> Self {
        let mut counts = Self::default();
        for checked in clauses {
            let counted = match checked {
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

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, counts| Self {
            full: sum.full + counts.full,
            partial: sum.partial + counts.partial,
            human: sum.human + counts.human,
            out: sum.out + counts.out,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_in_force_from_its_first_day_to_its_last() {
        let day = |text: &str| text.parse::<Date>().expect("it is a day");
        let force = Force { from: Some(day("2024-01-01")), until: Some(day("2026-09-30")) };
        let on = |text: &str| force.on(Some(day(text)));
        assert_eq!(on("2023-12-31"), Standing::Coming(day("2024-01-01")));
        assert_eq!(on("2024-01-01"), Standing::Present);
        assert_eq!(on("2026-09-30"), Standing::Present);
        assert_eq!(on("2026-10-01"), Standing::Past);
        assert_eq!(force.on(None), Standing::Past, "without a day, the newest edition counts");
        assert_eq!(Force { until: None, ..force }.on(None), Standing::Present);
        assert_eq!(Force::default().on(Some(day("1949-10-01"))), Standing::Present);
    }
}
