//! Findings that do not count, for people: one line each, below those that count.
//!
//! Readers should see which findings were suppressed and by whom. The findings of a baseline, which may be
//! thousands, are only counted unless the user asks for them.

use std::io;

use super::points::Points;
use super::prose::{Page, Paragraph, Tone};
use super::{visible, wording};
use guidelint_core::finding::{Finding, Kind, Suppressed, Suppression, SuppressionReason};
use guidelint_core::lint::Run;
use guidelint_messages::Language;

/// Writes the findings that do not count: upcoming, exempted, and in the baseline.
pub(super) fn write(out: &mut impl io::Write, run: &Run, page: Page, verbose: bool) -> io::Result<()> {
    let coming = |reason: &SuppressionReason| matches!(reason, SuppressionReason::Upcoming(_));
    let exempted = |reason: &SuppressionReason| {
        matches!(
            reason,
            SuppressionReason::Suppressed(Suppression { kind: Kind::Comment | Kind::Exemption, .. })
        )
    };
    let old = |reason: &SuppressionReason| {
        matches!(reason, SuppressionReason::Suppressed(Suppression { kind: Kind::Baseline, .. }))
    };
    let messages = page.language.human();
    write_list(out, run, messages.upcoming_heading(), page, coming)?;
    write_list(out, run, messages.suppressed_heading(), page, exempted)?;
    if verbose {
        return write_list(out, run, messages.baseline_heading(), page, old);
    }
    let asides = run.files.iter().flat_map(|file| &file.suppressed);
    match asides.filter(|aside| old(&aside.reason)).count() {
        0 => Ok(()),
        count => {
            writeln!(out)?;
            Paragraph::plain(0).with(&messages.baseline_count(count), Tone::Faint).write(out, page)
        }
    }
}

fn write_list(
    out: &mut impl io::Write,
    run: &Run,
    heading: &str,
    page: Page,
    is_meant: impl Fn(&SuppressionReason) -> bool,
) -> io::Result<()> {
    let mut first = true;
    for file in run.files.iter().filter(|file| !file.suppressed.is_empty()) {
        let points = Points::of(file);
        let path = visible::line(file.source.path());
        for Suppressed { finding, reason } in file.suppressed.iter().filter(|aside| is_meant(&aside.reason)) {
            if std::mem::take(&mut first) {
                writeln!(out)?;
                Paragraph::plain(0).with(heading, Tone::Strong).write(out, page)?;
            }
            let at = points.at(finding.extent().start).line_column();
            let place = format!("{path}:{}:{} ", at.line, at.column);
            line(&place, finding, reason, page.language).write(out, page)?;
        }
    }
    Ok(())
}

fn line(place: &str, finding: &Finding, reason: &SuppressionReason, language: Language) -> Paragraph {
    let reason = language.common().remark(&wording::aside(reason, language));
    Paragraph::new(2, "", Tone::Plain)
        .with(place, Tone::Faint)
        .with(&visible::line(&finding.message), Tone::Plain)
        .with(&format!(" [{}]{reason}", finding.rule.id), Tone::Faint)
}
