//! The file system of this machine.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use walkdir::WalkDir;

use super::exclude::Excluded;
use super::file_system::{FileSystem, Walked, in_chinese, is_yaml};

/// The file system of this machine. Walks respect `.gitignore` and follow links.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskFileSystem;

impl FileSystem for DiskFileSystem {
    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let mut bytes = Vec::new();
        let size = usize::try_from(file.metadata()?.len()).unwrap_or(most);
        bytes.reserve_exact(size.min(most));
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_standard_input(&self, most: usize) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        io::stdin().lock().take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn is_dir(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn walk(&self, folder: &Path, excluded: &Excluded) -> Vec<Walked> {
        let walk = WalkBuilder::new(folder)
            .follow_links(true)
            .require_git(false)
            .overrides(excluded.overrides())
            .sort_by_file_name(Ord::cmp)
            .build();
        let mut walked = Vec::new();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
                    if is_file && is_yaml(entry.path()) {
                        walked.push(Walked::File(entry.into_path()));
                    }
                }
                Err(error) => walked.extend(lost(&error)),
            }
        }
        walked
    }

    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf> {
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
        entries.map(walkdir::DirEntry::into_path).filter(|path| path.is_file() && is_yaml(path)).collect()
    }
}

/// What a walk could not enter. A link to a parent folder is not reported: everything in that folder is
/// walked anyway.
fn lost(error: &ignore::Error) -> Option<Walked> {
    match error {
        ignore::Error::Loop { .. } => None,
        ignore::Error::WithPath { path, err } => match lost(err)? {
            Walked::Lost(_, reason) => Some(Walked::Lost(path.clone(), reason)),
            walked @ Walked::File(_) => Some(walked),
        },
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => lost(err),
        ignore::Error::Io(error) => Some(Walked::Lost(PathBuf::new(), in_chinese(error))),
        other => Some(Walked::Lost(PathBuf::new(), other.to_string())),
    }
}
