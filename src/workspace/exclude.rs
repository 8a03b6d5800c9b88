//! Files that somebody does not want checked.

use std::path::Path;

use ignore::overrides::{Override, OverrideBuilder};

/// Globs of files that are not checked, as `.gitignore` has them.
#[derive(Clone, Debug)]
pub struct Excluded(Override);

impl Excluded {
    /// Reads globs.
    ///
    /// # Errors
    ///
    /// When a glob is wrong: what to say about it, in Chinese.
    pub fn parse(globs: &[String]) -> Result<Self, String> {
        let mut builder = OverrideBuilder::new(".");
        for glob in globs {
            let added = builder.add(&format!("!{glob}"));
            added.map_err(|error| format!("通配符“{glob}”写错了：{error}"))?;
        }
        builder.build().map(Self).map_err(|error| format!("通配符写错了：{error}"))
    }

    /// Whether a file, or a folder, is excluded; what excludes a folder around it does not count.
    pub fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        self.0.matched(path, is_dir).is_ignore()
    }

    /// The globs as walks through folders take them.
    pub(super) fn overrides(&self) -> Override {
        self.0.clone()
    }
}
