//! Which files were changed since a revision.

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::Command;

/// A version control system that knows which files were changed.
pub trait VersionControl {
    /// Returns the real paths of the files that differ from a revision, committed or not.
    ///
    /// # Errors
    ///
    /// Returns the reason, in Chinese, if the changes cannot be determined.
    fn changed_since(&self, revision: &str) -> Result<HashSet<PathBuf>, String>;
}

/// The program git, run in the working directory.
#[derive(Clone, Copy, Debug, Default)]
pub struct Git;

impl VersionControl for Git {
    fn changed_since(&self, revision: &str) -> Result<HashSet<PathBuf>, String> {
        // `--end-of-options`: a revision must never be read as an option.
        let base = ask(revision, &["merge-base", "--end-of-options", revision, "HEAD"])?;
        let base = base.first().map_or(revision, |base| base.trim());
        let root = ask(revision, &["rev-parse", "--show-toplevel"])?;
        let root = PathBuf::from(root.first().map_or("", |root| root.trim_end_matches(['\n', '\r'])));
        let folder = root.to_string_lossy();
        let tracked = ["-C", &folder, "diff", "--name-only", "-z", "--end-of-options", base, "--"];
        let untracked = ["-C", &folder, "ls-files", "--others", "--exclude-standard", "-z"];
        let mut changed = ask(revision, &tracked)?;
        changed.extend(ask(revision, &untracked)?);
        let paths = changed.into_iter().map(|path| root.join(path));
        Ok(paths.map(|path| path.canonicalize().unwrap_or(path)).collect())
    }
}

/// Runs git and splits its output at NUL bytes.
fn ask(revision: &str, arguments: &[&str]) -> Result<Vec<String>, String> {
    let output = Command::new("git").args(arguments).output();
    let output = output.map_err(|error| format!("--changed-since 要用 git，运行不了（{error}）"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        let reason = reason.lines().next().unwrap_or_default();
        return Err(format!("git 不知道自“{revision}”以来改了什么：{reason}"));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    Ok(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}
