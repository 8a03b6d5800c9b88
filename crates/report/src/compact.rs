//! One line per finding: `path:line:column: 错误[pack/rule] message`.
//!
//! Findings that do not count have 豁免, 存量 or 预告 instead of a severity, and a reason.
//!
//! For problem matchers of editors, `grep` and diffs, so every line has the same shape and there are no
//! others. Line and column count from 1, columns in Unicode code points.

use std::io;

use super::points::Points;
use super::{unchecked, visible, wording};
use guidelint_core::finding::Severity;
use guidelint_core::lint::{FileReport, Run};
use guidelint_core::text::LineColumn;
use guidelint_messages::Language;

/// Writes a run, one line per finding. A file that could not be read gets a line for its start, unless a
/// finding already says what is wrong with it.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, language: Language) -> io::Result<()> {
    run.files.iter().try_for_each(|file| write_file(out, file, language))
}

fn write_file(out: &mut impl io::Write, file: &FileReport, language: Language) -> io::Result<()> {
    let common = language.common();
    let path = visible::line(file.source.path());
    let mut line = |at: LineColumn, word: &str, rule: &str, message: &str| {
        let message = visible::line(message);
        writeln!(out, "{path}:{}:{}: {word}[{rule}] {message}", at.line, at.column)
    };
    let unread = unchecked::of_file(file, language).filter(|unread| unread.severity == Severity::Error);
    if let (Some(unread), []) = (unread, &*file.findings) {
        let start = LineColumn { line: 1, column: 1 };
        line(start, common.severity(unread.severity.into()), unread.rule, &unread.reason)?;
    }
    let points = Points::of(file);
    file.all_findings().into_iter().try_for_each(|(finding, reason)| {
        let at = points.at(finding.extent().start).line_column();
        match reason {
            None => line(at, common.severity(finding.severity.into()), &finding.rule.id, &finding.message),
            Some(reason) => {
                let remark = common.remark(&wording::aside(reason, language));
                let message = [&*finding.message, &remark].concat();
                line(at, wording::aside_word(reason, language), &finding.rule.id, &message)
            }
        }
    })
}
