//! A file as reports show it.

use std::sync::Arc;

use super::checked::CheckedGuide;
use super::file_check::{FileCheck, Status, order, sort};
use super::usage::Usage;
use crate::finding::{Finding, Suppressed, Suppression, SuppressionReason};
use crate::text::SourceFile;

/// Identifies a file among those that are checked together: a number that the caller chooses. File names
/// are for people, and two files may be shown under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A file with its findings, those that count and those that are suppressed.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The identity; `None` if the file is not one that is checked for guides, such as a config.
    pub id: Option<FileId>,
    /// Name and text; the text is empty if the file could not be read.
    pub source: Arc<SourceFile>,
    /// How far it was checked.
    pub status: Status,
    /// The guides in it that were checked, in their order.
    pub guides: Vec<CheckedGuide>,
    /// Sorted by location, then by severity and rule.
    pub findings: Vec<Finding>,
    /// Findings that do not count, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// Which packs and rules were used for it.
    pub usage: Usage,
    /// Whether findings are reported in it; otherwise it is only compared with.
    pub in_scope: bool,
    /// SHA-256 of its bytes as they were read, if it was asked for.
    pub sha256: Option<String>,
}

impl FileReport {
    /// The report of a file in which no guide was checked.
    pub fn without_guides(source: SourceFile, status: Status, findings: Vec<Finding>) -> Self {
        Self::of(&FileCheck::without_guides(source, status, findings))
    }

    /// All findings of a file; only upcoming ones do not count.
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

    /// Adds findings and keeps the order.
    pub(super) fn add(&mut self, findings: Vec<Finding>) {
        self.findings.extend(findings);
        sort(&mut self.findings);
    }

    /// Suppresses every finding for which `suppression` returns a suppression. It is called for the
    /// findings that count, in their order, then for upcoming ones, which then are no longer upcoming.
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

    /// All findings in the order of the file, with the reason for each that does not count.
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
