//! Files that are excluded from checking.

use std::path::Path;

use ignore::overrides::{Override, OverrideBuilder};

/// Globs of files that are not checked, in the syntax of `.gitignore`.
#[derive(Clone, Debug)]
pub struct Excluded(Override);

impl Excluded {
    /// Parses globs.
    ///
    /// # Errors
    ///
    /// Returns a message in Chinese if a glob is invalid.
    pub fn parse(globs: &[String]) -> Result<Self, String> {
        let mut builder = OverrideBuilder::new(".");
        for glob in globs {
            let added = builder.add(&format!("!{glob}"));
            added.map_err(|error| format!("通配符“{glob}”写错了：{error}"))?;
        }
        builder.build().map(Self).map_err(|error| format!("通配符写错了：{error}"))
    }

    /// Whether a file or folder itself is excluded. Exclusions of its parent folders are not considered.
    pub fn excludes(&self, path: &Path, is_dir: bool) -> bool {
        self.0.matched(path, is_dir).is_ignore()
    }

    /// The globs in the form that folder walks expect.
    pub(super) fn overrides(&self) -> Override {
        self.0.clone()
    }
}
