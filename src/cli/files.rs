//! Finding the files to check, and reading them.

use std::collections::HashSet;
use std::fs::{File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use walkdir::WalkDir;

use crate::lint::MOST_BYTES;

/// A path as the user named it, with the files to check there.
pub(super) struct Named {
    /// As it was named.
    pub(super) path: PathBuf,
    /// The files, in a stable order, without those of paths named before.
    pub(super) files: Vec<Found>,
    /// Whether there were files of paths named before.
    pub(super) repeats: bool,
}

impl Named {
    /// Whether a path is one of the files.
    pub(super) fn holds(&self, path: &Path) -> bool {
        self.files.iter().any(|file| matches!(file, Found::File(own) if is_same(own, path)))
    }
}

/// The folder of a file, or a folder itself, as a real path.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().unwrap_or_else(|_| folder.into())
}

/// A file as it is seen from a folder, with `/` between folders; `folder` is a real path.
pub(super) fn seen_from(folder: &Path, file: &Path) -> String {
    let real = folder_of(file).join(file.file_name().unwrap_or_default());
    let common = folder.components().zip(real.components()).take_while(|(one, other)| one == other).count();
    let up = folder.components().skip(common).map(|_| Path::new(".."));
    let down: PathBuf = real.components().skip(common).collect();
    display(&up.chain([down.as_path()]).collect::<PathBuf>())
}

/// Whether a file is one of some real paths.
pub(super) fn is_among(paths: &HashSet<PathBuf>, file: &Path) -> bool {
    file.canonicalize().is_ok_and(|path| paths.contains(&path))
}

/// A path as people at this place would write it.
pub(super) fn shown(path: &Path) -> String {
    let here = folder_of(Path::new("."));
    let real = path.canonicalize();
    let inside = real.as_deref().unwrap_or(path).strip_prefix(&here).map(display);
    inside.unwrap_or_else(|_| display(path))
}

/// Whether two paths lead to the same file, whether it is there or not.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| {
        path.canonicalize().or_else(|_| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new(".")).canonicalize()?;
            Ok::<_, io::Error>(folder.join(path.file_name().unwrap_or_default()))
        })
    };
    one == other || real(one).is_ok_and(|one| real(other).is_ok_and(|other| one == other))
}

/// A file to check.
pub(super) enum Found {
    /// Read it from here.
    File(PathBuf),
    /// Read it from standard input.
    StandardInput,
    /// It cannot be read; why.
    Lost(PathBuf, String),
}

/// Files that the user does not want checked.
///
/// # Errors
///
/// When a glob is wrong: what to say about it.
pub(super) fn excluding(globs: &[String]) -> Result<Override, String> {
    let mut builder = OverrideBuilder::new(".");
    for glob in globs {
        let added = builder.add(&format!("!{glob}"));
        added.map_err(|error| format!("通配符“{glob}”写错了：{error}"))?;
    }
    builder.build().map_err(|error| format!("通配符写错了：{error}"))
}

/// The files of every named path, none twice. Folders are walked in the order of names, `.gitignore`
/// counts, links are followed.
pub(super) fn find(paths: &[PathBuf], exclude: &Override) -> Vec<Named> {
    let mut seen = HashSet::new();
    let named = |path: &PathBuf| {
        let mut files = match path {
            _ if path.as_os_str() == "-" => vec![Found::StandardInput],
            _ if path.is_dir() => in_folder(path, exclude),
            _ if exclude.matched(path, false).is_ignore() => Vec::new(),
            _ => vec![Found::File(path.clone())],
        };
        let all = files.len();
        files.retain(|file| match file {
            Found::File(path) => seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())),
            Found::StandardInput | Found::Lost(..) => true,
        });
        Named { path: path.clone(), repeats: files.len() < all, files }
    };
    paths.iter().map(named).collect()
}

fn in_folder(folder: &Path, exclude: &Override) -> Vec<Found> {
    let walk = WalkBuilder::new(folder)
        .follow_links(true)
        .require_git(false)
        .overrides(exclude.clone())
        .sort_by_file_name(Ord::cmp)
        .build();
    walk.filter_map(|entry| match entry {
        Ok(entry) => {
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            (is_file && is_yaml(entry.path())).then(|| Found::File(entry.into_path()))
        }
        Err(error) => lost(&error),
    })
    .collect()
}

/// What the walk could not enter. A folder that links to a folder around it is no loss: everything
/// in it was walked already.
fn lost(error: &ignore::Error) -> Option<Found> {
    match error {
        ignore::Error::Loop { .. } => None,
        ignore::Error::WithPath { path, err } => match lost(err)? {
            Found::Lost(_, reason) => Some(Found::Lost(path.clone(), reason)),
            found => Some(found),
        },
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => lost(err),
        ignore::Error::Io(error) => Some(Found::Lost(PathBuf::new(), in_chinese(error))),
        other => Some(Found::Lost(PathBuf::new(), other.to_string())),
    }
}

/// The pack files of a path: itself, or all YAML files in a folder, in the order of names.
pub(super) fn packs(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let entries = WalkDir::new(path).sort_by_file_name().into_iter().filter_map(Result::ok);
    entries.map(walkdir::DirEntry::into_path).filter(|path| path.is_file() && is_yaml(path)).collect()
}

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// The bytes of a file; of one that is too large, one more than is ever checked.
///
/// # Errors
///
/// Why it cannot be read, in Chinese.
pub(super) fn read(file: &Found) -> Result<Vec<u8>, String> {
    let most = MOST_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    let read = match file {
        Found::StandardInput => io::stdin().lock().take(most).read_to_end(&mut bytes),
        Found::File(path) => File::open(path).and_then(|file| {
            let size = file.metadata()?.len().min(most);
            bytes.reserve_exact(usize::try_from(size).unwrap_or_default());
            file.take(most).read_to_end(&mut bytes)
        }),
        Found::Lost(_, reason) => return Err(reason.clone()),
    };
    read.map(|_| bytes).map_err(|error| in_chinese(&error))
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
    if read(&Found::File(path.to_owned()))? != before.as_bytes() {
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

/// A path as reports name it: `/` between folders, no `./` in front.
pub(super) fn display(path: &Path) -> String {
    let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// Why the system refused to write, in words for everybody.
fn not_written(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件夹".into(),
        io::ErrorKind::PermissionDenied => "没有写入权限".into(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".into(),
        _ => format!("写入失败（{error}）"),
    }
}

/// Why the system refused, in words for everybody.
fn in_chinese(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件或文件夹".into(),
        io::ErrorKind::PermissionDenied => "没有读取权限".into(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".into(),
        _ => format!("读取失败（{error}）"),
    }
}
