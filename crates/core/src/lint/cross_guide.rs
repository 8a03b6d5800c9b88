//! Comparison of guides that must agree.
//!
//! A disagreement is one finding, in the first guide that differs from the very first one; the other
//! locations are attached to it. Files keep their order, so every run reports it at the same location.

use std::collections::BTreeMap;

use super::file_check::FileCheck;
use super::guide_fact::GuideFact;
use crate::finding::{Args, Elsewhere, Finding};
use crate::guide::ElementId;
use crate::pack::Ruleset;

/// The number of a file in a list of files.
pub type FileIndex = usize;

/// A fact with its file.
#[derive(Clone, Copy)]
struct Stated<'f> {
    file: FileIndex,
    fact: &'f GuideFact,
}

/// The most other locations that a finding names; nobody would read more.
const MOST_PLACES: usize = 5;

/// Compares the guides of files that were checked with the same ruleset. Returns a finding for each
/// disagreement, with the number of its file. It needs only the facts that guides state, so it is cheap
/// to repeat when one of many files was checked again.
pub fn compare_guides(ruleset: &Ruleset, files: &[&FileCheck]) -> Vec<(FileIndex, Finding)> {
    compare_guides_in_scope(ruleset, files, |_| true)
}

/// Like [`compare_guides`], but reports findings only in files that are in scope; the others are only
/// compared with.
pub fn compare_guides_in_scope(
    ruleset: &Ruleset,
    files: &[&FileCheck],
    in_scope: impl Fn(FileIndex) -> bool,
) -> Vec<(FileIndex, Finding)> {
    let mut groups: BTreeMap<(usize, ElementId, &str), Vec<Stated<'_>>> = BTreeMap::new();
    for (file, check) in files.iter().enumerate() {
        for fact in &check.facts {
            groups.entry((fact.rule, fact.element, &fact.key)).or_default().push(Stated { file, fact });
        }
    }
    let mut found = Vec::new();
    for group in groups.values() {
        if let Some(stated) = disagreeing(group).into_iter().find(|stated| in_scope(stated.file)) {
            found.push((stated.file, finding(ruleset, files, group, stated.fact)));
        }
    }
    found
}

/// The facts of a group that may be reported as wrong, best first: those that differ from the first one,
/// then the first one itself, if any differs from it.
fn disagreeing<'f>(group: &[Stated<'f>]) -> Vec<Stated<'f>> {
    let Some((first, others)) = group.split_first() else { return Vec::new() };
    let mut differing: Vec<_> =
        others.iter().filter(|stated| stated.fact.differs(first.fact)).copied().collect();
    if !differing.is_empty() {
        differing.push(*first);
    }
    differing
}

fn finding(ruleset: &Ruleset, files: &[&FileCheck], group: &[Stated<'_>], fact: &GuideFact) -> Finding {
    let rule = &ruleset.rules[fact.rule];
    let (mut count, mut elsewhere) = (0, Vec::new());
    for other in group.iter().filter(|other| !std::ptr::eq(other.fact, fact) && other.fact.differs(fact)) {
        count += 1;
        if elsewhere.len() < MOST_PLACES {
            let source = &files[other.file].source;
            elsewhere.push(Elsewhere {
                file: source.path().to_owned(),
                at: source.line_column(other.fact.span.start),
                message: format!("这里写的是“{}”", other.fact.found),
            });
        }
    }
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
        elsewhere,
        ..Finding::new(&rule.info, fact.severity, message, vec![fact.span])
    }
}
