//! A run: files that were checked together, and the packs and rules that were used.

use super::file_report::FileReport;
use super::usage::Usage;
use crate::pack::{Counts, CoveredSource, PackInfo, Ruleset};

/// Everything that a report may show about a run.
#[derive(Debug, Default)]
pub struct Run {
    /// The packs that applied to a guide.
    pub packs: Vec<PackInfo>,
    /// How far the clauses of these packs were checked.
    pub coverage: Counts,
    /// The sources of these packs, with every clause.
    pub sources: Vec<CoveredSource>,
    /// Identifiers of the rules of these packs that had nothing to check in any guide.
    pub not_exercised: Vec<String>,
    /// The files, in the order in which they were named and walked.
    pub files: Vec<FileReport>,
    /// Files that were only compared with, if the run was limited to some files.
    pub unchanged_files: Option<Vec<FileReport>>,
    /// Whether a run without any guide succeeds, because the named files may be of any kind.
    pub may_be_empty: bool,
}

/// The part of a ruleset that was used in a run.
struct Part {
    packs: Vec<PackInfo>,
    sources: Vec<CoveredSource>,
    not_exercised: Vec<String>,
}

impl Run {
    /// The run of one ruleset over files.
    pub fn of(ruleset: &Ruleset, files: Vec<FileReport>) -> Self {
        Self::of_rulesets(&[ruleset], files, |_| 0)
    }

    /// The run of several rulesets; `ruleset_of` is the number of the ruleset that checked a file.
    pub fn of_rulesets(
        rulesets: &[&Ruleset],
        files: Vec<FileReport>,
        ruleset_of: impl Fn(&FileReport) -> usize,
    ) -> Self {
        let mut usages: Vec<Usage> = rulesets.iter().map(|ruleset| Usage::of(ruleset)).collect();
        for file in &files {
            if let Some(usage) = usages.get_mut(ruleset_of(file)) {
                usage.add(&file.usage);
            }
        }
        let parts = rulesets.iter().zip(usages).map(|(ruleset, usage)| Part::of(ruleset, usage)).collect();
        Self { files, ..Self::join(parts) }
    }

    /// Joins the parts of several rulesets into a run, still without files.
    fn join(parts: Vec<Part>) -> Self {
        let mut not_exercised: Vec<String> = Vec::new();
        for id in parts.iter().flat_map(|part| &part.not_exercised) {
            if !not_exercised.contains(id) && is_idle(&parts, id) {
                not_exercised.push(id.clone());
            }
        }
        let mut joined = Self { not_exercised, ..Self::default() };
        for part in parts {
            for pack in part.packs {
                if !joined.packs.contains(&pack) {
                    joined.packs.push(pack);
                }
            }
            for source in part.sources {
                if !joined.sources.contains(&source) {
                    joined.sources.push(source);
                }
            }
        }
        joined.coverage = joined.sources.iter().map(CoveredSource::counts).sum();
        joined
    }

    /// Moves the files that are not in scope to `unchanged_files`.
    pub fn separate_unchanged(&mut self) {
        let files = std::mem::take(&mut self.files);
        let (in_scope, others) = files.into_iter().partition(|file| file.in_scope);
        self.files = in_scope;
        self.unchanged_files = Some(others);
    }
}

/// Whether a rule had nothing to check in every part that has its pack.
fn is_idle(parts: &[Part], id: &String) -> bool {
    let pack = id.split('/').next().unwrap_or_default();
    let mut concerned = parts.iter().filter(|part| part.packs.iter().any(|own| own.id == pack));
    concerned.all(|part| part.not_exercised.contains(id))
}

impl Part {
    fn of(ruleset: &Ruleset, mut usage: Usage) -> Self {
        // A rule that was replaced by another counts as used when the other was.
        let looked = usage.rules.clone();
        for (rule, looked) in ruleset.rules.iter().zip(looked) {
            if let (Some(base), true) = (rule.tightens, looked) {
                usage.rules[base] = true;
            }
        }
        let mut packs = Vec::new();
        for (pack, applied) in ruleset.packs.iter().zip(&usage.packs) {
            if *applied {
                packs.push(pack.clone());
            }
        }
        let mut not_exercised = Vec::new();
        for (rule, used) in ruleset.rules.iter().zip(&usage.rules) {
            if usage.packs[rule.pack] && !used {
                not_exercised.push(rule.info.id.clone());
            }
        }
        let mut sources = CoveredSource::all(ruleset, |pack| usage.packs[pack]);
        sources.retain(|source| !source.clauses.is_empty());
        Self { packs, sources, not_exercised }
    }
}
