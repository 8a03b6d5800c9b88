//! The sources of rules, kept so that a run can report what was not checked.

use serde::Deserialize;

use super::format::Checked;
use super::{Condition, Ruleset};
use crate::date::Date;
use crate::finding::{Obligation, TextStatus, place_in_source};
use crate::text::Span;

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum SourceKind {
    /// 法律.
    #[serde(rename = "法律")]
    Law,
    /// 行政法规.
    #[serde(rename = "行政法规")]
    AdministrativeRegulation,
    /// 地方性法规, including those of special economic zones.
    #[serde(rename = "地方性法规")]
    LocalRegulation,
    /// 部门规章.
    #[serde(rename = "部门规章")]
    DepartmentRule,
    /// 地方政府规章.
    #[serde(rename = "地方政府规章")]
    LocalRule,
    /// 司法解释.
    #[serde(rename = "司法解释")]
    JudicialInterpretation,
    /// 规范性文件 of administrative bodies.
    #[serde(rename = "规范性文件")]
    Document,
    /// A local text whose rank is not known.
    #[serde(rename = "地方规定")]
    LocalText,
    /// 国家标准.
    #[serde(rename = "国家标准")]
    NationalStandard,
    /// 行业标准.
    #[serde(rename = "行业标准")]
    IndustryStandard,
    /// 地方标准.
    #[serde(rename = "地方标准")]
    LocalStandard,
    /// 团体标准.
    #[serde(rename = "团体标准")]
    GroupStandard,
    /// 通报: reports faults that were found, obliges to nothing.
    #[serde(rename = "通报")]
    Circular,
    /// 检查指标: how an inspection gives marks.
    #[serde(rename = "检查指标")]
    Indicators,
    /// 自查: what an office found wrong in its own guides.
    #[serde(rename = "自查")]
    SelfInspection,
    /// 数据: what was counted in real records.
    #[serde(rename = "数据")]
    Data,
    /// How programs process a text.
    #[serde(rename = "技术规范")]
    Technique,
}

impl SourceKind {
    /// The name that packs use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Law => "法律",
            Self::AdministrativeRegulation => "行政法规",
            Self::LocalRegulation => "地方性法规",
            Self::DepartmentRule => "部门规章",
            Self::LocalRule => "地方政府规章",
            Self::JudicialInterpretation => "司法解释",
            Self::Document => "规范性文件",
            Self::LocalText => "地方规定",
            Self::NationalStandard => "国家标准",
            Self::IndustryStandard => "行业标准",
            Self::LocalStandard => "地方标准",
            Self::GroupStandard => "团体标准",
            Self::Circular => "通报",
            Self::Indicators => "检查指标",
            Self::SelfInspection => "自查",
            Self::Data => "数据",
            Self::Technique => "技术规范",
        }
    }

    /// Whether it is a statute or regulation: anybody may quote it, and its articles can be cited.
    pub fn is_legislation(self) -> bool {
        use SourceKind::{
            AdministrativeRegulation, DepartmentRule, JudicialInterpretation, Law, LocalRegulation, LocalRule,
        };
        matches!(
            self,
            Law | AdministrativeRegulation
                | LocalRegulation
                | DepartmentRule
                | LocalRule
                | JudicialInterpretation
        )
    }

    /// Whether it can oblige anybody besides its author.
    pub fn binds(self) -> bool {
        !matches!(self, Self::Circular | Self::Indicators | Self::SelfInspection | Self::Data)
    }

    /// Whether its text uses modal verbs.
    pub fn has_verbs(self) -> bool {
        self.binds() && self != Self::Technique
    }

    /// The modal verb of a sentence as reports show it; `None` if the text has none or we have not read it,
    /// so that we never show a verb the text does not use.
    pub(super) fn verb(self, obligation: Obligation, text: TextStatus) -> Option<Obligation> {
        let was_read = matches!(text, TextStatus::Full | TextStatus::Partial);
        Some(obligation).filter(|verb| was_read && self.has_verbs() && !verb.verbs().is_empty())
    }
}

/// A document that rules rest on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Short name, as packs use it.
    pub id: String,
    /// Number of the pack that declares it.
    pub pack: usize,
    /// What it is.
    pub kind: SourceKind,
    /// How it is cited: title with document number.
    pub title: String,
    /// Which version we read.
    pub edition: Option<String>,
    /// When it is in force.
    pub force: EffectivePeriod,
    /// When we last checked that this version is in force.
    pub seen: Option<Date>,
    /// How much of it we read.
    pub text: TextStatus,
    /// What exactly we read.
    pub note: Option<String>,
}

impl Source {
    /// Whether it is due for review on a day: not checked for a year, or never. What is no longer in force
    /// needs no review.
    pub fn is_due(&self, day: Date) -> bool {
        self.force.on(Some(day)) != Validity::Expired
            && self.seen.is_none_or(|seen| seen.a_year_later() <= day)
    }
}

/// The days on which a source is in force, both included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EffectivePeriod {
    /// The first day; `None` if it has been in force for long.
    pub from: Option<Date>,
    /// The last day; `None` if no end is known.
    pub until: Option<Date>,
}

/// Whether a source is in force on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// No longer in force.
    Expired,
    /// In force.
    InForce,
    /// Not yet in force, with its first day.
    Upcoming(Date),
}

impl EffectivePeriod {
    /// The validity on a day; without a day, whatever has no last day is in force.
    pub fn on(self, day: Option<Date>) -> Validity {
        match (self.from, self.until, day) {
            (_, Some(until), Some(day)) if until < day => Validity::Expired,
            (_, Some(_), None) => Validity::Expired,
            (Some(from), _, Some(day)) if day < from => Validity::Upcoming(from),
            _ => Validity::InForce,
        }
    }
}

/// A sentence of a source that says something about writing a guide.
#[derive(Debug)]
pub struct ClauseEntry {
    /// Its location in its pack.
    pub at: Span,
    /// Number of its source in [`Ruleset::sources`](super::Ruleset::sources).
    pub source: usize,
    /// Number of the pack that lists it.
    pub pack: usize,
    /// Its number as the source writes it.
    pub number: Option<String>,
    /// Which sentence of it.
    pub part: Option<String>,
    /// Its decisive words.
    pub words: Option<String>,
    /// What kind of obligation it states.
    pub obligation: Obligation,
    /// Its modal verb, if we have read the text and it has one.
    pub verb: Option<Obligation>,
    /// How far rules check it.
    pub checked: Checked,
    /// The guides that it applies to; all conditions must hold.
    pub conditions: Vec<Condition>,
    /// What it requires of guides, or why it is not checked.
    pub note: Option<String>,
    /// Questions that only people can answer.
    pub human: Vec<Question>,
    /// Numbers of the rules that rest on it in [`Ruleset::rules`](super::Ruleset::rules).
    pub rules: Vec<usize>,
}

impl ClauseEntry {
    /// Its location in the source; empty if it has no known number.
    pub fn place(&self) -> String {
        place_in_source(self.number.as_deref(), self.part.as_deref())
    }
}

/// A question about a guide that only people can answer.
#[derive(Clone, Debug)]
pub struct Question {
    /// The question.
    pub ask: String,
    /// Paths of the elements to look at; empty for the whole guide.
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
    /// Which sentence of it.
    pub part: Option<String>,
    /// Its decisive words.
    pub words: Option<String>,
    /// Its modal verb, if we have read the text and it has one.
    pub verb: Option<Obligation>,
    /// How far rules check it.
    pub checked: Checked,
    /// What it requires of guides, or why it is not checked.
    pub note: Option<String>,
    /// Questions that only people can answer.
    pub questions: Vec<String>,
    /// Identifiers of the rules that rest on it.
    pub rules: Vec<String>,
}

impl CoveredSource {
    /// The sources of a ruleset, each with its clauses from packs for which `is_meant` holds.
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
    /// Its location in the source; `None` if it has no known number.
    pub fn place(&self) -> Option<String> {
        Some(place_in_source(self.number.as_deref(), self.part.as_deref())).filter(|place| !place.is_empty())
    }

    fn of(ruleset: &Ruleset, clause: &ClauseEntry) -> Self {
        Self {
            number: clause.number.clone(),
            part: clause.part.clone(),
            words: clause.words.clone(),
            verb: clause.verb,
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
    /// Everything that they require of guides is checked.
    pub full: usize,
    /// A part is checked.
    pub partial: usize,
    /// People have to check them.
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

    /// The number of all clauses.
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
        let force = EffectivePeriod { from: Some(day("2024-01-01")), until: Some(day("2026-09-30")) };
        let on = |text: &str| force.on(Some(day(text)));
        assert_eq!(on("2023-12-31"), Validity::Upcoming(day("2024-01-01")));
        assert_eq!(on("2024-01-01"), Validity::InForce);
        assert_eq!(on("2026-09-30"), Validity::InForce);
        assert_eq!(on("2026-10-01"), Validity::Expired);
        assert_eq!(force.on(None), Validity::Expired, "without a day, the newest edition counts");
        assert_eq!(EffectivePeriod { until: None, ..force }.on(None), Validity::InForce);
        assert_eq!(EffectivePeriod::default().on(Some(day("1949-10-01"))), Validity::InForce);
    }
}
