//! How far the packs check their sources.
//!
//! “No findings” is easily read as “conforms”. Coverage shows how much of every source is checked by rules,
//! in whole or in part, what people have to check, and what is left out and why. It also shows which sources
//! are no longer in force, and which were not reviewed for a year.
//!
//! All formats show the same `Coverage`.

mod human;
mod json;
mod markdown;

pub use json::schema;

use std::io;

use super::{html, wording};
use guidelint_core::date::Date;
use guidelint_core::finding::{Obligation, place_in_source};
use guidelint_core::pack::format::Checked;
use guidelint_core::pack::{ClauseEntry, Counts, Rule, Ruleset, Source, Validity};
use guidelint_messages::Language;

/// The formats of coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageFormat {
    /// For people at a terminal.
    Human,
    /// For programs.
    Json,
    /// A page for the documentation of a repository.
    Markdown,
    /// A web page to search and to print.
    Html,
}

impl CoverageFormat {
    /// All formats.
    pub const ALL: [Self; 4] = [Self::Human, Self::Json, Self::Markdown, Self::Html];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }
}

/// How packs cover their sources on a day.
pub(super) struct Coverage<'r> {
    pub(super) ruleset: &'r Ruleset,
    pub(super) as_of: Date,
    pub(super) sources: Vec<Covered<'r>>,
    pub(super) language: Language,
}

/// A source with its clauses, and its status on the day.
pub(super) struct Covered<'r> {
    pub(super) declared: &'r Source,
    standing: Validity,
    /// Whether its last review was a year ago or more, or never.
    pub(super) due_for_review: bool,
    /// Numbers of its clauses by how far they are checked.
    pub(super) counts: Counts,
    /// Examples of its rules.
    pub(super) examples: Examples,
    pub(super) clauses: Vec<ClauseRow<'r>>,
}

/// Numbers of examples that rules are tested with.
#[derive(Clone, Copy, Default)]
pub(super) struct Examples {
    /// Examples without findings of the rule.
    pub(super) pass: usize,
    /// Examples with findings of the rule.
    pub(super) fail: usize,
}

/// A clause with the examples of its rules.
pub(super) struct ClauseRow<'r> {
    pub(super) entry: &'r ClauseEntry,
    /// The guides that it applies to, in words; all conditions must hold.
    pub(super) when: Vec<String>,
    /// Examples of its rules.
    pub(super) examples: Examples,
}

/// Writes how far the packs check their sources, and the status of these on a day.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(
    out: &mut impl io::Write,
    ruleset: &Ruleset,
    as_of: Date,
    format: CoverageFormat,
    language: Language,
) -> io::Result<()> {
    let coverage = Coverage::of(ruleset, as_of, language);
    match format {
        CoverageFormat::Human => human::write(out, &coverage),
        CoverageFormat::Json => json::write(out, &coverage),
        CoverageFormat::Markdown => markdown::write(out, &coverage),
        CoverageFormat::Html => html::coverage::write(out, &coverage),
    }
}

/// How far a clause is checked, as a word.
pub(super) fn word(checked: Checked, language: Language) -> &'static str {
    let messages = language.coverage();
    match checked {
        Checked::Full => messages.checked_in_full(),
        Checked::Partial => messages.checked_in_part(),
        Checked::Human => messages.checked_by_people(),
        Checked::Out => messages.not_checked(),
    }
}

impl<'r> Coverage<'r> {
    fn of(ruleset: &'r Ruleset, as_of: Date, language: Language) -> Self {
        let covered = |(number, source): (usize, &'r Source)| {
            let clauses = ruleset.clauses.iter().filter(|clause| clause.source == number);
            Covered::of(ruleset, source, clauses.collect(), as_of)
        };
        let sources = ruleset.sources.iter().enumerate().map(covered).collect();
        Self { ruleset, as_of, sources, language }
    }

    /// Numbers of all clauses by how far they are checked.
    pub(super) fn counts(&self) -> Counts {
        Counts::of(self.ruleset.clauses.iter().map(|clause| clause.checked))
    }

    /// Numbers of all examples.
    pub(super) fn examples(&self) -> Examples {
        self.sources.iter().map(|source| source.examples).sum()
    }

    /// The number of sources that are no longer in force.
    pub(super) fn past(&self) -> usize {
        self.sources.iter().filter(|source| source.is_past()).count()
    }

    /// The number of sources that are due for review.
    pub(super) fn due(&self) -> usize {
        self.sources.iter().filter(|source| source.due_for_review).count()
    }

    /// A sentence with the numbers of sources that are no longer in force or due for review.
    fn standings(&self) -> String {
        self.language.coverage().standings(self.sources.len(), self.past(), self.due())
    }

    /// A sentence with the numbers of rules and examples.
    fn rules_and_examples(&self) -> String {
        let examples = self.examples().in_words(self.language);
        self.language.coverage().rules_and_examples(self.ruleset.rules.len(), &examples)
    }

    /// The rules that rest on a clause.
    pub(super) fn rules(&self, clause: &ClauseRow<'r>) -> impl Iterator<Item = &'r Rule> + use<'r> {
        let ruleset = self.ruleset;
        clause.entry.rules.iter().map(|&rule| &ruleset.rules[rule])
    }

    /// The facts about a source, each with a label.
    pub(super) fn facts(&self, source: &Covered<'_>) -> Vec<(&'static str, String)> {
        let (messages, common) = (self.language.coverage(), self.language.common());
        let pack = &self.ruleset.packs[source.declared.pack];
        let declared = source.declared;
        let mut facts = vec![(messages.kind(), declared.kind.word().to_owned())];
        facts.extend(declared.edition.clone().map(|edition| (messages.edition(), edition)));
        facts.extend(source.force(self.as_of, self.language).map(|force| (messages.force(), force)));
        facts.push((messages.text_status(), source.text_status(self.language).to_owned()));
        facts.extend(declared.note.clone().map(|note| (messages.what_was_read(), note)));
        let seen = declared.seen.map_or(messages.not_noted().into(), |day| day.to_string());
        let due = source.due_for_review.then(|| common.remark(messages.due_because()));
        facts.push((messages.reviewed(), seen + &due.unwrap_or_default()));
        facts.push((messages.pack(), wording::pack(pack, self.language)));
        facts
    }

    /// What a rule says to authors, each part with a label.
    pub(super) fn says(&self, rule: &Rule) -> Vec<(&'static str, String)> {
        let help = rule.help.as_ref().map(|help| (self.language.common().help(), help.text()));
        let message = (self.language.coverage().when_found(), rule.message.text());
        [message].into_iter().chain(help).collect()
    }

    /// What a rule checks and how it rests on its clause, each part with a label.
    pub(super) fn about(&self, rule: &Rule) -> Vec<(&'static str, String)> {
        let (messages, common) = (self.language.coverage(), self.language.common());
        let elements = match self.ruleset.paths_of(rule).as_slice() {
            [] => messages.whole_guide().into(),
            paths => paths.join(common.between_items()),
        };
        let mut about = vec![(messages.checks(), elements)];
        let conditions = self.ruleset.conditions_of(rule);
        let conditions: Vec<_> =
            conditions.map(|condition| condition.in_words(&self.ruleset.vocabulary)).collect();
        if !conditions.is_empty() {
            about.push((messages.condition(), conditions.join(common.between_parts())));
        }
        if let Some(limits) = wording::limits(&self.ruleset.packs[rule.pack], self.language) {
            about.push((messages.scope(), limits));
        }
        if rule.info.clause.as_ref().is_some_and(|clause| clause.inferred) {
            about.push((messages.relation_to_clause(), messages.is_inferred().into()));
        }
        if rule.info.mandatory {
            about.push((messages.mandatory(), messages.is_mandatory().into()));
        }
        if let Some(base) = rule.tightens {
            let base = &self.ruleset.rules[base].info.id;
            let because = rule.because.as_ref();
            let replaced = because
                .map_or_else(|| base.clone(), |because| wording::labelled(base, because, self.language));
            about.push((messages.replaces(), replaced));
        }
        about
    }
}

impl<'r> Covered<'r> {
    fn of(ruleset: &'r Ruleset, source: &'r Source, clauses: Vec<&'r ClauseEntry>, as_of: Date) -> Self {
        let counts = Counts::of(clauses.iter().map(|clause| clause.checked));
        let clauses: Vec<_> = clauses.into_iter().map(|clause| ClauseRow::of(ruleset, clause)).collect();
        Covered {
            declared: source,
            standing: source.force.on(Some(as_of)),
            due_for_review: source.is_due(as_of),
            counts,
            examples: clauses.iter().map(|clause| clause.examples).sum(),
            clauses,
        }
    }

    /// Whether it is no longer in force on the day.
    pub(super) fn is_past(&self) -> bool {
        self.standing == Validity::Expired
    }

    /// Whether it is not in force yet.
    pub(super) fn is_coming(&self) -> bool {
        matches!(self.standing, Validity::Upcoming(_))
    }

    /// How much of its text was read, as a word.
    pub(super) fn text_status(&self, language: Language) -> &'static str {
        wording::text_status(self.declared.text, language.common())
    }

    /// Its status on the day, such as `2026-02-28 后失效（已失效）`; `None` if no date is known.
    fn standing(&self, language: Language) -> Option<String> {
        let (messages, common) = (language.coverage(), language.common());
        let from = self.declared.force.from.map(|day| {
            let remark = self.is_coming().then(|| common.remark(messages.coming()));
            messages.effective_from(&day) + &remark.unwrap_or_default()
        });
        let until = self.declared.force.until.map(|day| {
            let remark = self.is_past().then(|| common.remark(messages.past()));
            messages.effective_until(&day) + &remark.unwrap_or_default()
        });
        let days: Vec<_> = from.into_iter().chain(until).collect();
        (!days.is_empty()).then(|| days.join(common.between_clauses()))
    }

    /// How much of it was read, and its status on the day.
    fn status(&self, language: Language) -> String {
        let standing = self.standing(language);
        let parts: Vec<_> = [self.text_status(language).to_owned()].into_iter().chain(standing).collect();
        parts.join(language.common().between_clauses())
    }

    /// The period in which it is in force and its status on the day; `None` for a source without dates that
    /// binds nobody.
    fn force(&self, as_of: Date, language: Language) -> Option<String> {
        let messages = language.coverage();
        match (self.standing(language), self.standing) {
            (None, _) => self.declared.kind.has_verbs().then(|| messages.no_dates().into()),
            (Some(known), Validity::InForce) => {
                Some(known + &language.common().remark(&messages.in_force(&as_of)))
            }
            (known, _) => known,
        }
    }

    /// When it was last reviewed, if it is due for review.
    fn review(&self, language: Language) -> Option<String> {
        let messages = language.coverage();
        let seen = || {
            self.declared.seen.map_or(messages.review_not_noted().into(), |day| messages.reviewed_on(&day))
        };
        self.due_for_review.then(|| wording::labelled(messages.due(), &seen(), language))
    }
}

impl<'r> ClauseRow<'r> {
    fn of(ruleset: &'r Ruleset, entry: &'r ClauseEntry) -> Self {
        let rules = entry.rules.iter().map(|&rule| &ruleset.rules[rule]);
        let when = entry.conditions.iter().map(|condition| condition.in_words(&ruleset.vocabulary));
        Self { entry, when: when.collect(), examples: rules.map(Examples::of).sum() }
    }

    /// Its modal verb; `None` if the text has none or was not read.
    pub(super) fn obligation(&self) -> Option<&'static str> {
        self.entry.verb.map(Obligation::word)
    }

    /// How far it is checked, as a word.
    pub(super) fn checked(&self, language: Language) -> &'static str {
        word(self.entry.checked, language)
    }

    /// Its location in the source, also if its number is not known.
    pub(super) fn place(&self, language: Language) -> String {
        let place = place_in_source(self.entry.number.as_deref(), self.entry.part.as_deref());
        if place.is_empty() { language.coverage().no_number().into() } else { place }
    }

    /// The questions that people have to answer.
    pub(super) fn questions(&self) -> impl Iterator<Item = &'r String> + use<'r> {
        self.entry.human.iter().map(|question| &question.ask)
    }

    /// Its questions, each with the elements to look at.
    pub(super) fn asked(&self, language: Language) -> impl Iterator<Item = String> {
        let (messages, common) = (language.coverage(), language.common());
        self.entry.human.iter().map(move |question| match question.look.as_slice() {
            [] => question.ask.clone(),
            look => {
                let look = look.join(common.between_items());
                let look = wording::labelled(messages.look_at(), &look, language);
                format!("{}{}", question.ask, common.remark(&look))
            }
        })
    }

    /// The facts about it, each with a label.
    pub(super) fn facts(&self, language: Language) -> Vec<(&'static str, String)> {
        let messages = language.coverage();
        let when = self.when.join(language.common().between_parts());
        let note = self.entry.note.clone().map(|note| (messages.gist(), note));
        let when = (!self.when.is_empty()).then(|| (messages.scope(), when));
        let asked = self.asked(language).map(|question| (messages.checked_by_people(), question));
        let examples =
            (self.examples.all() > 0).then(|| (messages.examples(), self.examples.in_words(language)));
        note.into_iter().chain(when).chain(asked).chain(examples).collect()
    }
}

impl Examples {
    fn of(rule: &Rule) -> Self {
        Self { pass: rule.pass.len(), fail: rule.fail.len() }
    }

    /// The total of both.
    pub(super) fn all(self) -> usize {
        self.pass + self.fail
    }

    /// The numbers, in words.
    pub(super) fn in_words(self, language: Language) -> String {
        language.coverage().examples_count(self.pass, self.fail)
    }
}

impl std::iter::Sum for Examples {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self { pass: sum.pass + one.pass, fail: sum.fail + one.fail })
    }
}

/// A sentence with the numbers of all clauses by how far they are checked.
pub(super) fn total(counts: Counts, language: Language) -> String {
    let Counts { full, partial, human, out } = counts;
    language.coverage().total(counts.total(), full, partial, human, out)
}
