//! What must agree between guides.
//!
//! A disagreement is one finding, in the first guide that differs from the first of all; the other
//! places belong to it. Files keep their order, so the finding stands in the same place every time.

use std::collections::BTreeMap;

use super::FileReport;
use crate::finding::{Args, Elsewhere, Finding, Severity};
use crate::guide::ElementId;
use crate::pack::Ruleset;
use crate::text::Span;

/// What a guide says, to be held against other guides.
#[derive(Clone, Debug)]
pub struct GuideFact {
    /// Number of the rule.
    pub(super) rule: usize,
    pub(super) severity: Severity,
    /// Number of the guide in its file.
    pub(super) guide: u32,
    pub(super) element: ElementId,
    /// Guides with the same key are compared.
    pub(super) key: String,
    /// What must agree: one of these, in order.
    pub(super) values: Vec<String>,
    /// As it is written.
    pub(super) found: String,
    pub(super) path: String,
    pub(super) span: Span,
}

impl GuideFact {
    /// Whether it contradicts another. Facts without values are about the key: it may stand only once.
    fn differs(&self, other: &Self) -> bool {
        !self.values.iter().any(|value| other.values.binary_search(value).is_ok())
    }
}

/// A fact with the number of its file.
type Stated<'f> = (usize, &'f GuideFact);

/// Other places that a finding names at most; more would not be read.
const MOST_PLACES: usize = 5;

/// Adds a finding for everything in which guides disagree.
pub(super) fn judge(ruleset: &Ruleset, files: &mut [FileReport]) {
    let mut groups: BTreeMap<(usize, ElementId, &str), Vec<Stated<'_>>> = BTreeMap::new();
    for (number, file) in files.iter().enumerate() {
        for fact in &file.facts {
            groups.entry((fact.rule, fact.element, &fact.key)).or_default().push((number, fact));
        }
    }
    let mut found = Vec::new();
    for group in groups.values().filter(|group| group.len() > 1) {
        let first = group[0].1;
        let differs = |&&(_, fact): &&Stated<'_>| fact.differs(first);
        // Only a guide that is judged may have a finding. The first of all differs from those that
        // differ from it.
        let judged = |&&(file, _): &&Stated<'_>| files[file].is_judged;
        let differing = group[1..].iter().filter(differs);
        let first = differing.clone().take(1).map(|_| &group[0]);
        if let Some(&(file, fact)) = differing.chain(first).find(judged) {
            found.push((file, finding(ruleset, files, group, fact)));
        }
    }
    for (file, finding) in found {
        files[file].findings.push(finding);
    }
    for file in files {
        file.findings.sort_by(|a, b| super::order(a).cmp(&super::order(b)));
    }
}

fn finding(ruleset: &Ruleset, files: &[FileReport], group: &[Stated<'_>], fact: &GuideFact) -> Finding {
    let rule = &ruleset.rules[fact.rule];
    let others = group.iter().filter(|(_, other)| !std::ptr::eq(*other, fact));
    let disagree = others.filter(|(_, other)| other.differs(fact));
    let elsewhere = |&(file, other): &Stated<'_>| Elsewhere {
        file: files[file].source.path().to_owned(),
        at: files[file].source.line_column(other.span.start),
        message: format!("这里写的是“{}”", other.found),
    };
    let count = disagree.clone().count();
    let args: Args = [
        ("element", ruleset.vocabulary.name(fact.element)),
        ("found", &fact.found),
        ("key", &fact.key),
        ("count", &count.to_string()),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into();
    let message = rule.message.fill(&args);
    Finding {
        help: rule.help.as_ref().map(|help| help.fill(&args)),
        args,
        guides: vec![fact.guide],
        path: fact.path.clone(),
        elsewhere: disagree.take(MOST_PLACES).map(elsewhere).collect(),
        ..Finding::new(&rule.info, fact.severity, message, vec![fact.span])
    }
}
