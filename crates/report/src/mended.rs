//! The result of fixing, in words: one line in total, and one for each fix that was refused.

use std::io;

use super::visible;
use guidelint_core::fixer::FixOutcome;
use guidelint_core::text::LineColumn;
use guidelint_messages::Language;

/// The result of fixing the files of a run.
#[derive(Debug, Default)]
pub struct Account {
    /// Number of fixes that were made.
    pub applied: usize,
    /// Number of files that were fixed.
    pub files: usize,
    /// Fixes that were refused.
    pub refused: Vec<Refusal>,
}

/// A fix that was refused.
#[derive(Debug)]
pub struct Refusal {
    /// The file.
    pub file: String,
    /// The location of its finding.
    pub at: LineColumn,
    /// The rule of its finding.
    pub rule: String,
    /// The reason, in Chinese.
    pub reason: String,
}

impl Account {
    /// Adds the result for a file.
    pub fn add(&mut self, mended: &FixOutcome) {
        self.applied += mended.applied;
        self.files += usize::from(mended.applied > 0);
        let FixOutcome { report, refused, .. } = mended;
        self.refused.extend(refused.iter().map(|(number, reason)| {
            let finding = &report.findings[*number];
            Refusal {
                file: report.source.path().to_owned(),
                at: report.source.line_column(finding.extent().start),
                rule: finding.rule.id.clone(),
                reason: reason.clone(),
            }
        }));
    }

    /// Writes the result. `is_done` says whether the files were changed or only would be.
    ///
    /// # Errors
    ///
    /// Returns an error if `out` cannot be written to.
    pub fn write(&self, out: &mut impl io::Write, is_done: bool, language: Language) -> io::Result<()> {
        let messages = language.human();
        let Self { applied, files, refused } = self;
        match (applied, is_done) {
            (0, _) => writeln!(out, "{}", messages.nothing_to_fix())?,
            (_, true) => writeln!(out, "{}", messages.fixed(*applied, *files))?,
            (_, false) => writeln!(out, "{}", messages.would_fix(*applied, *files))?,
        }
        for Refusal { file, at, rule, reason } in refused {
            let LineColumn { line, column } = at;
            let (file, reason) = (visible::line(file), visible::line(reason));
            writeln!(out, "{}", messages.not_fixed(&file, *line, *column, rule, &reason))?;
        }
        Ok(())
    }
}
