//! One line a finding: `path:line:column: 错误[pack/rule] message`.
//!
//! For editors' problem matchers, `grep` and diffs, so every line has the same shape and nothing
//! else is written. Line and column count from 1, columns in Unicode code points.

use std::io;

use super::points::Points;
use super::{unchecked, visible};
use crate::finding::Severity;
use crate::lint::{FileReport, Run};
use crate::text::LineColumn;

/// Writes a run, one line a finding. A file that could not be read has a line of its own, at its
/// start, unless a finding already says what is wrong with it.
///
/// # Errors
///
/// When `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run) -> io::Result<()> {
    run.files.iter().try_for_each(|file| write_file(out, file))
}

fn write_file(out: &mut impl io::Write, file: &FileReport) -> io::Result<()> {
    let path = visible::line(file.source.path());
    let mut line = |at: LineColumn, severity: Severity, rule: &str, message: &str| {
        let (word, message) = (severity.word(), visible::line(message));
        writeln!(out, "{path}:{}:{}: {word}[{rule}] {message}", at.line, at.column)
    };
    let unread = unchecked::of_file(file).filter(|unread| unread.severity == Severity::Error);
    if let (Some(unread), []) = (unread, &*file.findings) {
        let start = LineColumn { line: 1, column: 1 };
        line(start, unread.severity, unread.rule, &unread.reason)?;
    }
    let points = Points::of(file);
    file.findings.iter().try_for_each(|finding| {
        let at = points.at(finding.extent().start).line_column();
        line(at, finding.severity, &finding.rule.id, &finding.message)
    })
}
