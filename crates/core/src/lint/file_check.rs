//! The result of checking one file by itself.

use std::cmp::Reverse;
use std::sync::Arc;

use super::checked::CheckedGuide;
use super::guide_fact::GuideFact;
use super::suppression::SuppressionComment;
use super::usage::Usage;
use crate::date::Date;
use crate::finding::{Finding, Severity};
use crate::text::{SourceFile, Span};

/// How far a file was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every document in it, and every item of a list of guides, was read and checked.
    Checked,
    /// A document or an item in it could not be read as YAML or was not recognised as a guide; the others
    /// were checked.
    Broken,
    /// It is YAML without a guide and without anything that looks like one.
    NotAGuide,
    /// It is not a guide but a file that says how guides are checked; its findings are about itself.
    Settings,
    /// It could not be read at all; holds the reason, in Chinese.
    Unreadable(String),
}

/// A finding that counts from a later day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// The finding.
    pub finding: Finding,
    /// The day on which the source of its rule comes into force.
    pub from: Date,
}

/// The result of checking a file by itself, before findings are suppressed or files are compared.
///
/// It depends only on the bytes of the file and the rules, and nothing changes it afterwards, so a caller
/// that keeps it can compare and conclude again when other files change, without checking this one again.
#[derive(Clone, Debug)]
pub struct FileCheck {
    /// Name and text; the text is empty if the file could not be read.
    pub source: Arc<SourceFile>,
    /// How far it was checked.
    pub status: Status,
    /// The guides in it that were checked, in their order.
    pub guides: Vec<CheckedGuide>,
    /// Sorted by location, then by severity and rule.
    pub findings: Vec<Finding>,
    /// Findings that count from a later day on, in the same order.
    pub upcoming: Vec<Upcoming>,
    /// Which packs and rules were used for it.
    pub usage: Usage,
    /// What its guides state that other guides must agree with.
    pub facts: Vec<GuideFact>,
    /// Comments in it that suppress findings.
    pub suppressions: Vec<SuppressionComment>,
}

impl FileCheck {
    /// The result for a file in which no guide was checked.
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

/// The total order of the findings of a file: by location, then severity, then rule.
pub(super) fn order(finding: &Finding) -> (Span, Reverse<Severity>, &str, &str) {
    (finding.extent(), Reverse(finding.severity), &finding.rule.id, &finding.message)
}

/// Sorts the findings of a file; equal ones keep their order.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
}
