//! Coverage for people at a terminal.

use std::io;

use super::{Coverage, total};
use crate::wording::labelled;

/// Writes every source with its clauses, then the counts.
pub(super) fn write(out: &mut impl io::Write, coverage: &Coverage<'_>) -> io::Result<()> {
    let language = coverage.language;
    let common = language.common();
    for source in &coverage.sources {
        writeln!(out, "{}{}", source.declared.title, common.remark(&source.status(language)))?;
        if let Some(review) = source.review(language) {
            writeln!(out, "  {review}")?;
        }
        for clause in &source.clauses {
            writeln!(out, "  {}  {}", clause.checked(language), clause.place(language))?;
            let words = clause.entry.words.as_ref().map(|words| common.quoted(words));
            let others = clause.entry.note.iter().chain(clause.questions()).cloned();
            for text in words.into_iter().chain(others) {
                writeln!(out, "            {text}")?;
            }
            if !clause.entry.rules.is_empty() {
                let rules: Vec<_> = coverage.rules(clause).map(|rule| rule.info.id.as_str()).collect();
                let rules = rules.join(common.between_items());
                writeln!(out, "            {}", labelled(common.rule(), &rules, language))?;
                writeln!(out, "            {}", clause.examples.in_words(language))?;
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", coverage.standings())?;
    writeln!(out, "{}", coverage.rules_and_examples())?;
    writeln!(out, "{}", total(coverage.counts(), language))
}
