//! Paths: comparing them, and showing them to people.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::file_system::FileSystem;

/// The real path of the folder of a file, or of a folder itself.
pub fn folder_of(fs: &dyn FileSystem, path: &Path) -> PathBuf {
    let folder = if fs.is_dir(path) { path } else { path.parent().unwrap_or(path) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    fs.canonicalize(folder).unwrap_or_else(|_| folder.into())
}

/// The path of a file relative to a folder, with `/` as separator; `folder` must be a real path.
pub fn seen_from(fs: &dyn FileSystem, folder: &Path, file: &Path) -> String {
    let real = folder_of(fs, file).join(file.file_name().unwrap_or_default());
    let common = folder.components().zip(real.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| Path::new(".."));
    let down: PathBuf = real.components().skip(common).collect();
    display(&up.chain([down.as_path()]).collect::<PathBuf>())
}

/// A path as shown to people: relative to the working directory if it is inside, otherwise as given.
pub fn shown(fs: &dyn FileSystem, path: &Path) -> String {
    let here = folder_of(fs, Path::new("."));
    let real = fs.canonicalize(path);
    let inside = real.as_deref().unwrap_or(path).strip_prefix(&here).map(display);
    inside.unwrap_or_else(|_| display(path))
}

/// Whether two paths lead to the same file. The file does not have to exist.
pub fn is_same(fs: &dyn FileSystem, one: &Path, other: &Path) -> bool {
    one == other || real(fs, one).is_some_and(|one| real(fs, other).is_some_and(|other| one == other))
}

/// The real path of a file that may not exist yet.
fn real(fs: &dyn FileSystem, path: &Path) -> Option<PathBuf> {
    fs.canonicalize(path).ok().or_else(|| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs.canonicalize(folder.unwrap_or(Path::new("."))).ok()?;
        Some(folder.join(path.file_name().unwrap_or_default()))
    })
}

/// A path as reports show it: with `/` as separator and without a leading `./`.
pub fn display(path: &Path) -> String {
    let text = path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}
