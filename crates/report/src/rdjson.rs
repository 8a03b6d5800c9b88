//! reviewdog: a `DiagnosticResult`, whose diagnostics become comments on a change.
//!
//! Columns are UTF-8 bytes from 1, and ends are exclusive: <https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto>.
//! A byte order mark counts, since it is part of the line.

use std::io;

use serde::Serialize;

use super::points::{Point, Points};
use super::{unchecked, visible, wording};
use guidelint_core::finding::Severity;
use guidelint_core::fix::Fix;
use guidelint_core::lint::{FileReport, Run};
use guidelint_core::text::Span;
use guidelint_messages::Language;

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    /// The highest severity of the diagnostics.
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<&'static str>,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    /// `None` if the diagnostic applies to the whole run.
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
    severity: &'static str,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    /// `None` if the diagnostic applies to the whole file.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

/// Writes a run as one JSON object.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, language: Language) -> io::Result<()> {
    let unchecked = unchecked::of_run(run, language);
    let findings = run.files.iter().flat_map(|file| &file.findings).map(|finding| finding.severity);
    let gravest = findings.chain(unchecked.iter().map(|one| one.severity)).max();
    let mut diagnostics: Vec<_> = run.files.iter().flat_map(|file| diagnostics(file, language)).collect();
    diagnostics.extend(unchecked.into_iter().map(|one| Diagnostic {
        message: visible::line(&one.reason).into_owned(),
        location: one.path.map(|path| Location { path, range: None }),
        severity: severity(one.severity),
        code: Code { value: one.rule },
        suggestions: Vec::new(),
    }));
    let source = Source { name: guidelint_core::NAME };
    let result = DiagnosticResult { source, severity: gravest.map(severity), diagnostics };
    serde_json::to_writer_pretty(&mut *out, &result)?;
    writeln!(out)
}

fn diagnostics(file: &FileReport, language: Language) -> impl Iterator<Item = Diagnostic<'_>> {
    let points = Points::of(file);
    file.all_findings().into_iter().map(move |(finding, reason)| Diagnostic {
        message: reason.map_or_else(
            || wording::lines(finding, &points, language).join("\n"),
            |reason| wording::aside_line(finding, reason, language),
        ),
        location: Some(Location { path: file.source.path(), range: Some(range(&points, finding.extent())) }),
        severity: severity(if reason.is_some() { Severity::Advice } else { finding.severity }),
        code: Code { value: &finding.rule.id },
        suggestions: finding.fix.iter().filter_map(|fix| suggestion(file, &points, fix)).collect(),
    })
}

/// A fix as one replacement, including the text between its edits: reviewdog would take several replacements
/// for alternative fixes.
fn suggestion(file: &FileReport, points: &Points, fix: &Fix) -> Option<Suggestion> {
    let (first, last) = (fix.edits.first()?, fix.edits.last()?);
    let (mut text, mut done) = (String::new(), first.span.start);
    for edit in &fix.edits {
        text += file.source.slice(Span { start: done, end: edit.span.start });
        text += &edit.text;
        done = edit.span.end;
    }
    let span = Span { start: first.span.start, end: last.span.end };
    Some(Suggestion { range: range(points, span), text })
}

fn range(points: &Points, span: Span) -> Range {
    let position = |Point { line, byte, line_start, .. }| Position { line, column: byte - line_start + 1 };
    Range { start: position(points.at(span.start)), end: position(points.at(span.end)) }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Advice => "INFO",
    }
}
