//! The baseline: the findings that existed when an office set up its gate.
//!
//! Findings are listed by content, never by line, so that moved lines and reordered keys do not matter. A
//! baseline only shrinks: fixed findings are removed, and new ones are never added to an existing file. It
//! records the program and the packs it was written with, and a run with others reports what changed.
//!
//! Invariant: it never contains YAML errors, mistakes in packs, or findings of mandatory rules.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Kind, Suppression};
use crate::fingerprint;
use crate::lint::{self, FileReport, Status, SuppressionPolicy, SuppressionProblem};
use crate::pack::{PackInfo, Ruleset};
use crate::text::{SourceFile, Span};

/// The file format of a baseline.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Written {
    schema: Version,
    tool: Tool,
    packs: Vec<Pack>,
    findings: Vec<Entry>,
}

#[derive(Debug, Deserialize, Serialize)]
enum Version {
    #[serde(rename = "guidelint.baseline/1")]
    One,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
struct Tool {
    name: String,
    version: String,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Pack {
    id: String,
    version: String,
}

/// A finding in the baseline. Only the fingerprint is compared; the rest is for people.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Relative to the folder of the baseline.
    file: String,
    rule: String,
    /// The element, with the item numbers it had.
    element: String,
    message: String,
    fingerprint: String,
}

/// The findings that existed when the gate was set up.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// `None` for a baseline that is written for the first time.
    source: Option<SourceFile>,
    tool: Option<Tool>,
    packs: Vec<Pack>,
    entries: BTreeMap<String, Entry>,
}

/// Which entries of a baseline were used, collected over all guides of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaselineUsage {
    /// Fingerprints of the entries that were found again.
    found: BTreeSet<String>,
    /// Files that were checked completely.
    met: BTreeSet<String>,
}

/// A baseline for one guide file.
pub struct BaselinePolicy<'b> {
    /// The baseline.
    pub baseline: &'b Baseline,
    /// The path of the guide file, relative to the folder of the baseline.
    pub path: String,
    /// Collects which entries were used.
    pub usage: &'b mut BaselineUsage,
}

impl Baseline {
    /// A baseline without findings.
    pub fn empty() -> Self {
        Self { source: None, tool: None, packs: Vec::new(), entries: BTreeMap::new() }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// Returns the errors in the file, in Chinese, with their lines.
    pub fn read(source: SourceFile) -> Result<Self, String> {
        let written: Written = serde_json::from_str(source.text()).map_err(|error| {
            format!(
                "{}:{}:{}：基线文件有误，请用 guidelint check --write-baseline 重新写出（{error}）",
                source.path(),
                error.line(),
                error.column()
            )
        })?;
        let entries = written.findings.into_iter().map(|entry| (entry.fingerprint.clone(), entry));
        let (tool, packs, entries) = (Some(written.tool), written.packs, entries.collect());
        Ok(Self { source: Some(source), tool, packs, entries })
    }

    /// Adds the counted findings of a file that a baseline may contain. Returns the number added.
    pub fn add(&mut self, path: &str, file: &FileReport) -> usize {
        let prints = fingerprint::under(path, &file.source, file.findings.iter());
        let findings = file.findings.iter().zip(prints).filter(|(finding, _)| !finding.rule.mandatory);
        let mut added = 0;
        for (finding, fingerprint) in findings {
            let entry = Entry {
                file: path.to_owned(),
                rule: finding.rule.id.clone(),
                element: finding.path.clone(),
                message: finding.message.clone(),
                fingerprint: fingerprint.clone(),
            };
            added += usize::from(self.entries.insert(fingerprint, entry).is_none());
        }
        added
    }

    /// Removes entries that were not found again, if their file was checked or `is_there` does not know it.
    /// Returns the number removed.
    pub fn prune(&mut self, usage: &BaselineUsage, is_there: impl Fn(&str) -> bool) -> usize {
        let before = self.entries.len();
        let BaselineUsage { found, met } = usage;
        self.entries.retain(|fingerprint, entry| {
            found.contains(fingerprint) || !met.contains(&entry.file) && is_there(&entry.file)
        });
        before - self.entries.len()
    }

    /// The number of findings in it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The baseline as text, with the program and packs of this run. The same findings always give the same
    /// bytes.
    ///
    /// # Panics
    ///
    /// Never: texts and lists can be written as JSON.
    pub fn written(&self, packs: &[PackInfo]) -> String {
        let mut findings: Vec<Entry> = self.entries.values().cloned().collect();
        findings.sort();
        let tool = Tool { name: crate::NAME.into(), version: crate::VERSION.into() };
        let written = Written { schema: Version::One, tool, packs: versions(packs), findings };
        let text = serde_json::to_string_pretty(&written).expect("texts and lists are JSON");
        format!("{text}\n")
    }

    /// Reports entries that a baseline may not contain, and what changed since it was written with other
    /// packs than those of this run. `None` if there is nothing to report.
    pub fn report(&self, ruleset: &Ruleset, packs: &[PackInfo]) -> Option<FileReport> {
        let source = self.source.clone()?;
        let start = Span::default();
        let forbidden = self.entries.values().filter(|entry| {
            let own = lint::builtin_rule(&entry.rule).map(|rule| rule.info.mandatory);
            ruleset.is_mandatory(&entry.rule).or(own) == Some(true)
        });
        let mut findings: Vec<Finding> = forbidden
            .map(|entry| {
                let message = format!("规则“{}”必须遵守，不能列入基线（{}）", entry.rule, entry.file);
                lint::suppression_finding(SuppressionProblem::Forbidden, start, message)
            })
            .collect();
        let tool = self.tool.as_ref().map(|tool| &*tool.version).unwrap_or_default();
        let changed = changes(tool, &self.packs, &versions(packs));
        if !changed.is_empty() {
            let message = format!("写基线以后有变化：{}", changed.join("；"));
            findings.push(lint::suppression_finding(SuppressionProblem::Outdated, start, message));
        }
        (!findings.is_empty()).then(|| FileReport::without_guides(source, Status::Settings, findings))
    }
}

impl SuppressionPolicy for BaselinePolicy<'_> {
    fn apply(&mut self, file: &mut FileReport) {
        let Self { baseline: Baseline { entries, .. }, path, usage } = self;
        if file.is_whole() {
            usage.met.insert(path.clone());
        }
        let prints = fingerprint::under(path, &file.source, file.findings.iter());
        let mut prints = prints.into_iter();
        // Upcoming findings come last and get no fingerprint here: they are never in a baseline.
        file.suppress_if(&mut |finding: &Finding| {
            let print = prints.next().filter(|_| !finding.rule.mandatory);
            let print = print.filter(|print| entries.contains_key(print))?;
            usage.found.insert(print);
            let (kind, reason) = (Kind::Baseline, None);
            Some(Suppression { kind, reason, approved_by: None, document: None, until: None })
        });
    }
}

fn versions(packs: &[PackInfo]) -> Vec<Pack> {
    let mut packs: Vec<Pack> =
        packs.iter().map(|pack| Pack { id: pack.id.clone(), version: pack.version.clone() }).collect();
    packs.sort();
    packs
}

/// Describes what changed in the program and the packs.
fn changes(tool: &str, before: &[Pack], now: &[Pack]) -> Vec<String> {
    let mut changes = Vec::new();
    if tool != crate::VERSION {
        changes.push(format!("guidelint 由 {tool} 变为 {}", crate::VERSION));
    }
    for pack in now {
        match before.iter().find(|old| old.id == pack.id) {
            Some(old) if old.version == pack.version => {}
            Some(old) => {
                changes.push(format!("规则包 {} 由 {} 变为 {}", pack.id, old.version, pack.version));
            }
            None => changes.push(format!("新增规则包 {}", pack.id)),
        }
    }
    changes
}
