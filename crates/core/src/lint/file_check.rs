//! What checking one file gives.

use std::cmp::Reverse;
use std::sync::Arc;

use super::checked::CheckedGuide;
use super::guide_fact::GuideFact;
use super::suppression::SuppressionComment;
use super::usage::Usage;
use crate::date::Date;
use crate::finding::{Finding, Severity};
use crate::text::{SourceFile, Span};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every document in it, and every item of a list of guides, was read and checked.
    Checked,
    /// A document or an item in it could not be read as YAML or was not known for a guide; the others
    /// were checked.
    Broken,
    /// It is YAML without a guide, and without anything that looks like one.
    NotAGuide,
    /// It is no guide, but says how guides are checked; its findings are about itself.
    Settings,
    /// It could not be read at all; the reason, in Chinese.
    Unreadable(String),
}

/// A finding that counts from a later day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// What was found.
    pub finding: Finding,
    /// The day on which what its rule rests on comes into force.
    pub from: Date,
}

/// A file as it was checked by itself, before anything is suppressed in it or compared with other files.
///
/// It depends on the bytes of the file and on the rules alone, and nothing changes it afterwards: who
/// keeps it can compare and conclude as often as other files change, without checking this one again.
#[derive(Clone, Debug)]
pub struct FileCheck {
    /// Name and text; the text is empty where the file could not be read.
    pub source: Arc<SourceFile>,
    /// What became of it.
    pub status: Status,
    /// The guides in it that were checked, in their order.
    pub guides: Vec<CheckedGuide>,
    /// Sorted by place, then by severity and rule.
    pub findings: Vec<Finding>,
    /// Findings that count from a later day on, sorted likewise.
    pub upcoming: Vec<Upcoming>,
    /// What of the ruleset had to do with it.
    pub usage: Usage,
    /// What its guides say that other guides must agree with.
    pub facts: Vec<GuideFact>,
    /// Comments in it that suppress findings.
    pub suppressions: Vec<SuppressionComment>,
}

impl FileCheck {
    /// Of a file in which no guide was checked.
    pub fn without_guides(source: SourceFile, status: Status, findings: Vec<Finding>) -> Self {
        Self {
            source: Arc::new(source),
            status,
            guides: Vec::new(),
            findings,
            upcoming: Vec::new(),
            usage: Usage::default(),
            facts: Vec::new(),
            suppressions: Vec::new(),
        }
    }
}

/// A total order of the findings of a file: by place, then severity, then rule.
pub(super) fn order(finding: &Finding) -> (Span, Reverse<Severity>, &str, &str) {
    (finding.extent(), Reverse(finding.severity), &finding.rule.id, &finding.message)
}

/// Sorts the findings of a file; equal ones keep their order.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
}
