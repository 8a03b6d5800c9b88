//! The exemption files and baselines of a workspace, and which guides each one applies to.

use std::path::{Path, PathBuf};

use super::baseline::{Baseline, BaselinePolicy, BaselineUsage};
use super::error::WorkspaceError;
use super::exemption::{ExemptionPolicy, ExemptionUsage, Exemptions};
use super::file_system::FileSystem;
use super::files::WorkspaceFile;
use super::inputs::{Input, InputKind};
use super::options::{BaselineUpdate, CheckOptions};
use super::packs::read_text;
use super::paths;
use super::settings::{PolicyPath, Settings};
use crate::finding::Finding;
use crate::lint::{FileCheck, FileReport, SuppressionPolicy, conclude};

/// The message for a baseline that cannot be read.
const BASELINE_UNREADABLE: &str = "基线读不了，没有检查任何指南";

/// A file that suppresses findings.
pub(super) struct PolicyFile<T> {
    pub(super) path: PathBuf,
    /// The folder that the paths of guides are relative to.
    pub(super) folder: PathBuf,
    /// Number of the ruleset that its rules belong to.
    pub(super) ruleset: usize,
    /// Numbers of the configs whose guides it applies to; `None` if it applies to all.
    configs: Option<Vec<usize>>,
    pub(super) content: T,
}

/// All files that suppress findings in a workspace. Reading is separate from applying, so that they can be
/// applied again whenever a guide changes.
pub struct Policies {
    pub(super) exemptions: Vec<PolicyFile<Exemptions>>,
    pub(super) baselines: Vec<PolicyFile<Baseline>>,
    pub(super) inputs: Vec<Input>,
}

/// A file that suppresses findings, with what was used of it.
pub(super) struct InUse<'p, T, U> {
    pub(super) file: &'p PolicyFile<T>,
    pub(super) usage: U,
}

/// All policies during a conclusion of files.
pub(super) struct PoliciesInUse<'p> {
    pub(super) exemptions: Vec<InUse<'p, Exemptions, ExemptionUsage>>,
    pub(super) baselines: Vec<InUse<'p, Baseline, BaselineUsage>>,
}

impl<'p, T, U: Default> InUse<'p, T, U> {
    fn all(files: &'p [PolicyFile<T>]) -> Vec<Self> {
        files.iter().map(|file| Self { file, usage: U::default() }).collect()
    }
}

impl<T> PolicyFile<T> {
    fn of(fs: &dyn FileSystem, policy: PolicyPath, content: T) -> Self {
        let folder = paths::folder_of(fs, &policy.path);
        let PolicyPath { path, ruleset, configs } = policy;
        Self { path, folder, ruleset, configs: Some(configs), content }
    }

    /// Whether it applies to guides of a config.
    fn is_for(&self, config: Option<usize>) -> bool {
        let Some(configs) = &self.configs else { return true };
        config.is_some_and(|config| configs.contains(&config))
    }
}

impl PolicyFile<Baseline> {
    /// A baseline that will be written, which applies to all files.
    pub(super) fn to_be_written(fs: &dyn FileSystem, path: PathBuf, content: Baseline) -> Self {
        let folder = paths::folder_of(fs, &path);
        Self { path, folder, ruleset: 0, configs: None, content }
    }
}

impl Policies {
    /// Reads the exemption files, and the baselines unless one will be written.
    pub(super) fn read(
        fs: &dyn FileSystem,
        settings: &Settings,
        options: &CheckOptions,
    ) -> Result<Self, WorkspaceError> {
        let mut policies = Self { exemptions: Vec::new(), baselines: Vec::new(), inputs: Vec::new() };
        if options.ignore_suppressions {
            return Ok(policies);
        }
        for policy in settings.exemptions(fs, options) {
            let source = read_text(fs, &policy.path, "豁免清单读不了，没有检查任何指南")?;
            if options.record_inputs {
                policies.inputs.push(Input::of(InputKind::Exemptions, source.path(), source.text()));
            }
            let ruleset = &settings.packs[policy.ruleset].ruleset;
            let exemptions = Exemptions::read(source, ruleset, Some(options.as_of));
            let exemptions = exemptions.map_err(|report| WorkspaceError::Unusable(vec![*report]))?;
            policies.exemptions.push(PolicyFile::of(fs, policy, exemptions));
        }
        if matches!(options.baseline_update, Some(BaselineUpdate::Write(_))) {
            return Ok(policies);
        }
        let baselines = settings.baselines(fs, options);
        if baselines.is_empty() && options.baseline_update == Some(BaselineUpdate::Prune) {
            return Err(WorkspaceError::NoBaseline);
        }
        for policy in baselines {
            let source = read_text(fs, &policy.path, BASELINE_UNREADABLE)?;
            // A pruned baseline is recorded as it is written, not as it was read.
            if options.record_inputs && options.baseline_update.is_none() {
                policies.inputs.push(Input::of(InputKind::Baseline, source.path(), source.text()));
            }
            let baseline = Baseline::read(source).map_err(WorkspaceError::Message)?;
            policies.baselines.push(PolicyFile::of(fs, policy, baseline));
        }
        Ok(policies)
    }

    /// The policies with nothing used yet.
    pub(super) fn in_use(&self) -> PoliciesInUse<'_> {
        self.with_baselines(&self.baselines)
    }

    /// Like `in_use`, with other baselines.
    pub(super) fn with_baselines<'p>(&'p self, baselines: &'p [PolicyFile<Baseline>]) -> PoliciesInUse<'p> {
        PoliciesInUse { exemptions: InUse::all(&self.exemptions), baselines: InUse::all(baselines) }
    }
}

/// Reads the existing baseline that will be rewritten; `None` if there is none yet.
pub(super) fn read_old_baseline(
    fs: &dyn FileSystem,
    path: &Path,
) -> Result<Option<Baseline>, WorkspaceError> {
    if !fs.exists(path) {
        return Ok(None);
    }
    let source = read_text(fs, path, BASELINE_UNREADABLE)?;
    Baseline::read(source).map(Some).map_err(WorkspaceError::Message)
}

/// A file whose findings are to be concluded.
pub(super) struct ToConclude<'c> {
    pub(super) file: &'c WorkspaceFile,
    pub(super) check: &'c FileCheck,
    /// Findings from the comparison with other files.
    pub(super) compared: Vec<Finding>,
    /// Number of its config.
    pub(super) config: Option<usize>,
    /// Whether baselines apply to it: not to files that others are only compared with.
    pub(super) in_scope: bool,
}

impl ToConclude<'_> {
    /// Determines which of its findings count: see [`conclude`].
    pub(super) fn conclude(self, fs: &dyn FileSystem, policies: &mut PoliciesInUse<'_>) -> FileReport {
        let Self { file, check, compared, config, in_scope } = self;
        let seen = |folder: &Path| paths::seen_from(fs, folder, &file.path);
        let mut exemptions = Vec::new();
        for InUse { file, usage } in &mut policies.exemptions {
            if file.is_for(config) {
                let path = seen(&file.folder);
                exemptions.push(ExemptionPolicy { exemptions: &file.content, path, usage });
            }
        }
        let mut baselines = Vec::new();
        for InUse { file, usage } in &mut policies.baselines {
            if in_scope && file.is_for(config) {
                let path = seen(&file.folder);
                baselines.push(BaselinePolicy { baseline: &file.content, path, usage });
            }
        }
        let mut in_order: Vec<&mut dyn SuppressionPolicy> = Vec::new();
        for policy in &mut exemptions {
            in_order.push(policy);
        }
        for policy in &mut baselines {
            in_order.push(policy);
        }
        conclude(check, compared, &mut in_order)
    }
}
