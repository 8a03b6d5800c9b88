//! The baseline: what was wrong when an office set up its gate.
//!
//! A list of findings by content, never by line, so that it survives moved lines and reordered keys.
//! It only shrinks: what is mended leaves it, what is new never enters a list that is there. It says
//! which program and packs it was written with, and a run with others says what changed.
//!
//! Invariant: mistakes of YAML and packs, and what mandatory rules find, are never in it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Kind, Suppression};
use crate::fingerprint;
use crate::lint::{self, FileReport, Status, SuppressionPolicy, SuppressionProblem};
use crate::pack::{PackInfo, Ruleset};
use crate::text::{SourceFile, Span};

/// A baseline as it is written.
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

/// A finding that was there. People read all but the fingerprint, which is what counts.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// As seen from the baseline.
    file: String,
    rule: String,
    /// The element, with the numbers of items that it had.
    element: String,
    message: String,
    fingerprint: String,
}

/// What was wrong when the gate was set up.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// None of one that is being written for the first time.
    source: Option<SourceFile>,
    tool: Option<Tool>,
    packs: Vec<Pack>,
    entries: BTreeMap<String, Entry>,
}

/// What came of a baseline. What came of several guides is put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaselineUsage {
    /// Fingerprints of entries that were found again.
    found: BTreeSet<String>,
    /// Files of which all was checked.
    met: BTreeSet<String>,
}

/// A baseline for one guide file.
pub struct BaselinePolicy<'b> {
    /// The baseline.
    pub baseline: &'b Baseline,
    /// The guide file, as seen from the baseline.
    pub path: String,
    /// What comes of it.
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
    /// What is wrong with it, in Chinese, with the line.
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

    /// Adds what counts in a file, unless nobody may have it in a baseline; gives the number added.
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

    /// Drops what was not found again: of files that were checked, and of files that `is_there` does
    /// not know. Gives the number dropped.
    pub fn prune(&mut self, usage: &BaselineUsage, is_there: impl Fn(&str) -> bool) -> usize {
        let before = self.entries.len();
        let BaselineUsage { found, met } = usage;
        self.entries.retain(|fingerprint, entry| {
            found.contains(fingerprint) || !met.contains(&entry.file) && is_there(&entry.file)
        });
        before - self.entries.len()
    }

    /// Number of findings in it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The baseline as text, with the program and packs of this run. The same findings give the same
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

    /// What is to be said of the file: entries that nobody may have, and what changed since it was
    /// written with other packs than those of this run. None where there is nothing.
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
        // What is to come follows what counts, and was not there yet, whatever else is the same.
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

/// What changed in the program and the packs, in words.
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
