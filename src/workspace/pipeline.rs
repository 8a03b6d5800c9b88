//! From paths to counted findings: [`Workspace::check`], [`Workspace::conclude`].

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::baseline::Baseline;
use super::error::WorkspaceError;
use super::exclude::Excluded;
use super::file_system::{FileSystem, in_chinese};
use super::files::{FileSet, NamedPath, Origin, WorkspaceFile};
use super::git::VersionControl;
use super::inputs::{Input, InputKind};
use super::options::{BaselineUpdate, CheckOptions};
use super::paths;
use super::policies::{InUse, Policies, PoliciesInUse, PolicyFile, ToConclude, read_old_baseline};
use super::settings::Settings;
use crate::digest;
use crate::finding::Finding;
use crate::lint::{self, FileCheck, FileId, FileReport, MOST_BYTES, Run, Status, compare_guides_in_scope};
use crate::pack::Ruleset;
use crate::text::SourceFile;

/// Files that are checked together, and how.
pub struct Workspace<'a> {
    fs: &'a dyn FileSystem,
    options: &'a CheckOptions,
    /// The files.
    pub files: FileSet,
    /// How they are checked.
    pub settings: Settings,
}

/// A file that was checked.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// What was found.
    pub check: FileCheck,
    /// SHA-256 of its bytes. `None` unless digests are requested, or if only a part of the file was read.
    pub sha256: Option<String>,
    /// Whether its bytes could be read.
    was_read: bool,
}

/// The files of a workspace, each checked by itself. A file can be replaced without checking the others
/// again.
#[derive(Clone, Debug, Default)]
pub struct Checks(BTreeMap<FileId, CheckedFile>);

/// The files whose findings are reported; all others are only compared with them.
#[derive(Clone, Debug, Default)]
pub enum Scope {
    /// All files.
    #[default]
    All,
    /// These files, by their real paths.
    Changed(HashSet<PathBuf>),
}

/// The result of checking a workspace.
#[derive(Debug)]
pub struct Conclusion {
    /// The run, as reports show it.
    pub run: Run,
    /// Exemption files and baselines as they were read or will be written; empty unless requested. Configs
    /// are in [`Settings::inputs`].
    pub inputs: Vec<Input>,
    /// Baselines to write.
    pub baselines: Vec<WrittenBaseline>,
}

/// A baseline to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenBaseline {
    /// The file to write.
    pub path: PathBuf,
    /// The text to write.
    pub text: String,
    /// What changed in the baseline.
    pub change: BaselineChange,
    /// The number of findings in it.
    pub findings: usize,
}

/// What changed in a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaselineChange {
    /// It contains the findings that count now.
    Written,
    /// This many findings were fixed and removed.
    Pruned(usize),
}

impl Checks {
    /// Adds or replaces a file.
    pub fn insert(&mut self, id: FileId, file: CheckedFile) {
        self.0.insert(id, file);
    }

    /// Returns a file, or `None` if it was not checked.
    pub fn get(&self, id: FileId) -> Option<&CheckedFile> {
        self.0.get(&id)
    }
}

impl<'a> Workspace<'a> {
    /// Finds the files at some paths, and determines how to check them.
    ///
    /// # Errors
    ///
    /// Returns an error if a glob, a config or a pack cannot be used.
    pub fn open(
        fs: &'a dyn FileSystem,
        options: &'a CheckOptions,
        paths: &[PathBuf],
    ) -> Result<Self, WorkspaceError> {
        let excluded = Excluded::parse(&options.exclude).map_err(WorkspaceError::Message)?;
        let mut files = FileSet::find(fs, paths, &excluded, options.standard_input_name.as_deref());
        let settings = Settings::find(fs, &mut files, options)?;
        Ok(Self { fs, options, files, settings })
    }

    /// The files whose findings are reported, according to the options.
    ///
    /// # Errors
    ///
    /// Returns an error if the changed files cannot be determined.
    pub fn scope(&self, version_control: &dyn VersionControl) -> Result<Scope, WorkspaceError> {
        let Some(revision) = &self.options.changed_since else { return Ok(Scope::All) };
        version_control.changed_since(revision).map(Scope::Changed).map_err(WorkspaceError::Message)
    }

    /// Reads exemption files and baselines.
    ///
    /// # Errors
    ///
    /// Returns an error if one of them cannot be used.
    pub fn policies(&self) -> Result<Policies, WorkspaceError> {
        Policies::read(self.fs, &self.settings, self.options)
    }

    /// Checks all files in parallel.
    pub fn check(&self) -> Checks {
        let files: Vec<&WorkspaceFile> = self.files.iter().collect();
        let checked = files.into_par_iter().filter_map(|file| Some((file.id, self.check_file(file.id)?)));
        Checks(checked.collect())
    }

    /// Checks the current content of a file. Returns `None` for a file that is not to be checked.
    pub fn check_file(&self, id: FileId) -> Option<CheckedFile> {
        let file = self.files.get(id)?;
        let (ruleset, selection) = self.settings.of(id)?;
        Some(match self.read(file) {
            Ok(bytes) => {
                let is_wanted = self.options.record_inputs && bytes.len() <= MOST_BYTES;
                let sha256 = is_wanted.then(|| digest::sha256(&bytes));
                let check = lint::check(&file.name, bytes, ruleset, &selection);
                CheckedFile { check, sha256, was_read: true }
            }
            Err(reason) => {
                let check = unreadable(&file.name, reason);
                CheckedFile { check, sha256: None, was_read: false }
            }
        })
    }

    /// Checks and concludes a text as the content of a file, without comparing it. Returns `None` for a file
    /// that is not to be checked.
    pub fn check_text(&self, id: FileId, text: &str) -> Option<FileReport> {
        let (file, (ruleset, selection)) = (self.files.get(id)?, self.settings.of(id)?);
        Some(lint::check_alone(&file.name, text.into(), ruleset, &selection))
    }

    /// Reads a file. Of a file that is too large, reads one byte more than the limit, so that this is
    /// noticed.
    fn read(&self, file: &WorkspaceFile) -> Result<Vec<u8>, String> {
        let bytes = match &file.origin {
            Origin::File => self.fs.read(&file.path, MOST_BYTES + 1),
            Origin::StandardInput => self.fs.read_standard_input(MOST_BYTES + 1),
            Origin::Lost(reason) => return Err(reason.clone()),
        };
        bytes.map_err(|error| in_chinese(&error))
    }

    /// Determines which findings count: compares the guides that the same rules apply to, suppresses what
    /// comments, exemptions and baselines accept (see [`lint::conclude`]), and reports on those files
    /// themselves. The checks are not changed.
    ///
    /// # Errors
    ///
    /// Returns an error if the baseline that is to be rewritten cannot be read, or would grow.
    pub fn conclude(
        &self,
        checks: &Checks,
        policies: &Policies,
        scope: &Scope,
    ) -> Result<Conclusion, WorkspaceError> {
        let files = self.checked_files(checks, scope);
        let mut in_use = policies.in_use();
        let mut run = self.run(&files, &mut in_use);
        let mut conclusion =
            Conclusion { run: Run::default(), inputs: policies.inputs.clone(), baselines: Vec::new() };
        let mut reports = self.settings.reports.clone();
        for InUse { file, usage } in &in_use.exemptions {
            let is_there = |guide: &str| self.fs.exists(&file.folder.join(guide));
            let report = file.content.report(usage, is_there);
            if !report.findings.is_empty() {
                reports.push(report);
            }
        }
        match &self.options.baseline_update {
            _ if self.options.ignore_suppressions => {}
            Some(BaselineUpdate::Write(path)) => {
                let written = self.write_baseline(path, &files, policies, &mut run)?;
                conclusion.baselines.push(written);
            }
            Some(BaselineUpdate::Prune) => {
                for InUse { file, usage } in &in_use.baselines {
                    let mut baseline = file.content.clone();
                    let dropped = baseline.prune(usage, |guide| self.fs.exists(&file.folder.join(guide)));
                    conclusion.baselines.push(WrittenBaseline {
                        path: file.path.clone(),
                        text: baseline.written(&run.packs),
                        change: BaselineChange::Pruned(dropped),
                        findings: baseline.len(),
                    });
                }
            }
            None => {
                for policy in &policies.baselines {
                    let ruleset = self.ruleset(policy.ruleset);
                    reports.extend(policy.content.report(ruleset, &run.packs));
                }
            }
        }
        if self.options.record_inputs {
            for written in &conclusion.baselines {
                let path = paths::shown(self.fs, &written.path);
                conclusion.inputs.push(Input::of(InputKind::Baseline, &path, &written.text));
            }
        }
        run.files.append(&mut reports);
        run.may_be_empty = self.options.skip_non_guides;
        conclusion.run = run;
        Ok(conclusion)
    }

    fn ruleset(&self, number: usize) -> &Ruleset {
        &self.settings.packs[number].ruleset
    }

    /// The checked files, in their order, with what they disagree about.
    fn checked_files<'c>(&'c self, checks: &'c Checks, scope: &Scope) -> Vec<InRun<'c>> {
        let mut files = Vec::new();
        for named in &self.files.named {
            let mut is_guide_found = false;
            let first = files.len();
            for &id in &named.files {
                let (Some(file), Some(checked)) = (self.files.get(id), checks.get(id)) else { continue };
                is_guide_found |= checked.check.status != Status::NotAGuide;
                let in_scope = match scope {
                    Scope::Changed(changed) if checked.was_read => {
                        self.fs.canonicalize(&file.path).is_ok_and(|path| changed.contains(&path))
                    }
                    Scope::All | Scope::Changed(_) => true,
                };
                files.push(InRun::Checked(Entry { file, checked, in_scope, compared: Vec::new() }));
            }
            if !is_guide_found && let Some(reason) = self.without_guide(named) {
                // Report a file that was named on its own only once.
                if !self.fs.is_dir(&named.path) {
                    files.truncate(first);
                }
                files.push(InRun::NoGuide(unreadable(&paths::display(&named.path), reason.into())));
            }
        }
        self.compare(&mut files);
        files
    }

    /// What is wrong with an existing path that has no guide. Whoever named it expects a guide there and
    /// would take silence for a pass.
    fn without_guide(&self, named: &NamedPath) -> Option<&'static str> {
        let is_folder = self.fs.is_dir(&named.path);
        // A hook passes every changed file, whether it is a guide or not.
        if named.repeats || self.options.skip_non_guides && !is_folder {
            return None;
        }
        Some(match (named.files.is_empty(), is_folder) {
            (true, true) => "文件夹中没有办事指南文件（.yaml、.yml）",
            (true, false) => "这个文件已被排除",
            (false, true) => "文件夹中的文件都不是办事指南：最外层没有任何已知的要素",
            (false, false) => "这不是办事指南：最外层没有任何已知的要素",
        })
    }

    /// Compares the guides that the same rules apply to.
    fn compare(&self, files: &mut [InRun<'_>]) {
        for (number, packs) in self.settings.packs.iter().enumerate() {
            let mut entries: Vec<&mut Entry<'_>> = Vec::new();
            for file in files.iter_mut() {
                if let InRun::Checked(entry) = file
                    && self.settings.ruleset_number(Some(entry.file.id)) == number
                {
                    entries.push(entry);
                }
            }
            let checks: Vec<&FileCheck> = entries.iter().map(|entry| &entry.checked.check).collect();
            let found = compare_guides_in_scope(&packs.ruleset, &checks, |file| entries[file].in_scope);
            for (file, finding) in found {
                entries[file].compared.push(finding);
            }
        }
    }

    /// Concludes files and records in `policies` what was used.
    fn run(&self, files: &[InRun<'_>], policies: &mut PoliciesInUse<'_>) -> Run {
        let mut reports = Vec::with_capacity(files.len());
        for file in files {
            reports.push(match file {
                InRun::NoGuide(check) => lint::conclude(check, Vec::new(), &mut []),
                InRun::Checked(entry) => self.report(entry, policies),
            });
        }
        let rulesets: Vec<&Ruleset> = self.settings.packs.iter().map(|packs| &packs.ruleset).collect();
        let mut run = Run::of_rulesets(&rulesets, reports, |file| self.settings.ruleset_number(file.id));
        if self.options.changed_since.is_some() {
            run.separate_unchanged();
        }
        run
    }

    fn report(&self, entry: &Entry<'_>, policies: &mut PoliciesInUse<'_>) -> FileReport {
        let Entry { file, checked, in_scope, compared } = entry;
        let to_conclude = ToConclude {
            file,
            check: &checked.check,
            compared: compared.clone(),
            config: self.settings.config_of(file.id),
            in_scope: *in_scope,
        };
        let report = to_conclude.conclude(self.fs, policies);
        FileReport { id: Some(file.id), in_scope: *in_scope, sha256: checked.sha256.clone(), ..report }
    }

    /// Writes the counted findings into a baseline and concludes the files again with it. An existing
    /// baseline may only shrink: otherwise rewriting it would accept new findings.
    fn write_baseline(
        &self,
        path: &Path,
        files: &[InRun<'_>],
        policies: &Policies,
        run: &mut Run,
    ) -> Result<WrittenBaseline, WorkspaceError> {
        let old = read_old_baseline(self.fs, path)?;
        let mut baseline = old.clone().unwrap_or_else(Baseline::empty);
        let folder = paths::folder_of(self.fs, path);
        let mut added = 0;
        for report in &run.files {
            if let Some(file) = report.id.and_then(|id| self.files.get(id)) {
                added += baseline.add(&paths::seen_from(self.fs, &folder, &file.path), report);
            }
        }
        if let Some(old) = old {
            if added > 0 {
                let shown = paths::shown(self.fs, path);
                return Err(WorkspaceError::Message(format!(
                    "基线 {shown} 只能缩小，没有写入：有 {added} 个问题不在其中。请改正它们；确要重新建立基线的，先删除这个文件"
                )));
            }
            baseline = old;
        }
        let with_baseline = [PolicyFile::to_be_written(self.fs, path.to_owned(), baseline.clone())];
        let mut in_use = policies.with_baselines(&with_baseline);
        *run = self.run(files, &mut in_use);
        for InUse { file, usage } in &in_use.baselines {
            baseline.prune(usage, |guide| self.fs.exists(&file.folder.join(guide)));
        }
        Ok(WrittenBaseline {
            path: path.to_owned(),
            text: baseline.written(&run.packs),
            change: BaselineChange::Written,
            findings: baseline.len(),
        })
    }
}

/// A file of a run.
enum InRun<'c> {
    Checked(Entry<'c>),
    /// A path that has no guide.
    NoGuide(FileCheck),
}

/// A checked file, with what is needed to conclude it.
struct Entry<'c> {
    file: &'c WorkspaceFile,
    checked: &'c CheckedFile,
    in_scope: bool,
    compared: Vec<Finding>,
}

fn unreadable(name: &str, reason: String) -> FileCheck {
    FileCheck::without_guides(SourceFile::new(name, ""), Status::Unreadable(reason), Vec::new())
}
