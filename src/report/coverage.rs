//! What the packs check of their sources, and what they do not.
//!
//! “No findings” is easily read as “conforms”. This says how much of every source is checked by
//! rules, in whole or in part, what people have to look at, and what is left out, and why. It also says
//! which sources are out of force, and which nobody has looked at for a year.

use std::io;

use serde::Serialize;

use crate::date::Date;
use crate::finding::{Obligation, TextStatus, place_in_source};
use crate::pack::format::Checked;
use crate::pack::{Counts, CoveredClause, CoveredSource, Ruleset, Source, Standing};

/// How coverage is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoverageFormat {
    /// For people at a terminal.
    Human,
    /// For programs.
    Json,
    /// A table for documents.
    Markdown,
}

impl CoverageFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Human, Self::Json, Self::Markdown];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Json => "json",
            Self::Markdown => "markdown",
        }
    }
}

/// A source with its clauses, as programs see it; additions are allowed, changes are not.
#[derive(Serialize)]
struct Covered<'r> {
    source: &'r str,
    kind: &'static str,
    title: &'r str,
    edition: Option<&'r str>,
    /// First and last day on which it is in force, where that is known.
    from: Option<String>,
    until: Option<String>,
    /// How it stands to the day: `past`, `present`, `coming`.
    in_force: &'static str,
    /// When somebody last looked whether this version is in force.
    seen: Option<String>,
    /// Whether that was a year ago or more, or never.
    due_for_review: bool,
    text_status: &'static str,
    note: Option<&'r str>,
    pack: &'r str,
    counts: Numbers,
    clauses: Vec<ClauseRow<'r>>,
}

#[derive(Serialize)]
struct Numbers {
    full: usize,
    partial: usize,
    human: usize,
    out: usize,
}

#[derive(Serialize)]
struct ClauseRow<'r> {
    number: Option<&'r str>,
    part: Option<&'r str>,
    words: Option<&'r str>,
    /// Its modal verb; none where the text has none and where nobody read it.
    obligation: Option<&'static str>,
    checked: &'static str,
    note: Option<&'r str>,
    questions: Vec<&'r str>,
    rules: Vec<&'r str>,
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
    let all = CoveredSource::all(ruleset, |_| true);
    let sources: Vec<Covered<'_>> = all.iter().map(|source| covered(source, as_of)).collect();
    let counts = all.iter().map(CoveredSource::counts).sum();
    match format {
        CoverageFormat::Human => human(out, &sources, counts),
        CoverageFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &sources)?;
            writeln!(out)
        }
        CoverageFormat::Markdown => markdown(out, &sources, counts),
    }
}

fn covered(covered: &CoveredSource, as_of: Date) -> Covered<'_> {
    let Source { id, kind, title, edition, force, seen, text, note, .. } = &covered.source;
    let Counts { full, partial, human, out } = covered.counts();
    Covered {
        source: id,
        kind: kind.word(),
        title,
        edition: edition.as_deref(),
        from: force.from.map(|day| day.to_string()),
        until: force.until.map(|day| day.to_string()),
        in_force: match force.on(Some(as_of)) {
            Standing::Past => "past",
            Standing::Present => "present",
            Standing::Coming(_) => "coming",
        },
        seen: seen.map(|day| day.to_string()),
        due_for_review: covered.source.is_due(as_of),
        text_status: TextStatus::word(*text),
        note: note.as_deref(),
        pack: &covered.pack,
        counts: Numbers { full, partial, human, out },
        clauses: covered.clauses.iter().map(covered_clause).collect(),
    }
}

fn covered_clause(clause: &CoveredClause) -> ClauseRow<'_> {
    ClauseRow {
        number: clause.number.as_deref(),
        part: clause.part.as_deref(),
        words: clause.words.as_deref(),
        obligation: clause.verb.map(Obligation::word),
        checked: word(clause.checked),
        note: clause.note.as_deref(),
        questions: clause.questions.iter().map(String::as_str).collect(),
        rules: clause.rules.iter().map(String::as_str).collect(),
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

impl Covered<'_> {
    /// How it stands to the day, in words: `，2026-02-28 后失效（已失效）`.
    fn standing(&self) -> String {
        let from = self.from.as_ref().map(|day| {
            let remark = if self.in_force == "coming" { "（尚未施行）" } else { "" };
            format!("，{day} 起施行{remark}")
        });
        let until = self.until.as_ref().map(|day| {
            let remark = if self.in_force == "past" { "（已失效）" } else { "" };
            format!("，{day} 后失效{remark}")
        });
        from.into_iter().chain(until).collect()
    }

    /// When it was last looked at, in words, where it is due for review.
    fn review(&self) -> Option<String> {
        let seen = || {
            self.seen
                .as_ref()
                .map_or("没有记下最后核对的日期".into(), |day| format!("{day} 核对过"))
        };
        self.due_for_review.then(|| format!("待复审：{}", seen()))
    }
}

impl ClauseRow<'_> {
    fn place(&self) -> String {
        let place = place_in_source(self.number, self.part);
        if place.is_empty() { "（没有条款号）".into() } else { place }
    }
}

fn human(out: &mut impl io::Write, sources: &[Covered<'_>], counts: Counts) -> io::Result<()> {
    for source in sources {
        writeln!(out, "{}（{}{}）", source.title, source.text_status, source.standing())?;
        if let Some(review) = source.review() {
            writeln!(out, "  {review}")?;
        }
        for clause in &source.clauses {
            writeln!(out, "  {}  {}", clause.checked, clause.place())?;
            let words = clause.words.map(|words| format!("“{words}”"));
            let others = clause.note.iter().chain(&clause.questions).map(|text| (*text).to_owned());
            for text in words.into_iter().chain(others) {
                writeln!(out, "            {text}")?;
            }
            if !clause.rules.is_empty() {
                writeln!(out, "            规则：{}", clause.rules.join("、"))?;
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", standings(sources))?;
    writeln!(out, "{}", total(counts))
}

/// How many sources are out of force, and how many are due for review, in a sentence.
fn standings(sources: &[Covered<'_>]) -> String {
    let past = sources.iter().filter(|source| source.in_force == "past").count();
    let due = sources.iter().filter(|source| source.due_for_review).count();
    format!(
        "共 {} 个来源：已失效 {past} 个，待复审 {due} 个（最后一次核对已满一年，或没有记下）。",
        sources.len()
    )
}

fn markdown(out: &mut impl io::Write, sources: &[Covered<'_>], counts: Counts) -> io::Result<()> {
    writeln!(out, "| 来源 | 原文 | 条款 | 检查 | 说明 | 规则 |\n|---|---|---|---|---|---|")?;
    for source in sources {
        for clause in &source.clauses {
            let notes: Vec<&str> = clause.note.iter().chain(&clause.questions).copied().collect();
            let rules: Vec<String> = clause.rules.iter().map(|rule| format!("`{rule}`")).collect();
            let review = source.review().map(|review| format!("<br>{review}")).unwrap_or_default();
            let status = format!("{}{}{review}", source.text_status, source.standing());
            let cells = [
                source.title,
                &status,
                &place_in_source(clause.number, clause.part),
                clause.checked,
                &notes.join("<br>"),
                &rules.join("、"),
            ];
            writeln!(out, "| {} |", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))?;
        }
    }
    writeln!(out, "\n{}", total(counts))
}

/// All clauses by how far they are checked, in a sentence.
pub(super) fn total(counts: Counts) -> String {
    let Counts { full, partial, human, out } = counts;
    let all = counts.total();
    format!(
        "共 {all} 条规定：全部检查 {full} 条，部分检查 {partial} 条，由人核对 {human} 条，没有检查 {out} 条。"
    )
}
