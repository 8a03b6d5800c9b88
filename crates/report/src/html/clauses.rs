//! How far the clauses behind the packs are checked, source by source.

use maud::{Markup, html};

use super::tally::Tally;
use super::{Seen, badge};
use crate::coverage::{total, word};
use crate::visible;
use crate::wording::text_status;
use guidelint_core::lint::Run;
use guidelint_core::pack::format::Checked;
use guidelint_core::pack::{Counts, CoveredClause, CoveredSource};
use guidelint_messages::Language;

/// The section; empty if no pack applied.
pub(super) fn section(run: &Run, tally: &Tally<'_>, language: Language) -> Markup {
    let messages = language.html();
    html! {
        @if !run.sources.is_empty() {
            section #clauses {
                h2 { (messages.clauses_title()) }
                p.note { (messages.clauses_note(&total(run.coverage, language))) }
                @for source in &run.sources { (fold(source, tally, language)) }
            }
        }
    }
}

fn fold(covered: &CoveredSource, tally: &Tally<'_>, language: Language) -> Markup {
    let (messages, common) = (language.html(), language.common());
    let Counts { full, partial, human, out } = covered.counts();
    let source = &covered.source;
    html! {
        details.source {
            summary {
                h3 { (Seen(&source.title)) }
                span.about { (text_status(source.text, common)) @if let Some(edition) = &source.edition { (common.between_parts()) (Seen(edition)) } }
                span.badges {
                    (badge("full", word(Checked::Full, language), full))
                    (badge("part", word(Checked::Partial, language), partial))
                    (badge("human", word(Checked::Human, language), human))
                    (badge("", word(Checked::Out, language), out))
                }
            }
            @if let Some(note) = &source.note { p.note { (Seen(note)) } }
            div.wide { table {
                thead { tr {
                    th scope="col" { (messages.clause()) } th scope="col" { (messages.checked()) }
                    th scope="col" { (messages.note()) } th scope="col" { (common.rule()) }
                    th.n scope="col" { (messages.findings()) }
                } }
                tbody { @for clause in &covered.clauses { (row(clause, tally, language)) } }
            } }
        }
        "\n"
    }
}

fn row(clause: &CoveredClause, tally: &Tally<'_>, language: Language) -> Markup {
    let common = language.common();
    let rules = |rule: &String| tally.rules.iter().find(|row| row.rule.id == *rule);
    let found: usize =
        clause.rules.iter().filter_map(rules).map(|row| row.count.findings.iter().sum::<usize>()).sum();
    html! {
        tr {
            th scope="row" {
                (Seen(&clause.place().unwrap_or_else(|| language.coverage().no_number().into())))
                @if let Some(verb) = clause.verb { (common.remark(verb.word())) }
            }
            td { (word(clause.checked, language)) }
            td {
                @if let Some(words) = &clause.words { p { (common.quoted(&visible::line(words))) } }
                @for text in clause.note.iter().chain(&clause.questions) { p { (Seen(text)) } }
            }
            td.rules { @for rule in &clause.rules { code { (Seen(rule)) } " " } }
            td.n { @if clause.rules.is_empty() { "—" } @else { (found) } }
        }
    }
}
