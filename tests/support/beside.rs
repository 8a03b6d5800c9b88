//! Data that is not part of the repository: real guides, the YAML test suite.
//!
//! Test results must not depend on files that happen to be present, so such data is only read on request,
//! from the folder that `GUIDELINT_SHARED` names.

use std::path::PathBuf;

/// Returns a file or folder of that data, if it is requested and exists.
///
/// # Panics
///
/// If `GUIDELINT_SHARED` is not a folder: otherwise nothing would be tested without anybody noticing.
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
