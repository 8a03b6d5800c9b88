//! The files of a workspace: the paths that were named, and the files found there.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::exclude::Excluded;
use super::file_system::{FileSystem, Walked};
use super::paths;
use crate::lint::FileId;

/// The name of standard input in reports, unless the user gives one.
const STANDARD_INPUT: &str = "<标准输入>";

/// A file to check.
#[derive(Clone, Debug)]
pub struct WorkspaceFile {
    /// Its identity.
    pub id: FileId,
    /// The name that reports show. Several files may have the same one.
    pub name: String,
    /// Its path. For standard input it only serves to find the config.
    pub path: PathBuf,
    /// Where its bytes come from.
    pub origin: Origin,
}

/// Where the bytes of a file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// From its path.
    File,
    /// From standard input.
    StandardInput,
    /// It cannot be read; the reason, in Chinese.
    Lost(String),
}

/// A path that the user named, with the files to check there.
#[derive(Clone, Debug)]
pub struct NamedPath {
    /// The path as given.
    pub path: PathBuf,
    /// The files, in a stable order, without excluded ones and without files of earlier named paths.
    pub files: Vec<FileId>,
    /// Whether files were left out because an earlier named path contains them.
    pub repeats: bool,
}

/// The files of a workspace.
#[derive(Clone, Debug, Default)]
pub struct FileSet {
    /// By number, including those that configs exclude.
    files: Vec<WorkspaceFile>,
    /// The paths as given.
    pub named: Vec<NamedPath>,
}

impl FileSet {
    /// Finds the files of every named path, each once. Folders are walked in the order of names.
    pub fn find(
        fs: &dyn FileSystem,
        named: &[PathBuf],
        excluded: &Excluded,
        standard_input_name: Option<&str>,
    ) -> Self {
        let mut set = Self::default();
        let mut seen = HashSet::new();
        for path in named {
            let (mut files, mut repeats) = (Vec::new(), false);
            for (path, origin) in found_at(fs, path, excluded) {
                let is_new = origin != Origin::File
                    || seen.insert(fs.canonicalize(&path).unwrap_or_else(|_| path.clone()));
                if is_new {
                    files.push(set.add(path, origin, standard_input_name));
                } else {
                    repeats = true;
                }
            }
            set.named.push(NamedPath { path: path.clone(), files, repeats });
        }
        set
    }

    fn add(&mut self, path: PathBuf, origin: Origin, standard_input_name: Option<&str>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let file = match (&origin, standard_input_name) {
            (Origin::StandardInput, Some(name)) => {
                WorkspaceFile { id, name: name.to_owned(), path: name.into(), origin }
            }
            (Origin::StandardInput, None) => {
                WorkspaceFile { id, name: STANDARD_INPUT.to_owned(), path: STANDARD_INPUT.into(), origin }
            }
            _ => WorkspaceFile { id, name: paths::display(&path), path, origin },
        };
        self.files.push(file);
        id
    }

    /// Returns a file by its identity, or `None` if there is none.
    pub fn get(&self, id: FileId) -> Option<&WorkspaceFile> {
        self.files.get(id.0 as usize)
    }

    /// The files to check, in the order in which they were named and walked.
    pub fn iter(&self) -> impl Iterator<Item = &WorkspaceFile> {
        self.named.iter().flat_map(|named| &named.files).filter_map(|&id| self.get(id))
    }

    /// Whether a path is one of the files.
    pub fn holds(&self, fs: &dyn FileSystem, path: &Path) -> bool {
        self.iter().any(|file| file.origin == Origin::File && paths::is_same(fs, &file.path, path))
    }
}

fn found_at(fs: &dyn FileSystem, path: &Path, excluded: &Excluded) -> Vec<(PathBuf, Origin)> {
    if path.as_os_str() == "-" {
        return vec![(path.to_owned(), Origin::StandardInput)];
    }
    if !fs.is_dir(path) {
        let is_excluded = excluded.excludes(path, false);
        return if is_excluded { Vec::new() } else { vec![(path.to_owned(), Origin::File)] };
    }
    let mut found = Vec::new();
    for walked in fs.walk(path, excluded) {
        found.push(match walked {
            Walked::File(path) => (path, Origin::File),
            Walked::Lost(path, reason) => (path, Origin::Lost(reason)),
        });
    }
    found
}
