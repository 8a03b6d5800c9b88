//! Which rules apply to every file of a workspace, and with which severity. Options take precedence over
//! configs.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::{self, Config, EffectiveSettings};
use super::error::WorkspaceError;
use super::file_system::FileSystem;
use super::files::{FileSet, Origin};
use super::inputs::{Input, InputKind};
use super::options::{BaselineUpdate, CheckOptions, PackOptions};
use super::packs::{LoadedPacks, load_packs, pack_paths, unusable};
use super::paths;
use super::resolver::{ResolvedConfig, Resolver, UNUSABLE};
use crate::date::Date;
use crate::finding::FailOn;
use crate::lint::{self, FileId, FileReport, Status};
use crate::pack::{Ruleset, Selection};

/// The settings of one file.
#[derive(Clone, Debug)]
struct FileSettings {
    /// Number of its config.
    config: usize,
    /// Shared by all files that have the same settings in the config.
    effective: Arc<EffectiveSettings>,
}

/// How the files of a workspace are checked.
pub struct Settings {
    /// The configs, by number.
    pub configs: Vec<ResolvedConfig>,
    /// The packs of the configs, by number; configs with the same packs share them.
    pub packs: Vec<LoadedPacks>,
    /// Reports on configs that try to relax mandatory rules.
    pub reports: Vec<FileReport>,
    /// The configs as they were read; empty unless digests were requested.
    pub inputs: Vec<Input>,
    by_file: BTreeMap<FileId, FileSettings>,
    as_of: Date,
    ignore_suppressions: bool,
}

/// Files that are checked in the same way.
pub struct SettingsGroup<'s> {
    /// Their config.
    pub config: &'s ResolvedConfig,
    /// The number of their config.
    pub number: usize,
    /// Their settings.
    pub effective: &'s Arc<EffectiveSettings>,
    /// The files.
    pub files: Vec<FileId>,
}

/// An exemption file or baseline named in a config, with what it applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyPath {
    /// The file.
    pub path: PathBuf,
    /// Number of the ruleset that its rules belong to.
    pub ruleset: usize,
    /// Numbers of the configs whose guides it applies to.
    pub configs: Vec<usize>,
}

impl Settings {
    /// Finds the config of every file, drops files that configs exclude, and loads the packs.
    pub(super) fn find(
        fs: &dyn FileSystem,
        files: &mut FileSet,
        options: &CheckOptions,
    ) -> Result<Self, WorkspaceError> {
        let mut resolver = Resolver::new(fs, &options.config);
        let mut numbers = BTreeMap::new();
        for file in files.iter() {
            numbers.insert(file.id, resolver.number(&file.path));
        }
        // Always load the config of the working directory: a run without files needs settings too.
        resolver.number(Path::new("."));
        let mut settings = Self {
            configs: resolver.resolve()?,
            packs: Vec::new(),
            reports: Vec::new(),
            inputs: Vec::new(),
            by_file: BTreeMap::new(),
            as_of: options.as_of,
            ignore_suppressions: options.ignore_suppressions,
        };
        if options.record_inputs {
            for source in settings.configs.iter().filter_map(|config| config.source.as_ref()) {
                settings.inputs.push(Input::of(InputKind::Config, source.path(), source.text()));
            }
        }
        settings.load(fs, options)?;
        settings.exclude(fs, files, &numbers, options);
        settings.decide(fs, files, &numbers, options);
        Ok(settings)
    }

    /// Loads the packs of every config, and checks the configs against them.
    fn load(&mut self, fs: &dyn FileSystem, options: &CheckOptions) -> Result<(), WorkspaceError> {
        let mut known: Vec<PackOptions> = Vec::new();
        let mut unusable_files = Vec::new();
        for config in &mut self.configs {
            let uses_builtin = config.config.default_packs.read().copied().unwrap_or(true);
            let wanted = PackOptions {
                paths: config.packs().chain(options.packs.paths.iter().cloned()).collect(),
                without_builtin: options.packs.without_builtin || !uses_builtin,
            };
            let number = known.iter().position(|known| *known == wanted);
            config.ruleset = number.unwrap_or(known.len());
            if number.is_none() {
                self.packs.push(load_packs(fs, &wanted, options.record_inputs)?);
                known.push(wanted);
            }
            let ruleset = &self.packs[config.ruleset].ruleset;
            let Some(source) = config.source.clone() else { continue };
            let mistakes = config.config.mistakes(ruleset);
            let forbidden = config.config.forbidden(ruleset);
            if !mistakes.is_empty() {
                let findings = mistakes.into_iter().map(lint::pack_finding).collect();
                unusable_files.push(unusable(source, UNUSABLE, findings));
            } else if !forbidden.is_empty() {
                self.reports.push(FileReport::without_guides(source, Status::Settings, forbidden));
            }
        }
        for profile in &options.profiles {
            for packs in &self.packs {
                config::known_profile(&packs.ruleset, profile).map_err(WorkspaceError::Message)?;
            }
        }
        if unusable_files.is_empty() { Ok(()) } else { Err(WorkspaceError::Unusable(unusable_files)) }
    }

    /// Drops files that configs exclude and, within folders, files that determine how to check.
    fn exclude(
        &self,
        fs: &dyn FileSystem,
        files: &mut FileSet,
        numbers: &BTreeMap<FileId, usize>,
        options: &CheckOptions,
    ) {
        let configs = self.configs.iter().filter_map(|config| config.path.clone());
        let exemptions = self.exemptions(fs, options).into_iter().map(|policy| policy.path);
        let policy_files: Vec<PathBuf> = configs.chain(exemptions).collect();
        let all = files.clone();
        for named in &mut files.named {
            let is_folder = fs.is_dir(&named.path);
            named.files.retain(|id| {
                let (Some(file), Some(&number)) = (all.get(*id), numbers.get(id)) else { return false };
                if file.origin != Origin::File {
                    return true;
                }
                let config = &self.configs[number];
                let says_how =
                    is_folder && policy_files.iter().any(|own| paths::is_same(fs, own, &file.path));
                let is_excluded = || {
                    config.path.is_some()
                        && config.config.excludes(&paths::seen_from(fs, &config.folder, &file.path))
                };
                !says_how && !is_excluded()
            });
        }
    }

    /// Determines the settings once for all files that the same parts of a config apply to.
    fn decide(
        &mut self,
        fs: &dyn FileSystem,
        files: &FileSet,
        numbers: &BTreeMap<FileId, usize>,
        options: &CheckOptions,
    ) {
        let asked = (!options.profiles.is_empty()).then_some(&*options.profiles);
        let mut known: HashMap<(usize, Vec<usize>), Arc<EffectiveSettings>> = HashMap::new();
        for file in files.iter() {
            let Some(&number) = numbers.get(&file.id) else { continue };
            let ResolvedConfig { path, folder, config, ruleset, .. } = &self.configs[number];
            let mut overriding = Vec::new();
            if path.is_some() {
                overriding = config.overriding(&paths::seen_from(fs, folder, &file.path));
            }
            let effective = known.entry((number, overriding)).or_insert_with_key(|(_, overriding)| {
                let mut effective = config.effective(&self.packs[*ruleset].ruleset, overriding, asked);
                effective.region = options.region.clone().or(effective.region);
                Arc::new(effective)
            });
            let settings = FileSettings { config: number, effective: Arc::clone(effective) };
            self.by_file.insert(file.id, settings);
        }
    }

    /// The rules that apply to a file, and their selection. `None` for a file that is not to be checked.
    pub fn of(&self, id: FileId) -> Option<(&Ruleset, Selection<'_>)> {
        let FileSettings { config, effective } = self.by_file.get(&id)?;
        let selection = Selection {
            region: effective.region.as_deref(),
            profiles: &effective.profiles,
            as_of: Some(self.as_of),
            unsuppressed: self.ignore_suppressions,
            levels: Some(&effective.levels),
        };
        Some((&self.packs[self.configs[*config].ruleset].ruleset, selection))
    }

    /// The number of the config of a file. `None` for a file that is not to be checked.
    pub(super) fn config_of(&self, id: FileId) -> Option<usize> {
        self.by_file.get(&id).map(|settings| settings.config)
    }

    /// The number of the ruleset of a file, or of the first ruleset if it has none.
    pub fn ruleset_number(&self, id: Option<FileId>) -> usize {
        let config = id.and_then(|id| self.config_of(id));
        config.map_or(0, |config| self.configs[config].ruleset)
    }

    /// The day that decides which sources are in force.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The lowest severity that fails a run: that of the options, otherwise the strictest in any config.
    pub fn fail_on(&self, options: &CheckOptions) -> FailOn {
        let said = self.configs.iter().map(|config| {
            let threshold = config.config.fail_on.read();
            threshold.map_or_else(FailOn::default, |threshold| threshold.value.into())
        });
        let strictest = said.max_by_key(|fail_on| fail_on.strictness());
        options.fail_on.or(strictest).unwrap_or_default()
    }

    /// The exemption files, each once.
    pub fn exemptions(&self, fs: &dyn FileSystem, options: &CheckOptions) -> Vec<PolicyPath> {
        self.policy_paths(fs, options.exemptions.as_ref(), |config| {
            config.exemptions.as_ref().map(|path| &*path.value)
        })
    }

    /// The baselines, each once.
    pub fn baselines(&self, fs: &dyn FileSystem, options: &CheckOptions) -> Vec<PolicyPath> {
        self.policy_paths(fs, options.baseline.as_ref(), |config| {
            config.baseline.as_ref().map(|path| &*path.value)
        })
    }

    fn policy_paths(
        &self,
        fs: &dyn FileSystem,
        asked: Option<&PathBuf>,
        said: impl Fn(&Config) -> Option<&str>,
    ) -> Vec<PolicyPath> {
        let mut found: Vec<PolicyPath> = Vec::new();
        for (number, config) in self.configs.iter().enumerate() {
            let own = || said(&config.config).map(|path| config.folder.join(path));
            let Some(path) = asked.cloned().or_else(own) else { continue };
            match found.iter_mut().find(|known| paths::is_same(fs, &known.path, &path)) {
                Some(known) => known.configs.push(number),
                None => found.push(PolicyPath { path, ruleset: config.ruleset, configs: vec![number] }),
            }
        }
        found
    }

    /// Every file that is read to determine how to check; none of them may be overwritten.
    pub fn read_files(&self, fs: &dyn FileSystem, options: &CheckOptions) -> Vec<PathBuf> {
        let mut read: Vec<PathBuf> = self.configs.iter().filter_map(|config| config.path.clone()).collect();
        for config in &self.configs {
            read.extend(config.packs().flat_map(|path| pack_paths(fs, &path)));
        }
        read.extend(self.exemptions(fs, options).into_iter().map(|policy| policy.path));
        // A baseline that is to be rewritten is only read for that purpose.
        if !matches!(options.baseline_update, Some(BaselineUpdate::Write(_))) {
            read.extend(self.baselines(fs, options).into_iter().map(|policy| policy.path));
        }
        read
    }

    /// The files of the workspace, grouped by their settings. Groups and files are ordered by file name.
    pub fn groups<'s>(&'s self, files: &FileSet) -> Vec<SettingsGroup<'s>> {
        let mut ids: Vec<FileId> = self.by_file.keys().copied().collect();
        ids.sort_by_key(|&id| files.get(id).map(|file| &file.name));
        let mut groups: Vec<SettingsGroup<'_>> = Vec::new();
        for id in ids {
            let FileSettings { config: number, effective } = &self.by_file[&id];
            let is_same = |group: &&mut SettingsGroup<'_>| {
                group.number == *number && Arc::ptr_eq(group.effective, effective)
            };
            if let Some(group) = groups.iter_mut().find(is_same) {
                group.files.push(id);
            } else {
                let (config, number) = (&self.configs[*number], *number);
                groups.push(SettingsGroup { config, number, effective, files: vec![id] });
            }
        }
        groups
    }
}
