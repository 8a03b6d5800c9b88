//! Coverage for people at a terminal.

use std::io;

use super::{Coverage, total};

/// Writes every source with its clauses, then the counts.
pub(super) fn write(out: &mut impl io::Write, coverage: &Coverage<'_>) -> io::Result<()> {
    for source in &coverage.sources {
        writeln!(out, "{}（{}{}）", source.declared.title, source.text_status(), source.standing())?;
        if let Some(review) = source.review() {
            writeln!(out, "  {review}")?;
        }
        for clause in &source.clauses {
            writeln!(out, "  {}  {}", clause.checked(), clause.place())?;
            let words = clause.entry.words.as_ref().map(|words| format!("“{words}”"));
            let others = clause.entry.note.iter().chain(clause.questions()).cloned();
            for text in words.into_iter().chain(others) {
                writeln!(out, "            {text}")?;
            }
            if !clause.entry.rules.is_empty() {
                writeln!(
                    out,
                    "            规则：{}",
                    coverage.rules(clause).map(|rule| rule.info.id.as_str()).collect::<Vec<_>>().join("、")
                )?;
                writeln!(out, "            {}", clause.examples.in_words())?;
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", coverage.standings())?;
    writeln!(out, "共 {} 条规则，{}。", coverage.ruleset.rules.len(), coverage.examples().in_words())?;
    writeln!(out, "{}", total(coverage.counts()))
}
