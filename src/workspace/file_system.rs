//! Where files come from.

use std::io;
use std::path::{Path, PathBuf};

use super::exclude::Excluded;

/// Reading files. Relative paths are seen from the folder in which somebody works.
pub trait FileSystem: Sync {
    /// The bytes of a file; of one that is larger than `most`, the first `most`.
    ///
    /// # Errors
    ///
    /// When it is not there or cannot be read.
    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>>;

    /// What stands in standard input, likewise.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    fn read_standard_input(&self, most: usize) -> io::Result<Vec<u8>>;

    /// The absolute path of a file or folder, without links, `.` and `..`.
    ///
    /// # Errors
    ///
    /// When there is nothing at the path.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether there is a folder at a path.
    fn is_dir(&self, path: &Path) -> bool;

    /// Whether there is a file at a path.
    fn is_file(&self, path: &Path) -> bool;

    /// Whether there is anything at a path.
    fn exists(&self, path: &Path) -> bool {
        self.is_dir(path) || self.is_file(path)
    }

    /// The YAML files in a folder and the folders in it that somebody may want to check, in the order of
    /// names: without hidden files and what is excluded. The paths begin with that of the folder.
    fn walk(&self, folder: &Path, excluded: &Excluded) -> Vec<Walked>;

    /// All YAML files in a folder and the folders in it, in the order of names.
    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf>;
}

/// What a walk through a folder meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Walked {
    /// A file.
    File(PathBuf),
    /// Something that could not be entered; why, in Chinese.
    Lost(PathBuf, String),
}

/// Whether a file has the name of a YAML file.
pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Why the system refused to read, in words for everybody.
pub fn in_chinese(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹".into(),
        io::ErrorKind::PermissionDenied => "没有读取权限".into(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".into(),
        _ => format!("读取失败（{error}）"),
    }
}
