//! The JSON report: one object, `guidelint.report/1`; its shape is in `shape`.

use std::io;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};

use super::points::{Point, Points};
use super::{FailOn, Summary};
use guidelint_core::finding::{self, Finding, Suppression, SuppressionReason, TextStatus};
use guidelint_core::fingerprint::fingerprints;
use guidelint_core::fix;
use guidelint_core::lint::{FileReport, ReadBy, ReadKey, Run, Status};
use guidelint_core::pack::{self, PackInfo};
use guidelint_core::text;

pub(super) mod shape;

/// Writes a run as one JSON object and a line break, even if nothing was found or checked.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, fail_on: FailOn) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &report(run, fail_on))?;
    writeln!(out)
}

/// The JSON Schema (2020-12) of what [`write`](write()) writes.
pub fn schema() -> serde_json::Value {
    schema_of::<shape::Report<'_>>()
}

/// The JSON Schema (2020-12) of a type as it is serialized.
pub fn schema_of<T: JsonSchema>() -> serde_json::Value {
    // For serialization: fields that may be null are always present, so they are required.
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with_transform(RecursiveTransform(join_lines));
    settings.into_generator().into_root_schema_for::<T>().into()
}

/// Joins the lines of descriptions: comments in source code are wrapped, descriptions are not.
fn join_lines(schema: &mut Schema) {
    if let Some(serde_json::Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}

fn report(run: &Run, fail_on: FailOn) -> shape::Report<'_> {
    let summary = Summary::of(run);
    shape::Report {
        schema: shape::Version::One,
        tool: tool(),
        run: outcome(&summary, fail_on),
        packs: run.packs.iter().map(pack).collect(),
        files: run.files.iter().map(file).collect(),
        diagnostics: run.files.iter().flat_map(diagnostics).collect(),
        summary: counts(&summary),
        coverage: coverage(run.coverage),
        rules_not_exercised: &run.not_exercised,
    }
}

pub(super) fn tool() -> shape::Tool {
    shape::Tool { name: guidelint_core::NAME, version: guidelint_core::VERSION }
}

pub(super) fn outcome(summary: &Summary, fail_on: FailOn) -> shape::Outcome {
    shape::Outcome { exit_code: summary.exit_code(fail_on), fail_on: threshold(fail_on) }
}

pub(super) fn threshold(fail_on: FailOn) -> shape::Threshold {
    match fail_on {
        FailOn::Error => shape::Threshold::Error,
        FailOn::Warning => shape::Threshold::Warning,
        FailOn::Advice => shape::Threshold::Advice,
        FailOn::Never => shape::Threshold::Never,
    }
}

pub(super) fn counts(summary: &Summary) -> shape::Counts {
    let &Summary {
        files,
        checked,
        broken,
        not_guides,
        unreadable,
        guides,
        errors,
        warnings,
        advice,
        suppressed,
        coming,
        left_alone,
        may_be_empty: _,
    } = summary;
    shape::Counts {
        files,
        checked,
        broken,
        not_guides,
        unreadable,
        guides,
        errors,
        warnings,
        advice,
        suppressed,
        coming,
        left_alone,
    }
}

pub(super) fn coverage(counts: pack::Counts) -> shape::Coverage {
    let pack::Counts { full, partial, human, out } = counts;
    shape::Coverage { full, partial, human, out }
}

pub(super) fn pack(pack: &PackInfo) -> shape::Pack<'_> {
    shape::Pack {
        id: &pack.id,
        version: &pack.version,
        title: &pack.title,
        region: pack.region.as_deref(),
        profile: pack.profile.as_deref(),
    }
}

pub(super) fn file(file: &FileReport) -> shape::File<'_> {
    let (status, reason) = match &file.status {
        Status::Checked => (shape::FileStatus::Checked, None),
        Status::Broken => (shape::FileStatus::Broken, None),
        Status::NotAGuide => (shape::FileStatus::NotAGuide, None),
        Status::Settings => (shape::FileStatus::Settings, None),
        Status::Unreadable(reason) => (shape::FileStatus::Unreadable, Some(&**reason)),
    };
    let read_as = file.guides.iter().flat_map(|guide| &guide.read_as).map(read_key).collect();
    let guide_paths = file.guides.iter().map(|guide| &*guide.path).collect();
    let guides = file.guides.len();
    shape::File { path: file.source.path(), status, reason, guides, guide_paths, read_as }
}

fn read_key(read: &ReadKey) -> shape::ReadAs<'_> {
    let by = match read.by {
        ReadBy::Name => shape::ReadBy::Name,
        ReadBy::Rule => shape::ReadBy::Rule,
        ReadBy::Slip => shape::ReadBy::Slip,
        ReadBy::Value => shape::ReadBy::Value,
        ReadBy::Field => shape::ReadBy::Field,
    };
    shape::ReadAs { key: &read.key, element: &read.element, by }
}

pub(super) fn diagnostics(file: &FileReport) -> Vec<shape::Diagnostic<'_>> {
    let points = Points::of(file);
    let told = file.all_findings().into_iter().zip(fingerprints(file));
    told.map(|(told, fingerprint)| diagnostic(file, &points, told, fingerprint)).collect()
}

fn diagnostic<'a>(
    file: &'a FileReport,
    points: &Points,
    (finding, reason): (&'a Finding, Option<&'a SuppressionReason>),
    fingerprint: String,
) -> shape::Diagnostic<'a> {
    let rule = &*finding.rule;
    shape::Diagnostic {
        rule: &rule.id,
        category: &rule.category,
        title: &rule.title,
        severity: severity(finding.severity),
        obligation: rule.obligation.map(obligation),
        clause: rule.clause.as_ref().map(clause),
        message: &finding.message,
        help: finding.help.as_deref(),
        args: &finding.args,
        file: file.source.path(),
        path: &finding.path,
        span: span(points, finding.extent()),
        spans: finding.spans.iter().map(|&part| span(points, part)).collect(),
        related: finding
            .related
            .iter()
            .map(|related| shape::Related { span: span(points, related.span), message: &related.message })
            .collect(),
        elsewhere: finding.elsewhere.iter().map(elsewhere).collect(),
        fix: finding.fix.as_ref().map(|fix| mending(points, fix)),
        suppressed: reason.and_then(suppressed),
        coming: reason.and_then(coming),
        fingerprint,
    }
}

fn suppressed(reason: &SuppressionReason) -> Option<shape::Suppressed<'_>> {
    let SuppressionReason::Suppressed(Suppression { kind, reason, approved_by, document, until }) = reason
    else {
        return None;
    };
    Some(shape::Suppressed {
        kind: suppressed_by(*kind),
        reason: reason.as_deref(),
        approved_by: approved_by.as_deref(),
        document: document.as_deref(),
        until: until.map(|day| day.to_string()),
    })
}

pub(super) fn suppressed_by(kind: finding::Kind) -> shape::SuppressedBy {
    match kind {
        finding::Kind::Comment => shape::SuppressedBy::Comment,
        finding::Kind::Exemption => shape::SuppressedBy::Exemption,
        finding::Kind::Baseline => shape::SuppressedBy::Baseline,
    }
}

fn coming(reason: &SuppressionReason) -> Option<String> {
    match reason {
        SuppressionReason::Upcoming(from) => Some(from.to_string()),
        SuppressionReason::Suppressed(_) => None,
    }
}

fn elsewhere(place: &finding::Elsewhere) -> shape::Elsewhere<'_> {
    let finding::Elsewhere { file, at, message } = place;
    shape::Elsewhere { file, line: at.line, character: at.column, message }
}

pub(super) fn severity(severity: finding::Severity) -> shape::Severity {
    match severity {
        finding::Severity::Advice => shape::Severity::Advice,
        finding::Severity::Warning => shape::Severity::Warning,
        finding::Severity::Error => shape::Severity::Error,
    }
}

pub(super) fn obligation(obligation: finding::Obligation) -> shape::Obligation {
    match obligation {
        finding::Obligation::May => shape::Obligation::May,
        finding::Obligation::Should => shape::Obligation::Should,
        finding::Obligation::Shall => shape::Obligation::Shall,
        finding::Obligation::Need => shape::Obligation::Need,
        finding::Obligation::ShallNot => shape::Obligation::ShallNot,
        finding::Obligation::States => shape::Obligation::None,
    }
}

pub(super) fn text_status(status: TextStatus) -> shape::ReadStatus {
    match status {
        TextStatus::Unseen => shape::ReadStatus::Unseen,
        TextStatus::Secondhand => shape::ReadStatus::Secondhand,
        TextStatus::Derived => shape::ReadStatus::Derived,
        TextStatus::Partial => shape::ReadStatus::Partial,
        TextStatus::Full => shape::ReadStatus::Full,
    }
}

pub(super) fn clause(clause: &finding::Clause) -> shape::Clause<'_> {
    shape::Clause {
        source: &clause.source,
        title: &clause.title,
        number: clause.number.as_deref(),
        part: clause.part.as_deref(),
        words: clause.words.as_deref(),
        text_status: text_status(clause.status),
        inferred: clause.inferred,
    }
}

fn mending<'a>(points: &Points, fix: &'a fix::Fix) -> shape::Fix<'a> {
    let edit = |edit: &'a fix::Edit| shape::Edit { span: span(points, edit.span), text: &edit.text };
    shape::Fix {
        title: &fix.title,
        safety: match fix.applicability {
            fix::Applicability::Safe => shape::Safety::Safe,
            fix::Applicability::Unsafe => shape::Safety::NeedsReview,
        },
        edits: fix.edits.iter().map(edit).collect(),
    }
}

fn span(points: &Points, span: text::Span) -> shape::Span {
    shape::Span { start: position(points.at(span.start)), end: position(points.at(span.end)) }
}

fn position(point: Point) -> shape::Position {
    shape::Position { line: point.line, char: point.column, utf16: point.utf16, byte: point.byte }
}
