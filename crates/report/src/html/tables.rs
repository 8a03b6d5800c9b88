//! The tables: by office, by matter, by rule.

use maud::{Markup, html};

use super::tally::{Count, Row, RuleRow, Tally};
use super::{HtmlOptions, MOST_ROWS, Seen, left_out};
use crate::wording::citation;
use guidelint_messages::{Language, Severity};

/// The name of an office, as shown to people.
pub(super) fn office<'r>(row: &Row<'r>, language: Language) -> &'r str {
    row.name.unwrap_or_else(|| language.html().no_office())
}

/// The name of a matter, as shown to people.
pub(super) fn matter<'r>(row: &Row<'r>, language: Language) -> &'r str {
    row.name.unwrap_or_else(|| language.html().no_matter())
}

/// The table by office, with the share of guides without errors.
pub(super) fn offices(
    tally: &Tally<'_>,
    HtmlOptions { mark_under }: HtmlOptions,
    language: Language,
) -> Markup {
    let messages = language.html();
    let rows = &tally.offices;
    let marked = rows.iter().filter(|row| row.count.is_under(mark_under)).count();
    html! {
        section #offices {
            h2 { (messages.by_office()) }
            @if rows.is_empty() { p { (messages.nothing_checked()) } } @else {
                p.note { (messages.offices_note(mark_under, marked, rows.len(), tally.orphans)) }
                div.wide { table {
                    thead { tr {
                        th scope="col" { (messages.office()) } th.n scope="col" { (messages.guides()) }
                        th scope="col" { (messages.clean()) }
                        (severities(tally, language))
                    } }
                    tbody { @for row in rows.iter().take(MOST_ROWS) {
                        @let low = row.count.is_under(mark_under);
                        tr.low[low] {
                            th scope="row" { (filter("office", office(row, language))) }
                            td.n { (row.count.guides) }
                            td.share { (share(&row.count)) @if low { " " span.tag { (messages.below_percent(mark_under)) } } }
                            (counts(&row.count, tally))
                        }
                    } }
                } }
                (left_out(rows.len(), MOST_ROWS, |count| messages.offices_left_out(count)))
            }
        }
    }
}

/// The table by matter.
pub(super) fn matters(tally: &Tally<'_>, language: Language) -> Markup {
    let messages = language.html();
    let rows = &tally.matters;
    html! {
        section #matters {
            h2 { (messages.by_matter()) }
            @if !rows.is_empty() { details open[rows.len() <= 30] {
                summary { (messages.matters_count(rows.len())) }
                div.wide { table {
                    thead { tr {
                        th scope="col" { (messages.matter()) } th.n scope="col" { (messages.guides()) }
                        th.n scope="col" { (messages.clean()) }
                        (severities(tally, language))
                    } }
                    tbody { @for row in rows.iter().take(MOST_ROWS) { tr {
                        th scope="row" { (filter("matter", matter(row, language))) }
                        td.n { (row.count.guides) }
                        td.n { (row.count.clean) }
                        (counts(&row.count, tally))
                    } } }
                } }
                (left_out(rows.len(), MOST_ROWS, |count| messages.matters_left_out(count)))
            } } @else { p { (messages.nothing_checked()) } }
        }
    }
}

/// The table by rule, with the clause that it rests on.
pub(super) fn rules(tally: &Tally<'_>, language: Language) -> Markup {
    let messages = language.html();
    html! {
        section #rules {
            h2 { (messages.by_rule()) }
            @if tally.rules.is_empty() { p { (messages.no_rule_found()) } } @else {
                div.wide { table {
                    thead { tr {
                        th scope="col" { (language.common().rule()) } th.n scope="col" { (messages.guides()) }
                        (severities(tally, language))
                    } }
                    tbody { @for row in &tally.rules { (rule(row, tally, language)) } }
                } }
            }
        }
    }
}

fn rule(RuleRow { rule, count }: &RuleRow<'_>, tally: &Tally<'_>, language: Language) -> Markup {
    html! { tr {
        th scope="row" {
            (Seen(&rule.title)) " " (filter("rule", &rule.id))
            @if let Some(clause) = &rule.clause { span.about { (Seen(&citation(clause, rule.obligation, language))) } }
        }
        td.n { (count.guides) }
        (counts(count, tally))
    } }
}

/// The last columns; findings that do not count have one if there are any.
fn severities(tally: &Tally<'_>, language: Language) -> Markup {
    let word = |severity| language.common().severity(severity);
    html! {
        @for severity in [Severity::Error, Severity::Warning, Severity::Advice] {
            th.n scope="col" { (word(severity)) }
        }
        @if tally.all.aside > 0 { th.n scope="col" { (language.html().not_counted()) } }
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

/// A name that filters its findings when it is clicked.
fn filter(key: &str, name: &str) -> Markup {
    html! { span.only data-key=(key) data-name=(Seen(name)) { (Seen(name)) } }
}
