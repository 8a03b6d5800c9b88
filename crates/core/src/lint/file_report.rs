//! A file as reports show it.

use std::sync::Arc;

use super::checked::CheckedGuide;
use super::file_check::{FileCheck, Status, order, sort};
use super::usage::Usage;
use crate::finding::{Finding, Suppressed, Suppression, SuppressionReason};
use crate::text::SourceFile;

/// Which file of those that somebody checks together this is: a number that the caller gives. Names of
/// files are for people, and two files may be shown by the same one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file with what counts of all that was found in it.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The file; none where it is none of those that are checked, as a config.
    pub id: Option<FileId>,
    /// Name and text; the text is empty where the file could not be read.
    pub source: Arc<SourceFile>,
    /// What became of it.
    pub status: Status,
    /// The guides in it that were checked, in their order.
    pub guides: Vec<CheckedGuide>,
    /// Sorted by place, then by severity and rule.
    pub findings: Vec<Finding>,
    /// Findings that do not count, sorted likewise.
    pub suppressed: Vec<Suppressed>,
    /// What of the ruleset had to do with it.
    pub usage: Usage,
    /// Whether it is judged, or only there to be compared with.
    pub in_scope: bool,
    /// SHA-256 of its bytes as they were read, where somebody wants to know.
    pub sha256: Option<String>,
}

impl FileReport {
    /// Of a file in which no guide was checked.
    pub fn without_guides(source: SourceFile, status: Status, findings: Vec<Finding>) -> Self {
        Self::of(&FileCheck::without_guides(source, status, findings))
    }

    /// All that was found in a file; only what is to come does not count.
    pub(super) fn of(check: &FileCheck) -> Self {
        let mut suppressed = Vec::with_capacity(check.upcoming.len());
        for upcoming in &check.upcoming {
            let reason = SuppressionReason::Upcoming(upcoming.from);
            suppressed.push(Suppressed { finding: upcoming.finding.clone(), reason });
        }
        Self {
            id: None,
            source: Arc::clone(&check.source),
            status: check.status.clone(),
            guides: check.guides.clone(),
            findings: check.findings.clone(),
            suppressed,
            usage: check.usage.clone(),
            in_scope: true,
            sha256: None,
        }
    }

    /// Adds findings.
    pub(super) fn add(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
        sort(&mut self.findings);
    }

    /// Suppresses every finding for which there is a suppression: it is asked of those that count, in
    /// their order, then of those that are to come. The latter are suppressed rather than to come.
    pub fn suppress_if(&mut self, suppression: &mut impl FnMut(&Finding) -> Option<Suppression>) {
        let mut counting = Vec::with_capacity(self.findings.len());
        let mut suppressed = Vec::new();
        for finding in std::mem::take(&mut self.findings) {
            match suppression(&finding) {
                Some(by) => {
                    suppressed.push(Suppressed { finding, reason: SuppressionReason::Suppressed(by) });
                }
                None => counting.push(finding),
            }
        }
        self.findings = counting;
        for known in &mut self.suppressed {
            if matches!(known.reason, SuppressionReason::Upcoming(_))
                && let Some(by) = suppression(&known.finding)
            {
                known.reason = SuppressionReason::Suppressed(by);
            }
        }
        self.suppressed.append(&mut suppressed);
        self.suppressed.sort_by(|a, b| order(&a.finding).cmp(&order(&b.finding)));
    }

    /// Whether all of it was checked.
    pub fn is_whole(&self) -> bool {
        self.status == Status::Checked && self.guides.iter().all(|guide| guide.is_whole)
    }

    /// All that was found, in the order of the file; where a finding does not count, with the reason.
    pub fn all_findings(&self) -> Vec<(&Finding, Option<&SuppressionReason>)> {
        let counts = self.findings.iter().map(|finding| (finding, None));
        let suppressed = self.suppressed.iter().map(|one| (&one.finding, Some(&one.reason)));
        let mut all: Vec<_> = counts.chain(suppressed).collect();
        if !self.suppressed.is_empty() {
            all.sort_by(|(a, _), (b, _)| order(a).cmp(&order(b)));
        }
        all
    }
}
