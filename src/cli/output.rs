//! Writing files: completely or not at all.

use std::fs::{File, Metadata};
use std::io::{self, Write};
use std::path::Path;

use walkdir::WalkDir;

use crate::lint::MOST_BYTES;
use crate::workspace::paths::display;
use crate::workspace::{DiskFileSystem, FileSystem, in_chinese};

/// The bytes of a file; of one that is too large, one more than is ever checked.
///
/// # Errors
///
/// Why it cannot be read, in Chinese.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    DiskFileSystem.read(path, MOST_BYTES + 1).map_err(|error| in_chinese(&error))
}

/// Writes a file, completely or not at all: where it cannot be finished, what was there before stays.
///
/// # Errors
///
/// Why it cannot be written, in Chinese.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let written = match std::fs::metadata(path) {
        // A device or a pipe takes bytes, but cannot be replaced.
        Ok(known) if !known.is_file() => std::fs::write(path, bytes),
        Ok(known) => replace(&path.canonicalize().unwrap_or_else(|_| path.into()), bytes, Some(known)),
        Err(_) => replace(path, bytes, None),
    };
    written.map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &io::Error) -> String {
    format!("无法写入 {}：{}", display(path), not_written(error))
}

/// Writes a file that is not there yet, completely or not at all.
///
/// # Errors
///
/// Why it cannot be written, in Chinese; also where it is there already.
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

/// Writes a folder that is not there yet, completely or not at all; `files` are paths inside it, with `/`,
/// and their bytes. A folder that is empty, or holds just these files, may be there.
///
/// # Errors
///
/// Why it cannot be written, in Chinese; also where something else is there, which stays as it is.
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

/// Whether a folder holds these files and no others.
fn holds_only(folder: &Path, files: &[(String, Vec<u8>)]) -> bool {
    let entries = WalkDir::new(folder).min_depth(1).into_iter();
    let others: Result<Vec<_>, _> =
        entries.filter(|entry| !entry.as_ref().is_ok_and(|entry| entry.file_type().is_dir())).collect();
    let is_there = |(name, bytes): &(String, Vec<u8>)| {
        std::fs::read(folder.join(name)).is_ok_and(|there| there == *bytes)
    };
    others.is_ok_and(|others| others.len() == files.len()) && files.iter().all(is_there)
}

/// Makes a folder beside the place where it belongs, and puts it there.
fn new_folder(path: &Path, files: &[(String, Vec<u8>)]) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let room = tempfile::Builder::new().prefix(".guidelint-").tempdir_in(parent)?;
    // What temporary folders are, only their owner may read.
    let new = room.path().join("new");
    std::fs::create_dir(&new)?;
    for (name, bytes) in files {
        let file = new.join(name);
        std::fs::create_dir_all(file.parent().unwrap_or(&new))?;
        std::fs::write(file, bytes)?;
    }
    if path.is_dir() {
        // Not every system puts a folder in the place of an empty one.
        std::fs::remove_dir(path)?;
    }
    std::fs::rename(new, path)
}

/// Writes a guide over itself. `root` is the path that the user named it by, the guide or a folder.
///
/// A link is not written through: it may lead anywhere, and whoever sees the name does not see where.
///
/// # Errors
///
/// Why it is not written, in Chinese.
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

/// A new file in the same folder.
fn beside(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile<File>> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut new =
        tempfile::Builder::new().prefix(".guidelint-").make_in(folder, |path| File::create_new(path))?;
    new.write_all(bytes)?;
    Ok(new)
}

/// Puts a new file in the place of the old one.
fn replace(path: &Path, bytes: &[u8], known: Option<Metadata>) -> io::Result<()> {
    let new = beside(path, bytes)?;
    if let Some(known) = known {
        keep_owner(new.as_file(), &known);
        // Who may read the old file may read the new one.
        new.as_file().set_permissions(known.permissions())?;
    }
    new.persist(path).map(drop).map_err(|failed| failed.error)
}

/// Gives a new file the owner of the old one. Only the administrator can give files away; for everybody
/// else they are the same, or it cannot be helped.
#[cfg(unix)]
fn keep_owner(new: &File, known: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(new, Some(known.uid()), Some(known.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Why the system refused to write, in words for everybody.
fn not_written(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件夹".into(),
        io::ErrorKind::PermissionDenied => "没有写入权限".into(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".into(),
        _ => format!("写入失败（{error}）"),
    }
}
