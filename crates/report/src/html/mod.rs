//! A web page for an office: totals, tables by office, matter and rule, every finding with its excerpt and
//! clause, and how far the clauses are checked.
//!
//! It is one file that can be mailed and opens without network. It can be read and printed without its
//! script, which only filters: the filter is part of the address, so that a view can be shared. A content
//! security policy allows only the style and script of the page itself, by their digests.
//!
//! All text is escaped by maud. Text of guides also goes through `Seen`, which shows invisible characters by
//! their code points.

mod clauses;
pub(super) mod coverage;
mod findings;
mod tables;
mod tally;

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, Render, html};
use sha2::{Digest, Sha256};

use super::unchecked::{self, Unchecked};
use super::{FailOn, Summary, closing, visible};
use guidelint_core::finding::Severity;
use guidelint_core::lint::{Run, Status};
use guidelint_messages::Language;
use tally::Tally;

/// Options of the page for an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HtmlOptions {
    /// Offices whose share of guides without errors is below this are marked; in percent.
    pub mark_under: u8,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        Self { mark_under: 80 }
    }
}

const STYLE: &str = concat!(include_str!("base.css"), include_str!("page.css"));
const SCRIPT: &str = include_str!("page.js");

/// The number of rows that a table shows; further ones are only counted.
const MOST_ROWS: usize = 2_000;

/// The number of files that are not guides to list by name.
const NAMED_STRANGERS: usize = 100;

/// Text of a guide, a path or a pack: on one line and made harmless.
struct Seen<'t>(&'t str);

impl Render for Seen<'_> {
    fn render_to(&self, out: &mut String) {
        visible::line(self.0).render_to(out);
    }
}

/// Writes a run as one page.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(
    out: &mut impl io::Write,
    run: &Run,
    fail_on: FailOn,
    options: &HtmlOptions,
    language: Language,
) -> io::Result<()> {
    let (messages, common) = (language.html(), language.common());
    let summary = Summary::of(run);
    let tally = Tally::of(run);
    let mut add = |part: Markup| out.write_all(part.into_string().as_bytes());
    add(html! {
        (start(language, messages.title(), STYLE, SCRIPT))
        a.skip href="#main" { (messages.skip()) }
        header { div.inner {
            h1 { (messages.title()) }
            (verdict(&summary, fail_on, language))
        } }
        nav aria-label=(messages.contents()) { div.inner {
            a href="#totals" { (messages.totals()) }
            a href="#offices" { (messages.office()) }
            a href="#matters" { (messages.matter()) }
            a href="#rules" { (common.rule()) }
            a href="#findings" { (messages.findings()) }
            @if !run.sources.is_empty() { a href="#clauses" { (common.basis()) } }
        } }
        (PreEscaped("<main id=\"main\" class=\"inner\">\n"))
        (totals(&summary, &tally, language))
        (not_checked(run, language))
        (tables::offices(&tally, *options, language))
        (tables::matters(&tally, language))
        (tables::rules(&tally, language))
    })?;
    findings::write(&mut add, run, &tally, language)?;
    add(html! {
        (clauses::section(run, &tally, language))
        (PreEscaped("</main>\n"))
        footer { div.inner {
            @for line in closing::lines(run, language) { p { (Seen(&line)) } }
            p { "guidelint " (guidelint_core::VERSION) }
        } }
        script { (PreEscaped(SCRIPT)) }
        (PreEscaped("</body>\n</html>\n"))
    })
}

/// The beginning of a page, up to its visible part.
fn start(language: Language, title: &str, style: &str, script: &str) -> Markup {
    html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"")) (language.tag()) (PreEscaped("\">\n"))
        (head(title, style, script))
        (PreEscaped("<body>\n"))
    }
}

/// The title of a page, and its content security policy: only its own style and script are allowed.
fn head(title: &str, style: &str, script: &str) -> Markup {
    let digest = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let policy = format!(
        "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        digest(style),
        digest(script)
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (title) }
            style { (PreEscaped(style)) }
        }
    }
}

/// The result of the run. It does not say that guides are good because no rule found anything.
fn verdict(summary: &Summary, fail_on: FailOn, language: Language) -> Markup {
    let messages = language.html();
    let failing = summary.failing(fail_on);
    let trouble = summary.trouble().map(|trouble| trouble.in_words(language));
    let (class, words) = match (trouble, fail_on.least()) {
        (Some(trouble), Some(least)) if failing > 0 => {
            ("bad", messages.incomplete_and_failed(&trouble, failing, least.into()))
        }
        (Some(trouble), _) => ("bad", language.common().incomplete(&trouble)),
        (None, Some(least)) if failing > 0 => ("bad", messages.failed(failing, least.into())),
        (None, _) if summary.findings() == 0 => ("calm", messages.no_findings().into()),
        (None, None) => ("calm", messages.no_threshold().into()),
        (None, Some(Severity::Error)) => ("calm", messages.no_errors().into()),
        (None, Some(_)) => ("calm", messages.below_threshold().into()),
    };
    html! {
        p.verdict.(class) { (words) }
        @if class == "calm" { p.note { (messages.verdict_note()) } }
    }
}

fn totals(summary: &Summary, tally: &Tally<'_>, language: Language) -> Markup {
    let messages = language.html();
    let &Summary { files, guides, errors, warnings, advice, suppressed, coming, .. } = summary;
    let clean = tally.all.clean;
    let share = (guides > 0).then(|| messages.card_share(tally.all.percent()));
    let (aside, of) = (suppressed + coming, messages.card_not_counted_parts(suppressed, coming));
    html! {
        section #totals {
            h2 { (messages.totals()) }
            ul.cards {
                (card("", guides, messages.card_guides(guides), Some(messages.card_files(files))))
                (card("", clean, messages.card_clean(clean), share))
                (card("e", errors, messages.card_errors(errors), None))
                (card("w", warnings, messages.card_warnings(warnings), None))
                (card("a", advice, messages.card_advice(advice), None))
                @if aside > 0 { (card("", aside, messages.card_not_counted(aside), Some(of))) }
            }
        }
    }
}

/// A badge with a number, if it is not zero.
fn badge(class: &str, word: &str, count: usize) -> Markup {
    html! { @if count > 0 { span.badge.(class) { (word) " " (count) } } }
}

/// A large number with its label.
fn card(class: &str, number: usize, word: &str, more: Option<String>) -> Markup {
    html! { li.card.(class) { strong { (number) } span { (word) } @if let Some(more) = more { small { (more) } } } }
}

/// Files that were not checked, or only in part.
fn not_checked(run: &Run, language: Language) -> Markup {
    let (messages, colon) = (language.html(), language.common().colon());
    let unchecked = unchecked::of_run(run, language);
    let (grave, strangers): (Vec<_>, Vec<_>) =
        unchecked.iter().partition(|one| one.severity == Severity::Error);
    let broken: Vec<_> = run.files.iter().filter(|file| file.status == Status::Broken).collect();
    let item = |one: &Unchecked<'_>| {
        html! { li { @if let Some(path) = one.path { code { (Seen(path)) } (colon) } (Seen(&one.reason)) } }
    };
    html! {
        @if !grave.is_empty() || !broken.is_empty() || !strangers.is_empty() {
            section #unchecked {
                h2 { (messages.unchecked_title()) }
                @if !grave.is_empty() { ul.grave { @for one in &grave { (item(one)) } } }
                @if !broken.is_empty() {
                    p { (messages.broken_files(broken.len())) }
                    ul { @for file in &broken { li { code { (Seen(file.source.path())) } } } }
                }
                @if !strangers.is_empty() {
                    details {
                        summary { (messages.files_not_guides(strangers.len())) }
                        ul { @for one in strangers.iter().take(NAMED_STRANGERS) { (item(one)) } }
                        (left_out(strangers.len(), NAMED_STRANGERS, |count| messages.files_left_out(count)))
                    }
                }
            }
        }
    }
}

/// A note on how many entries a list left out, if any.
fn left_out(all: usize, most: usize, words: impl Fn(usize) -> String) -> Markup {
    html! { @if all > most { p.left-out { (words(all - most)) } } }
}
