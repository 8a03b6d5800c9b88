//! The rule packs of a workspace: reading them and reporting their mistakes.

use std::path::{Path, PathBuf};

use super::error::WorkspaceError;
use super::file_system::{FileSystem, in_chinese};
use super::inputs::Input;
use super::options::PackOptions;
use super::paths;
use crate::document;
use crate::finding::Finding;
use crate::lint::{self, FileReport, MOST_BYTES, Status};
use crate::pack::{self, Ruleset};
use crate::rules;
use crate::text::SourceFile;

/// The message for packs that cannot be used.
pub const PACKS_UNUSABLE: &str = "规则包有误，没有检查任何指南";

/// Packs that were loaded together.
pub struct LoadedPacks {
    /// The rules in them.
    pub ruleset: Ruleset,
    /// The files, in the order of [`Ruleset::packs`]; empty unless digests were requested.
    pub inputs: Vec<Input>,
}

/// Loads packs. `record_inputs` says whether to record their digests.
///
/// # Errors
///
/// Returns an error if there are none, one cannot be read, or they have mistakes.
pub fn load_packs(
    fs: &dyn FileSystem,
    options: &PackOptions,
    record_inputs: bool,
) -> Result<LoadedPacks, WorkspaceError> {
    let files = pack_files(fs, options)?;
    let mut inputs = Vec::new();
    if record_inputs {
        let builtin = if options.without_builtin { 0 } else { rules::packs().len() };
        inputs = Input::packs(&files, builtin);
    }
    Ok(LoadedPacks { ruleset: ruleset(files)?, inputs })
}

/// Returns the files of packs: the built-in ones and those that are named.
///
/// # Errors
///
/// Returns an error if a folder has no packs or a file cannot be read.
pub fn pack_files(fs: &dyn FileSystem, options: &PackOptions) -> Result<Vec<SourceFile>, WorkspaceError> {
    let mut packs = if options.without_builtin { Vec::new() } else { rules::packs() };
    for path in &options.paths {
        let files = pack_paths(fs, path);
        if files.is_empty() {
            let message = format!("{}：文件夹中没有规则包（.yaml、.yml）", path.display());
            return Err(WorkspaceError::Message(message));
        }
        for file in files {
            packs.push(read_text(fs, &file, PACKS_UNUSABLE)?);
        }
    }
    Ok(packs)
}

/// The pack files at a path: the file itself, or all YAML files in a folder, in the order of names.
pub(super) fn pack_paths(fs: &dyn FileSystem, path: &Path) -> Vec<PathBuf> {
    if fs.is_dir(path) { fs.yaml_files(path) } else { vec![path.to_owned()] }
}

impl PackOptions {
    /// The files that are named, and those in folders that are named.
    pub fn files(&self, fs: &dyn FileSystem) -> Vec<PathBuf> {
        self.paths.iter().flat_map(|path| pack_paths(fs, path)).collect()
    }
}

/// Loads the packs of some files together.
///
/// # Errors
///
/// Returns an error if there are none, or they have mistakes.
pub fn ruleset(files: Vec<SourceFile>) -> Result<Ruleset, WorkspaceError> {
    if files.is_empty() {
        return Err(WorkspaceError::NoPacks);
    }
    rules::load(&files).map_err(|mistakes| {
        let mut reports = pack_reports(files, mistakes);
        reports.retain(|file| !file.findings.is_empty());
        for file in &mut reports {
            file.status = Status::Unreadable(PACKS_UNUSABLE.into());
        }
        WorkspaceError::Unusable(reports)
    })
}

/// Mistakes in packs as reports, so that they are shown like those of guides.
pub fn pack_reports(files: Vec<SourceFile>, mistakes: pack::Mistakes) -> Vec<FileReport> {
    let mut reports = Vec::with_capacity(files.len());
    let found = mistakes.problems.into_iter().zip(mistakes.mistakes);
    for (source, (problems, mistakes)) in files.into_iter().zip(found) {
        let mut findings: Vec<Finding> = problems.into_iter().map(lint::yaml_finding).collect();
        findings.extend(mistakes.into_iter().map(lint::pack_finding));
        reports.push(FileReport::without_guides(source, Status::Checked, findings));
    }
    reports
}

/// Reads a file that determines how to check. `because` is the message if it is not valid text.
pub(super) fn read_text(
    fs: &dyn FileSystem,
    path: &Path,
    because: &str,
) -> Result<SourceFile, WorkspaceError> {
    let name = paths::shown(fs, path);
    let bytes = fs.read(path, MOST_BYTES + 1);
    let bytes = bytes.map_err(|error| WorkspaceError::Message(format!("{name}：{}", in_chinese(&error))))?;
    match document::decode(bytes) {
        Ok(text) => Ok(SourceFile::new(name, text)),
        Err(unreadable) => {
            let source = SourceFile::new(&name, unreadable.text);
            let findings = vec![lint::yaml_finding(unreadable.problem)];
            Err(WorkspaceError::Unusable(vec![unusable(source, because, findings)]))
        }
    }
}

/// A report of a file that determines how to check and cannot be used, so that no guide was checked.
pub(super) fn unusable(source: SourceFile, because: &str, findings: Vec<Finding>) -> FileReport {
    FileReport::without_guides(source, Status::Unreadable(because.into()), findings)
}
