//! Coverage as a page of a repository's documentation: the same as the page for the browser, with a few
//! examples of each rule.

use std::io;

use super::{ClauseRow, Coverage, Covered, Examples, total};
use crate::markdown::{escaped, fenced};
use crate::visible;
use guidelint_core::pack::Rule;

/// The first line, so that nobody mends the page by hand. The day stands in the line below.
const MADE: &str = "<!-- 由 guidelint coverage --format markdown 生成，不要直接修改。 -->";

/// Writes a heading for every source, clause and rule.
pub(super) fn write(out: &mut impl io::Write, coverage: &Coverage<'_>) -> io::Result<()> {
    writeln!(out, "{MADE}\n\n# 规则的依据和检查情况\n")?;
    writeln!(out, "截至 {}。{}\n", coverage.as_of, coverage.standings())?;
    writeln!(out, "{}", total(coverage.counts()))?;
    writeln!(out, "共 {} 条规则，{}。", coverage.ruleset.rules.len(), coverage.examples().in_words())?;
    writeln!(
        out,
        "\n| 来源 | 读过多少 | 规定 | 全部检查 | 部分检查 | 由人核对 | 没有检查 | 正确的例子 | 有问题的例子 |"
    )?;
    writeln!(out, "|---|---|--:|--:|--:|--:|--:|--:|--:|")?;
    for source in &coverage.sources {
        writeln!(out, "{}", row(source))?;
    }
    coverage.sources.iter().try_for_each(|source| section(out, coverage, source))
}

/// The line of a source in the table.
fn row(source: &Covered<'_>) -> String {
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
    let standing = format!("{}{}", source.text_status(), source.standing());
    format!("| {} | {} | {numbers} |", escaped(&source.declared.title), escaped(&standing))
}

fn section(out: &mut impl io::Write, coverage: &Coverage<'_>, source: &Covered<'_>) -> io::Result<()> {
    writeln!(out, "\n## {}\n", escaped(&source.declared.title))?;
    facts(out, &coverage.facts(source))?;
    source.clauses.iter().try_for_each(|clause| section_of_clause(out, coverage, clause))
}

fn section_of_clause(
    out: &mut impl io::Write,
    coverage: &Coverage<'_>,
    clause: &ClauseRow<'_>,
) -> io::Result<()> {
    let verb = clause.obligation().map(|verb| format!("（{verb}）")).unwrap_or_default();
    writeln!(out, "\n### {}{verb}：{}\n", escaped(&clause.place()), clause.checked())?;
    if let Some(words) = &clause.entry.words {
        writeln!(out, "> {}\n", escaped(&format!("“{words}”")))?;
    }
    let note = clause.entry.note.clone().map(|note| ("大意", note));
    let when = (!clause.when.is_empty()).then(|| ("范围", clause.when.join("；")));
    let asked = clause.asked().map(|question| ("由人核对", question));
    let examples = (clause.examples.all() > 0).then(|| ("例子", clause.examples.in_words()));
    facts(out, &note.into_iter().chain(when).chain(asked).chain(examples).collect::<Vec<_>>())?;
    coverage.rules(clause).try_for_each(|rule| section_of_rule(out, coverage, rule))
}

/// Examples that are shown of a rule, of those in which it finds something. Platforms show pages of half a
/// megabyte at most, so what rules say to authors is left to `explain`, too.
const MOST_EXAMPLES: usize = 1;

fn section_of_rule(out: &mut impl io::Write, coverage: &Coverage<'_>, rule: &Rule) -> io::Result<()> {
    let (id, title, severity) = (&rule.info.id, escaped(&rule.info.title), rule.severity.word());
    writeln!(out, "\n#### `{id}` {title}（{severity}）\n")?;
    facts(out, &coverage.about(rule))?;
    let mut shown = rule.fail.iter().take(MOST_EXAMPLES);
    shown.try_for_each(|example| write!(out, "{}", item("有问题", &example.value)))?;
    let left = Examples { pass: rule.pass.len(), fail: rule.fail.len().saturating_sub(MOST_EXAMPLES) };
    if left.all() > 0 {
        writeln!(out, "- 另有{}", left.in_words())?;
    }
    Ok(())
}

/// An example as an item of the list, in one line where it has one.
fn item(title: &str, example: &str) -> String {
    let lines: Vec<_> = example.trim_end().lines().map(visible::line).collect();
    match lines.as_slice() {
        [line] if !line.contains('`') => format!("- {title}：`{line}`\n"),
        lines => {
            let block = fenced(&lines.join("\n"));
            let indented: Vec<_> = block.lines().map(|line| format!("  {line}")).collect();
            format!("- {title}：\n\n{}\n\n", indented.join("\n"))
        }
    }
}

/// A list of what there is to know, each with its name.
fn facts(out: &mut impl io::Write, facts: &[(&str, String)]) -> io::Result<()> {
    facts.iter().try_for_each(|(name, text)| writeln!(out, "- {name}：{}", escaped(text)))
}
