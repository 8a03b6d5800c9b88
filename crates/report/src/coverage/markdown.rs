//! Coverage as a page for the documentation of a repository: the same content as the web page, with a few
//! examples of each rule.

use std::io;

use super::{ClauseRow, Coverage, Covered, Examples, total};
use crate::markdown::{escaped, fenced};
use crate::visible;
use crate::wording::labelled;
use guidelint_core::pack::Rule;
use guidelint_messages::Language;

/// Writes a heading for every source, clause and rule.
pub(super) fn write(out: &mut impl io::Write, coverage: &Coverage<'_>) -> io::Result<()> {
    let language = coverage.language;
    let messages = language.coverage();
    // Warn against editing the page by hand. The line below has the day.
    writeln!(out, "<!-- {} -->\n\n# {}\n", messages.is_generated(), messages.title())?;
    writeln!(out, "{}{}\n", messages.as_of(&coverage.as_of), coverage.standings())?;
    writeln!(out, "{}", total(coverage.counts(), language))?;
    writeln!(out, "{}", coverage.rules_and_examples())?;
    let columns = [
        messages.column_source(),
        messages.text_status(),
        messages.column_clauses(),
        messages.checked_in_full(),
        messages.checked_in_part(),
        messages.checked_by_people(),
        messages.not_checked(),
        messages.column_pass(),
        messages.column_fail(),
    ];
    writeln!(out, "\n| {} |", columns.join(" | "))?;
    writeln!(out, "|---|---|--:|--:|--:|--:|--:|--:|--:|")?;
    for source in &coverage.sources {
        writeln!(out, "{}", row(source, language))?;
    }
    coverage.sources.iter().try_for_each(|source| section(out, coverage, source))
}

/// The row of a source in the table.
fn row(source: &Covered<'_>, language: Language) -> String {
    let counts = &source.counts;
    let numbers = [
        source.clauses.len(),
        counts.full,
        counts.partial,
        counts.human,
        counts.out,
        source.examples.pass,
        source.examples.fail,
    ];
    let numbers = numbers.map(|number| number.to_string()).join(" | ");
    let (title, status) = (&source.declared.title, source.status(language));
    format!("| {} | {} | {numbers} |", escaped(title), escaped(&status))
}

fn section(out: &mut impl io::Write, coverage: &Coverage<'_>, source: &Covered<'_>) -> io::Result<()> {
    writeln!(out, "\n## {}\n", escaped(&source.declared.title))?;
    facts(out, &coverage.facts(source), coverage.language)?;
    source.clauses.iter().try_for_each(|clause| section_of_clause(out, coverage, clause))
}

fn section_of_clause(
    out: &mut impl io::Write,
    coverage: &Coverage<'_>,
    clause: &ClauseRow<'_>,
) -> io::Result<()> {
    let language = coverage.language;
    let common = language.common();
    let verb = clause.obligation().map(|verb| common.remark(verb)).unwrap_or_default();
    let place = escaped(&clause.place(language)) + &verb;
    writeln!(out, "\n### {}\n", labelled(&place, clause.checked(language), language))?;
    if let Some(words) = &clause.entry.words {
        writeln!(out, "> {}\n", escaped(&common.quoted(words)))?;
    }
    facts(out, &clause.facts(language), language)?;
    coverage.rules(clause).try_for_each(|rule| section_of_rule(out, coverage, rule))
}

/// The number of failing examples to show for a rule. Platforms display pages of half a megabyte at most; for
/// the same reason, what rules say to authors is only in `explain`.
const MOST_EXAMPLES: usize = 1;

fn section_of_rule(out: &mut impl io::Write, coverage: &Coverage<'_>, rule: &Rule) -> io::Result<()> {
    let language = coverage.language;
    let (messages, common) = (language.coverage(), language.common());
    let severity = common.remark(common.severity(rule.severity.into()));
    writeln!(out, "\n#### `{}` {}{severity}\n", rule.info.id, escaped(&rule.info.title))?;
    facts(out, &coverage.about(rule), language)?;
    let mut shown = rule.fail.iter().take(MOST_EXAMPLES);
    let label = [messages.fail_example(), common.colon()].concat();
    shown.try_for_each(|example| write!(out, "{}", item(&label, &example.value)))?;
    let left = Examples { pass: rule.pass.len(), fail: rule.fail.len().saturating_sub(MOST_EXAMPLES) };
    if left.all() > 0 {
        writeln!(out, "- {}", messages.more_examples(&left.in_words(language)))?;
    }
    Ok(())
}

/// An example as a list item, on one line if it has only one.
fn item(label: &str, example: &str) -> String {
    let lines: Vec<_> = example.trim_end().lines().map(visible::line).collect();
    match lines.as_slice() {
        [line] if !line.contains('`') => format!("- {label}`{line}`\n"),
        lines => {
            let block = fenced(&lines.join("\n"));
            let indented: Vec<_> = block.lines().map(|line| format!("  {line}")).collect();
            format!("- {}\n\n{}\n\n", label.trim_end(), indented.join("\n"))
        }
    }
}

/// Writes a list of facts, each with a label.
fn facts(out: &mut impl io::Write, facts: &[(&str, String)], language: Language) -> io::Result<()> {
    facts.iter().try_for_each(|(name, text)| writeln!(out, "- {}", labelled(name, &escaped(text), language)))
}
