//! The YAML files of a folder.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// All YAML files in a folder and its subfolders, in the order of names. Links are not followed.
pub(crate) fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter();
    let entries = entries.map(|entry| entry.expect("the folder can be read"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
    files.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")).collect()
}
