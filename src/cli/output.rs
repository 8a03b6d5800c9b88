//! Writing files: completely or not at all.

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use walkdir::WalkDir;

use crate::lint::MOST_BYTES;
use crate::workspace::paths::display;
use crate::workspace::{DiskFileSystem, FileSystem, in_chinese};

/// Reads a file. Of a file that is too large, reads one byte more than the limit, so that this is noticed.
///
/// # Errors
///
/// Returns the reason, in Chinese, if it cannot be read.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    DiskFileSystem.read(path, MOST_BYTES + 1).map_err(|error| in_chinese(&error))
}

/// Writes a file completely or not at all: if writing fails, the old file stays.
///
/// # Errors
///
/// Returns the reason, in Chinese, if it cannot be written.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let written = match std::fs::metadata(path) {
        // A device or a pipe can be written to, but not replaced.
        Ok(known) if !known.is_file() => std::fs::write(path, bytes),
        Ok(known) => replace(&path.canonicalize().unwrap_or_else(|_| path.into()), bytes, Some(known)),
        Err(_) => replace(path, bytes, None),
    };
    written.map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> String {
    format!("无法写入 {}：{}", display(path), not_written(error))
}

/// Writes a new file completely or not at all.
///
/// # Errors
///
/// Returns the reason, in Chinese, if it cannot be written or already exists.
pub(super) fn create(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let written =
        beside(path, bytes).and_then(|new| new.persist_noclobber(path).map_err(|failed| failed.error));
    written.map(drop).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            format!("{} 已经存在，没有覆盖；请换一个文件名", display(path))
        }
        _ => unwritable(path, &error),
    })
}

/// Writes a new folder completely or not at all. `files` are paths in it, with `/`, and their bytes. An
/// existing folder is accepted if it is empty or contains exactly these files.
///
/// # Errors
///
/// Returns the reason, in Chinese, if it cannot be written. Anything else that exists there is not changed.
pub(super) fn create_folder(path: &Path, files: &[(String, Vec<u8>)]) -> Result<(), String> {
    let told = display(path);
    match path.symlink_metadata() {
        Ok(known) if !known.is_dir() => {
            return Err(format!("{told} 不是文件夹，没有写入；请换一个名称"));
        }
        Ok(_) if holds_only(path, files) => return Ok(()),
        Ok(_) if !is_empty(path) => {
            return Err(format!("文件夹 {told} 里已有别的内容，没有写入；请换一个文件夹，或先删除它"));
        }
        _ => {}
    }
    new_folder(path, files).map_err(|error| unwritable(path, &error))
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Whether a folder contains exactly these files.
fn holds_only(folder: &Path, files: &[(String, Vec<u8>)]) -> bool {
    let entries = WalkDir::new(folder).min_depth(1).into_iter();
    let others: Result<Vec<_>, _> =
        entries.filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir())).collect();
    let is_there = |(name, bytes): &(String, Vec<u8>)| {
        std::fs::read(folder.join(name)).is_ok_and(|there| there == *bytes)
    };
    others.is_ok_and(|others| others.len() == files.len()) && files.iter().all(is_there)
}

/// Writes a folder next to its destination, then moves it there.
fn new_folder(path: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let room = tempfile::Builder::new().prefix(".guidelint-").tempdir_in(parent)?;
    // A subfolder, because only the owner may read a temporary folder itself.
    let new = room.path().join("new");
    std::fs::create_dir(&new)?;
    for (name, bytes) in files {
        let file = new.join(name);
        std::fs::create_dir_all(file.parent().unwrap_or(&new))?;
        std::fs::write(file, bytes)?;
    }
    if path.is_dir() {
        // Not every system can replace an empty folder by renaming.
        std::fs::remove_dir(path)?;
    }
    std::fs::rename(new, path)
}

/// Overwrites a guide. `root` is the path that the user gave: the guide, or a folder it is in.
///
/// Links are not followed for writing: they may lead anywhere, and the name does not show where.
///
/// # Errors
///
/// Returns the reason, in Chinese, if it is not written.
pub(super) fn rewrite(path: &Path, root: &Path, before: &str, after: &str) -> Result<(), String> {
    let known = std::fs::symlink_metadata(path).map_err(|error| in_chinese(&error))?;
    let real = path.canonicalize().map_err(|error| in_chinese(&error))?;
    let is_inside = !root.is_dir() || root.canonicalize().is_ok_and(|root| real.starts_with(root));
    if known.is_symlink() || !is_inside {
        return Err(format!("它是链接，指向 {}，请直接写明那个文件", display(&real)));
    }
    if known.permissions().readonly() {
        return Err("文件是只读的".into());
    }
    if read(path)? != before.as_bytes() {
        return Err("检查之后文件又有改动，请重新检查".into());
    }
    replace(&real, after.as_bytes(), Some(known)).map_err(|error| not_written(&error))
}

/// Writes a temporary file in the same folder.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile<File>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new =
        tempfile::Builder::new().prefix(".guidelint-").make_in(folder, |path| File::create_new(path))?;
    new.write_all(bytes)?;
    Ok(new)
}

/// Replaces a file with a new one.
fn replace(path: &Path, bytes: &[u8], known: Option<Metadata>) -> io::Result<()> {
    let new = beside(path, bytes)?;
    if let Some(known) = known {
        keep_owner(new.as_file(), &known);
        // Keep the permissions of the old file.
        new.as_file().set_permissions(known.permissions())?;
    }
    new.persist(path).map(drop).map_err(|failed| failed.error)
}

/// Gives a new file the owner of the old one. Only an administrator can change owners, so failures are
/// ignored: for other users, the owner is usually the same.
#[cfg(unix)]
fn keep_owner(new: &File, known: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(new, Some(known.uid()), Some(known.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Describes why writing failed, in Chinese and without technical terms.
fn not_written(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件夹".into(),
        io::ErrorKind::PermissionDenied => "没有写入权限".into(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".into(),
        _ => format!("写入失败（{error}）"),
    }
}
