//! How far the clauses behind the packs are checked, source by source.

use maud::{Markup, html};

use super::Seen;
use super::tally::Tally;
use crate::coverage::{total, word};
use guidelint_core::lint::Run;
use guidelint_core::pack::{Counts, CoveredClause, CoveredSource};

/// The section; nothing where no pack applied.
pub(super) fn section(run: &Run, tally: &Tally<'_>) -> Markup {
    html! {
        @if !run.sources.is_empty() {
            section #clauses {
                h2 { "依据：条款的检查情况" }
                p.note {
                    "本次用到的规则包所依据的文件和标准。" (total(run.coverage))
                    "由人核对的，可用 --checklist 列出问题和原文。"
                }
                @for source in &run.sources { (fold(source, tally)) }
            }
        }
    }
}

fn fold(covered: &CoveredSource, tally: &Tally<'_>) -> Markup {
    let Counts { full, partial, human, out } = covered.counts();
    let source = &covered.source;
    let badge = |class: &str, word: &str, count: usize| html! { @if count > 0 { span.badge.(class) { (word) " " (count) } } };
    html! {
        details.source {
            summary {
                h3 { (Seen(&source.title)) }
                span.about { (source.text.word()) @if let Some(edition) = &source.edition { "；" (Seen(edition)) } }
                span.badges {
                    (badge("full", "全部检查", full)) (badge("part", "部分检查", partial))
                    (badge("human", "由人核对", human)) (badge("", "没有检查", out))
                }
            }
            @if let Some(note) = &source.note { p.note { (Seen(note)) } }
            div.wide { table {
                thead { tr {
                    th scope="col" { "条款" } th scope="col" { "检查" } th scope="col" { "说明" } th scope="col" { "规则" }
                    th.n scope="col" { "问题" }
                } }
                tbody { @for clause in &covered.clauses { (row(clause, tally)) } }
            } }
        }
        "\n"
    }
}

fn row(clause: &CoveredClause, tally: &Tally<'_>) -> Markup {
    let rules = |rule: &String| tally.rules.iter().find(|row| row.rule.id == *rule);
    let found: usize =
        clause.rules.iter().filter_map(rules).map(|row| row.count.findings.iter().sum::<usize>()).sum();
    html! {
        tr {
            th scope="row" {
                (Seen(&clause.place().unwrap_or_else(|| "（没有条款号）".into())))
                @if let Some(verb) = clause.verb { "（" (verb.word()) "）" }
            }
            td { (word(clause.checked)) }
            td {
                @if let Some(words) = &clause.words { p { "“" (Seen(words)) "”" } }
                @for text in clause.note.iter().chain(&clause.questions) { p { (Seen(text)) } }
            }
            td.rules { @for rule in &clause.rules { code { (Seen(rule)) } " " } }
            td.n { @if clause.rules.is_empty() { "—" } @else { (found) } }
        }
    }
}
