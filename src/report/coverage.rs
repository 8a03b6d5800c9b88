//! What the packs check of their sources, and what they do not.
//!
//! “No findings” is easily read as “conforms”. This says how much of every source is checked by
//! rules, in whole or in part, what people have to look at, and what is left out, and why.

use std::io;

use serde::Serialize;

use crate::finding::TextStatus;
use crate::pack::format::Checked;
use crate::pack::{Counts, CoveredClause, CoveredSource, Ruleset, Source};

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
    title: &'r str,
    edition: Option<&'r str>,
    /// First and last day on which it is in force, where that is known.
    from: Option<String>,
    until: Option<String>,
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
    obligation: &'static str,
    checked: &'static str,
    note: Option<&'r str>,
    questions: Vec<&'r str>,
    rules: Vec<&'r str>,
}

/// Writes what the packs check of their sources.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write(out: &mut impl io::Write, ruleset: &Ruleset, format: CoverageFormat) -> io::Result<()> {
    let all = CoveredSource::all(ruleset, |_| true);
    let sources: Vec<Covered<'_>> = all.iter().map(covered).collect();
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

fn covered(covered: &CoveredSource) -> Covered<'_> {
    let Source { id, title, edition, force, text, note, .. } = &covered.source;
    let Counts { full, partial, human, out } = covered.counts();
    Covered {
        source: id,
        title,
        edition: edition.as_deref(),
        from: force.from.map(|day| day.to_string()),
        until: force.until.map(|day| day.to_string()),
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
        obligation: clause.obligation.word(),
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

fn human(out: &mut impl io::Write, sources: &[Covered<'_>], counts: Counts) -> io::Result<()> {
    for source in sources {
        let from = source.from.as_ref().map(|day| format!("，{day} 起施行"));
        let until = source.until.as_ref().map(|day| format!("，{day} 后失效"));
        let force = from.into_iter().chain(until).collect::<String>();
        writeln!(out, "{}（{}{force}）", source.title, source.text_status)?;
        for clause in &source.clauses {
            let number = clause.number.unwrap_or("（没有条款号）");
            writeln!(out, "  {}  {number}", clause.checked)?;
            for text in clause.note.iter().chain(&clause.questions) {
                writeln!(out, "            {text}")?;
            }
            if !clause.rules.is_empty() {
                writeln!(out, "            规则：{}", clause.rules.join("、"))?;
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", total(counts))
}

fn markdown(out: &mut impl io::Write, sources: &[Covered<'_>], counts: Counts) -> io::Result<()> {
    writeln!(out, "| 来源 | 原文 | 条款 | 检查 | 说明 | 规则 |\n|---|---|---|---|---|---|")?;
    for source in sources {
        for clause in &source.clauses {
            let notes: Vec<&str> = clause.note.iter().chain(&clause.questions).copied().collect();
            let rules: Vec<String> = clause.rules.iter().map(|rule| format!("`{rule}`")).collect();
            let cells = [
                source.title,
                source.text_status,
                clause.number.unwrap_or(""),
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
