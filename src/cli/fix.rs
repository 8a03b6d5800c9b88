//! `--fix` and `--diff`: mending files, or showing what mending them would change.
//!
//! Files are mended in memory first; only what came out whole is written, each file at once. A guide
//! that cannot be written keeps its findings, and the run fails.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::Path;

use rayon::prelude::*;
use similar::TextDiff;

use super::LANGUAGE;
use super::files::{self, Found, Named};
use crate::finding::Finding;
use crate::fix::{Fix, Safety};
use crate::lint::{FileReport, Run, Status};
use crate::mend::{Mended, mend};
use crate::report::mended::Account;
use crate::report::{FailOn, Summary};

/// Checks a text as the file of some name is checked.
pub(super) type CheckText<'c> = &'c (dyn Fn(&str, &str) -> FileReport + Sync);

/// A file as it is now and as mending makes it.
struct Change {
    before: String,
    mended: Mended,
    /// Number of findings that count and are left.
    left: usize,
}

/// What became of `--fix`.
#[derive(Default)]
pub(super) struct Written {
    /// What was mended.
    pub(super) account: Account,
    /// Why files were not written, in Chinese.
    pub(super) trouble: Vec<String>,
}

/// What mending makes of the files of a run. What somebody answers for, in a comment, the exemption file
/// or the baseline, is left as it is.
fn changes(run: &Run, least: Safety, check: CheckText<'_>) -> Vec<Change> {
    let change = |file: &FileReport| {
        let (name, before) = (file.source.path(), file.source.text());
        let answered: HashSet<_> = file.aside.iter().map(|aside| what(&aside.finding)).collect();
        let counts = |finding: &Finding| !answered.contains(&what(finding));
        let check = |text: &str| {
            let mut report = check(name, text);
            let mut findings = report.findings.iter_mut();
            findings.by_ref().filter(|finding| !counts(finding)).for_each(|finding| finding.fix = None);
            report
        };
        let mended = mend(check(before), least, check);
        let left = mended.report.findings.iter().filter(|finding| counts(finding)).count();
        Change { before: before.to_owned(), mended, left }
    };
    run.files.par_iter().filter(|file| is_mendable(file)).map(change).collect()
}

/// What stays of a finding when its place has moved.
fn what(finding: &Finding) -> (&str, &str, &str) {
    (&finding.rule.id, &finding.path, &finding.message)
}

/// Whether all of a file could be read, or can be when it is mended.
fn is_mendable(file: &FileReport) -> bool {
    let fixes = || file.findings.iter().filter_map(|finding| finding.fix.as_ref());
    match file.status {
        Status::Checked => !file.guides.is_empty(),
        Status::Broken => fixes().any(Fix::makes_readable),
        _ => false,
    }
}

/// Makes sure that what is to be mended can be written: standard input cannot.
///
/// # Errors
///
/// What to say about it.
pub(super) fn writable(named: &[Named]) -> Result<(), String> {
    let is_input = |file: &Found| matches!(file, Found::StandardInput);
    if named.iter().flat_map(|named| &named.files).any(is_input) {
        return Err("标准输入的内容不能就地改正，请用 --diff 查看要改的地方".into());
    }
    Ok(())
}

/// Mends the files of a run where they stand.
pub(super) fn write(
    run: &Run,
    named: &[Named],
    least: Safety,
    name: impl Fn(&Found) -> String,
    check: CheckText<'_>,
) -> Written {
    let mut places: HashMap<String, (&Path, &Path)> = HashMap::new();
    for named in named {
        for file in &named.files {
            if let Found::File(path) = file {
                places.insert(name(file), (path, &named.path));
            }
        }
    }
    let mut written = Written::default();
    for Change { before, mut mended, .. } in changes(run, least, check) {
        let name = mended.report.source.path();
        // Two names that differ in what is no text may look alike; then what is there now differs.
        if let (true, Some((path, root))) = (mended.applied > 0, places.get(name))
            && let Err(reason) = files::rewrite(path, root, &before, mended.report.source.text())
        {
            written.trouble.push(format!("没有改 {name}：{reason}"));
            mended = Mended { applied: 0, refused: Vec::new(), ..mended };
        }
        written.account.add(&mended);
    }
    written
}

/// Shows what mending the files of a run would change, as a unified diff on `out`, and tells the rest
/// on `err`; gives the exit code. Nothing is written.
///
/// # Errors
///
/// When `out` or `err` cannot be written to.
pub(super) fn show(
    out: &mut impl io::Write,
    err: &mut impl io::Write,
    run: &Run,
    least: Safety,
    fail_on: FailOn,
    check: CheckText<'_>,
) -> io::Result<u8> {
    let code = Summary::of(run).exit_code(fail_on);
    let changes = changes(run, least, check);
    for Change { before, mended, .. } in changes.iter().filter(|change| change.mended.applied > 0) {
        let name = mended.report.source.path();
        let diff = TextDiff::from_lines(before.as_str(), mended.report.source.text());
        write!(out, "{}", diff.unified_diff().header(name, name))?;
    }
    // On a screen one comes below the other.
    out.flush()?;
    let mut account = Account::default();
    for file in &run.files {
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
    let others = run.files.iter().filter(|file| !is_mendable(file)).map(|file| file.findings.len());
    let left: usize = changes.iter().map(|change| change.left).chain(others).sum();
    account.write(err, false, LANGUAGE)?;
    if left > 0 {
        writeln!(err, "改后还有 {left} 个问题，见 guidelint check。")?;
    }
    let differs = account.applied > 0 && fail_on != FailOn::Never;
    Ok(code.max(u8::from(differs)))
}
