//! What the packs check of their sources, and what they do not.
//!
//! “No findings” is easily read as “conforms”. This says how much of every source is checked by
//! rules, in whole or in part, what people have to look at, and what is left out, and why.

use std::io;

use serde::Serialize;

use crate::finding::TextStatus;
use crate::pack::format::Checked;
use crate::pack::{ClauseEntry, Counts, Ruleset, Source};

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
    clauses: Vec<CoveredClause<'r>>,
}

#[derive(Serialize)]
struct Numbers {
    full: usize,
    partial: usize,
    human: usize,
    out: usize,
}

#[derive(Serialize)]
struct CoveredClause<'r> {
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
    let sources: Vec<Covered<'_>> =
        (0..ruleset.sources.len()).map(|source| covered(ruleset, source)).collect();
    let counts = Counts::of(&ruleset.clauses);
    match format {
        CoverageFormat::Human => human(out, &sources, counts),
        CoverageFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &sources)?;
            writeln!(out)
        }
        CoverageFormat::Markdown => markdown(out, &sources, counts),
    }
}

fn covered(ruleset: &Ruleset, number: usize) -> Covered<'_> {
    let Source { id, pack, title, edition, force, text, note } = &ruleset.sources[number];
    let clauses = || ruleset.clauses.iter().filter(move |clause| clause.source == number);
    let Counts { full, partial, human, out } = Counts::of(clauses());
    Covered {
        source: id,
        title,
        edition: edition.as_deref(),
        from: force.from.map(|day| day.to_string()),
        until: force.until.map(|day| day.to_string()),
        text_status: TextStatus::word(*text),
        note: note.as_deref(),
        pack: &ruleset.packs[*pack].id,
        counts: Numbers { full, partial, human, out },
        clauses: clauses().map(|clause| covered_clause(ruleset, clause)).collect(),
    }
}

fn covered_clause<'r>(ruleset: &'r Ruleset, clause: &'r ClauseEntry) -> CoveredClause<'r> {
    CoveredClause {
        number: clause.number.as_deref(),
        obligation: clause.obligation.word(),
        checked: word(clause.checked),
        note: clause.note.as_deref(),
        questions: clause.human.iter().map(|question| question.ask.as_str()).collect(),
        rules: clause.rules.iter().map(|&rule| ruleset.rules[rule].info.id.as_str()).collect(),
    }
}

fn word(checked: Checked) -> &'static str {
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

fn total(counts: Counts) -> String {
    let Counts { full, partial, human, out } = counts;
    let all = counts.total();
    format!(
        "共 {all} 条规定：全部检查 {full} 条，部分检查 {partial} 条，由人核对 {human} 条，没有检查 {out} 条。"
    )
}
