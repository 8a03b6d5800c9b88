//! GitHub Actions: one workflow command per finding, which becomes an annotation of a pull request.
//!
//! `::error file=…,line=…,endLine=…,col=…,endColumn=…,title=rule::message`. GitHub accepts columns only for
//! findings within one line, and shows ten annotations of each kind per step; the log has all of them. Advice
//! is a notice.

use std::io;

use super::points::Points;
use super::{unchecked, visible, wording};
use guidelint_core::finding::{Severity, Suppressed};
use guidelint_core::lint::{FileReport, Run, Status};
use guidelint_messages::Language;

/// Writes a run, one command per finding. Files that could not be read come first, since GitHub shows only
/// the first ten errors.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, language: Language) -> io::Result<()> {
    let unchecked = unchecked::of_run(run, language);
    for one in unchecked.iter().filter(|one| one.severity == Severity::Error) {
        let file =
            one.path.map(|path| format!("file={},", property(&visible::line(path)))).unwrap_or_default();
        let (title, reason) = (property(one.rule), data(&visible::line(&one.reason)));
        writeln!(out, "::error {file}title={title}::{reason}")?;
    }
    run.files.iter().try_for_each(|file| write_findings(out, file, language))?;
    run.files.iter().try_for_each(|file| write_aside(out, file, language))?;
    write_strangers(out, run, language)
}

fn write_findings(out: &mut impl io::Write, file: &FileReport, language: Language) -> io::Result<()> {
    let points = Points::of(file);
    let path = property(&visible::line(file.source.path()));
    file.findings.iter().try_for_each(|finding| {
        let extent = finding.extent();
        let (start, end) = (points.at(extent.start), points.at(extent.end));
        let columns = if start.line == end.line {
            format!(",col={},endColumn={}", start.column, end.column)
        } else {
            String::new()
        };
        let place = format!("line={},endLine={}{columns}", start.line, end.line);
        let (command, title) = (command(finding.severity), property(&finding.rule.id));
        let message = data(&wording::lines(finding, &points, language).join("\n"));
        writeln!(out, "::{command} file={path},{place},title={title}::{message}")
    })
}

/// Writes findings that do not count to the log only: the number of annotations is limited.
fn write_aside(out: &mut impl io::Write, file: &FileReport, language: Language) -> io::Result<()> {
    let points = Points::of(file);
    let path = visible::line(file.source.path());
    file.suppressed.iter().try_for_each(|Suppressed { finding, reason }| {
        let at = points.at(finding.extent().start).line_column();
        let (word, message) = (wording::aside_word(reason, language), visible::line(&finding.message));
        let reason = language.common().remark(&wording::aside(reason, language));
        writeln!(out, "{word} {path}:{}:{} [{}] {message}{reason}", at.line, at.column, finding.rule.id)
    })
}

/// Writes the files that are not guides as one notice: there may be hundreds, and they are not a problem.
fn write_strangers(out: &mut impl io::Write, run: &Run, language: Language) -> io::Result<()> {
    let strangers = run.files.iter().filter(|file| file.status == Status::NotAGuide);
    let paths: Vec<_> = strangers.map(|file| visible::line(file.source.path())).collect();
    if paths.is_empty() {
        return Ok(());
    }
    let message = format!("{}\n{}", language.formats().files_not_guides(paths.len()), paths.join("\n"));
    writeln!(out, "::notice title=guidelint/not-a-guide::{}", data(&message))
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    }
}

/// Escapes the text after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the text after a `=`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
