//! Fixes of whole guides: the examples and, if requested, real guides.

use std::path::Path;

use guidelint::fix::Applicability;

use crate::beside::beside;
use crate::files::yaml_files;
use crate::holds;

#[test]
fn guides_are_mended_once_and_in_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = yaml_files(&root.join("examples"));
    paths.extend(yaml_files(&root.join("tests/fixtures")));
    assert!(paths.len() > 20);
    if let Some(folder) = beside("corpus/guides") {
        // Fixing all of them takes a minute without optimization.
        paths.extend(yaml_files(&folder).into_iter().step_by(16));
    }
    for path in paths {
        let bytes = std::fs::read(&path).expect("it can be read");
        // Files in another encoding are never fixed.
        let Ok(text) = String::from_utf8(bytes) else { continue };
        holds(&text, Applicability::Safe);
        holds(&text, Applicability::Unsafe);
    }
}
