//! Files in memory: for tests, and for environments without a disk.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::exclude::Excluded;
use super::file_system::{FileSystem, Walked, is_yaml};

/// Files in memory, below the root folder `/`, which is also the working directory. A folder exists while
/// there is a file in it. There are no links, and `.gitignore` is ignored.
#[derive(Clone, Debug, Default)]
pub struct MemoryFileSystem {
    /// By absolute path.
    files: BTreeMap<PathBuf, Vec<u8>>,
    standard_input: Vec<u8>,
}

impl MemoryFileSystem {
    /// Returns a file system without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(absolute(path.as_ref()), bytes.into());
    }

    /// Removes a file. Returns whether it existed.
    pub fn remove(&mut self, path: impl AsRef<Path>) -> bool {
        self.files.remove(&absolute(path.as_ref())).is_some()
    }

    /// Sets the content of standard input.
    pub fn set_standard_input(&mut self, bytes: impl Into<Vec<u8>>) {
        self.standard_input = bytes.into();
    }

    /// The files in a folder and its subfolders, relative to the folder, in the order of names.
    fn inside(&self, folder: &Path) -> impl Iterator<Item = &Path> {
        let folder = absolute(folder);
        self.files.keys().filter_map(move |path| path.strip_prefix(&folder).ok())
    }
}

/// The absolute path, without `.` and `..`.
fn absolute(path: &Path) -> PathBuf {
    let mut absolute = PathBuf::from("/");
    for component in path.components() {
        match component {
            Component::Normal(name) => absolute.push(name),
            Component::ParentDir => {
                absolute.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::CurDir => {}
        }
    }
    absolute
}

fn first(bytes: &[u8], most: usize) -> Vec<u8> {
    bytes[..bytes.len().min(most)].to_vec()
}

impl FileSystem for MemoryFileSystem {
    fn read(&self, path: &Path, most: usize) -> io::Result<Vec<u8>> {
        match self.files.get(&absolute(path)) {
            Some(bytes) => Ok(first(bytes, most)),
            None if self.is_dir(path) => Err(io::ErrorKind::IsADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    fn read_standard_input(&self, most: usize) -> io::Result<Vec<u8>> {
        Ok(first(&self.standard_input, most))
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        if self.exists(path) { Ok(absolute(path)) } else { Err(io::ErrorKind::NotFound.into()) }
    }

    fn is_dir(&self, path: &Path) -> bool {
        let path = absolute(path);
        path == Path::new("/") || !self.files.contains_key(&path) && self.inside(&path).next().is_some()
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(&absolute(path))
    }

    fn walk(&self, folder: &Path, excluded: &Excluded) -> Vec<Walked> {
        let mut walked = Vec::new();
        for inside in self.inside(folder).filter(|inside| is_yaml(inside)) {
            let path = folder.join(inside);
            let folders = inside.ancestors().skip(1).filter(|above| !above.as_os_str().is_empty());
            let is_excluded = excluded.excludes(&path, false)
                || folders.into_iter().any(|above| excluded.excludes(&folder.join(above), true));
            if !is_hidden(inside) && !is_excluded {
                walked.push(Walked::File(path));
            }
        }
        walked
    }

    fn yaml_files(&self, folder: &Path) -> Vec<PathBuf> {
        self.inside(folder).filter(|inside| is_yaml(inside)).map(|inside| folder.join(inside)).collect()
    }
}

/// Whether a file, or one of the folders it is in, is hidden.
fn is_hidden(path: &Path) -> bool {
    path.iter().any(|name| name.to_string_lossy().starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> MemoryFileSystem {
        let mut files = MemoryFileSystem::new();
        for path in ["甲/一.yaml", "甲/二.yml", "甲/草稿/三.yaml", "甲/.隐/四.yaml", "甲/说明.txt", "乙.yaml"]
        {
            files.insert(path, path);
        }
        files
    }

    #[test]
    fn paths_lead_to_the_same_file_however_they_are_written() {
        let files = files();
        for path in ["乙.yaml", "./乙.yaml", "甲/../乙.yaml", "/乙.yaml"] {
            assert_eq!(
                files.read(Path::new(path), 100).expect("it is there"),
                "乙.yaml".as_bytes(),
                "{path}"
            );
            assert_eq!(files.canonicalize(Path::new(path)).expect("it is there"), Path::new("/乙.yaml"));
        }
        assert_eq!(files.read(Path::new("乙.yaml"), 3).expect("it is there"), "乙".as_bytes());
    }

    #[test]
    fn folders_are_there_while_a_file_is_in_them() {
        let mut files = files();
        assert!(files.is_dir(Path::new(".")) && files.is_dir(Path::new("甲/草稿")));
        assert!(files.remove("甲/草稿/三.yaml"));
        assert!(!files.is_dir(Path::new("甲/草稿")) && !files.exists(Path::new("甲/草稿/三.yaml")));
        let error = files.read(Path::new("甲"), 100).expect_err("it is a folder");
        assert_eq!(error.kind(), io::ErrorKind::IsADirectory);
        assert!(files.canonicalize(Path::new("丙.yaml")).is_err());
    }

    #[test]
    fn a_walk_leaves_out_what_is_hidden_or_excluded() {
        let excluded = Excluded::parse(&["草稿".to_owned()]).expect("the glob is right");
        let walked = files().walk(Path::new("甲"), &excluded);
        let expected = ["甲/一.yaml", "甲/二.yml"].map(|path| Walked::File(path.into()));
        assert_eq!(walked, expected);
        assert_eq!(files().yaml_files(Path::new("甲")).len(), 4);
    }
}
