//! Decides which findings of a file count: the only place where findings are suppressed.
//!
//! The order, in which the first reason that holds is the one that reports show:
//!
//! 1. Severities are decided before rules run ([`Applicable`](super::Applicable)), and upcoming findings are
//!    separate from the start ([`FileCheck::upcoming`]).
//! 2. Disagreements between guides join the findings of the file ([`compare_guides`]).
//! 3. Comments suppress findings of what they are bound to. One that suppresses nothing is a finding itself.
//! 4. The policies follow in the order in which they are given: exemptions, then the baseline. Each of them
//!    sees only findings that still count, and upcoming ones.

use std::collections::HashMap;

use super::builtin_rules::{SuppressionProblem, suppression_finding};
use super::check::check;
use super::cross_guide::compare_guides;
use super::file_check::FileCheck;
use super::file_report::FileReport;
use super::suppression::SuppressionComment;
use crate::finding::Finding;
use crate::pack::{Ruleset, Selection};
use crate::text::Span;

/// Something outside a file that suppresses findings in it: an exemption file, a baseline.
pub trait SuppressionPolicy {
    /// Suppresses findings of a file with [`FileReport::suppress_if`].
    fn apply(&mut self, file: &mut FileReport);
}

/// Decides which findings of a file count. `compared` holds the findings of [`compare_guides`] in it. The
/// check is not changed, so this can be repeated when other files or a policy have changed.
pub fn conclude(
    check: &FileCheck,
    compared: Vec<Finding>,
    policies: &mut [&mut dyn SuppressionPolicy],
) -> FileReport {
    let mut report = FileReport::of(check);
    report.add(compared);
    apply_comments(&check.suppressions, &mut report);
    for policy in policies {
        policy.apply(&mut report);
    }
    report
}

/// Compares and concludes files without any policies.
pub fn conclude_all(ruleset: &Ruleset, checks: &[FileCheck]) -> Vec<FileReport> {
    let mut compared: Vec<Vec<Finding>> = vec![Vec::new(); checks.len()];
    for (file, finding) in compare_guides(ruleset, &checks.iter().collect::<Vec<_>>()) {
        compared[file].push(finding);
    }
    checks.iter().zip(compared).map(|(check, compared)| conclude(check, compared, &mut [])).collect()
}

/// Checks and concludes a single file: its guides are compared only with each other.
pub fn check_alone(path: &str, bytes: Vec<u8>, ruleset: &Ruleset, selection: &Selection<'_>) -> FileReport {
    let check = check(path, bytes, ruleset, selection);
    let compared = compare_guides(ruleset, &[&check]).into_iter().map(|(_, finding)| finding).collect();
    conclude(&check, compared, &mut [])
}

/// Applies the suppression comments of a file, and adds a finding for each that suppresses nothing.
fn apply_comments(comments: &[SuppressionComment], file: &mut FileReport) {
    if comments.is_empty() {
        return;
    }
    let mut by_rule: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, comment) in comments.iter().enumerate() {
        by_rule.entry(&comment.rule).or_default().push(number);
    }
    let mut used = vec![false; comments.len()];
    let guides: Vec<Span> = file.guides.iter().map(|guide| guide.span).collect();
    file.suppress_if(&mut |finding: &Finding| {
        let mut first = None;
        for &number in by_rule.get(&*finding.rule.id)? {
            if comments[number].covers(finding, &guides) {
                used[number] = true;
                first.get_or_insert(number);
            }
        }
        first.map(|number| comments[number].suppression.clone())
    });
    // In a file that was not read as a whole, a comment may be meant for what was not read.
    if file.is_whole() {
        let unused = comments.iter().zip(used).filter(|(_, used)| !used);
        file.add(unused.map(|(comment, _)| unused_comment(comment)).collect());
    }
}

fn unused_comment(comment: &SuppressionComment) -> Finding {
    let message = format!("这里没有规则“{}”发现的问题，不需要豁免", comment.rule);
    let help = "请删去它；要豁免的是整份指南缺少的要素时，写 ignore-file；其他的，写在有问题的那一行末尾";
    Finding {
        help: Some(help.into()),
        ..suppression_finding(SuppressionProblem::Unused, comment.at, message)
    }
}
