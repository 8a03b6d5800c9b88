//! Rule packs: everything that comes from a standard, as data.
//!
//! A pack is a YAML file ([`mod@format`]) that is parsed by the same code as a guide, so its mistakes have
//! exact locations too. All packs of a run are loaded together and all mistakes in them are reported
//! together; a [`Ruleset`] is returned only if there are none.
//!
//! Invariant: the severity of a rule never exceeds what its clause obliges to, nor what we have read of it
//! permits ([`severity`]). A pack that extends another may add and tighten, not loosen.

pub mod format;
mod fragments;
mod load;
mod making;
mod source;
mod template;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

pub use load::{Mistakes, load};
pub use source::{
    ClauseEntry, Counts, CoveredClause, CoveredSource, EffectivePeriod, Question, Source, SourceKind,
    Validity,
};
pub use template::Template;

use crate::check::{Check, LiteralIndex, Must, Pattern, TextIndex, WordList};
use crate::date::Date;
use crate::document::typed::Spanned;
use crate::finding::{Obligation, RuleInfo, Severity, TextStatus};
use crate::guide::{Conclusion, ElementId, Guide, Occurrence, Vocabulary};
use crate::lists::Lists;
use crate::text::Span;

/// The most contradicted occurrences that a finding shows; nobody would read more.
const MOST_CONTRADICTED: usize = 3;

/// All packs of a run, ready to check guides.
pub struct Ruleset {
    /// The elements of all packs.
    pub vocabulary: Vocabulary,
    /// The packs, in the order in which they were named.
    pub packs: Vec<PackInfo>,
    /// The rules, in the order of the packs.
    pub rules: Vec<Rule>,
    /// For each pack, where its rules end; they start where those of the previous pack end.
    ends: Vec<usize>,
    /// For each rule, the element whose occurrences are checked, for each of its elements.
    holders: Lists<ElementId>,
    /// For each pack, the elements whose texts its rules need in the phrasebook.
    texts: Lists<ElementId>,
    /// The documents that the rules rest on, in the order of the packs.
    pub sources: Vec<Source>,
    /// Every clause of these documents that says something about writing a guide.
    pub clauses: Vec<ClauseEntry>,
    /// The word lists, by name.
    pub words: BTreeMap<String, WordList>,
    /// The conditions of all rules on elements that a guide has only once, without duplicates.
    pub conditions: Vec<Condition>,
    /// The literals of all word lists and conditions.
    pub phrasebook: LiteralIndex,
}

impl Ruleset {
    /// The numbers of the rules of a pack.
    pub fn rules_of(&self, pack: usize) -> Range<usize> {
        let start = pack.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[pack]
    }

    /// For each element of a rule, the one whose occurrences are checked; by the rule's number.
    pub fn holders(&self, rule: usize) -> &[ElementId] {
        self.holders.get(rule)
    }

    /// The elements whose texts the rules of a pack need in the phrasebook.
    pub fn texts(&self, pack: usize) -> &[ElementId] {
        self.texts.get(pack)
    }

    /// The number of the rule with an identifier.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.rules.iter().position(|rule| rule.info.id == id)
    }

    /// All conditions of a rule: on elements that a guide has only once, then on elements inside lists.
    pub fn conditions_of<'r>(&'r self, rule: &'r Rule) -> impl Iterator<Item = &'r Condition> {
        let of_guide = rule.guide_conditions.iter().map(|&number| &self.conditions[number]);
        of_guide.chain(&rule.conditions)
    }

    /// The paths of the elements that a rule checks; empty if it checks the guide as a whole.
    pub fn paths_of<'r>(&'r self, rule: &Rule) -> Vec<&'r str> {
        let paths = rule.elements.iter().map(|&element| &*self.vocabulary[element].path);
        paths.filter(|path| !path.is_empty()).collect()
    }

    /// The occurrences that a violation at `occurrence` contradicts, at most a few; none if the rule does
    /// not name their element.
    pub fn contradicted<'r, 't>(
        &'r self,
        rule: &'r Rule,
        guide: &'r Guide<'t>,
        phrases: &'r TextIndex<'r>,
        occurrence: Occurrence<'t>,
    ) -> impl Iterator<Item = Occurrence<'t>> + 'r {
        let says = move |there: &Occurrence<'t>| {
            let mut on_it = self.conditions_of(rule).filter(|condition| condition.element == there.element);
            on_it.all(|condition| condition.is_met_at(guide, *there, phrases))
        };
        let beside = rule.against.map(|element| guide.beside(occurrence, element));
        beside.into_iter().flatten().filter(says).take(MOST_CONTRADICTED)
    }

    /// Whether findings of a rule must not be suppressed; `None` if there is no such rule.
    pub fn is_mandatory(&self, id: &str) -> Option<bool> {
        self.number(id).map(|number| self.rules[number].info.mandatory)
    }
}

/// What reports say about a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInfo {
    /// Identifier, the namespace of its rules.
    pub id: String,
    /// Version of the pack.
    pub version: String,
    /// Title, in Chinese.
    pub title: String,
    /// Beginning of the 行政区划代码 of the guides that it applies to; `None` for all guides.
    pub region: Option<String>,
    /// The name by which a user has to ask for it; `None` if it always applies.
    pub profile: Option<String>,
}

impl PackInfo {
    /// Whether the pack applies to a guide that states this 行政区划代码, or none.
    pub fn applies(&self, stated: Option<&str>, selection: &Selection<'_>) -> bool {
        let here = selection.region.or(stated);
        self.region.as_ref().is_none_or(|own| here.is_some_and(|here| here.starts_with(own)))
            && self.profile.as_ref().is_none_or(|own| selection.profiles.contains(own))
    }
}

/// What decides, besides the guide, which packs apply to it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Selection<'s> {
    /// The 行政区划代码 to use instead of the one that each guide states.
    pub region: Option<&'s str>,
    /// The profiles that the user asked for.
    pub profiles: &'s [String],
    /// The day on which sources must be in force; without it, those that have no last day are.
    pub as_of: Option<Date>,
    /// Whether suppression comments are ignored.
    pub unsuppressed: bool,
    /// What the office decided about each rule, by its number; without it, packs decide.
    pub levels: Option<&'s [Level]>,
}

/// What an office decided about a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Nothing: the severity of the pack applies.
    #[default]
    AsPacked,
    /// Its findings have this severity.
    Severity(Severity),
    /// The rule is switched off.
    Off,
}

impl Level {
    /// Whether findings are less severe because of it.
    pub fn is_laxer_than(self, severity: Severity) -> bool {
        match self {
            Self::AsPacked => false,
            Self::Severity(decided) => decided < severity,
            Self::Off => true,
        }
    }
}

impl Selection<'_> {
    /// What the office decided about a rule, by its number.
    pub fn level(&self, rule: usize) -> Level {
        self.levels.and_then(|levels| levels.get(rule).copied()).unwrap_or_default()
    }

    /// The severity of the findings of a rule, by its number.
    pub fn severity(&self, number: usize, rule: &Rule) -> Severity {
        match self.level(number) {
            Level::Severity(severity) => severity,
            Level::AsPacked | Level::Off => rule.severity,
        }
    }
}

/// A rule, ready to check guides.
pub struct Rule {
    /// What reports say about it.
    pub info: Arc<RuleInfo>,
    /// The severity of its findings, unless the office decides otherwise.
    pub severity: Severity,
    /// What its clause does, whether or not its text has a modal verb for it.
    pub obligation: Obligation,
    /// When its source is in force.
    pub force: EffectivePeriod,
    /// What its clause requires of guides, in our words.
    pub clause_says: Option<String>,
    /// What we read of its source.
    pub source_read: Option<String>,
    /// Number of its pack in [`Ruleset::packs`].
    pub pack: usize,
    /// Where its identifier is written in its pack.
    pub at: Span,
    /// Number of the rule in [`Ruleset::rules`] that this one replaces where it applies.
    pub tightens: Option<usize>,
    /// Why its requirement may differ from that rule's; `None` if it is the same.
    pub because: Option<String>,
    /// The elements that it checks; the guide itself if the check applies to no element.
    pub elements: Vec<ElementId>,
    /// Conditions on elements inside lists, evaluated at each occurrence.
    pub conditions: Vec<Condition>,
    /// Conditions on the guide as a whole: their numbers in [`Ruleset::conditions`].
    pub guide_conditions: Vec<usize>,
    /// The element of one of its conditions that a violation contradicts.
    pub against: Option<ElementId>,
    /// What it requires, as written.
    pub must: Must,
    /// What it requires, compiled.
    pub check: Arc<dyn Check>,
    /// The message of its findings.
    pub message: Template,
    /// The help of its findings.
    pub help: Option<Template>,
    /// Replacements for texts that are found.
    pub instead: BTreeMap<String, String>,
    /// Examples in which it finds nothing, as YAML text.
    pub pass: Vec<Spanned<String>>,
    /// Examples in which it finds something.
    pub fail: Vec<Spanned<String>>,
}

/// A condition on an element.
#[derive(Debug, PartialEq)]
pub struct Condition {
    /// The element.
    pub element: ElementId,
    one_of: Vec<String>,
    none_of: Vec<String>,
    matches: Option<Pattern>,
    lacks: Option<Pattern>,
    present: Option<bool>,
}

impl Rule {
    /// Whether the conditions hold at an occurrence of the element, or of what may contain it, in a guide
    /// whose other conditions hold.
    pub fn concerns(&self, guide: &Guide<'_>, occurrence: Occurrence<'_>, phrases: &TextIndex<'_>) -> bool {
        self.conditions.iter().all(|condition| condition.holds(guide, occurrence, phrases))
    }
}

/// Which conditions hold for a guide. Many rules share conditions, so each is evaluated only once.
pub struct ConditionCache<'g, 't> {
    guide: &'g Guide<'t>,
    phrases: &'g TextIndex<'g>,
    conditions: &'g [Condition],
    judged: Vec<OnceCell<bool>>,
}

impl<'g, 't> ConditionCache<'g, 't> {
    /// An empty cache.
    pub fn new(guide: &'g Guide<'t>, phrases: &'g TextIndex<'g>, ruleset: &'g Ruleset) -> Self {
        let conditions = &ruleset.conditions;
        Self { guide, phrases, conditions, judged: vec![OnceCell::new(); conditions.len()] }
    }

    /// Whether a rule applies to the guide.
    pub fn concern(&self, rule: &Rule) -> bool {
        let judge =
            |number: usize| self.conditions[number].holds(self.guide, self.guide.root(), self.phrases);
        rule.guide_conditions.iter().all(|&number| *self.judged[number].get_or_init(|| judge(number)))
    }

    /// The conclusion that a rule rests on, if its conditions hold because of one.
    pub fn conclusion(&self, rule: &Rule) -> Option<Conclusion<'t>> {
        let conditions = rule.guide_conditions.iter().map(|&number| &self.conditions[number]);
        conditions.chain(&rule.conditions).find_map(|condition| condition.rests_on(self.guide))
    }
}

impl Condition {
    /// The element whose texts it needs in the phrasebook, if any.
    fn reads(&self) -> Option<ElementId> {
        let mut patterns = self.matches.iter().chain(&self.lacks);
        patterns.any(Pattern::has_clue).then_some(self.element)
    }

    /// Whether it holds whenever another one does, as far as the two show.
    pub fn follows_from(&self, other: &Self) -> bool {
        let says = !other.one_of.is_empty() || other.matches.is_some();
        self.element == other.element
            && (self.one_of.is_empty()
                || !other.one_of.is_empty() && other.one_of.iter().all(|one| self.one_of.contains(one)))
            && self.none_of.iter().all(|one| other.none_of.contains(one))
            && (self.matches.is_none() || self.matches == other.matches)
            && (self.lacks.is_none() || self.lacks == other.lacks)
            && (self.present.is_none() || self.present == other.present || self.present == Some(true) && says)
    }

    /// The condition in words: `事项类型为行政许可`.
    pub fn in_words(&self, vocabulary: &Vocabulary) -> String {
        let name = &vocabulary[self.element].path;
        let mut parts = Vec::new();
        if !self.one_of.is_empty() {
            parts.push(format!("为{}", self.one_of.join("、")));
        }
        if !self.none_of.is_empty() {
            parts.push(format!("不是{}", self.none_of.join("、")));
        }
        parts.extend(self.matches.iter().map(|pattern| format!("符合 {}", pattern.source())));
        parts.extend(self.lacks.iter().map(|pattern| format!("没有 {}", pattern.source())));
        parts.extend(self.present.map(|present| if present { "已写明" } else { "没有写" }.to_owned()));
        format!("{name}{}", parts.join("，"))
    }

    /// The conclusion that it rests on, if the guide does not state the element.
    fn rests_on<'t>(&self, guide: &Guide<'t>) -> Option<Conclusion<'t>> {
        guide.concluded(self.element).filter(|_| !self.one_of.is_empty())
    }

    /// Whether an occurrence of its element meets it.
    fn is_met_at(&self, guide: &Guide<'_>, occurrence: Occurrence<'_>, phrases: &TextIndex<'_>) -> bool {
        guide.is_filled(occurrence)
            && (self.one_of.is_empty() || guide.says_one_of(occurrence, &self.one_of))
            && (self.none_of.is_empty() || !guide.says_one_of(occurrence, &self.none_of))
            && self.matches.as_ref().is_none_or(|pattern| pattern.is_in(occurrence, phrases))
    }

    /// Whether it may hold because something is absent.
    fn rests_on_absence(&self) -> bool {
        !self.none_of.is_empty() || self.lacks.is_some() || self.present == Some(false)
    }

    /// Whether it holds at an occurrence of the element, or of what may contain it. While an element still
    /// has a placeholder, it counts neither as absent nor as different. If `phrases` has not indexed all
    /// texts, the result is the same and only takes longer.
    pub fn holds(&self, guide: &Guide<'_>, occurrence: Occurrence<'_>, phrases: &TextIndex<'_>) -> bool {
        let all = || guide.beside(occurrence, self.element);
        let filled = || all().filter(|&occurrence| guide.is_filled(occurrence));
        let concluded = guide.concluded(self.element).map(|conclusion| conclusion.value);
        let says = |values: &[String]| {
            filled().any(|occurrence| guide.says_one_of(occurrence, values))
                || concluded.is_some_and(|concluded| values.iter().any(|value| value == concluded))
        };
        let matches = |pattern: &Pattern| {
            all().any(|occurrence| pattern.is_in(occurrence, phrases) && guide.is_filled(occurrence))
        };
        (self.one_of.is_empty() || says(&self.one_of))
            && (self.none_of.is_empty() || !says(&self.none_of))
            && self.matches.as_ref().is_none_or(matches)
            && !self.lacks.as_ref().is_some_and(matches)
            && self.present.is_none_or(|present| present == filled().next().is_some())
            && !(self.rests_on_absence() && guide.awaits_beside(occurrence, self.element))
    }
}

/// The highest severity that findings of a rule may have: what its clause obliges to, lowered by how little
/// of the source we have read. A source we have not read never exceeds advice; a rule derived from data, or
/// concluded from a clause, never exceeds a warning.
pub fn severity(obligation: Obligation, status: TextStatus, inferred: bool) -> Severity {
    let obliged = match obligation {
        Obligation::Shall | Obligation::Need | Obligation::ShallNot | Obligation::States => Severity::Error,
        Obligation::Should => Severity::Warning,
        Obligation::May => Severity::Advice,
    };
    let known = match status {
        TextStatus::Full | TextStatus::Partial => Severity::Error,
        TextStatus::Derived => Severity::Warning,
        TextStatus::Secondhand | TextStatus::Unseen => Severity::Advice,
    };
    let concluded = if inferred { Severity::Warning } else { Severity::Error };
    obliged.min(known).min(concluded)
}
