//! Prevents a command from writing an output over an input or another output.

use std::path::{Path, PathBuf};

use crate::workspace::paths::{display, is_same};
use crate::workspace::{DiskFileSystem, FileSet, PackOptions};

/// The files that a command will write.
pub(super) struct Targets<'t>(pub(super) Vec<&'t Path>);

impl Targets<'_> {
    /// Checks that none of them is a guide to check, or one of the `read` files.
    ///
    /// # Errors
    ///
    /// Returns a message about the first one that is.
    pub(super) fn spare_files(&self, files: &FileSet, read: &[PathBuf]) -> Result<(), String> {
        for path in &self.0 {
            let shown = display(path);
            if files.holds(&DiskFileSystem, path) {
                return Err(format!("{shown} 是要检查的指南，不能用来写结果"));
            }
            if read.iter().any(|read| is_same(&DiskFileSystem, read, path)) {
                return Err(format!("{shown} 是这次检查要读取的文件，不能用来写结果"));
            }
        }
        Ok(())
    }

    /// Checks that none of them is a pack in use, and that none is written twice.
    ///
    /// # Errors
    ///
    /// Returns a message about the first one that is.
    pub(super) fn spare_packs(&self, packs: &PackOptions) -> Result<(), String> {
        let packs = packs.files(&DiskFileSystem);
        for (number, path) in self.0.iter().enumerate() {
            let shown = display(path);
            if packs.iter().any(|pack| is_same(&DiskFileSystem, pack, path)) {
                return Err(format!("{shown} 是要使用的规则包，不能用来写结果"));
            }
            if self.0[..number].iter().any(|other| is_same(&DiskFileSystem, other, path)) {
                return Err(format!("{shown} 写了两次，每种结果要写入不同的文件"));
            }
        }
        Ok(())
    }
}
