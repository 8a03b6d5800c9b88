//! A run: files that were checked together, and what of the rules had to do with them.

use super::{FileReport, across, suppression};
use crate::pack::{Counts, CoveredSource, PackInfo, Rule, Ruleset};

/// What of a ruleset had to do with some guides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Of every pack, whether it applied to one of them.
    pub packs: Vec<bool>,
    /// Of every rule, whether it found anything to look at in one of them.
    pub rules: Vec<bool>,
}

/// Everything that a report may show of a run.
#[derive(Debug, Default)]
pub struct Run {
    /// The packs that applied to a guide.
    pub packs: Vec<PackInfo>,
    /// How far the clauses of these packs were checked.
    pub coverage: Counts,
    /// What these packs rest on, with every clause.
    pub sources: Vec<CoveredSource>,
    /// Rules of these packs that found nothing to look at in any guide, by identifier.
    pub not_exercised: Vec<String>,
    /// The files, in the order in which they were named and walked.
    pub files: Vec<FileReport>,
    /// Files that were only there to be compared with, where only some are judged.
    pub left_alone: Option<Vec<FileReport>>,
    /// Whether it is no failure that there is no guide: somebody named files of any kind.
    pub may_be_empty: bool,
}

impl Usage {
    pub(super) fn of(ruleset: &Ruleset) -> Self {
        Self { packs: vec![false; ruleset.packs.len()], rules: vec![false; ruleset.rules.len()] }
    }

    /// Counts what another usage counted.
    fn add(&mut self, other: &Self) {
        for (own, other) in self.packs.iter_mut().zip(&other.packs) {
            *own |= other;
        }
        for (own, other) in self.rules.iter_mut().zip(&other.rules) {
            *own |= other;
        }
    }
}

impl Run {
    /// A run of a ruleset over files.
    pub fn of(ruleset: &Ruleset, mut files: Vec<FileReport>) -> Self {
        across::judge(ruleset, &mut files);
        files.iter_mut().for_each(suppression::apply);
        let mut usage = Usage::of(ruleset);
        for file in &files {
            usage.add(&file.usage);
        }
        // A rule that another stands in for is as much in use as the other.
        for (rule, used) in ruleset.rules.iter().zip(usage.rules.clone()) {
            if let (Some(base), true) = (rule.tightens, used) {
                usage.rules[base] = true;
            }
        }
        let applied = |pack: usize| usage.packs[pack];
        let idle = |&(rule, used): &(&Rule, bool)| applied(rule.pack) && !used;
        let rules = ruleset.rules.iter().zip(usage.rules.iter().copied());
        let mut sources = CoveredSource::all(ruleset, applied);
        sources.retain(|source| !source.clauses.is_empty());
        Self {
            packs: ruleset
                .packs
                .iter()
                .zip(&usage.packs)
                .filter(|(_, used)| **used)
                .map(|(pack, _)| pack.clone())
                .collect(),
            coverage: sources.iter().map(CoveredSource::counts).sum(),
            sources,
            not_exercised: rules.filter(idle).map(|(rule, _)| rule.info.id.clone()).collect(),
            files,
            left_alone: None,
            may_be_empty: false,
        }
    }

    /// Several runs, of different packs over different files, as one.
    pub fn join(runs: Vec<Self>) -> Self {
        let idle = |id: &String| {
            let pack = id.split('/').next().unwrap_or_default();
            let concerned = runs.iter().filter(|run| run.packs.iter().any(|own| own.id == pack));
            concerned.into_iter().all(|run| run.not_exercised.contains(id))
        };
        let mut not_exercised: Vec<String> = Vec::new();
        for id in runs.iter().flat_map(|run| &run.not_exercised).filter(|id| idle(id)) {
            if !not_exercised.contains(id) {
                not_exercised.push(id.clone());
            }
        }
        let mut joined = Self { not_exercised, ..Self::default() };
        for run in runs {
            for pack in run.packs {
                if !joined.packs.contains(&pack) {
                    joined.packs.push(pack);
                }
            }
            for source in run.sources {
                if !joined.sources.contains(&source) {
                    joined.sources.push(source);
                }
            }
            joined.files.extend(run.files);
        }
        joined.coverage = joined.sources.iter().map(CoveredSource::counts).sum();
        joined
    }

    /// Takes what is not judged out of the files.
    pub fn leave_alone(&mut self) {
        let files = std::mem::take(&mut self.files);
        let (judged, others) = files.into_iter().partition(|file| file.is_judged);
        self.files = judged;
        self.left_alone = Some(others);
    }
}
