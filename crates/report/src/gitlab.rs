//! GitLab: a Code Quality report, which is shown next to the changes of a merge request.
//!
//! GitLab compares the reports of two branches by fingerprint and drops duplicates. So fingerprints are
//! unique here, even if one file was checked twice under the same name.

use std::collections::HashSet;
use std::io;

use serde::Serialize;

use super::points::{Point, Points};
use super::{unchecked, visible, wording};
use guidelint_core::finding::Severity;
use guidelint_core::fingerprint::{self, fingerprints};
use guidelint_core::lint::{FileReport, Run};
use guidelint_messages::Language;

/// An issue, with the fields that GitLab reads.
#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

/// From the first character to the one after the last.
#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

/// Both count from 1; columns in code points.
#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

/// The path of issues about the run itself: GitLab drops issues without a path.
const NO_FILE: &str = ".";

/// Writes a run as one JSON list.
///
/// # Errors
///
/// Returns an error if `out` cannot be written to.
pub fn write(out: &mut impl io::Write, run: &Run, language: Language) -> io::Result<()> {
    let mut issues: Vec<_> = run.files.iter().flat_map(|file| issues(file, language)).collect();
    issues.extend(unchecked::of_run(run, language).into_iter().map(|one| {
        let path = one.path.unwrap_or(NO_FILE);
        let start = || Position { line: 1, column: 1 };
        Issue {
            description: visible::line(&one.reason).into_owned(),
            check_name: one.rule,
            fingerprint: fingerprint::of_file(one.rule, path),
            severity: if one.severity == Severity::Error { "blocker" } else { "info" },
            location: Location { path, positions: Positions { begin: start(), end: start() } },
        }
    }));
    tell_apart(&mut issues);
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn issues(file: &FileReport, language: Language) -> impl Iterator<Item = Issue<'_>> {
    let points = Points::of(file);
    file.all_findings().into_iter().zip(fingerprints(file)).map(move |((finding, reason), fingerprint)| {
        let extent = finding.extent();
        let position = |Point { line, column, .. }| Position { line, column };
        let positions =
            Positions { begin: position(points.at(extent.start)), end: position(points.at(extent.end)) };
        Issue {
            // In GitLab every finding counts: others get the lowest severity and start with the reason.
            description: reason.map_or_else(
                || wording::line(finding, language),
                |reason| wording::aside_line(finding, reason, language),
            ),
            check_name: &finding.rule.id,
            fingerprint,
            severity: severity(if reason.is_some() { Severity::Advice } else { finding.severity }),
            location: Location { path: file.source.path(), positions },
        }
    })
}

/// One of GitLab's five severities; `blocker` is only used if guidelint could not do its work.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Advice => "info",
    }
}

/// Numbers issues with equal fingerprints, from the second on.
fn tell_apart(issues: &mut [Issue<'_>]) {
    let mut seen = HashSet::new();
    for issue in issues {
        let own = std::mem::take(&mut issue.fingerprint);
        let numbered = (2..).map(|number| format!("{own}-{number}"));
        let free = std::iter::once(own.clone()).chain(numbered).find(|one| seen.insert(one.clone()));
        issue.fingerprint = free.expect("there are as many numbers as issues");
    }
}
