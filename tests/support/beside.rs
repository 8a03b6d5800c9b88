//! Data that is not part of the repository: real guides, the YAML test suite.
//!
//! What a test says must not depend on what happens to lie somewhere, so such data is only read where
//! somebody asks for it, in the folder that `GUIDELINT_SHARED` names.

use std::path::PathBuf;

/// A file or folder of that data, if it is asked for and is there.
///
/// # Panics
///
/// When what is named is no folder: nothing would be tested, and nobody would know.
pub(crate) fn beside(name: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("GUIDELINT_SHARED").map(PathBuf::from) else {
        println!("not tested: GUIDELINT_SHARED does not say where {name} is");
        return None;
    };
    assert!(folder.is_dir(), "GUIDELINT_SHARED is {}, which is no folder", folder.display());
    let path = folder.join(name);
    if !path.exists() {
        println!("not tested: {} is not there", path.display());
        return None;
    }
    Some(path)
}
