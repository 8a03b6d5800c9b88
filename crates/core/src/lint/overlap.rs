//! Overlapping findings: an author rewrites a phrase only once.

use crate::finding::{Finding, Severity};

/// Keeps the most severe of overlapping findings; of equally severe ones the longest, then the first.
pub(super) fn most_severe(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| finding.extent().start);
    let mut kept: Vec<Finding> = Vec::new();
    for finding in findings {
        match kept.last_mut() {
            Some(last) if last.extent().end > finding.extent().start => {
                if weight(&finding) > weight(last) {
                    *last = finding;
                }
            }
            _ => kept.push(finding),
        }
    }
    kept
}

fn weight(finding: &Finding) -> (Severity, usize) {
    (finding.severity, finding.extent().len())
}
