//! One page for an office: totals, tables by office, matter and rule, every finding with its excerpt
//! and clause, and how far the clauses are checked.
//!
//! One file that can be mailed and opens without network. It can be read and printed without its
//! script, which only filters: what is shown stands in the address, so that a view can be passed on.
//! What the browser may load is said in the page: its own style and script, known by their digests.
//!
//! Everything goes through maud, which escapes, and what a guide says goes through `Seen` first:
//! it stays text, and what cannot be seen is shown by its number.

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
use tally::Tally;

/// What the page for an office marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HtmlOptions {
    /// Offices of which a smaller share of guides is without errors are marked; in percent.
    pub mark_under: u8,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        Self { mark_under: 80 }
    }
}

const STYLE: &str = concat!(include_str!("base.css"), include_str!("page.css"));
const SCRIPT: &str = include_str!("page.js");

/// Rows that a table shows; more are counted.
const MOST_ROWS: usize = 2_000;

/// Files that are no guides are named up to this number.
const NAMED_STRANGERS: usize = 100;

/// A text of a guide, a path or a pack: in one line and harmless.
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
/// When `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, fail_on: FailOn, options: &HtmlOptions) -> io::Result<()> {
    let summary = Summary::of(run);
    let tally = Tally::of(run);
    let mut add = |part: Markup| out.write_all(part.into_string().as_bytes());
    add(html! {
        (DOCTYPE)
        (PreEscaped("<html lang=\"zh-CN\">\n"))
        (head("办事指南检查报告", STYLE, SCRIPT))
        (PreEscaped("<body>\n"))
        a.skip href="#main" { "跳到正文" }
        header { div.inner {
            h1 { "办事指南检查报告" }
            (verdict(&summary, fail_on))
        } }
        nav aria-label="目录" { div.inner {
            a href="#totals" { "总数" }
            a href="#offices" { "实施主体" }
            a href="#matters" { "事项" }
            a href="#rules" { "规则" }
            a href="#findings" { "问题" }
            @if !run.sources.is_empty() { a href="#clauses" { "依据" } }
        } }
        (PreEscaped("<main id=\"main\" class=\"inner\">\n"))
        (totals(&summary, &tally))
        (not_checked(run))
        (tables::offices(&tally, *options))
        (tables::matters(&tally))
        (tables::rules(&tally))
    })?;
    findings::write(&mut add, run, &tally)?;
    add(html! {
        (clauses::section(run, &tally))
        (PreEscaped("</main>\n"))
        footer { div.inner {
            @for line in [closing::packs(run), closing::unchecked(run)].into_iter().flatten() { p { (Seen(&line)) } }
            p { "guidelint " (guidelint_core::VERSION) }
        } }
        script { (PreEscaped(SCRIPT)) }
        (PreEscaped("</body>\n</html>\n"))
    })
}

/// What a page is called, and what the browser may run of it: its own style and script.
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

/// What the run amounts to. That no rule found anything is no praise of a guide.
fn verdict(summary: &Summary, fail_on: FailOn) -> Markup {
    let failing = summary.failing(fail_on);
    let above = |least| if least == Severity::Error { "" } else { "以上的问题" };
    let (class, words) = match (summary.trouble(), fail_on.least()) {
        (Some(trouble), Some(least)) if failing > 0 => (
            "bad",
            format!("没有完成检查：{trouble}。检查了的部分有 {failing} 个{}{}。", least.word(), above(least)),
        ),
        (Some(trouble), _) => ("bad", format!("没有完成检查：{trouble}。")),
        (None, Some(least)) if failing > 0 => {
            ("bad", format!("检查不通过：有 {failing} 个{}{}。", least.word(), above(least)))
        }
        (None, _) if summary.findings() == 0 => ("calm", "规则没有发现问题。".into()),
        (None, None) => ("calm", "检查完成，没有设门槛。".into()),
        (None, Some(Severity::Error)) => ("calm", "规则没有发现错误，有其他问题。".into()),
        (None, Some(_)) => ("calm", "没有达到门槛的问题，有其他问题。".into()),
    };
    html! {
        p.verdict.(class) { (words) }
        @if class == "calm" { p.note { "规则没有发现，不等于完全符合规定：有些规定要由人核对，有些没有检查，见“依据”一节和页末。" } }
    }
}

fn totals(summary: &Summary, tally: &Tally<'_>) -> Markup {
    let &Summary { files, guides, errors, warnings, advice, suppressed, coming, .. } = summary;
    let share = (guides > 0).then(|| format!("占 {}%", tally.all.percent()));
    let (aside, of) = (suppressed + coming, format!("豁免和存量 {suppressed}，预告 {coming}"));
    html! {
        section #totals {
            h2 { "总数" }
            ul.cards {
                (card("", guides, "份指南", Some(format!("{files} 个文件"))))
                (card("", tally.all.clean, "份没有错误", share))
                (card("e", errors, "个错误", None))
                (card("w", warnings, "个警告", None))
                (card("a", advice, "条建议", None))
                @if aside > 0 { (card("", aside, "个不计入结果", Some(of))) }
            }
        }
    }
}

/// A number that is read first.
fn card(class: &str, number: usize, word: &str, more: Option<String>) -> Markup {
    html! { li.card.(class) { strong { (number) } span { (word) } @if let Some(more) = more { small { (more) } } } }
}

/// Files that were not checked, or not all of them.
fn not_checked(run: &Run) -> Markup {
    let unchecked = unchecked::of_run(run);
    let (grave, strangers): (Vec<_>, Vec<_>) =
        unchecked.iter().partition(|one| one.severity == Severity::Error);
    let broken: Vec<_> = run.files.iter().filter(|file| file.status == Status::Broken).collect();
    let item = |one: &Unchecked<'_>| {
        html! { li { @if let Some(path) = one.path { code { (Seen(path)) } "：" } (Seen(&one.reason)) } }
    };
    html! {
        @if !grave.is_empty() || !broken.is_empty() || !strangers.is_empty() {
            section #unchecked {
                h2 { "没有检查的" }
                @if !grave.is_empty() { ul.grave { @for one in &grave { (item(one)) } } }
                @if !broken.is_empty() {
                    p { "下列 " (broken.len()) " 个文件有读不懂或没有认出的部分，这些部分没有检查：" }
                    ul { @for file in &broken { li { code { (Seen(file.source.path())) } } } }
                }
                @if !strangers.is_empty() {
                    details {
                        summary { "不是办事指南的文件 " (strangers.len()) " 个" }
                        ul { @for one in strangers.iter().take(NAMED_STRANGERS) { (item(one)) } }
                        (left_out(strangers.len(), NAMED_STRANGERS, "个文件"))
                    }
                }
            }
        }
    }
}

/// How much a list left out, where it did.
fn left_out(all: usize, most: usize, unit: &str) -> Markup {
    html! { @if all > most { p.left-out { "还有 " (all - most) " " (unit) "没有列出。" } } }
}
