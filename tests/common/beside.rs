//! Data that is not part of the repository: real guides, the YAML test suite.
//!
//! What a test says must not depend on what happens to lie somewhere, so such data is only read where
//! somebody asks for it, in the folder that `GUIDELINT_SHARED` names.

use std::path::PathBuf;

/// A file or folder of that data, if it is asked for and is there.
pub(crate) fn beside(name: &str) -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("GUIDELINT_SHARED") else {
        println!("not tested: GUIDELINT_SHARED does not say where {name} is");
        return None;
    };
    let path = PathBuf::from(folder).join(name);
    if !path.exists() {
        println!("not tested: {} is not there", path.display());
        return None;
    }
    Some(path)
}
