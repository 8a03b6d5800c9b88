//! What the packs check of their sources, and what they do not.
//!
//! “No findings” is easily read as “conforms”. This says how much of every source is checked by
//! rules, in whole or in part, what people have to look at, and what is left out, and why. It also says
//! which sources are out of force, and which nobody has looked at for a year.
//!
//! `Coverage` is what all formats show; each of them only writes it down.

mod human;
mod json;
mod markdown;

pub use json::schema;

use std::io;

use super::html;
use guidelint_core::date::Date;
use guidelint_core::finding::{Obligation, place_in_source};
use guidelint_core::pack::format::Checked;
use guidelint_core::pack::{ClauseEntry, Counts, Rule, Ruleset, Source, Validity};

/// How coverage is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageFormat {
    /// For people at a terminal.
    Human,
    /// For programs.
    Json,
    /// A page of a repository's documentation.
    Markdown,
    /// A page to search and to print.
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

/// Packs as they cover their sources on a day.
pub(super) struct Coverage<'r> {
    pub(super) ruleset: &'r Ruleset,
    pub(super) as_of: Date,
    pub(super) sources: Vec<Covered<'r>>,
}

/// A source with its clauses, and how it stands to the day.
pub(super) struct Covered<'r> {
    pub(super) declared: &'r Source,
    standing: Validity,
    /// Whether somebody last looked at it a year ago or more, or never.
    pub(super) due_for_review: bool,
    /// How many of its clauses are checked how far.
    pub(super) counts: Counts,
    /// Examples of its rules.
    pub(super) examples: Examples,
    pub(super) clauses: Vec<ClauseRow<'r>>,
}

/// Numbers of examples on which rules are tried.
#[derive(Clone, Copy, Default)]
pub(super) struct Examples {
    /// In which they find nothing.
    pub(super) pass: usize,
    /// In which they find something.
    pub(super) fail: usize,
}

/// A clause with the examples of its rules.
pub(super) struct ClauseRow<'r> {
    pub(super) entry: &'r ClauseEntry,
    /// The guides that it is about, in words; all conditions hold.
    pub(super) when: Vec<String>,
    /// Examples of its rules.
    pub(super) examples: Examples,
}

/// Writes what the packs check of their sources, and how these stand to a day.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write(
    out: &mut impl io::Write,
    ruleset: &Ruleset,
    as_of: Date,
    format: CoverageFormat,
) -> io::Result<()> {
    let coverage = Coverage::of(ruleset, as_of);
    match format {
        CoverageFormat::Human => human::write(out, &coverage),
        CoverageFormat::Json => json::write(out, &coverage),
        CoverageFormat::Markdown => markdown::write(out, &coverage),
        CoverageFormat::Html => html::coverage::write(out, &coverage),
    }
}

/// How far a clause is checked, in words.
pub(super) fn word(checked: Checked) -> &'static str {
    match checked {
        Checked::Full => "全部检查",
        Checked::Partial => "部分检查",
        Checked::Human => "由人核对",
        Checked::Out => "没有检查",
    }
}

impl<'r> Coverage<'r> {
    fn of(ruleset: &'r Ruleset, as_of: Date) -> Self {
        let covered = |(number, source): (usize, &'r Source)| {
            let clauses = ruleset.clauses.iter().filter(|clause| clause.source == number);
            Covered::of(ruleset, source, clauses.collect(), as_of)
        };
        Self { ruleset, as_of, sources: ruleset.sources.iter().enumerate().map(covered).collect() }
    }

    /// All clauses by how far they are checked.
    pub(super) fn counts(&self) -> Counts {
        Counts::of(self.ruleset.clauses.iter().map(|clause| clause.checked))
    }

    /// All examples.
    pub(super) fn examples(&self) -> Examples {
        self.sources.iter().map(|source| source.examples).sum()
    }

    /// How many sources are out of force.
    pub(super) fn past(&self) -> usize {
        self.sources.iter().filter(|source| source.is_past()).count()
    }

    /// How many sources are due for review.
    pub(super) fn due(&self) -> usize {
        self.sources.iter().filter(|source| source.due_for_review).count()
    }

    /// How many sources are out of force, and how many are due for review, in a sentence.
    fn standings(&self) -> String {
        format!(
            "共 {} 个来源：已失效 {} 个，待复审 {} 个（最后一次核对已满一年，或没有记下）。",
            self.sources.len(),
            self.past(),
            self.due()
        )
    }

    /// The rules that rest on a clause.
    pub(super) fn rules(&self, clause: &ClauseRow<'r>) -> impl Iterator<Item = &'r Rule> + use<'r> {
        let ruleset = self.ruleset;
        clause.entry.rules.iter().map(|&rule| &ruleset.rules[rule])
    }

    /// What there is to know of a source, each with its name.
    pub(super) fn facts(&self, source: &Covered<'_>) -> Vec<(&'static str, String)> {
        let pack = &self.ruleset.packs[source.declared.pack];
        let declared = source.declared;
        let mut facts = vec![("种类", declared.kind.word().to_owned())];
        facts.extend(declared.edition.clone().map(|edition| ("版本", edition)));
        facts.extend(source.force(self.as_of).map(|force| ("效力", force)));
        facts.push(("读过多少", source.text_status().to_owned()));
        facts.extend(declared.note.clone().map(|note| ("读的是什么", note)));
        let seen = declared.seen.map_or("没有记下".into(), |day| day.to_string());
        let due = if source.due_for_review { "（已满一年或没有记下，待复审）" } else { "" };
        facts.push(("最后核对", format!("{seen}{due}")));
        facts.push(("规则包", format!("{}（{} {}{}）", pack.title, pack.id, pack.version, pack.limits())));
        facts
    }

    /// What a rule says to authors, each part with its name.
    pub(super) fn says(rule: &Rule) -> Vec<(&'static str, String)> {
        let help = rule.help.as_ref().map(|help| ("改法", help.text()));
        [("发现问题时", rule.message.text())].into_iter().chain(help).collect()
    }

    /// What a rule looks at, and how it rests on its clause, each with its name.
    pub(super) fn about(&self, rule: &Rule) -> Vec<(&'static str, String)> {
        let elements = self.ruleset.paths_of(rule);
        let elements = if elements.is_empty() { "整份指南".into() } else { elements.join("、") };
        let mut about = vec![("检查什么", elements)];
        let conditions = self.ruleset.conditions_of(rule);
        let conditions: Vec<_> =
            conditions.map(|condition| condition.in_words(&self.ruleset.vocabulary)).collect();
        if !conditions.is_empty() {
            about.push(("条件", conditions.join("；")));
        }
        let limits = self.ruleset.packs[rule.pack].limits();
        if !limits.is_empty() {
            about.push(("范围", limits.trim_start_matches('，').to_owned()));
        }
        if rule.info.clause.as_ref().is_some_and(|clause| clause.inferred) {
            about.push(("与条文", "条文没有直接这样写，这是由该条推出的要求".into()));
        }
        if rule.info.mandatory {
            about.push(("必须遵守", "不能豁免、降级、关闭，也不能列入基线".into()));
        }
        if let Some(base) = rule.tightens {
            let because = rule.because.as_ref().map(|because| format!("：{because}")).unwrap_or_default();
            about.push(("代替规则", format!("{}{because}", self.ruleset.rules[base].info.id)));
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

    /// Whether it is out of force on the day.
    pub(super) fn is_past(&self) -> bool {
        self.standing == Validity::Expired
    }

    /// Whether it is not in force yet.
    pub(super) fn is_coming(&self) -> bool {
        matches!(self.standing, Validity::Upcoming(_))
    }

    /// How much of it was read, in words.
    pub(super) fn text_status(&self) -> &'static str {
        self.declared.text.word()
    }

    /// How it stands to the day, in words: `，2026-02-28 后失效（已失效）`.
    fn standing(&self) -> String {
        let from = self.declared.force.from.map(|day| {
            let remark = if self.is_coming() { "（尚未施行）" } else { "" };
            format!("，{day} 起施行{remark}")
        });
        let until = self.declared.force.until.map(|day| {
            let remark = if self.is_past() { "（已失效）" } else { "" };
            format!("，{day} 后失效{remark}")
        });
        from.into_iter().chain(until).collect()
    }

    /// From when until when it is in force, and whether it is on the day; none of what obliges nobody and
    /// has no dates.
    fn force(&self, as_of: Date) -> Option<String> {
        let standing = self.standing();
        match (standing.trim_start_matches('，'), self.standing) {
            ("", _) => self.declared.kind.has_verbs().then(|| "没有记下施行和失效的日期".into()),
            (known, Validity::InForce) => Some(format!("{known}（{as_of} 有效）")),
            (known, _) => Some(known.into()),
        }
    }

    /// When it was last looked at, in words, where it is due for review.
    fn review(&self) -> Option<String> {
        let seen = || {
            self.declared
                .seen
                .map_or("没有记下最后核对的日期".into(), |day| format!("{day} 核对过"))
        };
        self.due_for_review.then(|| format!("待复审：{}", seen()))
    }
}

impl<'r> ClauseRow<'r> {
    fn of(ruleset: &'r Ruleset, entry: &'r ClauseEntry) -> Self {
        let rules = entry.rules.iter().map(|&rule| &ruleset.rules[rule]);
        let when = entry.conditions.iter().map(|condition| condition.in_words(&ruleset.vocabulary));
        Self { entry, when: when.collect(), examples: rules.map(Examples::of).sum() }
    }

    /// Its modal verb; `None` if the text has none or nobody read it.
    pub(super) fn obligation(&self) -> Option<&'static str> {
        self.entry.verb.map(Obligation::word)
    }

    /// How far it is checked, in words.
    pub(super) fn checked(&self) -> &'static str {
        word(self.entry.checked)
    }

    /// Where in its source it stands, also where no number was seen.
    pub(super) fn place(&self) -> String {
        let place = place_in_source(self.entry.number.as_deref(), self.entry.part.as_deref());
        if place.is_empty() { "（没有条款号）".into() } else { place }
    }

    /// The questions that people have to answer.
    pub(super) fn questions(&self) -> impl Iterator<Item = &'r String> + use<'r> {
        self.entry.human.iter().map(|question| &question.ask)
    }

    /// Its questions, each with the elements to look at.
    pub(super) fn asked(&self) -> impl Iterator<Item = String> {
        self.entry.human.iter().map(|question| match question.look.as_slice() {
            [] => question.ask.clone(),
            look => format!("{}（看：{}）", question.ask, look.join("、")),
        })
    }
}

impl Examples {
    fn of(rule: &Rule) -> Self {
        Self { pass: rule.pass.len(), fail: rule.fail.len() }
    }

    /// Both kinds together.
    pub(super) fn all(self) -> usize {
        self.pass + self.fail
    }

    /// How many there are, in words.
    pub(super) fn in_words(self) -> String {
        format!("正确的例子 {} 个，有问题的例子 {} 个", self.pass, self.fail)
    }
}

impl std::iter::Sum for Examples {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self { pass: sum.pass + one.pass, fail: sum.fail + one.fail })
    }
}

/// All clauses by how far they are checked, in a sentence.
pub(super) fn total(counts: Counts) -> String {
    let Counts { full, partial, human, out } = counts;
    let all = counts.total();
    format!(
        "共 {all} 条规定：全部检查 {full} 条，部分检查 {partial} 条，由人核对 {human} 条，没有检查 {out} 条。"
    )
}
