//! Where files come from.

use std::io;
use std::path::{Path, PathBuf};

use super::exclude::Excluded;

/// Reading files. Relative paths are relative to the working directory.
pub trait FileSystem: Sync {
    /// Reads the bytes of a file, at most the first `most`.
    ///
    /// # Errors
    ///
    /// Returns an error if the file does not exist or cannot be read.
    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>>;

    /// Reads standard input, at most the first `most` bytes.
    ///
    /// # Errors
    ///
    /// Returns an error if it cannot be read.
    fn read_standard_input(&self, most: usize) -> io::Result<Vec<u8>>;

    /// The absolute path of a file or folder, without links, `.` and `..`.
    ///
    /// # Errors
    ///
    /// Returns an error if the path does not exist.
    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether a path is a folder.
    fn is_dir(&self, path: &Path) -> bool;

    /// Whether a path is a file.
    fn is_file(&self, path: &Path) -> bool;

    /// Whether a path exists.
    fn exists(&self, path: &Path) -> bool {
        self.is_dir(path) || self.is_file(path)
    }

    /// The YAML files in a folder and its subfolders, in the order of names, without hidden and excluded
    /// ones. The paths begin with that of the folder.
    fn walk(&self, folder: &Path, excluded: &Excluded) -> Vec<Walked>;

    /// All YAML files in a folder and its subfolders, in the order of names.
    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf>;
}

/// What a walk through a folder finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Walked {
    /// A file.
    File(PathBuf),
    /// Something that could not be entered; the reason, in Chinese.
    Lost(PathBuf, String),
}

/// Whether a file name is that of a YAML file.
pub(super) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// Describes why reading failed, in Chinese and without technical terms.
pub fn in_chinese(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹".into(),
        io::ErrorKind::PermissionDenied => "没有读取权限".into(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".into(),
        _ => format!("读取失败（{error}）"),
    }
}
