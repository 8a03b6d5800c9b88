//! `--fix` and `--diff`: fixing files, or showing what fixes would change.
//!
//! Files are fixed in memory first. Only complete results are written, each file atomically. A guide that
//! cannot be written keeps its findings, and the run fails.

use std::collections::HashSet;
use std::io;

use rayon::prelude::*;
use similar::TextDiff;

use crate::cli::language::LANGUAGE;
use crate::cli::output;
use crate::finding::Finding;
use crate::fix::{Applicability, Fix};
use crate::fixer::{FixOutcome, mend};
use crate::lint::{FileId, FileReport, Run, Status};
use crate::report::mended::Account;
use crate::report::{FailOn, Summary};
use crate::workspace::{FileSet, Origin};

/// The files of a run to fix.
pub(super) struct FixRun<'m> {
    pub(super) run: &'m Run,
    /// The least applicability of the fixes to make.
    pub(super) least: Applicability,
    /// Checks a text as the content of a file. Returns `None` if there is no such file.
    pub(super) check: &'m (dyn Fn(FileId, &str) -> Option<FileReport> + Sync),
}

/// A file before and after fixing.
struct Change {
    file: FileId,
    before: String,
    mended: FixOutcome,
    /// Number of counted findings that remain.
    left: usize,
}

/// The result of `--fix`.
#[derive(Default)]
pub(super) struct Written {
    /// The fixes that were made or refused.
    pub(super) account: Account,
    /// Why files were not written, in Chinese.
    pub(super) trouble: Vec<String>,
}

/// What identifies a finding after it has moved.
fn what(finding: &Finding) -> (&str, &str, &str) {
    (&finding.rule.id, &finding.path, &finding.message)
}

/// Whether all of a file could be read, or can be once it is fixed.
fn is_mendable(file: &FileReport) -> bool {
    let fixes = || file.findings.iter().filter_map(|finding| finding.fix.as_ref());
    match file.status {
        Status::Checked => !file.guides.is_empty(),
        Status::Broken => fixes().any(Fix::makes_readable),
        _ => false,
    }
}

/// Checks that the files can be overwritten: standard input cannot.
///
/// # Errors
///
/// Returns a message if it is among them.
pub(super) fn writable(files: &FileSet) -> Result<(), String> {
    if files.iter().any(|file| file.origin == Origin::StandardInput) {
        return Err("标准输入的内容不能就地改正，请用 --diff 查看要改的地方".into());
    }
    Ok(())
}

impl FixRun<'_> {
    /// The changes to the files. Suppressed findings, whether by a comment, the exemption file or the
    /// baseline, are not fixed.
    fn changes(&self) -> Vec<Change> {
        let files = self.run.files.par_iter().filter(|file| is_mendable(file));
        files.filter_map(|file| self.change(file)).collect()
    }

    fn change(&self, report: &FileReport) -> Option<Change> {
        let (file, before) = (report.id?, report.source.text());
        let suppressed: HashSet<_> = report.suppressed.iter().map(|one| what(&one.finding)).collect();
        let counts = |finding: &Finding| !suppressed.contains(&what(finding));
        let without_suppressed = |mut report: FileReport| {
            for finding in report.findings.iter_mut().filter(|finding| !counts(finding)) {
                finding.fix = None;
            }
            report
        };
        let now = without_suppressed((self.check)(file, before)?);
        // The file was checked a moment ago, so it is still known.
        let check = |text: &str| (self.check)(file, text).map_or_else(|| report.clone(), without_suppressed);
        let mended = mend(now, self.least, check);
        let left = mended.report.findings.iter().filter(|finding| counts(finding)).count();
        Some(Change { file, before: before.to_owned(), mended, left })
    }

    /// Fixes the files on disk.
    pub(super) fn write(&self, files: &FileSet) -> Written {
        let mut written = Written::default();
        for Change { file, before, mut mended, .. } in self.changes() {
            let name = mended.report.source.path();
            if mended.applied > 0
                && let Err(reason) = rewrite(files, file, &before, mended.report.source.text())
            {
                written.trouble.push(format!("没有改 {name}：{reason}"));
                mended = FixOutcome { applied: 0, refused: Vec::new(), ..mended };
            }
            written.account.add(&mended);
        }
        written
    }

    /// Writes what fixes would change as a unified diff to `out`, and the rest to `err`. Returns the exit
    /// code. No file is changed.
    ///
    /// # Errors
    ///
    /// Returns an error if `out` or `err` cannot be written to.
    pub(super) fn show(
        &self,
        out: &mut impl io::Write,
        err: &mut impl io::Write,
        fail_on: FailOn,
    ) -> io::Result<u8> {
        let code = Summary::of(self.run).exit_code(fail_on);
        let changes = self.changes();
        for Change { before, mended, .. } in changes.iter().filter(|change| change.mended.applied > 0) {
            let name = mended.report.source.path();
            let diff = TextDiff::from_lines(before.as_str(), mended.report.source.text());
            write!(out, "{}", diff.unified_diff().header(name, name))?;
        }
        // On a terminal, the messages must follow the diff.
        out.flush()?;
        let mut account = Account::default();
        for file in &self.run.files {
            let name = file.source.path();
            match &file.status {
                Status::Unreadable(reason) => writeln!(err, "错误：{name}：{reason}")?,
                Status::Broken if !is_mendable(file) => {
                    writeln!(err, "没有改 {name}：文件里有读不懂的地方")?;
                }
                _ => {}
            }
        }
        for change in &changes {
            account.add(&change.mended);
            if change.mended.report.status == Status::Broken {
                writeln!(err, "没有全改 {}：文件里还有读不懂的地方", change.mended.report.source.path())?;
            }
        }
        let others = self.run.files.iter().filter(|file| !is_mendable(file)).map(|file| file.findings.len());
        let left: usize = changes.iter().map(|change| change.left).chain(others).sum();
        account.write(err, false, LANGUAGE)?;
        if left > 0 {
            writeln!(err, "改后还有 {left} 个问题，见 guidelint check。")?;
        }
        let differs = account.applied > 0 && fail_on != FailOn::Never;
        Ok(code.max(u8::from(differs)))
    }
}

/// Overwrites a guide.
fn rewrite(files: &FileSet, file: FileId, before: &str, after: &str) -> Result<(), String> {
    let named = files.named.iter().find(|named| named.files.contains(&file));
    match (files.get(file), named) {
        (Some(file), Some(named)) => output::rewrite(&file.path, &named.path, before, after),
        _ => Err("没有这个文件或文件夹".into()),
    }
}
