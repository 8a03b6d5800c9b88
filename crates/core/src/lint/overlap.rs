//! Overlapping findings: authors mend a phrase once.

use crate::finding::{Finding, Severity};

/// Of overlapping findings the most severe; of equally severe ones the longest, then the first.
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
