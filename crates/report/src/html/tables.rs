//! The tables: by office, by matter, by rule.

use maud::{Markup, html};

use super::tally::{Count, Row, RuleRow, Tally};
use super::{HtmlOptions, MOST_ROWS, Seen, left_out};
use crate::wording::citation;

/// Stands for the office of guides that name none.
const NO_OFFICE: &str = "（没有写明实施主体）";

/// Stands for the matter of guides that name none.
const NO_MATTER: &str = "（没有写明事项）";

/// The name of an office as people read it.
pub(super) fn office<'r>(row: &Row<'r>) -> &'r str {
    row.name.unwrap_or(NO_OFFICE)
}

/// The name of a matter as people read it.
pub(super) fn matter<'r>(row: &Row<'r>) -> &'r str {
    row.name.unwrap_or(NO_MATTER)
}

/// By office, with the share of guides without errors.
pub(super) fn offices(tally: &Tally<'_>, HtmlOptions { mark_under }: HtmlOptions) -> Markup {
    let rows = &tally.offices;
    let marked = rows.iter().filter(|row| row.count.is_under(mark_under)).count();
    html! {
        section #offices {
            h2 { "按实施主体" }
            @if rows.is_empty() { p { "没有检查任何办事指南。" } } @else {
                p.note {
                    "“没有错误”指规则没有在指南里查出错误，警告和建议不算，不计入结果的问题也不算。不到 " (mark_under) "% 的标出："
                    @if marked == 0 { "没有。" } @else { (marked) " 个，共 " (rows.len()) " 个实施主体。" }
                    @if tally.orphans > 0 { "另有 " (tally.orphans) " 个问题在读不懂的部分，看不出属于谁。" }
                }
                div.wide { table {
                    thead { tr {
                        th scope="col" { "实施主体" } th.n scope="col" { "指南" } th scope="col" { "没有错误" }
                        (severities(tally))
                    } }
                    tbody { @for row in rows.iter().take(MOST_ROWS) {
                        @let low = row.count.is_under(mark_under);
                        tr.low[low] {
                            th scope="row" { (filter("office", office(row))) }
                            td.n { (row.count.guides) }
                            td.share { (share(&row.count)) @if low { " " span.tag { "不到 " (mark_under) "%" } } }
                            (counts(&row.count, tally))
                        }
                    } }
                } }
                (left_out(rows.len(), MOST_ROWS, "个实施主体"))
            }
        }
    }
}

/// By matter.
pub(super) fn matters(tally: &Tally<'_>) -> Markup {
    let rows = &tally.matters;
    html! {
        section #matters {
            h2 { "按事项" }
            @if !rows.is_empty() { details open[rows.len() <= 30] {
                summary { "共 " (rows.len()) " 个事项，错误多的在前" }
                div.wide { table {
                    thead { tr {
                        th scope="col" { "事项" } th.n scope="col" { "指南" } th.n scope="col" { "没有错误" }
                        (severities(tally))
                    } }
                    tbody { @for row in rows.iter().take(MOST_ROWS) { tr {
                        th scope="row" { (filter("matter", matter(row))) }
                        td.n { (row.count.guides) }
                        td.n { (row.count.clean) }
                        (counts(&row.count, tally))
                    } } }
                } }
                (left_out(rows.len(), MOST_ROWS, "个事项"))
            } } @else { p { "没有检查任何办事指南。" } }
        }
    }
}

/// By rule, with the clause that it rests on.
pub(super) fn rules(tally: &Tally<'_>) -> Markup {
    html! {
        section #rules {
            h2 { "按规则" }
            @if tally.rules.is_empty() { p { "没有规则查出问题。" } } @else {
                div.wide { table {
                    thead { tr {
                        th scope="col" { "规则" } th.n scope="col" { "指南" }
                        (severities(tally))
                    } }
                    tbody { @for row in &tally.rules { (rule(row, tally)) } }
                } }
            }
        }
    }
}

fn rule(RuleRow { rule, count }: &RuleRow<'_>, tally: &Tally<'_>) -> Markup {
    html! { tr {
        th scope="row" {
            (Seen(&rule.title)) " " (filter("rule", &rule.id))
            @if let Some(clause) = &rule.clause { span.about { (Seen(&citation(clause, rule.obligation))) } }
        }
        td.n { (count.guides) }
        (counts(count, tally))
    } }
}

/// The last columns; what does not count has one where there is any.
fn severities(tally: &Tally<'_>) -> Markup {
    html! {
        th.n scope="col" { "错误" } th.n scope="col" { "警告" } th.n scope="col" { "建议" }
        @if tally.all.aside > 0 { th.n scope="col" { "不计入" } }
    }
}

fn counts(count: &Count, tally: &Tally<'_>) -> Markup {
    let [errors, warnings, advice] = count.findings;
    let cell = |class: &str, number: usize| html! { td.n.(class) { (number) } };
    let class = |class: &'static str, number: usize| if number == 0 { "zero" } else { class };
    html! {
        (cell(class("e", errors), errors))
        (cell(class("w", warnings), warnings))
        (cell(class("a", advice), advice))
        @if tally.all.aside > 0 { (cell(class("", count.aside), count.aside)) }
    }
}

/// The share of guides without errors, in words and as a bar.
fn share(count: &Count) -> Markup {
    let percent = count.percent();
    html! {
        svg.bar viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" {
            rect.all width="100" height="8" {}
            rect.part width=(percent) height="8" {}
        }
        (count.clean) "/" (count.guides) " · " (percent) "%"
    }
}

/// A name that shows its findings alone when it is clicked.
fn filter(key: &str, name: &str) -> Markup {
    html! { span.only data-key=(key) data-name=(Seen(name)) { (Seen(name)) } }
}
